"""膳食：当月多少人次就餐，食堂收支、食材成本率，留样、陪餐、验收、健康证缺了多少，取自 canteen.xlsx。"""

from dataclasses import dataclass

import pandas as pd

from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import cell, poured, printed
from xlplan.documents.values import named
from xlplan.excel.report import Share
from xlplan.reports.canteen_month import eaten, of_month, watched
from xlplan.reports.forms import figure
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
    food: Printed = named("食材支出")
    cost_ratio: Printed = named("食材成本率")


@dataclass(frozen=True)
class Meals:
    """The canteen in the month, by its own sheets."""

    eaten: Eaten | None = named("就餐")
    """None where nobody ate."""
    money: Money | None = named("收支")
    """None where 食堂收支 does not have the month, as before it is over."""
    lacking: tuple[Lacking, ...] = named("没有做到的")


def _meals(of: Month) -> Meals:
    _, sums = poured(eaten(of.books, of.month), Eaten)
    duties, _ = poured(watched(of.books, of.month), Lacking)
    rows = of_month(of.books, CanteenMonth, of.month)
    money = [_money(of.books, int(row)) for row in rows.index]
    return Meals(
        next(iter(sums), None),
        next(iter(money), None),
        tuple(duty for duty in duties if str(duty.short) != "0"),
    )


def _money(books: Books, row: int) -> Money:
    at = CanteenMonth.cost_ratio
    found = books[CanteenMonth].at[row, at]
    share = None if pd.isna(found) else Share(float(found))
    income, cost, surplus, food = (
        cell(books, column, row)
        for column in (CanteenMonth.income, CanteenMonth.cost, CanteenMonth.surplus, CanteenMonth.food)
    )
    ratio = printed(figure(books, at, row, share, CanteenMonth.sheet))
    return Money(income, cost, surplus, food, ratio)


_TABLES = (Attendance, Menu, Sample, Accompanied, Delivery, KitchenWorker, CanteenMonth)

MEALS = Section(_meals, lambda of: torn(of.books, *_TABLES))
