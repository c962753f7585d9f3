from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.payroll import by_years, years_of_service
from xlplan.rules import Hits, rule
from xlplan.tables import parameters
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.office import Staff
from xlplan.tables.payroll import PayLine


@rule("PAY-08", fix="对着档案核对从教年月，改正教龄津贴，漏发的补发。")
def wrong_years_pay(books: Books) -> Iterator[Hits]:
    """教龄津贴与教龄不符

    教龄从教职工表的“从教年月”算起，满几年看参数“教龄津贴：5”“教龄津贴：10”等每月多少元；满年的那个月起就按新的一档。
    没有填从教年月的不查；工资表没有“教龄津贴”一列的，都不查。

    错：
    教职工
    | 工号 | 姓名 | 从教年月 |
    | ---- | ---- | -------- |
    | 01   | 张三 | 2021-10  |
    | 02   | 李四 | 2000-09  |
    | 03   | 王五 | 2024-09  |
    工资表
    | 月份    | 工号 | 姓名 | 教龄津贴   |
    | ------- | ---- | ---- | ---------: |
    | 2026-10 | 01   | 张三 | **（空）** |
    | 2026-10 | 02   | 李四 |      **7** |
    | 2026-10 | 03   | 王五 |      **3** |

    对：
    教职工
    | 工号 | 姓名 | 从教年月 |
    | ---- | ---- | -------- |
    | 01   | 张三 | 2021-10  |
    | 02   | 李四 | 2000-09  |
    | 03   | 王五 |          |
    工资表
    | 月份    | 工号 | 姓名 | 教龄津贴 |
    | ------- | ---- | ---- | -------: |
    | 2026-09 | 01   | 张三 |          |
    | 2026-10 | 01   | 张三 |        3 |
    | 2026-10 | 02   | 李四 |       10 |
    | 2026-10 | 03   | 王五 |        5 |
    """
    pay = books[PayLine]
    if pay.empty or not books.has(PayLine.years_pay):
        return
    known = beside(pay, books[Staff], {PayLine.number: Staff.number}, "册")
    since = f"册{Staff.since}"
    known = known[known[since].notna()]
    for month, rows in known.groupby(PayLine.period):
        years = years_of_service(rows[since], rows[PayLine.period])
        steps = books.family("教龄津贴", pd.Timestamp(month).date(), parameters.amounts)
        due = by_years(years, steps)
        yield Hits(
            rows.assign(教龄=years, 应发=due)[rows[PayLine.years_pay] != due],
            at=PayLine.years_pay,
            message="{姓名}从 {册从教年月:%Y-%m} 起从教，教龄 {教龄} 年，教龄津贴应为 {应发:元}，表里是 {教龄津贴:元}。",
        )
