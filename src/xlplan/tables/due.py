"""On which days something falls that 定时任务 or 上报 says in words."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pandas as pd

from xlplan.tables.calendar import Calendar
from xlplan.tables.frequency import ANY, Form, Frequency, plain
from xlplan.tables.office import Reporting

DATE = "日期"
"""The column of ``deadlines`` that holds the days."""
_SUMMER = 3
"""Months by which a day is moved at most: an office may have entered all its holidays as days off."""


def days(
    frequency: Frequency,
    calendar: Calendar,
    reporting: pd.DataFrame,
    first: date,
    last: date,
) -> list[date]:
    """The days of a frequency from a day to another, both counted. ``reporting``: rows of 上报."""
    found: Iterable[date]
    match frequency.form:
        case Form.WORKDAY:
            found = filter(calendar.is_workday, _span(first, last))
        case Form.DAILY:
            found = _span(first, last)
        case Form.WEEKDAY:
            found = (day for day in _span(first, last) if day.weekday() == frequency.number)
        case Form.TERM:
            found = calendar.term_starts
        case Form.BEFORE:
            before = timedelta(days=frequency.number)
            dates = deadlines(reporting, calendar, first + before, last + before)
            own = [frequency.item in (ANY, plain(item)) for item in dates[Reporting.item]]
            found = (day.date() - before for day in dates.loc[own, DATE])
        case _:
            found = _of_months(frequency, calendar, first, last)
    return sorted({day for day in found if first <= day <= last})


def deadlines(rows: pd.DataFrame, calendar: Calendar, first: date, last: date) -> pd.DataFrame:
    """The reporting dates (rows of 上报) from a day to another, both counted and each already moved off its rest day.

    日期 and 事项, by day; the index is the Excel row of each. A 截止 that cannot be read has none.
    """
    found = []
    for row, item, said, rest_day in zip(
        rows.index, rows[Reporting.item], rows[Reporting.due], rows[Reporting.rest_day], strict=True
    ):
        try:
            due = Frequency.due(said)
        except ValueError:
            continue
        for day in _of_months(due, calendar, first, last):
            moved = _moved(day, rest_day, calendar)
            if first <= moved <= last:
                found.append((moved, row, item))
    found.sort()
    index = pd.Index([row for _, row, _ in found], dtype=rows.index.dtype)
    dates = pd.DatetimeIndex([day for day, _, _ in found]).astype("datetime64[s]")
    items = pd.array([item for *_, item in found], dtype="str")
    return pd.DataFrame({DATE: dates, Reporting.item: items}, index=index)


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=after) for after in range((last - first).days + 1))


def _of_months(frequency: Frequency, calendar: Calendar, first: date, last: date) -> Iterator[date]:
    """The days of a monthly or yearly frequency in the months of a span, and in those from which rest days may move one into it."""
    for number in range(first.year * 12 + first.month - 1 - _SUMMER, last.year * 12 + last.month + _SUMMER):
        year, month = number // 12, number % 12 + 1
        if frequency.form is Form.YEARLY and frequency.month != month:
            continue
        end = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if frequency.form is Form.LAST_WORKDAY:
            yield calendar.workday_before(end)
            continue
        # A month that is too short has its last day.
        day = end.replace(day=min(frequency.number, end.day))
        yield calendar.workday_before(day) if frequency.form is Form.DAY_OR_BEFORE else day


def _moved(day: date, rest_day: str, calendar: Calendar) -> date:
    if rest_day == "顺延":
        return calendar.workday_after(day, 0)
    return day if rest_day == "不变" else calendar.workday_before(day)
