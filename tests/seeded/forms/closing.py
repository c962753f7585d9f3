"""Months and their close: CLS-01, CLS-03, CLS-06, VCH-09."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

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
from xlplan.demo.centre import Posting
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import MONEY, budgetary, voucher_keys
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.seals import of_months
from xlplan.tables.stores import Item

_SIDES = OpeningBalance.debit, OpeningBalance.credit


def _openings(office: CleanOffice) -> Iterator[tuple[Column, int, int, Cell]]:
    """Side, row and fen of the openings that no day book begins with, and the cell that is accused."""
    rows = office[OpeningBalance]
    first = rows.index.to_series().groupby(budgetary(rows)).transform("first")
    for row in rows.index[~rows[OpeningBalance.account].str.startswith(MONEY[:2])]:
        for side in _SIDES:
            if fen := int(rows.at[row, side]):
                yield side, int(row), fen, (OpeningBalance.debit, int(first[row]))


@form("CLS-01", ("CLS-04", "和上年末的余额不等"), ("AST-02", "1601、1602 的期初余额和资产卡片不等"))
def opening_with_two_digits_swapped(office: CleanOffice) -> Iterator[Mistake]:
    """Two unequal neighbouring digits of an opening change places."""
    for side, row, fen, at in _openings(office):
        for place in (10_000, 100_000, 1_000_000):
            tens, ones = fen // place % 10, fen * 10 // place % 10
            if tens != ones and fen > place:
                yield Mistake({(side, row): fen + (ones - tens) * place * 9 // 10}, at)


@form("CLS-01", ("CLS-04", "和上年末的余额不等"), ("AST-02", "1601、1602 的期初余额和资产卡片不等"))
def opening_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """The amount of an opening never carried over."""
    for side, row, _, at in _openings(office):
        yield Mistake({(side, row): None}, at)


@form("CLS-01", ("CLS-04", "和上年末的余额不等"), ("AST-02", "1601、1602 的期初余额和资产卡片不等"))
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


def _left(office: CleanOffice, state: str) -> Iterator[Mistake]:
    lines = office[VoucherLine]
    for row in lines.index[lines[VoucherLine.date] < "2026-11-01"]:
        yield Mistake({(VoucherLine.state, row): state}, (VoucherLine.state, row))


@form("CLS-06")
def a_line_that_was_checked_and_not_posted(office: CleanOffice) -> Iterator[Mistake]:
    """A line of a month that is over, still 已审核."""
    yield from _left(office, "已审核")


@form("CLS-06")
def a_line_that_nobody_checked(office: CleanOffice) -> Iterator[Mistake]:
    """A line of a month that is over, still 未审核."""
    yield from _left(office, "未审核")


@form("CLS-06")
def a_voucher_that_was_not_posted(office: CleanOffice) -> Iterator[Mistake]:
    """All lines of a voucher of a month that is over, still 已审核."""
    lines = office[VoucherLine]
    for _, rows in lines[lines[VoucherLine.date] < "2026-11-01"].groupby(VoucherLine.voucher):
        own = rows[rows[VoucherLine.date] == rows[VoucherLine.date].iloc[0]]
        yield Mistake(
            {(VoucherLine.state, row): "已审核" for row in own.index}, (VoucherLine.state, own.index[0])
        )


def _overwritten(office: CleanOffice, column: Column, behind: str) -> Iterator[Mistake]:
    """Words put behind those of a closed month."""
    rows = office[column.table]
    for month in ("2026-09", "2026-10"):
        for row, words in of_months(column.table, rows, [month])[column].items():
            yield Mistake({(column, row): f"{words}{behind}"}, (column, row), closed=(month,))


@form("VCH-09")
def a_summary_written_anew_after_the_close(office: CleanOffice) -> Iterator[Mistake]:
    """A summary of the cash book of a closed month made longer."""
    yield from _overwritten(office, CashEntry.summary, "，已核对")


@form("VCH-09")
def a_reason_filled_in_after_the_close(office: CleanOffice) -> Iterator[Mistake]:
    """The reason of a count of a closed month."""
    yield from _overwritten(office, CashCount.reason, "零钱没有点清")


@form("VCH-09")
def an_attachment_counted_again_after_the_close(office: CleanOffice) -> Iterator[Mistake]:
    """One attachment more on a line of a closed month."""
    rows = of_months(VoucherLine, office[VoucherLine], ["2026-10"])
    for row, attachments in rows[VoucherLine.attachments].dropna().items():
        cell = VoucherLine.attachments, row
        yield Mistake({cell: int(attachments) + 1}, cell, closed=("2026-10",))


@form("CLS-04")
def items_of_the_last_year_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """One piece or one fen more."""
    for closed, opening in (
        (Item.closed_quantity, Item.opening_quantity),
        (Item.closed_amount, Item.opening_amount),
    ):
        for row, was in office[Item][closed].items():
            more = 1000 if closed == Item.closed_quantity else 1
            yield Mistake({(closed, int(str(row))): was + more}, (opening, int(str(row))))


_CLOSED = OpeningBalance.closed_debit, OpeningBalance.closed_credit


def _last_close(office: CleanOffice, change: Callable[[int], int | None]) -> Iterator[Mistake]:
    """A figure of last year's close that is not the opening."""
    rows = office[OpeningBalance]
    for closed, side in zip(_CLOSED, _SIDES, strict=True):
        for row, fen in rows.loc[rows[closed] > 0, closed].items():
            yield Mistake({(closed, row): change(fen)}, (side, row))


@form("CLS-04")
def last_close_a_fen_off(office: CleanOffice) -> Iterator[Mistake]:
    """A fen more."""
    yield from _last_close(office, lambda fen: fen + 1)


@form("CLS-04")
def last_close_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """Never copied."""
    yield from _last_close(office, lambda fen: None)


@form("CLS-04")
def last_close_ten_times_as_much(office: CleanOffice) -> Iterator[Mistake]:
    """One digit too many."""
    yield from _last_close(office, lambda fen: fen * 10)


def _money_lines(office: CleanOffice) -> Iterator[tuple[type[CashEntry] | type[BankEntry], int, int]]:
    """Day book, its row and the row of the voucher line that it books, where one line stands for one row."""
    lines = office[VoucherLine]
    keys = voucher_keys(lines[DATE], lines[VoucherLine.voucher])
    money = lines[ACCOUNT].str.startswith(MONEY[:2])
    for table in (CashEntry, BankEntry):
        rows = office[table]
        for row, key in voucher_keys(rows[table.date], rows[table.voucher]).items():
            own = keys.index[(keys == key) & money]
            if len(own) == 1:
                yield table, int(row), int(own[0])


@form("CLS-02")
def voucher_number_of_a_day_book_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of a row of a day book empty: the voucher is in no day book, and the row has no voucher."""
    for table, row, line in _money_lines(office):
        cell = table.voucher, row
        yield Mistake({cell: None}, cell, (("CLS-02", (ACCOUNT, line)),))


@form("CLS-02")
def voucher_number_of_a_day_book_unknown(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of a row of a day book that no voucher of the month has."""
    for table, row, line in _money_lines(office):
        cell = table.voucher, row
        yield Mistake({cell: "记-999"}, cell, (("CLS-02", (ACCOUNT, line)),))


@form("CLS-02")
def voucher_number_of_a_day_book_of_long_ago(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 with three digits more."""
    for table, row, line in _money_lines(office):
        cell = table.voucher, row
        number = office[table].at[row, table.voucher]
        yield Mistake({cell: f"{number}000"}, cell, (("CLS-02", (ACCOUNT, line)),))


def _sole(office: CleanOffice, account: str) -> pd.DataFrame:
    """Lines of an account, in the months that the centre has given, whose amount stands on it once."""
    lines = office[VoucherLine]
    own = lines[(lines[ACCOUNT] == account) & (lines[DATE] < "2026-11-01")]
    return own[~own.duplicated([DEBIT, CREDIT], keep=False)]


@form("CLS-03", ("CLS-03", "what the centre has on the right account, the school has not"))
def line_on_another_account(office: CleanOffice) -> Iterator[Mistake]:
    """The school books to another account than the centre."""
    for account, other in (("5001", "5101"), ("5101", "5001")):
        for row in _sole(office, account).index:
            yield Mistake({(ACCOUNT, row): other}, (ACCOUNT, row), exports={})


def _without(line: "pd.Series[Any]", rows: list[Posting]) -> list[Posting]:
    """The centre's postings of a month but for one."""
    said = (line[ACCOUNT], line[VoucherLine.summary], line[DEBIT], line[CREDIT])
    return [row for row in rows if (row.account, row.summary, row.debit, row.credit) != said]


@form("CLS-03")
def line_left_out_by_the_centre(office: CleanOffice) -> Iterator[Mistake]:
    """The centre forgets a line of a voucher."""
    for account in ("5001", "5101", "2307"):
        for row, line in _sole(office, account).iterrows():
            edit = partial(_without, line)
            yield Mistake({}, (ACCOUNT, int(row)), exports={f"{line[DATE]:%Y-%m}": edit})


@form("CLS-03", ("CLS-03", "the account on which too much stands instead"))
def openings_divided_otherwise(office: CleanOffice) -> Iterator[Mistake]:
    """What was left of grants and of all else begins the year divided otherwise than in the centre's books."""
    rows = office[OpeningBalance]
    first, second = (int(rows.index[rows[OpeningBalance.account] == code][0]) for code in ("8101", "8201"))
    for fen in (1, 100, 9_000, 123_456, 5_000_000):
        for more, less in ((first, second), (second, first)):
            cells: dict[Cell, object] = {
                (column, row): int(rows.at[row, column]) + change
                for column in (OpeningBalance.credit, OpeningBalance.closed_credit)
                for row, change in ((more, fen), (less, -fen))
            }
            yield Mistake(cells, (OpeningBalance.account, more), exports={})
