"""Laws of the trial balance, and what CLS-01 says of frames."""

from calendar import monthrange
from datetime import date
from itertools import pairwise
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import accused, law
from xlplan.excel.frames import empty, typed
from xlplan.ledger.balances import HALVES, balanced, totals, trial_balance, with_accounts
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account

FINANCIAL, BUDGETARY = ("1001", "100201", "4001", "5001"), ("6001", "7201", "800102")
FEN = st.integers(-(10**10), 10**14)
COLUMNS = (VoucherLine.date, VoucherLine.voucher, VoucherLine.account, VoucherLine.debit, VoucherLine.credit)
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))

Line = tuple[date, str, str, int, int]


def last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def ledger(lines: list[Line]) -> pd.DataFrame:
    return typed(VoucherLine, lines, COLUMNS)


def openings(amounts: dict[str, int]) -> pd.DataFrame:
    """Fen of each account, debit positive."""
    rows = [(code, "", max(fen, 0), max(-fen, 0)) for code, fen in amounts.items()]
    return typed(OpeningBalance, rows)


OPENINGS = st.dictionaries(st.sampled_from((*FINANCIAL, *BUDGETARY, "3001")), FEN).map(openings)
LINES = st.lists(
    st.tuples(
        st.dates(date(2025, 11, 1), date(2027, 1, 31)),
        st.sampled_from(("记-1", "记-2")),
        st.sampled_from((*FINANCIAL, *BUDGETARY, "1", "")),
        FEN,
        FEN,
    ),
    max_size=30,
)
"""Whatever may stand in 记账凭证, dated in the year or beside it."""


@st.composite
def vouchers(draw: st.DrawFn) -> list[Line]:
    """Vouchers that balance in each half, in any order."""
    lines: list[Line] = []
    for number in range(draw(st.integers(0, 8))):
        day, name = draw(DAYS), f"记-{number + 1}"
        for codes in draw(st.sampled_from([(FINANCIAL,), (BUDGETARY,), (FINANCIAL, BUDGETARY)])):
            accounts = st.sampled_from(codes)
            parts = draw(st.lists(st.tuples(accounts, FEN), min_size=1, max_size=3))
            lines += [(day, name, code, fen, 0) for code, fen in parts]
            lines.append((day, name, draw(accounts), 0, sum(fen for _, fen in parts)))
    return draw(st.permutations(lines))


@law
@given(vouchers(), st.sampled_from(MONTHS), st.integers(1, 28))
def test_balanced_vouchers_net_to_nothing_in_each_half_on_every_day(
    lines: list[Line], month: str, day: int
) -> None:
    sums = totals(trial_balance(empty(OpeningBalance), ledger(lines), date(2026, int(month[5:]), day), month))
    assert sums.index.tolist() == list(HALVES)
    assert balanced(sums)
    assert accused("CLS-01", {VoucherLine: ledger(lines)}) == []


@law
@given(vouchers().filter(bool), st.data())
def test_a_fen_too_much_on_any_line_is_told_at_the_first_row_of_its_month_and_half(
    lines: list[Line], data: st.DataObject
) -> None:
    rows = ledger(lines)
    row = data.draw(st.sampled_from(list(rows.index)))
    rows.loc[row, VoucherLine.debit] += 1
    day, code = lines[row - 2][0], lines[row - 2][2]
    first = next(
        place
        for place, line in enumerate(lines, 2)
        if line[0].month == day.month and (line[2] in FINANCIAL) == (code in FINANCIAL)
    )
    assert accused("CLS-01", {VoucherLine: rows}) == [(first, "日期")]
    month = f"{day:%Y-%m}"
    sums = totals(trial_balance(empty(OpeningBalance), rows, last_day(month), month))
    assert not balanced(sums)
    assert sums["期末"].sum() == 1


@law
@given(OPENINGS, LINES, DAYS, st.sampled_from(MONTHS))
def test_the_closing_balance_is_the_opening_one_and_what_moved(
    opening: pd.DataFrame, lines: list[Line], until: date, month: str
) -> None:
    balance = trial_balance(opening, ledger(lines), until, month)
    assert (balance["期末"] == balance["期初"] + balance["借方"] - balance["贷方"]).all()
    assert balance.dtypes.unique().tolist() == ["int64"]
    assert balance.index.is_monotonic_increasing
    assert balance.index.is_unique
    begun = opening[OpeningBalance.debit].sum() - opening[OpeningBalance.credit].sum()
    moved = balance["累计借方"].sum() - balance["累计贷方"].sum()
    assert balance["期末"].sum() == begun + moved


@law
@given(OPENINGS, LINES, DAYS, st.sampled_from(MONTHS), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    opening: pd.DataFrame, lines: list[Line], until: date, month: str, chance: Random
) -> None:
    rows = ledger(lines)
    before = trial_balance(opening, rows, until, month)
    orders = [list(frame.index) for frame in (opening, rows)]
    for order in orders:
        chance.shuffle(order)
    shuffled = trial_balance(opening.loc[orders[0]], rows.loc[orders[1]], until, month)
    pd.testing.assert_frame_equal(shuffled, before)


@law
@given(OPENINGS, LINES)
def test_a_month_begins_as_the_one_before_ended_and_the_year_is_the_sum_of_its_months(
    opening: pd.DataFrame, lines: list[Line]
) -> None:
    rows = ledger(lines)
    balances = [trial_balance(opening, rows, last_day(month), month) for month in MONTHS]
    accounts = balances[-1].index
    debits = credits = 0
    ended = totals(trial_balance(opening, empty(VoucherLine), date(2026, 1, 1), "2026-01"))["期末"]
    for balance in balances:
        assert totals(balance)["期初"].tolist() == ended.tolist()
        ended = totals(balance)["期末"]
        every = balance.reindex(accounts, fill_value=0)
        debits, credits = debits + every["借方"], credits + every["贷方"]
        assert every["累计借方"].tolist() == debits.tolist()
        assert every["累计贷方"].tolist() == credits.tolist()
    for before, after in pairwise(balances):
        assert before["期末"].tolist() == after.loc[before.index, "期初"].tolist()


@law
@given(OPENINGS, LINES, st.sampled_from(MONTHS))
def test_lines_of_later_days_months_and_other_years_do_not_count(
    opening: pd.DataFrame, lines: list[Line], month: str
) -> None:
    day = last_day(month)
    counted = [line for line in lines if date(2026, 1, 1) <= line[0] <= day]
    balance = trial_balance(opening, ledger(lines), date(2026, 12, 31), month)
    pd.testing.assert_frame_equal(balance, trial_balance(opening, ledger(counted), day, month))


CHART = typed(
    Account,
    [("1001", "库存现金", "借"), ("1002", "银行存款", "借"), ("100201", "基本户", "借"), ("10020101", "专户", "借"),
     ("8001", "资金结存", "借"), ("800102", "货币资金", "借"), ("4001", "财政拨款收入", "贷")],
)  # fmt: skip


@law
@given(OPENINGS, LINES, st.sampled_from(MONTHS))
def test_the_rows_of_the_lowest_level_add_up_to_the_total_and_parents_to_what_stands_below(
    opening: pd.DataFrame, lines: list[Line], month: str
) -> None:
    balance = trial_balance(opening, ledger(lines), last_day(month), month)
    rows = with_accounts(balance, CHART)
    amounts = list(balance.columns)
    assert rows.loc[rows["末级"], amounts].sum().tolist() == balance.sum().tolist()
    for parent in rows.index[~rows["末级"]]:
        below = rows[rows["上级科目"] == parent]
        assert rows.loc[parent, amounts].tolist() == below[amounts].sum().tolist()


def test_an_account_stands_below_the_nearest_one_of_the_list() -> None:
    balance = trial_balance(
        openings({"10020101": 5, "100209": 3, "1001": 2, "9": 1}), ledger([]), date(2026, 1, 31), "2026-01"
    )
    rows = with_accounts(balance, CHART)
    assert rows["上级科目"].to_dict() == {
        "1001": "", "1002": "", "100201": "1002", "10020101": "100201", "100209": "1002", "9": "",
    }  # fmt: skip
    assert rows["期末"].to_dict() == {
        "1001": 2, "1002": 8, "100201": 5, "10020101": 5, "100209": 3, "9": 1,
    }  # fmt: skip
    assert rows.index[rows["末级"]].tolist() == ["1001", "10020101", "100209", "9"]
    assert rows["科目名称"].tolist() == ["库存现金", "银行存款", "基本户", "专户", "", ""]


def test_what_was_booked_on_a_parent_is_part_of_its_sum() -> None:
    balance = trial_balance(openings({"1002": 7, "100201": 5}), ledger([]), date(2026, 1, 31), "2026-01")
    assert with_accounts(balance, CHART)["期末"].to_dict() == {"1002": 12, "100201": 5}
    assert totals(balance)["期末"].tolist() == [12, 0]


def test_an_account_that_only_has_an_opening_is_there_and_empty_books_balance() -> None:
    balance = trial_balance(openings({"1601": 900}), ledger([]), date(2026, 5, 31), "2026-05")
    assert balance.to_dict("index") == {
        "1601": {"期初": 900, "借方": 0, "贷方": 0, "期末": 900, "累计借方": 0, "累计贷方": 0}
    }
    nothing = trial_balance(empty(OpeningBalance), empty(VoucherLine), date(2026, 5, 31), "2026-05")
    assert nothing.empty
    assert balanced(totals(nothing))
    assert with_accounts(nothing, CHART).empty
    assert accused("CLS-01", {}) == []


@pytest.mark.parametrize("code", ["", "9001"])
def test_openings_of_neither_half_are_not_judged_before_they_are_mended(code: str) -> None:
    rows = openings({"1001": 5, "3001": -3, code: -2})
    assert accused("CLS-01", {OpeningBalance: rows}) == []
    assert accused("CLS-01", {OpeningBalance: openings({"1001": 5, "3001": -3})}) == [(2, "借方")]
