"""财务收支公示表和财务收支公示：一个月的收支给全体师生看，不套红头，证件号和账号不写全。"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed, Traced
from xlplan.documents.paper import Document, Draft, lacking, torn
from xlplan.documents.printing import fact, in_full, poured, printed
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.reports.disclosure import disclosure
from xlplan.reports.forms import day_in_words, month_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.calendar import LONGEST, Calendar
from xlplan.tables.disclosure import MONEY
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Department, Parameter, SpecialDay
from xlplan.tables.parameters import parse
from xlplan.tables.periods import month_of
from xlplan.tables.plan import Publication

_DAYS = "公示工作日"
_TABLES = (OpeningBalance, CashEntry, BankEntry, VoucherLine, BudgetLine, BudgetChange, BankAccount)
_DESK = "总务处"


@dataclass(frozen=True)
class AccountRow:
    """One account of the office in a month."""

    account: Printed = named("账户")
    before: Printed = named("上月结余")
    income: Printed = named("本月收入")
    spending: Printed = named("本月支出")
    left: Printed = named("本月结余")
    year_income: Printed = named("本年累计收入")
    year_spending: Printed = named("本年累计支出")


@dataclass(frozen=True)
class FundRow:
    """One kind of money in a month."""

    fund: Printed = named("资金来源")
    income: Printed = named("本月收入")
    spending: Printed = named("本月支出")
    year_income: Printed = named("本年累计收入")
    year_spending: Printed = named("本年累计支出")
    budget: Printed = named("支出预算数")
    share: Printed = named("执行率")


@dataclass(frozen=True)
class DisclosureTable:
    """What the template 财务收支公示表 may use."""

    office: str = named("单位")
    period: str = named("期间")
    accounts: tuple[AccountRow, ...] = named("账户")
    accounts_total: AccountRow = named("账户合计")
    funds: tuple[FundRow, ...] = named("资金")
    total: FundRow = named("合计")
    notes: tuple[str, ...] = named("说明")


@dataclass(frozen=True)
class Disclosure:
    """What the template 财务收支公示 may use."""

    title: tuple[str, ...] = named("标题")
    office: str = named("单位")
    period: str = named("期间")
    before: Printed = named("上月结余")
    income: Printed = named("收入")
    income_in_words: Printed = named("收入大写")
    spending: Printed = named("支出")
    spending_in_words: Printed = named("支出大写")
    left: Printed = named("结余")
    left_in_words: Printed = named("结余大写")
    funds: tuple[FundRow, ...] = named("资金")
    total: FundRow = named("合计")
    first_day: str = named("公示起")
    last_day: str = named("公示止")
    days: Printed = named("公示工作日")
    desk: str = named("受理部门")
    telephone: Printed = named("联系电话")
    address: Printed = named("地址")
    date: str = named("成文日期")


def _draft(name: str, month: str, missing: Sequence[tuple[Ref, str]], paper: Callable[[], object]) -> Draft:
    return Draft(f"{name} {month}", month, month, tuple(missing), None if missing else paper())


def _tables(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    missing = [*torn(books, *_TABLES), *lacking(books, "单位名称")]
    yield _draft(TABLE.name, month, missing, lambda: _table(books, month))


def _table(books: Books, month: str) -> DisclosureTable:
    report = disclosure(books, month)
    accounts, (of_all,) = poured(report.blocks[0], AccountRow)
    funds, (total,) = poured(report.blocks[1], FundRow)
    return DisclosureTable(
        office_name(books), month_in_words(month), accounts, of_all, funds, total, report.notes
    )


def _notices(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    facts = [item for item in ("联系电话", "地址") if item in used]
    days, unset = _workdays(books)
    missing = [
        *torn(books, *_TABLES),
        *lacking(books, "单位名称", *facts),
        *torn(books, Parameter, concerns=lambda rows: rows[Parameter.name].isin(["", _DAYS])),
        *unset,
        *_unclear_days(books),
    ]
    yield _draft(DISCLOSURE.name, month, missing, lambda: _notice(books, month, days))


def _workdays(books: Books) -> tuple[int, list[tuple[Ref, str]]]:
    """How many workdays a disclosure stands, or the cell that does not say so."""
    try:
        text = books.words(_DAYS)
    except Waiting as reason:
        return 0, [(Ref(Parameter.workbook, Parameter.sheet), f"{reason}。")]
    days = parse(text)
    if days is not None and days == int(days) and 1 <= days <= LONGEST:
        return int(days), []
    rows = books[Parameter]
    said = rows.index[(rows[Parameter.name] == _DAYS) & (rows[Parameter.value] == text)]
    wrong = f"“{_DAYS}”填的是“{text}”，要写 1 到 {LONGEST} 的整数。"
    return 0, [(books.ref(Parameter.value, int(said[-1])), wrong)]


def _unclear_days(books: Books) -> Iterator[tuple[Ref, str]]:
    """The cells of 特殊日 that do not say which days to come are workdays."""
    today = pd.Timestamp(books.today)
    yield from torn(books, SpecialDay, concerns=lambda rows: ~(rows[SpecialDay.date] <= today))
    days = books[SpecialDay]
    for row, day, kind in days[[SpecialDay.date, SpecialDay.kind]].itertuples():
        if pd.isna(day):
            yield books.ref(SpecialDay.date, row), "“日期”空着，不知道是哪一天。"
        elif day > today and kind not in SpecialDay.kind.choices:
            yield books.ref(SpecialDay.kind, row), f"“类型”只能是 {'、'.join(SpecialDay.kind.choices)}。"


def _notice(books: Books, month: str, days: int) -> Disclosure:
    report = disclosure(books, month)
    accounts, funds = (block.rows[-1] for block in report.blocks)
    before, income, spending, left = accounts[1], funds[1], funds[2], accounts[4]
    assert isinstance(income, Figure)
    assert isinstance(spending, Figure)
    assert isinstance(left, Figure)
    first, last, stands = _stands(books, month, days)
    rows, (total,) = poured(report.blocks[1], FundRow)
    office, period = office_name(books), month_in_words(month)
    desks = books[Department][Department.name]
    return Disclosure(
        title_lines(f"{office}\n{period}财务收支情况公示"),
        office,
        period,
        printed(before, Kind.MONEY),
        printed(income, Kind.MONEY), in_full(income),
        printed(spending, Kind.MONEY), in_full(spending),
        printed(left, Kind.MONEY), in_full(left),
        rows, total,
        day_in_words(first), day_in_words(last), stands,
        _DESK if (desks == _DESK).any() else office,
        fact(books, "联系电话"), fact(books, "地址"),
        day_in_words(books.today),
    )  # fmt: skip


def _stands(books: Books, month: str, days: int) -> tuple[date, date, Traced]:
    """The days on which it is put up and taken down, as 公示登记 has them, else from tomorrow on; and how many workdays they are."""
    calendar = Calendar(books[SpecialDay])
    shown = _registered(books, month)
    if shown is not None:
        row, first, last = shown
        which = f"{month} {MONEY}，公示起到公示止的工作日"
        source = Source(books.ref(Publication.end, row), Publication.end, which, report=DISCLOSURE.name)
        return first, last, Traced(str(calendar.workdays(first, last)), source)
    first = calendar.workday_after(books.today + timedelta(days=1), 0)
    source = Source(Ref(Parameter.workbook, Parameter.sheet), Parameter.value, _DAYS)
    return first, calendar.workday_after(first, days - 1), Traced(str(days), source)


def _registered(books: Books, month: str) -> tuple[int, date, date] | None:
    """The row of 公示登记 that has this month put up, and its days."""
    try:
        with books.asked():
            rows = books[Publication].sort_values(Publication.start, kind="stable")
            own = rows[
                (rows[Publication.item] == MONEY)
                & (month_of(rows[Publication.period], rows[Publication.start]) == month)
            ]
            own = own[own[Publication.end] >= own[Publication.start]]
    except Waiting:
        return None
    for row, start, end in own[[Publication.start, Publication.end]].itertuples():
        return int(row), start.date(), end.date()
    return None


TABLE = Document("财务收支公示表", Of.MONTH, When.MONTH_END, DisclosureTable, _tables, public=True)
DISCLOSURE = Document("财务收支公示", Of.MONTH, When.MONTH_END, Disclosure, _notices, public=True)
