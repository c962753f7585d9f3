"""Files that are easily read for what they do not say: doubled names, signs, ends cut off, sums and carried balances."""

from pathlib import Path

import pytest

from tests.bank.layouts import Lines, text
from xlplan.bank.daybook import read_daybook
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, Statement

SIDED = ["交易日期", "收入", "支出", "余额", "摘要"]
BARE = ["交易日期", "收入", "支出", "摘要"]
TWICE = ["交易日期", "金额", "借贷标志", "金额", "摘要"]
BOOK = ["交易日期", "摘要", "借方金额", "贷方金额", "余额"]


def read(folder: Path, lines: Lines) -> Statement:
    return read_statement(text(folder / "流水.csv", lines))


def written(folder: Path, content: str) -> Statement:
    path = folder / "流水.csv"
    path.write_text(content, encoding="utf-8")
    return read_statement(path)


def told(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


def test_a_book_in_the_words_of_a_bank_is_read(tmp_path: Path) -> None:
    path = tmp_path / "账.csv"
    path.write_text(
        "账号：6222\n交易日期,收入,支出,余额,摘要\n2026-08-05,,1.00,9.00,付\n,,2.00,7.00,付\n",
        encoding="utf-8",
    )
    found = read_daybook(path)
    assert found.rows[AMOUNT].tolist() == [-100, -200]


def test_of_two_amounts_of_one_name_the_balances_tell_which_is_one(tmp_path: Path) -> None:
    rows = [["01", "100.00", "贷", "10.00"], ["02", "80.00", "借", "20.00"], ["03", "85.00", "贷", "5.00"]]
    lines: Lines = [[f"2026-08-{row[0]}", *row[1:], "a"] for row in rows]
    assert read(tmp_path, [TWICE, *lines]).rows[AMOUNT].tolist() == [1000, -2000, 500]
    swapped: Lines = [[line[0], line[3], line[2], line[1], "a"] for line in lines]
    assert read(tmp_path, [TWICE, *swapped]).rows[AMOUNT].tolist() == [1000, -2000, 500]


def test_two_amounts_of_one_name_are_refused_where_nothing_decides(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="“金额”"):
        read(
            tmp_path,
            [TWICE, ["2026-08-01", "9.00", "贷", "4.00", "a"], ["2026-08-02", "8.00", "借", "7.00", "b"]],
        )


def test_a_column_of_spending_that_is_all_negative_is_spending(tmp_path: Path) -> None:
    lines = [
        BARE,
        ["2026-08-01", "100.00", "", "a"],
        ["2026-08-02", "", "-50.00", "b"],
        ["2026-08-03", "", "-70.00", "c"],
    ]
    assert read(tmp_path, lines).rows[AMOUNT].tolist() == [10_000, -5000, -7000]
    lines[2][2] = "50.00"
    assert read(tmp_path, lines).rows[AMOUNT].tolist() == [10_000, -5000, 7000]


@pytest.mark.parametrize(
    ("balances", "amounts"), [(["50.00", "40.00"], [-5000, -1000]), (["50.00", "60.00"], [5000, 1000])]
)
def test_balances_tell_what_a_negative_column_means(
    balances: list[str], amounts: list[int], tmp_path: Path
) -> None:
    lines = [
        SIDED,
        ["2026-08-01", "", "-50.00", balances[0], "a"],
        ["2026-08-02", "", "-10.00", balances[1], "b"],
    ]
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == (amounts, ())


HEAD = "交易日期,收入,支出,余额,摘要\n2026-08-01,100.00,,1100.00,收\n2026-08-02,,50.00,1050.00,付\n"


@pytest.mark.parametrize(
    "end", ["2026-08-03,,7", '2026-08-03,"70', "2026-0", '"2026-08', "2026-08-03,,70.00,98"]
)
def test_a_line_that_ends_too_soon_is_told_and_not_counted(end: str, tmp_path: Path) -> None:
    found = written(tmp_path, HEAD + end)
    assert (told(found), found.closing, len(found.rows)) == ([("cut", 4)], 105_000, 2)


@pytest.mark.parametrize(
    "end", ["制表：张三", "合计,100.00,50.00", "2026-08-03,,50.00,1000.00,付", "2026-08-31 打印"]
)
def test_a_file_that_ends_without_a_line_end_is_not_cut(end: str, tmp_path: Path) -> None:
    assert written(tmp_path, HEAD + end).problems == ()


def test_a_last_row_alone_without_a_balance_is_told(tmp_path: Path) -> None:
    assert told(written(tmp_path, HEAD + "2026-08-03,,70.00,,付\n")) == [("cut", 4)]
    proved = HEAD + "2026-08-03,,70.00,,付\n总笔数：3\n"
    assert told(written(tmp_path, proved)) == []


@pytest.mark.parametrize("balance", ["", "900.00"])
def test_a_dated_line_that_has_the_sums_of_the_rows_is_no_payment(balance: str, tmp_path: Path) -> None:
    first, second = ("950.00", "900.00") if balance else ("", "")
    lines = [
        SIDED,
        ["2026-08-01", "", "50.00", first, "a"],
        ["2026-08-02", "", "50.00", second, "b"],
        ["2026-08-31", "0.00", "100.00", balance, "合计"],
    ]
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([-5000, -5000], ())


def test_a_payment_called_a_total_that_moves_the_balance_stays(tmp_path: Path) -> None:
    lines = [SIDED, ["2026-08-01", "", "50.00", "950.00", "a"], ["2026-08-02", "", "50.00", "900.00", "合计"]]
    assert read(tmp_path, lines).rows[AMOUNT].tolist() == [-5000, -5000]


@pytest.mark.parametrize("day", ["", "2026-08-01"])
@pytest.mark.parametrize("moved", ["", "50.00"])
def test_what_a_page_carries_over_is_no_payment_and_no_opening(day: str, moved: str, tmp_path: Path) -> None:
    lines = [
        BOOK,
        ["2026-08-01", "付", "50.00", "", "950.00"],
        [day, "过次页", moved, "", "950.00"],
        [day, "承前页", moved, "", "950.00"],
        ["2026-08-02", "收", "", "10.00", "960.00"],
    ]
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.opening, found.problems) == ([-5000, 1000], 100_000, ())


@pytest.mark.parametrize("line", [["单位：万元"], ["金额单位", "万元"]])
def test_a_file_in_tens_of_thousands_is_refused(line: list[str], tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="万元"):
        read(tmp_path, [line, SIDED, ["2026-08-01", "", "0.02", "0.08", "a"]])


def test_a_closing_below_the_rows_is_held_against_them(tmp_path: Path) -> None:
    lines = [BOOK, ["2026-08-01", "付", "50.00", "", "950.00"], ["2026-08-31", "期末余额", "", "", "900.00"]]
    assert told(read(tmp_path, lines)) == [("declared_total", 3)]


def test_a_balance_by_another_name(tmp_path: Path) -> None:
    lines = [
        ["交易日期", "余额金额", "借方金额", "贷方金额"],
        ["2026-08-01", "950.00", "50.00", ""],
    ]
    assert read(tmp_path, lines).closing == 95_000
