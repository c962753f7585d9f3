"""The best way to pair a cluster is the best of all, and its margins are those over the best other way."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.ledger.judging import law
from xlplan.reconcile.assignment import best, margins
from xlplan.reconcile.rows import Numbers, Shares
from xlplan.reconcile.weights import exact

WORTH = st.sampled_from([-np.inf, 0.5, 1.25, 2.0, 3.75, 7.0, 7.5])
SIZES = st.lists(st.integers(1, 3), min_size=1, max_size=3)


@dataclass
class Kinds:
    """What a pair of each kind of row of the book (down) and of the bank (across) is worth, -inf for one that cannot be,
    and how many rows are of each kind."""

    worth: Shares
    ours: list[int]
    theirs: list[int]

    def ways(self) -> Iterator[Numbers]:
        """All ways to pair some of the rows, as how many pairs of which kinds they make."""
        most = np.where(np.isfinite(self.worth), np.minimum.outer(self.ours, self.theirs), 0)
        for counts in product(*(range(count + 1) for count in most.ravel())):
            way = np.array(counts).reshape(most.shape)
            if (way.sum(axis=1) <= self.ours).all() and (way.sum(axis=0) <= self.theirs).all():
                yield way

    def value(self, way: Numbers) -> float:
        return float(np.multiply(self.worth, way, out=np.zeros_like(self.worth), where=way > 0).sum())

    def chosen(self) -> Numbers:
        """The best way to pair the single rows."""
        way = np.zeros(self.worth.shape, dtype=np.int64)
        of_row, of_column = (np.repeat(np.arange(len(sizes)), sizes) for sizes in (self.ours, self.theirs))
        single = self.worth[of_row][:, of_column]
        cells = np.argwhere(np.isfinite(single))
        if len(cells):
            rows, columns = best(cells[:, 0], cells[:, 1], single[tuple(cells.T)])
            np.add.at(way, (of_row[rows], of_column[columns]), 1)
        return way


@st.composite
def kinds(draw: st.DrawFn) -> Kinds:
    ours, theirs = draw(SIZES), draw(SIZES)
    return Kinds(np.array([[draw(WORTH) for _ in theirs] for _ in ours]), ours, theirs)


@law
@example(Kinds(np.array([[-np.inf, -np.inf], [0.5, 0.5]]), [1, 1], [1, 1]))
@given(kinds())
def test_no_way_is_better_than_the_one_chosen(own: Kinds) -> None:
    assert own.value(own.chosen()) == pytest.approx(max(map(own.value, own.ways())))


@law
@given(kinds())
def test_the_margin_of_a_pair_is_what_the_best_way_with_one_such_pair_less_lacks(own: Kinds) -> None:
    way = own.chosen()
    margin, rival = margins(own.worth, way, np.array(own.ours), np.array(own.theirs))
    others = [(other, own.value(other)) for other in own.ways()]
    for cell in map(tuple, np.argwhere(np.isfinite(own.worth))):
        if way[cell]:
            rest = max(value for other, value in others if other[cell] < way[cell])
            assert margin[cell] == pytest.approx(own.value(way) - rest)
        else:
            rest = max(value for other, value in others if other[cell])
            assert rival[cell] == pytest.approx(own.value(way) - rest)


def test_among_very_many_ways_that_are_as_good_no_margin_is_below_nothing() -> None:
    """Where sums of tenths are rounded, a ring of exchanges may seem to gain a little at every turn."""
    worth = exact(np.arange(60)[:, None] * 0.1 + np.arange(60) * 0.3 + 1)
    own = Kinds(worth, [2] * 60, [3] * 60)
    margin, rival = margins(worth, own.chosen(), np.array(own.ours), np.array(own.theirs))
    assert min(margin.min(), rival.min()) == 0
