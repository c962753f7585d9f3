"""What has changed between two states of one master sheet: an inserted row is one row, not a thousand changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel.privacy import hidden
from xlplan.excel.table import Column, Table
from xlplan.tables.alignment import Cells, Numbers, pairs


@dataclass(frozen=True)
class Changes:
    """How a table came from one state to another: each row of both is kept, moved, edited, added or removed.

    Calculated columns are not compared: they follow from the others, and an inserted row changes every balance below it.
    """

    table: type[Table]
    before: pd.DataFrame
    """All rows of the one state, by their Excel row; so everywhere here."""
    after: pd.DataFrame
    """All rows of the other."""
    kept: pd.DataFrame
    """Rows that are as they were, in their order: before, after (their Excel rows)."""
    moved: pd.DataFrame
    """Rows that are as they were, but in another order among the others: before, after."""
    edited: pd.DataFrame
    """A row for each cell that has another value: before, after, column, old, new."""
    added: pd.DataFrame
    """Rows of ``after``."""
    removed: pd.DataFrame
    """Rows of ``before``."""
    gained: tuple[Column, ...]
    """Columns that only ``after`` has."""
    lost: tuple[Column, ...]
    """Columns that only ``before`` has."""

    def __bool__(self) -> bool:
        """Whether anything has changed."""
        parts = self.moved, self.edited, self.added, self.removed, self.gained, self.lost
        return any(len(part) > 0 for part in parts)


def typed_in(table: type[Table]) -> tuple[Column, ...]:
    """The columns that are compared: those that a clerk fills."""
    return tuple(column for column in table.columns if not column.formula)


def changes(table: type[Table], before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """Compare two states of a table; the frames are as the reader gives them, indexed by Excel row."""
    columns = [column for column in typed_in(table) if column in before and column in after]
    cells = Cells.of(columns, before, after)
    found = pairs(table, cells, before, after)
    return Changes(
        table,
        before,
        after,
        _rows(found.kept, before, after),
        _rows(found.moved, before, after),
        _values(columns, cells, found.edited, before, after),
        after.iloc[found.free(1, len(after))],
        before.iloc[found.free(0, len(before))],
        tuple(column for column in typed_in(table) if column in after and column not in before),
        tuple(column for column in typed_in(table) if column in before and column not in after),
    )


def _rows(same: Numbers, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Pairs as Excel rows, in the order in which they stand now."""
    rows = {"before": before.index[same[:, 0]], "after": after.index[same[:, 1]]}
    return pd.DataFrame(rows).sort_values("after", ignore_index=True)


def _values(
    columns: Sequence[Column], cells: Cells, same: Numbers, before: pd.DataFrame, after: pd.DataFrame
) -> pd.DataFrame:
    """Each cell of these pairs that has another value, row by row as they stand now."""
    found = [
        pd.DataFrame({part: pd.Series(dtype=object) for part in ("before", "after", "column", "old", "new")})
    ]
    for column, codes in zip(columns, cells.codes, strict=True):
        other = same[codes[same[:, 0]] != codes[same[:, 1] + cells.sizes[0]]]
        if len(other):
            old, new = before[column].iloc[other[:, 0]], after[column].iloc[other[:, 1]]
            rows = {"before": old.index, "after": new.index}
            cell = {"column": pd.Series([column] * len(other), dtype=object)}
            values = {"old": old.astype(object).array, "new": new.astype(object).array}
            found.append(pd.DataFrame(rows | cell | values))
    return pd.concat(found).sort_values("after", kind="stable", ignore_index=True)


SORTED = 20
"""More rows that are moved than these are told in one sentence: somebody has sorted the sheet."""


def sentences(found: Changes, ref: Callable[[Column, int], Ref]) -> Iterator[str]:
    """What has changed, in the clerk's words; ``ref`` tells where a cell of a row stands now (``Sheet.ref``)."""
    table, after = found.table, found.after
    first = typed_in(table)[0]
    for columns, what in ((found.gained, "多了"), (found.lost, "少了")):
        yield from (f"{table.sheet} {what}“{column}”列。" for column in columns)
    for cell in found.edited.itertuples():
        row = after.loc[cell.after]
        values = f"{cell.column} {told(cell.column, cell.old)} → {told(cell.column, cell.new)}"
        yield f"{name(table, row)} {values}（{_place(table, row, ref(cell.column, cell.after))}）"
    for number, row in found.added.iterrows():
        yield f"新增 {name(table, row)}：{described(table, row)}（{_place(table, row, ref(first, number))}）"
    for number, row in found.removed.iterrows():
        place = _place(table, row, f"{table.sheet}原第 {number} 行")
        yield f"删除 {name(table, row)}：{described(table, row)}（{place}）"
    if len(found.moved) > SORTED:
        yield f"“{table.sheet}”有 {len(found.moved)} 行换了位置，内容没有变：排过序。"
        return
    for old, new in found.moved.itertuples(index=False):
        row = after.loc[new]
        yield f"移动 {name(table, row)}：原第 {old} 行（{_place(table, row, ref(first, new))}）"


def name(table: type[Table], row: "pd.Series") -> str:
    """What a row is called: 凭证 记-12, or its day where it has no object, or where that is not known either, what it holds first."""
    subject, dated = table.subject(), table.dated()
    if subject is not None and row.get(subject):
        return f"{_OBJECTS.get(subject, subject)} {row[subject]}"
    if dated is not None and pd.notna(row.get(dated)):
        return told(dated, row[dated])
    return next((told(column, row[column]) for column in typed_in(table) if column in row), "一行")


_OBJECTS = {"凭证号": "凭证"}


def described(table: type[Table], row: "pd.Series") -> str:
    """The filled cells of a row, but for its object and its day."""
    shown = [
        column for column in typed_in(table) if column in row and not column.subject and not column.dated
    ]
    filled = [column for column in shown if not column.kind.is_blank(row[column])]
    return "，".join(f"{column} {told(column, row[column])}" for column in filled)


BLANK = "（空）"


def told(column: Column, value: Any) -> str:
    """A value of a column as a clerk reads it, of a private number the end."""
    if pd.isna(value) or value == "":
        return BLANK
    return hidden(value) if column.private else column.kind.told(value)


def _place(table: type[Table], row: "pd.Series", where: object) -> str:
    """The day of a row, where it is not called by it, and where it stands."""
    dated = table.dated()
    day = told(dated, row[dated]) if dated is not None and dated in row else BLANK
    return f"{where}" if day in (BLANK, name(table, row)) else f"{day}，{where}"
