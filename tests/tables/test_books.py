"""The books of an office: which workbooks there are, and what is said of what they lack."""

from datetime import date

import pytest

from xlplan.excel.frames import empty
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column, Table
from xlplan.tables import MASTERS, OPTIONAL, REQUIRED
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, CashEntry


def test_every_declared_sheet_stands_in_a_workbook_that_is_required_or_optional() -> None:
    assert {table for tables in MASTERS.values() for table in tables} == set(Table.every.values())
    assert list(MASTERS) == [*REQUIRED, *OPTIONAL]
    assert all(MASTERS.values())


def lacking(*columns: Column) -> Books:
    """Empty books without these columns."""
    sheets = {}
    for table in Table.every.values():
        absent = tuple(column for column in columns if column.table is table)
        sheets[table] = Sheet(table, empty(table).drop(columns=list(absent)), absent=absent)
    return Books(date(2026, 11, 30), sheets)


def test_of_two_sheets_that_lack_a_column_of_the_same_name_the_one_asked_for_is_named() -> None:
    books = lacking(CashEntry.summary, BankEntry.summary)
    with pytest.raises(Waiting, match="“银行日记账”表缺少“摘要”列"), books.asked():
        books[BankEntry][[BankEntry.date, BankEntry.summary]]


def test_what_was_asked_for_before_is_nothing_to_the_next_one_who_asks() -> None:
    books = lacking(CashEntry.summary, BankEntry.summary)
    with books.asked():
        assert CashEntry.date in books[CashEntry]
    with pytest.raises(Waiting, match="“银行日记账”"), books.asked():
        books.requiring(True)[BankEntry][[BankEntry.date, "摘要"]]


def with_a_question_between(books: Books) -> None:
    with books.asked():
        rows = books[CashEntry]
        with books.asked():
            assert books[BankEntry].empty
        rows[[CashEntry.date, "摘要"]]


def test_one_who_asks_in_the_middle_of_anothers_question_leaves_him_his_own() -> None:
    with pytest.raises(Waiting, match="“现金日记账”"):
        with_a_question_between(lacking(CashEntry.summary))


def test_a_name_that_no_sheet_asked_for_lacks_is_a_mistake_of_the_program() -> None:
    books = lacking(CashEntry.summary)
    with pytest.raises(KeyError, match="摘要"), books.asked():
        books[BankEntry].drop(columns=BankEntry.summary)[["摘要"]]
