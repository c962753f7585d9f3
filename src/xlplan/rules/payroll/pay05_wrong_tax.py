from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.payroll import brackets, tax_due, tax_facts
from xlplan.rules import Hits, rule
from xlplan.tables import parameters
from xlplan.tables.books import Books, Waiting
from xlplan.tables.payroll import PayLine, TaxRelief

_FREE = "减除费用（每月）"


@rule(
    "PAY-05",
    fix="按累计预扣法重新算这个月的税；少扣的下个月补扣。",
    basis="个人所得税法",
)
def wrong_tax(books: Books) -> Iterator[Hits]:
    """个人所得税扣得不对

    从 1 月起累计：累计应纳税所得额＝累计收入－减除费用×月数－累计三险一金和年金－累计专项附加扣除；本月税＝所得额×预扣率－速算扣除数－
    前面各月已扣的，是负数就不扣，留到以后。收入是应发合计，减去独生子女费和病事假扣款；专项附加扣除看“专项扣除”表；
    年中新来的，月数从他第一个月算起。预扣率、速算扣除数、减除费用在“参数”表里。

    前面哪个月扣错了，只指那一个月：后面的月份补扣了差额，或者照样只扣本月该扣的，都算对。
    工资表不是从 1 月写起的，头一个月就在的人不查：不知道以前扣了多少。

    错：
    专项扣除
    | 工号 | 项目     | 每月金额 | 起月    |
    | ---- | -------- | -------: | ------- |
    | 01   | 子女教育 |     2000 | 2026-01 |
    | 02   | 子女教育 |     2000 | 2026-01 |
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 养老个人 | 个人所得税 |
    | ------- | ---- | ---- | -------: | -------: | ---------: |
    | 2026-01 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-02 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-03 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-04 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-05 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-06 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-07 | 01   | 张三 |    15000 |     3000 |        150 |
    | 2026-08 | 01   | 张三 |    15000 |     3000 |    **150** |
    | 2026-09 | 01   | 张三 |    15000 |     3000 |        500 |
    | 2026-10 | 01   | 张三 |    15000 |     3000 |        780 |
    | 2026-01 | 02   | 李四 |    15000 |     3000 |    **510** |
    | 2026-02 | 02   | 李四 |    15000 |     3000 |          0 |
    | 2026-03 | 02   | 李四 |    15000 |     3000 |          0 |
    | 2026-04 | 02   | 李四 |    15000 |     3000 |         90 |
    | 2026-05 | 02   | 李四 |    15000 |     3000 | **150.01** |

    对：
    专项扣除
    | 工号 | 项目     | 每月金额 | 起月    | 止月    |
    | ---- | -------- | -------: | ------- | ------- |
    | 01   | 子女教育 |     2000 | 2026-01 |         |
    | 02   | 住房租金 |     2000 | 2026-04 | 2026-04 |
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 独生子女费 | 养老个人 | 病事假扣款 | 个人所得税 |
    | ------- | ---- | ---- | -------: | ---------: | -------: | ---------: | ---------: |
    | 2026-01 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-02 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-03 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-04 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-05 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-06 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-07 | 01   | 张三 |    15000 |         10 |     3000 |            |        150 |
    | 2026-08 | 01   | 张三 |    15000 |         10 |     3000 |            |        430 |
    | 2026-09 | 01   | 张三 |    15000 |         10 |     3000 |            |        500 |
    | 2026-10 | 01   | 张三 |    15000 |         10 |     3000 |            |        500 |
    | 2026-03 | 02   | 李四 |     9000 |            |     3000 |            |         30 |
    | 2026-04 | 02   | 李四 |     9000 |            |     3000 |            |          0 |
    | 2026-05 | 02   | 李四 |     9000 |            |     3000 |            |          0 |
    | 2026-06 | 02   | 李四 |     9000 |            |     3000 |       1000 |          0 |
    | 2026-07 | 02   | 李四 |     9000 |            |     3000 |            |         30 |
    | 2026-08 | 02   | 李四 |     9000 |            |     3000 |            |         30 |

    对：
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 个人所得税 |
    | ------- | ---- | ---- | -------: | ---------: |
    | 2026-09 | 01   | 张三 |    15000 |        800 |
    | 2026-10 | 01   | 张三 |    15000 |        800 |
    """
    pay, relief = books[PayLine], books[TaxRelief]
    for _, rows in pay.groupby(pay[PayLine.period].dt.year):
        first = rows[PayLine.period].min()
        if first.month > 1:
            rows = rows[~rows[PayLine.number].isin(rows.loc[rows[PayLine.period] == first, PayLine.number])]
        rows = books.clear(rows, PayLine, {PayLine.number: PayLine.number})
        rows = books.clear(rows, TaxRelief, {PayLine.number: TaxRelief.number})
        if len(rows):
            yield _wrong(books, rows, relief)


def _wrong(books: Books, pay: pd.DataFrame, relief: pd.DataFrame) -> Hits:
    day = pay[PayLine.period].max().date()
    table = brackets(books.family("预扣率", day), books.family("速算扣除数", day, parameters.amounts))
    facts = tax_facts(pay, relief)
    free = books.amounts(_FREE, facts[PayLine.period])
    if free.isna().any():
        raise Waiting(f"参数“{_FREE}”在有的月份没有值")
    due = tax_due(facts, table, free.astype("int64"))
    wrong = (due["已扣"] != due["应扣"]) & (due["已扣"] != due["当月"])
    return Hits(
        due.assign(姓名=pay[PayLine.name], 相差=(due["已扣"] - due["应扣"]).abs())[wrong],
        at=PayLine.tax,
        message="{姓名}到 {月份:%Y-%m} 累计应纳税所得额 {累计所得:元}，本月个税应为 {应扣:元}，表里是 {已扣:元}，相差 {相差:元}。",
    )
