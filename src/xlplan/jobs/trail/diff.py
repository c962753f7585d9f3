"""比较：一份快照和现在的台账，或者两份快照，差在哪里。"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel import defects
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.snapshot import snapshot_of
from xlplan.jobs.trail.states import Fate, State, fates, of_now, of_snapshot, paths
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, read
from xlplan.tables.changes import Changes, changes
from xlplan.tables.office import Alias

_UNREADABLE = (
    defects.NOT_A_NUMBER, defects.THIRD_DECIMAL, defects.NOT_A_DAY, defects.ERROR_VALUE, defects.NEVER_CALCULATED,
)  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet of ours in two states, those included that a check leaves out."""

    before: Sheet
    after: Sheet
    changes: Changes
    """Without the cells that cannot be read in one of the states."""
    unread: tuple[Mapping[Ref, str], Mapping[Ref, str]]
    """Cells that a clerk fills and that cannot be read, before and after, and why; they are not compared."""


@dataclass(frozen=True)
class SheetChange:
    """A sheet of a master that is not the same."""

    workbook: str
    sheet: str
    fate: Fate
    rows: Rows | None = None
    """None for a sheet that is none of ours, or is there only once. Where no row has changed, something beside them has."""


@dataclass(frozen=True)
class Difference:
    """What differs between two states of an office."""

    before: State
    after: State
    files: Mapping[str, Fate]
    """Path -> what became of it, where it is not the same."""
    sheets: tuple[SheetChange, ...]
    """Of the masters that have changed."""
    refused: Mapping[str, str]
    """Master that has changed -> why it cannot be compared."""


def diff(desk: Desk, first: int | None = None, second: int | None = None) -> Difference:
    """比较

    台账变了什么：哪一格从什么改成了什么，新增、删除、移动了哪些行；插入一行就是一行。不是我们的工作表只说变了没有，对账单、模板只说
    哪个文件变了。不写编号，最后一份快照和现在比；写一个，那一份和现在比；写两个，两份快照比。
    """
    before = of_snapshot(snapshot_of(desk.office, first))
    after = of_now(desk.office) if second is None else of_snapshot(snapshot_of(desk.office, second))
    files = dict(fates(before, after))
    masters = [name for name in MASTERS if files.get(f"workbooks/{name}") is Fate.CHANGED]
    # The headers of an office are taught in one of its masters.
    needed = {*masters, Alias.workbook} if masters else set()
    with paths(desk.office, before, needed) as old, paths(desk.office, after, needed) as new:
        books = read(old, desk.today, desk.progress), read(new, desk.today, desk.progress)
        sheets: list[SheetChange] = []
        refused: dict[str, str] = {}
        for name in masters:
            try:
                sheets += _sheets(name, books, (old[name], new[name]))
            except CannotRun as reason:
                refused[name] = str(reason)
    return Difference(before, after, files, tuple(sheets), refused)


def _sheets(name: str, books: tuple[Books, Books], files: tuple[Path, Path]) -> Iterator[SheetChange]:
    """The sheets of a master that are not the same, ours row by row; raises CannotRun where the master cannot be read."""
    for when, one in zip(("原来", "现在"), books, strict=True):
        if name in one.refused:
            raise CannotRun(f"{when}的打不开：{one.refused[name]}")
    old, new = map(Workbook, files)
    for table in MASTERS[name]:
        before, after = (one.sheets[table] for one in books)
        if _absent(before) or _absent(after):
            if not (_absent(before) and _absent(after)):
                yield SheetChange(name, table.sheet, Fate.ADDED if _absent(before) else Fate.REMOVED)
            continue
        rows = _rows(before, after)
        if rows.changes or not _same(old, new, table.sheet):
            yield SheetChange(name, table.sheet, Fate.CHANGED, rows)
    ours = {table.sheet for table in MASTERS[name]}
    for sheet in dict.fromkeys((*old.sheets, *new.sheets)):
        if sheet not in ours and not _same(old, new, sheet):
            fate = (
                Fate.ADDED if sheet not in old.sheets else Fate.REMOVED if sheet not in new.sheets else None
            )
            yield SheetChange(name, sheet, fate or Fate.CHANGED)


def _rows(before: Sheet, after: Sheet) -> Rows:
    all_rows = [pd.concat([sheet.rows, sheet.unread]).sort_index() for sheet in (before, after)]
    found = changes(after.table, *all_rows)
    unread = _unread(before), _unread(after)
    if any(unread):
        known = [
            before.ref(cell.column, cell.before) not in unread[0]
            and after.ref(cell.column, cell.after) not in unread[1]
            for cell in found.edited.itertuples()
        ]
        found = replace(found, edited=found.edited.loc[known])
    return Rows(before, after, found, unread)


def _unread(sheet: Sheet) -> Mapping[Ref, str]:
    filled = {place for column, place in sheet.places.items() if not column.formula}
    return {
        finding.ref: finding.message
        for finding in sheet.findings
        if finding.rule in _UNREADABLE and finding.ref.column in filled
    }


def _absent(sheet: Sheet) -> bool:
    """Whether there is no such sheet, or none that can be read."""
    return sheet.absent == sheet.table.columns


def _same(old: Workbook, new: Workbook, sheet: str) -> bool:
    """Whether the same stands in all cells of a sheet."""
    there = sheet in old.sheets, sheet in new.sheets
    return old.texts(sheet) == new.texts(sheet) if all(there) else not any(there)
