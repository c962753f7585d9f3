"""财务收支：当月的收入、支出、结余，预算执行到哪里了。"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.cells import Ref, Source
from xlplan.documents.disclosure import FundRow
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import noted, poured, printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Report
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.disclosure import disclosure
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount

_TABLES = OpeningBalance, CashEntry, BankEntry, VoucherLine, BudgetLine, BudgetChange, BankAccount


@dataclass(frozen=True)
class ExecutionRow:
    """One kind of money against its budget."""

    fund: Printed = named("资金来源")
    original: Printed = named("年初数")
    changed: Printed = named("调整")
    budget: Printed = named("调整后")
    spent: Printed = named("已支")
    left: Printed = named("剩余")
    share: Printed = named("执行进度")
    gone: Printed = named("时间进度")
    held: Printed = named("已批未付")
    free: Printed = named("可用")


@dataclass(frozen=True)
class Money:
    """The money of the month."""

    total: FundRow = named("合计")
    left: Printed = named("月末结余")
    rows: tuple[ExecutionRow, ...] = named("执行")
    execution: ExecutionRow = named("执行合计")
    notes: tuple[Printed, ...] = named("说明")
    """What the budget does not hold."""
    budget_picture: Picture | str = named("执行图")
    month_picture: Picture | str = named("收支图")


def disclosed(of: Month) -> Report:
    """The money of the month by account and by kind, made once for all sections."""
    return of.books.once((disclosed, of.month), lambda: disclosure(of.books, of.month))


def missing_money(of: Month) -> Iterator[tuple[Ref, str]]:
    """The cells that keep the money of a month from being told."""
    return torn(of.books, *_TABLES)


def _money(of: Month) -> Money:
    money, budget = disclosed(of), budget_execution(of.books)[0]
    _, (total,) = poured(money.blocks[1], FundRow)
    spending = budget.blocks[0]
    unlisted = Source(
        Ref(VoucherLine.workbook, VoucherLine.sheet),
        VoucherLine.budget,
        "没有列入预算执行的",
        0,
        budget.title,
    )
    rows, (execution,) = poured(spending, ExecutionRow)
    left = money.blocks[0].rows[-1][4]
    return Money(
        total,
        printed(left, Kind.MONEY),
        rows,
        execution,
        noted(budget.notes[1:], unlisted),
        of.picture(spending),
        of.picture(income_and_spending(of.books).blocks[0]),
    )


MONEY = Section(_money, missing_money)
