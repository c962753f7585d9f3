"""The order of time in which a bank wrote its rows, as its days, its times and its running balances tell it."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.tables.statement import AMOUNT, BALANCE, DAY, TIME


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of time, whichever end the file begins with.

    Where days and times leave the order open, the running balance decides: of the orders that are possible the first
    without a break, else the one with the fewest.
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
    for order in _orders(days, times):
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


def _is_as_it_stands(order: npt.NDArray[np.intp], days: npt.NDArray[np.datetime64]) -> bool:
    return np.array_equal(order, _ends(days)[0])


def _ends(days: npt.NDArray[np.datetime64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """From the likelier first end of the file to the other, and back."""
    steps = np.diff(days).astype(np.int64)
    down = np.arange(len(days))
    return (down, down[::-1]) if (steps < 0).sum() <= (steps > 0).sum() else (down[::-1], down)
