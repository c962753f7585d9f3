"""收支月报 adds up what came in and went out, month by month, and draws it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.reports.school import TODAY, school
from xlplan.excel.papers import paper
from xlplan.excel.report import Total, Value
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.reports.trial_balance import trial_balance
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import VoucherLine

Line = tuple[str, str, int, int, str]
"""Day, account, debit and credit (fen), 类型."""

LINES: tuple[Line, ...] = (
    ("2026-01-05", "6001", 0, 90_000, "普通"),
    ("2026-01-05", "800102", 90_000, 0, "普通"),
    ("2026-01-20", "7201", 20_000, 0, "普通"),
    ("2026-01-21", "7201", -5_000, 0, "红字"),
    ("2026-03-03", "6609", 0, 1_234, "普通"),
    ("2026-03-03", "5001", 777, 0, "普通"),
    ("2026-03-09", "7201", 40_000, 0, "更正"),
    ("2026-03-31", "6001", 90_000, 0, "结账"),
    ("2026-03-31", "7201", 0, 55_000, "结账"),
    ("2025-03-03", "6001", 0, 8_888, "普通"),
    ("2026-04-01", "6001", 0, 9_999, "普通"),
)


def ledger(*lines: Line, today: date = date(2026, 3, 31)) -> Books:
    """The school with these voucher lines alone."""
    books = school()
    days, accounts, debits, credits, kinds = zip(*lines, strict=True)
    rows = (
        books[VoucherLine]
        .iloc[: len(lines)]
        .assign(**{
            VoucherLine.account: accounts, VoucherLine.debit: debits, VoucherLine.credit: credits,
            VoucherLine.kind: kinds, VoucherLine.budget: "",
        })
    )  # fmt: skip
    rows[VoucherLine.date] = days
    rows = rows.astype({VoucherLine.date: "datetime64[s]"})
    sheet = replace(books.sheets[VoucherLine], rows=rows)
    return replace(books, today=today, sheets={**books.sheets, VoucherLine: sheet})


def rows(books: Books) -> tuple[tuple[Value, ...], ...]:
    return income_and_spending(books).blocks[0].rows


def test_each_month_has_what_came_in_and_went_out_and_the_year_until_then() -> None:
    assert rows(ledger(*LINES)) == (
        ("1月", 90_000, 15_000, 75_000, 90_000, 15_000),
        ("2月", 0, 0, 0, 90_000, 15_000),
        ("3月", 1_234, 40_000, -38_766, 91_234, 55_000),
        ("合计", 91_234, 55_000, 36_234, None, None),
    )


def test_its_last_row_is_a_total() -> None:
    assert [isinstance(row, Total) for row in rows(ledger(*LINES))] == [False, False, False, True]


def test_a_month_that_is_not_over_counts_until_the_day() -> None:
    assert rows(ledger(*LINES, today=date(2026, 1, 20))) == (
        ("1月", 90_000, 20_000, 70_000, 90_000, 20_000),
        ("合计", 90_000, 20_000, 70_000, None, None),
    )


def test_the_year_comes_to_the_budget_book_of_the_trial_balance() -> None:
    *_, november, _ = rows(school())
    balance = trial_balance(school(), f"{TODAY:%Y-%m}").blocks[0].rows
    sums = {"6": 0, "7": 0}
    for code, _, *_, debit, credit, _, _ in (row for row in balance if not isinstance(row, Total)):
        if str(code)[0] in sums:
            sums[str(code)[0]] += int(str(debit or 0)) - int(str(credit or 0))
    assert november[0] == "11月"
    assert november[4:] == (-sums["6"], sums["7"])


def test_a_year_that_the_ledger_does_not_hold_has_no_paper() -> None:
    with pytest.raises(Waiting, match="台账里没有 2027 年的凭证"):
        income_and_spending(replace(school(), today=date(2027, 1, 4)))


def test_vouchers_that_cannot_be_read_give_no_paper() -> None:
    books = school()
    sheet = replace(books.sheets[VoucherLine], unread=books[VoucherLine].iloc[:1])
    with pytest.raises(Waiting, match="“记账凭证”有 1 行"):
        income_and_spending(replace(books, sheets={**books.sheets, VoucherLine: sheet}))


def test_the_chart_draws_the_months_without_their_total() -> None:
    content = paper([income_and_spending(school())])
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/charts/chart1.xml").decode()
    areas = re.findall(r"<c:(?:cat|val)>.*?<c:f>收支月报!(.*?)</c:f>", xml, re.DOTALL)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["收支月报"]
    drawn = [[row[0].value for row in sheet[area.replace("$", "")]] for area in areas]
    months = [f"{month}月" for month in range(1, 12)]
    income, spending = (
        [int(str(row[place])) / 100 for row in rows(school()) if row[0] != "合计"] for place in (1, 2)
    )
    assert drawn == [months, income, months, spending]
