from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.assets import AssetCard, AssetCount
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.office import Parameter

_DUE = "资产盘点最迟月"


@rule(
    "AST-05",
    fix="补盘这几张卡片；有差异的查明原因，写进“原因”，按规定报批处理。",
    whole=(AssetCard, AssetCount),
)
def not_counted(books: Books) -> Iterator[Hits]:
    """全年没有盘点，或者有差异没有原因

    固定资产每年至少全部盘点一次。今年盘过的地方（存放地点），盘点以前就在账上、当时没有处置的卡片都要盘到，漏了的指向卡片号；过了参数
    “资产盘点最迟月”，别的地方的卡片也要盘到，一张都没有盘的指向这个参数。盘点表的账面数量要等于卡片的数量，实盘和账面不等的要写原因；指向盘点表里不对的那一格。

    错：
    资产卡片
    | 卡片号     | 名称   | 入账日期   | 数量 | 处置日期   |
    | ---------- | ------ | ---------- | ---: | ---------- |
    | ZC-001     | 投影机 | 2024-03-05 |    1 |            |
    | **ZC-002** | 空调   | 2024-03-05 |    1 |            |
    | ZC-003     | 课桌椅 | 2024-03-05 |   40 |            |
    | ZC-004     | 书架   | 2024-03-05 |   12 |            |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 |   差异 | 原因 |
    | ---------- | ------ | -------: | -------: | -----: | ---- |
    | 2025-10-20 | ZC-002 |        1 |        1 |      0 |      |
    | 2026-10-20 | ZC-001 |        1 |        1 |      0 |      |
    | 2026-10-20 | ZC-003 |       40 |       38 | **-2** |      |
    | 2026-10-20 | ZC-004 |   **21** |       21 |      0 |      |

    错：
    日期：2026-12-01
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **资产盘点最迟月** | 11 | 2026-01-01 |
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 数量 |
    | ------ | ------ | ---------- | ---: |
    | ZC-001 | 投影机 | 2024-03-05 |    1 |

    错：
    日期：2026-12-01
    资产卡片
    | 卡片号     | 名称   | 入账日期   | 数量 | 存放地点 |
    | ---------- | ------ | ---------- | ---: | -------- |
    | ZC-001     | 投影机 | 2024-03-05 |    1 | 微机室   |
    | **ZC-002** | 空调   | 2024-03-05 |    1 | 综合楼   |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 |
    | ---------- | ------ | -------: | -------: |
    | 2026-10-20 | ZC-001 |        1 |        1 |

    对：
    日期：2026-11-30
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 数量 | 存放地点 |
    | ------ | ------ | ---------- | ---: | -------- |
    | ZC-001 | 投影机 | 2024-03-05 |    1 | 微机室   |
    | ZC-002 | 空调   | 2024-03-05 |    1 | 综合楼   |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 |
    | ---------- | ------ | -------: | -------: |
    | 2026-10-20 | ZC-001 |        1 |        1 |

    对：
    日期：2026-11-30
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 数量 |
    | ------ | ------ | ---------- | ---: |
    | ZC-001 | 投影机 | 2024-03-05 |    1 |

    对：
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 数量 | 处置日期   |
    | ------ | ------ | ---------- | ---: | ---------- |
    | ZC-001 | 投影机 | 2024-03-05 |    1 |            |
    | ZC-002 | 空调   | 2024-03-05 |    1 | 2026-05-08 |
    | ZC-003 | 课桌椅 | 2026-10-22 |   40 |            |
    | ZC-004 | 书架   | 2024-03-05 |   12 |            |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 | 原因             |
    | ---------- | ------ | -------: | -------: | ---------------- |
    | 2026-10-20 | ZC-001 |        1 |        1 |                  |
    | 2026-10-20 | ZC-004 |       12 |       11 | 借给教学点，未还 |
    """
    cards, counts = books[AssetCard], books[AssetCount]
    if cards.empty:
        return
    counts = counts[counts[AssetCount.date] <= pd.Timestamp(books.today)]
    today = pd.Series([pd.Timestamp(books.today)])
    last = books.numbers(_DUE, today).iloc[0]
    own = counts[counts[AssetCount.date] >= pd.Timestamp(books.today.year, 1, 1)]
    card = beside(own, cards, {AssetCount.card: AssetCard.number}, "卡")
    if len(own):
        first = own[AssetCount.date].min()
        there = (cards[AssetCard.entered] < first) & ~(cards[AssetCard.disposed] < first)
        there &= cards[AssetCard.place].isin(card[f"卡{AssetCard.place}"]) | (books.today.month > last)
        yield Hits(
            unmatched(cards[there], own, {AssetCard.number: AssetCount.card}).assign(年=books.today.year),
            at=AssetCard.number,
            message="{年} 年的盘点没有盘到 {卡片号} {名称}。",
        )
    elif books.today.month > last:
        row = books.setting(_DUE, today).iloc[0]
        facts = {"年": books.today.year, "月": f"{date(books.today.year, int(last), 1):%Y-%m}"}
        yield Hits(
            books[Parameter].loc[[row]].assign(**facts),
            at=Parameter.name,
            month="月",
            message="{年} 年还没有盘点过固定资产，应在 {值} 月底以前盘点一次。",
        )
    yield from _wrong(counts, card)


def _wrong(counts: pd.DataFrame, card: pd.DataFrame) -> Iterator[Hits]:
    """Rows of the count that say nothing of a difference, or have another figure than the card."""
    beyond = (counts[AssetCount.gap] != 0) & (counts[AssetCount.reason] == "")
    yield Hits(
        counts[beyond],
        at=AssetCount.gap,
        message="{卡片号} 账面 {账面数量}，实盘 {实盘数量}，差异 {差异:量}，没有写原因。",
    )
    wrong = (card["卡行"] > 0) & (card[AssetCount.booked] != card[f"卡{AssetCard.pieces}"]).fillna(False)
    yield Hits(
        card[wrong],
        at=AssetCount.booked,
        message="{卡片号} 的账面数量写的是 {账面数量}，资产卡片是 {卡数量}。",
    )
