"""Days and months of the day books are those that a patient clerk adds up."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.ledger.test_daybooks import FIRST, MOVES, OPENINGS, Move, bank, cash, opening, with_balances
from xlplan.excel.frames import typed
from xlplan.ledger.closing import cash_days, day_totals, month_totals
from xlplan.ledger.daybooks import bank_book, cash_book
from xlplan.tables.ledger import CashCount

COUNT_COLUMNS = (CashCount.date, CashCount.counted, CashCount.booked)
UNTIL = st.integers(0, 60).map(lambda days: FIRST + timedelta(days))


def counted(*rows: tuple[date, int]) -> pd.DataFrame:
    return typed(CashCount, [(day, fen, 0) for day, fen in rows], COUNT_COLUMNS)


def moved(moves: list[Move], account: str, first: date, last: date) -> tuple[int, int]:
    """Fen in and fen out of one account on these days."""
    own = [fen for name, days, fen in moves if name == account and first <= FIRST + timedelta(days) <= last]
    return sum(fen for fen in own if fen > 0), -sum(fen for fen in own if fen < 0)


@law
@given(MOVES, OPENINGS, UNTIL)
def test_the_days_of_every_account_are_those_added_up_one_by_one(
    moves: list[Move], openings: dict[str, int], until: date
) -> None:
    book = bank_book(with_balances(bank(moves), opening(**openings)), opening(**openings))
    days = day_totals(book, until)
    told = {(name, FIRST + timedelta(day)) for name, day, _ in moves if FIRST + timedelta(day) <= until}
    assert {(name, day.date()) for name, day in days.index} == told
    for (name, stamp), row in days.iterrows():
        day = stamp.date()
        income, spending = moved(moves, name, FIRST, day)
        assert (row["收入"], row["支出"]) == moved(moves, name, day, day)
        assert row["余额"] == openings.get(name, 0) + income - spending


@law
@given(MOVES, OPENINGS, UNTIL)
def test_the_month_and_the_year_of_every_account_end_with_the_day(
    moves: list[Move], openings: dict[str, int], until: date
) -> None:
    book = bank_book(with_balances(bank(moves), opening(**openings)), opening(**openings))
    months = month_totals(book, until)
    assert months.index.tolist() == list(book.names)
    assert (months.dtypes == "int64").all()
    for name, row in months.iterrows():
        assert (row["本月收入"], row["本月支出"]) == moved(moves, name, until.replace(day=1), until)
        assert (row["本年收入"], row["本年支出"]) == moved(moves, name, FIRST, until)
        assert row["余额"] == openings.get(name, 0) + row["本年收入"] - row["本年支出"]


@law
@given(MOVES, st.integers(0, 10**10), UNTIL)
def test_cash_counted_as_the_book_says_never_differs(moves: list[Move], began: int, until: date) -> None:
    rows = with_balances(cash(moves), opening(began))
    book = cash_book(rows, opening(began))
    ends = book.day_ends()
    counts = counted(*((day.date(), int(fen)) for day, fen in ends.items()))
    days = cash_days(book, counts, until)
    assert days.index.tolist() == [day for day in ends.index if day.date() <= until]
    assert (days["差异"] == 0).all()
    assert days["余额"].tolist() == days["实存合计"].tolist()


def test_a_day_is_there_with_rows_or_a_count_and_differs_only_where_it_was_counted() -> None:
    moves = [("", 0, 500), ("", 0, -200), ("", 3, -100), ("", 9, 70)]
    book = cash_book(with_balances(cash(moves), opening(1000)), opening(1000))
    day = [FIRST + timedelta(offset) for offset in range(10)]
    counts = counted((day[0], 1300), (day[2], 1), (day[2], 1250), (day[9], 0))
    days = cash_days(book, counts, day[8])
    assert [stamp.date() for stamp in days.index] == [day[0], day[2], day[3]]
    assert days["收入"].tolist() == [500, 0, 0]
    assert days["支出"].tolist() == [200, 0, 100]
    assert days["余额"].tolist() == [1300, 1300, 1200]
    assert days["差异"].tolist() == [0, -50, pd.NA]
    assert days["实存合计"].dtype == days["差异"].dtype == "Int64"


def test_a_row_of_an_earlier_year_is_in_the_balance_and_in_no_month() -> None:
    rows = cash([("", 0, 500), ("", 30, -200)]).assign(日期=pd.to_datetime(["2025-12-31", "2026-02-03"]))
    book = cash_book(rows.assign(日期=rows["日期"].astype("datetime64[s]"), 余额=0), opening(1000))
    columns = ["余额", "本月支出", "本年收入", "本年支出"]
    for until, told in (
        (date(2026, 1, 31), [1500, 0, 0, 0]),
        (date(2026, 2, 28), [1300, 200, 0, 200]),
        (date(2026, 3, 5), [1300, 0, 0, 200]),
    ):
        assert month_totals(book, until)[columns].to_numpy().tolist() == [told]


def test_books_without_rows_have_no_days_and_a_cash_book_has_its_balance() -> None:
    empty = cash([]).assign(余额=pd.Series(dtype="int64"))
    book = cash_book(empty, opening(4200))
    assert day_totals(book, FIRST).empty
    assert cash_days(book, counted(), FIRST).empty
    assert cash_days(book, counted((FIRST, 4100)), FIRST)["差异"].tolist() == [-100]
    assert month_totals(book, date(2026, 2, 1))["余额"].to_dict() == {"1001": 4200}
    no_bank = bank([]).assign(余额=pd.Series(dtype="int64"))
    assert month_totals(bank_book(no_bank, opening()), FIRST).empty
