"""Which row of the book may be which row of the bank, and what speaks for each such pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile import likeness, references
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_SPAN = 2**20
"""Workdays, more than there are between any two rows: an amount and a day are one whole number."""
CROWD = 100_000
"""Pairs of one amount beyond which its rows are not compared one by one."""
LATEST = 65
"""Workdays (three months) beyond which an amount is no longer taken for a late one."""
_USUAL = 300
"""Rows of a month, for which the weights hold as they are."""
_LATE = 5.0
"""What a pair that is beyond its window is worth less."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "对账窗口支票": ("支票", "转支", "现支"),
    "对账窗口代发代扣": ("代发", "代扣", "工资", "社保", "公积金", "税"),
    "对账窗口息费": ("利息", "结息", "手续费", "工本费", "服务费", "管理费"),
}
"""Parameter that holds the window of a kind of payment -> words that tell the kind."""
OTHERS = "对账窗口其他"
_BY_ITSELF = ("对账窗口代发代扣", "对账窗口息费")
"""Kinds that the bank books before we do."""


@dataclass(frozen=True)
class Terms:
    """What an office has decided about the matching of its rows."""

    windows: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys((*KINDS, OTHERS), 10))
    """Parameter -> workdays that both sides may be apart for one payment of the kind."""
    rest_days: npt.NDArray[np.datetime64] | None = None
    """Days on which nobody works; None for every Saturday and Sunday."""


class Rows:
    """One side as columns of equal length, in the order of its labels."""

    def __init__(self, rows: pd.DataFrame, terms: Terms) -> None:
        rows = rows.sort_index()
        self.labels = rows.index.to_numpy(np.int64)
        self.days = rows[DAY].to_numpy("datetime64[D]")
        self.amounts = rows[AMOUNT].to_numpy(np.int64)
        self.references = likeness.each(rows[REFERENCE], references.bare)
        self.summaries = likeness.each(rows[SUMMARY], likeness.plain)
        names, said = likeness.each(rows[PARTY], likeness.name), likeness.each(rows[SUMMARY], likeness.named)
        self.names = np.where(rows[PARTY] == "", said, names)
        unnamed = [text.replace(name, "") for text, name in zip(self.summaries, self.names, strict=True)]
        self.wordings = likeness.each(pd.Series(unnamed, dtype="str"), likeness.wording)
        kinds = likeness.each(rows[SUMMARY], _kind)
        self.windows = np.array([terms.windows[kind] for kind in kinds], dtype=np.int64)
        self.by_itself = np.isin(kinds, _BY_ITSELF)
        self.workdays = _workdays(self.days, terms)
        self.open = np.ones(len(rows), dtype=bool)
        """What no stage has taken yet."""

    def __len__(self) -> int:
        return len(self.labels)

    def forget_numbers(self, amounts: Numbers) -> None:
        """Take the numbers of open rows of these amounts for none: they have no counterpart on the other side."""
        self.references = np.where(self.open & np.isin(self.amounts, amounts), "", self.references)
        self.__dict__.pop("identities", None)

    def points(self) -> "Points":
        """What ``meeting`` compares: all open rows by their amounts."""
        return self.amounts, self.workdays, self.open

    @cached_property
    def identities(self) -> Numbers:
        """One number for all rows of the same content: nobody can tell which of them is which."""
        columns = (self.days.astype(np.int64), self.amounts, self.references, self.names, self.summaries)
        frame = pd.DataFrame(dict(enumerate(columns)))
        numbers: Numbers = frame.groupby(list(frame), sort=False).ngroup().to_numpy(np.int64)
        return numbers


def _kind(summary: str) -> str:
    return next((kind for kind, words in KINDS.items() if any(word in summary for word in words)), OTHERS)


def _workdays(days: npt.NDArray[np.datetime64], terms: Terms) -> Numbers:
    """How many workdays there have been up to each day, from a day on that is the same for all."""
    if terms.rest_days is None:
        return np.busday_count("1970-01-01", days + 1)
    rest = np.searchsorted(np.sort(terms.rest_days.astype("datetime64[D]")), days, side="right")
    worked: Numbers = days.astype(np.int64) - rest
    return worked


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


Points = tuple[Numbers, Numbers, Mask]
"""Of each row its amount, or a number for what else must be equal; its workday; and whether it takes part."""


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
    against = np.full(len(left), _LATE) if late else delay(lag, same_day, by_itself)
    worth = rarity(book.amounts[left]) + said(tie, names, wordings) - against
    days = 2 * LATEST if late else sum(map(abs, widest(book, bank)))
    return Pairs(left, right, lag, same_day, tie, names, wordings, worth - _by_chance(bank, days))


def _by_chance(rows: Rows, days: int) -> float:
    """What an equal amount is worth less because so many rows stand within these workdays that one may be equal by chance."""
    if not len(rows):
        return 0.0
    near = len(rows) * min(days / (int(np.ptp(rows.workdays)) + 1), 1)
    return max(0.0, log(max(near, 1) / _USUAL))


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
