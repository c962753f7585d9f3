"""A statement proves itself, and the order in which a bank lists its rows changes nothing."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bank.layouts import HEADER, SIMPLE, Lines, text
from xlplan.bank.reading import read_statement
from xlplan.money import grouped
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, SUMMARY, Statement

MOVES = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(-(10**11), 10**11).filter(bool), st.sampled_from(["", "甲", "乙"])
    ),
    min_size=1,
    max_size=30,
)
OPENING = st.integers(-(10**12), 10**12)
LAYOUTS = ("two columns", "direction", "sign")


def read(lines: Lines) -> Statement:
    with TemporaryDirectory() as folder:
        return read_statement(text(Path(folder) / "流水.csv", lines))


def written(
    moves: list[tuple[int, int, str]], opening: int, layout: str, newest_first: bool = False
) -> Lines:
    """Rows in the order of time in the columns of a layout."""
    balance, rows = opening, []
    for place, (day, fen, party) in enumerate(sorted(moves, key=lambda move: move[0])):
        balance += fen
        figures = {
            "two columns": ["", grouped(-fen)] if fen < 0 else [grouped(fen), "0.00"],
            "direction": ["借" if fen < 0 else "贷", grouped(abs(fen))],
            "sign": [f"{fen / 100:+.2f}", ""],
        }[layout]
        when = pd.Timestamp("2026-10-01") + pd.Timedelta(days=day)
        rows.append([f"{when:%Y-%m-%d}", *figures, grouped(balance), party, f"第{place}笔"])
    names = {
        "two columns": ["收入金额", "支出金额"],
        "direction": ["借贷标志", "发生额"],
        "sign": ["交易金额", "交易渠道"],
    }[layout]
    header = ["交易日期", *names, "余额", "对方户名", "摘要"]
    return [header, *(rows[::-1] if newest_first else rows)]


@given(MOVES, OPENING, st.sampled_from(LAYOUTS), st.booleans())
def test_what_is_written_in_a_layout_is_read_back(
    moves: list[tuple[int, int, str]], opening: int, layout: str, newest_first: bool
) -> None:
    found = read(written(moves, opening, layout, newest_first))
    assert found.rows[AMOUNT].tolist() == [fen for _, fen, _ in sorted(moves, key=lambda move: move[0])]
    assert found.rows[SUMMARY].tolist() == [f"第{place}笔" for place in range(len(moves))]
    assert found.rows[DAY].is_monotonic_increasing
    assert (found.opening, found.closing) == (opening, opening + sum(fen for _, fen, _ in moves))
    assert found.problems == ()


@given(st.data(), MOVES, OPENING)
def test_rows_that_a_day_has_in_no_order_are_led_by_their_balances(
    data: st.DataObject, moves: list[tuple[int, int, str]], opening: int
) -> None:
    header, *rows = written(moves, opening, "two columns")
    balances = {grouped(opening), *(row[3] for row in rows)}
    assume(len(balances) == len(rows) + 1)
    found = read([header, *data.draw(st.permutations(rows))])
    assert found.rows[SUMMARY].tolist() == [f"第{place}笔" for place in range(len(moves))]
    assert (found.opening, found.problems) == (opening, ())


def test_a_row_whose_day_is_before_the_row_it_goes_on_from_is_told() -> None:
    lines = [list(line) for line in SIMPLE]
    lines[4][0] = "2026-09-12"
    sentence = "第 5 行的日期 2026-09-12 早于上一笔的 2026-10-09，余额却是接着上一笔的。"
    assert told(lines) == [("order", 5, sentence)]


@given(MOVES, OPENING)
def test_a_statement_whose_every_row_stands_twice_is_the_statement(
    moves: list[tuple[int, int, str]], opening: int
) -> None:
    header, *rows = written(moves, opening, "two columns")
    assume(len({grouped(opening), *(row[3] for row in rows)}) == len(rows) + 1)
    once, twice = read([header, *rows]), read([header, *rows, *rows])
    assert once.rows.reset_index(drop=True).equals(twice.rows.reset_index(drop=True))
    assert (once.opening, once.closing) == (twice.opening, twice.closing)
    assert {problem.kind for problem in twice.problems} == {"duplicate"}
    assert len(twice.problems) == len(rows)


@given(MOVES, OPENING)
def test_the_months_of_a_statement_join_at_their_balances(
    moves: list[tuple[int, int, str]], opening: int
) -> None:
    whole = read(written(moves, opening, "direction"))
    parts = list(whole.months().values())
    assert pd.concat([part.rows for part in parts]).equals(whole.rows)
    assert [parts[0].opening, parts[-1].closing] == [whole.opening, whole.closing]
    for before, after in pairwise(parts):
        assert before.closing == after.opening
    assert all(part.closing == (part.opening or 0) + part.rows[AMOUNT].sum() for part in parts)


def broken(row: int, cell: int, value: str) -> list[tuple[str, int | None, str]]:
    lines = [list(line) for line in SIMPLE]
    lines[row - 1][cell] = value
    return told(lines)


def told(lines: Lines) -> list[tuple[str, int | None, str]]:
    return [(problem.kind, problem.row, problem.detail) for problem in read(lines).problems]


def test_a_wrong_balance_is_told_once() -> None:
    sentence = "第 4 行余额 1,929.50，按前面的余额应为 1,299.50，相差 630.00。"
    assert broken(4, 4, "1,929.50") == [("balance_break", 4, sentence)]


def test_a_wrong_amount_is_told_where_it_stands() -> None:
    assert broken(4, 3, "205.00") == [
        ("balance_break", 4, "第 4 行余额 1,299.50，按前面的余额应为 1,295.00，相差 4.50。")
    ]


def test_a_second_break_of_the_same_size_is_told_as_well() -> None:
    balances = ["100", "250", "300", "450", "550"]
    rows = [[f"2026-10-{day:02d}", "", "100", "", have, "", ""] for day, have in enumerate(balances, 8)]
    assert [(kind, row) for kind, row, _ in told([HEADER, *rows])] == [
        ("balance_break", 3),
        ("balance_break", 5),
    ]


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_gap_that_a_row_without_a_day_leaves_is_not_told_again(newest_first: bool) -> None:
    rows = [[line[0][5:] if row in (1, 2) else line[0], *line[1:]] for row, line in enumerate(SIMPLE[2:])]
    rows.append(["2026-10-20", "付气费", "", "200", "1,000.00", "", "A4"])
    found = told([HEADER, *(rows[::-1] if newest_first else rows)])
    assert [(kind, row) for kind, row, _ in found] == [("unreadable_row", 3), ("unreadable_row", 4)]
    rows[-1][4] = "999.00"
    assert [kind for kind, _, _ in told([HEADER, *rows])] == [
        "unreadable_row",
        "unreadable_row",
        "balance_break",
    ]


def test_a_missing_row_is_told_where_the_balance_goes_on() -> None:
    assert told([*SIMPLE[:3], SIMPLE[4]]) == [
        ("balance_break", 4, "第 4 行余额 1,200.00，按前面的余额应为 1,400.50，相差 -200.50。")
    ]


def test_a_first_row_that_does_not_follow_from_the_opening_is_told() -> None:
    lines = [["期初余额：400.00"], *SIMPLE]
    assert told(lines) == [
        ("balance_break", 4, "第 4 行余额 1,500.00，按前面的余额应为 1,400.00，相差 100.00。")
    ]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        (["收入合计：1,000.01"], "文件写的收入合计是 1,000.01，明细加起来是 1,000.00，相差 0.01。"),
        (["支出合计：30.00"], "文件写的支出合计是 30.00，明细加起来是 300.00，相差 -270.00。"),
        (["总笔数：4"], "文件写的总笔数是 4笔，明细加起来是 3笔，相差 1笔。"),
        (["期末余额：1,100.00"], "文件写的期末余额是 1,100.00，明细加起来是 1,200.00，相差 -100.00。"),
    ],
)
def test_a_total_that_the_rows_do_not_have_is_told_at_its_line(line: list[str], detail: str) -> None:
    assert told([*SIMPLE, line]) == [("declared_total", 6, detail)]


def test_a_file_that_tells_of_more_rows_and_more_money_than_it_has_is_cut() -> None:
    lines = [["总笔数：4", "", "支出合计：330.00"], *SIMPLE]
    assert [(kind, row) for kind, row, _ in told(lines)] == [("cut", 1), ("cut", 1)]
    gap = [lines[0], *(line for line in SIMPLE if line[-1] != "A2")]
    assert [kind for kind, _, _ in told(gap)] == ["declared_total", "declared_total", "balance_break"]
    lines[0][2] = "支出合计：30.00"
    assert {kind for kind, _, _ in told(lines)} == {"declared_total"}


def test_without_balances_the_file_says_what_it_began_with_or_nobody_knows() -> None:
    bare = [[*line[:4], *line[5:]] for line in SIMPLE[1:]]
    assert (read(bare).opening, read(bare).closing) == (None, None)
    found = read([["期初余额：500.00"], *bare])
    assert (found.opening, found.closing) == (50_000, 120_000)
    assert found.rows[BALANCE].isna().all()


def test_equal_rows_without_balance_or_number_are_two_payments() -> None:
    bare = [["日期", "收入金额", "支出金额", "摘要"], *[["2026-10-08", "", "5.00", "付快递费"]] * 2]
    assert (len(read(bare).rows), read(bare).problems) == (2, ())


def test_a_payment_that_bounced_and_was_paid_again_is_counted() -> None:
    again = [
        ["2026-10-09", "货款", "", "100", "900", "甲", ""],
        ["2026-10-09", "退汇", "100", "", "1000", "甲", ""],
    ]
    lines = [HEADER, ["2026-10-08", "拨款", "1000", "", "1000", "", ""], *again, again[0]]
    found = read(lines)
    assert (found.rows.index.tolist(), found.closing, found.problems) == ([2, 3, 4, 5], 90_000, ())
    assert [problem.row for problem in read([*lines, *lines[1:]]).problems] == [6, 7, 8, 9]


def test_a_row_that_stands_again_further_down_is_not_counted() -> None:
    found = read([*SIMPLE[:4], SIMPLE[2], SIMPLE[4]])
    assert found.rows.index.tolist() == [3, 4, 6]
    assert [(problem.kind, problem.row) for problem in found.problems] == [("duplicate", 5)]


def test_a_repeat_that_the_balances_go_on_from_is_counted_and_its_break_told() -> None:
    lines = [*SIMPLE[:4], SIMPLE[2], ["2026-10-12", "付电费", "", "99.50", "1,400.50", "供电所", "A3"]]
    assert [(kind, row) for kind, row, _ in told(lines)] == [("balance_break", 5)]


@pytest.mark.parametrize(
    ("numbers", "counted"),
    [(["7", "7", "8"], 2), (["7", "7", "7"], 3), (["0", "0", "8"], 3), (["", "", "8"], 3)],
)
def test_without_balances_only_a_number_of_its_own_tells_a_repeat(numbers: list[str], counted: int) -> None:
    days = ["2026-10-08", "2026-10-08", "2026-10-09"]
    rows = [[day, "", "15", "餐费", number] for day, number in zip(days, numbers, strict=True)]
    assert len(read([["日期", "收入", "支出", "摘要", "流水号"], *rows]).rows) == counted


def test_a_problem_belongs_to_the_month_it_stands_in() -> None:
    lines = [HEADER, ["2026-10-08", "", "5", "", "5", "", ""], ["2026-10-09", "", "x", "", "5", "", ""],
             ["2026-10-09", "", "5", "", "10", "", ""], ["2026-11-02", "", "5", "", "16", "", ""], ["合计", "", "16", "0"]]  # fmt: skip
    parts = read(lines).months()
    assert {month: [problem.kind for problem in part.problems] for month, part in parts.items()} == {
        "2026-10": ["unreadable_row"],
        "2026-11": ["balance_break", "declared_total"],
    }


def test_a_month_without_rows_between_others_is_a_part_without_rows() -> None:
    lines = [HEADER, ["2026-08-08", "", "5", "", "5", "", ""], ["2026-10-09", "", "5", "", "10", "", ""]]
    parts = read(lines).months()
    assert [(month, len(part.rows), part.opening, part.closing) for month, part in parts.items()] == [
        ("2026-08", 1, 0, 500), ("2026-09", 0, 500, 500), ("2026-10", 1, 500, 1_000)
    ]  # fmt: skip


def test_a_file_may_say_that_it_holds_months_without_rows() -> None:
    lines = [["起止日期：2026-08-01 至 2026-12-30"], *SIMPLE]
    found = {month: (part.opening, part.closing) for month, part in read(lines).months().items()}
    idle = dict.fromkeys(["2026-08", "2026-09"], (50_000, 50_000))
    assert found == {**idle, "2026-10": (50_000, 120_000), "2026-11": (120_000, 120_000)}


def test_a_line_that_is_no_row_has_the_month_of_its_part() -> None:
    lines = [*SIMPLE[:3], SIMPLE[2], ["2026-11-02", "付电费", "", "99.50", "1,400.50", "", "A3"]]
    parts = read(lines).months()
    assert parts["2026-10"].labels([1, 3]) == [("", "2026-10"), ("A1", "2026-10")]
    assert parts["2026-11"].labels([4, 5]) == [("", "2026-11"), ("A3", "2026-11")]


def test_of_very_many_breaks_the_rest_is_counted() -> None:
    balances = [str(place * place) for place in range(1, 3_003)]
    found = read([HEADER, *(["2026-10-08", "", "1", "", balance, "", ""] for balance in balances)])
    breaks = [one for one in found.problems if one.kind == "balance_break"]
    assert len(breaks) == 1_001
    assert breaks[-1].detail == "第 1003 行起还有 2001 行的余额也不接着前面的，没有逐行列出。", breaks[-1]


@pytest.mark.parametrize("word", ["本年累计", "本年合计", "10月合计", "10日小计"])
def test_sums_of_another_time_than_the_file_say_nothing_about_it(word: str) -> None:
    assert read([*SIMPLE, [word, "", "99,000.00", "88,000.00"]]).problems == ()
