"""The best way to pair a cluster is the best of all, and its margins are those over the best without a pair."""

from collections.abc import Iterator
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from xlplan.reconcile.assignment import best, margins

Table = list[list[float]]
Way = tuple[tuple[int, int], ...]

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([-np.inf, 0.5, 1.25, 2.0, 3.75, 7.0, 7.5]), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)
"""What each pair of a row (down) and a row (across) is worth; a pair that cannot be is worth less than nothing."""


def ways(table: Table) -> Iterator[Way]:
    """All ways to pair some of the rows."""
    down, across = range(len(table)), range(len(table[0]))
    for size in range(min(len(down), len(across)) + 1):
        for rows in combinations(down, size):
            for columns in permutations(across, size):
                yield tuple(zip(rows, columns, strict=True))


def worth(table: Table, way: Way) -> float:
    return sum(table[row][column] for row, column in way)


def chosen(table: Table) -> Way:
    cells = np.argwhere(np.isfinite(table))
    if not len(cells):
        return ()
    rows, columns = best(cells[:, 0], cells[:, 1], np.array(table)[tuple(cells.T)])
    return tuple(zip(rows.tolist(), columns.tolist(), strict=True))


@law
@given(TABLES)
def test_no_way_is_better_than_the_one_chosen(table: Table) -> None:
    assert worth(table, chosen(table)) == pytest.approx(max(worth(table, way) for way in ways(table)))


@law
@given(TABLES)
def test_the_margin_of_a_pair_is_what_the_best_way_without_it_lacks(table: Table) -> None:
    way = chosen(table)
    flow = np.zeros((len(table), len(table[0])), dtype=np.int64)
    for cell in way:
        flow[cell] = 1
    margin, rival = margins(np.array(table), flow, np.ones(len(table), int), np.ones(len(table[0]), int))
    for cell in way:
        without = max(worth(table, other) for other in ways(table) if cell not in other)
        assert margin[cell] == pytest.approx(worth(table, way) - without)
    others = np.argwhere(np.isfinite(table) & (flow == 0)).tolist()
    for cell in [(row, column) for row, column in others]:
        with_it = max(worth(table, other) for other in ways(table) if cell in other)
        assert rival[cell] == pytest.approx(worth(table, way) - with_it)
