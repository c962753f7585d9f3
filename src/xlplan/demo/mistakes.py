"""What a clerk got wrong in the demo school: where, how, and which rules must find it. None before April."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel.masters import Frames, Raw
from xlplan.excel.table import Column, Table
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, VoucherLine
from xlplan.tables.office import BankAccount, Office, Parameter, Staff
from xlplan.tables.plan import Notice, PlanText, Target, WorkItem

Key = tuple[tuple[Column, str], ...]
Edit = Callable[[dict[type[Table], pd.DataFrame], dict[tuple[type[Table], str, int], object]], None]


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

    def refs(self, frames: Frames) -> tuple[Ref, ...]:
        """The cells as they stand on the sheet our own builder makes."""
        table = self.column.table
        place = table.columns.index(self.column)
        return tuple(Ref(table.workbook, table.sheet, row, place) for row in self.rows(frames))


@dataclass(frozen=True)
class Mistake:
    """One thing done wrong, and what must be found: each of the rules at each cell of ``found``."""

    id: str
    sentence: str
    rules: tuple[str, ...]
    found: Spot
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Planted:
    """A mistake as the manual tells it."""

    id: str
    sentence: str
    refs: tuple[Ref, ...]
    rules: tuple[str, ...]


def applied(
    frames: dict[type[Table], pd.DataFrame], mistakes: tuple[Mistake, ...]
) -> tuple[dict[type[Table], pd.DataFrame], Raw]:
    """The frames with the mistakes in them, and the cells that no frame can hold; the given frames stay clean."""
    spoilt = {table: frame.copy() for table, frame in frames.items()}
    raw: dict[tuple[type[Table], str, int], object] = {}
    for mistake in mistakes:
        for edit in mistake.edits:
            edit(spoilt, raw)
    return spoilt, raw


def planted(frames: Frames, mistakes: tuple[Mistake, ...]) -> tuple[Planted, ...]:
    """Each mistake with the cells where it is found."""
    return tuple(Planted(m.id, m.sentence, m.found.refs(frames), m.rules) for m in mistakes)

MISTAKES: tuple[Mistake, ...] = ()
