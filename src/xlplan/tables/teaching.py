"""The days on which lessons are held, and the weeks, months, quarters and terms that they make.

A day is one of lessons if it lies in a block of 学期 and is a workday: 特殊日, then 学期, then the country's holidays say which are.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay, Term

if TYPE_CHECKING:
    from xlplan.tables.books import Books

DAY, MONDAY, MONTH, FIRST, LAST, NUMBER = "日", "星期一", "月", "首日", "末日", "周次"
SPAN, START, END = "期间", "起", "止"
WEEKLY, MONTHLY, QUARTERLY, BY_TERM = FREQUENCIES = ("每周", "每月", "每季度", "每学期")
"""How often something is done while lessons are held."""
_OF_WEEK, _OF_MONTH = "教学周最少上课日", "教学月最少上课日"
"""The parameters that say how many days of lessons make a week, and a month or a quarter, one of teaching."""
_CALENDAR = {WEEKLY: "W-SUN", MONTHLY: "M", QUARTERLY: "Q"}


def lessons(books: "Books") -> pd.DataFrame:
    """The days of lessons of an office; see ``teaching_days``."""
    blocks, special = books[Term], books[SpecialDay]
    return books.once("lessons", lambda: teaching_days(blocks, Calendar(special, blocks)), of_day=False)


def teaching_days(blocks: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """日, its 学期, its 学月, the Monday of its week and its 月 (YYYY-MM), in order; the index is the row of 学期 it lies in."""
    known = blocks.dropna(subset=[Term.start, Term.end])
    found = [
        (row, term, block, day)
        for row, term, block, start, end in known[[Term.term, Term.block, Term.start, Term.end]].itertuples()
        for day in (start.date() + timedelta(days=after) for after in range((end - start).days + 1))
        if calendar.is_workday(day)
    ]
    days = pd.DataFrame(found, columns=["行", Term.term, Term.block, DAY])
    for name in (Term.term, Term.block):
        days[name] = days[name].astype("str")
    days[DAY] = pd.to_datetime(days[DAY]).astype("datetime64[s]")
    days = days.sort_values(DAY, kind="stable").set_index("行")
    return days.assign(**{MONDAY: mondays(days[DAY]), MONTH: days[DAY].dt.strftime("%Y-%m").astype("str")})


def mondays(days: "pd.Series") -> "pd.Series":
    """The Monday of the week of each day."""
    return days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def weeks(books: "Books") -> pd.DataFrame:
    """The weeks of all terms that have days of lessons enough; see ``weeks_of``."""
    return weeks_of(lessons(books), _least(books, WEEKLY))


def weeks_of(days: pd.DataFrame, least: float) -> pd.DataFrame:
    """学期, 星期一, 首日, 末日 and 周次 of the weeks with so many days of lessons, by day.

    The index is the row of 学期 that the first of them lies in: what a week lacks is told there. A week of holidays is none, but
    counts: the weeks of a term are numbered one after the other.
    """
    found = _grouped(days, [Term.term, MONDAY])
    begun = found.groupby(Term.term)[MONDAY].transform("min")
    found[NUMBER] = ((found[MONDAY] - begun).dt.days // 7 + 1).astype("int64")
    return found[found["天数"] >= least].drop(columns="天数")


def months(books: "Books", since: "pd.Timestamp") -> pd.DataFrame:
    """月 (YYYY-MM), 首日 and 末日 of the months over that have days of lessons enough from a day on (NaT: none); the index as that of
    ``weeks_of``."""
    days = lessons(books)
    found = _grouped(days[days[DAY] >= since], [MONTH])
    over = (found["天数"] >= _least(books, MONTHLY)) & (found[MONTH] < f"{books.today:%Y-%m}")
    return found[over].drop(columns="天数")


def spans(books: "Books", frequency: str) -> pd.DataFrame:
    """The weeks, months, quarters or terms with days of lessons enough: 期间 names each, 起 and 止 are its first and last day."""
    days = lessons(books)
    if frequency == BY_TERM:
        found = _grouped(days, [Term.term]).rename(columns={Term.term: SPAN, FIRST: START, LAST: END})
        return found.drop(columns="天数").reset_index(drop=True)
    counts = days.groupby(days[DAY].dt.to_period(_CALENDAR[frequency])).size()
    own = pd.PeriodIndex(counts.index[counts >= _least(books, frequency)])
    starts, ends = own.start_time.as_unit("s"), own.end_time.normalize().as_unit("s")
    names = [_named(frequency, *edges) for edges in zip(starts, ends, strict=True)]
    return pd.DataFrame({SPAN: pd.array(names, dtype="str"), START: starts, END: ends})


def lacking(found: pd.DataFrame, blocks: pd.DataFrame, what: str) -> pd.DataFrame:
    """The rows of 学期 in which some weeks lie, each with 缺, which says that these lack something, and the month 月 of the first."""
    names = "第" + found[NUMBER].astype("str") + "周（" + found[FIRST].dt.strftime("%m-%d") + " 起）"
    told = names.groupby(level=0).agg("、".join) + what
    return blocks.loc[told.index].assign(缺=told, 月=found[FIRST].groupby(level=0).min())


def over(found: pd.DataFrame, first: "pd.Timestamp", today: date) -> pd.DataFrame:
    """The weeks from the one in which a day lies, that are over on a day: their last day of lessons is gone."""
    monday = first - pd.Timedelta(days=first.day_of_week)
    return found[(found[MONDAY] >= monday) & (found[LAST] < pd.Timestamp(today))]


def _grouped(days: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """首日, 末日 and 天数 of the days that share something; the index is the row of the first of them."""
    own = days.rename_axis("行").reset_index().groupby(by, sort=False)
    facts = {"行": ("行", "first"), FIRST: (DAY, "min"), LAST: (DAY, "max"), "天数": (DAY, "nunique")}
    return own.agg(**facts).reset_index().set_index("行")


def _least(books: "Books", frequency: str) -> float:
    today = pd.Series([pd.Timestamp(books.today)])
    return float(books.numbers(_OF_WEEK if frequency == WEEKLY else _OF_MONTH, today).iloc[0])


def _named(frequency: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    if frequency == WEEKLY:
        return f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}"
    return f"{start:%Y-%m}" if frequency == MONTHLY else f"{start.year}年第{start.quarter}季度"
