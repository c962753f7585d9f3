"""银行对账：编银行存款余额调节表。"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from xlplan.bank.daybook import read_daybook
from xlplan.bank.folder import by_month, in_one_currency, owner
from xlplan.bank.merging import merged
from xlplan.bank.names import currency_of
from xlplan.bank.reading import read_statement
from xlplan.excel.frames import empty
from xlplan.excel.reading import Workbook
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.ledger.daybooks import account_book, carries
from xlplan.reconcile import confirmations
from xlplan.reconcile.accounts import of_month
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import book_rows, statement_rows
from xlplan.reconcile.loose import of_files
from xlplan.reconcile.proof import Reconciliation
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, Confirmation, OpeningBalance
from xlplan.tables.office import BankAccount
from xlplan.tables.statement import Statement

_USED = tuple(column for column in BankEntry.columns if column not in (BankEntry.voucher, BankEntry.entered))
_OPENING = (OpeningBalance.bank_account, OpeningBalance.debit, OpeningBalance.credit)
"""What a copy of ledger.xlsx must have."""

Statements = dict[tuple[str, str], Statement]


@dataclass(frozen=True)
class Reconciled:
    """The reconciliations that were asked for, and why there is none of an account."""

    proofs: tuple[Reconciliation, ...]
    missing: dict[str, str] = field(default_factory=dict)
    """账户 -> one sentence."""
    refused: tuple[str, ...] = ()
    """One sentence for each file in bank/ that cannot be read, or cannot be placed."""


def reconcile(desk: Desk, account: str = "", month: str = "", files: Sequence[Path] = ()) -> Reconciled:
    """银行对账。

    不写账户就对全部银行账户；不写月份，就是所给对账单的最后一个月，没有给就是当天所在的月。
    给了对账单文件，就用它代替 bank 文件夹里那个账户、那个月的。只读台账和对账单。
    """
    books = desk.books()
    try:
        complete = books.requiring((BankAccount, BankEntry, OpeningBalance))
        names = complete[BankAccount][BankAccount.name].tolist()
        if account and account not in names:
            raise CannotRun(f"银行账户表里没有“{account}”，只有 {'、'.join(names)}。")
        with complete.asked():
            given = _given(books, files, account, month)
        complete = replace(complete, statements={**books.statements, **given})
        month = month or max((own for _, own in given), default=desk.month)
        with complete.asked():
            # What stands on the wrong account explains rows of the account that is asked.
            found = of_month(complete, names, month)
        wanted = [account] if account else names
        proofs = [found[name] for name in wanted if name in found]
        missing = {name: f"{name}没有 {month} 的对账单，没有对账。" for name in wanted if name not in found}
    except Waiting as reason:
        raise CannotRun(f"{reason}，不能对账。") from None
    refused = tuple(reason for name, reason in books.refused.items() if name.startswith("bank/"))
    if not proofs:
        raise CannotRun(" ".join([*missing.values(), *refused]) or "银行账户表里没有账户，不能对账。")
    return Reconciled(tuple(proofs), missing, refused)


def _given(books: Books, files: Sequence[Path], account: str, month: str) -> Statements:
    """The statements of files that were named, by account and month; a file without a number is of the account asked.

    Raises CannotRun for a file that is of another account or month than is asked, or in a second currency.
    """
    found: dict[tuple[str, str], list[Statement]] = {}
    for own in [part for path in files for part in read_statement(path).accounts]:
        name = owner(own, books[BankAccount]) if own.account or not account else account
        if account and name != account:
            raise CannotRun(f"{own.name} 是{name}的对账单，不是{account}的。")
        months = by_month(own)
        if month and month not in months:
            raise CannotRun(f"{own.name} 里没有 {month} 的流水，只有 {'、'.join(months)} 的。")
        for one, part in months.items():
            found.setdefault((name, one), []).append(part)
    named = {name for name, _ in found}
    others = {key: [own] for key, own in books.statements.items() if key[0] in named}
    for reason in in_one_currency({**others, **found})[1].values():
        raise CannotRun(reason)
    return {key: merged(parts) for key, parts in found.items()}


def reconcile_files(
    book: Path, files: Sequence[Path], account: str = "", month: str = "", until: date | None = None
) -> Reconciled:
    """对单独的文件：一本日记账，一份或几份对账单，不要单位的文件夹。

    日记账是 ledger.xlsx 的副本，或者别的软件导出的银行日记账；借方是收入，贷方是支出，和对账单正好相反。
    写了月份，就只对这个月。
    """
    own = _put_together(files, month)
    day = pd.Timestamp(until) if until else None
    ledger = _ledger_rows(book, account)
    if ledger:
        rows, opening, lines = ledger
        return Reconciled(tuple(explained([of_files(rows, opening, own, day, lines)])))
    listed = read_daybook(book, account)
    unread = tuple(replace(one, detail=f"日记账{one.detail}") for one in listed.problems)
    own = replace(own, problems=own.problems + unread)
    return Reconciled(tuple(explained([of_files(statement_rows({"": listed}), listed.opening, own, day)])))


def _put_together(files: Sequence[Path], month: str) -> Statement:
    """The statement that loose files of one account make, or what they have of a month."""
    whole = [own for path in files for own in read_statement(path).accounts]
    numbers = sorted({own.account for own in whole if own.account and "*" not in own.account})
    currencies = {currency_of(own.currency) for own in whole}
    if len(numbers) > 1 or len(currencies) > 1:
        several = [*numbers, *(one or "人民币" for one in sorted(currencies) if len(currencies) > 1)]
        raise CannotRun(f"对账单是几个账户的：{'、'.join(several)}。请分开对，一次对一个。")
    parts = [months[month] for own in whole if month in (months := own.months())] if month else whole
    if not parts:
        raise CannotRun(f"{'、'.join(path.name for path in files)} 里没有 {month} 的流水。")
    return merged(parts)


def _ledger_rows(path: Path, account: str) -> tuple[pd.DataFrame, int | None, pd.DataFrame] | None:
    """Of one account of a copy of ledger.xlsx: its rows, its opening, its lines of 对账确认; None for any other file."""
    try:
        workbook = Workbook(path)
    except CannotRun:
        return None
    if BankEntry.sheet not in workbook.sheets:
        return None
    others = {table.sheet for table in MASTERS[BankEntry.workbook]} - {BankEntry.sheet}
    if others.isdisjoint(workbook.sheets) and BankEntry.account not in workbook.read(BankEntry, {}).places:
        return None  # other software calls the book of a single account so too
    rows = _whole(workbook, BankEntry, _USED)
    names = rows[BankEntry.account].unique().tolist()
    if not account and len(names) > 1:
        raise CannotRun(f"{path.name} 里有几个账户：{'、'.join(names)}。请写明对哪个账户。")
    name = account or next(iter(names), "")
    if name not in names:
        raise CannotRun(f"{path.name} 的“{BankEntry.sheet}”里没有{name or '账户'}。")
    openings = empty(OpeningBalance)
    if OpeningBalance.sheet in workbook.sheets:
        openings = _whole(workbook, OpeningBalance, _OPENING)
    book = account_book(rows, openings, name)
    known = name in openings[OpeningBalance.bank_account].tolist() or carries(book.rows.head(1)).any()
    lines = empty(Confirmation)
    if Confirmation.sheet in workbook.sheets:
        lines = confirmations.of_account(_whole(workbook, Confirmation, confirmations.USED), name)
    return book_rows(book.rows), int(book.openings[0]) if known else None, lines


def _whole(workbook: Workbook, table: type[Table], used: tuple[Column, ...]) -> pd.DataFrame:
    """Every row of a sheet of a copy; raises CannotRun where it lacks a column that is used, or a row is unreadable."""
    sheet = workbook.read(table, {})
    name = workbook.package.name
    lacking = [column for column in used if column not in sheet.places]
    if lacking:
        raise CannotRun(f"{name} 的“{table.sheet}”缺少列：{'、'.join(lacking)}。")
    if sheet.left_out:
        raise CannotRun(f"{name} 的“{table.sheet}”有 {sheet.left_out} 行读不出来，不能对账。")
    return sheet.rows
