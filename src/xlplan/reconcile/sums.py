"""One row that the other side has in several: exact sums in bounded windows."""

from collections import Counter
from collections.abc import Iterator
from math import log

import numpy as np

from xlplan.reconcile import references
from xlplan.reconcile.open_rows import OpenRows, choices, with_unnamed
from xlplan.reconcile.parties import parties
from xlplan.reconcile.readings import Reading
from xlplan.reconcile.rows import Numbers, Rows, Texts
from xlplan.reconcile.several import several
from xlplan.reconcile.weights import delay, rarity

_MOST, _STEP = 10, 5
"""Rows among which the parts of a sum are looked for, and how many further the next such set begins."""
_OF_A_DAY = 12
"""The same for rows of one day with one wording."""
_SMALL = 200
"""Open rows up to which parts that have nothing in common are looked for."""
_HITS = 20
"""Ways to make one sum that are looked at; so many are no evidence for any."""

_BLOCKS = {
    ("number",): 5.0,
    ("day", "party"): 3.0,
    ("day", "wording"): 2.5,
    ("day", "head"): 2.0,
    ("month", "party"): 2.0,
    ("day",): 1.0,
}
"""What rows have in common that were paid as one -> what that is worth."""
_PARTY, _STRANGERS, _NUMBER, _OTHER_NUMBER, _TOGETHER, _ALONE = (
    3.0,
    -12.0,
    6.0,
    -8.0,
    2.0,
    -3.0,
)
"""What counterparty and number say, that rows were made together, and that nothing but the sum speaks for them."""


def sums(book: Rows, bank: Rows) -> Iterator[Reading]:
    """Every way in which open rows of one side add up to open rows of the other."""
    ours, theirs = (OpenRows(side, own) for side, own in zip((book, bank), parties(book, bank), strict=True))
    for one, many in ((ours, theirs), (theirs, ours)):
        for at, rows, bonus in (*_blocks(one, many), *_parts(one, many)):
            worth = _worth(one, many, at, rows) + bonus
            if worth > 0:
                ends = one.given([at]), many.given(rows)
                yield Reading(
                    *(ends if one is ours else ends[::-1]), worth, f"一笔对 {len(rows)} 笔，合计相等"
                )
    yield from several(ours, theirs)


Found = Iterator[tuple[int, Numbers, float]]
"""A row of one side, the rows of the other that add up to it, and what they have in common is worth."""


def _blocks(one: OpenRows, many: OpenRows) -> Found:
    """Whole blocks of rows that have something in common, such as the wages of one day."""
    for keys, bond in _BLOCKS.items():
        blocks = list(many.groups(*keys))
        totals = np.array([many.amounts[rows].sum() for rows in blocks], dtype=np.int64)
        for block, at in zip(*one.having(totals), strict=True):
            yield int(at), blocks[block], bond


def _parts(one: OpenRows, many: OpenRows) -> Found:
    """Some of the rows that are near in time and have something in common."""
    for rows in _sets(many):
        ways, sizes, tried = choices(len(rows))
        hits, ats = one.having(ways @ many.amounts[rows])
        days = many.workdays[rows]
        near = (one.workdays[ats] >= days[0] - one.widest) & (one.workdays[ats] <= days[-1] + one.widest)
        hits, ats = hits[near & (sizes[hits] < len(rows))], ats[near & (sizes[hits] < len(rows))]
        often = Counter(ats.tolist())
        for hit, at in zip(hits.tolist(), ats.tolist(), strict=True):
            if often[at] <= _HITS:
                yield at, rows[ways[hit] > 0], -log(tried[hit])


def _sets(side: OpenRows) -> Iterator[Numbers]:
    """Small sets of rows of one sign, in the order of time, that may hold the parts of a sum."""
    yield from (rows[:_OF_A_DAY] for rows in side.groups("day", "wording"))
    for key in ("party", "wording"):
        for rows in side.groups(key):
            yield from _windows(rows)
    for way in (side.amounts < 0, side.amounts > 0):
        if len(side) <= _SMALL:
            yield from _windows(np.flatnonzero(way), 3)
        for party in np.unique(side.party[way & (side.party > 0)]):
            rows = with_unnamed(side, np.flatnonzero(way & (side.party == party)), way)
            if len(rows) > 1:
                yield rows


def _windows(rows: Numbers, step: int = _STEP) -> Iterator[Numbers]:
    for first in range(0, max(len(rows) - _MOST, 0) + step, step):
        if len(part := rows[first : first + _MOST]) > 1:
            yield part


def _worth(one: OpenRows, many: OpenRows, at: int, parts: Numbers) -> float:
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
    together, told = _common(many, parts), _told(one.numbers[at], many.numbers[parts])
    agreed = party and (others == party).any()
    return worth + together + told + (0 if agreed or together or told > 0 else _ALONE)


def _common(many: OpenRows, parts: Numbers) -> float:
    """What rows of one day with one wording gain: they were made together."""
    one_day, said = len(set(many.workdays[parts])) == 1, set(many.wordings[parts])
    return _TOGETHER if one_day and len(said) == 1 and said != {""} else 0.0


def _told(number: str, others: Texts) -> float:
    """What the numbers of slips say of one row that is several: nothing, for it, or, in another number of our own, against."""
    ties = [references.tie(number, other) for other in others]
    shapes = [
        references.shape(other) for other, tie in zip(others, ties, strict=True) if tie == references.APART
    ]
    against = references.shape(number) in shapes
    return _OTHER_NUMBER if against else _NUMBER * max(*ties, 0) / references.SAME
