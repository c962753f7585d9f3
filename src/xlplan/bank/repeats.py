"""Rows that one file holds once too often."""

from collections.abc import Iterator

import pandas as pd

from xlplan.tables.statement import AMOUNT, BALANCE, REFERENCE


def repeats(rows: pd.DataFrame) -> dict[int, int]:
    """Rows that a file holds once too often -> the row they repeat.

    A row that repeats another whole, balance and all, is too much where the balance before it does not lead to it, and
    leads to what comes after it; a payment that bounced and was paid again is none. Without a balance only the bank's
    number tells; in doubt a row counts.
    """
    twice = rows[rows.duplicated([AMOUNT, BALANCE], keep=False) & (rows[AMOUNT] != 0)]
    twice = twice[twice.duplicated(keep=False)]
    if twice[BALANCE].isna().any():
        twice = twice[twice[BALANCE].notna() | _numbered(rows)[twice.index]]
    if twice.empty:
        return {}
    first: dict[tuple[object, ...], int] = {}
    originals = {
        int(row): original
        for row, values in zip(twice.index, twice.itertuples(index=False), strict=True)
        if (original := first.setdefault(tuple(values), int(row))) != row
    }
    return {row: originals[row] for row in _too_many(rows, frozenset(originals))}


def _numbered(rows: pd.DataFrame) -> "pd.Series":
    """Where the bank's number tells a row from every other; not where it is one for all or stands at unlike rows."""
    numbers = rows[REFERENCE].where(rows[REFERENCE].str.strip("0") != "", "")
    given = numbers[numbers != ""]
    unlike = rows.loc[given.index].drop_duplicates()[REFERENCE].duplicated().any()
    return (numbers != "") & (given.nunique() > 1 and not unlike)


def _too_many(rows: pd.DataFrame, again: frozenset[int]) -> Iterator[int]:
    """Those of the rows that repeat another which the running balance cannot bear."""
    balance: int | None = None
    waiting: list[int] = []
    for row, amount, stated in zip(rows.index, rows[AMOUNT], rows[BALANCE], strict=True):
        known = pd.notna(stated)
        follows = not known or balance is None or balance + amount == stated
        if row in again and not known:
            yield int(row)
            continue
        if row in again and (waiting or not follows):
            waiting.append(int(row))
            after = int(stated)
            continue
        if waiting and (follows or after == balance):
            yield from waiting
        waiting = []
        balance = int(stated) if known else None if balance is None else balance + int(amount)
    yield from waiting
