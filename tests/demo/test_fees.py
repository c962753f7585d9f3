"""What the demo school collects is so many pupils at a price, in its fees as in its ledger, to the fen."""

import pandas as pd

from xlplan import demo
from xlplan.tables.fees import Consent, FeeItem, FeeReceipt, FeeSettlement, ReceiptBook
from xlplan.tables.ledger import CASH, BankEntry, CashEntry
from xlplan.tables.links import beside, sums_of
from xlplan.tables.office import SchoolClass

FRAMES = demo.frames()


def receipts() -> pd.DataFrame:
    found = beside(FRAMES[FeeReceipt], FRAMES[FeeItem], {FeeReceipt.item: FeeItem.number}, "目录")
    return found[found[FeeReceipt.room] != ""]


def test_a_class_pays_the_price_for_each_of_its_pupils_who_is_willing_and_not_exempt() -> None:
    own = receipts()
    assert (own[FeeReceipt.amount] == own["目录标准"] * own[FeeReceipt.payers]).all()
    consents = {column: column for column in (Consent.item, Consent.term, Consent.room)}
    agreed = beside(own, FRAMES[Consent], consents, "自愿")["自愿份数"]
    assert (agreed == own[FeeReceipt.payers] + own[FeeReceipt.exempt]).all()
    pupils = beside(own, FRAMES[SchoolClass], {FeeReceipt.room: SchoolClass.name}, "班")["班学生数"]
    assert (agreed <= pupils).all()
    assert (agreed < pupils).any()


def test_what_the_classes_paid_is_what_the_bank_day_book_holds_under_its_slip() -> None:
    own, entries = FRAMES[FeeReceipt], FRAMES[BankEntry]
    amounts = own[FeeReceipt.amount]
    paid = sums_of(entries, own, {BankEntry.reference: FeeReceipt.slip}, amounts)
    assert (paid[paid > 0] == entries[BankEntry.income][paid > 0]).all()
    assert paid.sum() == amounts.sum()


def test_cash_of_fees_and_scrap_is_all_the_cash_that_is_no_money_of_the_school() -> None:
    own = FRAMES[FeeReceipt]
    cash = own.loc[own[FeeReceipt.method] == "现金", FeeReceipt.amount].sum()
    entries = FRAMES[CashEntry]
    others = entries[entries[CashEntry.contra].isin(["2307", "2103"])]
    assert cash == others[CashEntry.income].sum() > 0
    assert CASH not in set(others[CashEntry.contra])


def test_every_pupil_who_pays_gets_a_receipt_and_no_receipt_is_lost() -> None:
    own, books = FRAMES[FeeReceipt], FRAMES[ReceiptBook]
    assert books[ReceiptBook.used].sum() == own[FeeReceipt.payers].fillna(1).sum()
    parts = books[ReceiptBook.used] + books[ReceiptBook.void] + books[ReceiptBook.left]
    assert (parts == books[ReceiptBook.size]).all()


def test_what_exercise_books_cost_less_in_spring_is_given_back_to_the_fen() -> None:
    spring = FRAMES[FeeSettlement].iloc[0]
    collected, paid, refunded = (
        spring[column] for column in (FeeSettlement.collected, FeeSettlement.paid, FeeSettlement.refunded)
    )
    assert collected == paid + refunded
    assert refunded > 0
    assert refunded % 100
