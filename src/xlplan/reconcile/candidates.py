"""Which row of the book may be which row of the bank: pairs of equal amounts, near in time."""

from dataclasses import dataclass, fields

import numpy as np

from xlplan.reconcile import likeness, references
from xlplan.reconcile.rows import Mask, Numbers, Points, Rows, Shares, Texts
from xlplan.reconcile.weights import LATE, by_chance, delay, exact, rarity, said

_SPAN = 2**20
"""Workdays, more than there are between any two rows: an amount and a day are one whole number."""
CROWD = 100_000
"""Pairs of one amount beyond which its rows are not compared one by one."""
LATEST = 65
"""Workdays (three months) beyond which an amount is no longer taken for a late one."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of rows of equal amounts, by their places in ``Rows``."""

    book: Numbers
    bank: Numbers
    lag: Numbers
    """Workdays by which the bank is later."""
    same_day: Mask
    tie: Numbers
    """How the two numbers stand to each other (``references``)."""
    names: Shares
    wordings: Shares
    worth: Shares
    """How much better the pair explains both rows than two open items would; the scale is that of a logarithm."""

    def __getitem__(self, chosen: Mask) -> "Pairs":
        return Pairs(*(getattr(self, column.name)[chosen] for column in fields(self)))

    def __len__(self) -> int:
        return len(self.book)


def near(book: Rows, bank: Rows) -> tuple[Numbers, Numbers, Numbers]:
    """Places of open rows of equal amounts that are within the window of either; and the amounts that are too crowded."""
    left, right, crowded = meeting(book.points(), bank.points(), *widest(book, bank))
    apart = np.abs(bank.workdays[right] - book.workdays[left])
    within = apart <= np.maximum(book.windows[left], bank.windows[right])
    return left[within], right[within], crowded


def widest(book: Rows, bank: Rows) -> tuple[int, int]:
    """Workdays by which the bank may be earlier (below nothing) and later."""
    days = int(max(book.windows.max(initial=0), bank.windows.max(initial=0)))
    return -days, days


def meeting(left: Points, right: Points, earliest: int, latest: int) -> tuple[Numbers, Numbers, Numbers]:
    """Places of rows of equal amounts, the right one between so many workdays after the left one.

    Amounts that would make more than ``CROWD`` pairs are left out, and come last: see ``crowds``.
    """
    places, others = np.flatnonzero(left[2]), np.flatnonzero(right[2])
    amounts, codes = np.unique(np.concatenate([left[0][places], right[0][others]]), return_inverse=True)
    keys = codes[len(places) :] * _SPAN + right[1][others]
    order = np.argsort(keys, kind="stable")
    keys, others = keys[order], others[order]
    own = codes[: len(places)]
    middle = own * _SPAN + left[1][places]
    first = np.searchsorted(keys, middle + earliest, "left")
    sizes = np.searchsorted(keys, middle + latest, "right") - first
    crowded = np.bincount(own, sizes, minlength=len(amounts)) > CROWD
    sizes[crowded[own]] = 0
    within = np.arange(sizes.sum()) - np.repeat(sizes.cumsum() - sizes, sizes)
    return np.repeat(places, sizes), others[np.repeat(first, sizes) + within], amounts[crowded]


def judged(book: Rows, bank: Rows, left: Numbers, right: Numbers, agreed: Texts, late: bool = False) -> Pairs:
    """These pairs with what speaks for them, without those that their numbers forbid.

    ``agreed``: numbers that both sides are known to share; ``late``: however many days are between, they count once.
    """
    numbers = book.references[left], bank.references[right]
    tie = references.ties(*numbers)
    sole = np.bincount(left, minlength=len(book))[left] == 1
    sole &= np.bincount(right, minlength=len(bank))[right] == 1
    allowed = ~references.vetoed(*numbers, tie, sole, agreed)
    left, right, tie = left[allowed], right[allowed], tie[allowed]
    lag = bank.workdays[right] - book.workdays[left]
    names = likeness.of_names(
        book.names[left], bank.names[right], book.summaries[left], bank.summaries[right]
    )
    wordings = likeness.of_wordings(book.wordings[left], bank.wordings[right])
    by_itself, same_day = book.by_itself[left] | bank.by_itself[right], book.days[left] == bank.days[right]
    against = np.full(len(left), LATE) if late else delay(lag, same_day, by_itself)
    worth = rarity(book.amounts[left]) + said(tie, names, wordings) - against
    days = 2 * LATEST if late else sum(map(abs, widest(book, bank)))
    against = by_chance(bank, days) + book.lost[left] + bank.lost[right]
    return Pairs(left, right, lag, same_day, tie, names, wordings, exact(worth - against))
