"""Lines of totals are no payments, payments called a total are; a balance carried says only what the file begins or ends with."""

import pytest

from tests.bank.layouts import Lines
from tests.bank.test_proof import read
from xlplan.bank.names import of_all, unit
from xlplan.tables.statement import AMOUNT, Statement

BALANCES = ["交易日期", "摘要", "收入", "支出", "余额", "备注"]
ROWS: Lines = [
    ["2026-10-08", "拨款", "1000.00", "", "1500.00", ""],
    ["2026-10-09", "付电费", "", "200.00", "1300.00", ""],
]


def kinds(found: Statement) -> list[str]:
    return [problem.kind for problem in found.problems]


def bare(lines: Lines) -> Lines:
    """The same without balances."""
    return [[*line[:4], line[5]] for line in lines]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("word", ["合计", "合计：", "10月合计", "本月合计", "本年累计", "收支小计"])
def test_a_line_that_moves_the_balance_is_a_payment_whatever_it_is_called(
    word: str, newest_first: bool
) -> None:
    rows = [*ROWS, ["2026-10-10", word, "", "300.00", "1000.00", ""]]
    found = read([BALANCES, *(rows[::-1] if newest_first else rows)])
    assert (found.rows[AMOUNT].tolist(), found.closing, found.problems) == (
        [100_000, -20_000, -30_000],
        100_000,
        (),
    )


@pytest.mark.parametrize("word", ["合计", "10月合计", "本月合计", "本年累计", "收支小计"])
@pytest.mark.parametrize("day", ["", "2026-10-09"])
def test_a_line_with_sums_that_leaves_the_balance_is_none(word: str, day: str) -> None:
    found = read([BALANCES, *ROWS, [day, word, "1000.00", "200.00", "1300.00", ""]])
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([100_000, -20_000], ())


def test_a_word_of_a_total_beside_what_was_paid_for_is_a_remark() -> None:
    rows = bare([*ROWS, ["2026-10-10", "货款", "", "300.00", "", "9月份合计"]])
    assert read([bare([BALANCES])[0], *rows]).rows[AMOUNT].tolist() == [100_000, -20_000, -30_000]


@pytest.mark.parametrize(
    ("word", "spent", "count", "problems"),
    [
        ("合计", "300.00", 3, []),
        ("合计", "200.00", 2, []),
        ("10月合计", "200.00", 2, []),
        ("10月合计", "300.00", 2, ["unreadable_row"]),
        ("本年累计", "300.00", 2, []),
    ],
)
def test_without_balances_a_dated_total_that_no_rows_come_to_is_told_or_counted(
    word: str, spent: str, count: int, problems: list[str]
) -> None:
    found = read([bare([BALANCES])[0], *bare([*ROWS, ["2026-10-31", word, "", spent, "", ""]])])
    assert (len(found.rows), kinds(found)) == (count, problems)


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("day", ["", "2026-10-31"])
def test_a_balance_carried_between_rows_is_no_opening_and_no_closing(day: str, newest_first: bool) -> None:
    rows = [
        ["", "上月结转", "", "", "500.00", ""],
        *ROWS,
        [day, "结转下月", "", "", "1300.00", ""],
        [day, "上月结转", "", "", "1300.00", ""],
        ["2026-11-03", "付水费", "", "100.00", "1200.00", ""],
        ["", "期末结存：", "", "", "1200.00", ""],
    ]
    found = read([BALANCES, *(rows[::-1] if newest_first else rows)])
    assert (found.opening, found.closing, found.problems) == (50_000, 120_000, ())
    assert found.declared == {"opening": 50_000, "closing": 120_000}


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_page_turned_says_neither_opening_nor_closing(newest_first: bool) -> None:
    rows = [
        ROWS[0],
        ["", "过次页", "1000.00", "", "1500.00", ""],
        ["", "承前页", "1000.00", "", "1500.00", ""],
        ROWS[1],
    ]
    found = read([BALANCES, *(rows[::-1] if newest_first else rows)])
    assert (found.opening, found.problems) == (50_000, ())


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("10日小计 本日合计 当天合计", "D"),
        ("10月合计 本月发生额合计 当月累计 9月份合计", "M"),
        ("本年累计 累计 累计发生额 人民币累计 本年合计", "Y"),
        ("小计 人民币小计 收支小计 发生额小计 本页合计 本季度合计", "-"),
        ("合计 人民币合计 收支合计 合计及余额 当前累计 本期合计 至今累计", ""),
    ],
)
def test_a_word_of_a_total_says_which_rows_it_is_about(words: str, of: str) -> None:
    assert {unit(word) for word in words.split()} == {of}


def test_sums_so_far_are_not_those_of_a_whole_file() -> None:
    assert [of_all(word) for word in ("合计", "本期合计", "当前合计", "至今累计", "小计", "")] == [
        True,
        True,
        *[False] * 4,
    ]


def test_sums_since_some_day_in_a_file_of_several_months_accuse_nothing() -> None:
    later = ["2026-11-03", "付水费", "", "100.00", "1200.00", ""]
    sums = [
        ["", "本期合计", "1000.00", "200.00", "1300.00", ""],
        ["", "本期合计", "", "100.00", "1200.00", ""],
    ]
    found = read([BALANCES, *ROWS, sums[0], later, sums[1]])
    assert (found.problems, found.declared) == ((), {})


HARD: dict[str, tuple[Lines, list[int], list[str]]] = {
    "balances only at the totals": (
        [
            ["2026-10-08", "拨款", "1000", "", "", ""],
            ["2026-10-08", "本日合计", "1000", "", "1500", ""],
            ["2026-10-09", "电费", "", "200", "", ""],
            ["2026-10-09", "本日合计", "", "200", "1300", ""],
        ],
        [1000, -200],
        [],
    ),
    "newest day first, oldest row of a day first": (
        [
            ["2026-10-09", "电费", "", "200", "1300", ""],
            ["2026-10-09", "合计", "", "300", "1000", ""],
            ["2026-10-08", "拨款", "1000", "", "1500", ""],
        ],
        [1000, -200, -300],
        [],
    ),
    "the balance before it is masked": (
        [
            ["2026-10-08", "拨款", "1000", "", "1500", ""],
            ["2026-10-09", "电费", "", "200", "***", ""],
            ["2026-10-10", "10月合计", "", "300", "1000", ""],
        ],
        [1000, -200, -300],
        ["unreadable_balance"],
    ),
    "a total and an equal amount on one day": (
        [
            ["2026-10-09", "a", "300", "", "300", ""],
            ["2026-10-09", "本日合计", "300", "", "300", ""],
            ["2026-10-09", "b", "", "300", "0", ""],
            ["2026-10-09", "c", "100", "", "100", ""],
        ],
        [300, -300, 100],
        [],
    ),
    "the first row of all": ([["2026-10-07", "合计", "", "300", "500", ""], *ROWS], [-300, 1000, -200], []),
    "the only row": ([["2026-10-07", "合计", "", "300", "500", ""]], [-300], []),
    "before all rows": (
        [["2026-10-07", "本月合计", "", "300", "500", ""], *ROWS],
        [1000, -200],
        ["unreadable_row"],
    ),
    "the first balance": (
        [
            ["2026-10-08", "a", "1000", "", "", ""],
            ["2026-10-08", "b", "500", "", "", ""],
            ["2026-10-08", "本日合计", "1500", "", "2000", ""],
            ["2026-10-09", "c", "", "200", "1800", ""],
        ],
        [1000, 500, -200],
        [],
    ),
    "after the balance carried": (
        [
            ["2026-10-01", "上月结转", "", "", "500", ""],
            ["2026-10-01", "本年累计", "900", "", "500", ""],
            *ROWS,
        ],
        [1000, -200],
        [],
    ),
    "a month that began before the file": (
        [*ROWS, ["2026-10-31", "10月合计", "", "900", "1300", ""]],
        [1000, -200],
        [],
    ),
    "one balance carried and no other": (
        [
            ["2026-10-01", "上月结转", "", "", "500", ""],
            *([*row[:4], "", row[5]] for row in ROWS),
            ["2026-10-10", "货款", "", "300", "", "小计"],
        ],
        [1000, -200, -300],
        [],
    ),
    "without its balance": (
        [*ROWS, ["2026-10-10", "10月合计", "", "300", "", ""]],
        [1000, -200],
        ["unreadable_row"],
    ),
    "nothing moved": ([*ROWS, ["2026-10-10", "合计", "", "0.00", "1300", ""]], [1000, -200], []),
    "the year so far": ([*ROWS, ["2026-10-31", "本年合计", "", "5200", "", ""]], [1000, -200], []),
}


@pytest.mark.parametrize("name", HARD)
def test_the_balances_tell_a_payment_from_a_total(name: str) -> None:
    lines, yuan, problems = HARD[name]
    found = read([BALANCES, *lines])
    assert ([fen // 100 for fen in found.rows[AMOUNT]], kinds(found)) == (yuan, problems)


BARE: dict[str, tuple[Lines, list[int], list[str]]] = {
    "words beside a total": ([*ROWS, ["2026-10-31", "共2笔", "1000", "", "", "合计"]], [1000, -200], []),
    "a payment so called and the total of all": (
        [*ROWS, ["2026-10-10", "合计", "", "300", "", ""], ["2026-10-31", "合计", "", "500", "", ""]],
        [1000, -200, -300],
        [],
    ),
    "several periods": (
        [
            *ROWS,
            ["2026-10-31", "本期合计", "", "200", "", ""],
            ["2026-11-02", "a", "", "70", "", ""],
            ["2026-11-03", "b", "", "30", "", ""],
            ["2026-11-30", "本期合计", "", "100", "", ""],
        ],
        [1000, -200, -70, -30],
        [],
    ),
    "a remark beside an amount that stands above": (
        [*ROWS, ["2026-10-10", "货款", "", "200", "", "小计"]],
        [1000, -200],
        ["unreadable_row"],
    ),
    "a page whose rows are others": (
        [*ROWS, ["2026-10-10", "小计", "", "300", "", ""]],
        [1000, -200],
        ["unreadable_row"],
    ),
    "above the rows": ([["2026-10-31", "合计", "", "200", "", ""], *ROWS[::-1]], [1000, -200], []),
    "a month above its rows": (
        [["2026-10-31", "10月合计", "", "200", "", ""], *ROWS[::-1]],
        [1000, -200],
        [],
    ),
    "the year so far": ([*ROWS, ["2026-10-31", "本年合计", "", "5200", "", ""]], [1000, -200], []),
    "a month that began before the file": (
        [*ROWS, ["2026-10-31", "本月合计", "", "900", "", ""]],
        [1000, -200],
        [],
    ),
}


@pytest.mark.parametrize("name", BARE)
def test_without_balances_the_sums_tell_a_payment_from_a_total(name: str) -> None:
    lines, yuan, problems = BARE[name]
    found = read([bare([BALANCES])[0], *bare(lines)])
    assert ([fen // 100 for fen in found.rows[AMOUNT]], kinds(found)) == (yuan, problems)


@pytest.mark.parametrize("word", ["合计", "10月合计", "本月合计"])
def test_a_total_of_amounts_with_a_sign_or_a_direction_is_none(word: str) -> None:
    signed = [
        ["交易日期", "摘要", "金额"],
        ["2026-10-08", "a", "1000"],
        ["2026-10-09", "b", "-300"],
        ["2026-10-10", "c", "-200"],
    ]
    for total in ("1000", "-500", "500"):
        assert len(read([*signed, ["2026-10-31", word, total]]).rows) == 3
    words = [
        [day, text, "借" if fen.startswith("-") else "贷", fen.strip("-")] for day, text, fen in signed[1:]
    ]
    header = ["交易日期", "摘要", "借贷标志", "金额"]
    assert (
        len(
            read([header, *words, ["2026-10-31", word, "借", "500"], ["2026-10-31", word, "贷", "1000"]]).rows
        )
        == 3
    )


def test_amounts_without_a_side_may_be_payments_called_totals() -> None:
    rows = [
        ["a", "1000", "1500"],
        ["合计", "300", "1200"],
        ["b", "200", "1000"],
        ["小计", "500", "500"],
        ["z", "500", "0"],
    ]
    lines = [["2026-10-08", *row] for row in rows]
    found = read([["期初余额：500"], ["交易日期", "摘要", "金额", "余额"], *lines])
    assert [fen // 100 for fen in found.rows[AMOUNT]] == [1000, -300, -200, -500, -500]


def test_a_payment_with_the_word_of_a_page_as_its_remark_is_one() -> None:
    paid = ["2026-10-10", "货款", "", "200", "1100", "承 前 页："]
    assert len(read([BALANCES, *ROWS, paid, ["2026-10-11", "x", "", "1", "1099", ""]]).rows) == 4


def test_a_payment_called_a_total_is_judged_by_the_balances_of_its_own_account() -> None:
    rows = [
        ["2026-10-08", "拨款", "1000", "", "1500", "", "620001"],
        ["2026-10-08", "存入", "10", "", "10", "", "620002"],
        ["2026-10-09", "合计", "", "300", "1200", "", "620001"],
        ["2026-10-09", "支取", "", "5", "5", "", "620002"],
    ]
    parts = read([[*BALANCES, "账号"], *rows]).parts
    assert [(part.rows[AMOUNT].tolist(), part.problems) for part in parts] == [
        ([100_000, -30_000], ()),
        ([1000, -500], ()),
    ]


@pytest.mark.parametrize(
    ("lines", "declared"),
    [
        ([["2026-10-31", "上月结转", "", "", "1300", ""], *ROWS[::-1]], {}),
        (
            [
                ["2026-09-30", "结转下月", "", "", "500", ""],
                ["2026-10-01", "上月结转", "", "", "500", ""],
                *ROWS,
            ],
            {"opening": 50_000},
        ),
        ([*ROWS[::-1], ["2026-09-30", "结转下月", "", "", "500", ""]], {}),
        ([*ROWS, ["", "过 次 页：", "", "", "1300", ""]], {}),
    ],
)
def test_a_balance_carried_on_the_wrong_side_of_the_rows_says_nothing(
    lines: Lines, declared: dict[str, int]
) -> None:
    found = read([BALANCES, *lines])
    assert (found.opening, found.closing, found.declared, found.problems) == (50_000, 130_000, declared, ())


def test_the_sums_of_the_only_period_are_held_against_all_rows() -> None:
    assert kinds(read([BALANCES, ROWS[0], ["", "本期合计", "1000", "200", "1500", ""]])) == ["declared_total"]
