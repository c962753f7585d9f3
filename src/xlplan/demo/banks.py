"""What the banks of the demo school say: the bank day book as the banks saw it, some of it earlier, some later.

A cheque clears up to three workdays after it is booked; what the bank takes or credits by itself is booked when its slip
comes. Everything clears within days; what the school did last is still open on the day it stands still.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random

import pandas as pd

from xlplan.demo import bank_files
from xlplan.demo.bank_files import Movement
from xlplan.demo.events import workday_after, workdays
from xlplan.demo.people import ACCOUNTS
from xlplan.excel.table import Table
from xlplan.tables.ledger import BankEntry, OpeningBalance

_SEED = 2050
_BY_ITSELF = {"手续费": 1, "还公务卡": 2, "液化气": 2}
"""Word in a summary -> workdays by which the bank takes the money before the school hears of it."""
_OUTSIDERS = ("岚溪县财政局", "松坪中学校友会", "岚溪县粮油供应站")
"""Who sends money; the slip comes on the next workday."""
_NO_SLIP = 0.1
"""Share of the school's own slips whose number the bank does not repeat."""


Months = dict[tuple[str, str], list[Movement]]
Edit = Callable[[list[Movement]], list[Movement]]
Edits = Mapping[tuple[str, str], Edit | None]
"""账户 and month -> what is done to the finished rows of that file; None takes the file away."""


def statements(frames: Mapping[type[Table], pd.DataFrame], edits: Edits | None = None) -> dict[str, bytes]:
    """Name -> content of every statement file: one for each account and month of the year.

    A file that is edited keeps the opening and the totals of its true rows.
    """
    files = {}
    for (account, month), rows in movements(frames).items():
        edit = (edits or {}).get((account, month), list[Movement])
        if edit:
            name, content = bank_files.written(account, month, rows, edit(rows))
            files[name] = content
    return files


def movements(frames: Mapping[type[Table], pd.DataFrame]) -> Months:
    """The rows of each account and month, in the order of time, each with the balance after it."""
    openings, entries = frames[OpeningBalance], frames[BankEntry]
    found: Months = {}
    for account, *_ in ACCOUNTS:
        began = openings[openings[OpeningBalance.bank_account] == account]
        balance = int(began[OpeningBalance.debit].iloc[0])
        seen = sorted(_seen(entries[entries[BankEntry.account] == account]), key=lambda row: row.day)
        seen = _netted(seen)
        for month, rows in groupby(seen, key=lambda row: f"{row.day:%Y-%m}"):
            own = found.setdefault((account, month), [])
            for row in rows:
                balance += row.amount
                own.append(replace(row, balance=balance))
    return found


def _seen(entries: pd.DataFrame) -> Iterator[Movement]:
    """Every entry of one account on the day on which the bank has it; what it does not have yet is left out."""
    rng = Random(_SEED)
    kept = [
        BankEntry.date, BankEntry.income, BankEntry.spending, BankEntry.party, BankEntry.summary, BankEntry.reference
    ]  # fmt: skip
    for booked, income, spending, party, summary, slip in entries[kept].itertuples(index=False):
        day = _day(booked.date(), summary, party, income - spending, rng)
        own = _early(summary, party) == 0 and "利息" not in summary and rng.random() >= _NO_SLIP
        if day:
            yield Movement(day, int(income - spending), party, summary, slip if own else "")


def _netted(rows: list[Movement]) -> list[Movement]:
    """The same rows, but what a supplier owes for returned goods is taken off what it is paid on that day."""
    back = {(row.day, row.party): row for row in rows if "退货款" in row.summary}
    paid = [row for row in rows if row.amount < 0 and (row.day, row.party) in back]
    gone = [back[row.day, row.party] for row in paid]
    return [
        replace(row, amount=row.amount + gone[paid.index(row)].amount) if row in paid else row
        for row in rows
        if row not in gone
    ]


def _day(booked: date, summary: str, party: str, amount: int, rng: Random) -> date | None:
    """The day on which the bank has an entry; None if that is after the day the school stands still."""
    early = _early(summary, party)
    if "利息" in summary:
        return booked.replace(day=21)
    if early:
        return [day for day in workdays() if day < booked][-early]
    if "备用金" in summary or "代发" in party:
        return booked
    if amount > 0:  # the last batch of the pupils' money is carried to the bank on the next morning
        return workday_after(booked, 1) if "九年级" in summary else booked
    last = booked == workdays(booked.month)[-1]
    late = rng.choices((0, 1, 2, 3), (0, 5, 2, 1) if last else (14, 3, 2, 1))[0]
    return workday_after(booked, late) if late else booked


def _early(summary: str, party: str) -> int:
    """Workdays by which the bank knows an entry before the school."""
    taken = (days for word, days in _BY_ITSELF.items() if word in summary)
    return next(taken, int(party in _OUTSIDERS))
