"""The canteen in the ledger: what of 记账凭证 is its own money, and what a month of it comes to."""

import pandas as pd

from xlplan.ledger.budget import flows
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import Accompanied, CanteenMonth, Menu, Sample
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, unmatched
from xlplan.tables.lists import listed

FUND = "食堂"
"""What 资金来源 of the canteen's own money has in it; the state's for nutrition is a special fund."""


def own_flows(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """What the budget book took in and spent of the canteen's money, line by line: 收入 and 支出 (fen), and 月份 (its first day)."""
    moved = flows(lines, vouchers)
    own = moved[moved["资金来源"].str.contains(FUND, regex=False)]
    return own.assign(月份=own[VoucherLine.date].dt.to_period("M").dt.to_timestamp().astype("datetime64[s]"))


def with_projects(own: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The same lines with 项目 of their 预算号."""
    return beside(
        own, lines[[BudgetLine.number, BudgetLine.project]], {VoucherLine.budget: BudgetLine.number}, "预算"
    )


def running(months: pd.DataFrame) -> pd.DataFrame:
    """The rows of 食堂收支 in the order of months, with what the year came to so far: 累计收入, 累计伙食费, 累计食材, 累计结余 (fen)."""
    rows = months[months[CanteenMonth.period].notna()].sort_values(CanteenMonth.period, kind="stable")
    year = rows[CanteenMonth.period].dt.year
    income = rows[CanteenMonth.fees] + rows[CanteenMonth.other_income]
    surplus = income - rows[list(COSTS)].sum(axis=1)
    sums = {
        "累计收入": income, "累计伙食费": rows[CanteenMonth.fees], "累计食材": rows[CanteenMonth.food], "累计结余": surplus,
    }  # fmt: skip
    return rows.assign(**{name: amounts.groupby(year).cumsum() for name, amounts in sums.items()})


COSTS = (
    CanteenMonth.food, CanteenMonth.fuel, CanteenMonth.power, CanteenMonth.labour, CanteenMonth.other_cost
)  # fmt: skip
"""The kinds of cost on the form."""


def dishes(menus: pd.DataFrame) -> pd.DataFrame:
    """The rows of 食谱, one for each 菜 of a meal; the index is the row that names it."""
    served = menus.assign(菜=menus[Menu.dishes].map(listed)).explode("菜")
    return served[served["菜"].fillna("") != ""]


def unsampled(served: pd.DataFrame, samples: pd.DataFrame) -> pd.DataFrame:
    """The dishes of which 留样 holds none."""
    return unmatched(served, samples, {Menu.date: Sample.date, Menu.meal: Sample.meal, "菜": Sample.dish})


def unaccompanied(menus: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """The meals of 食谱 without any row in 陪餐."""
    return unmatched(menus, told, {Menu.date: Accompanied.date, Menu.meal: Accompanied.meal})
