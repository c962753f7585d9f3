from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.payroll import share_of
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Parameter
from xlplan.tables.parameters import names
from xlplan.tables.payroll import CONTRIBUTIONS, PayLine

_FUND = (PayLine.fund, PayLine.fund_unit)


@rule("PAY-06", fix="对着社保局、公积金中心的缴费单，改正基数或金额。")
def wrong_contribution(books: Books) -> Iterator[Hits]:
    """社保、公积金扣缴比例或基数不符

    养老、年金、医疗、失业、工伤按缴费基数，公积金按公积金基数，乘以参数“缴费比例：养老个人”等，四舍五入到分，一分不差；
    参数里没有的险种不查。缴费基数不能低于参数“缴费基数：下限”、高于“缴费基数：上限”，公积金基数看“公积金基数：下限”
    “公积金基数：上限”，没有这几行参数的不查；同一个人同样的基数，上下限也没有变的，只指头一个月。

    错：
    | 月份    | 工号 | 姓名 |  缴费基数 | 公积金基数 |   养老个人 | 年金个人 | 医疗个人 | 失业个人 | 公积金个人 | 养老单位 | 年金单位 |  医疗单位 | 失业单位 | 工伤单位 | 公积金单位 |
    | ------- | ---- | ---- | --------: | ---------: | ---------: | -------: | -------: | -------: | ---------: | -------: | -------: | --------: | -------: | -------: | ---------: |
    | 2026-10 | 01   | 张三 |      6001 |       6000 | **420.07** |   240.04 |   120.02 |    30.01 |    **702** |   960.16 |   480.08 |    480.08 |    30.01 |    30.01 |        720 |
    | 2026-10 | 02   | 李四 | **4199**  |            |     335.92 |   167.96 |    83.98 |    21.00 |            |   671.84 |   335.92 | **（空）** |    21.00 |    21.00 |            |

    对：
    | 月份    | 工号 | 姓名 | 缴费基数 | 公积金基数 | 养老个人 | 年金个人 | 医疗个人 | 失业个人 | 公积金个人 | 养老单位 | 年金单位 | 医疗单位 | 失业单位 | 工伤单位 | 公积金单位 |
    | ------- | ---- | ---- | -------: | ---------: | -------: | -------: | -------: | -------: | ---------: | -------: | -------: | -------: | -------: | -------: | ---------: |
    | 2026-10 | 01   | 张三 |     6001 |       6000 |   480.08 |   240.04 |   120.02 |    30.01 |        720 |   960.16 |   480.08 |   480.08 |    30.01 |    30.01 |        720 |
    | 2026-10 | 02   | 李四 |          |            |          |          |          |          |            |          |          |          |          |          |            |

    错：
    参数
    | 参数             | 值   | 起         | 止         |
    | ---------------- | ---- | ---------- | ---------- |
    | 缴费比例：大病   | 1%   | 2026-01-01 |            |
    | 缴费基数：下限   | 4000 | 2026-01-01 | 2026-06-30 |
    | 缴费基数：下限   | 4400 | 2026-07-01 |            |
    | 公积金基数：上限 | 9000 | 2026-01-01 |            |
    工资表
    | 月份    | 工号 | 姓名 | 缴费基数 | 公积金基数 |
    | ------- | ---- | ---- | -------: | ---------: |
    | 2026-06 | 01   | 张三 |     4200 |   **9001** |
    | 2026-07 | 01   | 张三 | **4200** |       9001 |
    | 2026-08 | 01   | 张三 |     4200 |       9000 |

    对：
    参数
    | 参数               | 值 | 起         | 文号 |
    | ------------------ | -- | ---------- | ---- |
    | 缴费比例：养老个人 | 8% | 2026-01-01 | 甲   |
    工资表
    | 月份    | 工号 | 姓名 | 缴费基数 | 养老个人 | 医疗个人 |
    | ------- | ---- | ---- | -------: | -------: | -------: |
    | 2026-10 | 01   | 张三 |     1000 |       80 |        1 |
    """
    pay = books[PayLine]
    if pay.empty:
        return
    for column in CONTRIBUTIONS:
        base = PayLine.fund_base if column in _FUND else PayLine.base
        share = books.shares("缴费比例", pay[PayLine.period], pd.Series(str(column), index=pay.index))
        due = share_of(pay[base], share.fillna(0))
        facts = pay.assign(基数=pay[base], 比例=share, 应缴=due, 表列=pay[column])
        yield Hits(
            facts[share.notna() & (due != pay[column])],
            at=column,
            message=f"{{姓名}}的{column}：基数 {{基数:元}} 乘 {{比例:.2%}} 应为 {{应缴:元}}，表里是 {{表列:元}}。",
        )
    said = names(books[Parameter])
    for base in (PayLine.base, PayLine.fund_base):
        based = pay[pay[base] != 0]
        for item, sign, word in (("下限", -1, "低于"), ("上限", 1, "高于")):
            if based.empty or not (said == f"{base}：{item}").any():
                continue
            limit = books.amounts(base, based[PayLine.period], pd.Series(item, index=based.index))
            beyond = based.assign(限=limit)[sign * (based[base] - limit) > 0]
            yield Hits(
                beyond[~beyond.duplicated([PayLine.number, base, "限"])],
                at=base,
                message=f"{{姓名}}的{base} {{{base}:元}} {word}{item} {{限:元}}。",
            )
