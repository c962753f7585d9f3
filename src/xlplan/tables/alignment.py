"""Which rows of two states of a sheet are the same one; pairs are rows of two places, in the one state and in the other."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.excel.table import Column, Table

Numbers = npt.NDArray[np.int64]
WIDTH = 8
"""How many rows of one content, or of one voucher, are tried on each side of the one that comes equally often."""


@dataclass(frozen=True)
class Cells:
    """The compared cells of both states, one below the other, as numbers in the order of the values of their column."""

    codes: Numbers
    """columns x rows"""
    filled: npt.NDArray[np.bool_]
    sizes: tuple[int, int]

    @classmethod
    def of(cls, columns: Sequence[Column], before: pd.DataFrame, after: pd.DataFrame) -> "Cells":
        shape = len(columns), len(before) + len(after)
        codes, filled = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=bool)
        for place, column in enumerate(columns):
            values = pd.concat([before[column], after[column]], ignore_index=True)
            codes[place] = pd.factorize(values, sort=True)[0] + 1
            filled[place] = values.notna() & ~values.isin([column.kind.blank])
        return cls(codes, filled, (len(before), len(after)))

    def swapped(self) -> "Cells":
        """The states in the other order."""
        old, new = self.sizes
        order = np.roll(np.arange(old + new), new)
        return Cells(self.codes[:, order], self.filled[:, order], (new, old))

    @property
    def backward(self) -> bool:
        """Whether these are the states in the other order; of one and the same two states, one order is and one is not."""
        old, new = self.sizes
        states = self.codes[:, :old].tobytes(), self.codes[:, old:].tobytes()
        return (old, states[0]) > (new, states[1])

    def alike(self, pairs: Numbers) -> tuple[Numbers, Numbers]:
        """For each pair of rows: how many filled cells are equal, and how many are filled in either."""
        old, new = pairs[:, 0], pairs[:, 1] + self.sizes[0]
        equal, either = np.zeros(len(pairs), dtype=np.int64), np.zeros(len(pairs), dtype=np.int64)
        for codes, filled in zip(self.codes, self.filled, strict=True):
            has = filled[old] | filled[new]
            equal += has & (codes[old] == codes[new])
            either += has
        return equal, either


@dataclass(frozen=True)
class Pairs:
    """Rows of both states that are the same one."""

    kept: Numbers
    """As they were, and in order."""
    moved: Numbers
    """As they were, but in another order among the others."""
    edited: Numbers
    """With other values."""

    def free(self, side: int, size: int) -> Numbers:
        """The rows of one side (0 before, 1 after) that are in no pair."""
        return _free(np.concatenate([self.kept, self.moved, self.edited]), side, size)


def pairs(table: type[Table], cells: Cells, before: pd.DataFrame, after: pd.DataFrame) -> Pairs:
    """Find each row of one state in the other: first by all it holds, then by what it is about and most of what it holds."""
    if cells.backward:  # of several ways that explain as much, the way back is told as the way there
        back = pairs(table, cells.swapped(), after, before)
        return Pairs(*(found[:, ::-1] for found in (back.kept, back.moved, back.edited)))
    content = _together(cells.codes)
    old, new = content[: len(before)], content[len(before) :]
    kept = _in_order(old, new)
    old_left, new_left = _free(kept, 0, len(old)), _free(kept, 1, len(new))
    moved = _near(old[old_left], new[new_left], 0)
    moved = np.column_stack([old_left[moved[:, 0]], new_left[moved[:, 1]]])
    return Pairs(kept, moved, _edited(table, cells, kept, moved, before, after))


def _edited(
    table: type[Table],
    cells: Cells,
    kept: Numbers,
    moved: Numbers,
    before: pd.DataFrame,
    after: pd.DataFrame,
) -> Numbers:
    """Rows about one object, then rows between the same others, that are alike in at least half of their filled cells."""
    found = np.concatenate([kept, moved])
    for by_object in (True, False):
        left = [_free(found, side, size) for side, size in enumerate(cells.sizes)]
        gaps = [np.searchsorted(kept[:, side], left[side]) for side in (0, 1)]
        objects = _objects(table, before.iloc[left[0]], after.iloc[left[1]])
        near = _near(*(objects if by_object else gaps))
        elsewhere = gaps[0][near[:, 0]] != gaps[1][near[:, 1]]
        tried = np.column_stack([left[0][near[:, 0]], left[1][near[:, 1]]])
        equal, either = cells.alike(tried)
        order = np.lexsort((near[:, 2], elsewhere, either - 2 * equal))
        found = np.concatenate([found, _best(tried[order[(2 * equal >= either)[order]]])])
    return found[len(kept) + len(moved) :]


def _objects(table: type[Table], before: pd.DataFrame, after: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """What rows are about, as numbers: the object (凭证号 …, else the day) within its month, where the table has them."""
    subject, dated = table.subject(), table.dated()
    both = [column for column in (subject, dated) if column in before and column in after]
    keys = np.zeros((2, len(before) + len(after)), dtype=np.int64)
    for place, column in enumerate(both):
        values = pd.concat([before[column], after[column]])
        months = values.dt.strftime("%Y-%m") if column is dated and len(both) == 2 else values
        keys[place] = pd.factorize(months)[0] + 1
    objects = _together(keys)
    return objects[: len(before)], objects[len(before) :]


def _together(columns: Numbers) -> Numbers:
    """One number for each row of some columns of numbers (columns x rows), equal for equal rows."""
    rows = np.zeros(columns.shape[1], dtype=np.int64)
    for column in columns:
        rows = pd.factorize(rows * (column.max(initial=0) + 1) + column)[0].astype(np.int64)
    return rows


def _near(old: Numbers, new: Numbers, width: int = WIDTH) -> Numbers:
    """Pairs of rows with equal numbers whose counts among their equals differ by at most ``width``.

    Columns: place in ``old``, place in ``new``, by how much the counts differ.
    """
    counts = [pd.Series(keys).groupby(keys).cumcount().to_numpy(dtype=np.int64) for keys in (old, new)]
    width = min(width, max(int(count.max(initial=0)) for count in counts))
    step = max(len(old), len(new)) + 2 * width + 1
    wanted, there = (keys * step + count + width for keys, count in zip((old, new), counts, strict=True))
    order = np.argsort(there, kind="stable")
    there = there[order]
    found = [np.empty((0, 3), dtype=np.int64)]
    for distance in range(-width, width + 1):
        at = np.searchsorted(there, wanted + distance)
        hit = at < len(there)
        hit[hit] = there[at[hit]] == wanted[hit] + distance
        found.append(
            np.column_stack([np.flatnonzero(hit), order[at[hit]], np.full(hit.sum(), abs(distance))])
        )
    return np.concatenate(found)


def _in_order(old: Numbers, new: Numbers) -> Numbers:
    """As many pairs of equal rows as there are that keep their order: a longest common subsequence."""
    pairs = _near(old, new)
    # Of the partners of one row, falling, at most one is in a rising sequence.
    pairs = pairs[np.lexsort((-pairs[:, 1], pairs[:, 0]))]
    return pairs[_longest_rising(pairs[:, 1].tolist()), :2]


def _longest_rising(values: list[int]) -> list[int]:
    """The places of a longest rising subsequence (patience sorting)."""
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(lowest, value)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [value]
        ends[length : length + 1] = [place]
    found = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _free(pairs: Numbers, side: int, size: int) -> Numbers:
    """The rows of one side that are in none of the pairs."""
    free = np.ones(size, dtype=bool)
    free[pairs[:, side]] = False
    return np.flatnonzero(free)


def _best(pairs: Numbers) -> Numbers:
    """Of pairs, the best first, those that are left when each takes both its rows from all that come after it."""
    found = [pairs[:0]]
    while len(pairs):
        first = np.ones(len(pairs), dtype=bool)
        for side in (0, 1):
            first &= ~pd.Series(pairs[:, side]).duplicated().to_numpy()
        taken = pairs[first]
        found.append(taken)
        pairs = pairs[~np.isin(pairs[:, 0], taken[:, 0]) & ~np.isin(pairs[:, 1], taken[:, 1])]
    return np.concatenate(found)
