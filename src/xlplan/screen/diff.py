"""What ``xlplan snapshot diff`` shows."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import pandas as pd

from xlplan.excel.privacy import hidden
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column
from xlplan.jobs.trail.diff import Difference, Rows, SheetChange
from xlplan.jobs.trail.states import Fate, State
from xlplan.screen.trail import name
from xlplan.tables import MASTERS
from xlplan.tables.changes import SORTED, sentences

_LISTED = 100
"""Changes of a sheet that are listed."""
_CELLS = 10
"""Cells that cannot be read, of those listed."""


def text(found: Difference) -> Iterator[str]:
    """File by file what has changed; a master row by row."""
    yield f"{_called(found.before)}和{_called(found.after)}比："
    if not found.files:
        yield "没有变化。"
    masters = {f"workbooks/{master}": master for master in MASTERS}
    for file, fate in found.files.items():
        yield f"{fate} {file}{_why(found, file)}"
        if fate is Fate.CHANGED and file in masters:
            yield from (f"  {line}" for line in _of_master(found, masters[file]))


def _called(state: State) -> str:
    return name(state.record) if state.record else "现在的台账"


def _why(found: Difference, file: str) -> str:
    reason = found.before.unknown.get(file) or found.after.unknown.get(file)
    return f"：{reason}" if reason else ""


def _of_master(found: Difference, master: str) -> Iterator[str]:
    if master in found.refused:
        yield f"没法逐行比，{found.refused[master]}"
        return
    own = [change for change in found.sheets if change.workbook == master]
    if not own:
        yield "格里的内容没有变，只是重新保存过，或者改了格式。"
    for change in own:
        yield from _of_sheet(change)


def _of_sheet(change: SheetChange) -> Iterator[str]:
    rows = change.rows
    if rows is None:
        yield f"{change.fate} 工作表“{change.sheet}”"
        return
    found = rows.changes
    yield from islice(sentences(found, rows.after.ref), _LISTED)
    moved = found.moved if len(found.moved) <= SORTED else ()
    parts = found.gained, found.lost, found.edited, found.added, found.removed, moved
    if (more := sum(map(len, parts)) - _LISTED) > 0:
        yield f"“{change.sheet}”还有 {more} 处没有列出。"
    for when, cells in zip(("原来", "现在"), rows.unread, strict=True):
        for ref, why in islice(cells.items(), _CELLS):
            yield f"{ref} {when}读不出来，没有比：{why}"
        if len(cells) > _CELLS:
            yield f"“{change.sheet}”{when}还有 {len(cells) - _CELLS} 格读不出来。"
    if not found and not any(rows.unread):
        yield f"“{change.sheet}”的各行没有变，表头、合计、公式算的数或表外的格变了。"


def document(found: Difference) -> Mapping[str, object]:
    """The document of ``snapshot diff --json``; rows are those of Excel."""
    return {
        "before": _state(found.before),
        "after": _state(found.after),
        "files": [
            {"file": file, "change": fate.name.lower(), "reason": _why(found, file).removeprefix("：")}
            for file, fate in found.files.items()
        ],
        "sheets": [_sheet(change) for change in found.sheets],
        "refused": [{"workbook": workbook, "reason": reason} for workbook, reason in found.refused.items()],
    }


def _state(state: State) -> Mapping[str, object] | None:
    record = state.record
    return {"number": record.number, "at": record.at.isoformat()} if record else None


def _sheet(change: SheetChange) -> Mapping[str, object]:
    told = {"workbook": change.workbook, "sheet": change.sheet, "change": change.fate.name.lower()}
    return told | (_rows(change.rows) if change.rows else {})


def _rows(rows: Rows) -> dict[str, object]:
    found = rows.changes
    return {
        "edited": [
            {
                "cell": rows.after.ref(cell.column, cell.after).cell,
                "column": cell.column,
                "row_before": cell.before,
                "old": _value(cell.column, cell.old),
                "new": _value(cell.column, cell.new),
            }
            for cell in found.edited.itertuples()
        ],
        "added": list(_whole(rows.after, found.added)),
        "removed": list(_whole(rows.before, found.removed)),
        "moved": found.moved.to_dict("records"),
        "columns": {"added": list(found.gained), "removed": list(found.lost)},
        "unread": {
            when: [{"cell": ref.cell, "reason": why} for ref, why in cells.items()]
            for when, cells in zip(("before", "after"), rows.unread, strict=True)
        },
    }


def _whole(sheet: Sheet, rows: pd.DataFrame) -> Iterator[Mapping[str, object]]:
    columns = [column for column in sheet.table.columns if column in rows]
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        yield {"row": number, "cells": {column: _value(column, row[column]) for column in columns}}


def _value(column: Column, value: Any) -> object:
    """A value as programs read it: yuan, YYYY-MM-DD, null for a blank, of a private number the end."""
    plain = column.kind.plain(value)
    if plain == "":
        return None
    return hidden(plain) if column.private else plain
