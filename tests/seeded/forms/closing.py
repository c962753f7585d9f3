"""The trial balance: CLS-01."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.voucher import (
    ACCOUNT,
    CREDIT,
    DATE,
    DEBIT,
    KIND,
    month_apart,
    reversed_months,
    vouchers,
)  # fmt: skip
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import MONEY, budgetary
from xlplan.tables.ledger import OpeningBalance

_SIDES = OpeningBalance.debit, OpeningBalance.credit


def _openings(office: CleanOffice) -> Iterator[tuple[Column, int, int, Cell]]:
    """Side, row and fen of the openings that no day book begins with, and the cell that is accused."""
    rows = office[OpeningBalance]
    first = rows.index.to_series().groupby(budgetary(rows)).transform("first")
    for row in rows.index[~rows[OpeningBalance.account].str.startswith(MONEY[:2])]:
        for side in _SIDES:
            if fen := int(rows.at[row, side]):
                yield side, int(row), fen, (OpeningBalance.debit, int(first[row]))


@form("CLS-01")
def opening_with_two_digits_swapped(office: CleanOffice) -> Iterator[Mistake]:
    """Two unequal neighbouring digits of an opening change places."""
    for side, row, fen, at in _openings(office):
        for place in (10_000, 100_000, 1_000_000):
            tens, ones = fen // place % 10, fen * 10 // place % 10
            if tens != ones and fen > place:
                yield Mistake({(side, row): fen + (ones - tens) * place * 9 // 10}, at)


@form("CLS-01")
def opening_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """The amount of an opening never carried over."""
    for side, row, _, at in _openings(office):
        yield Mistake({(side, row): None}, at)


@form("CLS-01")
def opening_on_the_other_side(office: CleanOffice) -> Iterator[Mistake]:
    """An opening in 贷方 that belongs in 借方, or the other way round."""
    for side, row, fen, at in _openings(office):
        yield Mistake({(side, row): None, (next(other for other in _SIDES if other != side), row): fen}, at)


def _plain(office: CleanOffice) -> Iterator[tuple[pd.DataFrame, int, Cell]]:
    """Financial halves of vouchers that no red one cancels, a line that moves no money, the cell that VCH-01 accuses."""
    cancelled = reversed_months(office)
    for rows in vouchers(office):
        if rows[DATE].iloc[0].month in cancelled:
            continue
        half = rows[~budgetary(rows)]
        still = half.index[~half[ACCOUNT].str.startswith(MONEY)]
        if rows[KIND].iloc[0] == "普通" and len(still):
            yield half, int(still[0]), (DEBIT, int(half.index[0]))


@form("CLS-01")
def amount_of_a_line_lost(office: CleanOffice) -> Iterator[Mistake]:
    """The amount of a line deleted: the month is short of it on that side."""
    for half, row, first in _plain(office):
        side = DEBIT if half.at[row, DEBIT] else CREDIT
        besides = ("VCH-01", first), ("VCH-13", (DEBIT, row))
        yield Mistake({(side, row): None}, month_apart(office, row)[1], besides)


@form("CLS-01")
def line_on_the_other_side(office: CleanOffice) -> Iterator[Mistake]:
    """A debit typed in 贷方, or the other way round."""
    for half, row, first in _plain(office):
        side, other = (DEBIT, CREDIT) if half.at[row, DEBIT] else (CREDIT, DEBIT)
        cells: dict[Cell, object] = {(side, row): None, (other, row): half.at[row, side]}
        yield Mistake(cells, month_apart(office, row)[1], (("VCH-01", first),))
