"""A day book and a statement that belong to no office, reconciled."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.findings import CannotRun
from xlplan.reconcile import confirmations
from xlplan.reconcile.lists import AMOUNT, DAY, statement_rows
from xlplan.reconcile.proof import Reconciliation, Window, names_of_files, proofs
from xlplan.reconcile.terms import usual
from xlplan.tables import statement as bank
from xlplan.tables.ledger import Confirmation
from xlplan.tables.statement import Problem, Statement


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
        (statement.opening, statement.closing_on(until)),
        problems,
    )
    terms = usual(book[DAY], theirs[DAY])
    own = confirmations.within(groups, book, theirs)
    proof = next(proofs("", book, theirs, [window], terms, own))
    return replace(proof, files=names_of_files({"": statement}))


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
