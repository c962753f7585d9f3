"""Typed frames, as the reader gives them and the builder takes them: made from rows, and calculated."""

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column, Table

Frames = Mapping[type[Table], pd.DataFrame]


def empty(table: type[Table]) -> pd.DataFrame:
    """A frame of a table without rows, typed as the reader types it."""
    return _empty(table.sheet).copy()


@cache
def _empty(sheet: str) -> pd.DataFrame:
    table = Table.every[sheet]
    return pd.DataFrame({column: pd.Series(dtype=column.kind.dtype) for column in table.columns})


def typed(
    table: type[Table], rows: Iterable[tuple[object, ...]], columns: tuple[Column, ...] = ()
) -> pd.DataFrame:
    """Rows (fen, dates, text; None for blank) as the reader would type them, from Excel row 2 on.

    ``columns`` names what the rows hold; without it, all columns but the calculated ones, and the last optional ones may be lacking.
    """
    told = list(rows)
    if not columns:
        columns = tuple(column for column in table.columns if not column.formula)
        width = len(told[0]) if told else 0
        columns = columns if any(not column.optional for column in columns[width:]) else columns[:width]
    given = pd.DataFrame(told, columns=list(columns), dtype=object)
    frame = empty(table)[[column for column in table.columns if not column.formula]]
    frame = frame.reindex(pd.RangeIndex(2, 2 + len(given)))
    for column in frame.columns:
        values = given[column].to_numpy() if column in given else [None] * len(given)
        frame[column] = _kind(table, column).column(pd.Series(values, index=frame.index, dtype=object))
    return frame


def _kind(table: type[Table], header: str) -> Kind:
    return next(column.kind for column in table.columns if column == header)


def calculated(tables: Iterable[type[Table]], frames: Frames) -> dict[type[Table], pd.DataFrame]:
    """Full frames of one workbook, the columns that Excel calculates filled in; columns in the table's order."""
    full = {table: frames[table].copy() if table in frames else empty(table) for table in tables}
    by_name = {table.sheet: frame for table, frame in full.items()}
    for table, frame in full.items():
        for column in table.columns:
            if column.formula:
                frame[column] = column.formula.values(frame, by_name)
        by_name[table.sheet] = full[table] = frame[list(table.columns)]
    return full
