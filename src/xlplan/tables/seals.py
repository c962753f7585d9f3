"""What a month held when it was closed, or put on hold: the rows of ledger.xlsx that are dated in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from xlplan.excel.frames import typed
from xlplan.excel.table import Column, Kind, Table
from xlplan.money import yuan
from xlplan.tables.changes import typed_in
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, VoucherLine

SEALED: tuple[type[Table], ...] = (VoucherLine, CashEntry, BankEntry, CashCount)
"""What belongs to a month. 预算调整 is dated by the papers it rests on, which may come late; 对账确认 is filled afterwards."""
_ROW = "行"


@dataclass(frozen=True)
class Seal:
    """The rows of one month as they must stay."""

    month: str
    """YYYY-MM"""
    held: bool
    """Whether the month is only on hold, to be looked at before it is closed."""
    sheets: Mapping[type[Table], pd.DataFrame]
    """By the Excel rows of that time; without calculated columns, and without those that the sheet lacked."""


def dated(table: type[Table]) -> Column:
    """The column that puts a row of a sealed table into its month."""
    return next(column for column in table.columns if column.dated)


def of_month(table: type[Table], rows: pd.DataFrame, month: str) -> pd.DataFrame:
    """The rows that are dated in a month (YYYY-MM), with the columns that are sealed."""
    columns = [column for column in typed_in(table) if column in rows]
    days, first = rows[dated(table)], pd.Timestamp(f"{month}-01")
    return rows.loc[(days >= first) & (days < first + pd.offsets.MonthBegin()), columns]


def text(sheets: Mapping[type[Table], pd.DataFrame]) -> str:
    """Sheets of a seal as they are kept: JSON, one row of a sheet a line, money in yuan."""
    parts = []
    for table, rows in sheets.items():
        columns = [column for column in table.columns if column in rows]
        cells = [rows.index.tolist(), *(list(_written(column, rows[column])) for column in columns)]
        lines = [json.dumps(row, ensure_ascii=False) for row in zip(*cells, strict=True)]
        header = json.dumps([_ROW, *columns], ensure_ascii=False)
        parts.append(f'"{table.sheet}": [\n' + ",\n".join([header, *lines]) + "\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def sheets(kept: str) -> dict[type[Table], pd.DataFrame]:
    """The sheets of a text as ``text`` writes it; raises ValueError for another one."""
    try:
        return {
            Table.every[name]: _read(Table.every[name], *lines) for name, lines in json.loads(kept).items()
        }
    except (AttributeError, KeyError, TypeError) as reason:
        raise ValueError("no seal") from reason


def _written(column: Column, values: "pd.Series") -> Iterator[object]:
    match column.kind:
        case Kind.DAY:
            yield from (None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in values)
        case Kind.MONEY:
            yield from map(yuan, values)
        case Kind.COUNT:
            yield from (None if pd.isna(count) else int(count) for count in values)
        case Kind.TEXT:
            yield from values


def _read(table: type[Table], header: list[str], *lines: list[object]) -> pd.DataFrame:
    columns = tuple(column for column in typed_in(table) if column in header)
    places = [header.index(column) for column in columns]
    money = [column.kind is Kind.MONEY for column in columns]
    rows = (
        tuple(_fen(line[place]) if fen else line[place] for place, fen in zip(places, money, strict=True))
        for line in lines
    )
    return typed(table, rows, columns)[list(columns)].set_axis([line[0] for line in lines])


def _fen(yuan: object) -> int:
    """Fen of an amount as it was written, always with two decimals."""
    return int(str(yuan).replace(".", ""))
