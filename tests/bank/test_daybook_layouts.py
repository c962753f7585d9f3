"""Bank day books in the layouts of finance software, cashiers and accounting centres: all are one kind of rows."""

from pathlib import Path

import pytest
import xlsxwriter

from tests.bank.layouts import Lines, text, xls, xlsx
from xlplan.bank.daybook import read_daybook
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY, Statement

LEDGER_STYLE: Lines = [
    ["某某小学 银行存款日记账", *[""] * 9],
    ["科目：100201 基本户", *[""] * 7, "2026.01-2026.12", ""],
    ["年", "月", "日", "凭证号数", "摘要", "结算号", "借方", "贷方", "方向", "余额"],
    ["2026", "", "", "", "上年结转", "", "", "", "借", "1000"],
    ["", "1", "8", "记-0001", "收拨款", "7001", "500", "", "借", "1500"],
    ["", "", "", "记-0002", "付电费", "", "", "300", "借", "1200"],
    ["", "", "", "", "本日合计", "", "500", "300", "借", "1200"],
    ["", "", "9", "记-0003", "付水费", "", "", "200", "借", "1000"],
    ["", "", "", "", "当前合计", "", "500", "500", "借", "1000"],
    ["", "", "", "", "当前累计", "", "500", "500", "借", "1000"],
    ["", "2", "3", "记-0001", "冲水费", "", "", "-200", "借", "1200"],
    ["", "", "28", "记-0002", "合计", "", "", "50", "借", "1150"],
    ["", "", "", "", "本月合计", "", "", "-150", "借", "1150"],
    ["", "", "", "", "本年累计", "", "500", "350", "借", "1150"],
]
"""Year, month and day once each, a balance in red, a payment that is called 合计."""

TWO_ROWS: Lines = [
    ["银行存款日记账", *[""] * 8],
    ["2026年", "", "凭证", "", "摘要", "对方单位", "借方", "贷方", "余额"],
    ["月", "日", "种类", "号数", "", "", "", "", ""],
    ["", "", "", "", "期初余额", "", "", "", "1,000.00"],
    ["1", "8", "记", "1", "收拨款", "财政局", "500.00", "", "1,500.00"],
    ["", "", "记", "2", "付电费", "供电所", "", "300.00", "1,200.00"],
    ["", "9", "记", "3", "付水费", "水务公司", "", "200.00", "1,000.00"],
    ["2", "3", "记", "1", "退水费", "水务公司", "", "-200.00", "1,200.00"],
    ["", "28", "记", "2", "付邮费", "邮局", "", "50.00", "1,150.00"],
    ["", "", "", "", "合计", "", "500.00", "350.00", "1,150.00"],
    ["会计主管：", "", "", "", "出纳：张三", "", "", "", ""],
]

PERIODS: Lines = [
    ["日期", "凭证字号", "摘要", "借方金额", "贷方金额", "方向", "余额"],
    ["2026-01-01", "", "年初余额", "", "", "借", "1,000.00"],
    ["2026-01-08", "记-1", "收拨款", "500.00", "", "借", "1,500.00"],
    ["2026-01-08", "记-2", "付电费", "", "300.00", "借", "1,200.00"],
    ["2026-01-09", "记-3", "付水费", "", "200.00", "借", "1,000.00"],
    ["2026-01-31", "", "本期合计", "500.00", "500.00", "借", "1,000.00"],
    ["2026-01-31", "", "本年累计", "500.00", "500.00", "借", "1,000.00"],
    ["2026-02-03", "记-1", "退水费", "200.00", "", "借", "1,200.00"],
    ["2026-02-28", "记-2", "付邮费", "", "50.00", "借", "1,150.00"],
    ["2026-02-28", "", "2月合计", "200.00", "50.00", "借", "1,150.00"],
    ["2026-02-28", "", "本年累计", "700.00", "550.00", "借", "1,150.00"],
]

PAGED: Lines = [
    ["2026年出纳日记账", *[""] * 6],
    ["月", "日", "凭证号", "摘要", "收入", "支出", "结余"],
    ["", "", "", "上年结转", "1000", "", ""],
    ["1", "8", "1", "收拨款", "500", "", "1500"],
    ["", "", "2", "付电费", "", "300", "1200"],
    ["", "", "", "过次页", "500", "300", "1200"],
    ["月", "日", "凭证号", "摘要", "收入", "支出", "结余"],
    ["", "", "", "承前页", "500", "300", "1200"],
    ["", "9", "3", "付水费", "", "200", "1000"],
    ["2", "3", "1", "退水费", "200", "", "1200"],
    ["", "28", "2", "付邮费", "", "50", "1150"],
    ["", "", "", "本 月 合 计", "200", "50", "1150"],
]

ONE_AMOUNT: Lines = [
    ["会计期间：2026年", "", "", "", ""],
    ["日期", "摘要", "往来单位", "金额", "方向"],
    ["1月8日", "收拨款", "财政局", "500", "借"],
    ["", "付电费", "供电所", "300", "贷"],
    ["1月9日", "付水费", "水务公司", "200", "贷"],
    ["2月3日", "冲水费", "水务公司", "-200", "贷"],
    ["2月28日", "付邮费", "邮局", "50", "贷"],
]

MIXED: Lines = [
    ["日期", "账户", "凭证号", "摘要", "收入", "支出", "余额"],
    ["2026-01-01", "基本户", "", "上年结转", "", "", "1000"],
    ["2026-01-01", "食堂户", "", "上年结转", "", "", "90"],
    ["2026-01-08", "基本户", "1", "收拨款", "500", "", "1500"],
    ["2026-01-08", "食堂户", "1", "收伙食费", "7", "", "97"],
    ["2026-01-08", "基本户", "2", "付电费", "", "300", "1200"],
    ["2026-01-09", "基本户", "3", "付水费", "", "200", "1000"],
    ["2026-02-03", "基本户", "4", "退水费", "", "-200", "1200"],
    ["2026-02-28", "基本户", "5", "付邮费", "", "50", "1150"],
    ["", "", "", "合计", "507", "350", ""],
]

BOOKS = {
    "year, month and day once each": LEDGER_STYLE,
    "a header of two rows": TWO_ROWS,
    "sums of periods": PERIODS,
    "pages": PAGED,
    "one amount": ONE_AMOUNT,
    "several accounts": MIXED,
}
DAYS = ["2026-01-08", "2026-01-08", "2026-01-09", "2026-02-03", "2026-02-28"]


def read(lines: Lines, path: Path, account: str = "") -> Statement:
    return read_daybook(text(path, lines, "gb18030"), account)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls"])
@pytest.mark.parametrize("layout", BOOKS)
def test_every_layout_is_one_kind_of_rows(layout: str, kind: str, tmp_path: Path) -> None:
    lines, path = BOOKS[layout], tmp_path / f"日记账.{kind}"
    numbers = [[float(cell) if cell.lstrip("-").isdigit() else cell for cell in line] for line in lines]
    if kind == "csv":
        text(path, lines, "gb18030")
    else:
        {"xlsx": xlsx, "xls": xls}[kind](path, numbers)
    book = read_daybook(path, "基本户" if layout == "several accounts" else "")
    assert book.rows[DAY].dt.strftime("%Y-%m-%d").tolist() == DAYS
    assert book.rows[AMOUNT].tolist() == [50_000, -30_000, -20_000, 20_000, -5_000]
    assert book.problems == ()
    ends = (None, None) if layout == "one amount" else (100_000, 115_000)
    assert (book.opening, book.closing) == ends


def test_rows_keep_their_place_in_the_file_and_their_words(tmp_path: Path) -> None:
    book = read(LEDGER_STYLE, tmp_path / "a.csv")
    assert book.rows.index.tolist() == [5, 6, 8, 11, 12]
    assert book.rows[SUMMARY].tolist() == ["收拨款", "付电费", "付水费", "冲水费", "合计"]
    assert book.rows[REFERENCE].tolist() == ["7001", "", "", "", ""]
    for lines in (TWO_ROWS, ONE_AMOUNT):
        assert read(lines, tmp_path / "b.csv").rows[PARTY].tolist()[:2] == ["财政局", "供电所"]


def test_a_book_of_several_accounts_asks_for_one(tmp_path: Path) -> None:
    for account in ("", "工会户"):
        with pytest.raises(CannotRun, match=r"a\.csv 里有几个账户：基本户、食堂户。请写明对哪个账户。"):
            read(MIXED, tmp_path / "a.csv", account)
    canteen = read(MIXED, tmp_path / "a.csv", "食堂户")
    assert (canteen.opening, canteen.rows[AMOUNT].tolist(), canteen.closing) == (9_000, [700], 9_700)


def test_an_account_may_have_a_longer_name_in_the_book(tmp_path: Path) -> None:
    lines = [[cell.replace("基本户", "银行存款-基本户") for cell in line] for line in MIXED]
    assert len(read(lines, tmp_path / "a.csv", "基本户").rows) == 5


def test_of_several_sheets_the_one_of_the_account_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, count in (("食堂户", 3), ("基本户", 5)):
            for row, line in enumerate(PERIODS[: count + 1]):
                book.get_worksheet_by_name(name) or book.add_worksheet(name)
                book.get_worksheet_by_name(name).write_row(row, 0, line)
    assert len(read_daybook(path, "基本户").rows) == 3
    with pytest.raises(CannotRun, match="食堂户、基本户"):
        read_daybook(path)


@pytest.mark.parametrize(
    ("row", "cell", "detail"),
    [
        (6, 6, "第 7 行的本日合计收入是 501.00，上面的明细加起来是 500.00，相差 1.00。"),
        (8, 7, "第 9 行的当前合计支出是 501.00，上面的明细加起来是 500.00，相差 1.00。"),
        (12, 7, "第 13 行的本月合计支出是 501.00，上面的明细加起来是 -150.00，相差 651.00。"),
        (13, 6, "第 14 行的本年累计收入是 501.00，上面的明细加起来是 500.00，相差 1.00。"),
    ],
)
def test_a_sum_that_the_rows_do_not_have_is_told_at_its_line(
    row: int, cell: int, detail: str, tmp_path: Path
) -> None:
    lines = [list(line) for line in LEDGER_STYLE]
    lines[row][cell] = "501"
    (told,) = read(lines, tmp_path / "a.csv").problems
    assert (told.kind, told.row, told.detail) == ("declared_total", row + 1, detail)


def test_sums_since_january_in_a_book_that_begins_later_are_held_against_each_other(tmp_path: Path) -> None:
    lines = [[cell.replace("2026-0", "2026-1") for cell in line] for line in PERIODS]
    lines[1][2] = "期初余额"
    for row in (6, 10):
        lines[row][3:5] = [str(float(cell.replace(",", "")) + 9_000) for cell in lines[row][3:5]]
    lines[9][2] = "本月合计"
    assert read(lines, tmp_path / "a.csv").problems == ()
    lines[10][3] = "1"
    assert [told.row for told in read(lines, tmp_path / "a.csv").problems] == [11]


def test_a_month_without_rows_sums_to_nothing(tmp_path: Path) -> None:
    lines = [*PERIODS, ["2026-03-31", "", "本月合计", "0.00", "0.00", "借", "1,150.00"]]
    assert read(lines, tmp_path / "a.csv").problems == ()


def test_what_is_written_below_a_book_is_no_row(tmp_path: Path) -> None:
    lines = [*PERIODS, ["单位：某某小学", "", "打印人：张三", "", "", "", ""]]
    assert read(lines, tmp_path / "a.csv").problems == ()
