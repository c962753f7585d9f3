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
    still_open = {BOOK: proof.book.open, BANK: proof.bank.open}
    every = {BOOK: _all(proof.book), BANK: _all(proof.bank)}
    for words, told in (
        ("正好是{}的金额", {side: _of_size(rows, abs(gap)) for side, rows in still_open.items()}),
        (
            "正好是{}的两倍，收支可能记反了",
            {side: _of_size(rows, abs(gap) / 2) for side, rows in every.items()},
        ),
        ("正好是{}的金额", {side: _of_size(rows, abs(gap)) for side, rows in every.items()}),
        ("可能是{}写错了数字", {BOOK: _mistyped(every[BOOK], gap), BANK: _mistyped(every[BANK], -gap)}),
    ):
        places = [place(proof, side, row) for side, rows in told.items() for _, row in rows.iterrows()]
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
