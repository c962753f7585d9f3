"""One row that the other side has in several, and several that it has in several others: exact sums in bounded windows."""

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from math import log

import numpy as np
import pandas as pd

from xlplan.reconcile import references
from xlplan.reconcile.candidates import Mask, Numbers, Rows, Shares, Texts, delay, rarity
from xlplan.reconcile.parties import parties
from xlplan.reconcile.readings import Reading

_MOST, _STEP = 10, 5
"""Rows among which the parts of a sum are looked for, and how many further the next such set begins."""
_OF_A_DAY = 12
"""The same for rows of one day with one wording."""
_MIXED = 8
"""The same, where some rows name no counterparty."""
_FEW = 3
"""Parts on each side of a sum of several against several."""
_SMALL = 200
"""Open rows up to which parts that have nothing in common are looked for."""
_HITS = 20
"""Ways to make one sum that are looked at; so many are no evidence for any."""
_HEAD = 4
"""Characters at the beginning of a summary that say what was paid, before they say to whom."""

_BLOCKS = {
    ("number",): 5.0,
    ("day", "party"): 3.0,
    ("day", "wording"): 2.5,
    ("day", "head"): 2.0,
    ("month", "party"): 2.0,
    ("day",): 1.0,
}
"""What rows have in common that were paid as one -> what that is worth."""
_PARTY, _STRANGERS, _NUMBER, _OTHER_NUMBER, _TOGETHER = 3.0, -12.0, 6.0, -8.0, 2.0


def sums(book: Rows, bank: Rows) -> Iterator[Reading]:
    """Every way in which open rows of one side add up to open rows of the other."""
    ours, theirs = (_Side(side, own) for side, own in zip((book, bank), parties(book, bank), strict=True))
    for one, many in ((ours, theirs), (theirs, ours)):
        for at, rows, bonus in (*_blocks(one, many), *_parts(one, many)):
            worth = _worth(one, many, at, rows) + bonus
            if worth > 0:
                ends = one.given([at]), many.given(rows)
                yield Reading(
                    *(ends if one is ours else ends[::-1]), worth, f"一笔对 {len(rows)} 笔，合计相等"
                )
    yield from _several(ours, theirs)


class _Side:
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


Found = Iterator[tuple[int, Numbers, float]]
"""A row of one side, the rows of the other that add up to it, and what they have in common is worth."""


def _blocks(one: _Side, many: _Side) -> Found:
    """Whole blocks of rows that have something in common, such as the wages of one day."""
    for keys, bond in _BLOCKS.items():
        blocks = list(many.groups(*keys))
        totals = np.array([many.amounts[rows].sum() for rows in blocks], dtype=np.int64)
        for block, at in zip(*one.having(totals), strict=True):
            yield int(at), blocks[block], bond


def _parts(one: _Side, many: _Side) -> Found:
    """Some of the rows that are near in time and have something in common."""
    for rows in _sets(many):
        choices, sizes, tried = _choices(len(rows))
        hits, ats = one.having(choices @ many.amounts[rows])
        days = many.workdays[rows]
        near = (one.workdays[ats] >= days[0] - one.widest) & (one.workdays[ats] <= days[-1] + one.widest)
        hits, ats = hits[near & (sizes[hits] < len(rows))], ats[near & (sizes[hits] < len(rows))]
        often = Counter(ats.tolist())
        for hit, at in zip(hits.tolist(), ats.tolist(), strict=True):
            if often[at] <= _HITS:
                yield at, rows[choices[hit] > 0], -log(tried[hit])


def _sets(side: _Side) -> Iterator[Numbers]:
    """Small sets of rows of one sign, in the order of time, that may hold the parts of a sum."""
    yield from (rows[:_OF_A_DAY] for rows in side.groups("day", "wording"))
    for key in ("party", "wording"):
        for rows in side.groups(key):
            yield from _windows(rows)
    for way in (side.amounts < 0, side.amounts > 0):
        if len(side) <= _SMALL:
            yield from _windows(np.flatnonzero(way), 3)
        for party in np.unique(side.party[way & (side.party > 0)]):
            rows = _with_unnamed(side, np.flatnonzero(way & (side.party == party)), way)
            if len(rows) > 1:
                yield rows


def _windows(rows: Numbers, step: int = _STEP) -> Iterator[Numbers]:
    for first in range(0, max(len(rows) - _MOST, 0) + step, step):
        if len(part := rows[first : first + _MOST]) > 1:
            yield part


def _with_unnamed(side: _Side, own: Numbers, way: Mask) -> Numbers:
    """Rows of a counterparty, and the nearest that name none, as many as there may be."""
    unnamed = np.flatnonzero(way & (side.party == 0))
    if not 0 < len(own) < _MIXED or not len(unnamed):
        return own[:_MIXED]
    apart = np.abs(np.subtract.outer(side.workdays[unnamed], side.workdays[own])).min(axis=1)
    near = unnamed[np.argsort(apart, kind="stable")][: _MIXED - len(own)]
    return np.sort(np.concatenate([own, near]))


@cache
def _choices(count: int) -> tuple[Numbers, Numbers, Numbers]:
    """All choices of two and more of so many rows, one a row, their sizes, and how many choices are of that size."""
    bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    sizes = bits.sum(axis=1)
    kept = np.flatnonzero(sizes > 1)
    kept = kept[np.argsort(sizes[kept], kind="stable")]
    return bits[kept].astype(np.int64), sizes[kept], np.bincount(sizes)[sizes[kept]]


def _several(ours: _Side, theirs: _Side) -> Iterator[Reading]:
    """Two or three rows of one counterparty that are two or three others."""
    for party in np.intersect1d(ours.party[ours.party > 0], theirs.party):
        for sign in (-1, 1):
            ways = [np.sign(side.amounts) == sign for side in (ours, theirs)]
            rows = [
                np.flatnonzero(way & (side.party == party))
                for way, side in zip(ways, (ours, theirs), strict=True)
            ]
            for first in range(0, max(len(rows[0]) - _MIXED // 2, 1), _MIXED // 2):
                own = rows[0][first : first + _MIXED]
                if len(own) and len(rows[1]):
                    apart = np.abs(np.subtract.outer(theirs.workdays[rows[1]], ours.workdays[own]))
                    other = np.sort(rows[1][np.argsort(apart.min(axis=1), kind="stable")][:_MIXED])
                    ends = _with_unnamed(ours, own, ways[0]), _with_unnamed(theirs, other, ways[1])
                    if min(map(len, ends)) > 1:
                        yield from _crossed(ours, theirs, *ends)


def _crossed(ours: _Side, theirs: _Side, left: Numbers, right: Numbers) -> Iterator[Reading]:
    """Choices of a few rows on each side that have the same total."""
    choices = [_few(len(rows)) for rows in (left, right)]
    totals = choices[0][0] @ ours.amounts[left], choices[1][0] @ theirs.amounts[right]
    for total in np.intersect1d(*totals):
        hits = [np.flatnonzero(part == total) for part in totals]
        if len(hits[0]) * len(hits[1]) > _HITS:
            continue
        for one, other in ((a, b) for a in hits[0] for b in hits[1]):
            rows = left[choices[0][0][one] > 0], right[choices[1][0][other] > 0]
            apart = np.subtract.outer(theirs.workdays[rows[1]], ours.workdays[rows[0]])
            if np.abs(apart).max() > max(ours.windows[rows[0]].max(), theirs.windows[rows[1]].max()):
                continue
            same_day = np.equal.outer(theirs.days[rows[1]], ours.days[rows[0]])
            named = np.concatenate([ours.party[rows[0]], theirs.party[rows[1]]]) > 0
            worth = float(rarity(ours.amounts[rows[0]]).max() + 2 * _PARTY * named.mean())
            worth -= float(delay(apart, same_day, ours.by_itself[rows[0]].any()).max())
            worth -= log(choices[0][1][one] * choices[1][1][other])
            if worth > 0:
                reason = f"{len(rows[0])} 笔对 {len(rows[1])} 笔，合计相等"
                yield Reading(ours.given(rows[0]), theirs.given(rows[1]), worth, reason)


def _few(count: int) -> tuple[Numbers, Numbers]:
    choices, sizes, tried = _choices(count)
    small = sizes <= _FEW
    return choices[small], tried[small]


def _worth(one: _Side, many: _Side, at: int, parts: Numbers) -> float:
    """What speaks for one row being these; -inf where they are too far apart."""
    lag = many.workdays[parts] - one.workdays[at]
    if np.abs(lag).max() > max(one.windows[at], many.windows[parts].max()):
        return -np.inf
    worth = float(
        rarity(many.amounts[parts]).max()
        - delay(lag, many.days[parts] == one.days[at], one.by_itself[at]).max()
    )
    worth -= log(max(one.often[at], 1))
    party, others = one.party[at], many.party[parts]
    if party and (others == party).all():
        worth += _PARTY
    elif party and ((others > 0) & (others != party)).any():
        worth += _STRANGERS
    return worth + _common(many, parts) + _told(one.numbers[at], many.numbers[parts])


def _common(many: _Side, parts: Numbers) -> float:
    """What rows of one day with one wording gain: they were made together."""
    one_day, said = len(set(many.workdays[parts])) == 1, set(many.wordings[parts])
    return _TOGETHER if one_day and len(said) == 1 and said != {""} else 0.0


def _told(number: str, others: Texts) -> float:
    """What the numbers of slips say of one row that is several: nothing, for it, or, in another number of our own, against."""
    ties = {references.tie(number, other): other for other in others}
    against = references.APART in ties and references.shape(number) == references.shape(
        ties[references.APART]
    )
    return _OTHER_NUMBER if against else _NUMBER * max(*ties, 0) / references.SAME
