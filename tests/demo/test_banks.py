"""The demo school's banks: what they say clears against the bank day book, within a month and to the fen."""

from datetime import date

import pandas as pd
import pytest

from xlplan import demo
from xlplan.demo import banks
from xlplan.demo.banks import Movement
from xlplan.tables.ledger import BankEntry, OpeningBalance

FRAMES = demo.frames()
MONTHS = banks.movements(FRAMES)


def bank(account: str) -> list[Movement]:
    return [row for (name, _), rows in MONTHS.items() if name == account for row in rows]


def pairs(account: str) -> tuple[list[tuple[date, date]], list[tuple[date, int]]]:
    """Days in book and bank of each entry, and the entries the bank does not have; entries are told by summary, party, amount."""
    seen = bank(account)
    both, left = [], []
    entries = FRAMES[BankEntry][FRAMES[BankEntry][BankEntry.account] == account]
    for _, entry in entries.iterrows():
        amount = entry[BankEntry.income] - entry[BankEntry.spending]
        booked = entry[BankEntry.date].date()
        fits = [row for row in seen if row.amount == amount and row.summary == entry[BankEntry.summary]]
        near = min(fits, key=lambda row: abs((row.day - booked).days), default=None)
        if near is None or abs((near.day - booked).days) > 8:
            left.append((booked, amount))
        else:
            seen.remove(near)
            both.append((booked, near.day))
    assert seen == []
    return both, left


@pytest.mark.parametrize("account", ["基本户", "食堂户"])
def test_everything_clears_within_days_but_the_last(account: str) -> None:
    both, left = pairs(account)
    assert max(abs((seen - booked).days) for booked, seen in both) <= 8
    assert left
    assert all(booked >= date(2026, 11, 25) for booked, _ in left)


def test_at_some_month_end_each_kind_is_open() -> None:
    kinds = set()
    for account in ("基本户", "食堂户"):
        entries, seen = FRAMES[BankEntry], bank(account)
        entries = entries[entries[BankEntry.account] == account]
        for booked, day in pairs(account)[0]:
            if (booked.year, booked.month) != (day.year, day.month):
                kinds.add("book" if booked < day else "bank")
        incomes = [row for row in seen if row.amount > 0]
        kinds |= {"bank in" for row in incomes if row.day == date(2026, 5, 29) and "校友会" in row.party}
    assert kinds == {"book", "bank", "bank in"}


@pytest.mark.parametrize("account", ["基本户", "食堂户"])
def test_balances_run_on_from_the_opening_balance_and_never_below_nothing(account: str) -> None:
    openings = FRAMES[OpeningBalance]
    own = openings[openings[OpeningBalance.bank_account] == account]
    balance = int(own[OpeningBalance.debit].iloc[0])
    for row in bank(account):
        balance += row.amount
        assert row.balance == balance >= 0


def test_most_slips_are_repeated_by_the_bank_and_some_are_not() -> None:
    slips = pd.Series([row.slip != "" for rows in MONTHS.values() for row in rows])
    assert 0.7 < slips.mean() < 0.95


def test_the_files_are_the_same_on_every_build() -> None:
    assert demo.statements() == demo.statements()
    assert len(demo.statements()) == 22


def test_an_edit_changes_the_rows_of_its_file_and_not_the_totals() -> None:
    edits = {("基本户", "2026-08"): lambda rows: rows[:2] + rows[3:]}
    whole, spoilt = demo.statements(), banks.statements(FRAMES, edits)
    changed = [name for name in whole if whole[name] != spoilt[name]]
    assert changed == ["基本户 2026-08.csv"]
    before, after = (files[changed[0]].decode("gb18030").splitlines() for files in (whole, spoilt))
    assert (before[:7], before[-1]) == (after[:7], after[-1])
    assert len(before) == len(after) + 1
