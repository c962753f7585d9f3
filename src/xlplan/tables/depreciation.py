"""Straight-line depreciation by months: no residual, from the month of increase, none in the month of disposal.

A month is the number year * 12 + month - 1. Amounts are int64 fen; ``years`` (Int64) of NA or 0 is not depreciated. What was
written off when the year began is given; the last month takes whatever is left.
"""

import numpy as np
import pandas as pd

_NEVER = 1 << 40
"""Month of disposal of what is still there."""


def months(days: "pd.Series", none: int = 0) -> "pd.Series":
    """The month of each day, ``none`` without one."""
    stamps = days.to_numpy()
    numbers = stamps.astype("datetime64[M]").astype("int64") + 1970 * 12
    return pd.Series(np.where(np.isnat(stamps), none, numbers), index=days.index)


def monthly(cost: "pd.Series", years: "pd.Series") -> "pd.Series":
    """Fen of one month, half a fen rounded up; 0 for what is not depreciated."""
    count = _count(years)
    once = count.where(count > 0, 1)
    return ((2 * cost + once) // (2 * once)).where(count > 0, 0)


def gone(years: "pd.Series", since: "pd.Series", disposed: "pd.Series", month: int) -> "pd.Series":
    """For how many months each is written off when a month ends, never more than it lasts.

    ``since`` and ``disposed`` are the days of increase and of disposal.
    """
    begun = months(since, none=_NEVER)
    lasted = (_last(disposed, month) - begun + 1).clip(lower=0)
    return lasted.where(lasted < _count(years), _count(years))


def of_year(
    cost: "pd.Series",
    opening: "pd.Series",
    years: "pd.Series",
    since: "pd.Series",
    disposed: "pd.Series",
    month: int,
) -> "pd.Series":
    """Fen written off from January to the end of a month; ``opening``: what was written off when that year began."""
    run, rest = gone(years, since, disposed, month), cost - opening
    own = (_last(disposed, month) - month // 12 * 12 + 1).clip(lower=0)
    own = own.where(own < run, run)
    worn = monthly(cost, years) * own
    worn = worn.where((worn < rest) & (run < _count(years)), rest)
    return worn.where(own > 0, 0)


def straight(cost: "pd.Series", years: "pd.Series", since: "pd.Series", month: int) -> "pd.Series":
    """Fen that are written off when a month ends if it was never done otherwise."""
    run = gone(years, since, pd.Series(pd.NaT, index=since.index, dtype="datetime64[s]"), month)
    worn = monthly(cost, years) * run
    worn = worn.where((worn < cost) & (run < _count(years)), cost)
    return worn.where(run > 0, 0)


def _last(disposed: "pd.Series", month: int) -> "pd.Series":
    """The last month that is written off, as far as this one."""
    return (months(disposed, none=_NEVER) - 1).clip(upper=month)


def _count(years: "pd.Series") -> "pd.Series":
    return years.fillna(0).astype("int64") * 12
