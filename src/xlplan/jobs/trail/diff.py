"""比较：一份快照和现在的台账，或者两份快照，差在哪里。"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel import defects
from xlplan.excel.package import file_bytes
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import Record, sha256
from xlplan.jobs.trail.snapshot import files_of, lay_out, present, skipped_of, snapshot_of
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, read
from xlplan.tables.changes import Changes, changes
from xlplan.tables.office import Alias


_UNREADABLE = (
    defects.NOT_A_NUMBER, defects.THIRD_DECIMAL, defects.NOT_A_DAY, defects.ERROR_VALUE, defects.NEVER_CALCULATED,
)  # fmt: skip


class Fate(StrEnum):
    """What became of a file or a sheet."""

    CHANGED = "变了"
    ADDED = "新增"
    REMOVED = "没有了"
    UNKNOWN = "没法比"


@dataclass(frozen=True)
class State:
    """The files of an office at one time."""

    record: Record | None
    """The snapshot that holds them; None for those of now."""
    files: Mapping[str, str]
    """Path -> SHA-256."""
    unknown: Mapping[str, str]
    """Path -> one sentence why it could not be copied, or cannot be read now."""


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet of ours in two states, those included that a check leaves out."""

    before: Sheet
    after: Sheet
    changes: Changes
    """Without the cells that cannot be read in one of the states."""
    unread: tuple[tuple[Ref, ...], tuple[Ref, ...]]
    """Cells that cannot be read, before and after, and so were not compared."""


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
    before = _of_snapshot(snapshot_of(desk.office, first))
    after = _now(desk.office) if second is None else _of_snapshot(snapshot_of(desk.office, second))
    files = dict(_fates(before, after))
    masters = [name for name in MASTERS if files.get(f"workbooks/{name}") is Fate.CHANGED]
    # The headers of an office are taught in one of its masters.
    needed = {*masters, Alias.workbook} if masters else set()
    with _paths(desk.office, before, needed) as old, _paths(desk.office, after, needed) as new:
        books = read(old, desk.today, desk.progress), read(new, desk.today, desk.progress)
        sheets: list[SheetChange] = []
        refused: dict[str, str] = {}
        for name in masters:
            try:
                sheets += _sheets(name, books, (old[name], new[name]))
            except CannotRun as reason:
                refused[name] = str(reason)
    return Difference(before, after, files, tuple(sheets), refused)


def _of_snapshot(record: Record) -> State:
    return State(record, files_of(record), skipped_of(record))


def _now(office: Path) -> State:
    files, unknown = {}, {}
    for name in present(office):
        try:
            files[name] = sha256(file_bytes(office / name, "文件"))
        except CannotRun as reason:
            unknown[name] = str(reason)
    return State(None, files, unknown)


def _fates(before: State, after: State) -> Iterator[tuple[str, Fate]]:
    """The files that are not the same, in the order of their names."""
    unknown = {*before.unknown, *after.unknown}
    for name in sorted({*before.files, *after.files, *unknown}):
        if name in unknown:
            yield name, Fate.UNKNOWN
        elif name not in before.files:
            yield name, Fate.ADDED
        elif name not in after.files:
            yield name, Fate.REMOVED
        elif before.files[name] != after.files[name]:
            yield name, Fate.CHANGED


@contextmanager
def _paths(office: Path, state: State, masters: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Where masters can be read as they were in a state: those of now where they are, others for as long as this lasts."""
    wanted = [name for name in MASTERS if name in masters and f"workbooks/{name}" in state.files]
    if state.record is None:
        yield {name: office / "workbooks" / name for name in wanted}
        return
    with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
        lay_out(office, state.record, Path(folder), [f"workbooks/{name}" for name in wanted])
        yield {name: Path(folder) / "workbooks" / name for name in wanted}


def _sheets(name: str, books: tuple[Books, Books], paths: tuple[Path, Path]) -> Iterator[SheetChange]:
    """The sheets of a master that are not the same, ours row by row; raises CannotRun where the master cannot be read."""
    for one in books:
        if name in one.refused:
            raise CannotRun(one.refused[name])
    old, new = map(Workbook, paths)
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
            fate = Fate.ADDED if sheet not in old.sheets else Fate.REMOVED if sheet not in new.sheets else None
            yield SheetChange(name, sheet, fate or Fate.CHANGED)


def _rows(before: Sheet, after: Sheet) -> Rows:
    table = after.table
    all_rows = [pd.concat([sheet.rows, sheet.unread]).sort_index() for sheet in (before, after)]
    found = changes(table, *all_rows)
    unread = _unread(before), _unread(after)
    known = [
        before.ref(cell.column, cell.before) not in unread[0]
        and after.ref(cell.column, cell.after) not in unread[1]
        for cell in found.edited.itertuples()
    ]
    return Rows(before, after, replace(found, edited=found.edited[known]), unread)


def _unread(sheet: Sheet) -> tuple[Ref, ...]:
    """The cells of a sheet that a clerk fills and that cannot be read."""
    filled = {place for column, place in sheet.places.items() if not column.formula}
    return tuple(
        finding.ref
        for finding in sheet.findings
        if finding.rule in _UNREADABLE and finding.ref.column in filled
    )


def _absent(sheet: Sheet) -> bool:
    """Whether there is no such sheet, or none that can be read."""
    return sheet.absent == sheet.table.columns


def _same(old: Workbook, new: Workbook, sheet: str) -> bool:
    """Whether the same stands in all cells of a sheet."""
    there = sheet in old.sheets, sheet in new.sheets
    return old.texts(sheet) == new.texts(sheet) if all(there) else not any(there)
