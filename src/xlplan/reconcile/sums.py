"""One row that the other side has in several, and several that it has in several others: exact sums in bounded windows."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from math import comb, log

import numpy as np
import pandas as pd

from xlplan.reconcile import references
from xlplan.reconcile.candidates import Mask, Numbers, Rows, delay, rarity
from xlplan.reconcile.parties import parties
from xlplan.reconcile.readings import Reading

_MOST = 12
"""Rows among which the parts of a sum are looked for."""
_PARTS = 6
_HITS = 20
"""Ways to make one sum that are looked at; so many are no evidence for any."""
_FEW = 3
"""Parts on each side of a sum of several against several."""

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
_PARTY, _STRANGERS, _NUMBER = 3.0, -3.0, 6.0


def sums(book: Rows, bank: Rows) -> Iterator[Reading]:
    """Every way in which open rows of one side add up to open rows of the other."""
    ours, theirs = (_Side(side, own) for side, own in zip((book, bank), parties(book, bank), strict=True))
    for one, many in ((ours, theirs), (theirs, ours)):
        for place, places, worth in (*_blocks(one, many), *_parts(one, many)):
            ends = ((place,), places) if one is ours else (places, (place,))
            yield Reading(*ends, worth, f"一笔对 {len(places)} 笔，合计相等")
    for left, right, worth in _several(ours, theirs):
        yield Reading(left, right, worth, f"{len(left)} 笔对 {len(right)} 笔，合计相等")


class _Side:
    """The open rows of one side, in the order of time."""

    def __init__(self, rows: Rows, party: Numbers) -> None:
        places = np.flatnonzero(rows.open)
        self.places = places[np.argsort(rows.workdays[places], kind="stable")]
        self.amounts = rows.amounts[self.places]
        self.workdays = rows.workdays[self.places]
        self.windows = rows.windows[self.places]
        self.by_itself = rows.by_itself[self.places]
        self.numbers = rows.references[self.places]
        self.party = party[self.places]
        self.frame = pd.DataFrame(
            {
                "sign": np.sign(self.amounts),
                "day": self.workdays,
                "month": rows.days[self.places].astype("datetime64[M]").astype(np.int64),
                "party": self.party,
                "number": self.numbers,
                "wording": (wordings := rows.wordings[self.places]),
                "head": [text[:_HEAD] for text in wordings],
                "amount": self.amounts,
            }
        )

    def __len__(self) -> int:
        return len(self.places)

    def given(self, indices: Numbers) -> tuple[int, ...]:
        """Their places in ``Rows``, rising."""
        return tuple(sorted(self.places[indices].tolist()))


Found = Iterator[tuple[int, tuple[int, ...], float]]


def _blocks(one: _Side, many: _Side) -> Found:
    """Whole blocks of rows that have something in common, such as the wages of one day."""
    singles = pd.DataFrame({"amount": one.amounts, "at": np.arange(len(one))})
    for keys, bond in _BLOCKS.items():
        told = many.frame
        for key in keys:
            if key in ("party", "number", "wording", "head"):
                told = told[told[key] != (0 if key == "party" else "")]
        if told.empty:
            continue
        blocks = told.groupby(["sign", *keys], sort=False)["amount"].agg(["sum", "size"]).reset_index()
        block = told.groupby(["sign", *keys], sort=False).ngroup()
        members = {number: rows.index.to_numpy() for number, rows in block.groupby(block)}
        hits = blocks[blocks["size"] > 1].rename_axis("block").reset_index()
        hits = hits.merge(singles, left_on="sum", right_on="amount")
        for number, at in zip(hits["block"], hits["at"], strict=True):
            parts = members[number]
            worth = _worth(one, many, int(at), parts) + bond
            if worth > 0:
                yield int(one.places[at]), many.given(parts), worth


def _parts(one: _Side, many: _Side) -> Found:
    """Some rows near in time, those of the same counterparty first."""
    for at in range(len(one)):
        for near in _neighbours(one, many, at):
            chosen, tried = _subsets(many.amounts[near], int(one.amounts[at]))
            for parts in chosen:
                rows = near[parts]
                worth = _worth(one, many, at, rows) - log(tried)
                if worth > 0:
                    yield int(one.places[at]), many.given(rows), worth


def _neighbours(one: _Side, many: _Side, at: int) -> Iterator[Numbers]:
    """Sets of rows that may be parts of one, each at most so many."""
    window, day, amount = one.windows[at], one.workdays[at], one.amounts[at]
    first, last = np.searchsorted(many.workdays, (day - window, day + window + 1))
    near = np.arange(first, last)
    near = near[(np.sign(many.amounts[near]) == np.sign(amount)) & (np.abs(many.amounts[near]) < abs(amount))]
    near = near[np.argsort(np.abs(many.workdays[near] - day), kind="stable")]
    party = one.party[at]
    own = near[many.party[near] == party] if party else near[:0]
    if len(own) > 1:
        yield np.sort(own[:_MOST])
    if not party:
        for other in np.unique(many.party[near]):
            rows = near[many.party[near] == other]
            if other and 1 < len(rows) < len(near):
                yield np.sort(rows[:_MOST])
    others = near[(many.party[near] == party) | (many.party[near] == 0)] if party else near
    if 1 < len(others) != len(own):
        yield np.sort(others[:_MOST])


def _subsets(amounts: Numbers, total: int) -> tuple[list[Mask], int]:
    """The subsets of two and more that make a total, the smaller first, and of how many subsets of their size."""
    choices, sizes = _choices(len(amounts))
    hits = np.flatnonzero(choices @ amounts == total)
    if not len(hits) or len(hits) > _HITS:
        return [], 1
    least = int(sizes[hits].min())
    return [choices[hit].astype(bool) for hit in hits], sum(
        comb(len(amounts), size) for size in range(2, least + 1)
    )


@cache
def _choices(count: int) -> tuple[Numbers, Numbers]:
    bits = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    sizes = bits.sum(axis=1)
    kept = (sizes > 1) & (sizes <= _PARTS)
    order = np.argsort(sizes[kept], kind="stable")
    return bits[kept][order].astype(np.int64), sizes[kept][order]


def _several(ours: _Side, theirs: _Side) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Two or three rows of one counterparty that are two or three others."""
    for party in np.intersect1d(ours.party[ours.party > 0], theirs.party):
        for sign in (-1, 1):
            left, right = (_of_party(side, int(party), sign) for side in (ours, theirs))
            yield from _crossed(ours, theirs, left, right)


def _of_party(side: _Side, party: int, sign: int) -> Numbers:
    """Rows of a counterparty, and those near them that name none; none if there are too many."""
    way = np.sign(side.amounts) == sign
    own = np.flatnonzero(way & (side.party == party))
    if not 0 < len(own) <= _MOST:
        return own[:0]
    unnamed = np.flatnonzero(way & (side.party == 0))
    apart = np.abs(np.subtract.outer(side.workdays[unnamed], side.workdays[own])).min(axis=1)
    near = unnamed[np.argsort(apart, kind="stable")][: _MOST - len(own)]
    return np.sort(np.concatenate([own, near]))


def _crossed(
    ours: _Side, theirs: _Side, left: Numbers, right: Numbers
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float]]:
    choices = _small(ours.amounts[left]), _small(theirs.amounts[right])
    for total in choices[0].keys() & choices[1].keys():
        for chosen, against in product(choices[0][total], choices[1][total]):
            rows = left[list(chosen)], right[list(against)]
            apart = np.subtract.outer(theirs.workdays[rows[1]], ours.workdays[rows[0]])
            if np.abs(apart).max() > max(ours.windows[rows[0]].max(), theirs.windows[rows[1]].max()):
                continue
            tried = comb(len(left), len(chosen)) * comb(len(right), len(against))
            worth = float(
                rarity(ours.amounts[rows[0]]).max()
                - log(tried)
                - delay(apart, ours.by_itself[rows[0]].any()).max()
            )
            named = [part for side, end in zip((ours, theirs), rows, strict=True) for part in side.party[end]]
            worth += 2 * _PARTY * (np.array(named) > 0).mean()
            if worth > 0:
                yield ours.given(rows[0]), theirs.given(rows[1]), worth


def _small(amounts: Numbers) -> dict[int, list[tuple[int, ...]]]:
    """Sum -> the choices of two or three rows that make it."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for size in range(2, _FEW + 1):
        for chosen in combinations(range(len(amounts)), size):
            found.setdefault(int(amounts[list(chosen)].sum()), []).append(chosen)
    return found


def _worth(one: _Side, many: _Side, at: int, parts: Numbers) -> float:
    """What speaks for one row being these, but for what they have in common; -inf where they are too far apart."""
    lag = many.workdays[parts] - one.workdays[at]
    if np.abs(lag).max() > max(one.windows[at], many.windows[parts].max()):
        return -np.inf
    worth = float(rarity(many.amounts[parts]).max() - delay(lag, one.by_itself[at]).max())
    party, others = one.party[at], many.party[parts]
    if party and (others == party).all():
        worth += _PARTY
    elif party and (others > 0).any() and not (others == party).any():
        worth += _STRANGERS
    number = one.numbers[at]
    ties = [references.tie(number, other) for other in many.numbers[parts]]
    if references.SAME in ties or references.CUT in ties:
        worth += _NUMBER
    return worth
