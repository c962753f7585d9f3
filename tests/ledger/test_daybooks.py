"""Balances of the day books are those that a patient clerk adds up, wherever the book begins."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import accused, law
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.ledger.daybooks import bank_book, cash_book
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance

CASH_COLUMNS = (
    CashEntry.date, CashEntry.summary, CashEntry.income, CashEntry.spending, CashEntry.entered
)  # fmt: skip
BANK_COLUMNS = (
    BankEntry.account, BankEntry.date, BankEntry.summary, BankEntry.income, BankEntry.spending, BankEntry.entered,
)  # fmt: skip
FIRST = date(2026, 9, 1)

Move = tuple[str, int, int]
"""Account, days after the first, fen in (+) or out (-)."""
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["基本户", "食堂户", "工会户"]), st.integers(0, 60), st.integers(-(10**14), 10**14)
    ),
    max_size=20,
)
OPENINGS = st.dictionaries(st.sampled_from(["基本户", "食堂户"]), st.integers(-(10**14), 10**14))


def bank(moves: list[Move]) -> pd.DataFrame:
    days = [FIRST + timedelta(offset) for _, offset, _ in moves]
    rows = [
        (account, day, "收付款", max(fen, 0), max(-fen, 0), day)
        for day, (account, _, fen) in zip(days, moves, strict=True)
    ]
    return typed(BankEntry, rows, BANK_COLUMNS)


def cash(moves: list[Move]) -> pd.DataFrame:
    days = [FIRST + timedelta(offset) for _, offset, _ in moves]
    rows = [
        (day, "收付款", max(fen, 0), max(-fen, 0), day) for day, (_, _, fen) in zip(days, moves, strict=True)
    ]
    return typed(CashEntry, rows, CASH_COLUMNS)


def opening(cash: int | None = None, **accounts: int) -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [("100201", name, fen, 0) for name, fen in accounts.items()]
    if cash is not None:
        rows.append(("1001", "", max(cash, 0), max(-cash, 0)))
    return typed(OpeningBalance, rows)


def with_balances(rows: pd.DataFrame, openings: pd.DataFrame) -> pd.DataFrame:
    book = bank_book if BankEntry.account in rows else cash_book
    begun = rows.assign(**{CashEntry.balance: 0})
    return begun.assign(**{CashEntry.balance: book(begun, openings).balances()})


def judged(rule: str, rows: pd.DataFrame, openings: pd.DataFrame) -> list[tuple[int, str]]:
    table: type[Table] = BankEntry if BankEntry.account in rows else CashEntry
    return accused(rule, {table: rows, OpeningBalance: openings})


@law
@given(MOVES, OPENINGS)
def test_bank_balances_are_those_added_up_one_by_one(moves: list[Move], openings: dict[str, int]) -> None:
    added = dict(openings)
    due = []
    for account, _, fen in moves:
        added[account] = added.get(account, 0) + fen
        due.append(added[account])
    rows = with_balances(bank(moves), opening(**openings))
    assert rows[BankEntry.balance].tolist() == due
    assert judged("CSH-02", rows, opening(**openings)) == []


@law
@given(MOVES.filter(bool), OPENINGS, st.data())
def test_one_wrong_balance_is_told_once_wherever_it_stands(
    moves: list[Move], openings: dict[str, int], data: st.DataObject
) -> None:
    rows = with_balances(bank(moves), opening(**openings))
    wrong = data.draw(st.sampled_from(list(rows.index)))
    amount = data.draw(st.integers(-(10**6), 10**6).filter(bool))
    typed_over = rows.copy()
    typed_over.loc[wrong, BankEntry.balance] += amount
    carried = rows.copy()
    same = (rows[BankEntry.account] == rows.loc[wrong, BankEntry.account]) & (rows.index >= wrong)
    carried.loc[same, BankEntry.balance] += amount
    for book in (typed_over, carried):
        assert judged("CSH-02", book, opening(**openings)) == [(wrong, "余额")]


@law
@given(MOVES, st.integers(-(10**10), 10**10), st.randoms(use_true_random=False))
def test_the_balance_at_the_end_of_a_day_does_not_depend_on_the_order_of_rows(
    moves: list[Move], began: int, random: Random
) -> None:
    rows = with_balances(cash(moves), opening(began))
    order = list(rows.index)
    random.shuffle(order)
    asked = pd.Series(pd.date_range("2026-08-30", "2026-11-05", unit="s"))
    ends = cash_book(rows.loc[order], opening(began)).balances_on(asked)
    for day, end in zip(asked, ends, strict=True):
        due = began + sum(fen for _, offset, fen in moves if FIRST + timedelta(offset) <= day.date())
        assert end == due


@law
@given(MOVES, st.integers(0, 10**10))
def test_every_spell_of_negative_cash_is_told_at_its_first_row(moves: list[Move], began: int) -> None:
    rows = with_balances(cash(moves), opening(began))
    balances = [began, *rows[CashEntry.balance]]
    due = [
        (row, "余额")
        for row, (before, after) in enumerate(pairwise(balances), 2)
        if after < 0 and (before >= 0 or row == 2)
    ]
    assert judged("CSH-03", rows, opening(began)) == due


@law
@given(MOVES, st.integers(0, 10**10))
def test_days_counted_as_the_book_says_are_never_accused(moves: list[Move], began: int) -> None:
    rows = with_balances(cash(moves), opening(began))
    days = rows[CashEntry.date].drop_duplicates()
    book = cash_book(rows, opening(began)).balances_on(days)
    counts = typed(
        CashCount,
        [(day.date(), fen, fen) for day, fen in zip(days, book, strict=True)],
        (CashCount.date, CashCount.counted, CashCount.booked),
    )
    frames = {CashEntry: rows, OpeningBalance: opening(began), CashCount: counts}
    assert accused("CSH-05", frames) == []


@pytest.mark.parametrize("summary", ["上年结转", "承前页", "期初余额"])
def test_a_book_without_an_opening_begins_with_its_carrying_row(summary: str) -> None:
    rows = typed(CashEntry, [(FIRST, summary, 0, 0, FIRST), (FIRST, "付邮寄费", 0, 300, FIRST)], CASH_COLUMNS)
    rows[CashEntry.balance] = [1000, 700]
    assert judged("CSH-02", rows, opening()) == []
    assert judged("CSH-02", rows, opening(900)) == [(2, "余额")]
    moved = rows.assign(**{CashEntry.income: [1000, 0]})
    assert cash_book(moved, opening()).openings.tolist() == [0]


def test_a_row_in_the_middle_of_the_book_that_says_carried_forward_carries_nothing() -> None:
    rows = typed(
        CashEntry, [(FIRST, "提取备用金", 500, 0, FIRST), (FIRST, "承前页", 0, 0, FIRST)], CASH_COLUMNS
    )
    rows[CashEntry.balance] = [500, 900]
    assert judged("CSH-02", rows, opening()) == [(3, "余额")]


def test_money_on_hand_without_a_row_is_the_opening() -> None:
    empty_book = cash([]).assign(**{CashEntry.balance: pd.Series(dtype="int64")})
    day = pd.Series([pd.Timestamp(FIRST)])
    assert cash_book(empty_book, opening(4200)).balances_on(day).tolist() == [4200]
    assert cash_book(empty_book, opening()).balances_on(day).tolist() == [0]


@pytest.mark.parametrize("rule", ["CSH-01", "CSH-02", "CSH-03", "CSH-04", "CSH-05"])
def test_empty_day_books_are_not_accused(rule: str) -> None:
    assert accused(rule, {}) == []
