from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Purchase

_BIDS = (
    (Purchase.first_bidder, Purchase.first_quote),
    (Purchase.second_bidder, Purchase.second_quote),
    (Purchase.third_bidder, Purchase.third_quote),
)


@rule("PRC-03", fix="补齐询价的供应商和报价；没有问够家数的，重新询价。", severity=Severity.WARNING)
def too_few_quotes(books: Books) -> Iterator[Hits]:
    """询价的家数不够

    采购方式是询价的，或者自行采购、金额到了参数“询价起点”的，要有“询价最少家数”（3 家）不同的供应商报价，成交的也算一家。
    指向第一个空着、没有报价或者和前面重复的供应商；三家都写了还不够，或者表里没有那一列的，指向采购方式。

    错：
    采购
    | 采购号 | 日期       | 采购方式 | 成交金额 | 供应商一   | 报价一 | 供应商二   | 报价二 | 供应商三   | 报价三 |
    | ------ | ---------- | -------- | -------: | ---------- | -----: | ---------- | -----: | ---------- | -----: |
    | CG1    | 2026-11-02 | 询价     |     1000 | 甲公司     |   1000 | 乙公司     |   1100 | **（空）** |        |
    | CG2    | 2026-11-02 | 询价     |     1000 | 甲公司     |   1000 | **甲公司** |   1100 | 丙公司     |   1200 |
    | CG3    | 2026-11-02 | 自行采购 |     3000 | **（空）** |        |            |        |            |        |
    | CG4    | 2026-11-02 | 询价     |     1000 | 甲公司     |   1000 | **乙公司** |        | 丙公司     |   1200 |

    错：
    参数
    | 参数         | 值   |
    | ------------ | ---- |
    | 询价起点     | 3000 |
    | 询价最少家数 | 4    |
    采购
    | 采购号 | 日期       | 采购方式 | 成交金额 | 供应商一 | 报价一 | 供应商二 | 报价二 | 供应商三 | 报价三 |
    | ------ | ---------- | -------- | -------: | -------- | -----: | -------- | -----: | -------- | -----: |
    | CG1    | 2026-11-02 | **询价** |     1000 | 甲公司   |   1000 | 乙公司   |   1100 | 丙公司   |   1200 |

    对：
    采购
    | 采购号 | 日期       | 采购方式   | 成交金额 | 供应商一 | 报价一 | 供应商二 | 报价二 | 供应商三 | 报价三 |
    | ------ | ---------- | ---------- | -------: | -------- | -----: | -------- | -----: | -------- | -----: |
    | CG1    | 2026-11-02 | 询价       |     1000 | 甲公司   |   1000 | 乙公司   |   1100 | 丙公司   |   1200 |
    | CG2    | 2026-11-02 | 自行采购   |  2999.99 |          |        |          |        |          |        |
    | CG3    | 2026-11-02 | 框架协议   |     9000 |          |        |          |        |          |        |

    对：
    参数
    | 参数         | 值   |
    | ------------ | ---- |
    | 询价起点     | 3000 |
    | 询价最少家数 | 2    |
    采购
    | 采购号 | 日期       | 采购方式   | 成交金额 | 供应商一 | 报价一 | 供应商二 | 报价二 |
    | ------ | ---------- | ---------- | -------: | -------- | -----: | -------- | -----: |
    | CG1    | 2026-11-02 | 询价       |     1000 | 甲公司   |   1000 | 乙公司   |   1100 |
    """
    bought = books[Purchase]
    if bought.empty:
        return
    days, method = bought[Purchase.date], bought[Purchase.method]
    large = (method == "自行采购") & (bought[Purchase.amount] >= books.amounts("询价起点", days))
    asked = bought.assign(至少=books.numbers("询价最少家数", days))[(method == "询价") | large]
    fine: list[tuple[Column, pd.Series]] = []
    for at, (bidder, quote) in enumerate(_BIDS):
        name = asked[bidder]
        before = [asked[other] == name for other, _ in _BIDS[:at]]
        repeats = pd.concat(before, axis=1).any(axis=1) if before else False
        fine.append((bidder, (name != "") & (asked[quote] > 0) & ~pd.Series(repeats, index=asked.index)))
    count = sum((valid for _, valid in fine), pd.Series(0, index=asked.index))
    few = count < asked["至少"]
    told = asked.assign(家数=count, 至少=asked["至少"].fillna(0).astype("int64"))
    message = "{采购号} 只有 {家数} 家不同的供应商报价，要有 {至少} 家。"
    for bidder, valid in fine:
        there = bidder if books.has(bidder) else Purchase.method
        yield Hits(told[few & ~valid], at=there, message=message)
        few &= valid
    yield Hits(told[few], at=Purchase.method, message=message)
