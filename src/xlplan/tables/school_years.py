"""School years as clerks write them, 2026—2027学年: from September of the first year to August of the next."""

from calendar import monthrange
from datetime import date

import pandas as pd

_FIRST = 9
"""September."""


def begun(texts: "pd.Series") -> "pd.Series":
    """The year (Int64) in which each begins; NA where none can be read: 2026—2027学年 -> 2026."""
    return texts.str.extract(r"^\D*(20\d\d)")[0].astype("Int64")


def named(year: int) -> str:
    """What the school year is called that begins in a year."""
    return f"{year}—{year + 1}学年"


def last_due(today: date, month: int, day: int = 31) -> int:
    """The last school year, as the year in which it begins, in which a day of a month is reached; a short month ends with its last."""
    year = today.year - (month < _FIRST)
    return year if (today.month, today.day) >= (month, _last(today, month, day)) else year - 1


def _last(today: date, month: int, day: int) -> int:
    return min(day, monthrange(today.year, month)[1])


def first_day(day: date) -> date:
    """The 1 September with which the school year of a day begins."""
    return date(day.year - (day.month < _FIRST), _FIRST, 1)
