"""Rows of closed months (or months on hold) against what these held: what was edited, put in, taken out or moved since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlplan.excel.table import Column, Table
from xlplan.ledger.vouchers import ledger_year
from xlplan.tables.books import Books
from xlplan.tables.changes import SORTED, Changes, changes, described, name, told
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.seals import Seal, dated, of_months, rows_of

LISTED = 3
"""Rows taken out at one place that are told in full."""


@dataclass(frozen=True)
class Break:
    """One cell where a seal is broken, or the sheet (row 0)."""

    row: int
    at: Column
    seal: Seal
    what: str
    """A sentence without the month."""


def breaks(books: Books, table: type[Table]) -> tuple[Break, ...]:
    """Where the rows of a table (also those with a cell that cannot be read) are not what the months of its year held."""
    if not books.seals:
        return ()
    return books.once(("sealed", table), lambda: tuple(_breaks(books, table)))


def _breaks(books: Books, table: type[Table]) -> Iterator[Break]:
    rows, unread = books[table], books.unread(table)
    if len(unread):
        rows = pd.concat([rows, unread]).sort_index()
    year = str(ledger_year(books[VoucherLine], books.today))
    alike: dict[tuple[Column, ...], list[Seal]] = {}
    for month, seal in sorted(books.seals.items()):
        if month[:4] == year:
            alike.setdefault(seal.columns(table), []).append(seal)
    found = [part for columns, seals in alike.items() if columns for part in _changed(table, rows, seals)]
    redated = _redated(table, rows, [changed for _, changed in found])
    for part, (seal, changed) in enumerate(found):
        own = redated[redated["part"] == part]
        yield from _edited(seal, changed)
        yield from _added(seal, changed, changed.added.drop(redated["after"], errors="ignore"))
        yield from _moved(seal, changed)
        yield from _removed(seal, changed, changed.removed.drop(own["before"]))
        yield from _dated_anew(seal, changed, own, rows)


def _changed(table: type[Table], rows: pd.DataFrame, seals: list[Seal]) -> Iterator[tuple[Seal, Changes]]:
    """The months that are not as they were; mostly there is none, and one look tells."""
    before, after = rows_of(table, seals), of_months(table, rows, [seal.month for seal in seals])
    if not before.reset_index(drop=True).equals(after.reset_index(drop=True)):
        for seal in seals:
            found = changes(table, *(of_months(table, state, [seal.month]) for state in (before, after)))
            if found:
                yield seal, found


def _redated(table: type[Table], rows: pd.DataFrame, found: Sequence[Changes]) -> pd.DataFrame:
    """Rows that a month lost and that stand elsewhere with another date only: part (which of ``found``), before, after."""
    date = dated(table)
    gone = pd.concat(
        [month.removed.assign(part=part) for part, month in enumerate(found) if len(month.removed)] or [_NONE]
    )
    if gone.empty:
        return _NONE
    taken = [month.after.index.difference(month.added.index) for month in found]
    free = rows.drop(np.concatenate(taken))
    same = [column for column in gone if column in free and column != date]
    free = free[free[same[0]].isin(gone[same[0]])]
    old, new = (
        part.assign(again=part.groupby(same, dropna=False).cumcount()).rename_axis(side).reset_index()
        for part, side in ((gone, "before"), (free, "after"))
    )
    return old.merge(new, on=[*same, "again"])[["part", "before", "after"]]


_NONE = pd.DataFrame({"part": [], "before": [], "after": []}, dtype="int64")


def _edited(seal: Seal, month: Changes) -> Iterator[Break]:
    for cell in month.edited.itertuples():
        who = name(month.table, month.after.loc[cell.after])
        values = f"{told(cell.column, cell.old)} 改成了 {told(cell.column, cell.new)}"
        yield Break(cell.after, cell.column, seal, f"{who} 的{cell.column}由 {values}。")


def _dated_anew(seal: Seal, month: Changes, own: pd.DataFrame, rows: pd.DataFrame) -> Iterator[Break]:
    date = dated(month.table)
    for old, new in own[["before", "after"]].itertuples(index=False):
        days = f"{told(date, month.before.loc[old, date])} 改成了 {told(date, rows.loc[new, date])}"
        yield Break(new, date, seal, f"{name(month.table, rows.loc[new])} 的{date}由 {days}。")


def _added(seal: Seal, month: Changes, added: pd.DataFrame) -> Iterator[Break]:
    for row, cells in added.iterrows():
        yield Break(row, dated(month.table), seal, f"多了一行：{_whole(month.table, cells)}。")


def _moved(seal: Seal, month: Changes) -> Iterator[Break]:
    if len(month.moved) > SORTED:
        first = int(month.moved["after"].min())
        what = (
            f"有 {len(month.moved)} 行换了位置，内容没有变，这里是第一行；撤销排序，或者照原来的次序排回去。"
        )
        yield Break(first, dated(month.table), seal, what)
        return
    for old, new in month.moved.itertuples(index=False):
        who = name(month.table, month.after.loc[new])
        yield Break(new, dated(month.table), seal, f"{who} 这一行挪了位置，原来在第 {old} 行。")


def _removed(seal: Seal, month: Changes, removed: pd.DataFrame) -> Iterator[Break]:
    """At the next row that is as it was, else the last one before, else the sheet."""
    kept = month.kept.sort_values("before")
    places: dict[int, list[str]] = {}
    for row, cells in removed.iterrows():
        at = min(int(np.searchsorted(kept["before"], row)), len(kept) - 1)
        there = int(kept["after"].iloc[at]) if len(kept) else 0
        places.setdefault(there, []).append(f"{_whole(month.table, cells)}（原第 {row} 行）")
    for there, gone in places.items():
        more = f"；还有 {len(gone) - LISTED} 行" if len(gone) > LISTED else ""
        what = f"这里少了 {len(gone)} 行：{'；'.join(gone[:LISTED])}{more}。"
        yield Break(there, dated(month.table), seal, what)


def _whole(table: type[Table], cells: "pd.Series") -> str:
    return "，".join(filter(None, (name(table, cells), described(table, cells))))
