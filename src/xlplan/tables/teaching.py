"""The days on which lessons are held, in the weeks, months, quarters and terms that they lie in."""

from datetime import date, timedelta

import pandas as pd

from xlplan.tables.calendar import Calendar
from xlplan.tables.office import Term

WEEK, MONTH, QUARTER, TERM = "每周", "每月", "每季度", "每学期"
FREQUENCIES = (WEEK, MONTH, QUARTER, TERM)
"""How often something is done while lessons are held."""
_LEAST = {MONTH: 10, QUARTER: 10, TERM: 1}
"""So many days of lessons make a month … one in which it is done; of a week the office says it."""
_RULES = {WEEK: "W-SUN", MONTH: "M", QUARTER: "Q"}


def teaching_days(blocks: pd.DataFrame, calendar: Calendar, last: date) -> "pd.Series":
    """The workdays of all terms (rows of 学期) until a day -> the term of each."""
    spans = blocks.groupby(Term.term).agg({Term.start: "min", Term.end: "max"}).dropna()
    days = {
        pd.Timestamp(day): term
        for term, start, end in spans.itertuples()
        for day in _span(start.date(), min(end.date(), last))
        if calendar.is_workday(day)
    }
    return pd.Series(days, index=pd.DatetimeIndex(days), dtype="str")


def periods(lessons: "pd.Series", frequency: str, week: float) -> pd.DataFrame:
    """The weeks, months … with days of lessons enough: 起 and 止 of each, and its name under 期间.

    ``week``: how many days make a week one of teaching, ``weeks.LEAST``.
    """
    if frequency == TERM:
        own = lessons.index.to_series().groupby(lessons)
        found = pd.DataFrame({"起": own.min(), "止": own.max(), "日数": own.size()})
        found["期间"] = found.index
    else:
        counts = lessons.groupby(lessons.index.to_period(_RULES[frequency])).size()
        spans = pd.PeriodIndex(counts.index)
        starts, ends = spans.start_time.as_unit("s"), spans.end_time.normalize().as_unit("s")
        found = pd.DataFrame({"起": starts, "止": ends, "日数": counts.to_numpy()})
        found["期间"] = [_named(frequency, *days) for days in zip(starts, ends, strict=True)]
    return found[found["日数"] >= _LEAST.get(frequency, week)].reset_index(drop=True)


def _named(frequency: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    if frequency == WEEK:
        return f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}"
    return f"{start:%Y-%m}" if frequency == MONTH else f"{start.year}年第{start.quarter}季度"


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]
