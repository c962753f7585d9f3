"""What the banks of the demo school say: the bank day book as the banks saw it, some of it earlier, some later.

A cheque clears up to three workdays after it is booked; what the bank takes or credits by itself is booked when its slip
comes. Everything clears within days; what the school did last is still open on the day it stands still.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random

from xlplan.demo import bank_files
from xlplan.demo.bank_files import Movement
from xlplan.demo.events import TODAY, stream, workday_after, workdays
from xlplan.demo.year import BANKS, OWNED, Year

_NO_SLIP = 0.1
"""Share of the school's own slips whose number the bank does not repeat."""


Months = dict[tuple[str, str], list[Movement]]
Edit = Callable[[list[Movement]], list[Movement]]
Edits = Mapping[tuple[str, str], Edit | None]
"""账户 and month -> what is done to the finished rows of that file; None takes the file away."""


def statements(year: Year, edits: Edits | None = None) -> dict[str, bytes]:
    """Name -> content of every statement file: one for each account and month of the year.

    A file that is edited keeps the opening and the totals of its true rows.
    """
    files = {}
    for (account, month), rows in movements(year).items():
        edit = (edits or {}).get((account, month), list[Movement])
        if edit:
            name, content = bank_files.written(account, month, rows, edit(rows))
            files[name] = content
    return files


def movements(year: Year) -> Months:
    """The rows of each account and month, in the order of time, each with the balance after it."""
    found: Months = {}
    for code, account in BANKS.items():
        balance = OWNED[code]
        seen = sorted(_seen(year, code), key=lambda row: row.day)
        for month, rows in groupby(seen, key=lambda row: f"{row.day:%Y-%m}"):
            own = found.setdefault((account, month), [])
            for row in rows:
                balance += row.amount
                own.append(replace(row, balance=balance))
    return found


def _seen(year: Year, code: str) -> Iterator[Movement]:
    """What moves one account, on the day on which the bank has it; what it does not have yet is left out."""
    back = {voucher.event.netted: voucher.banked for voucher in year.vouchers if voucher.event.netted}
    for voucher in year.vouchers:
        event, line = voucher.event, voucher.bank_line
        if line is None or line.account != code or event.netted:
            continue
        chance = stream(event.day, voucher.slip)
        day = event.seen or _cleared(event.day, voucher.banked, chance)
        own = day >= event.day and chance.random() >= _NO_SLIP
        if day <= TODAY:
            amount = voucher.banked + back.get(event, 0)
            yield Movement(day, amount, event.party, event.summary, voucher.slip if own else "")


def _cleared(booked: date, fen: int, chance: Random) -> date:
    """Income is there at once; a cheque often, at the end of a month less often."""
    if fen > 0:
        return booked
    last = booked == workdays(booked.month)[-1]
    late = chance.choices((0, 1, 2, 3), (0, 5, 2, 1) if last else (14, 3, 2, 1))[0]
    return workday_after(booked, late) if late else booked
