"""The store room, textbooks, desks and what a term needs: STO-01 to STO-09, AST-06."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import SchoolClass
from xlplan.tables.stores import Issue, Item, Receipt, Seating, StockTake, TermSupply, Textbook

_ALL_OVER = "2026-11-01"
"""Months before are over; after it nothing is counted again."""


def _ends(office: CleanOffice, issues: pd.DataFrame, item: str) -> tuple[int, int]:
    """The row of the issue (0 for none) that first takes more of an item than there is, and what is left of it at last."""
    receipts, items = office[Receipt], office[Item]
    there = int(items.loc[items[Item.number] == item, Item.opening_quantity].iloc[0])
    came = [(day, 0, 0, pieces) for day, number, pieces in _moves(receipts) if number == item]
    went = [
        (day, 1, row, -pieces)
        for row, (day, number, pieces) in zip(issues.index, _moves(issues), strict=True)
        if number == item
    ]
    dip = 0
    for _, _, row, pieces in sorted([*came, *went]):
        there += pieces
        if there < 0 and not dip:
            dip = row
    return dip, there


def _moves(rows: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, str, int]]:
    return zip(rows["日期"], rows["物品号"], rows["数量"], strict=True)


def _item_row(office: CleanOffice, item: str) -> int:
    items = office[Item]
    return int(items.index[items[Item.number] == item][0])


def _late_issues(office: CleanOffice) -> pd.DataFrame:
    return office[Issue][office[Issue][Issue.date] > "2026-11-02"]


@form("STO-01")
def issued_before_it_came(office: CleanOffice) -> Iterator[Mistake]:
    """日期 of an issue at the beginning of its month, when there was less."""
    issues = office[Issue]
    for row, day in issues[Issue.date].items():
        early = day.replace(day=1)
        changed = issues.assign(**{Issue.date: issues[Issue.date].where(issues.index != row, early)})
        dip, _ = _ends(office, changed, issues.at[row, Issue.item])
        if dip:
            yield Mistake({(Issue.date, row): early}, (Issue.pieces, dip))


@form("STO-01")
def issue_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """数量 ten times too large."""
    issues = office[Issue]
    for row, pieces in _late_issues(office)[Issue.pieces].items():
        changed = issues.assign(
            **{Issue.pieces: issues[Issue.pieces].where(issues.index != row, pieces * 10)}
        )
        dip, left = _ends(office, changed, issues.at[row, Issue.item])
        if dip and left < 0:
            yield Mistake({(Issue.pieces, row): pieces * 10}, (Issue.pieces, dip))


@form("STO-01")
def issue_of_another_item(office: CleanOffice) -> Iterator[Mistake]:
    """物品号 of an item that has less than was issued."""
    issues = office[Issue]
    for row, item in _late_issues(office)[Issue.item].items():
        other = f"W{int(item[1:]) % 75 + 1:03}"
        changed = issues.assign(**{Issue.item: issues[Issue.item].where(issues.index != row, other)})
        dip, left = _ends(office, changed, other)
        if dip and left < 0:
            yield Mistake({(Issue.item, row): other}, (Issue.pieces, dip))


@form("STO-02")
def stock_typed_over_its_formula(office: CleanOffice) -> Iterator[Mistake]:
    """结存数量 with two more than there are."""
    for row, pieces in office[Item][Item.left].items():
        yield Mistake({(Item.left, row): pieces + 2_000}, (Item.left, row))


@form("STO-02")
def worth_typed_over_its_formula(office: CleanOffice) -> Iterator[Mistake]:
    """结存金额 as it was before a receipt of 27 yuan went out again."""
    for row, fen in office[Item][Item.left_amount].items():
        yield Mistake({(Item.left_amount, row): fen + 2_700}, (Item.left_amount, row))


def _counts(office: CleanOffice) -> pd.DataFrame:
    counts = office[StockTake]
    return counts[counts[StockTake.reason] == ""]


@form("STO-02")
def count_differs_without_a_reason(office: CleanOffice) -> Iterator[Mistake]:
    """实盘数量 one more or less than the book."""
    for row, pieces in _counts(office)[StockTake.counted].items():
        wrong = pieces + (1_000 if row % 2 else -1_000)
        yield Mistake({(StockTake.counted, row): wrong}, (StockTake.gap, row))


@form("STO-02")
def book_copied_wrong_at_the_count(office: CleanOffice) -> Iterator[Mistake]:
    """账面数量 that is not what the book says; the count is right."""
    for row, pieces in _counts(office)[StockTake.booked].items():
        yield Mistake({(StockTake.booked, row): pieces + 500}, (StockTake.booked, row))


@form("STO-03")
def more_given_out_than_entitled(office: CleanOffice) -> Iterator[Mistake]:
    """发数 above 应发, and so 余数 wrong too."""
    for row, number in office[Textbook][Textbook.issued].items():
        besides = (("STO-04", (Textbook.left, row)),)
        yield Mistake({(Textbook.issued, row): number + 1 + row % 9}, (Textbook.issued, row), besides)


@form("STO-03")
def entitled_typed_too_low(office: CleanOffice) -> Iterator[Mistake]:
    """应发 below what was given out."""
    for row, number in office[Textbook][Textbook.entitled].items():
        yield Mistake({(Textbook.entitled, row): number - 1 - row % 9}, (Textbook.issued, row))


@form("STO-03")
def more_entitled_than_the_grade_has_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """应发 of this term above the pupils of the classes."""
    books = office[Textbook]
    for row, number in books.loc[books[Textbook.term].str.contains("秋"), Textbook.entitled].items():
        yield Mistake({(Textbook.entitled, row): number + 1 + row % 9}, (Textbook.entitled, row))


def _miscounted(office: CleanOffice, column: Column, more: int) -> Iterator[Mistake]:
    for row, number in office[Textbook][column].items():
        yield Mistake({(column, row): number + more}, (Textbook.left, row))


@form("STO-04")
def left_over_books_miscounted(office: CleanOffice) -> Iterator[Mistake]:
    """余数 ten too many."""
    yield from _miscounted(office, Textbook.left, 10)


@form("STO-04")
def arrived_books_miscounted(office: CleanOffice) -> Iterator[Mistake]:
    """到数 one too few."""
    yield from _miscounted(office, Textbook.arrived, -1)


@form("STO-04")
def given_out_books_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """发数 without those of one class."""
    yield from _miscounted(office, Textbook.issued, -44)


def _needed(office: CleanOffice) -> "pd.Series":
    """What the term of the day needs."""
    rows = office[TermSupply]
    return rows.loc[rows[TermSupply.term].str.contains("秋"), TermSupply.needed]


@form("STO-05")
def stock_not_made_up(office: CleanOffice) -> Iterator[Mistake]:
    """库存 as it was before the goods came."""
    for row, needed in _needed(office).items():
        yield Mistake({(TermSupply.stock, row): needed // 2}, (TermSupply.gap, row))


@form("STO-05")
def need_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """需求数量 ten times too large."""
    for row, needed in _needed(office).items():
        yield Mistake({(TermSupply.needed, row): needed * 10}, (TermSupply.gap, row))


@form("STO-05")
def one_piece_short(office: CleanOffice) -> Iterator[Mistake]:
    """库存 one below the need."""
    for row, needed in _needed(office).items():
        yield Mistake({(TermSupply.stock, row): needed - 1_000}, (TermSupply.gap, row))


def _opening(office: CleanOffice, account: str) -> int:
    rows = office[OpeningBalance]
    return int(rows.index[rows[OpeningBalance.account] == account][0])


@form("STO-06")
def opening_worth_of_an_item_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """期初金额 with two neighbouring digits changed round."""
    at = OpeningBalance.debit, _opening(office, "1302")
    for row, fen in office[Item][Item.opening_amount].items():
        for more in (-900, 2_700):
            besides = (("CLS-04", (Item.opening_amount, row)),)
            yield Mistake({(Item.opening_amount, row): fen + more}, at, besides)


@form("STO-06", *[("CLS-04", "期初和上年年末也就不相等")] * 2)
def opening_balance_of_the_store_room_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """期初余额 of 1302, and what makes it balance."""
    stock, surplus = _opening(office, "1302"), _opening(office, "3001")
    rows = office[OpeningBalance]
    for more in (-100_000, -9_000, -1, 1, 900, 27_000, 500_000, 1_000_000):
        cells: dict[Cell, object] = {
            (OpeningBalance.debit, stock): rows.at[stock, OpeningBalance.debit] + more,
            (OpeningBalance.credit, surplus): rows.at[surplus, OpeningBalance.credit] + more,
        }
        yield Mistake(cells, (OpeningBalance.debit, stock))


def _stock_lines(office: CleanOffice) -> pd.DataFrame:
    lines = office[VoucherLine]
    return lines[(lines[VoucherLine.account] == "1302") & (lines[VoucherLine.date] < _ALL_OVER)]


def _last_lines(office: CleanOffice) -> "pd.Series":
    """Month -> the row of its last line on 1302."""
    lines = _stock_lines(office)
    return pd.Series(lines.index, index=lines[VoucherLine.date].dt.month).groupby(level=0).last()


@form("STO-06")
def month_of_issues_booked_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """The voucher of a month's issues with too much in it, balanced."""
    lines, issues = office[VoucherLine], office[Issue]
    for month, row in _last_lines(office).items():
        first = issues.index[issues[Issue.date].dt.month == month][0]
        expense = row - 1
        for more in (10, 3_300):
            cells: dict[Cell, object] = {
                (VoucherLine.credit, row): lines.at[row, VoucherLine.credit] + more,
                (VoucherLine.debit, expense): lines.at[expense, VoucherLine.debit] + more,
            }
            besides = (("STO-07", (Issue.amount, int(first))),)
            yield Mistake(cells, (VoucherLine.account, int(row)), besides)


def _slips(rows: pd.DataFrame, voucher: Column) -> Iterator[pd.DataFrame]:
    """The rows of each voucher, of months that are over."""
    rows = rows[rows["日期"] < _ALL_OVER]
    for _, own in rows.groupby(voucher_keys(rows["日期"], rows[voucher]), sort=False):
        yield own


def _unbooked(office: CleanOffice, number: object) -> Iterator[Mistake]:
    """凭证号 of one receipt of several is another; those that keep it are told to be less than was booked."""
    for own in _slips(office[Receipt], Receipt.voucher):
        for row in own.index:
            others = own.index[own.index != row]
            besides = (("STO-07", (Receipt.amount, int(others[0]))),)
            yield Mistake({(Receipt.voucher, row): number}, (Receipt.voucher, int(row)), besides)


@form("STO-07")
def receipt_of_a_voucher_that_there_is_not(office: CleanOffice) -> Iterator[Mistake]:
    """记-888."""
    yield from _unbooked(office, "记-888")


@form("STO-07")
def receipt_without_its_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """No 凭证号 in a month that is over."""
    yield from _unbooked(office, None)


@form("STO-07")
def receipt_with_two_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """金额 that is not what was paid, nor what the pieces cost; the month ends apart."""
    last = _last_lines(office)
    for own in _slips(office[Receipt], Receipt.voucher):
        ends = VoucherLine.account, int(last[own[Receipt.date].iloc[0].month])
        for row, fen in own[Receipt.amount].items():
            besides = (("STO-09", (Receipt.amount, int(row))), ("STO-06", ends))
            yield Mistake({(Receipt.amount, row): fen + 27_000}, (Receipt.amount, int(own.index[0])), besides)


@form("STO-07")
def issue_with_two_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of an issue that is not what was booked; the month ends apart."""
    last = _last_lines(office)
    for own in _slips(office[Issue], Issue.voucher):
        ends = VoucherLine.account, int(last[own[Issue.date].iloc[0].month])
        first = Issue.amount, int(own.index[0])
        for row, fen in own[Issue.amount].items():
            yield Mistake({(Issue.amount, row): fen + 2_700}, first, (("STO-06", ends),))


@form("STO-08")
def least_stock_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """最低库存 ten times too large."""
    for row, least, left in office[Item][[Item.minimum, Item.left]].itertuples():
        if left < least * 10:
            yield Mistake({(Item.minimum, row): least * 10}, (Item.left, row))


@form("STO-08")
def least_stock_just_above_what_is_left(office: CleanOffice) -> Iterator[Mistake]:
    """最低库存 one more than there is."""
    for row, left in office[Item][Item.left].items():
        yield Mistake({(Item.minimum, row): left + 1_000}, (Item.left, row))


@form("STO-08")
def issued_below_the_least(office: CleanOffice) -> Iterator[Mistake]:
    """The last move of an item takes more than its least allows, and less than there is."""
    receipts, issues = office[Receipt], _late_issues(office)
    for row, item, day in issues[[Issue.item, Issue.date]].itertuples():
        later = issues[(issues[Issue.item] == item) & ((issues[Issue.date] > day) | (issues.index > row))]
        came = receipts[(receipts[Receipt.item] == item) & (receipts[Receipt.date] > day)]
        own = _item_row(office, item)
        left, least = office[Item].at[own, Item.left], office[Item].at[own, Item.minimum]
        if later.empty and came.empty:
            more = left - least + 1_000
            yield Mistake({(Issue.pieces, row): issues.at[row, Issue.pieces] + more}, (Item.left, own))


def _priced(office: CleanOffice, more: int, times: int = 1) -> Iterator[Mistake]:
    for row, price in office[Receipt][Receipt.price].items():
        yield Mistake({(Receipt.price, row): price * times + more}, (Receipt.amount, row))


@form("STO-09")
def price_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """单价 ten times too large."""
    yield from _priced(office, 0, 10)


@form("STO-09")
def price_a_tenth_off(office: CleanOffice) -> Iterator[Mistake]:
    """单价 ten fen more."""
    yield from _priced(office, 10)


@form("STO-09")
def price_without_its_last_digit(office: CleanOffice) -> Iterator[Mistake]:
    """3.90 as 0.39."""
    for row, price in office[Receipt][Receipt.price].items():
        yield Mistake({(Receipt.price, row): price // 10}, (Receipt.amount, row))


def _seats(office: CleanOffice) -> Iterator[tuple[int, int]]:
    """Row of each classroom of this term, and the pupils of its class."""
    seats, classes = office[Seating], office[SchoolClass].set_index(SchoolClass.name)
    own = seats[(seats[Seating.date] > "2026-08-01") & (seats[Seating.school_class] != "")]
    for row, name in own[Seating.school_class].items():
        yield int(row), int(classes.at[name, SchoolClass.pupils])


def _short(office: CleanOffice, column: Column) -> Iterator[Mistake]:
    for row, pupils in _seats(office):
        for fewer in (1, 10):
            yield Mistake({(column, row): pupils - fewer}, (column, row))


@form("AST-06")
def desks_fewer_than_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """课桌数 below the pupils of the class."""
    yield from _short(office, Seating.desks)


@form("AST-06")
def chairs_fewer_than_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """椅数 below the pupils of the class."""
    yield from _short(office, Seating.chairs)


@form("AST-06")
def too_many_seats_broken(office: CleanOffice) -> Iterator[Mistake]:
    """完好 below the pupils, though there are desks and chairs enough."""
    yield from _short(office, Seating.usable)
