"""Day books as other programs export them: 借 is money in, totals and carried pages are no rows."""

from pathlib import Path

import pytest

from tests.bank.layouts import text
from xlplan.bank.daybook import read_daybook
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, REFERENCE

EXPORT = """\
某某小学银行存款日记账,,,,,,,,,
科目：1002 银行存款,,,,,,,,,
年,月,日,凭证字号,摘要,结算号,借方金额,贷方金额,方向,余额金额
2026,10,,,上年结转,,,,借,"1,000.00"
2026,10,8,记-1,收拨款,7001,500.00,,借,1500.00
,,8,记-2,付电费,,,300.00,借,1200.00
,,,,本日合计,,500.00,300.00,借,1200.00
2026,10,9,,过次页,,500.00,300.00,借,1200.00
2026,10,9,,承前页,,500.00,300.00,借,1200.00
2026,10,9,记-3,付水费,,,2000.00,贷,800.00
,,,,本月合计,,500.00,2300.00,贷,800.00
,,,,本年累计,,500.00,2300.00,贷,800.00
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "日记账.csv"
    path.write_text(text, encoding="gb18030")
    return path


def test_an_export_with_three_columns_of_date_and_both_sides(tmp_path: Path) -> None:
    book = read_daybook(write(tmp_path, EXPORT))
    assert book.rows[AMOUNT].to_dict() == {5: 50_000, 6: -30_000, 10: -200_000}
    assert book.rows[DAY].dt.day.tolist() == [8, 8, 9]
    assert book.rows[REFERENCE].tolist() == ["7001", "", ""]
    assert (book.opening, book.closing, book.problems) == (100_000, -80_000, ())


def test_a_balance_on_the_other_side_may_have_its_minus_already(tmp_path: Path) -> None:
    text = "日期,摘要,借方,贷方,方向,余额\n2026-10-08,收拨款,500,,借,1500\n2026-10-09,付电费,,1600,贷,-100\n"
    book = read_daybook(write(tmp_path, text))
    assert (book.rows[BALANCE].tolist(), book.problems) == ([150_000, -10_000], ())


def test_an_export_with_income_and_spending(tmp_path: Path) -> None:
    text = "日期,凭证号,摘要,收入,支出,余额\n2026-10-08,记-1,收拨款,500,,1500\n2026-10-09,记-2,付电费,,300,1200\n"
    book = read_daybook(write(tmp_path, text))
    assert book.rows[AMOUNT].tolist() == [50_000, -30_000]
    assert (book.opening, book.closing) == (100_000, 120_000)


def test_an_export_with_one_amount_and_its_side(tmp_path: Path) -> None:
    text = "日期,摘要,金额,借或贷\n2026-10-08,收拨款,500,借\n2026-10-09,付电费,300,贷\n"
    book = read_daybook(write(tmp_path, text))
    assert book.rows[AMOUNT].tolist() == [50_000, -30_000]
    assert (book.opening, book.closing) == (None, None)


def test_two_equal_rows_are_two_payments(tmp_path: Path) -> None:
    text = "日期,票据号,摘要,收入,支出\n" + "2026-10-09,7001,退费,,300\n" * 2
    assert len(read_daybook(write(tmp_path, text)).rows) == 2


def test_a_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    text = "日期,摘要,收入,支出\n2026-10-08,收拨款,500,\n2026-10-09,付电费,,三百\n"
    book = read_daybook(write(tmp_path, text))
    assert [(problem.kind, problem.row) for problem in book.problems] == [("unreadable_row", 3)]


@pytest.mark.parametrize("text", ["姓名,班级\n张三,七1\n", "日期,摘要\n2026-10-08,收拨款\n"])
def test_what_is_no_day_book_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"日记账\.csv"):
        read_daybook(write(tmp_path, text))


def test_a_balance_that_does_not_follow_is_told_at_its_row(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        [
            ["日期", "摘要", "借方", "贷方", "余额"],
            ["2026-10-08", "收款", "100", "", "100"],
            ["2026-10-09", "付款", "", "30", "60"],
        ],
    )
    assert [(problem.kind, problem.row) for problem in read_daybook(path).problems] == [("balance_break", 3)]


def test_a_day_book_with_the_newest_first_begins_and_ends_with_its_own_balances(tmp_path: Path) -> None:
    text = "日期,摘要,收入,支出,余额\n2026-10-09,付电费,,300,1200\n2026-10-08,收拨款,500,,1500\n"
    book = read_daybook(write(tmp_path, text))
    assert (book.opening, book.closing, book.problems) == (100_000, 120_000, ())
    assert book.rows.index.tolist() == [3, 2]
