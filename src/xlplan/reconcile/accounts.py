"""The bank accounts of an office, reconciled month by month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.findings import CannotRun
from xlplan.ledger.daybooks import Daybook, account_book
from xlplan.money import grouped
from xlplan.reconcile import confirmations
from xlplan.reconcile.confirmations import Confirmed
from xlplan.reconcile.entries import of_office as habits_of
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import AMOUNT, DAY, PART, book_rows, statement_rows
from xlplan.reconcile.matching import Groups, match
from xlplan.reconcile.pool import KIND, MATCH
from xlplan.reconcile.proof import Reconciliation, Window, proofs
from xlplan.reconcile.rows import Terms
from xlplan.reconcile.terms import of_office, usual
from xlplan.tables import statement as bank
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, Confirmation, OpeningBalance
from xlplan.tables.statement import Problem, Statement

_BEFORE = pd.Timedelta(days=92)
"""How long before the first statement a row of the book may have been written that the bank has only after it."""


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
        written = rows[rows[DAY] <= windows[-1].until]
        own = confirmations.within(groups, written, theirs)
        ours = _from(windows[0].start, written, theirs, terms, own)
        for proof in proofs(account, ours, theirs, windows, terms, own):
            found[proof.month] = replace(proof, files=_files(run))
    return found


def of_month(books: Books, accounts: Iterable[str], month: str) -> dict[str, Reconciliation]:
    """The accounts that have a statement of a month, with what explains their open rows."""
    found = {account: of_account(books, account).get(month) for account in accounts}
    return with_hints(books, {account: proof for account, proof in found.items() if proof})


def with_hints(books: Books, proofs: Mapping[str, Reconciliation]) -> dict[str, Reconciliation]:
    """Accounts of an office, each on some day, with what explains their open rows, in the office's own accounts."""
    return dict(zip(proofs, explained(proofs.values(), habits_of(books)), strict=True))


def _stated(books: Books, account: str) -> pd.DataFrame:
    """All that the bank says of an account, with or without a month missing."""
    months = {month: own for (name, month), own in sorted(books.statements.items()) if name == account}
    return books.once((_stated, account), lambda: statement_rows(months))


def confirmed(books: Books, account: str) -> Confirmed:
    """What 对账确认 says of an account that has statements; raises Waiting where 银行日记账 cannot be had."""
    entries = books[BankEntry]
    return books.once((confirmed, account), lambda: _confirmed(books, account, entries))


def _confirmed(books: Books, account: str, entries: pd.DataFrame) -> Confirmed:
    rows = book_rows(entries[entries[BankEntry.account] == account])
    return confirmations.confirmed(confirmations.usable(books, account), rows, _stated(books, account))


def _from(
    start: pd.Timestamp, rows: pd.DataFrame, theirs: pd.DataFrame, terms: Terms, groups: Groups
) -> pd.DataFrame:
    """The rows of the book from a day on, and those before it that the bank has only after it, or that a clerk confirmed."""
    ours, bank = ([label for group in groups for label in group[side]] for side in (0, 1))
    said = rows.index.isin(ours)
    known = said | (rows[DAY] >= start)
    before, after = rows[~known & (rows[DAY] >= start - _BEFORE)], rows[known & ~said]
    if before.empty:
        return rows[known]
    theirs = theirs[~theirs.index.isin(bank)]
    left = theirs[match(after, theirs, terms).bank[theirs.index] == 0]
    found = match(before, left, terms)
    cleared = found.book[before.index].map(found.groups[KIND]) == MATCH
    return pd.concat([before[cleared], rows[known]])


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
        theirs = own.opening, closing_on(own, until)
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


def _files(statements: Mapping[str, Statement]) -> dict[str, tuple[str, ...]]:
    return {
        month: tuple(source.name for source in own.files) for month, own in statements.items() if own.further
    }


def closing_on(statement: Statement, until: pd.Timestamp) -> int | None:
    """What the bank says was there at the end of a day; None where the file has no balances."""
    before = statement.rows[statement.rows[bank.DAY] <= until]
    if len(before) == len(statement.rows):
        return statement.closing
    if len(before) and pd.notna(stated := before[bank.BALANCE].iloc[-1]):
        return int(stated)
    return None if statement.opening is None else statement.opening + int(before[bank.AMOUNT].sum())


def accounts_with_statements(books: Books) -> list[str]:
    """Every 账户 that has a statement of some month."""
    return sorted({account for account, _ in books.statements})


def opening_gap(books: Books, account: str, month: str) -> int:
    """Fen by which a statement begins above what the one of the month before ended with; 0 where either is not known."""
    before = books.statements.get((account, str(pd.Period(month) - 1)))
    return _gap(before, books.statements[account, month]) if before else 0


def of_files(
    book: pd.DataFrame,
    opening: int | None,
    statement: Statement,
    until: pd.Timestamp | None = None,
    lines: pd.DataFrame | None = None,
) -> Reconciliation:
    """A book (a frame of ``lists``, and what it began with) against one statement: its months, up to a day.

    What the book has before them is in its opening, and what it has after them does not count, so that the book of a
    year can be held against the statement of a month. ``lines``: of 对账确认, of this account.
    """
    theirs = statement_rows({"": statement})
    said = empty(Confirmation) if lines is None else lines
    groups = confirmations.confirmed(said, book, theirs).groups
    months = _months(statement, book)
    start, end = months.min().start_time, months.max().end_time.normalize()
    problems = (*statement.problems, *_elsewhen(book, start, end))
    book = book[book[DAY] <= end]
    until = min(until or pd.concat([book[DAY], theirs[DAY], pd.Series([start])]).max(), end)
    book, theirs = book[book[DAY] <= until], theirs[theirs[DAY] <= until]
    begun, closing = (
        None if opening is None else opening + int(rows[AMOUNT].sum())
        for rows in (book[book[DAY] < start], book)
    )
    window = Window(
        f"{start:%Y-%m}" if months.nunique() == 1 else "",
        start,
        until,
        (begun, closing),
        (statement.opening, closing_on(statement, until)),
        problems,
    )
    terms = usual(book[DAY], theirs[DAY])
    own = confirmations.within(groups, book, theirs)
    proof = next(proofs("", _from(start, book, theirs, terms, own), theirs, [window], terms, own))
    return replace(proof, files=_files({"": statement}))


def _elsewhen(book: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> Iterator[Problem]:
    """What a book tells that has rows, but none in the months of the statement."""
    days = book[DAY]
    if len(days) and not days.between(start, end).any():
        span = f"{days.min():%Y-%m-%d} 至 {days.max():%Y-%m-%d}"
        detail = f"日记账在 {start:%Y-%m-%d} 至 {end:%Y-%m-%d} 没有一行，它的日期是 {span}。"
        yield Problem("other_months", None, detail)


def _months(statement: Statement, book: pd.DataFrame) -> "pd.Series":
    """The months that a statement has rows of or says it holds, or else those of the book."""
    said = [statement.month] if statement.month else list(statement.reach or ())
    days = pd.Series([*statement.rows[bank.DAY], *map(pd.Timestamp, said)], dtype="datetime64[s]")
    days = days if len(days) else book[DAY]
    if days.empty:
        raise CannotRun("日记账和对账单里都没有一笔带日期的收支，不知道对哪个月。")
    return days.dt.to_period("M")
