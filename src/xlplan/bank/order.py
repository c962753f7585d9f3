"""The order of time in which a bank wrote its rows, as its days, its times and its running balances tell it."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.tables.statement import AMOUNT, BALANCE, DAY, TIME

Fen = npt.NDArray[np.int64]


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of time, whichever end the file begins with.

    Where days and times leave the order open, the running balance decides: of the orders that are possible the first
    without a break, else the one with the fewest. Rows that a day has in no order at all are led by their balances.
    """
    return rows.iloc[_best_order(rows, frozenset())[1]]


def faults(rows: pd.DataFrame, opening: int | None) -> int:
    """How many beginnings the balances speak of, the opening included; 1 where they hold."""
    return _best_order(rows, frozenset() if opening is None else frozenset([opening]))[0]


def sided(rows: pd.DataFrame, opening: int | None) -> pd.DataFrame | None:
    """The rows with the sign that the step of the balance gives each amount; None where one does not fit."""
    if opening is None or rows[BALANCE].isna().any():
        return None
    balances, amounts = rows[BALANCE].to_numpy(dtype=np.int64), rows[AMOUNT].to_numpy()
    for order in _orders(rows[DAY].to_numpy(), rows[TIME].to_numpy()):
        steps = np.diff(balances[order], prepend=opening)
        if (np.abs(steps) == amounts[order]).all():
            return rows.iloc[order].assign(**{AMOUNT: steps}).loc[rows.index]
    return None


def _best_order(rows: pd.DataFrame, beginnings: frozenset[int]) -> tuple[int, npt.NDArray[np.intp]]:
    """How many beginnings the balances speak of in the order with the fewest, and that order."""
    days, times = rows[DAY].to_numpy(), rows[TIME].to_numpy()
    amounts, stated = rows[AMOUNT].to_numpy(), rows[BALANCE].notna().to_numpy()
    balances = rows[BALANCE].fillna(0).to_numpy(dtype=np.int64)
    fewest, best = len(rows) + 2, np.arange(len(rows))
    for order in chain(
        _orders(days, times), _led(days, balances - amounts, balances) if stated.all() else ()
    ):
        offsets = (balances[order] - amounts[order].cumsum())[stated[order]]
        different = len(beginnings.union(np.unique(offsets).tolist()))
        # Where no order makes the balances hold, the file's own stands before one that is no better.
        if different < fewest or (different == fewest and _is_as_it_stands(order, days)):
            fewest, best = different, order
        if fewest <= 1:
            break
    return fewest, best


def _orders(
    days: npt.NDArray[np.datetime64], times: npt.NDArray[np.object_]
) -> Iterator[npt.NDArray[np.intp]]:
    """By day, by day and time, and as they stand, each from the likelier end of the file first."""
    ends = _ends(days)
    yield from (end[np.argsort(days[end], kind="stable")] for end in ends)
    yield from (end[np.lexsort((times[end].astype(str), days[end]))] for end in ends)
    yield from ends


def _led(days: npt.NDArray[np.datetime64], before: Fen, after: Fen) -> Iterator[npt.NDArray[np.intp]]:
    """By day, and within each day so that every row begins with what another left."""
    for end in _ends(days):
        by_day = end[np.argsort(days[end], kind="stable")]
        starts = np.flatnonzero(np.diff(days[by_day]).astype(bool)) + 1
        have: int | None = None
        found: list[int] = []
        for rows in np.split(by_day, starts) if len(by_day) else ():
            found += rows[_trail(before[rows].tolist(), after[rows].tolist(), have)].tolist()
            have = int(after[found[-1]])
        yield np.array(found, dtype=np.intp)


def _trail(before: list[int], after: list[int], start: int | None) -> list[int]:
    """The places of rows in an order in which each goes on from the one before (Hierholzer's); as they are if none is."""
    if start not in before:
        begun = Counter(before) - Counter(after)
        start = next(iter(begun), before[0])
    leaving: dict[int, list[int]] = {}
    for place in reversed(range(len(before))):
        leaving.setdefault(before[place], []).append(place)
    path, trail = [(start, -1)], []
    while path:
        have, place = path[-1]
        if leaving.get(have):
            place = leaving[have].pop()
            path.append((after[place], place))
        else:
            trail.append(path.pop()[1])
    trail = trail[-2::-1]
    return trail if len(trail) == len(before) else list(range(len(before)))


def _is_as_it_stands(order: npt.NDArray[np.intp], days: npt.NDArray[np.datetime64]) -> bool:
    return np.array_equal(order, _ends(days)[0])


def _ends(days: npt.NDArray[np.datetime64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """From the likelier first end of the file to the other, and back."""
    steps = np.diff(days).astype(np.int64)
    down = np.arange(len(days))
    return (down, down[::-1]) if (steps < 0).sum() <= (steps > 0).sum() else (down[::-1], down)
