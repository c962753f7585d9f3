"""Statements and the bank day book: BNK-01 to BNK-04, BNK-06."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake, Part
from tests.seeded.office import CleanOffice
from xlplan.demo.bank_files import Movement
from xlplan.reconcile.accounts import accounts_with_statements, of_account
from xlplan.reconcile.lists import ROW
from xlplan.reconcile.proof import GROUP
from xlplan.tables.ledger import BankEntry, Confirmation, OpeningBalance
from xlplan.tables.office import BankAccount, Staff

INCOME, SPENDING, DATE = BankEntry.income, BankEntry.spending, BankEntry.date
OPEN = ("BNK-03", "另一边那一笔成了未达账项")
UNBALANCED = ("CLS-01", "期初余额的借贷合计也不相等了")
LONG_AGO = pd.Timestamp("2026-10-30")
"""What is open since then has been so for more than 30 days."""


def _rows(office: CleanOffice) -> Iterator[tuple[Part, int, int]]:
    """Every row of every statement file: the file, its place among the rows, and its row."""
    for part, statement in office.books.statements.items():
        for place, row in enumerate(sorted(statement.rows.index)):
            yield part, place, row


def _without(place: int, rows: list[Movement]) -> list[Movement]:
    return rows[:place] + rows[place + 1 :]


def _twice(place: int, rows: list[Movement]) -> list[Movement]:
    return [*rows[: place + 1], *rows[place:]]


def _dearer(place: int, rows: list[Movement]) -> list[Movement]:
    wrong = replace(rows[place], amount=rows[place].amount * 10)
    return [*rows[:place], wrong, *rows[place + 1 :]]


@form("BNK-01", OPEN)
def row_of_a_statement_missing(office: CleanOffice) -> Iterator[Mistake]:
    """A row that was not downloaded: the next one does not follow."""
    for part, place, row in _rows(office):
        if row < max(office.books.statements[part].rows.index):
            yield Mistake({}, (part, row), statements={part: partial(_without, place)})


@form("BNK-01", OPEN, OPEN)
def amount_of_a_statement_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """A digit too many in a row."""
    for part, place, row in _rows(office):
        yield Mistake({}, (part, row), statements={part: partial(_dearer, place)})


@form("BNK-01", OPEN)
def row_of_a_statement_twice(office: CleanOffice) -> Iterator[Mistake]:
    """A row that was downloaded twice."""
    for part, place, row in _rows(office):
        yield Mistake({}, (part, row + 1), statements={part: partial(_twice, place)})


@form("BNK-01", OPEN)
def statement_does_not_begin_where_the_last_one_ended(office: CleanOffice) -> Iterator[Mistake]:
    """The first row of a month is not there; the first statement of all has none before it to follow."""
    first = min(month for _, month in office.books.statements)
    for part, place, row in _rows(office):
        if place == 0 and part[1] > first:
            yield Mistake({}, (part, row), statements={part: partial(_without, 0)})


def _openings(office: CleanOffice, *changes: int) -> Iterator[Mistake]:
    """The opening of each account off by these amounts; accused at the end of January."""
    openings, entries = office[OpeningBalance], office[BankEntry]
    january = entries[entries[DATE] < pd.Timestamp("2026-02-01")]
    last = january.reset_index().groupby(BankEntry.account)["index"].max()
    for row, name in openings[OpeningBalance.bank_account].items():
        for change in changes if name else ():
            cell = OpeningBalance.debit, row
            yield Mistake(
                {cell: openings.at[row, OpeningBalance.debit] + change}, (BankEntry.balance, last[name])
            )


@form("BNK-02", UNBALANCED)
def opening_of_an_account_one_fen_off(office: CleanOffice) -> Iterator[Mistake]:
    """The least that can be wrong."""
    yield from _openings(office, 1, -1)


@form("BNK-02", UNBALANCED)
def opening_of_an_account_with_figures_swapped(office: CleanOffice) -> Iterator[Mistake]:
    """Two figures of the opening in the wrong order."""
    yield from _openings(office, 9_000, -90_000, 180_000)


@form("BNK-02", UNBALANCED)
def opening_of_an_account_copied_from_another_day(office: CleanOffice) -> Iterator[Mistake]:
    """The opening of some other day."""
    yield from _openings(office, 123_456, 7_654_321)


def _partners(office: CleanOffice) -> Iterator[tuple[int, Part, int]]:
    """Rows of the bank book of long ago, each with the row of the same month's statement that is the same payment."""
    entries = office[BankEntry]
    for account in accounts_with_statements(office.books):
        for month, proof in of_account(office.books, account).items():
            own = proof.book.grouped[proof.book.grouped[ROW].isin(proof.book.rows[ROW])]
            theirs = proof.bank.grouped[proof.bank.grouped[ROW].isin(proof.bank.rows[ROW])]
            pairs = own.drop_duplicates(GROUP, keep=False).merge(
                theirs.drop_duplicates(GROUP, keep=False), on=GROUP, suffixes=("", "_bank")
            )
            for book, bank in zip(pairs[ROW], pairs[f"{ROW}_bank"], strict=True):
                if entries.at[book, DATE] < LONG_AGO:
                    yield book, (account, month), bank


@form("BNK-03", OPEN)
def amount_in_the_bank_book_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """Ninety yuan too many."""
    for row, _, _ in _partners(office):
        side = INCOME if office[BankEntry].at[row, INCOME] else SPENDING
        yield Mistake({(side, row): office[BankEntry].at[row, side] + 9_000}, (DATE, row))


@form("BNK-03")
def amount_in_the_bank_book_lost(office: CleanOffice) -> Iterator[Mistake]:
    """A row of the bank book without an amount: only the bank has it."""
    for row, part, theirs in _partners(office):
        cells: dict[Cell, object] = {(INCOME, row): None, (SPENDING, row): None}
        yield Mistake(cells, (part, theirs))


@form("BNK-03", OPEN, ("APV-07", "付款写的账户和日记账不一样"))
def payment_in_the_book_of_the_other_account(office: CleanOffice) -> Iterator[Mistake]:
    """Entered under the wrong 账户: open in the one, and in the other."""
    for row, (account, _), _ in _partners(office):
        other = next(name for name in office[BankAccount][BankAccount.name] if name != account)
        yield Mistake({(BankEntry.account, row): other}, (DATE, row))


ANEW = ("BNK-02", "断了以后从头对，路上的款成了差额")


def _lacking(office: CleanOffice, months: int) -> Iterator[Mistake]:
    accounts = office[BankAccount]
    for row, name in accounts[BankAccount.name].items():
        own = sorted(part for part in office.books.statements if part[0] == name and part[1] < "2026-11")
        for first in range(len(own) - months + 1):
            gone = dict.fromkeys(own[first : first + months])
            yield Mistake({}, (BankAccount.name, row), statements=gone)


@form("BNK-04", ANEW, OPEN, OPEN)
def statement_of_one_month_missing(office: CleanOffice) -> Iterator[Mistake]:
    """Nobody went to the bank."""
    yield from _lacking(office, 1)


@form("BNK-04", ANEW, OPEN, OPEN)
def statements_of_two_months_missing(office: CleanOffice) -> Iterator[Mistake]:
    """Two months in a row: both are told at the account."""
    yield from _lacking(office, 2)


@form("BNK-04", ANEW, OPEN, OPEN)
def statements_of_all_months_missing(office: CleanOffice) -> Iterator[Mistake]:
    """An account that was never reconciled before November."""
    yield from _lacking(office, 10)


UNCONFIRMED = (OPEN,) * 3
"""The rows of the group that only the clerk can tell are open again."""


def _said(office: CleanOffice) -> Iterator[tuple[int, pd.Series]]:
    yield from office[Confirmation].iterrows()


@form("BNK-06", *UNCONFIRMED)
def amount_of_a_confirmation_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """A fen too much: there is no such row on any day."""
    for row, said in _said(office):
        side = Confirmation.income if said[Confirmation.income] else Confirmation.spending
        yield Mistake({(side, row): said[side] + 1}, (side, row))


@form("BNK-06", *UNCONFIRMED)
def day_of_a_confirmation_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """The day on which it was confirmed, say."""
    for row, _ in _said(office):
        yield Mistake({(Confirmation.date, row): pd.Timestamp("2026-11-30")}, (Confirmation.date, row))


@form("BNK-06", *UNCONFIRMED)
def number_of_a_confirmation_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """A figure too many."""
    for row, said in _said(office):
        number = f"{said[Confirmation.number]}1"
        yield Mistake({(Confirmation.number, row): number}, (Confirmation.number, row))


@form("BNK-06", *UNCONFIRMED)
def row_of_a_confirmation_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """One side has less than the other: the group is accused at its first row."""
    for row, said in _said(office):
        own = office[Confirmation].index[
            office[Confirmation][Confirmation.together] == said[Confirmation.together]
        ]
        cells: dict[Cell, object] = {(column, row): None for column in Confirmation.columns}
        yield Mistake(cells, (Confirmation.together, min(set(own) - {row})))


@form("BNK-06", *UNCONFIRMED)
def confirmation_with_the_other_account(office: CleanOffice) -> Iterator[Mistake]:
    """One row of a group is of another 账户."""
    for row, said in _said(office):
        own = office[Confirmation].index[
            office[Confirmation][Confirmation.together] == said[Confirmation.together]
        ]
        names = office[BankAccount][BankAccount.name]
        other = next(name for name in names if name != said[Confirmation.account])
        yield Mistake({(Confirmation.account, row): other}, (Confirmation.together, min(own)))


def _paid_to(office: CleanOffice, party: str) -> Iterator[Mistake]:
    rows = office[BankEntry]
    bought = (rows[BankEntry.spending] > 0) & rows[BankEntry.summary].str.startswith(
        ("购", "付教学楼", "付操场")
    )
    for row in rows.index[bought & (rows[BankEntry.date] < "2026-11-20")]:
        yield Mistake({(BankEntry.party, row): party}, (BankEntry.party, row))


@form("BNK-05")
def goods_paid_to_the_shopkeeper(office: CleanOffice) -> Iterator[Mistake]:
    """A person's name in place of the shop's."""
    yield from _paid_to(office, "田大勇")


@form("BNK-05")
def goods_paid_to_a_teacher(office: CleanOffice) -> Iterator[Mistake]:
    """The name of one of the staff."""
    for row in office[Staff].index[5:6]:
        yield from _paid_to(office, office[Staff].at[row, Staff.name])


@form("BNK-05")
def goods_paid_to_a_name_of_two(office: CleanOffice) -> Iterator[Mistake]:
    """A name of two characters."""
    yield from _paid_to(office, "李刚")
