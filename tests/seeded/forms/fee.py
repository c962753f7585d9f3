"""收费, 票据, 代收, and cash income: FEE-01 to FEE-11, CSH-07 and CSH-08."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.voucher import changed, vouchers
from tests.seeded.mistakes import Cell, Mistake, Place, Raw
from tests.seeded.office import CleanOffice
from tests.seeded.patching import Cached
from xlplan.excel.table import Column
from xlplan.tables.fees import (
    IN_CASH,
    OTHER,
    Consent,
    FeeItem,
    FeeNotice,
    FeeReceipt,
    FeeSettlement,
    ReceiptBook,
)
from xlplan.tables.ledger import CashEntry, VoucherLine

_DAY = pd.Timedelta(days=1)
_KEY = (FeeReceipt.item, FeeReceipt.term, FeeReceipt.room)


def _receipts(office: CleanOffice) -> pd.DataFrame:
    """What classes paid."""
    receipts = office[FeeReceipt]
    return receipts[receipts[FeeReceipt.room] != ""]


def _sales(office: CleanOffice) -> pd.DataFrame:
    """Receipts of scrap sold: each has a voucher and a slip of its own."""
    receipts = office[FeeReceipt]
    return receipts[receipts[FeeReceipt.room] == ""]


def _of(table: pd.DataFrame, **key: object) -> int:
    """The first row whose columns hold these."""
    fits = pd.Series(True, index=table.index)
    for column, value in key.items():
        fits &= table[column] == value
    return int(table.index[fits][0])


def _consent(office: CleanOffice, row: int) -> int:
    key = office[FeeReceipt].loc[row]
    return _of(office[Consent], **{str(column): key[column] for column in _KEY})


def _settlement(office: CleanOffice, row: int) -> int:
    key = office[FeeReceipt].loc[row]
    return _of(office[FeeSettlement], **{str(column): key[column] for column in _KEY[:2]})


@form("FEE-01")
def item_of_a_sale_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """项目号 of scrap sold."""
    for number in ("F50", "F15", "05"):
        for row in _sales(office).index:
            yield Mistake({(FeeReceipt.item, row): number}, (FeeReceipt.item, row))


@form("FEE-01")
def item_of_a_class_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """项目号 of a class, whose consents then look unpaid, and whose settlement too high."""
    for row in _receipts(office).index:
        besides: tuple[tuple[str, Place], ...] = (
            ("FEE-05", (Consent.copies, _consent(office, row))),
            ("FEE-07", (FeeSettlement.collected, _settlement(office, row))),
        )
        yield Mistake({(FeeReceipt.item, row): "F10"}, (FeeReceipt.item, row), besides)


@form("FEE-01")
def item_that_began_later(office: CleanOffice) -> Iterator[Mistake]:
    """起 of an item typed as the day after it was collected first."""
    items = office[FeeItem]
    first = _sales(office).index[0]
    day = office[FeeReceipt].at[first, FeeReceipt.date]
    for row in items.index[items[FeeItem.kind] == OTHER]:
        yield Mistake({(FeeItem.start, row): day + _DAY}, (FeeReceipt.item, first))


@form("FEE-01")
def fee_that_no_receipt_tells_of(office: CleanOffice) -> Iterator[Mistake]:
    """A voucher that takes for drinking water what the pupils paid for meals."""
    for rows in vouchers(office):
        meals = rows[(rows[VoucherLine.account] == "4609") & rows[VoucherLine.summary].str.contains("伙食费")]
        if len(meals):
            cells = changed(rows, VoucherLine.summary, "收七年级学生饮水费")
            yield Mistake(cells, (VoucherLine.summary, meals.index[0]))


def _published(office: CleanOffice) -> Iterator[tuple[int, int]]:
    """Rows of notices, each with the first receipt that it must stand before."""
    receipts = _receipts(office)
    for row, notice in office[FeeNotice].iterrows():
        end = notice[FeeNotice.end]
        own = receipts[
            (receipts[FeeReceipt.item] == notice[FeeNotice.item])
            & (receipts[FeeReceipt.date] >= notice[FeeNotice.date])
        ]
        own = own if pd.isna(end) else own[own[FeeReceipt.date] <= end]
        if len(own):
            yield int(row), int(own.index[0])


@form("FEE-02")
def published_after_it_was_collected(office: CleanOffice) -> Iterator[Mistake]:
    """公示日期 some days after the first receipt."""
    for notice, row in _published(office):
        day = office[FeeReceipt].at[row, FeeReceipt.date]
        for later in (1, 5, 30):
            yield Mistake({(FeeNotice.date, notice): day + later * _DAY}, (FeeReceipt.date, row))


@form("FEE-02")
def notice_taken_down_before(office: CleanOffice) -> Iterator[Mistake]:
    """止日 on the day before the first receipt."""
    for notice, row in _published(office):
        day = office[FeeReceipt].at[row, FeeReceipt.date]
        yield Mistake({(FeeNotice.end, notice): day - _DAY}, (FeeReceipt.date, row))


@form("FEE-02")
def other_standard_published(office: CleanOffice) -> Iterator[Mistake]:
    """标准 of the notice ten yuan higher."""
    for row, fen in office[FeeNotice][FeeNotice.standard].items():
        yield Mistake({(FeeNotice.standard, row): fen + 1_000}, (FeeNotice.standard, row))


@form("FEE-03")
def paid_for_another_class(office: CleanOffice) -> Iterator[Mistake]:
    """A pupil's money with the next class of the same voucher."""
    receipts = _receipts(office)
    for row, below in zip(receipts.index[:-1], receipts.index[1:], strict=True):
        one, other = receipts.loc[row], receipts.loc[below]
        if one[FeeReceipt.voucher] == other[FeeReceipt.voucher]:
            fen = one[FeeReceipt.amount] // one[FeeReceipt.payers]
            cells: dict[Cell, object] = {
                (FeeReceipt.amount, row): one[FeeReceipt.amount] - fen,
                (FeeReceipt.amount, below): other[FeeReceipt.amount] + fen,
            }
            yield Mistake(cells, (FeeReceipt.amount, below))


@form("FEE-03")
def exempt_pupil_paid(office: CleanOffice) -> Iterator[Mistake]:
    """One more pupil exempt, and none less paid for."""
    for row, own in _receipts(office).iterrows():
        cells: dict[Cell, object] = {
            (FeeReceipt.payers, int(row)): own[FeeReceipt.payers] - 1,
            (FeeReceipt.exempt, int(row)): own[FeeReceipt.exempt] + 1,
        }
        yield Mistake(cells, (FeeReceipt.amount, int(row)))


@form("FEE-03")
def no_unit_at_all(office: CleanOffice) -> Iterator[Mistake]:
    """单位数 0."""
    for row in _receipts(office).index:
        yield Mistake({(FeeReceipt.units, row): 0}, (FeeReceipt.amount, row))


def _single(office: CleanOffice) -> Iterator[tuple[int, int, int]]:
    """Row, first and last number of receipts that are one span and not the first of their kind."""
    for row, text in _receipts(office)[FeeReceipt.tickets].iloc[1:].items():
        if "、" not in text:
            first, last = map(int, text.split("-"))
            yield int(row), first, last


@form("FEE-04")
def range_begins_too_early(office: CleanOffice) -> Iterator[Mistake]:
    """A number that the class before has, or a spoilt one."""
    for row, first, last in _single(office):
        yield Mistake({(FeeReceipt.tickets, row): f"{first - 1:08}-{last:08}"}, (FeeReceipt.tickets, row))


@form("FEE-04")
def number_not_entered(office: CleanOffice) -> Iterator[Mistake]:
    """The first receipt of a class is lacking; 已用 of its book tells of one more."""
    books = office[ReceiptBook]
    for row, first, last in _single(office):
        fits = (books[ReceiptBook.first].astype("int64") <= first) & (
            books[ReceiptBook.last].astype("int64") >= first
        )
        besides: tuple[tuple[str, Place], ...] = (("FEE-04", (ReceiptBook.used, int(books.index[fits][0]))),)
        yield Mistake(
            {(FeeReceipt.tickets, row): f"{first + 1:08}-{last:08}"}, (FeeReceipt.tickets, row), besides
        )


@form("FEE-04")
def receipts_left_miscounted(office: CleanOffice) -> Iterator[Mistake]:
    """结存 one or ten wrong."""
    for more in (1, 10):
        for row, left in office[ReceiptBook][ReceiptBook.left].items():
            yield Mistake({(ReceiptBook.left, row): left + more}, (ReceiptBook.left, row))


@form("FEE-04")
def spoilt_receipt_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """作废 one less than the numbers that are told."""
    books = office[ReceiptBook]
    for row in books.index[books[ReceiptBook.void_numbers] != ""]:
        fewer = books.at[row, ReceiptBook.void] - 1
        yield Mistake({(ReceiptBook.void, row): fewer}, (ReceiptBook.void, row))


@form("FEE-05")
def more_agreed_than_paid(office: CleanOffice) -> Iterator[Mistake]:
    """份数 of a class one or ten too high."""
    for more in (1, 10):
        for row, copies in office[Consent][Consent.copies].items():
            yield Mistake({(Consent.copies, row): copies + more}, (Consent.copies, row))


@form("FEE-05")
def exempt_not_entered(office: CleanOffice) -> Iterator[Mistake]:
    """免收人数 left empty."""
    for row in _receipts(office).index:
        yield Mistake({(FeeReceipt.exempt, row): None}, (Consent.copies, _consent(office, row)))


@form("FEE-05")
def payer_not_counted(office: CleanOffice) -> Iterator[Mistake]:
    """人数 one short, so that the class also seems to pay too much a head."""
    for row, payers in _receipts(office)[FeeReceipt.payers].items():
        besides: tuple[tuple[str, Place], ...] = (("FEE-03", (FeeReceipt.amount, row)),)
        yield Mistake(
            {(FeeReceipt.payers, row): payers - 1}, (Consent.copies, _consent(office, row)), besides
        )


def _treasury(office: CleanOffice) -> Iterator[tuple[int, pd.DataFrame]]:
    """The line that takes in money of the treasury, and the lines of the next voucher that pays it."""
    own = office[VoucherLine]
    own = own[own[VoucherLine.account] == "2103"]
    for taken, paid in zip(
        own.index[own[VoucherLine.credit] > 0], own.index[own[VoucherLine.debit] > 0], strict=True
    ):
        yield taken, office[VoucherLine].loc[paid : paid + 1]


@form("FEE-06")
def paid_from_another_account(office: CleanOffice) -> Iterator[Mistake]:
    """The payment to the treasury on an account of other debts."""
    for account in ("2307", "2302", "2102"):
        for taken, paid in _treasury(office):
            yield Mistake({(VoucherLine.account, paid.index[0]): account}, (VoucherLine.credit, taken))


@form("FEE-06")
def paid_too_little(office: CleanOffice) -> Iterator[Mistake]:
    """The payment to the treasury ten yuan short."""
    for taken, paid in _treasury(office):
        cells: dict[Cell, object] = {}
        for column, row in zip((VoucherLine.debit, VoucherLine.credit), paid.index, strict=True):
            cells[column, row] = paid.at[row, column] - 1_000
        yield Mistake(cells, (VoucherLine.credit, taken))


@form("FEE-06", ("FEE-11", "收费记录比凭证少"))
def more_taken_than_paid(office: CleanOffice) -> Iterator[Mistake]:
    """The voucher takes in a hundred yuan more than was sold for."""
    for taken, _ in _treasury(office):
        cash = taken - 1
        cells: dict[Cell, object] = {
            (VoucherLine.debit, cash): office[VoucherLine].at[cash, VoucherLine.debit] + 10_000,
            (VoucherLine.credit, taken): office[VoucherLine].at[taken, VoucherLine.credit] + 10_000,
        }
        yield Mistake(cells, (VoucherLine.credit, taken))


@form("FEE-07")
def refund_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """退还 of what is settled nine yuan too high."""
    own = office[FeeSettlement]
    for row, fen in own.loc[own[FeeSettlement.settled].notna(), FeeSettlement.refunded].items():
        yield Mistake({(FeeSettlement.refunded, row): fen + 900}, (FeeSettlement.rest, row))


@form("FEE-07")
def settled_with_a_rest(office: CleanOffice) -> Iterator[Mistake]:
    """结清日 of what still has a rest."""
    own = office[FeeSettlement]
    for row in own.index[own[FeeSettlement.settled].isna()]:
        day = own.at[row, FeeSettlement.payment_day]
        yield Mistake({(FeeSettlement.settled, row): day}, (FeeSettlement.rest, row))


@form("FEE-07")
def term_not_settled(office: CleanOffice) -> Iterator[Mistake]:
    """The settlement of spring is lacking."""
    row = office[FeeSettlement].index[0]
    given = [column for column in FeeSettlement.columns if not column.formula]
    cells: dict[Cell, object] = {(column, row): None for column in given}
    item = _of(office[FeeItem], 项目号=office[FeeSettlement].at[row, FeeSettlement.item])
    yield Mistake(cells | {(FeeSettlement.rest, row): Raw(Cached(""))}, (FeeItem.number, item))


@form("FEE-08")
def collected_on_a_saturday(office: CleanOffice) -> Iterator[Mistake]:
    """收款日期 on the Saturday of the week."""
    receipts = _receipts(office)
    for row, day in receipts.loc[receipts[FeeReceipt.method] != IN_CASH, FeeReceipt.date].items():
        yield Mistake({(FeeReceipt.date, row): day + (5 - day.weekday()) * _DAY}, (FeeReceipt.date, row))


@form("FEE-08")
def lessons_in_the_catalogue(office: CleanOffice) -> Iterator[Mistake]:
    """An item called after lessons."""
    items = office[FeeItem]
    for name in ("寒假辅导费", "周末补课费", "晚自习费"):
        for row in items.index[items[FeeItem.name] != "伙食费"]:
            yield Mistake({(FeeItem.name, row): name}, (FeeItem.name, row))


@form("FEE-08")
def lessons_in_a_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """A voucher of fees that says lessons."""
    for rows in vouchers(office):
        if rows[VoucherLine.summary].iloc[0].startswith("代收"):
            row = rows.index[rows[VoucherLine.account] == "2307"][0]
            yield Mistake(
                changed(rows, VoucherLine.summary, "收九年级培优班费用"), (VoucherLine.summary, row)
            )


def _aid(row: int, listed: str | None) -> dict[Cell, object]:
    return {(FeeItem.course, row): "数学", (FeeItem.listed, row): listed}


@form("FEE-09")
def aid_of_no_list(office: CleanOffice) -> Iterator[Mistake]:
    """An item is a teaching aid, and 公告目录 empty."""
    for row in office[FeeItem].index:
        yield Mistake(_aid(row, None), (FeeItem.listed, row))


@form("FEE-09")
def aid_that_is_not_listed(office: CleanOffice) -> Iterator[Mistake]:
    """The same, and 公告目录 says no."""
    for row in office[FeeItem].index:
        yield Mistake(_aid(row, "否"), (FeeItem.listed, row))


@form("FEE-09")
def two_aids_of_one_subject(office: CleanOffice) -> Iterator[Mistake]:
    """Two items for the same pupils are aids of one subject."""
    items = office[FeeItem].sort_values(FeeItem.start, kind="stable")
    rows = list(items.index)
    for place, first in enumerate(rows):
        for second in rows[place + 1 :]:
            scope: dict[Cell, object] = {(FeeItem.scope, row): "全校" for row in (first, second)}
            yield Mistake(_aid(first, "是") | _aid(second, "是") | scope, (FeeItem.course, second))


@form("FEE-10")
def fewer_agreed_than_paid(office: CleanOffice) -> Iterator[Mistake]:
    """份数 three too low."""
    for row in _receipts(office).index:
        consent = _consent(office, row)
        copies = office[Consent].at[consent, Consent.copies] - 3
        yield Mistake({(Consent.copies, consent): copies}, (FeeReceipt.payers, row))


@form("FEE-10")
def signed_after_paying(office: CleanOffice) -> Iterator[Mistake]:
    """签字日 the day after."""
    for row, day in _receipts(office)[FeeReceipt.date].items():
        consent = _consent(office, row)
        yield Mistake({(Consent.signed, consent): day + _DAY}, (Consent.signed, consent))


@form("FEE-10")
def consents_nowhere(office: CleanOffice) -> Iterator[Mistake]:
    """文件 left empty."""
    for row in office[Consent].index:
        yield Mistake({(Consent.file, row): None}, (Consent.file, row))


@form("FEE-11")
def banked_on_another_day(office: CleanOffice) -> Iterator[Mistake]:
    """存入日 of a transfer a day early or late."""
    receipts = _receipts(office)
    for row, day in receipts.loc[receipts[FeeReceipt.method] != IN_CASH, FeeReceipt.banked].items():
        for other in (day + _DAY, day - _DAY):
            yield Mistake({(FeeReceipt.banked, row): other}, (FeeReceipt.banked, row))


def _other_digits(column: Column, rows: pd.DataFrame) -> Iterator[Mistake]:
    for row, text in rows[column].items():
        yield Mistake({(column, row): f"{text}9"}, (column, row))


@form("FEE-11")
def slip_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """回单号 of cash with a digit too many."""
    receipts = office[FeeReceipt]
    yield from _other_digits(FeeReceipt.slip, receipts[receipts[FeeReceipt.method] == IN_CASH])


@form("FEE-11")
def voucher_of_a_payment_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of a settlement with two digits too many."""
    for row, text in office[FeeSettlement][FeeSettlement.voucher].items():
        yield Mistake({(FeeSettlement.voucher, row): f"{text}99"}, (FeeSettlement.voucher, row))


@form("FEE-11")
def amount_of_a_sale_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of scrap sold a yuan too low."""
    for row, fen in _sales(office)[FeeReceipt.amount].items():
        yield Mistake({(FeeReceipt.amount, row): fen - 100}, (FeeReceipt.amount, row))


@form("CSH-07")
def cash_banked_a_day_late(office: CleanOffice) -> Iterator[Mistake]:
    """存入日 after the day of the slip, which tells against it too."""
    receipts = office[FeeReceipt]
    for row, day in receipts.loc[receipts[FeeReceipt.method] == IN_CASH, FeeReceipt.banked].items():
        place = (FeeReceipt.banked, row)
        yield Mistake({place: day + _DAY}, place, (("FEE-11", place),))


@form("CSH-07")
def cash_never_banked(office: CleanOffice) -> Iterator[Mistake]:
    """Neither 存入日 nor 回单号."""
    receipts = office[FeeReceipt]
    for row in receipts.index[receipts[FeeReceipt.method] == IN_CASH]:
        cells: dict[Cell, object] = {(FeeReceipt.banked, row): None, (FeeReceipt.slip, row): None}
        yield Mistake(cells, (FeeReceipt.banked, row))


@form("CSH-07")
def income_left_in_the_till(office: CleanOffice) -> Iterator[Mistake]:
    """Cash that comes in as income on a day without payments."""
    entries = office[CashEntry]
    busy = set(entries.loc[entries[CashEntry.spending] > 0, CashEntry.date])
    for row, entry in entries[entries[CashEntry.income] > 0].iterrows():
        if entry[CashEntry.date] not in busy:
            yield Mistake({(CashEntry.contra, int(row)): "4609"}, (CashEntry.income, int(row)))


@form("CSH-08")
def receipt_without_a_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of scrap sold left empty."""
    for row in _sales(office).index:
        yield Mistake({(FeeReceipt.voucher, row): None}, (FeeReceipt.voucher, row))


@form("CSH-08")
def voucher_that_the_cash_book_has_not(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of scrap sold with two digits too many."""
    for row, text in _sales(office)[FeeReceipt.voucher].items():
        yield Mistake({(FeeReceipt.voucher, row): f"{text}99"}, (FeeReceipt.voucher, row))


@form("CSH-08")
def paid_out_of_what_came_in(office: CleanOffice) -> Iterator[Mistake]:
    """Not drawn from the bank but taken from a pupil, and spent on the same day."""
    entries = office[CashEntry]
    for _, day in entries.groupby(CashEntry.date, sort=False):
        bank = day[CashEntry.contra].str.startswith("1002")
        paid = day[(day[CashEntry.spending] > 0) & ~bank]
        first = day.iloc[0]
        before = first[CashEntry.balance] - first[CashEntry.income] + first[CashEntry.spending]
        rest = before + day[CashEntry.income].sum() - paid[CashEntry.spending].sum()
        for row, fen in day.loc[bank, CashEntry.income].items():
            if fen > rest:
                at = (CashEntry.spending, paid.index[-1])
                besides: tuple[tuple[str, Place], ...] = (("CSH-07", (CashEntry.income, row)),)
                yield Mistake({(CashEntry.contra, row): "2307"}, at, besides)
