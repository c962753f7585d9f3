"""Months of a year, as far as they have run: which are over, and what must have been done by now for which of them."""

from datetime import date

import pandas as pd

from xlplan.tables.books import Books

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
    )
}


def over(year: int, today: date) -> list[str]:
    """The months (YYYY-MM) of a year that are over on a day."""
    return [f"{year}-{month:02}" for month in range(1, 13) if (year, month) < (today.year, today.month)]


def due(books: Books, parameter: str, year: int) -> "pd.Series":
    """The months (YYYY-MM) of a year for which the day of the next month that a parameter names is reached today.

    The index is the row of 参数 that says so: what should have been done for a month is accused there if no row of another
    sheet demands it. Raises Waiting where months are over and the parameter has no value for any.
    """
    months = pd.Series(over(year, books.today), dtype="str")
    ends = pd.to_datetime(months, format="%Y-%m") + pd.offsets.MonthEnd()
    days = books.numbers(parameter, ends)
    reached = ends + pd.to_timedelta(days, unit="D") <= pd.Timestamp(books.today)
    return months.set_axis(books.setting(parameter, ends))[reached.to_numpy()]


def month_of(periods: "pd.Series", days: "pd.Series") -> "pd.Series":
    """Each 所属期 as YYYY-MM or YYYY where it is a month or a year however written, else as it is.

    ``days``: of the rows; a month without its year, 10月 or 十月, is the last one before.
    """
    parts = periods.str.extract(r"^\s*(\d{4})\s*(?:[-./年]\s*(\d{1,2}))?\s*(?:[月日./-].*|年度?)?\s*$")
    month = parts[0] + "-" + parts[1].str.zfill(2)
    alone = periods.str.extract(r"^\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*月份?\s*$")[0]
    number = pd.to_numeric(alone.replace(_NUMBERS), errors="coerce")
    known = number.between(1, 12) & days.notna()
    year = days.dt.year - (number > days.dt.month)
    named = (
        year[known].astype("int64").astype("str")
        + "-"
        + number[known].astype("int64").astype("str").str.zfill(2)
    )
    return month.fillna(named.reindex(periods.index)).fillna(parts[0]).fillna(periods)
