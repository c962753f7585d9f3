"""How a mistake is written down, put into the clean office, and told: cells are found by what their rows hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from xlplan.cells import Ref
from xlplan.demo import bank_files, banks
from xlplan.excel.frames import Frames
from xlplan.excel.masters import Raw
from xlplan.excel.table import Column, Table
from xlplan.tables.ledger import VoucherLine

Key = tuple[tuple[Column, str], ...]
Sheets = dict[type[Table], pd.DataFrame]
Cells = dict[tuple[type[Table], str, int], object]
"""A Raw that is being filled."""
Edit = Callable[[Sheets, Cells], None]


@dataclass(frozen=True)
class Spot:
    """A cell, found by what its row holds; with ``voucher`` the same column in all lines of that voucher."""

    column: Column
    key: Key
    voucher: bool = False

    def rows(self, frames: Frames) -> list[int]:
        """Excel row numbers in the clean office: the first row whose cells contain the words of the key."""
        frame = frames[self.column.table]
        fits = pd.Series(True, index=frame.index)
        for column, words in self.key:
            fits &= frame[column].astype("str").str.contains(words, regex=False)
        row = int(frame.index[fits][0])
        if not self.voucher:
            return [row]
        own = [VoucherLine.date, VoucherLine.voucher]
        return [int(other) for other in frame.index[(frame[own] == frame.loc[row, own]).all(axis=1)]]

    def refs(self, frames: Frames, months: banks.Months) -> tuple[Ref, ...]:
        """The cells as they stand on the sheet our own builder makes."""
        table = self.column.table
        place = table.columns.index(self.column)
        return tuple(Ref(table.workbook, table.sheet, row, place) for row in self.rows(frames))


@dataclass(frozen=True)
class Row:
    """The first row of a statement file, as the bank gave it, whose summary contains the words."""

    account: str
    month: str
    words: str

    def refs(self, frames: Frames, months: banks.Months) -> tuple[Ref, ...]:
        """Where it stands, and where the next one stands once it is dropped."""
        rows = months[self.account, self.month]
        at = next(at for at, row in enumerate(rows) if self.words in row.summary)
        return (bank_files.place(self.account, self.month, at),)

    def dropped(self, rows: list[bank_files.Movement]) -> list[bank_files.Movement]:
        """The rows of the file without this one."""
        at = next(at for at, row in enumerate(rows) if self.words in row.summary)
        return rows[:at] + rows[at + 1 :]


@dataclass(frozen=True)
class Mistake:
    """One thing done wrong, and what must be found: each of the rules at each cell of ``found``."""

    id: str
    sentence: str
    rules: tuple[str, ...]
    found: Spot | Row
    edits: tuple[Edit, ...]
    statements: banks.Edits = field(default_factory=dict)
    """What is done to statement files."""


@dataclass(frozen=True)
class Planted:
    """A mistake as the manual tells it."""

    id: str
    sentence: str
    refs: tuple[Ref, ...]
    rules: tuple[str, ...]


def applied(frames: Frames, mistakes: tuple[Mistake, ...]) -> tuple[Sheets, Raw]:
    """The frames with the mistakes in them, and the cells that no frame can hold; the given frames stay clean."""
    spoilt = {table: frame.copy() for table, frame in frames.items()}
    raw: Cells = {}
    for mistake in mistakes:
        for edit in mistake.edits:
            edit(spoilt, raw)
    return spoilt, raw


def planted(frames: Frames, months: banks.Months, mistakes: tuple[Mistake, ...]) -> tuple[Planted, ...]:
    """Each mistake with the cells where it is found."""
    return tuple(Planted(m.id, m.sentence, m.found.refs(frames, months), m.rules) for m in mistakes)


def put(spot: Spot, value: object) -> Edit:
    """Change typed cells; a callable makes the new value from the old one."""

    def edit(frames: Sheets, raw: Cells) -> None:
        frame = frames[spot.column.table]
        for row in spot.rows(frames):
            frame.loc[row, spot.column] = value(frame.loc[row, spot.column]) if callable(value) else value

    return edit


def typed_over(spot: Spot, value: object) -> Edit:
    """Write a cell as no typed frame can hold it; the frame keeps what should stand there."""

    def edit(frames: Sheets, raw: Cells) -> None:
        for row in spot.rows(frames):
            raw[spot.column.table, spot.column, row] = value

    return edit


def with_next(spot: Spot) -> Edit:
    """Let a row and the next one change places."""

    def edit(frames: Sheets, raw: Cells) -> None:
        frame = frames[spot.column.table]
        (row,) = spot.rows(frames)
        first, second = frame.loc[row].copy(), frame.loc[row + 1].copy()
        frame.loc[row], frame.loc[row + 1] = second, first

    return edit


def swapped(fen: int) -> int:
    """The amount with its first two unequal neighbouring digits changed round: 1234.50 -> 2134.50."""
    digits = str(abs(fen))
    place = next(at for at in range(len(digits) - 1) if digits[at] != digits[at + 1])
    other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    return int(other) if fen > 0 else -int(other)


def swapped_later(fen: int) -> int:
    """The same for the second pair, 6320.00 -> 6230.00; nothing stays nothing."""
    digits = str(abs(fen))
    return -int(digits[0] + digits[2] + digits[1] + digits[3:]) if fen else 0


def next_number(number: str) -> str:
    word, digits = number.split("-")
    return f"{word}-{int(digits) + 1}"
