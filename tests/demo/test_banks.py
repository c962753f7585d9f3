"""The demo school's banks: what they say clears against the bank day book, within a month and to the fen."""

from datetime import date

import pandas as pd
import pytest

from tests.demo.figures import SET_OFF
from xlplan import demo
from xlplan.demo import banks
from xlplan.demo.bank_files import Movement
from xlplan.tables.ledger import BankEntry, Confirmation, OpeningBalance

FRAMES = demo.frames()
_LONGEST = 12
"""Days between book and bank, over the Spring Festival."""
MONTHS = banks.movements(demo.happened())


def bank(account: str) -> list[Movement]:
    return [row for (name, _), rows in MONTHS.items() if name == account for row in rows]


def cleared(account: str) -> list[tuple[date, date, int]]:
    """Each entry that no clerk confirms: its day in the book and at the bank (after the year for none), its amount."""
    said = FRAMES[Confirmation][FRAMES[Confirmation][Confirmation.account] == account]
    moved = said[Confirmation.income] - said[Confirmation.spending]
    confirmed = set(zip(said[Confirmation.date].dt.date, moved, strict=True))
    seen, found = [row for row in bank(account) if (row.day, row.amount) not in confirmed], []
    entries = FRAMES[BankEntry][FRAMES[BankEntry][BankEntry.account] == account]
    entries = entries[~entries[BankEntry.reference].isin(said[Confirmation.number])]
    for _, entry in entries.iterrows():
        amount, booked = entry[BankEntry.income] - entry[BankEntry.spending], entry[BankEntry.date].date()
        same = [row for row in seen if (row.amount, row.summary) == (amount, entry[BankEntry.summary])]
        near = [row for row in same if abs((row.day - booked).days) <= _LONGEST]
        if near:
            seen.remove(near[0])
        found.append((booked, near[0].day if near else date(2026, 12, 1), amount))
    assert seen == []
    return found


@pytest.mark.parametrize("account", ["基本户", "食堂户"])
def test_everything_clears_within_days_but_the_last(account: str) -> None:
    for booked, seen, _ in cleared(account):
        assert seen <= demo.TODAY or booked >= date(2026, 11, 25)


def test_each_kind_is_open_at_some_month_end() -> None:
    assert {
        ("book" if booked < seen else "bank", "in" if amount > 0 else "out")
        for account in ("基本户", "食堂户")
        for booked, seen, amount in cleared(account)
        if (booked.year, booked.month) != (seen.year, seen.month)
    } == {("book", "in"), ("book", "out"), ("bank", "in"), ("bank", "out")}


@pytest.mark.parametrize("account", ["基本户", "食堂户"])
def test_balances_run_on_from_the_opening_balance_and_never_below_nothing(account: str) -> None:
    openings = FRAMES[OpeningBalance]
    own = openings[openings[OpeningBalance.bank_account] == account]
    balance = int(own[OpeningBalance.debit].iloc[0])
    for row in bank(account):
        balance += row.amount
        assert row.balance == balance >= 0


def test_a_supplier_that_takes_a_return_off_its_next_bill_is_paid_the_rest_and_the_clerk_confirms_it() -> (
    None
):
    said = FRAMES[Confirmation]
    own = said[said[Confirmation.together] == "大米退货抵扣"]
    moved = (own[Confirmation.income] - own[Confirmation.spending]).groupby(own[Confirmation.side]).agg(list)
    assert moved.map(sorted).to_dict() == {"日记账": sorted(SET_OFF), "对账单": [sum(SET_OFF)]}
    day = own[Confirmation.date].iloc[-1].date()
    paid = [row.amount for row in bank("食堂户") if (row.day, row.party) == (day, "岚溪县粮油供应站")]
    assert sum(SET_OFF) in paid
    assert not set(SET_OFF) & {row.amount for row in bank("食堂户")}


def test_most_slips_are_repeated_by_the_bank_and_some_are_not() -> None:
    slips = pd.Series([row.slip != "" for rows in MONTHS.values() for row in rows])
    assert 0.7 < slips.mean() < 0.95


def test_the_files_are_the_same_on_every_build() -> None:
    assert demo.statements(clean=True) == demo.statements(clean=True)
    assert len(demo.statements(clean=True)) == 22


def test_an_edit_changes_the_rows_of_its_file_and_not_the_totals() -> None:
    edits = {("基本户", "2026-08"): lambda rows: rows[:2] + rows[3:]}
    whole, spoilt = demo.statements(clean=True), banks.statements(demo.happened(), edits)
    changed = [name for name in whole if whole[name] != spoilt[name]]
    assert changed == ["基本户 2026-08.csv"]
    before, after = (files[changed[0]].decode("gb18030").splitlines() for files in (whole, spoilt))
    assert (before[:7], before[-1]) == (after[:7], after[-1])
    assert len(before) == len(after) + 1
