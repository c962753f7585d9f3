"""The accounting centre's exports are read in the layouts that its software has, and refused in one sentence where not."""

from pathlib import Path

import pytest
import xlwt

from xlplan.bank.centre.folder import of_office
from xlplan.tables.centre import CLOSING, CODE, CREDIT, DEBIT, FIGURES, MONTH, OPENING, Centre
from xlplan.tables.statement import AMOUNT, BALANCE, REFERENCE

# One table, an account in every line, lines of opening and of sums.
ONE_TABLE = """\
岚溪县教育会计核算中心 明细账
单位：松坪中学,,期间：2026年10月
日期,凭证字号,科目代码,科目名称,摘要,借方金额,贷方金额,方向,余额
,,1001,库存现金,期初余额,,,借,100.00
2026-10-08,记-001,1001,库存现金,提现,"1,000.00",,借,"1,100.00"
2026-10-20,记-009,1001,库存现金,付水费,,300.00,借,800.00
,,1001,库存现金,本月合计,"1,000.00",300.00,借,800.00
,,1001,库存现金,本年累计,"9,000.00","8,300.00",借,800.00
,,4001,财政拨款收入,期初余额,,,贷,50.00
2026-10-09,记-002,4001,财政拨款收入,收拨款,,70.00,贷,120.00
,,4001,财政拨款收入,本月合计,,70.00,贷,120.00
"""

# A page for each account below the other, days in columns of their own, the year in the header only.
PAGES = """\
明细分类账
科目：1001 库存现金
2026年,,凭证,摘要,借方,贷方,借或贷,余额
月,日,字号,,,,,
,,,上月结转,,,借,100
10,8,记-1,提现,1000,,借,1100
,20,记-9,付水费,,300,借,800
,,,本月合计,1000,300,借,800
科目：4001 财政拨款收入
2026年,,凭证,摘要,借方,贷方,借或贷,余额
月,日,字号,,,,,
,,,上月结转,,,贷,50
10,9,记-2,收拨款,,70,贷,120
,,,本月合计,,70,贷,120
"""

EXPECTED = {("1001", "2026-10"): (10000, 100000, 30000, 80000), ("4001", "2026-10"): (-5000, 0, 7000, -12000)}


def given(folder: Path, **files: str) -> Centre:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="gb18030")
    return of_office(folder.iterdir())


def figures(centre: Centre) -> dict[tuple[str, str], tuple[int, ...]]:
    rows = centre.figures[[CODE, MONTH, *FIGURES]].itertuples(index=False, name=None)
    return {(code, month): tuple(own) for code, month, *own in rows}


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    book = xlwt.Workbook()
    for name, lines in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(lines):
            for place, cell in enumerate(cells):
                if cell != "":
                    sheet.write(row, place, cell)
    book.save(str(path))


@pytest.mark.parametrize("text", [ONE_TABLE, PAGES], ids=["one table", "pages"])
def test_the_layouts_of_a_ledger_say_the_same(tmp_path: Path, text: str) -> None:
    found = given(tmp_path, 明细账=text)
    assert (found.refused, found.problems) == ({}, ())
    assert figures(found) == EXPECTED
    assert found.entries[[AMOUNT, BALANCE]].to_numpy().tolist() == [
        [100000, 110000],
        [-30000, 80000],
        [-7000, -12000],
    ]
    assert found.months == ["2026-10"]


def test_a_workbook_with_a_sheet_for_each_account_says_the_same(tmp_path: Path) -> None:
    head: list[list[object]] = [
        ["2026年10月明细账"],
        ["日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
    ]
    cash: list[list[object]] = [
        ["", "", "期初余额", "", "", "借", 100.0],
        ["2026-10-08", "记-1", "提现", 1000.0, "", "借", 1100.0],
        ["2026-10-20", "记-9", "付水费", "", 300.0, "借", 800.0],
    ]
    income: list[list[object]] = [
        ["", "", "期初余额", "", "", "贷", 50.0],
        ["2026-10-09", "记-2", "收拨款", "", 70.0, "贷", 120.0],
    ]
    workbook(tmp_path / "10.xls", {"1001 库存现金": head + cash, "4001 财政拨款收入": head + income})
    found = of_office(tmp_path.iterdir())
    assert (found.refused, found.problems) == ({}, ())
    assert figures(found) == EXPECTED
    last = found.entries.index[-1]
    at = found.statement("4001", "2026-10", found.entries).ref(last)
    assert (at.workbook, at.sheet, at.cell) == ("centre/10.xls", "4001 财政拨款收入", "A4")


def test_the_numbers_of_vouchers_are_the_centres(tmp_path: Path) -> None:
    found = given(tmp_path, 明细账=ONE_TABLE)
    assert found.entries[REFERENCE].tolist() == ["记-001", "记-009", "记-002"]


BALANCES = """\
科目余额表
会计期间：2026年第10期,,,,,,,,打印日期：2026-11-03
科目编码,科目名称,期初余额,,本期发生额,,本年累计发生额,,期末余额,
,,借方,贷方,借方,贷方,借方,贷方,借方,贷方
1001,库存现金,100.00,,"1,000.00",300.00,"9,000.00","8,300.00",800.00,
4001,财政拨款收入,,50.00,,70.00,,120.00,,120.00
合计,,100.00,50.00,"1,000.00",370.00,"9,000.00","8,420.00",800.00,120.00
"""

DIRECTIONS = """\
科目代码,科目名称,期初方向,期初余额,本月借方发生额,本月贷方发生额,期末方向,期末余额
1001,库存现金,借,100,1000,300,借,800
4001,财政拨款收入,贷,50,,70,贷,120
"""


@pytest.mark.parametrize(("name", "text"), [("余额表", BALANCES), ("余额表 2026-10", DIRECTIONS)])
def test_the_layouts_of_a_table_of_balances_say_the_same_as_the_entries(
    tmp_path: Path, name: str, text: str
) -> None:
    found = given(tmp_path, **{name: text})
    assert found.refused == {}
    assert figures(found) == EXPECTED
    assert len(found.entries) == 0


def test_entries_come_before_balances_of_the_same_account_and_month(tmp_path: Path) -> None:
    found = given(tmp_path, 余额表=BALANCES, 明细账=ONE_TABLE)
    assert found.figures["明细"].tolist() == [True, True]
    assert found.refused == {}


def test_a_month_that_is_given_twice_alike_counts_once(tmp_path: Path) -> None:
    found = given(tmp_path, 甲=ONE_TABLE, 乙=PAGES)
    assert found.refused == {}
    assert len(found.entries) == 3


def test_of_two_files_that_deny_each_other_the_later_is_refused(tmp_path: Path) -> None:
    found = given(
        tmp_path,
        a=ONE_TABLE,
        b=ONE_TABLE.replace("提现", "提款").replace('"1,000.00",,借,"1,100.00"', "900.00,,借,1000.00"),
    )
    assert list(found.refused) == ["centre/b.csv"]
    assert "科目 1001 2026-10" in found.refused["centre/b.csv"]
    assert figures(found) == EXPECTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("日期,凭证号,摘要,借方,贷方\n2026-10-08,记-1,提现,10,\n", "没有写科目代码"),
        ("2026年10月 1001 库存现金\n日期,摘要,借方,贷方\n2026-10-32,提现,10,\n", "没有读到明细"),
        ("姓名,工资\n周文斌,5000\n", "找不到表头"),
        (DIRECTIONS, "没有写是哪个月的"),
        (f"2026年1月至2026年10月\n{DIRECTIONS}", "不是一个月的"),
        ("2026年10月 1001 库存现金\n日期,摘要,借方,贷方\n", "没有读到明细"),
        (f"2026年10月\n{DIRECTIONS.replace('期末方向', '备注')}", "看不出余额在哪一边"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    found = given(tmp_path, 账=text)
    (reason,) = found.refused.values()
    assert said in reason
    assert reason.endswith("。")
    assert found.months == []


def test_a_line_that_cannot_be_read_and_a_balance_that_breaks_are_told_at_their_rows(tmp_path: Path) -> None:
    bad = given(tmp_path, 账=ONE_TABLE.replace("2026-10-20,记-009", "2026-10-32,记-009"))
    assert [(told.row, told.kind) for told in bad.problems] == [(6, "unreadable_row")]
    broken = given(tmp_path, 账=ONE_TABLE.replace("300.00,借,800.00", "200.00,借,800.00", 1))
    assert [(told.row, told.kind) for told in broken.problems] == [(6, "balance_break")]


def test_a_sum_that_its_rows_do_not_come_to_is_told(tmp_path: Path) -> None:
    found = given(
        tmp_path,
        账="\n".join(line for line in PAGES.splitlines() if "付水费" not in line).replace(
            "借,800", "借,1100"
        ),
    )
    assert [(told.row, told.kind) for told in found.problems] == [(7, "declared_total")]
    assert "本月合计贷方" in found.problems[0].detail


def test_a_file_of_several_months_is_of_each(tmp_path: Path) -> None:
    text = ONE_TABLE.replace("2026-10-08", "2026-09-08").replace("2026年10月", "2026年")
    found = figures(given(tmp_path, 账="\n".join(line for line in text.splitlines() if "本月" not in line)))
    assert found["1001", "2026-09"] == (10000, 100000, 0, 110000)
    assert found["1001", "2026-10"] == (110000, 0, 30000, 80000)
    assert (OPENING, DEBIT, CREDIT, CLOSING) == FIGURES
