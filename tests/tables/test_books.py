"""The books of an office: which workbooks there are, and what is said of what they lack."""

from dataclasses import replace
from datetime import date

import pytest

from xlplan.excel.frames import Frames, empty, typed
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column, Table
from xlplan.tables import MASTERS, OPTIONAL, REQUIRED
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.claims import Approval, Claim
from xlplan.tables.fees import FeeItem, FeeReceipt
from xlplan.tables.ledger import BankEntry, CashEntry
from xlplan.tables.links import beside
from xlplan.tables.office import Alias


def test_every_declared_sheet_stands_in_a_workbook_that_is_required_or_optional() -> None:
    # Tests of the layer below declare sheets of their own.
    declared = {table for table in Table.every.values() if table.__module__.startswith("xlplan.")}
    assert {table for tables in MASTERS.values() for table in tables} == declared
    assert list(MASTERS) == [*REQUIRED, *OPTIONAL]
    assert all(MASTERS.values())


def without(workbook: str, frames: Frames) -> Books:
    """Books of an office that does without a workbook, with these rows."""
    tables = [table for table in Table.every.values() if table.workbook != workbook or table in frames]
    return Books(
        date(2026, 11, 30), {table: Sheet(table, frames.get(table, empty(table))) for table in tables}
    )


def test_whatever_is_asked_of_a_workbook_that_is_not_kept_says_so() -> None:
    books = without("claims.xlsx", {})
    assert books.not_kept == ("claims.xlsx",)
    for ask in (
        lambda: books[Claim],
        lambda: books.requiring(True)[Claim],
        lambda: books.has(Claim.amount),
        lambda: books.ref(Claim.amount, 2),
        lambda: books.labels(Claim.amount, [2]),
    ):
        with pytest.raises(NotKept, match=r"没有 claims\.xlsx"):
            ask()
    assert books.unread(Claim).empty


def test_a_workbook_that_cannot_be_opened_or_that_every_office_keeps_is_not_one_that_is_not_kept() -> None:
    with pytest.raises(Waiting, match=r"claims\.xlsx 打不开") as told:
        replace(without("claims.xlsx", {}), refused={"claims.xlsx": "内容已损坏"})[Claim]
    assert told.type is Waiting
    assert without("ledger.xlsx", {}).not_kept == ()


def test_what_refers_to_a_sheet_that_is_not_kept_and_what_teaches_its_headers_is_no_finding() -> None:
    alias = typed(Alias, [("claims.xlsx", "报销单", "单号", "报销号")])
    approval = typed(Approval, [("BX-1",)], (Approval.claim,))
    assert list(without("claims.xlsx", {Alias: alias}).defects()) == []
    assert list(without("claims.xlsx", {Approval: approval}).defects()) == []
    (finding,) = without("claims.xlsx", {Approval: approval, Claim: empty(Claim)}).defects()
    assert (finding.rule.id, str(finding.ref)) == ("TAB-09", "审批!A2")


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


def test_a_column_that_a_joined_sheet_lacks_is_named_whatever_stands_before_it() -> None:
    books = lacking(FeeItem.kind, FeeItem.name)
    with pytest.raises(Waiting, match="“收费目录”表缺少“类型”列"), books.asked():
        beside(books[FeeReceipt], books[FeeItem], {FeeReceipt.item: FeeItem.number}, "目录")["目录类型"]


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
