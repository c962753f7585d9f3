"""Straight-line depreciation by months: no residual, from the month of increase, none in the month of disposal.

A month is the number year * 12 + month - 1. Amounts are int64 fen; ``years`` (Int64) of NA or 0 is not depreciated. What was
written off when the year began is given; the last month takes whatever is left.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

_Numbers = npt.NDArray[np.int64]
_NEVER = 1 << 40
"""Month of disposal of what is still there."""


def months(days: "pd.Series", none: int = 0) -> "pd.Series":
    """The month of each day, ``none`` without one."""
    return pd.Series(_months(days, none), index=days.index)


def monthly(cost: "pd.Series", years: "pd.Series") -> "pd.Series":
    """Fen of one month, half a fen rounded up; 0 for what is not depreciated."""
    return pd.Series(_monthly(cost.to_numpy(), _count(years)), index=cost.index)


def gone(years: "pd.Series", since: "pd.Series", disposed: "pd.Series", month: int) -> "pd.Series":
    """For how many months each is written off when a month ends, never more than it lasts.

    ``since`` and ``disposed`` are the days of increase and of disposal.
    """
    return pd.Series(_gone(_count(years), since, _last(disposed, month)), index=years.index)


def of_year(
    cost: "pd.Series",
    opening: "pd.Series",
    years: "pd.Series",
    since: "pd.Series",
    disposed: "pd.Series",
    month: int,
) -> "pd.Series":
    """Fen written off from January to the end of a month; ``opening``: what was written off when that year began."""
    count, last = _count(years), _last(disposed, month)
    run, rest = _gone(count, since, last), (cost - opening).to_numpy()
    own = np.minimum(np.maximum(last - month // 12 * 12 + 1, 0), run)
    worn = _monthly(cost.to_numpy(), count) * own
    worn = np.where((worn < rest) & (run < count), worn, rest)
    return pd.Series(np.where(own > 0, worn, 0), index=cost.index)


def straight(cost: "pd.Series", years: "pd.Series", since: "pd.Series", month: int) -> "pd.Series":
    """Fen that are written off when a month ends if it was never done otherwise."""
    count, fen = _count(years), cost.to_numpy()
    run = _gone(count, since, np.full(len(cost), month))
    worn = _monthly(fen, count) * run
    worn = np.where((worn < fen) & (run < count), worn, fen)
    return pd.Series(np.where(run > 0, worn, 0), index=cost.index)


def _months(days: "pd.Series", none: int) -> _Numbers:
    stamps = days.to_numpy()
    return np.where(np.isnat(stamps), none, stamps.astype("datetime64[M]").astype("int64") + 1970 * 12)


def _monthly(cost: _Numbers, count: _Numbers) -> _Numbers:
    once = np.maximum(count, 1)
    return np.where(count > 0, (2 * cost + once) // (2 * once), 0)


def _gone(count: _Numbers, since: "pd.Series", last: _Numbers) -> _Numbers:
    run: _Numbers = np.minimum(np.maximum(last - _months(since, none=_NEVER) + 1, 0), count)
    return run


def _last(disposed: "pd.Series", month: int) -> _Numbers:
    """The last month that is written off, as far as this one."""
    return np.minimum(_months(disposed, none=_NEVER) - 1, month)


def _count(years: "pd.Series") -> _Numbers:
    count: _Numbers = years.fillna(0).to_numpy("int64") * 12
    return count
