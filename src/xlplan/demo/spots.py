"""Where a mistake is: cells are found by what their rows hold in the clean school, so no mistake moves another's place."""

from dataclasses import dataclass

import pandas as pd

from xlplan.cells import Ref
from xlplan.demo import bank_files, banks, centre
from xlplan.excel.frames import Frames
from xlplan.excel.table import Column
from xlplan.tables.ledger import VoucherLine

Key = tuple[tuple[Column, str], ...]


@dataclass(frozen=True)
class Given:
    """What others give the school."""

    bank: banks.Months
    exports: centre.Pages


AGAIN = 1 << 40
"""The copy of a row that is typed again has the row's number and this; the sheet ends far below."""


@dataclass(frozen=True, eq=False)  # columns of two sheets with one header are equal, their spots are not
class Spot:
    """A cell, found by what its row holds; with ``voucher`` the same column in all lines of that voucher."""

    column: Column
    key: Key
    voucher: bool = False
    below: int = 0
    """So many rows below the one that fits, as the clean school has them."""
    again: bool = False
    """In the row that is ``appended``, not in the one it is copied from."""

    def rows(self, clean: Frames) -> list[int]:
        """Numbers of the rows in the clean school: the first one whose cells contain the words of the key.

        Raises LookupError if there is none.
        """
        frame = clean[self.column.table]
        fits = pd.Series(True, index=frame.index)
        for column, words in self.key:
            fits &= frame[column].astype("str").str.contains(words, regex=False)
        if not fits.any():
            key = "，".join(f"{column} {words}" for column, words in self.key)
            raise LookupError(f"no row of {self.column.table.sheet} holds {key}")
        row = int(frame.index[fits][0]) + self.below
        rows = [row]
        if self.voucher:
            own = [VoucherLine.date, VoucherLine.voucher]
            rows = [int(other) for other in frame.index[(frame[own] == frame.loc[row, own]).all(axis=1)]]
        return [row + AGAIN for row in rows] if self.again else rows

    def refs(self, clean: Frames, spoilt: Frames, given: Given) -> tuple[Ref, ...]:
        """The cells as they stand on the sheet our own builder makes of the spoilt frames.

        Raises LookupError for a row that is not there.
        """
        table = self.column.table
        place = table.columns.index(self.column)
        rows = sheet_rows(spoilt[table], self.rows(clean))
        return tuple(Ref(table.workbook, table.sheet, row, place) for row in rows)


def sheet_rows(frame: pd.DataFrame, rows: list[int]) -> list[int]:
    """Excel row numbers of rows that have their number of the clean school; raises LookupError for one that is not there."""
    lost = [row for row in rows if row not in frame.index]
    if lost:
        raise LookupError(f"row {lost[0] % AGAIN} is deleted, or not typed again")
    return [int(place) + 2 for place in frame.index.get_indexer(rows)]


@dataclass(frozen=True)
class Row:
    """The first row of a statement file, as the bank gave it, whose summary contains the words."""

    account: str
    month: str
    words: str

    def refs(self, clean: Frames, spoilt: Frames, given: Given) -> tuple[Ref, ...]:
        """Where it stands, and where the next one stands once it is dropped."""
        at = self._place(given.bank[self.account, self.month])
        return (bank_files.place(self.account, self.month, at),)

    def dropped(self, rows: list[bank_files.Movement]) -> list[bank_files.Movement]:
        """The rows of the file without this one."""
        at = self._place(rows)
        return rows[:at] + rows[at + 1 :]

    def _place(self, rows: list[bank_files.Movement]) -> int:
        for at, row in enumerate(rows):
            if self.words in row.summary:
                return at
        raise LookupError(f"no row of {self.account} {self.month} holds {self.words}")


@dataclass(frozen=True)
class Booked:
    """The first entry on an account in the centre's books of a month whose summary contains the words."""

    month: str
    account: str
    words: str

    def refs(self, clean: Frames, spoilt: Frames, given: Given) -> tuple[Ref, ...]:
        """Where it stands; raises LookupError for one that is not there."""
        for at, (_, posting) in enumerate(given.exports[self.month]):
            if posting and posting.account == self.account and self.words in posting.summary:
                return (centre.place(self.month, at),)
        raise LookupError(f"the centre books no {self.words} on {self.account} in {self.month}")
