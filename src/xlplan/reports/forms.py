"""What the papers to print and sign have in common: who made them, for what time, and how figures stand in them."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.report import Figure, Form, Share, Value
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun
from xlplan.ledger.daybooks import Daybook, account_book, cash_book
from xlplan.ledger.vouchers import has_year
from xlplan.tables.books import Books, Concerns, Waiting
from xlplan.tables.calendar import term_on
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Office, Term

CASH = "库存现金"


def office_name(books: Books) -> str:
    """What the office calls itself in 单位, "" where that is not known."""
    try:
        return office_fact(books, "单位名称")
    except Waiting:
        return ""


def office_fact(books: Books, item: str) -> str:
    """What 单位 says of an item, "" where it says nothing."""
    row = office_row(books, item)
    return "" if row is None else str(books[Office].at[row, Office.content])


def office_row(books: Books, item: str) -> int | None:
    """The first row of 单位 that says something of an item."""
    rows = books[Office]
    said = rows.index[(rows[Office.item] == item) & (rows[Office.content] != "")]
    return int(said[0]) if len(said) else None


def whole(books: Books, table: type[Table], concerns: Concerns | None = None) -> pd.DataFrame:
    """All rows of a table; raises Waiting where one that concerns cannot be read, or one has no day to be counted on."""
    rows = books.requiring(len(books.unread(table, concerns)) > 0)[table]
    day = table.dated()
    undated = rows[day].isna().sum() if day else 0
    if undated:
        raise Waiting(f"“{table.sheet}”有 {undated} 行没有填日期")
    return rows


def check_year(books: Books, day: date, every: bool = True) -> None:
    """Raises Waiting where 记账凭证 holds nothing of the year of a day: balances of another year would be told.

    ``every``: whether it raises Waiting also where a row of it cannot be read.
    """
    if not has_year(whole(books, VoucherLine) if every else books[VoucherLine], day.year):
        raise Waiting(f"台账里没有 {day.year} 年的凭证")


def accounts_of(books: Books) -> dict[str, Daybook]:
    """The day book of 库存现金, and of each 账户 of 银行账户 and of 银行日记账."""
    openings, entries = whole(books, OpeningBalance), whole(books, BankEntry)
    names = dict.fromkeys([*whole(books, BankAccount)[BankAccount.name], *entries[BankEntry.account]])
    banks = {name: account_book(entries, openings, name) for name in names}
    return {CASH: cash_book(whole(books, CashEntry), openings), **banks}


def daybook_sheet(account: str) -> Ref:
    """The sheet of the day book in which an account stands."""
    table = CashEntry if account == CASH else BankEntry
    return Ref(table.workbook, table.sheet)


def summed(figures: Sequence[Figure], which: str) -> Figure:
    """The sum of the same figure of several accounts; ``which`` stands for the name of the first of them."""
    first = figures[0].source
    at = Ref(first.at.workbook, "、".join(dict.fromkeys(figure.source.at.sheet for figure in figures)))
    _, _, period = first.which.partition("，")
    rows = sum(figure.source.rows for figure in figures)
    source = replace(first, at=at, which=f"{which}，{period}", rows=rows)
    return Figure(sum(figure.value for figure in figures if isinstance(figure.value, int)), source)


def form(books: Books, period: str, *signatures: str) -> Form:
    """The form of this office."""
    return Form(office_name(books), period, signatures)


def own_term(books: Books, term: str) -> str:
    """A term of 学期 that is asked for; for "" that of the day, in holidays the last one.

    Raises CannotRun where there is no such term, Waiting where none has begun.
    """
    terms = whole(books, Term)
    if term and not (terms[Term.term] == term).any():
        there = "、".join(dict.fromkeys(terms[Term.term]))
        raise CannotRun(f"“{Term.sheet}”表里没有“{term}”{f'，有 {there}' if there else ''}。")
    term = term or term_on(terms, books.today)
    if not term:
        raise Waiting(f"“{Term.sheet}”表里没有 {books.today} 以前开始的学期")
    return term


def figure(books: Books, column: Column, row: int, value: Any, which: str) -> Value:
    """The value of a cell as a figure, named by the object of its row; nothing where the cell is empty."""
    return None if pd.isna(value) else Figure(value, Source(books.ref(column, row), column, which))


def source(column: Column, which: str, rows: int, report: str) -> Source:
    """Where a figure comes from that a report makes of some rows of a column."""
    return Source(Ref(column.table.workbook, column.table.sheet), column, which, rows, report)


def total(rows: pd.DataFrame, column: Column, which: str, report: str) -> Figure:
    """The sum of a column of some rows, as a figure of a report."""
    return Figure(int(rows[column].sum()), source(column, which, len(rows), report))


def of_month(rows: pd.DataFrame, day: Column, month: str) -> pd.DataFrame:
    """The rows of a table whose day is in a month (YYYY-MM)."""
    return rows[rows[day].dt.strftime("%Y-%m") == month]


def day_in_words(day: date) -> str:
    """2026年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(month: str) -> date:
    """The last day of a month (YYYY-MM)."""
    year, number = map(int, month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def at_end(books: Books, month: str) -> Books:
    """The books as they stood at the end of a month (YYYY-MM), or stand today if it is not over."""
    return replace(books, today=min(books.today, last_day(month)))


def on(books: Books, day: str) -> Books:
    """The books as they stand on a day (YYYY-MM-DD)."""
    return replace(books, today=date.fromisoformat(day))


def month_in_words(month: str) -> str:
    """YYYY-MM as 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def sides(balance: int) -> tuple[int | None, int | None]:
    """A balance (fen, debit less credit) in the column of its side, 借 or 贷; nothing in both if there is none."""
    return (balance, None) if balance > 0 else (None, -balance or None)


def share(part: int, of: int) -> Share | None:
    """How much of a whole a part is (both fen); None of nothing."""
    return Share(part / of) if of else None
