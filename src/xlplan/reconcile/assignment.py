"""The best of all ways to pair rows of equal amounts, and how much worse the next best is.

Rows that may be each other form clusters, and each cluster is solved as a whole. Where a pair could nearly as well be
another, nothing is chosen: all rows between which the choice lies are asked about together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from xlplan.reconcile.candidates import Pairs
from xlplan.reconcile.likeness import contains
from xlplan.reconcile.linked import linked
from xlplan.reconcile.references import UNKNOWN
from xlplan.reconcile.rows import Mask, Numbers, Rows, Shares

MARGIN = 2.3
"""What the best way must be better than the next for a pair to be believed."""
_LARGEST = 600
"""Different rows in a cluster up to which all ways are weighed; in a larger one only pairs that number or counterparty tell."""
_SURE_NAME = 0.8


@dataclass
class Decision:
    """What is paired, by places in ``Rows``, and what cannot be told apart."""

    book: list[int] = field(default_factory=list)
    bank: list[int] = field(default_factory=list)
    margins: list[float] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    """A place in ``Pairs`` that tells what speaks for the pair."""
    asks: list[tuple[Numbers, Numbers]] = field(default_factory=list)

    def take(self, ours: Numbers, theirs: Numbers, margin: float, pair: int) -> None:
        """Pair rows, the first with the first."""
        self.book.extend(ours.tolist())
        self.bank.extend(theirs.tolist())
        self.margins.extend([margin] * len(ours))
        self.pairs.extend([pair] * len(ours))


def decide(book: Rows, bank: Rows, pairs: Pairs) -> Decision:
    """Choose among pairs that are worth something."""
    found = Decision()
    waiting = list(_clusters(pairs, np.arange(len(pairs)), len(book)))
    while waiting:
        members = waiting.pop()
        if len(members) == 1:
            worth = float(pairs.worth[members[0]])
            if worth >= MARGIN:
                found.take(pairs.book[members], pairs.bank[members], worth, int(members[0]))
            else:
                found.asks.append((pairs.book[members], pairs.bank[members]))
        elif not _is_large(book, bank, pairs, members):
            _solve(found, _Cluster(book, bank, pairs, members))
        elif len(told := _told(pairs, members)) < len(members):
            waiting += _clusters(pairs, told, len(book))
        else:
            found.asks.append((np.unique(pairs.book[members]), np.unique(pairs.bank[members])))
    return found


def _is_large(book: Rows, bank: Rows, pairs: Pairs, members: Numbers) -> bool:
    if len(members) <= _LARGEST:
        return False
    kinds = book.identities[pairs.book[members]], bank.identities[pairs.bank[members]]
    return sum(len(np.unique(own)) for own in kinds) > _LARGEST


def _told(pairs: Pairs, members: Numbers) -> Numbers:
    """The pairs of a cluster without those of rows that another pair of theirs tells by number or counterparty."""
    said = (pairs.tie[members] > UNKNOWN) | (pairs.names[members] >= _SURE_NAME)
    left, right = pairs.book[members], pairs.bank[members]
    elsewhere = np.isin(left, left[said]) | np.isin(right, right[said])
    return members[said | ~elsewhere]


def _clusters(pairs: Pairs, members: Numbers, ours: int) -> Iterator[Numbers]:
    """Those of these pairs that hang together through a common row."""
    if not len(members):
        return iter(())
    ends = pairs.book[members], pairs.bank[members] + ours
    cluster = linked(*ends, int(ends[1].max()) + 1)[ends[0]]
    order = np.argsort(cluster, kind="stable")
    return iter(np.split(members[order], np.flatnonzero(np.diff(cluster[order])) + 1))


class _Kinds:
    """The rows of one side of a cluster. Rows of the same content are one kind: exchanging them is no other way."""

    def __init__(self, side: Rows, places: Numbers) -> None:
        self.side = side
        self.rows, self.of_pair = np.unique(places, return_inverse=True)
        self.of_row = np.unique(side.identities[self.rows], return_inverse=True)[1]
        self.sizes = np.bincount(self.of_row)

    def among(self, kinds: Numbers) -> Numbers:
        """The places of all rows of these kinds."""
        return self.rows[np.isin(self.of_row, kinds)]


class _Cluster:
    """Pairs that hang together, as tables of the kinds of rows of the book (down) and of the bank (across)."""

    def __init__(self, book: Rows, bank: Rows, pairs: Pairs, members: Numbers) -> None:
        self.ours, self.theirs = _Kinds(book, pairs.book[members]), _Kinds(bank, pairs.bank[members])
        shape = len(self.ours.sizes), len(self.theirs.sizes)
        cells = self.ours.of_row[self.ours.of_pair], self.theirs.of_row[self.theirs.of_pair]
        self.worth, self.pair = np.full(shape, -np.inf), np.zeros(shape, dtype=np.int64)
        self.worth[cells], self.pair[cells] = pairs.worth[members], members
        self.numbered = np.zeros(shape, dtype=bool)
        """Where numbers speak for the pair."""
        self.numbered[cells] = pairs.tie[members] > UNKNOWN
        left, right = best(self.ours.of_pair, self.theirs.of_pair, pairs.worth[members])
        whole = len(left) == min(len(self.ours.rows), len(self.theirs.rows))
        self.fits = whole or len(left) == _most(self.ours.of_pair, self.theirs.of_pair)
        """Whether no other way leaves fewer rows open."""
        self.flow = np.zeros(shape, dtype=np.int64)
        """How many pairs of two kinds the best way makes."""
        np.add.at(self.flow, (self.ours.of_row[left], self.theirs.of_row[right]), 1)


def _solve(found: Decision, cluster: _Cluster) -> None:
    """Pair the rows of one cluster, or ask about those between which the choice lies."""
    ours, theirs, chosen = cluster.ours, cluster.theirs, cluster.flow > 0
    margin, rival = margins(cluster.worth, cluster.flow, ours.sizes, theirs.sizes)
    # Where every payment is a day late, those of the same day are others.
    shifted = ~cluster.numbered & (not cluster.fits)
    asked = _asked(chosen & ((margin < MARGIN) | shifted), rival < MARGIN, chosen)
    used = np.zeros(len(ours.sizes), dtype=np.int64), np.zeros(len(theirs.sizes), dtype=np.int64)
    for a, b in np.argwhere(chosen & (asked == 0)):
        count = cluster.flow[a, b]
        ends = [
            kinds.among(kind)[taken[kind] :][:count]
            for kinds, taken, kind in zip((ours, theirs), used, (a, b), strict=True)
        ]
        used[0][a] += count
        used[1][b] += count
        found.take(ends[0], ends[1], float(margin[a, b]), int(cluster.pair[a, b]))
    for ask in np.unique(asked[asked > 0]):
        a, b = map(np.unique, np.nonzero(asked == ask))
        rows = ours.among(a), theirs.among(b)
        believed = bool((cluster.worth[np.ix_(a, b)] > MARGIN).all())
        # Of the bank's numbers none is ours; of our own cheques a clerk knows which is which.
        enough = 1 < len(rows[1]) >= len(rows[0])
        if believed and enough and _is_indifferent(ours, theirs, rows):
            found.take(rows[0], rows[1][: len(rows[0])], 0.0, int(cluster.pair[a[0], b[0]]))
        else:
            found.asks.append(rows)


def _is_indifferent(ours: _Kinds, theirs: _Kinds, rows: tuple[Numbers, Numbers]) -> bool:
    return are_alike(ours.side, rows[0]) and are_alike(theirs.side, rows[1])


def are_alike(side: Rows, places: Numbers) -> bool:
    """Whether rows are of one day and one counterparty, so that it is all the same which of them is which."""
    told = sorted({*side.names[places]} - {""} or {*side.wordings[places]} - {""}, key=len)
    return len({*side.days[places]}) == 1 and all(text == told[0] or contains(text, told[0]) for text in told)


def best(left: Numbers, right: Numbers, worth: Shares) -> tuple[Numbers, Numbers]:
    """The rows of the assignment of the greatest worth; every row may stay without a partner."""
    for one, other in ((left, right), (right, left)):
        greatest = np.zeros(one.max() + 1)
        np.maximum.at(greatest, one, worth)
        top = np.flatnonzero((worth == greatest[one]) & (worth > 0))
        if len(top) == len(greatest) == len(np.unique(one[top])) == len(np.unique(other[top])):
            # Each row of one side has the partner that is best for it: there is no better way, and no other as good.
            top = top[np.argsort(left[top])]
            return left[top], right[top]
    # What is loaded takes longer than most offices' ways to be weighed.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = np.arange(left.max() + 1), int(right.max()) + 1
    # A column of its own for each row stands for being left open; no cost may be nothing.
    open_cost = float(worth.max()) + 1
    costs = np.append(open_cost - worth, np.full(len(rows), open_cost))
    ends = np.append(left, rows), np.append(right, columns + rows)
    paired = min_weight_full_bipartite_matching(coo_array((costs, ends)).tocsr())[1]
    return rows[paired < columns], paired[paired < columns].astype(np.int64)


def _most(left: Numbers, right: Numbers) -> int:
    """How many pairs can be made at all."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    graph = coo_array((np.ones(len(left), dtype=bool), (left, right))).tocsr()
    return int((maximum_bipartite_matching(graph) >= 0).sum())


def margins(worth: Shares, flow: Numbers, ours: Numbers, theirs: Numbers) -> tuple[Shares, Shares]:
    """For each pair of kinds that is chosen, what giving up one of its pairs costs at least; for any other, what choosing
    one costs.

    Whatever is exchanged is a ring of steps from kind to kind: a pair given up, another made. The last node of the graph
    stands for being left open.
    """
    count, chosen = len(ours), flow > 0
    out, into = flow.sum(axis=1), flow.sum(axis=0)
    size = count + len(theirs) + 1
    spare = flow < np.minimum.outer(ours, theirs)
    steps = np.full((size, size), np.inf)
    steps[:count, count:-1] = np.where(spare, -worth, np.inf)
    steps[count:-1, :count] = np.where(chosen, worth, np.inf).T
    steps[:count, -1] = np.where(out > 0, 0, np.inf)
    steps[-1, :count] = np.where(out < ours, 0, np.inf)
    steps[count:-1, -1] = np.where(into < theirs, 0, np.inf)
    steps[-1, count:-1] = np.where(into > 0, 0, np.inf)
    chains = _chains(steps)
    rival = np.where(chosen, np.inf, chains[count:-1, :count].T - worth)
    around = chains[:count, count:-1].copy()
    for a, b in np.argwhere(chosen & spare):
        # A pair that is made again at once was not given up.
        around[a, b] = _detour(steps, a, count + b)
    return np.add(worth, around, out=np.full_like(worth, np.inf), where=chosen), rival


def _chains(steps: Shares) -> Shares:
    """The least cost from each node to each other, over any nodes in between (Floyd and Warshall)."""
    least = steps.copy()
    for node in range(len(least)):
        np.minimum(least, least[:, node, None] + least[node], out=least)
    return least


def _detour(steps: Shares, start: int, end: int) -> float:
    """The least cost from one node to another but for the step between them (Bellman and Ford)."""
    steps = steps.copy()
    steps[start, end] = np.inf
    least = steps[start]
    for _ in range(len(steps)):
        before, least = least, np.minimum(least, (least[:, None] + steps).min(axis=0))
        if (least == before).all():
            break
    return float(least[end])


def _asked(doubtful: Mask, live: Mask, chosen: Mask) -> Numbers:
    """A number for every pair of kinds that is part of a question, 0 for what is certain."""
    asked = np.zeros(doubtful.shape, dtype=np.int64)
    for a, b in np.argwhere(doubtful):
        if asked[a, b]:
            continue
        rows, columns = {int(a)}, {int(b)}
        while True:
            linked = (
                (doubtful | live)[list(rows)].any(axis=0),
                (doubtful | live)[:, list(columns)].any(axis=1),
            )
            linked = (
                linked[0] | chosen[list(rows)].any(axis=0),
                linked[1] | chosen[:, list(columns)].any(axis=1),
            )
            grown = set(np.flatnonzero(linked[1]).tolist()), set(np.flatnonzero(linked[0]).tolist())
            if grown[0] <= rows and grown[1] <= columns:
                break
            rows |= grown[0]
            columns |= grown[1]
        asked[np.ix_(sorted(rows), sorted(columns))] = int(asked.max()) + 1
    return asked
