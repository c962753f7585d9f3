"""The books of a year that is over, as the next one takes from them."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from xlplan.excel.frames import Frames, empty, typed
from xlplan.excel.table import Column, Table
from xlplan.ledger.balances import trial_balance
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Term


@dataclass(frozen=True)
class Old:
    """The books of an office, and the year of its ledger."""

    books: Books
    year: int

    def __getitem__(self, table: type[Table]) -> pd.DataFrame:
        """The rows of a table with all its columns; none where the sheet is not kept."""
        return self.frames[table]

    @cached_property
    def frames(self) -> Frames:
        """The rows of every table of the workbooks that are kept."""
        return {table: self._rows(table) for table in self.tables}

    @property
    def tables(self) -> tuple[type[Table], ...]:
        """Every table; those of a workbook that the office does without have no row."""
        return tuple(table for tables in MASTERS.values() for table in tables)

    @property
    def workbooks(self) -> tuple[str, ...]:
        """The masters that the office keeps."""
        return tuple(name for name in MASTERS if name not in self.books.not_kept)

    @property
    def month(self) -> str:
        """The last month of the year, YYYY-MM."""
        return f"{self.year}-12"

    @property
    def end(self) -> pd.Timestamp:
        """The last day of the year."""
        return pd.Timestamp(self.year, 12, 31)

    @property
    def next(self) -> pd.Timestamp:
        """The first day of the next one."""
        return pd.Timestamp(self.year + 1, 1, 1)

    @cached_property
    def balance(self) -> pd.DataFrame:
        """The trial balance of the year's last month."""
        return trial_balance(self[OpeningBalance], self[VoucherLine], self.end, self.month)

    @property
    def closing(self) -> "pd.Series":
        """Debit less credit (fen) of each account when the year ends; index = 科目代码."""
        return self.balance["期末"]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms that run on into the next year, or begin in it; the last one begun where none does."""
        blocks = self[Term]
        ends = blocks.groupby(Term.term)[Term.end].max()
        running = ends[ends >= self.next]
        return frozenset(running.index if len(running) else ends[ends == ends.max()].index)

    @cached_property
    def since(self) -> pd.Timestamp:
        """The day on which the first of these terms began; the next year's first where none had begun."""
        blocks = self[Term]
        start = blocks.loc[blocks[Term.term].isin(self.terms), Term.start].min()
        return self.next if pd.isna(start) else min(start, self.next)

    def later(self, table: type[Table]) -> "pd.Series":
        """Which rows of a table are dated in the next year; they go there in any case."""
        rows, day = self[table], table.dated()
        return pd.Series(False, rows.index) if day is None else rows[day] >= self.next

    def _rows(self, table: type[Table]) -> pd.DataFrame:
        try:
            rows = self.books[table]
        except Waiting:  # the workbook, or an optional sheet of it, is not kept
            return empty(table)
        return full(table, rows)


def full(table: type[Table], rows: pd.DataFrame) -> pd.DataFrame:
    """Some rows of a table with the columns that its sheet lacks, blank."""
    return rows.assign(**{column: blank(column, rows) for column in table.columns if column not in rows})[
        list(table.columns)
    ]


def blank(column: Column, rows: pd.DataFrame) -> "pd.Series":
    """A column of some rows in which nothing stands."""
    return column.kind.column(pd.Series([None] * len(rows), index=rows.index, dtype=object))


def numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows from Excel row 2 on."""
    return rows.set_axis(pd.RangeIndex(2, 2 + len(rows)))


def made(table: type[Table], rows: list[dict[Column, object]]) -> pd.DataFrame:
    """Rows of a table, told by their columns."""
    columns = tuple(column for column in table.columns if not column.formula)
    given = typed(table, (tuple(row.get(column) for column in columns) for row in rows), columns)
    return full(table, given)
