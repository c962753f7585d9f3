"""The bank accounts of an office, reconciled month by month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from xlplan.ledger.daybooks import Daybook, account_book
from xlplan.money import grouped
from xlplan.reconcile import confirmations
from xlplan.reconcile.confirmations import Confirmed
from xlplan.reconcile.entries import of_office as habits_of
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import DAY, PART, book_rows, carried_rows, statement_rows
from xlplan.reconcile.proof import Reconciliation, Window, names_of_files, proofs
from xlplan.reconcile.terms import of_office
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, BankEntry, OpeningBalance, OpenItem
from xlplan.tables.statement import Problem, Statement


def of_account(books: Books, account: str) -> dict[str, Reconciliation]:
    """Every month (YYYY-MM) of one account that has a statement, as of its end, or as of today if that is earlier.

    Months that follow each other are paired as one list, so that what was open at the end of one is settled in the
    next; a month without a statement breaks the run, and the next one begins anew with both openings, and with what the
    bank then has of the days before.
    Raises Waiting where 银行日记账 or 期初余额 cannot be had.
    """
    book = account_book(books[BankEntry], books[OpeningBalance], account)
    if account not in accounts_with_statements(books):
        return {}
    return books.once((of_account, account), lambda: _of_book(books, account, book))


def _of_book(books: Books, account: str, book: Daybook) -> dict[str, Reconciliation]:
    found: dict[str, Reconciliation] = {}
    rows = book_rows(book.rows)
    today = pd.Timestamp(books.today)
    stated = _stated(books, account)
    groups = confirmed(books, account).groups
    for run in _runs(books, account):
        windows = list(_windows(book, run, today))
        theirs = stated[stated[PART].isin(run) & (stated[DAY] <= today)]
        terms = of_office(books, rows[DAY], theirs[DAY])
        ours = rows[rows[DAY] <= windows[-1].until]
        own = confirmations.within(groups, ours, theirs)
        before = _carried(books, account, windows[0].start)
        for proof in proofs(account, ours, theirs, windows, terms, own, before):
            found[proof.month] = replace(proof, files=names_of_files(run))
    return found


def _carried(books: Books, account: str, start: pd.Timestamp) -> list[pd.DataFrame]:
    """What was open of either side when the year began, for the run of statements that begins with it; [] for another one."""
    if start.day_of_year != 1:
        return []
    try:
        with books.requiring(False).asked():
            items = books[OpenItem]
            items = items[(items[OpenItem.account] == account) & (items[OpenItem.date] < start)]
            sides = [carried_rows(items[items[OpenItem.side] == side]) for side in (BOOK_SIDE, BANK_SIDE)]
    except Waiting:
        return []
    return sides if any(map(len, sides)) else []


def of_month(books: Books, accounts: Iterable[str], month: str) -> dict[str, Reconciliation]:
    """The accounts that have a statement of a month, with what explains their open rows."""
    found = {account: of_account(books, account).get(month) for account in accounts}
    return with_hints(books, {account: proof for account, proof in found.items() if proof})


def with_hints(books: Books, proofs: Mapping[str, Reconciliation]) -> dict[str, Reconciliation]:
    """Accounts of an office, each on some day, with what explains their open rows, in the office's own accounts."""
    return dict(zip(proofs, explained(proofs.values(), habits_of(books)), strict=True))


def _stated(books: Books, account: str) -> pd.DataFrame:
    """All that the bank says of an account, with or without a month missing."""
    own = ((month, rows) for (name, month), rows in sorted(books.statements.items()) if name == account)
    return books.once((_stated, account), lambda: statement_rows(dict(own)))


def confirmed(books: Books, account: str) -> Confirmed:
    """What 对账确认 says of an account that has statements; raises Waiting where 银行日记账 cannot be had."""
    entries = books[BankEntry]
    return books.once((confirmed, account), lambda: _confirmed(books, account, entries))


def _confirmed(books: Books, account: str, entries: pd.DataFrame) -> Confirmed:
    rows = book_rows(entries[entries[BankEntry.account] == account])
    return confirmations.confirmed(confirmations.usable(books, account), rows, _stated(books, account))


def _runs(books: Books, account: str) -> Iterator[dict[str, Statement]]:
    """The statements of an account by month, as long as no month is missing between them."""
    run: dict[str, Statement] = {}
    for name, month in sorted(books.statements):
        if name != account or pd.Timestamp(month) > pd.Timestamp(books.today):
            continue
        if run and pd.Period(month) != pd.Period(max(run)) + 1:
            yield run
            run = {}
        run[month] = books.statements[name, month]
    if run:
        yield run


def _windows(book: Daybook, run: dict[str, Statement], today: pd.Timestamp) -> Iterator[Window]:
    starts = [pd.Timestamp(month) for month in run]
    ends = [min(start + pd.offsets.MonthEnd(), today) for start in starts]
    openings = book.balances_on(pd.Series(starts) - pd.Timedelta(days=1)).tolist()
    closings = book.balances_on(pd.Series(ends)).tolist()
    for (month, own), start, until, *stated in zip(
        run.items(), starts, ends, openings, closings, strict=True
    ):
        theirs = own.opening, own.closing_on(until)
        after = run.get(str(pd.Period(month) + 1))
        problems = (
            *own.problems,
            *too_short(own, today),
            *_apart(run.get(str(pd.Period(month) - 1)), own),
            *_apart(own, after),
        )
        yield Window(month, start, until, (stated[0], stated[1]), theirs, problems)


def too_short(statement: Statement, today: pd.Timestamp) -> Iterator[Problem]:
    """What the files of a month that is over tell where they say that they do not hold all its days."""
    start = pd.Timestamp(statement.month)
    end = start + pd.offsets.MonthEnd()
    if statement.reach is None or end > today:
        return
    first, last = map(pd.Timestamp, statement.reach)
    if first > start or last < end:
        span = f"{max(first, start):%Y-%m-%d} 至 {min(last, end):%Y-%m-%d}"
        yield Problem("cut", None, f"对账单写明只有 {span} 的流水，不是 {statement.month} 整月的。")


def _apart(before: Statement | None, after: Statement | None) -> Iterator[Problem]:
    """What two months tell that do not join: one of them is not whole."""
    if before and after and (gap := _gap(before, after)):
        sums = "，".join(
            f"{own.month} 的{end}余额 {grouped(fen)}"
            for own, end, fen in ((after, "期初", after.opening or 0), (before, "期末", before.closing or 0))
        )
        yield Problem("gap", None, f"{sums}，相差 {grouped(abs(gap))}，有一个月的对账单不完整。")


def _gap(before: Statement, after: Statement) -> int:
    if before.closing is None or after.opening is None:
        return 0
    return after.opening - before.closing


def accounts_with_statements(books: Books) -> list[str]:
    """Every 账户 that has a statement of some month."""
    return sorted({account for account, _ in books.statements})


def opening_gap(books: Books, account: str, month: str) -> int:
    """Fen by which a statement begins above what the one of the month before ended with; 0 where either is not known."""
    before = books.statements.get((account, str(pd.Period(month) - 1)))
    return _gap(before, books.statements[account, month]) if before else 0
