"""What happens in the demo school: an event is one voucher before it has a number."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

import chinese_calendar

TODAY = date(2026, 11, 30)
"""The day on which the demo school stands still."""

CASH, BASIC, CANTEEN, TREASURY = "1001", "100201", "100202", "4001"
"""Where money comes from: the till, the two bank accounts, or a direct payment that is income at the same moment."""
MONEY = "800102"
"""资金结存 of cash and bank in the budget half."""
DEPOSIT_DAY = date(2026, 9, 7)
"""The day on which fees in cash far above the limit come in and go to the bank."""


@dataclass(frozen=True)
class Line:
    """One line of a voucher; fen; negative in a red voucher."""

    account: str
    debit: int = 0
    credit: int = 0
    budget: str = ""


@dataclass(frozen=True, eq=False)
class Event:
    """One voucher to be."""

    day: date
    summary: str
    lines: tuple[Line, ...]
    kind: str = "普通"
    party: str = ""
    papers: int = 1
    rank: int = 5
    """Orders the events of a day."""
    about: "Event | None" = None
    """The event whose voucher the summary speaks of."""
    of: object = None
    """What it pays, or comes from: a purchase, a month of wages, a delivery, as the master that keeps it knows it."""
    seen: date | None = None
    """The day on which the bank has it; None: a payment clears up to three workdays later, income on the day itself."""
    netted: "Event | None" = None
    """The payment that the bank settles it with: one row for both."""


def stream(*key: object) -> Random:
    """Chance of its own for what the key names, so that what is added to the school changes nothing else in it."""
    return Random(" ".join(map(str, (2026, *key))))


def pieces(fen: int, count: int, unit: int, chance: Random, spread: float = 0.35) -> list[int]:
    """About so much in so many unequal pieces, each a multiple of the unit."""
    weights = [chance.uniform(1 - spread, 1 + spread) for _ in range(count)]
    return [max(unit, round(fen * weight / sum(weights) / unit) * unit) for weight in weights]


def spent(account: str, fen: int, source: str, budget: str, income: str) -> tuple[Line, ...]:
    """Both books of a payment; a direct payment of the treasury is income of the line ``income`` too."""
    other = Line("6001", credit=fen, budget=income) if source == TREASURY else Line(MONEY, credit=fen)
    return (
        Line(account, debit=fen), Line(source, credit=fen), Line("7201", debit=fen, budget=budget), other
    )  # fmt: skip


def received(account: str, fen: int, into: str, budget: str) -> tuple[Line, ...]:
    """Both books of income that comes into a bank account; 4001 is 6001 in the budget half, other income 6609."""
    half = "6001" if account == "4001" else "6609"
    return (
        Line(into, debit=fen), Line(account, credit=fen), Line(MONEY, debit=fen), Line(half, credit=fen, budget=budget)
    )  # fmt: skip


def moved(debit: str, credit: str, fen: int) -> tuple[Line, ...]:
    """Money that only changes its place, or is held for others: one book."""
    return Line(debit, debit=fen), Line(credit, credit=fen)


@cache
def workdays(month: int = 0) -> tuple[date, ...]:
    """The days on which the office works, of one month of 2026 or of the year until today."""
    days = chinese_calendar.get_workdays(date(2026, month or 1, 1), min(TODAY, _last(month or 12)))
    return tuple(days)


@cache
def school_days() -> tuple[date, ...]:
    """The workdays on which lessons are held and the canteen cooks."""
    spans = (("01-05", "01-16"), ("03-02", "07-10"), ("09-01", "11-30"))
    return tuple(day for day in workdays() if any(start <= f"{day:%m-%d}" <= end for start, end in spans))


def workday_on(day: date) -> date:
    """The day itself, or the next workday."""
    return next(other for other in workdays() if other >= day)


def workday_after(day: date, count: int) -> date:
    """The workday so many workdays later; one that is after today is only known to be later."""
    later = [other for other in workdays() if other > day]
    return later[count - 1] if len(later) >= count else date.max


def workday_before(day: date, count: int) -> date:
    """The workday so many workdays earlier; 0 is the day itself."""
    return [other for other in workdays() if other <= day][-1 - count]


def day_on(text: str) -> date:
    """The workday of a written date, or the next one."""
    return workday_on(date.fromisoformat(text))


def _last(month: int) -> date:
    return date(2026 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
