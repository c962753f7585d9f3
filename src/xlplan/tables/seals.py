"""What a month held when it was closed, or put on hold: the rows of sealed sheets that are dated in it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from xlplan.excel.frames import typed
from xlplan.excel.table import Column, Table
from xlplan.tables import MASTERS
from xlplan.tables.changes import typed_in

SEALED = tuple(table for tables in MASTERS.values() for table in tables if table.sealed)
"""What belongs to a month. 预算调整 is dated by the papers it rests on, which may come late; 对账确认 is filled afterwards, and
报销单 moves on through its states."""
_ROW = "行"


@dataclass(frozen=True)
class Seal:
    """The rows of one month as they must stay."""

    month: str
    """YYYY-MM"""
    held: bool
    """Whether the month is only on hold, to be looked at before it is closed."""
    text: str
    """The rows as ``written`` writes them."""

    @cached_property
    def sheets(self) -> Mapping[str, list[list[Any]]]:
        """Sheet -> its header and its rows; raises ValueError for another text than ours."""
        found = json.loads(self.text)
        if not isinstance(found, dict) or not all(
            isinstance(lines, list) and lines for lines in found.values()
        ):
            raise ValueError("no seal")
        return found

    def columns(self, table: type[Table]) -> tuple[Column, ...]:
        """The columns of a table that are sealed; none where the sheet is not."""
        header = self.sheets.get(table.sheet, [[]])[0]
        return tuple(column for column in typed_in(table) if column in header)


def dated(table: type[Table]) -> Column:
    """The column that puts a row of a sealed table into its month."""
    return next(column for column in table.columns if column.dated)


def of_months(table: type[Table], rows: pd.DataFrame, months: Iterable[str]) -> pd.DataFrame:
    """The rows that are dated in some months (YYYY-MM), month by month, with the columns that are sealed."""
    columns = [column for column in typed_in(table) if column in rows]
    own = rows[dated(table)].to_numpy().astype("datetime64[M]")
    inside = np.isin(own, np.array(list(months), dtype="datetime64[M]"))
    return rows.loc[inside, columns].iloc[np.argsort(own[inside], kind="stable")]


def written(sheets: Mapping[type[Table], pd.DataFrame]) -> str:
    """The sealed rows of some sheets as they are kept: JSON, one row of a sheet a line, money in yuan."""
    parts = []
    for table, rows in sheets.items():
        columns = [column for column in typed_in(table) if column in rows]
        cells = [rows.index.tolist(), *(list(map(column.kind.plain, rows[column])) for column in columns)]
        lines = [[_ROW, *columns], *map(list, zip(*cells, strict=True))]
        told = ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        parts.append(f'"{table.sheet}": [\n{told}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def rows_of(table: type[Table], seals: Sequence[Seal]) -> pd.DataFrame:
    """The rows of a table that some seals with the same columns hold, in the order of the seals, by their Excel rows of then."""
    columns = seals[0].columns(table)
    numbers, cells = [], []
    for seal in seals:
        header, *lines = seal.sheets[table.sheet]
        row, *places = (header.index(column) for column in (_ROW, *columns))
        numbers += [line[row] for line in lines]
        cells += [
            tuple(column.kind.given(line[place]) for column, place in zip(columns, places, strict=True))
            for line in lines
        ]
    return typed(table, cells, columns)[list(columns)].set_axis(pd.Index(numbers, dtype="int64"))
