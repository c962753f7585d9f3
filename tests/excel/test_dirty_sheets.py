"""Master sheets as people keep them: what is read, from which row, and what is told of the rest."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from xlplan.excel.frames import empty
from xlplan.excel.masters import workbook
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.findings import Finding
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, books, starting
from xlplan.tables.assets import Repair
from xlplan.tables.budget import BudgetLine
from xlplan.tables.claims import Contract, Payment, Purchase
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import Alias, BankAccount, Office, Reporting, Task
from xlplan.tables.payroll import PayChange
from xlplan.tables.plan import WorkItem

Row = list[Any]
HEADER: Row = list(VoucherLine.columns)
ODD: Row = [
    "2026-10-08",
    "记-1",
    "付十月电费",
    "5001",
    100.5,
    None,
    "G01",
    "普通",
    2,
    "张三",
    "李四",
    "2026-10-08",
    "已审核",
]
EVEN: Row = [
    "2026-10-08",
    "记-1",
    "付十月电费",
    "1001",
    None,
    100.5,
    "",
    "普通",
    None,
    "张三",
    "李四",
    "2026-10-08",
    "已审核",
]


def line(**cells: object) -> Row:
    """The first line of a voucher with some cells changed, named as code names the columns."""
    values = dict(zip((column.name for column in HEADER), ODD, strict=True)) | cells
    return list(values.values())


def written(
    folder: Path,
    table: type[Table],
    rows: Iterable[Row],
    dirt: Callable[[Worksheet], None] = lambda sheet: None,
) -> Path:
    """A workbook with one sheet that holds these rows from A1 on, then made dirty."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = table.sheet
    for row in rows:
        sheet.append(row)
    dirt(sheet)
    path = folder / table.workbook
    book.save(path)
    return path


def read(path: Path, table: type[Table], aliases: dict[str, str] | None = None) -> Sheet:
    return Workbook(path).read(table, aliases or {})


def vouchers(folder: Path, *rows: Row, dirt: Callable[[Worksheet], None] = lambda sheet: None) -> Sheet:
    """Voucher lines under their usual header, read back."""
    return read(written(folder, VoucherLine, [HEADER, *rows], dirt), VoucherLine)


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """(rule, cell) of findings, in the order of the sheet."""
    return [
        (finding.rule.id, finding.ref.cell) for finding in sorted(findings, key=lambda finding: finding.ref)
    ]


def amounts(sheet: Sheet) -> dict[int, int]:
    """Row -> fen of the debits that are not nothing."""
    debits = sheet.rows[VoucherLine.debit]
    return dict(debits[debits != 0])


CLEAN = {2: 10050}


# Where the header stands


def test_a_sheet_as_we_build_it_has_no_findings(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, ODD, EVEN)
    assert (told(sheet.findings), amounts(sheet), sheet.left_out) == ([], CLEAN, 0)
    assert sheet.rows.loc[2].to_dict() == {
        "日期": pd.Timestamp(2026, 10, 8), "凭证号": "记-1", "摘要": "付十月电费", "科目代码": "5001", "借方": 10050, "贷方": 0,
        "预算号": "G01", "类型": "普通", "附件数": 2, "制单": "张三", "审核": "李四", "登记日期": pd.Timestamp(2026, 10, 8),
        "状态": "已审核",
    }  # fmt: skip


@pytest.mark.parametrize("merged", [False, True])
def test_title_lines_stand_above_the_header(merged: bool, tmp_path: Path) -> None:
    titles: list[Row] = [["化作中学记账凭证"], ["编制单位：化作中学", None, None, "2026年10月"], []]

    def merge(sheet: Worksheet) -> None:
        if merged:
            sheet.merge_cells("A1:M1")
            sheet.merge_cells("A2:C2")

    sheet = read(written(tmp_path, VoucherLine, [*titles, HEADER, ODD, EVEN], merge), VoucherLine)
    assert (told(sheet.findings), amounts(sheet), sheet.header_row) == ([], {5: 10050}, 4)


@pytest.mark.parametrize("styled", [False, True])
def test_a_header_may_stand_further_down_and_to_the_right(styled: bool, tmp_path: Path) -> None:
    def shift(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 3)
        sheet.insert_cols(1, 2)
        if styled:
            for row in (1, 2):
                sheet.cell(row, 1).font = openpyxl.styles.Font(bold=True)

    sheet = vouchers(tmp_path, ODD, line(debit=33.333), EVEN, dirt=shift)
    assert amounts(sheet) == {}
    assert told(sheet.findings) == [("TAB-02", "G6")]
    assert (sheet.left_out, sheet.header_row) == (3, 4)


def test_empty_rows_above_the_header_may_be_formatted(tmp_path: Path) -> None:
    def shift(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        for column in range(1, 14):
            sheet.cell(1, column).font = openpyxl.styles.Font(bold=True)

    sheet = vouchers(tmp_path, ODD, line(debit=33.333, voucher="记-2"), dirt=shift)
    assert (told(sheet.findings), amounts(sheet)) == ([("TAB-02", "E5")], {4: 10050})


def test_columns_may_stand_in_another_order_with_others_between(tmp_path: Path) -> None:
    names = ["序号", *reversed(HEADER), "备注"]
    rows = [["1", *reversed(ODD), "见附件"], ["2", *reversed(EVEN), None]]
    sheet = read(written(tmp_path, VoucherLine, [names, *rows]), VoucherLine)
    assert (told(sheet.findings), amounts(sheet)) == ([], CLEAN)
    assert str(sheet.ref(VoucherLine.debit, 2)) == "记账凭证!J2"
    assert "备注" not in sheet.rows


def test_a_header_may_be_merged_over_two_rows(tmp_path: Path) -> None:
    upper = [*HEADER[:4], "发生额", None, *HEADER[6:]]
    lower = [None] * 4 + ["借方", "贷方"] + [None] * 7

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("E1:F1")
        for letter in "ABCDGHIJKLM":
            sheet.merge_cells(f"{letter}1:{letter}2")

    sheet = read(written(tmp_path, VoucherLine, [upper, lower, ODD, EVEN], merge), VoucherLine)
    assert (told(sheet.findings), amounts(sheet), sheet.header_row) == ([], {3: 10050}, 2)


def test_a_header_may_carry_units_stars_blanks_and_line_breaks(tmp_path: Path) -> None:
    names = ["*日期", "凭证号：", "摘 要", "科目\n代码", "借方（元）", "贷方\n(元)", "预算号", "类型", "附件数【张】", "制单 ", "审核", "登记\n日期", "状态"]  # fmt: skip
    sheet = read(written(tmp_path, VoucherLine, [names, ODD, EVEN]), VoucherLine)
    assert (told(sheet.findings), amounts(sheet)) == ([], CLEAN)


def test_an_alias_teaches_the_reader_a_header_of_this_office(tmp_path: Path) -> None:
    names = ["业务日期" if name == "日期" else name for name in HEADER]
    path = written(tmp_path, VoucherLine, [names, ODD, EVEN])
    assert told(read(path, VoucherLine).findings) == [("TAB-12", "A1")]
    assert told(read(path, VoucherLine, {"业务日期": "日期"}).findings) == []


def test_an_alias_wins_over_our_own_name(tmp_path: Path) -> None:
    path = written(tmp_path, VoucherLine, [[*HEADER, "本位币借方"], [*ODD, 7], [*EVEN, None]])
    sheet = read(path, VoucherLine, {"本位币借方": "借方"})
    assert (told(sheet.findings), amounts(sheet)) == ([], {2: 700})


@pytest.mark.parametrize("title", [[], [["记账凭证"]]])
def test_a_header_that_stands_twice_is_told_once_and_the_left_one_is_read(
    title: list[list[str]], tmp_path: Path
) -> None:
    rows = [*title, [*HEADER, "备注", "借方"], [*ODD, "", 7], [*EVEN, "", None]]
    sheet = read(written(tmp_path, VoucherLine, rows), VoucherLine)
    row = len(title) + 1
    assert told(sheet.findings) == [("TAB-13", f"O{row}")]
    assert amounts(sheet) == {row + 1: 10050}


def test_a_missing_column_is_told_with_the_name_that_is_nearest(tmp_path: Path) -> None:
    names = ["凭证编号" if name == "凭证号" else name for name in HEADER]
    sheet = read(written(tmp_path, VoucherLine, [names, ODD, EVEN]), VoucherLine)
    (finding,) = sheet.findings
    assert (finding.rule.id, finding.severity) == ("TAB-12", "error")
    assert "ledger.xlsx、记账凭证、凭证号、凭证编号" in finding.message


def test_a_missing_optional_column_is_one_warning_and_reads_as_blank(tmp_path: Path) -> None:
    keep = [place for place, name in enumerate(HEADER) if name != "预算号"]
    rows = [[row[place] for place in keep] for row in (HEADER, ODD, EVEN)]
    sheet = read(written(tmp_path, VoucherLine, rows), VoucherLine)
    assert [(finding.rule.id, finding.severity) for finding in sheet.findings] == [("TAB-12", "warning")]
    assert (amounts(sheet), sheet.absent) == (CLEAN, (VoucherLine.budget,))


def test_what_came_with_a_later_version_is_not_missed_in_an_older_workbook(tmp_path: Path) -> None:
    path = written(tmp_path, Task, [list(Task.columns[:4]), ["夜间检查", "每个工作日", "22:00", "是"]])
    tasks, reporting = read(path, Task), read(path, Reporting)
    assert (tasks.findings, tasks.absent, reporting.findings, reporting.absent) == ((), (), (), ())
    assert tasks.rows[list(Task.columns)].values.tolist() == [["夜间检查", "每个工作日", "22:00", "是", ""]]
    assert reporting.rows[list(Reporting.columns)].empty


def test_optional_amounts_and_days_that_a_sheet_does_without_are_blank(tmp_path: Path) -> None:
    without: dict[type[Table], Row] = {
        Purchase: ["CG2026-001", "2026-10-12", "", "课桌椅", "货物", "", "询价", "明德", 358, "张华"],
        Contract: ["HT2026-001", "CG2026-001", "2026-10-15", "明德", 358, None, "", None, None, None, ""],
    }
    sheets = {}
    for table, row in without.items():
        header = [column for column in table.columns if not column.optional]
        sheets[table] = read(written(tmp_path, table, [header, row]), table)
        assert (sheets[table].findings, sheets[table].absent) == ((), ())
        assert sheets[table].rows.dtypes.tolist() == empty(table).dtypes.tolist()
    quotes = [Purchase.first_bidder, Purchase.first_quote, Purchase.third_quote]
    assert sheets[Purchase].rows.loc[2, quotes].tolist() == ["", 0, 0]
    assert pd.isna(sheets[Contract].rows.loc[2, Contract.awarded])


def test_a_choice_that_a_rule_judges_is_left_to_it(tmp_path: Path) -> None:
    path = written(tmp_path, Task, [list(Task.columns[:4]), ["夜间检察", "每个工作日", "22:00", "可以"]])
    assert told(read(path, Task).findings) == [("TAB-08", "D2")]


def test_a_sheet_without_a_column_of_amounts_is_not_a_sheet_of_zeros(tmp_path: Path) -> None:
    names = ["发生额" if name == "借方" else name for name in HEADER]
    sheet = read(written(tmp_path, VoucherLine, [names, ODD, EVEN]), VoucherLine)
    assert [(finding.rule.id, finding.severity) for finding in sheet.findings] == [("TAB-12", "error")]
    assert sheet.absent == (VoucherLine.debit,)


def test_a_calculated_column_that_nobody_keeps_is_a_warning(tmp_path: Path) -> None:
    names = [name for name in BudgetLine.columns if name not in ("追加", "追减")]
    rows: list[Row] = [names, ["G01", 2026, "支出", "公用经费", "2050203", "30201", "", 100, 100, ""]]
    sheet = read(written(tmp_path, BudgetLine, rows), BudgetLine)
    assert [(finding.rule.id, finding.severity) for finding in sheet.findings] == [("TAB-12", "warning")] * 2
    assert sheet.rows.loc[2, ["追加", "追减", "调整后"]].tolist() == [0, 0, 10000]


def test_a_sheet_without_our_header_is_told_and_gives_no_rows(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, VoucherLine, [["甲", "乙"], [1, 2]]), VoucherLine)
    assert told(sheet.findings) == [("TAB-14", "")]
    assert sheet.absent == VoucherLine.columns


@pytest.mark.parametrize("table", [VoucherLine, CashEntry])
def test_an_empty_or_missing_sheet_is_told(table: type[Table], tmp_path: Path) -> None:
    sheet = read(written(tmp_path, VoucherLine, []), table)
    assert told(sheet.findings) == [("TAB-14", "")]


def test_a_missing_sheet_is_told_with_the_name_that_is_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, Payment, [[*Payment.columns]], lambda sheet: setattr(sheet, "title", "付款记录"))
    (finding,) = read(path, Payment).findings
    assert "没有工作表“付款”。工作表“付款记录”如果就是它" in finding.message


def test_a_sheet_of_another_table_is_not_taken_for_the_missing_one(tmp_path: Path) -> None:
    path = written(tmp_path, CashEntry, [[*CashEntry.columns]])
    (finding,) = read(path, BankEntry).findings
    assert finding.message == "工作簿 ledger.xlsx 里没有工作表“银行日记账”。"


# Which rows are rows


def test_blank_rows_between_are_no_rows_and_shift_nothing(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, [], [], ODD, [None, "  ", ""], [], EVEN, line(debit=33.333, voucher="记-2"))
    assert list(sheet.rows.index) == [4, 7]
    assert told(sheet.findings) == [("TAB-02", "E8")]


@pytest.mark.parametrize(
    "word", ["合计", "合  计", "本月合计", "本日合计：", "本年累计", "过次页", "承前页", "小计"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_lines_of_totals_are_no_rows(word: str, place: int, tmp_path: Path) -> None:
    total: Row = [None] * 13
    total[place], total[4], total[5] = word, "=SUM(E2:E3)", 100.5
    sheet = vouchers(tmp_path, ODD, EVEN, total)
    assert (told(sheet.findings), list(sheet.rows.index), sheet.left_out) == ([], [2, 3], 0)


def test_a_line_of_totals_may_have_its_word_in_another_column(tmp_path: Path) -> None:
    rows = [["序号", *HEADER], [1, *ODD], [2, *EVEN], ["合计", None, None, None, None, 100.5, 100.5]]
    sheet = read(written(tmp_path, VoucherLine, rows), VoucherLine)
    assert (told(sheet.findings), list(sheet.rows.index)) == ([], [2, 3])


def test_a_header_repeated_among_the_rows_is_no_row(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, ODD, EVEN, ["某中学记账凭证"], HEADER, ODD, EVEN)
    assert (told(sheet.findings), list(sheet.rows.index), sheet.left_out) == (
        [("TAB-15", "A4")],
        [2, 3, 6, 7],
        0,
    )


def test_a_whole_row_that_speaks_of_a_total_is_a_row(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(summary="合计"), line(summary="支付合计电费"))
    assert list(sheet.rows.index) == [2, 3]


def test_hidden_and_filtered_rows_are_read(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:M4"
        sheet.auto_filter.add_filter_column(1, ["记-1"])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True

    sheet = vouchers(tmp_path, ODD, line(voucher="记-2", debit=2), EVEN, dirt=hide)
    assert amounts(sheet) == {2: 10050, 3: 200}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    down=st.integers(0, 12),
    right=st.integers(0, 4),
    gaps=st.lists(st.integers(0, 3), min_size=1, max_size=6),
    title=st.booleans(),
)
def test_a_row_of_the_frame_is_always_the_row_of_the_sheet(
    down: int, right: int, gaps: list[int], title: bool, tmp_path: Path
) -> None:
    expected = {}

    def place(sheet: Worksheet) -> None:
        if title and down:
            sheet.cell(1, 1, "记账凭证")
        row = down + 1
        for column, name in enumerate(HEADER, right + 1):
            sheet.cell(row, column, name)
        for gap in gaps:
            row += 1 + gap
            for column, value in enumerate(line(debit=row, voucher=f"记-{row}"), right + 1):
                sheet.cell(row, column, value)
            expected[row] = row * 100

    sheet = read(written(tmp_path, VoucherLine, [], place), VoucherLine)
    assert (amounts(sheet), told(sheet.findings)) == (expected, [])
    assert sheet.header_row == down + 1


# Numbers and text


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12.5", 1250), ("1,200.50", 120050), ("¥5", 500), ("￥5", 500), ("１２", 1200), ("(5.00)", -500), ("（5）", -500),
        (" 7 ", 700), ("5元", 500), ("-3.1", -310), (0.1 + 0.2, 30), (100, 10000), (1e9 + 0.01, 100000000001),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(typed: object, fen: int, tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(debit=typed), line(voucher="记-2", debit=1))
    assert (told(sheet.findings), amounts(sheet)) == ([], {2: fen, 3: 100})


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (33.333, "TAB-02"), ("33.333", "TAB-02"), (0.005, "TAB-02"), ("一百元", "TAB-01"), (True, "TAB-01"), (False, "TAB-01"),
        ("#N/A", "TAB-04"), ("1,2,3", "TAB-01"), ("12 至 15", "TAB-01"), ("=50+50", "TAB-05"), (date(2026, 10, 8), "TAB-01"),
    ],
)  # fmt: skip
def test_what_is_no_amount_takes_its_voucher_out_and_no_other(
    typed: object, rule: str, tmp_path: Path
) -> None:
    sheet = vouchers(
        tmp_path, line(voucher="记-2"), line(debit=typed), EVEN, line(voucher="记-3"), line(date="2026-11-08")
    )
    assert told(sheet.findings) == [(rule, "E3")]
    assert (list(sheet.rows.index), sheet.left_out) == ([2, 5, 6], 2)
    (finding,) = sheet.findings
    assert (finding.subject, finding.month) == ("记-1", "2026-10")


def test_blanks_in_an_amount_are_nothing(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(credit="  "), line(attachments=" ", voucher="记-2"))
    assert (told(sheet.findings), list(sheet.rows.index)) == ([], [2, 3])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (1001, "1001"), (1001.0, "1001"), ("1001", "1001"), ("0012", "0012"), ("１００１", "1001"), ("Ａ－１", "A－1"),
        (" 1001 ", "1001"), ("其他(乙)", "其他（乙）"), ("王　强", "王强"), ("A (b)", "A (b)"), (0.3, "0.3"), (0.1 + 0.2, "0.3"), (123456789012345, "123456789012345"),
    ],
)  # fmt: skip
def test_codes_are_text_however_they_are_typed(typed: object, text: str, tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(account=typed), line(account="1002"))
    assert (told(sheet.findings), sheet.rows.at[2, "科目代码"]) == ([], text)


def test_words_keep_their_full_width_signs(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(summary="付ＡＢ公司１０月电费（含税）"))
    assert sheet.rows.at[2, "摘要"] == "付ＡＢ公司１０月电费（含税）"


@pytest.mark.parametrize("column", [VoucherLine.summary, VoucherLine.account, VoucherLine.budget])
def test_an_error_value_is_told_in_text_columns_too(column: Any, tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(**{column.name: "#N/A"}), line(voucher="记-2"))
    assert [finding.rule.id for finding in sheet.findings] == ["TAB-04"]
    assert "#N/A" in sheet.findings[0].message
    assert list(sheet.rows.index) == [3]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_an_error_value_is_named_as_excel_shows_it(error: str, tmp_path: Path) -> None:
    (finding,) = vouchers(tmp_path, line(debit=error), line(voucher="记-2")).findings
    assert (finding.rule.id, error in finding.message) == ("TAB-04", True)


def test_a_truth_value_in_a_list_column_is_no_choice(tmp_path: Path) -> None:
    names = ["学期", "学月", "事项", "重点", "状态"]
    rows: list[Row] = [names, ["2026年秋季学期", "第一学月", "报到", True, "未开始"]]
    sheet = read(written(tmp_path, WorkItem, rows), WorkItem)
    assert ("TAB-08", "D2") in told(sheet.findings)


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        (6228480402564890, ["TAB-11"]), (6228480402564890018, ["TAB-11"]), ("6228480402564890018", []), (622848040256489, []),
        ("'6228480402564890018", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", [BankAccount, BankEntry])
def test_a_long_number_is_told_where_it_is_stored_as_a_number(
    typed: object, rules: list[str], table: type[Table], tmp_path: Path
) -> None:
    cells = {"账户": "基本户", "科目代码": "100201", "账号": typed, "日期": "2026-10-08", "摘要": "付电费款", "票据号": typed,
             "余额": 0, "登记日期": "2026-10-08"}  # fmt: skip
    sheet = read(written(tmp_path, table, [[*table.columns], [cells.get(c) for c in table.columns]]), table)
    assert [finding.rule.id for finding in sheet.findings] == rules


def test_a_long_number_is_told_as_libreoffice_writes_it(tmp_path: Path) -> None:
    row = {"账户": "基本户", "科目代码": "100201", "账号": 522499198807077056}
    rows: list[Row] = [[*BankAccount.columns], [row.get(column) for column in BankAccount.columns]]
    path = written(tmp_path, BankAccount, rows)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, re.sub(rb"<v>5\.?22499[^<]*", b"<v>5.22499198807077E+017", part))
    assert told(read(path, BankAccount).findings) == [
        ("TAB-11", f"{get_column_letter(BankAccount.columns.index('账号') + 1)}2")
    ]


# Days


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 10, 8), datetime(2026, 10, 8, 15, 30), "2026-10-08", "2026-10-8", "2026/10/8", "2026.10.8", "2026年10月8日",
        "2026年10月08日", "2026 年 10 月 8 日", "20261008", 20261008, "2026-10-08 12:30", "2026-10-08 12:30:05",
        "2026-10-08T12:30:05", "２０２６－１０－０８", "２０２６．１０．８", "２０２６年１０月８日", " 2026-10-08 ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_days_are_read_as_people_type_them(typed: object, epoch_1904: bool, tmp_path: Path) -> None:
    def epoch(sheet: Worksheet) -> None:
        if epoch_1904:
            sheet.parent.epoch = CALENDAR_MAC_1904

    sheet = vouchers(tmp_path, line(date=typed), EVEN, dirt=epoch)
    assert told(sheet.findings) == []
    assert sheet.rows["日期"].tolist() == [pd.Timestamp(2026, 10, 8)] * 2


@pytest.mark.parametrize(
    "typed", ["2026-13-45", "2026-02-30", "10月8日", "十月八日", "明天", 5, 999999999, True, time(12, 30), "2026-10-08至2026-10-09"]
)  # fmt: skip
def test_what_is_no_day_takes_its_voucher_out(typed: object, tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(voucher="记-2"), line(date=typed), EVEN)
    assert told(sheet.findings) == [("TAB-03", "A3")]
    assert (list(sheet.rows.index), sheet.left_out) == ([2], 2)


def test_a_number_that_is_no_month_is_told_as_it_was_typed(tmp_path: Path) -> None:
    row = {"月份": 2026.9, "工号": "01", "项目": "子女教育"}
    rows: list[Row] = [[*PayChange.columns], [row.get(column) for column in PayChange.columns]]
    found = read(written(tmp_path, PayChange, rows), PayChange).findings
    assert "“月份”填的是“2026.9”，不是月份，如 2026-10。" in [finding.message for finding in found]


@pytest.mark.parametrize("typed", [date(2026, 10, 8), "2026-10-08", "2026年10月8日", 20261008])
def test_a_day_alone_is_a_time_where_the_hour_hardly_matters(typed: object, tmp_path: Path) -> None:
    row = {
        "报修号": "BX-001",
        "报修时间": typed,
        "地点": "宿舍",
        "内容": "灯不亮",
        "报修人": "张三",
        "状态": "维修中",
    }
    rows: list[Row] = [[*Repair.columns], [row.get(column) for column in Repair.columns]]
    sheet = read(written(tmp_path, Repair, rows), Repair)
    assert sheet.rows["报修时间"].tolist() == [pd.Timestamp(2026, 10, 8)]


def test_blanks_in_a_day_are_an_empty_cell(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(entered="  "), line(entered=None, voucher="记-2"), EVEN)
    assert told(sheet.findings) == [("TAB-07", "L2"), ("TAB-07", "L3")]
    assert list(sheet.rows.index) == [2, 3, 4]


def test_a_day_without_a_date_format_is_still_a_day(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(date=46303))
    assert (told(sheet.findings), sheet.rows.at[2, "日期"]) == ([], pd.Timestamp(2026, 10, 8))


# Formulas


def counted(folder: Path, fill: Callable[[xlsxwriter.Workbook, Any], None]) -> Sheet:
    """A sheet of cash counts, filled through XlsxWriter, which writes a formula with its value."""
    path = folder / CashCount.workbook
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(CashCount.sheet)
    sheet.write_row(0, 0, CashCount.columns)
    fill(book, sheet)
    book.close()
    return read(path, CashCount)


def count_row(sheet: Any, row: int, gap: object) -> None:
    sheet.write_row(row - 1, 0, [f"2026-10-{row:02d}", 12, 10])
    if isinstance(gap, str) and gap.startswith("="):
        sheet.write_formula(row - 1, 3, gap, None, 2)
    else:
        sheet.write(row - 1, 3, gap)
    sheet.write_row(row - 1, 4, ["找零", "张三", "李四"])


def test_rows_of_spare_formulas_are_no_rows_and_no_findings(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        count_row(sheet, 2, "=B2-C2")
        for row, value in enumerate(["", 0, "", "#REF!", 0], 3):
            sheet.write_formula(row - 1, 3, f'=IF(B{row}="","",B{row}-C{row})', None, value)

    sheet = counted(tmp_path, fill)
    assert (told(sheet.findings), list(sheet.rows.index)) == ([], [2])


def test_an_empty_master_has_no_rows_and_no_findings(tmp_path: Path) -> None:
    for name, tables in MASTERS.items():
        (tmp_path / name).write_bytes(workbook(tables, {}, spare=1))
        opened = Workbook(tmp_path / name)
        for table in tables:
            sheet = opened.read(table, {})
            assert (told(sheet.findings), len(sheet.rows), sheet.left_out) == ([], 0, 0)


def test_a_formula_that_gives_nothing_is_an_empty_cell_and_one_without_a_value_is_not(tmp_path: Path) -> None:
    def strings(sheet: Worksheet) -> None:
        sheet["E2"] = '=IF(1=1,"",5)'
        sheet["E4"] = "=2+2"

    path = written(tmp_path, VoucherLine, [HEADER, ODD, EVEN, line(voucher="记-2")], strings)
    patch(path, (r'<c r="E2"( s="\d+")?>(<f>.*?</f>)<v\s*(?:/>|></v>)', r'<c r="E2" t="str">\2<v></v>'))
    sheet = read(path, VoucherLine)
    assert told(sheet.findings) == [("TAB-05", "E4")]
    assert (list(sheet.rows.index), amounts(sheet)) == ([2, 3], {})


def test_a_clerk_may_fill_his_own_formulas_down_an_input_column(tmp_path: Path) -> None:
    def fill_down(sheet: Worksheet) -> None:
        for row in range(4, 9):
            sheet[f"A{row}"] = f'=IF(B{row}="","",A{row - 1})'
            sheet[f"E{row}"] = f'=IF(B{row}="","",5)'
            sheet[f"K{row}"] = f'=IF(B{row}="","","李四")'

    path = written(tmp_path, VoucherLine, [HEADER, ODD, EVEN], fill_down)
    patch(
        path,
        (r'<c r="([AEK][4-8])"( s="\d+")?>(<f>.*?</f>)<v\s*(?:/>|></v>)', r'<c r="\1" t="str">\3<v></v>'),
    )
    sheet = read(path, VoucherLine)
    assert (told(sheet.findings), list(sheet.rows.index)) == ([], [2, 3])


def test_a_constant_over_a_formula_is_told_and_still_read(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        count_row(sheet, 2, "=B2-C2")
        count_row(sheet, 3, 2)
        count_row(sheet, 4, "=B4-C4")

    sheet = counted(tmp_path, fill)
    assert (told(sheet.findings), list(sheet.rows.index)) == ([("TAB-06", "D3")], [2, 3, 4])


def test_a_column_without_any_formula_lost_none(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        count_row(sheet, 2, 2)
        count_row(sheet, 3, 2)

    sheet = counted(tmp_path, fill)
    assert told(sheet.findings) == []


def test_a_row_below_the_formulas_is_told_to_copy_them(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["日期", "实存合计", "账面余额", "差异", "原因", "出纳", "监盘人"],
        ["2026-10-08", 5, 5, None, "", "张三", "李四"],
    ]
    (finding,) = read(written(tmp_path, CashCount, rows), CashCount).findings
    assert (finding.rule.id, finding.message) == ("TAB-07", "“差异”是自动计算的，这一格没有公式。")
    assert "把上一行的公式向下复制" in finding.rule.fix


def test_cells_of_a_shared_formula_are_formulas(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        for row in (2, 3, 4):
            count_row(sheet, row, f"=B{row}-C{row}")

    path = tmp_path / CashCount.workbook
    counted(tmp_path, fill)
    patch(
        path,
        (r"<f>B2-C2</f>", r'<f t="shared" ref="D2:D4" si="0">B2-C2</f>'),
        (r"<f>B[34]-C[34]</f>", '<f t="shared" si="0"/>'),
    )
    assert told(read(path, CashCount).findings) == []
    patch(path, (r'(<f t="shared" si="0"/>)<v>2</v>(</c><c r="E4")', r"\1\2"))
    assert told(read(path, CashCount).findings) == [("TAB-05", "D4")]


def test_cells_of_an_array_formula_are_formulas(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, sheet: Any) -> None:
        for row in (2, 3, 4):
            count_row(sheet, row, None)
        sheet.write_array_formula("D2:D4", "{=B2:B4-C2:C4}", None, 2)
        sheet.write_column("D3", [2, 2])

    sheet = counted(tmp_path, fill)
    assert (told(sheet.findings), sheet.rows["差异"].tolist()) == ([], [200, 200, 200])


def test_an_array_formula_never_calculated_has_no_values_in_any_of_its_cells(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["E2"] = ArrayFormula("E2:E3", "=F2:F3*2")

    sheet = vouchers(
        tmp_path, line(debit=None), line(debit=None, voucher="记-2"), line(voucher="记-3"), dirt=fill
    )
    assert told(sheet.findings) == [("TAB-05", "E2"), ("TAB-05", "E3")]
    assert list(sheet.rows.index) == [4]


def patch(path: Path, *changes: tuple[str, str]) -> None:
    """Change the XML of the first sheet by regular expressions, each of which must fit."""
    old = path.with_suffix(".old")
    shutil.move(path, old)
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = content.decode()
                for pattern, new in changes:
                    text, fitted = re.subn(pattern, new, text)
                    assert fitted, pattern
                content = text.encode()
            target.writestr(name, content)


# What waits


def test_an_empty_required_cell_is_told_and_takes_nothing_out_unless_it_names_the_group(
    tmp_path: Path,
) -> None:
    sheet = vouchers(
        tmp_path, ODD, line(checker=None), line(voucher="记-2"), line(voucher=None, date="2026-11-02")
    )
    assert told(sheet.findings) == [("TAB-07", "K3"), ("TAB-07", "B5")]
    assert list(sheet.rows.index) == [2, 3, 4]


def test_a_line_whose_day_cannot_be_read_takes_out_its_number_in_every_month(tmp_path: Path) -> None:
    sheet = vouchers(
        tmp_path, line(date="不详"), line(date="2026-09-01"), line(date="2026-11-01"), line(voucher="记-2")
    )
    assert (list(sheet.rows.index), sheet.left_out) == ([5], 3)


def test_a_line_without_a_number_takes_out_its_month(tmp_path: Path) -> None:
    sheet = vouchers(
        tmp_path, line(voucher=None), line(voucher="记-9"), line(date="2026-11-01"), line(date=None)
    )
    assert told(sheet.findings) == [("TAB-07", "B2"), ("TAB-07", "A5")]
    assert (list(sheet.rows.index), sheet.left_out) == ([], 4)


def test_the_day_book_loses_the_day_of_an_unreadable_cell(tmp_path: Path) -> None:
    names = ["日期", "摘要", "收入", "支出", "余额", "登记日期"]
    rows = [
        [day, "付款", 1, "?" if at == 1 else 1, 5, day]
        for at, day in enumerate(["2026-10-08", "2026-10-09", "2026-10-09"])
    ]
    sheet = read(written(tmp_path, CashEntry, [names, *rows]), CashEntry)
    assert (list(sheet.rows.index), sheet.left_out) == ([2], 2)


def office(folder: Path, ledger: Path, alias: tuple[str, str] | None = None) -> Judgement:
    """An office with empty masters but for one ledger, judged."""
    frames = starting.frames()
    for name, tables in MASTERS.items():
        if name != ledger.name:
            (folder / name).write_bytes(workbook(tables, frames, spare=1))
    if alias:
        opened = openpyxl.load_workbook(folder / Alias.workbook)
        for column, value in enumerate(("ledger.xlsx", "记账凭证", *alias), 1):
            opened[Alias.sheet].cell(2, column, value)
        opened.save(folder / Alias.workbook)
    return judge(books.read({name: folder / name for name in MASTERS}, date(2026, 11, 30)))


def test_rules_that_read_a_missing_required_column_wait_and_the_others_run(tmp_path: Path) -> None:
    names = ["凭单" if name == "凭证号" else name for name in HEADER]
    path = written(tmp_path, VoucherLine, [names, ODD, EVEN, line(entered="后天")])
    judgement = office(tmp_path, path)
    assert ("VCH-01", "“记账凭证”表缺少“凭证号”列") in [(rule.id, why) for rule, why in judgement.waiting]
    cells = told(finding for finding in judgement.findings if finding.ref.sheet == "记账凭证")
    assert cells.count(("TAB-12", "A1")) == 1
    assert ("TAB-03", "L4") in cells


def test_an_alias_row_of_the_office_lets_the_rules_run(tmp_path: Path) -> None:
    names = ["凭单" if name == "凭证号" else name for name in HEADER]
    path = written(tmp_path, VoucherLine, [names, ODD, ODD])
    judgement = office(tmp_path, path, alias=("凭证号", "凭单"))
    assert ("VCH-01", "E2") in told(judgement.findings)
    assert "VCH-01" not in [rule.id for rule, _ in judgement.waiting]


def test_a_small_sheet_of_two_columns_finds_its_header(tmp_path: Path) -> None:
    rows: list[Row] = [["单位基本情况"], [], ["项目", "内容"], ["单位名称", "化作中学"], ["学生数", 1200]]
    sheet = read(written(tmp_path, Office, rows), Office)
    assert (told(sheet.findings), sheet.rows["内容"].to_dict()) == ([], {4: "化作中学", 5: "1200"})


def test_words_and_days_merged_down_hold_for_each_row_and_amounts_stand_once(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        for letter in "ABCEGL":
            sheet.merge_cells(f"{letter}2:{letter}3")

    sheet = vouchers(tmp_path, ODD, EVEN, line(voucher="记-2"), dirt=merge)
    assert told(sheet.findings) == []
    assert sheet.rows[VoucherLine.voucher].tolist() == ["记-1", "记-1", "记-2"]
    assert sheet.rows[VoucherLine.date].nunique() == 1
    assert amounts(sheet) == {2: 10050, 4: 10050}


@pytest.mark.parametrize("words", ["制表人：张三", "注：附件另存", "以下空白"])
def test_a_line_of_words_below_the_rows_is_told_once_and_holds_nothing_back(
    words: str, tmp_path: Path
) -> None:
    blank: Row = [None] * len(HEADER)
    sheet = vouchers(tmp_path, ODD, EVEN, blank, [words, *blank[1:]])
    assert told(sheet.findings) == [("TAB-15", "A5")]
    assert (len(sheet.rows), sheet.left_out) == (2, 0)


def test_a_number_that_cannot_be_read_takes_out_the_vouchers_of_its_day(tmp_path: Path) -> None:
    other = [line(voucher="记-2", date="2026-10-09"), line(voucher="记-2", date="2026-10-09")]
    sheet = vouchers(tmp_path, ODD, line(voucher=None), *other)
    assert told(sheet.findings) == [("TAB-07", "B3")]
    assert (sheet.rows.index.tolist(), sheet.left_out) == ([4, 5], 2)


def test_blanks_that_nobody_sees_are_no_part_of_a_word(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(kind="\u200b普通\ufeff", voucher="记-1\u200b"), EVEN)
    assert told(sheet.findings) == []
    assert sheet.rows[VoucherLine.voucher].tolist() == ["记-1", "记-1"]


@pytest.mark.parametrize("number", [1e20, -1, 1.5])
def test_what_cannot_be_counted_is_no_count(number: float, tmp_path: Path) -> None:
    assert told(vouchers(tmp_path, line(attachments=number), EVEN).findings) == [("TAB-01", "I2")]


def test_a_count_may_say_what_it_counts(tmp_path: Path) -> None:
    sheet = vouchers(tmp_path, line(attachments="2张"), EVEN)
    assert told(sheet.findings) == []
    assert sheet.rows[VoucherLine.attachments].iloc[0] == 2


def test_a_row_that_holds_only_a_formula_without_a_value_is_no_line_of_words(tmp_path: Path) -> None:
    blank: Row = [None] * len(HEADER)
    sheet = vouchers(tmp_path, ODD, EVEN, [*blank[:4], "=50+50", *blank[5:]])
    assert ("TAB-05", "E4") in told(sheet.findings)
    assert "TAB-15" not in {rule for rule, _ in told(sheet.findings)}


def test_a_total_in_the_only_required_column_is_no_row(tmp_path: Path) -> None:
    rows: list[Row] = [list(OpeningBalance.columns), ["1001", None, 50, None], ["合　计", None, 50, None]]
    sheet = read(written(tmp_path, OpeningBalance, rows), OpeningBalance)
    assert (told(sheet.findings), sheet.rows.index.tolist()) == ([], [2])


@pytest.mark.parametrize("words", ["收入合计", "本年支出合计："])
def test_a_total_may_say_what_it_adds_up(words: str, tmp_path: Path) -> None:
    blank: Row = [None] * len(HEADER)
    sheet = vouchers(tmp_path, ODD, EVEN, [None, None, words, None, 100.5, 100.5, *blank[6:]])
    assert (told(sheet.findings), len(sheet.rows)) == ([], 2)


def test_a_sheet_of_formulas_that_nobody_calculated_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    linked: Row = [f"=Sheet2!{chr(65 + place)}2" for place in range(len(HEADER))]
    sheet = vouchers(tmp_path, linked)
    assert told(sheet.findings) == [("TAB-05", f"{chr(65 + place)}2") for place in range(len(HEADER))]
    assert sheet.left_out == 1
