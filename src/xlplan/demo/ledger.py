"""ledger.xlsx of the demo school: opening balances, and the vouchers, day books and counts of its year."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import pandas as pd

from xlplan.demo.events import BASIC, CANTEEN, CASH, MONEY, Line
from xlplan.demo.people import CASHIER, CHECKER, MAKER
from xlplan.demo.year import BANKS, OWNED, Voucher, Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine

_GRANT_LEFT = 14_370_000
"""Fen of the money then at hand that came from grants."""
_POSTED_UNTIL = date(2026, 11, 26)


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of ledger.xlsx."""
    cash = list(_cash(year))
    return {
        OpeningBalance: typed(OpeningBalance, _opening()),
        VoucherLine: typed(VoucherLine, (row for voucher in year.vouchers for row in _lines(voucher))),
        CashEntry: typed(CashEntry, cash),
        BankEntry: typed(BankEntry, _bank(year)),
        CashCount: typed(CashCount, _counts(cash)),
    }


def _opening() -> Iterator[tuple[str, str, int, int, int, int]]:
    """科目代码, 账户, 借方, 贷方 and the same as the year before closed."""
    money = sum(OWNED[account] for account in (CASH, BASIC, CANTEEN))
    for account, fen in (
        *OWNED.items(),
        ("3001", -sum(OWNED.values())),
        (MONEY, money),
        ("8101", -_GRANT_LEFT),
        ("8201", _GRANT_LEFT - money),
    ):
        sides = max(fen, 0), max(-fen, 0)
        yield account, BANKS.get(account, ""), *sides, *sides


def _lines(voucher: Voucher) -> Iterator[tuple[object, ...]]:
    event = voucher.event
    state = "已记账" if event.day <= _POSTED_UNTIL else "已审核"
    for line in event.lines:
        yield (
            event.day, voucher.number, event.summary, line.account, line.debit, line.credit, line.budget, event.kind,
            event.papers, MAKER, CHECKER, event.day, state,
        )  # fmt: skip


def _cash(year: Year) -> Iterator[tuple[date, str, str, str, int, int, date]]:
    for voucher in year.vouchers:
        event = voucher.event
        for line in event.lines:
            if line.account == CASH:
                contra = _other(event.lines, line)
                yield event.day, voucher.number, event.summary, contra, line.debit, line.credit, event.day


def _other(lines: tuple[Line, ...], own: Line) -> str:
    """The account on the other side of a line: the first of the financial half that is not the line's own."""
    side = [line for line in lines if line.account != own.account and line.account[0] in "12345"]
    opposite = [line for line in side if bool(line.debit) != bool(own.debit)]
    return (opposite or side)[0].account


def _bank(year: Year) -> Iterator[tuple[object, ...]]:
    for voucher in year.vouchers:
        event, line = voucher.event, voucher.bank_line
        if line:
            yield (
                BANKS[line.account], event.day, voucher.number, event.summary, event.party, voucher.slip,
                line.debit, line.credit, event.day,
            )  # fmt: skip


def _counts(cash: list[tuple[date, str, str, str, int, int, date]]) -> Iterator[tuple[object, ...]]:
    """A count on each day with cash entries, equal to the book."""
    till = OWNED[CASH]
    for day, entries in groupby(cash, key=lambda row: row[0]):
        till += sum(row[4] - row[5] for row in entries)
        yield day, till, till, "", CASHIER, CHECKER
