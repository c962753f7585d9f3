"""Two or three rows of one counterparty that the other side has as two or three others: exact sums in bounded windows."""

from collections.abc import Iterator
from math import log

import numpy as np

from xlplan.reconcile.open_rows import MIXED, OpenRows, choices, with_unnamed
from xlplan.reconcile.readings import Reading
from xlplan.reconcile.rows import Numbers
from xlplan.reconcile.weights import delay, rarity

_FEW = 3
"""Parts on each side."""
_HITS = 20
"""Ways to make one sum that are looked at; so many are no evidence for any."""
_NAMED = 6.0
"""What it is worth that all rows name the counterparty."""


def several(ours: OpenRows, theirs: OpenRows) -> Iterator[Reading]:
    """Two or three rows of one counterparty that are two or three others."""
    for party in np.intersect1d(ours.party[ours.party > 0], theirs.party):
        for sign in (-1, 1):
            ways = [np.sign(side.amounts) == sign for side in (ours, theirs)]
            rows = [
                np.flatnonzero(way & (side.party == party))
                for way, side in zip(ways, (ours, theirs), strict=True)
            ]
            for first in range(0, max(len(rows[0]) - MIXED // 2, 1), MIXED // 2):
                own = rows[0][first : first + MIXED]
                if len(own) and len(rows[1]):
                    apart = np.abs(np.subtract.outer(theirs.workdays[rows[1]], ours.workdays[own]))
                    other = np.sort(rows[1][np.argsort(apart.min(axis=1), kind="stable")][:MIXED])
                    ends = with_unnamed(ours, own, ways[0]), with_unnamed(theirs, other, ways[1])
                    if min(map(len, ends)) > 1:
                        yield from _crossed(ours, theirs, *ends)


def _crossed(ours: OpenRows, theirs: OpenRows, left: Numbers, right: Numbers) -> Iterator[Reading]:
    """Choices of a few rows on each side that have the same total."""
    ways = [_few(len(rows)) for rows in (left, right)]
    totals = ways[0][0] @ ours.amounts[left], ways[1][0] @ theirs.amounts[right]
    for total in np.intersect1d(*totals):
        hits = [np.flatnonzero(part == total) for part in totals]
        if len(hits[0]) * len(hits[1]) > _HITS:
            continue
        for one, other in ((a, b) for a in hits[0] for b in hits[1]):
            rows = left[ways[0][0][one] > 0], right[ways[1][0][other] > 0]
            apart = np.subtract.outer(theirs.workdays[rows[1]], ours.workdays[rows[0]])
            if np.abs(apart).max() > max(ours.windows[rows[0]].max(), theirs.windows[rows[1]].max()):
                continue
            same_day = np.equal.outer(theirs.days[rows[1]], ours.days[rows[0]])
            named = np.concatenate([ours.party[rows[0]], theirs.party[rows[1]]]) > 0
            worth = float(rarity(ours.amounts[rows[0]]).max() + _NAMED * named.mean())
            worth -= float(delay(apart, same_day, ours.by_itself[rows[0]].any()).max())
            worth -= log(ways[0][1][one] * ways[1][1][other])
            if worth > 0:
                reason = f"{len(rows[0])} 笔对 {len(rows[1])} 笔，合计相等"
                yield Reading(ours.given(rows[0]), theirs.given(rows[1]), worth, reason)


def _few(count: int) -> tuple[Numbers, Numbers]:
    ways, sizes, tried = choices(count)
    small = sizes <= _FEW
    return ways[small], tried[small]
