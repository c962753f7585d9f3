"""日结单 closes a day, and 月结 the month until it, with what the day books add up to."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.school import begun, school
from tests.reports.school import rows as shown
from xlplan.excel.report import Plain, Report, Total
from xlplan.reports.day_close import day_close
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry

Row = tuple[Plain, ...]
DAY = date(2026, 11, 26)


def entries(books: Books, account: str) -> list[tuple[date, int, int]]:
    """Day, 收入 and 支出 of each row of an account."""
    table = CashEntry if account == "库存现金" else BankEntry
    rows = books[table]
    own = rows if table is CashEntry else rows[rows[BankEntry.account] == account]
    return [
        (day.date(), income, spending)
        for day, income, spending in own[["日期", "收入", "支出"]].itertuples(index=False)
    ]


def sums(rows: list[tuple[date, int, int]]) -> tuple[int, int]:
    """收入 and 支出 together."""
    return sum(income for _, income, _ in rows), sum(spending for *_, spending in rows)


def left(books: Books, account: str, until: date) -> int:
    """Fen on an account when a day ends."""
    opening = 186_350 if account == "库存现金" else begun(books, account)
    return opening + sum(
        income - spending for day, income, spending in entries(books, account) if day <= until
    )


def balances(report: Report) -> dict[Plain, Row]:
    return {row[0]: row[1:] for row in shown(report, 0)}


def with_count(books: Books, **cell: int | str) -> Books:
    """The count of the day with other figures."""
    counts = books[CashCount].copy()
    row = counts.index[counts[CashCount.date] == str(DAY)][0]
    for column, value in cell.items():
        counts.loc[row, column] = value
    return replace(books, sheets={**books.sheets, CashCount: replace(books.sheets[CashCount], rows=counts)})


@pytest.mark.parametrize("account", ["库存现金", "基本户", "食堂户"])
@pytest.mark.parametrize("day", [DAY, date(2026, 11, 29), date(2026, 11, 30)])
def test_each_account_goes_from_yesterday_to_today(account: str, day: date) -> None:
    books = school()
    row = balances(day_close(books, day)[0])[account]
    moved = sums([row for row in entries(books, account) if row[0] == day])
    yesterday = left(books, account, date(2026, 11, day.day - 1))
    assert row[:4] == (yesterday, *moved, left(books, account, day))


def counted(day: date) -> int:
    """Fen in the till as they were counted on a day."""
    counts = school()[CashCount]
    return int(counts.loc[counts[CashCount.date] == str(day), CashCount.counted].iloc[0])


def test_cash_is_held_against_its_count() -> None:
    assert balances(day_close(school(), DAY)[0])["库存现金"][4:] == (counted(DAY), 0)
    short = with_count(school(), 实存合计=counted(DAY) - 5_000, 原因="")
    report, _ = day_close(short, DAY)
    assert balances(report)["库存现金"][4:] == (counted(DAY) - 5_000, -5_000)
    assert report.notes == ("现金短款 50.00 元。原因：没有写。",)


def test_cash_that_moved_and_was_not_counted_is_said_and_a_day_without_cash_needs_no_count() -> None:
    books = school()
    empty = replace(books.sheets[CashCount], rows=books[CashCount].iloc[:0])
    uncounted = replace(books, sheets={**books.sheets, CashCount: empty})
    assert balances(day_close(uncounted, DAY)[0])["库存现金"][4:] == ("没有盘点", None)
    assert balances(day_close(books, date(2026, 11, 29))[0])["库存现金"][4:] == (None, None)


def test_every_entry_of_the_day_is_listed_and_they_add_up() -> None:
    books = school()
    day = date(2026, 11, 30)
    *listed, total = shown(day_close(books, day)[0], 1)
    found = [
        (account, income or None, spending or None)
        for account in ("库存现金", "基本户", "食堂户")
        for at, income, spending in entries(books, account)
        if at == day
    ]
    assert [(row[0], *row[-2:]) for row in listed] == found
    assert isinstance(total, Total)
    assert total[-1] == sum(spending or 0 for *_, spending in found)


def test_a_day_without_entries_says_so() -> None:
    rows = shown(day_close(school(), date(2026, 11, 29))[0], 1)
    assert [row[2] for row in rows] == ["没有收付"]


def test_the_month_has_its_days_its_sums_and_the_year() -> None:
    books = school()
    _, month = day_close(books, DAY)
    first, *days, own, year = shown(month, 0)
    assert [head.group for head in month.blocks[0].heads[1::3]] == ["库存现金", "基本户", "食堂户"]
    for place, account in enumerate(("库存现金", "基本户", "食堂户")):
        at = slice(1 + 3 * place, 4 + 3 * place)
        rows = [row for row in entries(books, account) if row[0] <= DAY]
        assert first[at] == (None, None, left(books, account, date(2026, 10, 31)))
        for row in days:
            day = row[0]
            assert isinstance(day, date)
            income, spending = sums([entry for entry in rows if entry[0] == day])
            assert row[at] == (income or None, spending or None, left(books, account, day))
        for total, of in ((own, [row for row in rows if row[0].month == 11]), (year, rows)):
            assert total[at] == (*sums(of), left(books, account, DAY))
    assert [own[0], year[0]] == ["本月合计", "本年累计"]
    assert max(row[0] for row in days if isinstance(row[0], date)) == DAY


def test_a_bank_account_without_an_entry_keeps_what_it_began_with() -> None:
    books = school()
    rows = books[BankEntry]
    sheet = replace(books.sheets[BankEntry], rows=rows[rows[BankEntry.account] != "食堂户"])
    report, month = day_close(replace(books, sheets={**books.sheets, BankEntry: sheet}), DAY)
    assert balances(report)["食堂户"][:4] == (6_241_855, 0, 0, 6_241_855)
    assert shown(month, 0)[-1][-1] == 6_241_855


def test_a_day_book_with_rows_that_cannot_be_read_gives_no_paper() -> None:
    books = school()
    sheet = replace(books.sheets[CashEntry], unread=books[CashEntry].iloc[:1])
    with pytest.raises(Waiting, match="“现金日记账”有 1 行"):
        day_close(replace(books, sheets={**books.sheets, CashEntry: sheet}), DAY)
