"""The open rows of one side, and small sets of them among which the parts of a sum are looked for."""

from collections.abc import Iterator
from functools import cache, cached_property

import numpy as np
import pandas as pd

from xlplan.reconcile.rows import Mask, Numbers, Rows, Shares, Texts

MIXED = 8
"""Rows of a set, where some name no counterparty."""
_HEAD = 4
"""Characters at the beginning of a summary that say what was paid, before they say to whom."""


class OpenRows:
    """The open rows of one side, in the order of time."""

    def __init__(self, rows: Rows, party: Numbers) -> None:
        places = np.flatnonzero(rows.open)
        self.places = places[np.argsort(rows.workdays[places], kind="stable")]
        self.amounts = rows.amounts[self.places]
        self.workdays = rows.workdays[self.places]
        self.days = rows.days[self.places]
        self.windows = rows.windows[self.places]
        _, codes, sizes = np.unique(rows.amounts, return_inverse=True, return_counts=True)
        self.often = sizes[codes][self.places]
        """How many rows, open or not, have the amount: one that recurs is not rare."""
        self.widest = int(rows.windows.max(initial=0))
        self.by_itself = rows.by_itself[self.places]
        self.numbers = rows.references[self.places]
        self.wordings = rows.wordings[self.places]
        self.party = party[self.places]
        self.shared = {
            "day": self.workdays - self.workdays.min(initial=0) + 1,
            "month": rows.days[self.places].astype("datetime64[M]").astype(np.int64),
            "party": self.party,
            "number": _codes(self.numbers),
            "wording": _codes(self.wordings),
            "head": _codes(np.array([text[:_HEAD] for text in self.wordings], dtype=object)),
        }
        """What a row may have in common with others, as numbers; 0 for nothing."""

    def __len__(self) -> int:
        return len(self.places)

    def given(self, rows: Numbers | list[int]) -> tuple[int, ...]:
        """Their places in ``Rows``, rising."""
        return tuple(sorted(self.places[rows].tolist()))

    def groups(self, *keys: str) -> Iterator[Numbers]:
        """The rows, two and more, that share all of this and their sign."""
        group = (self.amounts > 0).astype(np.int64)
        told = np.ones(len(self), dtype=bool)
        for key in keys:
            codes = self.shared[key]
            group = group * (codes.max(initial=0) + 1) + codes
            told &= codes > 0
        rows = np.flatnonzero(told)
        rows = rows[np.argsort(group[rows], kind="stable")]
        parts = np.split(rows, np.flatnonzero(np.diff(group[rows])) + 1)
        yield from (part for part in parts if len(part) > 1)

    @cached_property
    def sorted_amounts(self) -> tuple[Shares, Numbers]:
        """The amounts, rising, and the rows that have them."""
        order = np.argsort(self.amounts, kind="stable")
        return self.amounts[order], order

    def having(self, totals: Numbers) -> tuple[Numbers, Numbers]:
        """Places in ``totals`` and the rows whose amount they are."""
        amounts, order = self.sorted_amounts
        first = np.searchsorted(amounts, totals, "left")
        sizes = np.searchsorted(amounts, totals, "right") - first
        within = np.arange(sizes.sum()) - np.repeat(sizes.cumsum() - sizes, sizes)
        return np.repeat(np.arange(len(totals)), sizes), order[np.repeat(first, sizes) + within]


def _codes(texts: Texts) -> Numbers:
    codes, distinct = pd.factorize(texts)
    return np.where(np.array([text == "" for text in distinct], dtype=bool)[codes], 0, codes + 1)


def with_unnamed(side: OpenRows, own: Numbers, way: Mask) -> Numbers:
    """Rows of a counterparty, and the nearest that name none, as many as there may be."""
    unnamed = np.flatnonzero(way & (side.party == 0))
    if not 0 < len(own) < MIXED or not len(unnamed):
        return own[:MIXED]
    apart = np.abs(np.subtract.outer(side.workdays[unnamed], side.workdays[own])).min(axis=1)
    near = unnamed[np.argsort(apart, kind="stable")][: MIXED - len(own)]
    return np.sort(np.concatenate([own, near]))


@cache
def choices(count: int) -> tuple[Numbers, Numbers, Numbers]:
    """All choices of two and more of so many rows, one a row, their sizes, and how many choices are of that size."""
    bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    sizes = bits.sum(axis=1)
    kept = np.flatnonzero(sizes > 1)
    kept = kept[np.argsort(sizes[kept], kind="stable")]
    return bits[kept].astype(np.int64), sizes[kept], np.bincount(sizes)[sizes[kept]]
