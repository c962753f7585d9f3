"""日结单: cash and each bank account at the end of a day, what moved, and the month until then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.excel.table import Column
from xlplan.ledger.closing import cash_days, day_totals, month_totals
from xlplan.ledger.daybooks import Daybook
from xlplan.money import grouped
from xlplan.reports.forms import (
    CASH,
    accounts_of,
    at_end,
    check_year,
    day_in_words,
    daybook_sheet,
    form,
    month_in_words,
    summed,
)
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry
from xlplan.tables.office import Account

DAY, MONTH = "日结单", "月结"
_IN, _OUT, _LEFT = CashEntry.income, CashEntry.spending, CashEntry.balance


def day_close(books: Books, day: date) -> tuple[Report, Report]:
    """日结单

    第一张是一天的日结：现金和每个银行账户的昨日余额、本日收付、本日余额，现金的实存和差异，当天的每一笔。
    第二张是当月的月结：有收付的每一天、本月合计和本年累计，到这一天为止。
    """
    accounts = accounts_of(books)
    return _day(books, accounts, pd.Timestamp(day)), _month(books, accounts, pd.Timestamp(day))


def _day(books: Books, accounts: dict[str, Daybook], day: pd.Timestamp) -> Report:
    counted = cash_days(accounts[CASH], books[CashCount], day)
    count = counted[counted.index == day]
    spoilt = books.unread(CashCount, lambda rows: rows[CashCount.date].isna() | (rows[CashCount.date] == day))
    unread = len(spoilt) > 0
    heads = (
        Head("账户", 12),
        *(Head(title, 14, Kind.MONEY) for title in ("昨日余额", "本日收入", "本日支出", "本日余额")),
        *(Head(title, 14, Kind.MONEY) for title in ("实存", "差异")),
    )
    figures = {name: _moved(name, book, day) for name, book in accounts.items()}
    rows: list[tuple[Value, ...]] = [
        (name, *values, *(_counted(books, count, unread) if name == CASH else (None, None)))
        for name, values in figures.items()
    ]
    sums = (summed(column, "全部账户") for column in zip(*figures.values(), strict=True))
    rows.append(Total(("合计", *sums, None, None)))
    return Report(
        DAY,
        DAY,
        tuple(_remarks(books, count, day)),
        (Block(heads, tuple(rows), "一、余额"), _entries(books, accounts, day)),
        form(books, day_in_words(day), "出纳", "会计", "监盘人"),
    )


def _moved(name: str, book: Daybook, day: pd.Timestamp) -> tuple[Figure, ...]:
    """昨日余额, 收入, 支出, 余额 of one account."""
    before, after = (int(fen) for fen in book.balances_on(pd.Series([day - pd.Timedelta(days=1), day])))
    days = book.rows[CashEntry.date]
    own = book.rows[days == day]
    at = daybook_sheet(name)
    past, date = int((days < day).sum()), f"{day:%Y-%m-%d}"
    return (
        Figure(before, Source(at, _LEFT, f"{name}，{date} 以前", past, DAY)),
        Figure(int(own[_IN].sum()), Source(at, _IN, f"{name}，{date}", len(own), DAY)),
        Figure(int(own[_OUT].sum()), Source(at, _OUT, f"{name}，{date}", len(own), DAY)),
        Figure(after, Source(at, _LEFT, f"{name}，到 {date}", past + len(own), DAY)),
    )


def _counted(books: Books, count: pd.DataFrame, unread: bool) -> tuple[Value, Value]:
    """实存 and 差异 of a day; a day without cash needs no count."""
    if count.empty:
        return None, None
    if count["实存合计"].isna().all():
        return "读不出来" if unread else "没有盘点", None
    counts = books[CashCount]
    row = int(counts.index[counts[CashCount.date] == count.index[0]][-1])
    counted = Source(books.ref(CashCount.counted, row), CashCount.counted, f"{count.index[0]:%Y-%m-%d}")
    gap = replace(counted, which=f"{counted.which}，减账面余额", report=DAY)
    return Figure(int(count["实存合计"].iloc[0]), counted), Figure(int(count["差异"].iloc[0]), gap)


def _remarks(books: Books, count: pd.DataFrame, day: pd.Timestamp) -> Iterator[str]:
    gap = 0 if count["差异"].isna().all() else int(count["差异"].iloc[0])
    if not gap:
        return
    counts = books[CashCount]
    reason = counts.loc[counts[CashCount.date] == day, CashCount.reason].iloc[-1]
    yield f"现金{'长款' if gap > 0 else '短款'} {grouped(abs(gap))} 元。原因：{reason or '没有写'}。"


def _entries(books: Books, accounts: dict[str, Daybook], day: pd.Timestamp) -> Block:
    names = books[Account].drop_duplicates(Account.code).set_index(Account.code)[Account.name]
    entries = {name: book.rows[book.rows[CashEntry.date] == day] for name, book in accounts.items()}
    rows: list[tuple[Value, ...]] = []
    for name, own in entries.items():
        for row, entry in own.iterrows():
            contra = entry[CashEntry.contra] if name == CASH else entry[BankEntry.party]
            table = CashEntry if name == CASH else BankEntry
            rows.append((
                name, entry[CashEntry.voucher], entry[CashEntry.summary], names.get(contra, contra),
                *(_amount(books, column, row, entry) for column in (table.income, table.spending)),
            ))  # fmt: skip
    at = Ref(CashEntry.workbook, f"{CashEntry.sheet}、{BankEntry.sheet}")
    sums = (
        Figure(
            sum(int(own[side].sum()) for own in entries.values()),
            Source(at, side, f"全部账户，{day:%Y-%m-%d}", sum(map(len, entries.values())), DAY),
        )
        for side in (_IN, _OUT)
    )
    rows.append(Total(("本日合计", "", "" if rows else "没有收付", "", *sums)))
    heads = (
        Head("账户", 12),
        Head("凭证号", 14),
        Head("摘要", 36, span=2),
        Head("对方", 20),
        Head("收入", 14, Kind.MONEY),
        Head("支出", 14, Kind.MONEY),
    )
    return Block(heads, tuple(rows), "二、本日收付")


def _amount(books: Books, column: Column, row: int, entry: "pd.Series") -> Figure | None:
    fen = int(entry[column])
    return Figure(fen, Source(books.ref(column, row), column, entry[CashEntry.voucher])) if fen else None


def _month(books: Books, accounts: dict[str, Daybook], day: pd.Timestamp) -> Report:
    month = f"{day:%Y-%m}"
    moves = {name: day_totals(book, day).droplevel(0) for name, book in accounts.items()}
    start = pd.Timestamp(month)
    days = sorted({each for own in moves.values() for each in own.index if each >= start})
    left = {
        name: book.balances_on(pd.Series([start - pd.Timedelta(days=1), *days]))
        for name, book in accounts.items()
    }
    rows: list[tuple[Value, ...]] = [
        ("月初余额", *(value for own in left.values() for value in (None, None, int(own[0]))))
    ]
    for place, each in enumerate(days, 1):
        values: list[Value] = [each.date()]
        for name, own in moves.items():
            moved = own.loc[each] if each in own.index else {_IN: 0, _OUT: 0}
            values += [int(moved[_IN]) or None, int(moved[_OUT]) or None, int(left[name][place])]
        rows.append(tuple(values))
    sums = {name: month_totals(book, day).iloc[0] for name, book in accounts.items()}
    rows += [
        Total((
            title,
            *(int(own[column]) for own in sums.values() for column in (f"{span}收入", f"{span}支出", _LEFT)),
        ))
        for title, span in (("本月合计", "本月"), ("本年累计", "本年"))
    ]  # fmt: skip
    heads = (
        Head("日期", 11, Kind.DAY),
        *(Head(title, 14, Kind.MONEY, name) for name in accounts for title in (_IN, _OUT, _LEFT)),
    )
    return Report(
        MONTH,
        "现金、银行存款月结表",
        (),
        (Block(heads, tuple(rows)),),
        form(books, f"{month_in_words(month)}（截至{day.day}日）", "出纳", "会计", "单位负责人"),
    )


def _at_end(books: Books, month: str) -> tuple[Report, Report]:
    own = at_end(books, month)
    check_year(own, own.today, every=False)
    return day_close(own, own.today)


DAY_CLOSE = SheetPaper(DAY, Of.MONTH, When.NIGHTLY, _at_end)
