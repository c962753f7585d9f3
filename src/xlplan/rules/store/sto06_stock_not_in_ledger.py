from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.stock import STOCK, compared, keeps_stock
from xlplan.ledger.vouchers import ledger_year, of_accounts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.periods import over
from xlplan.tables.stores import Issue, Item, Receipt


@rule(
    "STO-06",
    fix="对照这个月的入库单、出库单和 1302 的凭证：漏登、漏记的补上，金额写错的改正（先看 STO-07、STO-09）。",
    basis="会计法第十七条",
    whole=True,
)
def stock_not_in_ledger(books: Books) -> Iterator[Hits]:
    """库房物品的金额和 1302 对不上

    年初和每个月末，库房全部物品的金额（期初＋入库－出库）必须等于科目 1302 库存物品的余额。已经过完的月份才查，
    差额和上个月末一样的不重复说。年初不等，指向期初余额表里的 1302（没有这一行的，指向第一种有期初金额的物品）；
    库房的表年中才开始记、期初和年初的 1302 不等的，从第一张单子的上个月末比起。
    某个月对不上，指向这个月最后一行 1302 的分录，没有的指向最后一行入库、出库。账里从来不用 1302 的单位（只有一行 0 也算）不查。

    错：
    期初余额
    | 科目代码 | 借方    | 贷方 |
    | -------- | ------: | ---: |
    | 1302     | **300** |      |
    | 3001     |         |  300 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-08 | 记-1   | 1302     |   50 |      |
    | 2026-09-08 | 记-1   | 1001     |      |   50 |
    | 2026-09-30 | 记-9   | 5001     |   20 |      |
    | 2026-09-30 | 记-9   | **1302** |      |   20 |
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 |
    | ------ | ---- | ---- | -------: | -------: |
    | W001   | 粉笔 | 盒   |      100 |      310 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | RK001    | 2026-09-08 | W001   |   16 |   50 | 记-1   |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额   | 凭证号 |
    | -------- | ---------- | ------ | ---: | -----: | ------ |
    | CK001    | 2026-09-10 | W001   |    8 |     25 | 记-9   |
    | CK002    | 2026-10-10 | W001   |    4 | **12** |        |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 130201   |  310 |      |
    | 3001     |      |  310 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-08 | 记-1   | 130201   |   50 |      |
    | 2026-09-08 | 记-1   | 1001     |      |   50 |
    | 2026-09-30 | 记-9   | 5001     |   25 |      |
    | 2026-09-30 | 记-9   | 130201   |      |   25 |
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 |
    | ------ | ---- | ---- | -------: | -------: |
    | W001   | 粉笔 | 盒   |      100 |      310 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | RK001    | 2026-09-08 | W001   |   16 |   50 | 记-1   |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | CK001    | 2026-09-10 | W001   |    8 |   25 | 记-9   |
    | CK002    | 2026-11-10 | W001   |    4 |      |        |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 130201   |  310 |      |
    | 3001     |      |  310 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-03-08 | 记-1   | 130201   |   90 |      |
    | 2026-03-08 | 记-1   | 1001     |      |   90 |
    | 2026-09-08 | 记-1   | 130201   |   50 |      |
    | 2026-09-08 | 记-1   | 1001     |      |   50 |
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 |
    | ------ | ---- | ---- | -------: | -------: |
    | W001   | 粉笔 | 盒   |      130 |      400 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | RK001    | 2026-09-08 | W001   |   16 |   50 | 记-1   |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1302     | 0.00 |      |
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 |
    | ------ | ---- | ---- | -------: | -------: |
    | W001   | 粉笔 | 盒   |      100 |      310 |
    """
    items, receipts, issues = books[Item], books[Receipt], books[Issue]
    openings, lines = books[OpeningBalance], books[VoucherLine]
    if items.empty or not keeps_stock(openings, lines):
        return
    year = ledger_year(lines, books.today)
    every = compared(books, year)
    first, ends = every.index[0], every.loc[: len(over(year, books.today))]
    before = ends["相差"].shift(fill_value=0)
    apart = ends.assign(原差=before.abs(), 差=ends["相差"].abs())[ends["相差"] != before]
    yield from _at_the_beginning(items, openings, apart.loc[apart.index == first])
    yield from _at_month_ends(lines, receipts, issues, apart.loc[apart.index > first], year)


def _at_the_beginning(items: pd.DataFrame, openings: pd.DataFrame, apart: pd.DataFrame) -> Iterator[Hits]:
    own = openings[openings[OpeningBalance.account].str.startswith(STOCK)]
    valued = items[items[Item.opening_amount] != 0]
    rows, at = (own, OpeningBalance.debit) if len(own) else (valued, Item.opening_amount)
    first = rows.head(len(apart))
    yield Hits(
        first.assign(**{name: apart[name].iloc[0] for name in apart} if len(apart) else {}),
        at=at,
        message="开始记的时候库房物品合计 {库房:元}，1302 余额 {账面:元}，相差 {差:元}。",
    )


def _at_month_ends(
    lines: pd.DataFrame, receipts: pd.DataFrame, issues: pd.DataFrame, apart: pd.DataFrame, year: int
) -> Iterator[Hits]:
    left = apart.rename_axis("月").assign(月份=[f"{year}-{month:02}" for month in apart.index])
    for rows, at in (
        (lines[of_accounts(lines, STOCK)], VoucherLine.account),
        (issues, Issue.amount),
        (receipts, Receipt.amount),
    ):
        day = rows[at.table.dated()]
        own = rows[day.dt.year == year].assign(月=day.dt.month)
        last = own.sort_values(str(at.table.dated()), kind="stable").drop_duplicates("月", keep="last")
        told = last[last["月"].isin(left.index)]
        yield Hits(
            told.join(left, on="月"),
            at=at,
            message="{月份} 月末库房物品合计 {库房:元}，1302 余额 {账面:元}，相差 {差:元}；上月末相差 {原差:元}。",
        )
        left = left.drop(index=told["月"])
