"""食堂：当月的收支、食材成本率，多少人次就餐，留样、陪餐、验收、健康证缺了多少，取自 canteen.xlsx。

没有 canteen.xlsx、“食堂收支”表还没有写到这个月的，收支取自账上的食堂资金。
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.disclosure import FundRow
from xlplan.documents.figures import Printed, Traced
from xlplan.documents.monthly.money import disclosed, missing_money
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import poured, printed
from xlplan.documents.values import named
from xlplan.excel.report import Plain, Share
from xlplan.excel.table import Column
from xlplan.reports.canteen_month import eaten, watched
from xlplan.reports.forms import figure, of_month
from xlplan.tables.books import Books
from xlplan.tables.canteen import Accompanied, Attendance, CanteenMonth, Delivery, KitchenWorker, Menu, Sample


@dataclass(frozen=True)
class Eaten:
    """What the pupils of all grades ate in the month."""

    grade: Printed = named("年级")
    days: Printed = named("供餐天数")
    people: Printed = named("就餐人次")
    boarders: Printed = named("其中住宿生")
    nutrition: Printed = named("营养餐人次")
    nutrition_amount: Printed = named("营养餐金额")
    fees: Printed = named("伙食费")


@dataclass(frozen=True)
class Lacking:
    """A duty of food safety that was not done every time."""

    duty: str = named("项目")
    due: Printed = named("应有")
    done: Printed = named("实有")
    short: Printed = named("缺")
    share: Printed = named("完成率")


@dataclass(frozen=True)
class Money:
    """What 食堂收支 says of the month."""

    income: Printed = named("收入合计")
    cost: Printed = named("支出合计")
    surplus: Printed = named("结余")
    """With its word: 结余4,520.14, 超支4,520.14."""
    food: Printed = named("食材支出")
    cost_ratio: Printed = named("食材成本率")


@dataclass(frozen=True)
class Canteen:
    """The canteen in the month."""

    money: Money | None = named("收支")
    """None where 食堂收支 does not have the month, as before it is over."""
    funds: tuple[FundRow, ...] = named("资金")
    """Of the ledger, where 食堂收支 does not say it."""
    kept: bool = named("有台账")
    eaten: Eaten | None = named("就餐")
    """None where nobody ate."""
    lacking: tuple[Lacking, ...] = named("没有做到的")


_CANTEEN = "食堂"
_TABLES = (Attendance, Menu, Sample, Accompanied, Delivery, KitchenWorker, CanteenMonth)


def _kept(of: Month) -> bool:
    return CanteenMonth.workbook not in of.books.not_kept


def _canteen(of: Month) -> Canteen:
    if not _kept(of):
        return Canteen(None, _funds(of), False, None, ())
    rows = of_month(of.books[CanteenMonth], CanteenMonth.period, of.month)
    money = next((_money(of.books, int(row)) for row in rows.index), None)
    _, sums = poured(eaten(of.books, of.month), Eaten)
    duties, _ = poured(watched(of.books, of.month), Lacking)
    lacking = tuple(duty for duty in duties if str(duty.short) != "0")
    return Canteen(money, () if money else _funds(of), True, next(iter(sums), None), lacking)


def _funds(of: Month) -> tuple[FundRow, ...]:
    funds, _ = poured(disclosed(of).blocks[1], FundRow)
    return tuple(fund for fund in funds if _CANTEEN in str(fund.fund))


def _money(books: Books, row: int) -> Money:
    def told(column: Column, value: Plain) -> Printed:
        return printed(figure(books, column, row, value, CanteenMonth.sheet), column.kind)

    own = books[CanteenMonth].loc[row]
    income, cost, food = (
        told(column, int(own[column]))
        for column in (CanteenMonth.income, CanteenMonth.cost, CanteenMonth.food)
    )
    left, ratio = int(own[CanteenMonth.surplus]), own[CanteenMonth.cost_ratio]
    surplus = told(CanteenMonth.surplus, abs(left))
    assert isinstance(surplus, Traced)
    share = None if pd.isna(ratio) else Share(float(ratio))
    word = "超支" if left < 0 else "结余"
    return Money(income, cost, replace(surplus, lead=word), food, told(CanteenMonth.cost_ratio, share))


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, *_TABLES) if _kept(of) else missing_money(of)


CANTEEN = Section(_canteen, _missing)
