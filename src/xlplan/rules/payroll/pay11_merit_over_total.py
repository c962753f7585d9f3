from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.payroll import PayLine


@rule("PAY-11", fix="核对绩效工资总量的批复；超了的停发、追回，确需增加的报批。", whole=(PayLine,))
def merit_over_total(books: Books) -> Iterator[Hits]:
    """绩效工资超过核定总量

    一年里基础性绩效、奖励性绩效按月份、再按行累计，不能超过参数“绩效工资核定总量”（元，一年的数），刚好等于不算。
    指向头一个超过的人。

    错：
    参数
    | 参数             | 值    | 起         | 文号 |
    | ---------------- | ----- | ---------- | ---- |
    | 绩效工资核定总量 | 10000 | 2026-01-01 | 甲   |
    工资表
    | 月份    | 工号 | 姓名 | 基础性绩效 |  奖励性绩效 |
    | ------- | ---- | ---- | ---------: | ----------: |
    | 2026-10 | 01   | 张三 |       2100 |         900 |
    | 2026-10 | 02   | 李四 |       2100 | **1900.01** |
    | 2026-09 | 01   | 张三 |       2100 |         900 |
    | 2026-10 | 03   | 王五 |       2100 |         900 |

    对：
    参数
    | 参数             | 值    | 起         | 文号 |
    | ---------------- | ----- | ---------- | ---- |
    | 绩效工资核定总量 | 10000 | 2026-01-01 | 甲   |
    工资表
    | 月份    | 工号 | 姓名 | 基础性绩效 | 奖励性绩效 |
    | ------- | ---- | ---- | ---------: | ---------: |
    | 2026-09 | 01   | 张三 |       2100 |        900 |
    | 2026-10 | 02   | 李四 |       6100 |        900 |
    """
    pay = books[PayLine].sort_values(PayLine.period, kind="stable")
    if pay.empty:
        return
    year = pay[PayLine.period].dt.year
    total = (pay[PayLine.basic_merit] + pay[PayLine.extra_merit]).groupby(year).cumsum()
    limit = books.amounts("绩效工资核定总量", pay[PayLine.period])
    over = pay.assign(年=year, 累计=total, 总量=limit)[total > limit]
    yield Hits(
        over[~over.duplicated("年")],
        at=PayLine.extra_merit,
        message="{年} 年绩效工资发到{姓名} {月份:%Y-%m}，累计 {累计:元}，超过核定总量 {总量:元}。",
    )
