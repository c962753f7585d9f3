"""A bank day book and the bank's statement to measure on, written once and kept in build/bench."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from tests.bench.ledgers import FOLDER, kept
from xlplan.tables.ledger import BankEntry, OpeningBalance

OPENING = 1_000_000_000
"""Fen, on both sides."""
_START = date(2026, 1, 1)
_COLUMNS = (
    BankEntry.account, BankEntry.date, BankEntry.voucher, BankEntry.summary, BankEntry.party, BankEntry.reference,
    BankEntry.income, BankEntry.spending, BankEntry.balance, BankEntry.entered,
)  # fmt: skip


class Payment(NamedTuple):
    """One payment, as both sides have it; every hundredth is only in one of the two."""

    place: int
    booked: date
    cleared: date
    fen: int
    number: str

    @property
    def in_book(self) -> bool:
        return self.place % 100 != 7

    @property
    def in_bank(self) -> bool:
        return self.place % 100 != 93


def payments(count: int) -> Iterator[Payment]:
    """So many rows on each side: amounts repeat, two in three have a number, the bank is up to four days later."""
    for place in range(count + count // 99):
        booked = _START + timedelta(days=place * 340 // count)
        fen = (place * 7919 % 20_000 + 1) * 100 * (1 if place % 3 == 0 else -1)
        number = f"2601{place:06d}" if place % 3 else ""
        yield Payment(place, booked, booked + timedelta(days=place * 31 % 5), fen, number)


def ledger(count: int) -> Path:
    """A ledger.xlsx with a bank day book of so many rows."""
    return kept(FOLDER / f"bank-book-{count}.xlsx", lambda part: _write_ledger(part, count))


def statement(count: int) -> Path:
    """The statement: a .csv in GB18030."""
    return kept(FOLDER / f"statement-{count}.csv", lambda part: _write_statement(part, count))


def _write_ledger(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        opening = book.add_worksheet(OpeningBalance.sheet)
        opening.write_row(0, 0, OpeningBalance.columns)
        opening.write_row(1, 0, ("100201", "基本户", OPENING / 100))
        sheet = book.add_worksheet(BankEntry.sheet)
        sheet.write_row(0, 0, _COLUMNS)
        day, balance = book.add_format({"num_format": "yyyy-mm-dd"}), OPENING
        for row, one in enumerate((one for one in payments(count) if one.in_book), 1):
            balance += one.fen
            said = "基本户", f"记-{row}", f"付第{one.place % 1000}笔货款", "新华书店", one.number
            for column, text in zip((0, 2, 3, 4, 5), said, strict=True):
                sheet.write_string(row, column, text)
            for column in (1, 9):
                sheet.write_datetime(row, column, one.booked, day)
            sheet.write_number(row, 6 if one.fen > 0 else 7, abs(one.fen) / 100)
            sheet.write_number(row, 8, balance / 100)


def _write_statement(path: Path, count: int) -> None:
    balance = OPENING
    with path.open("w", encoding="gb18030", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["账号：6222000011112222"])
        lines.writerow(["交易日期", "对方户名", "收入金额", "支出金额", "余额", "凭证号码", "摘要"])
        for one in sorted((one for one in payments(count) if one.in_bank), key=lambda one: one.cleared):
            balance += one.fen
            income, spending = (max(side, 0) / 100 or "" for side in (one.fen, -one.fen))
            lines.writerow(
                [one.cleared, "新华书店", income, spending, f"{balance / 100:.2f}", one.number, "货款"]
            )
