"""What the morning page is told beside the books: the runs before, and what others keep of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from xlplan.tables.books import Books, Waiting
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay


class Told(NamedTuple):
    """A finding as the history keeps it."""

    rule: str
    severity: str
    workbook: str
    sheet: str
    cell: str
    subject: str
    message: str


@dataclass(frozen=True)
class Run:
    """A run of the nightly check that is over."""

    day: date
    """The day it judged."""
    began: datetime
    ended: datetime | None
    """None where it was interrupted."""


@dataclass(frozen=True)
class Known:
    """What is known of an office beside its books and this run."""

    last: Run | None = None
    """The run before this one."""
    new: Sequence[Told] | None = None
    """What that run did not find, None where there is nothing to compare with."""
    solved: Sequence[Told] | None = None
    """What only that run found."""
    periods: Mapping[str, str] = field(default_factory=dict)
    """Month (YYYY-MM) -> open, held, closed or reopened."""
    reporting: Sequence[tuple[date, str]] = ()
    """Days by which something is to be reported, and what."""
    warnings: Sequence[str] = ()


def silence(last: date | None, today: date, calendar: Calendar) -> str:
    """One sentence where the nightly check has judged no day since the workday before today; "" where it has.

    ``last``: the last day that it judged.
    """
    before = today - timedelta(days=1)
    while not calendar.is_workday(before):
        before -= timedelta(days=1)
    if last is None:
        return "还没有运行过夜间检查。"
    return "" if last >= before else f"上一个工作日 {before} 没有运行夜间检查，上次是 {last}。"


def calendar_of(books: Books | None) -> Calendar:
    """The calendar of an office; that of the country where 特殊日 cannot be read."""
    try:
        if books:
            with books.asked():
                return Calendar(books[SpecialDay])
    except Waiting:
        pass
    return Calendar()
