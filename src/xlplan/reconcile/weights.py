"""What speaks for a pair of rows being one payment, and what against it, on the scale of a logarithm.

The figures were set by hand on drawn months (``tests/months``); they hold for a month of some three hundred rows.
"""

from math import log

import numpy as np

from xlplan.reconcile import references
from xlplan.reconcile.rows import Mask, Numbers, Rows, Shares

LATE = 5.0
"""What a pair that is beyond its window is worth less."""
_USUAL = 300
"""Rows of a month."""


def rarity(amounts: Numbers) -> Shares:
    """What an equal amount is worth by itself: many payments are of whole hundreds, few end in odd cents."""
    return np.select([amounts % 10_000 == 0, amounts % 100 == 0], [6.0, 7.5], 9.0)


def delay(lag: Numbers, same_day: Mask, by_itself: Mask) -> Shares:
    """What workdays between both sides cost; the bank is seldom the first, but for what it takes or credits by itself."""
    days = np.abs(lag)
    apart = np.where(same_day, 0, 1.2)
    taken = apart + 0.5 * np.maximum(days - 1, 0)
    paid = apart + 0.5 * np.clip(days - 1, 0, 2) + 0.3 * np.maximum(days - 3, 0)
    return np.select([by_itself, lag < 0], [taken, paid + 0.7 * days], paid)


def said(tie: Numbers, names: Shares, wordings: Shares) -> Shares:
    """What numbers, counterparties and summaries say."""
    number = np.select([tie == references.SAME, tie == references.CUT], [8.0, 5.0], 0.0)
    return number + alike(names) + np.where(wordings >= 0.5, 2 * wordings, 0)


def alike(names: Shares) -> Shares:
    """What the likeness of two counterparties says; nothing where one is missing."""
    return np.nan_to_num(np.clip(12 * (names - 0.55), -6, 3))


def by_chance(rows: Rows, days: int) -> float:
    """What an equal amount is worth less because so many rows stand within these workdays that one may be equal by chance."""
    if not len(rows):
        return 0.0
    near = len(rows) * min(days / (int(np.ptp(rows.workdays)) + 1), 1)
    return max(0.0, log(max(near, 1) / _USUAL))


def exact(worth: Shares) -> Shares:
    """Worths as fractions of a power of two, whose sums have no rounding."""
    return np.round(worth * 2**20) / 2**20
