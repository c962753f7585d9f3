"""Day books and cash counts: CSH-01 to CSH-05."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.voucher import changed, vouchers
from tests.seeded.mistakes import Cell, Mistake, Raw
from tests.seeded.office import CleanOffice
from tests.seeded.patching import Cached
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, VoucherLine

INCOME, SPENDING, BALANCE = CashEntry.income, CashEntry.spending, CashEntry.balance


@form("CSH-01")
def cash_book_written_a_week_later(office: CleanOffice) -> Iterator[Mistake]:
    """登记日期 of a row of the cash book two to eight days late."""
    for row, day in office[CashEntry][CashEntry.date].items():
        late = day + pd.Timedelta(days=4 + row % 5)
        yield Mistake({(CashEntry.entered, row): late}, (CashEntry.entered, row))


@form("CSH-01")
def bank_book_written_before_the_day(office: CleanOffice) -> Iterator[Mistake]:
    """登记日期 of a row of the bank book one day early."""
    for row, day in office[BankEntry][BankEntry.date].items():
        yield Mistake({(BankEntry.entered, row): day - pd.Timedelta(days=1)}, (BankEntry.entered, row))


@form("CSH-01")
def voucher_written_a_month_later(office: CleanOffice) -> Iterator[Mistake]:
    """登记日期 of a whole voucher in the next month."""
    column = VoucherLine.entered
    for rows in vouchers(office):
        day = rows[VoucherLine.date].iloc[0] + pd.Timedelta(days=31)
        yield Mistake(changed(rows, column, day), (column, rows.index[0]))


@form("CSH-02")
def balance_typed_over_its_formula(office: CleanOffice) -> Iterator[Mistake]:
    """A balance reckoned by hand, and wrong."""
    for table in (CashEntry, BankEntry):
        for row, fen in office[table][table.balance].items():
            yield Mistake({(table.balance, row): fen + 9_000}, (table.balance, row))


@form("CSH-02")
def balance_not_reckoned_again(office: CleanOffice) -> Iterator[Mistake]:
    """The figure of one row that a program left as it was."""
    for table in (CashEntry, BankEntry):
        for row, fen in office[table][table.balance].items():
            yield Mistake({(table.balance, row): Raw(Cached((fen - 10_000) / 100))}, (table.balance, row))


@form("CSH-02")
def formulas_that_begin_with_a_wrong_row(office: CleanOffice) -> Iterator[Mistake]:
    """From one row on every balance lacks the same amount."""
    for row in office[CashEntry].index:
        below = office[CashEntry].loc[row:, BALANCE]
        cells: dict[Cell, object] = {
            (BALANCE, other): Raw(Cached((fen + 5_000) / 100)) for other, fen in below.items()
        }
        yield Mistake(cells, (BALANCE, row))


def _days(office: CleanOffice) -> list[pd.DataFrame]:
    return [rows for _, rows in office[CashEntry].groupby(CashEntry.date, sort=False)]


@form("CSH-03")
def paid_before_drawn(office: CleanOffice) -> Iterator[Mistake]:
    """A payment larger than the till, made good by money that comes in later the same day."""
    for rows in _days(office):
        first, last = rows.index[0], rows.index[-1]
        if first == last or not rows.at[first, SPENDING] or not rows.at[last, INCOME]:
            continue
        for below in (1, 100, 9_000, 100_000, 1_000_000, 5_000_000):
            more = rows.at[first, BALANCE] + below
            cells: dict[Cell, object] = {
                (SPENDING, first): rows.at[first, SPENDING] + more,
                (INCOME, last): rows.at[last, INCOME] + more,
            }
            yield Mistake(cells, (BALANCE, first))


@form("CSH-03", ("CSH-05", "盘点的账面余额与日记账对不上"))
def last_payment_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """The last payment of the book larger than the till."""
    rows = office[CashEntry]
    last = rows.index[rows[SPENDING] > 0][-1]
    fen, till = rows.at[last, SPENDING], rows.at[last, BALANCE]
    for more in (1, 100, 2_500, 10_000, 80_000, 500_000, 1_000_000, 7_500_000):
        yield Mistake({(SPENDING, last): fen + till + more}, (BALANCE, last))


@form("CSH-03")
def drawn_and_paid_in_the_wrong_order(office: CleanOffice) -> Iterator[Mistake]:
    """A payment entered above the money it was paid from."""
    for rows in _days(office):
        for before, after in pairwise(rows.index):
            drawn, paid = rows.at[before, INCOME], rows.at[after, SPENDING]
            if drawn and paid and rows.at[before, BALANCE] - drawn - paid < 0:
                own = [CashEntry.voucher, CashEntry.summary, CashEntry.contra]
                cells: dict[Cell, object] = {(column, before): rows.at[after, column] for column in own}
                cells |= {(column, after): rows.at[before, column] for column in own}
                cells |= {(INCOME, before): None, (SPENDING, before): paid}
                cells |= {(INCOME, after): drawn, (SPENDING, after): None}
                yield Mistake(cells, (BALANCE, before))


def _kept_overnight(
    office: CleanOffice, before: pd.DataFrame, after: pd.DataFrame, fen: int
) -> dict[Cell, object]:
    """Money that comes in at the end of one cash day and goes out at the beginning of the next; counted right."""
    last, first = before.index[-1], after.index[0]
    book, counts = office[CashEntry], office[CashCount]
    count = counts.index[counts[CashCount.date] == book.at[last, CashEntry.date]][0]
    return {
        (INCOME, last): book.at[last, INCOME] + fen,
        (SPENDING, first): book.at[first, SPENDING] + fen,
        (CashCount.counted, count): counts.at[count, CashCount.counted] + fen,
        (CashCount.booked, count): counts.at[count, CashCount.booked] + fen,
    }


LIMIT = 500_000
"""Fen that the demo school may keep overnight."""


def _overnight(office: CleanOffice, over: int) -> Iterator[Mistake]:
    days = _days(office)
    for before, after in pairwise(days):
        last = before.index[-1]
        more = LIMIT + over - before.at[last, BALANCE]
        same_side = before.at[last, SPENDING] or after.at[after.index[0], INCOME]
        if not same_side:
            yield Mistake(_kept_overnight(office, before, after, more), (BALANCE, last))


@form("CSH-04")
def fees_kept_overnight(office: CleanOffice) -> Iterator[Mistake]:
    """Twelve thousand yuan over the limit, or three."""
    yield from _overnight(office, 1_200_000)
    yield from _overnight(office, 300_000)


@form("CSH-04")
def one_fen_over_the_limit(office: CleanOffice) -> Iterator[Mistake]:
    """The least that is too much."""
    yield from _overnight(office, 1)
    yield from _overnight(office, 100)


@form("CSH-04")
def fee_not_taken_to_the_bank(office: CleanOffice) -> Iterator[Mistake]:
    """Money drawn on the day before it was needed."""
    yield from _overnight(office, 87_350)
    yield from _overnight(office, 150_000)


@form("CSH-05")
def counted_short(office: CleanOffice) -> Iterator[Mistake]:
    """Fifty yuan missing in the till."""
    for row, fen in office[CashCount][CashCount.counted].items():
        yield Mistake({(CashCount.counted, row): fen - 5_000}, (CashCount.gap, row))


@form("CSH-05")
def book_balance_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """账面余额 of the count is not the day book's."""
    for row, fen in office[CashCount][CashCount.booked].items():
        yield Mistake({(CashCount.booked, row): fen + 2_700}, (CashCount.booked, row))


@form("CSH-05")
def day_not_counted(office: CleanOffice) -> Iterator[Mistake]:
    """A day with payments and no count."""
    given = [column for column in CashCount.columns if not column.formula]
    for row, day in office[CashCount][CashCount.date].items():
        entries = office[CashEntry].index[office[CashEntry][CashEntry.date] == day]
        cells: dict[Cell, object] = {(column, row): None for column in given}
        yield Mistake(cells | {(CashCount.gap, row): Raw(Cached(""))}, (CashEntry.date, entries[-1]))


def _renamed(office: CleanOffice, summary: str) -> Iterator[Mistake]:
    """A large payment in cash whose summary says nothing that may be paid so."""
    rows = office[CashEntry]
    large = (rows[SPENDING] > 100_000) & ~rows[CashEntry.contra].str.startswith("1002")
    for row in rows.index[large]:
        yield Mistake({(CashEntry.summary, row): summary}, (SPENDING, row))


@form("CSH-06")
def travel_advance_called_an_advance(office: CleanOffice) -> Iterator[Mistake]:
    """借款 and nothing else."""
    yield from _renamed(office, "借款")


@form("CSH-06")
def travel_advance_called_goods(office: CleanOffice) -> Iterator[Mistake]:
    """Goods bought in cash."""
    yield from _renamed(office, "购办公桌椅")


@form("CSH-06", ("CSH-07", "看着没有送存"), ("CSH-08", "看着从收入里付了"))
def contra_account_of_a_deposit_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """Money taken to the bank, with an account of cost on the other side."""
    rows = office[CashEntry]
    for row in rows.index[(rows[SPENDING] > 100_000) & rows[CashEntry.contra].str.startswith("1002")]:
        yield Mistake({(CashEntry.contra, row): "5001"}, (SPENDING, row))
