"""Where a difference that is left after adjustment probably comes from."""

import pandas as pd

from xlplan.reconcile.lists import AMOUNT, DAY, ROW
from xlplan.reconcile.mistakes import REVERSED, slip
from xlplan.reconcile.proof import Reconciliation, Side
from xlplan.reconcile.sentences import BANK, BOOK, place

_MOST = 3
"""Rows that are told; of more than that none is likely."""


def reasons(proof: Reconciliation) -> str:
    """When the difference came about and the likeliest rows, as parts of a sentence; "" where nothing is known."""
    gap = proof.difference
    if not gap:
        return ""
    return "；".join(filter(None, (_since(proof, gap), _rows(proof, gap))))


def _since(proof: Reconciliation, gap: int) -> str:
    """Matches are of equal amounts: only what a side began with, or rows that the statement lacks, make a difference."""
    bank = proof.bank
    if bank.opening is None or bank.closing is None:
        return ""
    lost = bank.closing - bank.opening - int(bank.rows[AMOUNT].sum())
    if lost == 0:
        return "月初就差这么多"
    return "对账单各行加起来，和它自己的余额也差这么多" if lost == -gap else ""


def _rows(proof: Reconciliation, gap: int) -> str:
    sides = ((BOOK, proof.book, gap), (BANK, proof.bank, -gap))
    for words, told in (
        ("正好是{}的金额", [(name, _of_size(side.open, abs(gap))) for name, side, _ in sides]),
        (
            "正好是{}的两倍，收支可能记反了",
            [(name, _of_size(_all(side), abs(gap) / 2)) for name, side, _ in sides],
        ),
        ("正好是{}的金额", [(name, _of_size(_all(side), abs(gap))) for name, side, _ in sides]),
        ("可能是{}写错了数字", [(name, _mistyped(_all(side), own)) for name, side, own in sides]),
    ):
        places = [place(proof, name, row) for name, rows in told for _, row in rows.iterrows()]
        if places:
            return words.format("、".join(places)) if len(places) <= _MOST else ""
    return ""


def _all(side: Side) -> pd.DataFrame:
    """The rows of the window, and what is open from before."""
    earlier = side.open[~side.open.index.isin(side.rows.index)]
    return pd.concat([side.rows, earlier[side.rows.columns]]).sort_values([DAY, ROW])


def _of_size(rows: pd.DataFrame, size: float) -> pd.DataFrame:
    return rows[rows[AMOUNT].abs() == size]


def _mistyped(rows: pd.DataFrame, gap: int) -> pd.DataFrame:
    """Rows whose amount would be the right one, but for a slip, without the difference."""
    amounts = rows[AMOUNT].to_numpy()
    found = [slip(fen, fen - gap) not in ("", REVERSED) for fen in amounts.tolist()]
    return rows[pd.Series(found, rows.index, dtype=bool)]
