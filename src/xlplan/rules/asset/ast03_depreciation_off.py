from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.assets import worn
from xlplan.ledger.vouchers import ledger_year
from xlplan.rules import Hits, rule
from xlplan.tables import depreciation
from xlplan.tables.assets import BUILDING, EQUIPMENT, FURNITURE, AssetCard, DepreciationMonth, booked
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine

_WEARING = (BUILDING, EQUIPMENT, FURNITURE)
_NOMINAL = 100
"""Fen that a thing whose worth nobody knows is entered with; it is not depreciated."""


@rule(
    "AST-03",
    fix="核对卡片的折旧类、年限、入账日期和期初累计折旧；累计折旧的公式被盖掉的，从上面一格往下拉公式。",
    basis="财会〔2017〕4号",
    severity=Severity.WARNING,
    whole=(DepreciationMonth,),
)
def depreciation_off(books: Books) -> Iterator[Hits]:
    """折旧额不对

    房屋、设备、家具要提折旧：写明折旧类，年限不低于参数“折旧年限：”的年数。图书、文物、动植物不提，折旧类空着；
    按名义金额（单价 1 元）入账的也可以空着。折旧按月平均，
    不留残值，入账当月开始，最后一个月提完余下的，处置当月停止；期初累计折旧要等于从入账那个月提到上年末的数，累计折旧要等于期初加上
    今年提到“折旧计提”表最后一个月的数。指向不对的那一格。

    错：
    折旧计提
    | 月份    | 业务活动费用 | 凭证号 |
    | ------- | -----------: | ------ |
    | 2026-10 |           10 | 记-90  |
    资产卡片
    | 卡片号 | 类别       | 折旧类     | 入账日期   | 数量 | 原值 | 年限  | 期初累计折旧 | 累计折旧  |
    | ------ | ---------- | ---------- | ---------- | ---: | ---: | ----: | -----------: | --------: |
    | ZC-001 | 设备       | 计算机     | 2026-10-06 |    1 | 4999 |     6 |              |     **0** |
    | ZC-002 | 设备       | **（空）** | 2026-10-06 |    1 | 4999 |     6 |              |     69.43 |
    | ZC-003 | 图书和档案 | **家具**   | 2026-10-06 |    1 | 4999 |       |              |         0 |
    | ZC-004 | 设备       | **电脑**   | 2026-10-06 |    1 | 4999 |     6 |              |     69.43 |
    | ZC-005 | 设备       | 计算机     | 2026-10-06 |    1 | 4999 | **5** |              |     83.32 |
    | ZC-006 | 设备       | 计算机     | 2025-12-06 |    1 | 4999 |     6 |     **0.00** |    694.30 |
    | ZC-007 | 设备       | 计算机     | 2026-10-06 |    1 | 4999 | **（空）** |         |         0 |

    对：
    折旧计提
    | 月份    | 业务活动费用 | 凭证号 |
    | ------- | -----------: | ------ |
    | 2026-10 |           10 | 记-90  |
    资产卡片
    | 卡片号 | 类别       | 折旧类 | 入账日期   | 数量 | 原值 | 年限 | 期初累计折旧 | 处置日期   |
    | ------ | ---------- | ------ | ---------- | ---: | ---: | ---: | -----------: | ---------- |
    | ZC-001 | 设备       | 计算机 | 2026-10-06 |    1 | 4999 |    6 |              |            |
    | ZC-002 | 设备       | 计算机 | 2020-01-06 |    1 | 4999 |    6 |         4999 |            |
    | ZC-003 | 图书和档案 |        | 2020-01-06 |  100 | 1999 |      |              |            |
    | ZC-004 | 家具和用具 | 家具   | 2024-01-06 |    1 | 3600 |   20 |          360 | 2026-03-05 |
    | ZC-005 | 设备       |        | 2020-01-06 |    3 |    3 |      |              |            |
    """
    cards = books[AssetCard]
    cards = cards[cards[AssetCard.entered].notna()]
    if cards.empty:
        return
    wears = cards[AssetCard.kind].isin(_WEARING)
    life, years = cards[AssetCard.life], cards[AssetCard.years].astype("float64")
    known = books.numbers("折旧年限", pd.Series(pd.Timestamp(books.today), index=cards.index), life)
    lacks = wears & (life == "") & (cards[AssetCard.price] != _NOMINAL)
    yield Hits(cards[lacks], at=AssetCard.life, message="{名称}是{类别}，要提折旧，没有写折旧类。")
    idle = ~wears & ((life != "") | (years > 0))
    yield Hits(cards[idle], at=AssetCard.life, message="{名称}是{类别}，不提折旧，折旧类和年限要空着。")
    strange = wears & (life != "") & known.isna()
    yield Hits(cards[strange], at=AssetCard.life, message="参数里没有“折旧年限：{折旧类}”这一项。")
    short = wears & known.notna() & ~(years >= known)
    yield Hits(
        cards.assign(最低=known)[short],
        at=AssetCard.years,
        message="{折旧类}的折旧年限不低于 {最低:g} 年，卡片上没有这么多，或者空着。",
    )
    yield from _amounts(books, cards[~(lacks | idle | strange | short)])


def _amounts(books: Books, cards: pd.DataFrame) -> Iterator[Hits]:
    """What was written off by last year, and by the last month that is booked."""
    year, until = (
        ledger_year(books[VoucherLine], books.today),
        booked(books[DepreciationMonth][DepreciationMonth.month]),
    )
    due = depreciation.straight(
        cards[AssetCard.cost], cards[AssetCard.years], cards[AssetCard.entered], year * 12 - 1
    )
    yield Hits(
        cards.assign(应为=due)[due != cards[AssetCard.opening]],
        at=AssetCard.opening,
        message="{名称}的期初累计折旧应为 {应为:元}，卡片上是 {期初累计折旧:元}。",
    )
    due = worn(cards, until)
    yield Hits(
        cards.assign(应为=due)[due != cards[AssetCard.worn]],
        at=AssetCard.worn,
        message="{名称}的累计折旧应为 {应为:元}，卡片上是 {累计折旧:元}。",
    )
