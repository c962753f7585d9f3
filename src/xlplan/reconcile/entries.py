"""What the bank takes or credits by itself, and the voucher that the office would write for it. In fen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from xlplan.ledger.vouchers import of_accounts
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Account, BankAccount

INTEREST, FEE = "收存款利息", "付银行手续费"
WORDS: Mapping[str, re.Pattern[str]] = {
    INTEREST: re.compile("利息|结息"),
    FEE: re.compile("手续费|工本费|汇划费|账户管理费|短信服务费|网银服务费|年费"),
}
"""Summary of the voucher -> what the bank, or we, call it."""
_BANK = "银行存款"


class Line(NamedTuple):
    """A line of the voucher; ``code`` and ``budget`` are "" where the office's are not known."""

    code: str
    name: str
    debit: bool
    budget: str = ""


class Entry(NamedTuple):
    """A line to copy into 记账凭证."""

    day: pd.Timestamp
    summary: str
    code: str
    name: str
    debit: int
    credit: int
    budget: str


_OF_THE_BANK = Line("", _BANK, False)
_WITHOUT_CHART = {
    INTEREST: (_OF_THE_BANK._replace(debit=True), Line("", "利息收入", False)),
    FEE: (Line("", "手续费支出", True), _OF_THE_BANK),
}


@dataclass(frozen=True)
class Habits:
    """How an office writes what the bank does by itself; without an office, in words only."""

    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=lambda: _WITHOUT_CHART)
    """By summary; the line of the bank is named 银行存款 and has no code."""
    banks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """账户 -> 科目代码, 科目名称."""

    def entries(self, summary: str, account: str, day: pd.Timestamp, fen: int) -> tuple[Entry, ...]:
        """The voucher for an amount that an account paid or was paid."""
        found = []
        for line in self.lines[summary]:
            code, name = line.code, line.name
            if (code, name) == ("", _BANK):
                code, name = self.banks.get(account, (code, name))
            sums = (abs(fen), 0) if line.debit else (0, abs(fen))
            found.append(Entry(day, summary, code, name, *sums, line.budget))
        return tuple(found)


def of_office(books: Books) -> Habits:
    """As its last voucher of the kind was written, else by the names of its chart."""
    try:
        chart, accounts, lines = books[Account], books[BankAccount], books[VoucherLine]
        names = dict(zip(chart[Account.code], chart[Account.name], strict=True))
        banks = {
            name: (code, names.get(code, name))
            for name, code in zip(accounts[BankAccount.name], accounts[BankAccount.account], strict=True)
        }
        found = books.once(
            of_office, lambda: {summary: _last(lines, banks, names, summary) for summary in WORDS}
        )
    except (Waiting, KeyError):
        return Habits()
    return Habits({summary: own or _named(summary, names) for summary, own in found.items()}, banks)


def _last(
    lines: pd.DataFrame, banks: Mapping[str, tuple[str, str]], names: Mapping[str, str], summary: str
) -> tuple[Line, ...]:
    """The lines of the newest voucher of the kind, if it holds nothing else, is balanced and has a line of a bank account."""
    alike = lines[lines[VoucherLine.summary].str.contains(WORDS[summary])]
    codes = tuple(code for code, _ in banks.values() if code)
    side = VoucherLine.debit if summary == INTEREST else VoucherLine.credit
    of_banks = alike[of_accounts(alike, codes) & (alike[side] > 0)] if codes else alike[:0]
    if of_banks.empty:
        return ()
    newest = of_banks.sort_values(VoucherLine.date, kind="stable").iloc[-1]
    same = (lines[VoucherLine.date] == newest[VoucherLine.date]) & (
        lines[VoucherLine.voucher] == newest[VoucherLine.voucher]
    )
    whole = lines[same]
    sums = whole[[VoucherLine.debit, VoucherLine.credit]]
    debits = (sums[VoucherLine.debit] > 0).sum()
    if (sums.max(axis=1) != newest[side]).any() or 2 * debits != len(sums):
        return ()
    columns = [VoucherLine.account, VoucherLine.debit, VoucherLine.budget]
    return tuple(
        _OF_THE_BANK._replace(debit=debit > 0)
        if code in codes
        else Line(code, names.get(code, ""), debit > 0, budget)
        for code, debit, budget in whole[columns].itertuples(index=False)
    )


def _named(summary: str, names: Mapping[str, str]) -> tuple[Line, ...]:
    """In words, with the code of an account that is called so."""
    codes = {name: code for code, name in names.items() if name != _BANK}
    return tuple(line._replace(code=codes.get(line.name, "")) for line in _WITHOUT_CHART[summary])
