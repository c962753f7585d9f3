"""ledger.xlsx of the demo school: events become numbered vouchers, and the day books and counts follow from these."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from random import Random

import pandas as pd

from xlplan.demo import expenses, occasions
from xlplan.demo.events import BASIC, CANTEEN, CASH, MONEY, Event, Line, moved
from xlplan.demo.people import CASHIER, CHECKER, MAKER
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine

BANKS = {BASIC: "基本户", CANTEEN: "食堂户"}
_TILL = 186_350
"""Fen in the till when the year begins."""
_OPENING = (
    (CASH, "", _TILL, 0), (BASIC, "基本户", 19_684_217, 0), (CANTEEN, "食堂户", 6_241_855, 0),
    ("1601", "", 684_230_000, 0), ("1602", "", 0, 213_468_240), ("3001", "", 0, 496_874_182),
    (MONEY, "", 26_112_422, 0), ("8101", "", 0, 14_370_000), ("8201", "", 0, 11_742_422),
)  # fmt: skip
_DRAWN = 300_000
"""What the cashier draws when the till cannot bear a payment."""
_POSTED_UNTIL = date(2026, 11, 26)


def vouchers(rng: Random) -> list[tuple[str, Event]]:
    """The year's events in order with their numbers; numbers start again each month."""
    events = [*expenses.year(rng), *occasions.year(rng)]
    events += occasions.depreciation(events)
    numbered: list[tuple[str, Event]] = []
    numbers: dict[int, str] = {}
    ordered = _with_draws(sorted(events, key=lambda event: (event.day, event.rank)))
    for _, month in groupby(ordered, key=lambda event: event.day.month):
        for place, event in enumerate(month, 1):
            numbers[id(event)] = f"记-{place}"
            numbered.append((f"记-{place}", event))
    return [(number, _named(event, numbers)) for number, event in numbered]


def _named(event: Event, numbers: dict[int, str]) -> Event:
    """A correction names the voucher that it corrects."""
    if event.about is None:
        return event
    day = event.about.day
    return replace(
        event, summary=event.summary.format(f"{day.month}月{day.day}日{numbers[id(event.about)]}号")
    )


def _with_draws(events: Iterable[Event]) -> Iterator[Event]:
    """The same events, and a cash withdrawal before each payment that the till could not bear."""
    till = _TILL
    for event in events:
        change = sum(line.debit - line.credit for line in event.lines if line.account == CASH)
        if change < 0 and till + change < 0:
            yield Event(event.day, "提取备用金", moved(CASH, BASIC, _DRAWN), party="松坪信用社")
            till += _DRAWN
        till += change
        yield event


def frames(rng: Random) -> dict[type[Table], pd.DataFrame]:
    """The sheets of ledger.xlsx."""
    numbered = vouchers(rng)
    cash = list(_cash(numbered))
    return {
        OpeningBalance: typed(OpeningBalance, _OPENING),
        VoucherLine: typed(VoucherLine, (row for pair in numbered for row in _lines(*pair))),
        CashEntry: typed(CashEntry, cash),
        BankEntry: typed(BankEntry, _bank(numbered)),
        CashCount: typed(CashCount, _counts(cash)),
    }


def _lines(number: str, event: Event) -> Iterator[tuple[object, ...]]:
    state = "已记账" if event.day <= _POSTED_UNTIL else "已审核"
    for line in event.lines:
        yield (
            event.day, number, event.summary, line.account, line.debit, line.credit, line.budget, event.kind,
            event.papers, MAKER, CHECKER, event.day, state,
        )  # fmt: skip


def _cash(numbered: list[tuple[str, Event]]) -> Iterator[tuple[date, str, str, str, int, int, date]]:
    for number, event in numbered:
        for line in event.lines:
            if line.account == CASH:
                contra = _other(event, line)
                yield event.day, number, event.summary, contra, line.debit, line.credit, event.day


def _other(event: Event, own: Line) -> str:
    """The account on the other side of a line: the first of the financial half that is not the line's own."""
    side = [line for line in event.lines if line.account != own.account and line.account[0] in "12345"]
    opposite = [line for line in side if bool(line.debit) != bool(own.debit)]
    return (opposite or side)[0].account


def _bank(numbered: list[tuple[str, Event]]) -> Iterator[tuple[object, ...]]:
    slip = 26_010_000
    for number, event in numbered:
        for line in event.lines:
            if line.account in BANKS:
                slip += 7
                yield (
                    BANKS[line.account], event.day, number, event.summary, event.party, str(slip),
                    line.debit, line.credit, event.day,
                )  # fmt: skip


def _counts(cash: list[tuple[date, str, str, str, int, int, date]]) -> Iterator[tuple[object, ...]]:
    """A count on each day with cash entries, equal to the book."""
    till = _TILL
    for day, entries in groupby(cash, key=lambda row: row[0]):
        till += sum(row[4] - row[5] for row in entries)
        yield day, till, till, "", CASHIER, CHECKER
