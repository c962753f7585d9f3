"""On which days lessons are held: workdays that lie in a block of a term; and so in which months and weeks."""

from datetime import date

import pandas as pd

from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay, Term

DAY, MONTH, WEEK = "日", "月", "周"
_LEAST = "演练月最少上课天数"


def days(books: Books, first: pd.Timestamp, last: date) -> pd.DataFrame:
    """The days with lessons from a day to another, in order: 日, its month (YYYY-MM) and the Monday of its week.

    The index is the row of 学期 whose block holds the day: what should have been done then is accused there.
    """
    blocks = books[Term]
    calendar = Calendar(books[SpecialDay], blocks)
    found = []
    for row, start, end in zip(blocks.index, blocks[Term.start], blocks[Term.end], strict=True):
        if pd.isna(start) or pd.isna(end) or pd.isna(first):
            continue
        span = pd.date_range(max(start, first), min(end, pd.Timestamp(last)))
        found += [(day, row) for day in span if calendar.is_workday(day.date())]
    found.sort()
    own = pd.Series(
        pd.DatetimeIndex([day for day, _ in found]).astype("datetime64[s]"),
        index=pd.Index([row for _, row in found], dtype=blocks.index.dtype),
    )
    monday = own - pd.to_timedelta(own.dt.day_of_week, unit="D")
    return pd.DataFrame({DAY: own, MONTH: own.dt.strftime("%Y-%m"), WEEK: monday})


def months(books: Books, first: pd.Timestamp) -> pd.DataFrame:
    """The months that are over and had lessons on enough days, since a day: 月; the index is the last row of 学期 in each."""
    begin = pd.Timestamp(books.today).replace(day=1)
    if pd.isna(first) or first >= begin:
        first = begin
    held = days(books, first.normalize().replace(day=1), (begin - pd.Timedelta(days=1)).date())
    if held.empty:
        return held[[MONTH]]
    last = held[~held[MONTH].duplicated(keep="last")]
    least = books.numbers(_LEAST, last[DAY])
    counted = last[MONTH].map(held[MONTH].value_counts())
    return last.loc[(counted >= least).to_numpy(), [MONTH]]


def school_year(day: date) -> pd.Timestamp:
    """The 1 September with which the school year of a day begins."""
    return pd.Timestamp(day.year - (day.month < 9), 9, 1)
