"""The weeks in which a school teaches: 学期, 特殊日 and the country's holidays say which."""

from datetime import date, timedelta

import pandas as pd

from xlplan.tables.calendar import Calendar
from xlplan.tables.office import Term

MONDAY, FIRST, LAST, NUMBER = "星期一", "首日", "末日", "周次"
LEAST = "教学周最少上课日"
"""The parameter that says how many school days make a week one of teaching."""


def teaching_weeks(blocks: pd.DataFrame, calendar: Calendar, least: float) -> pd.DataFrame:
    """The weeks of all terms (rows of 学期) with so many school days: 学期, 学月, 星期一, 首日, 末日, 周次 by day.

    The index is the row of 学期 that the first school day of the week lies in: what a week lacks is told there. A week of
    holidays is none, but counts: the weeks of a term are numbered one after the other.
    """
    found = []
    known = blocks.dropna(subset=[Term.start, Term.end])
    for row, term, block, start, end in known[[Term.term, Term.block, Term.start, Term.end]].itertuples():
        days = (start.date() + timedelta(days=after) for after in range((end - start).days + 1))
        found += [(row, term, block, day) for day in days if calendar.is_workday(day)]
    days = pd.DataFrame(found, columns=["行", Term.term, Term.block, "日"])
    days["日"] = pd.to_datetime(days["日"])
    days[MONDAY] = days["日"] - pd.to_timedelta(days["日"].dt.day_of_week, unit="D")
    days = days.sort_values("日", kind="stable")
    weeks = days.groupby([Term.term, MONDAY], sort=False).agg(
        **{"行": ("行", "first"), Term.block: (Term.block, "first"), "天数": ("日", "nunique"),
           FIRST: ("日", "first"), LAST: ("日", "last")}
    ).reset_index()  # fmt: skip
    begun = weeks.groupby(Term.term)[MONDAY].transform("min")
    weeks[NUMBER] = ((weeks[MONDAY] - begun).dt.days // 7 + 1).astype("int64")
    return weeks[weeks["天数"] >= least].set_index("行").drop(columns="天数")


def over(weeks: pd.DataFrame, first: "pd.Timestamp", today: date) -> pd.DataFrame:
    """The weeks from the one in which a day lies, that are over on a day: their last school day is gone."""
    monday = first - pd.Timedelta(days=first.day_of_week)
    return weeks[(weeks[MONDAY] >= monday) & (weeks[LAST] < pd.Timestamp(today))]


def lacking(weeks: pd.DataFrame, blocks: pd.DataFrame, what: str) -> pd.DataFrame:
    """The rows of 学期 in which some weeks lie, each with 缺, which says that these lack something, and the month 月 of the first."""
    names = "第" + weeks[NUMBER].astype("str") + "周（" + weeks[FIRST].dt.strftime("%m-%d") + " 起）"
    told = names.groupby(level=0).agg("、".join) + what
    months = weeks[FIRST].groupby(level=0).min()
    return blocks.loc[told.index].assign(缺=told, 月=months)
