"""财务收支公示表: what came in and what was spent in a month, by account and by kind of money, for all to read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.excel.table import Column
from xlplan.ledger.budget import execution_on, flows, years
from xlplan.ledger.closing import month_totals
from xlplan.ledger.daybooks import Daybook
from xlplan.reports.forms import (
    accounts_of,
    check_year,
    daybook_sheet,
    form,
    last_day,
    month_in_words,
    share,
    summed,
    whole,
)
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import CashEntry, VoucherLine

NAME = "财务收支公示表"
NO_FUND = "没有写清资金来源的"
_MONEY = ("上月结余", "本月收入", "本月支出", "本月结余", "本年累计收入", "本年累计支出")
_FUNDS = ("本月收入", "本月支出", "本年累计收入", "本年累计支出", "支出预算数")


def disclosure(books: Books, month: str) -> Report:
    """财务收支公示表

    一个月的收支：库存现金和每个银行账户的上月结余、本月收支、本月结余；按资金来源的收入、支出、本年累计、预算和执行率
    （支出预算执行了多少）。没有写预算号、预算号没有写资金来源的收支单列一行，和账上的合计一致。
    """
    day = min(books.today, last_day(month))
    check_year(books, day)
    return Report(
        NAME,
        NAME,
        (
            "一、货币资金按现金日记账、银行日记账的收付；二、按资金来源是预算会计的收支，含财政直接支付。两者口径不同。",
        ),
        (
            Block(_heads("账户", _MONEY), tuple(_accounts(books, month, day)), "一、货币资金"),
            Block(
                (*_heads("资金来源", _FUNDS), Head("执行率", 9)),
                tuple(_funds(books, month, day)),
                "二、收支（按资金来源）",
            ),
        ),
        form(books, month_in_words(month), "编制", "审核", "单位负责人"),
    )


def _heads(first: str, titles: tuple[str, ...]) -> tuple[Head, ...]:
    return Head(first, 20), *(Head(title, 15, Kind.MONEY) for title in titles)


def _accounts(books: Books, month: str, day: date) -> Iterator[tuple[Value, ...]]:
    found = {name: _account(name, book, month, day) for name, book in accounts_of(books).items()}
    for name, figures in found.items():
        yield name, *figures
    yield Total(("合计", *(summed(own, "全部账户") for own in zip(*found.values(), strict=True))))


def _account(name: str, book: Daybook, month: str, day: date) -> tuple[Figure, ...]:
    """The amounts of an account, in the order of the heads."""
    of_month = month_totals(book, day).iloc[0]
    days = book.rows[CashEntry.date]
    start, end, year = pd.Timestamp(f"{month}-01"), pd.Timestamp(day), pd.Timestamp(day.year, 1, 1)
    before, until, in_year = (
        int(own.sum()) for own in (days < start, days <= end, (days >= year) & (days <= end))
    )
    at, so_far = daybook_sheet(name), f"{day.year}年到 {day}"
    left, moved = int(of_month["余额"]), int(of_month["本月收入"] - of_month["本月支出"])

    def figure(fen: int, column: Column, period: str, rows: int) -> Figure:
        return Figure(fen, Source(at, column, f"{name}，{period}", rows, NAME))

    return (
        figure(left - moved, CashEntry.balance, f"{month} 以前", before),
        figure(int(of_month["本月收入"]), CashEntry.income, month, until - before),
        figure(int(of_month["本月支出"]), CashEntry.spending, month, until - before),
        figure(left, CashEntry.balance, f"到 {day}", until),
        figure(int(of_month["本年收入"]), CashEntry.income, so_far, in_year),
        figure(int(of_month["本年支出"]), CashEntry.spending, so_far, in_year),
    )


def _funds(books: Books, month: str, day: date) -> Iterator[tuple[Value, ...]]:
    lines, vouchers = whole(books, BudgetLine), whole(books, VoucherLine)
    of_year = lines[years(lines) == str(day.year)]
    moved = flows(of_year, vouchers)
    days = moved[VoucherLine.date]
    moved = moved[(days >= pd.Timestamp(day.year, 1, 1)) & (days <= pd.Timestamp(day))]
    budgets = execution_on(lines, whole(books, BudgetChange), vouchers, day)
    funds = [fund for fund in dict.fromkeys([*of_year[BudgetLine.fund], *moved["资金来源"]]) if fund]
    for fund in funds + [""] * bool((moved["资金来源"] == "").any()):
        own, budget = moved[moved["资金来源"] == fund], budgets[budgets[BudgetLine.fund] == fund]
        yield fund or NO_FUND, *_fund(fund or NO_FUND, own, budget, month, day)
    yield Total(("合计", *_fund("全部资金", moved, budgets, month, day)))


def _fund(name: str, moved: pd.DataFrame, budget: pd.DataFrame, month: str, day: date) -> Iterator[Figure]:
    """The figures of one kind of money, in the order of the heads."""
    at = Ref(VoucherLine.workbook, VoucherLine.sheet)
    now = moved[moved[VoucherLine.date] >= pd.Timestamp(f"{month}-01")]
    for rows, period in ((now, month), (moved, f"{day.year}年到 {day}")):
        for side, column in (("收入", VoucherLine.credit), ("支出", VoucherLine.debit)):
            own = rows.loc[rows[side] != 0, side]
            yield Figure(
                int(own.sum()), Source(at, column, f"{name}，预算会计{side}，{period}", len(own), NAME)
            )
    planned = int(budget["预算"].sum())
    lines = Ref(BudgetLine.workbook, BudgetLine.sheet)
    source = Source(lines, BudgetLine.adjusted, f"{name}，支出预算，到 {day}", len(budget), NAME)
    yield Figure(planned, source)
    spent = share(int(moved["支出"].sum()), planned)
    yield Figure(spent, replace(source, which=f"{name}，支出占支出预算，到 {day}"))
