from collections.abc import Iterator

from xlplan.ledger.stock import moves
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.stores import Issue, Item, Receipt


@rule("STO-01", fix="核对这张出库单的日期、物品号、数量，漏登的入库补登；实在领多了的，按实际改正。")
def negative_stock(books: Books) -> Iterator[Hits]:
    """库存为负

    库房里没有的东西领不出去。每种物品按日期从期初数量起加入库、减出库，任何一天都不能小于 0；同一天先算入库。
    指向使库存变成负数的那一行出库的数量；变成负数以后接着领的不再指。物品表里没有的物品号不算（TAB-09 会指出来）。

    错：
    物品
    | 物品号 | 名称 | 单位 | 期初数量 |
    | ------ | ---- | ---- | -------: |
    | W001   | 粉笔 | 盒   |       10 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: |
    | RK001    | 2026-10-20 | W001   |   20 |   60 |
    出库
    | 出库单号 | 日期       | 物品号 | 数量     |
    | -------- | ---------- | ------ | -------: |
    | CK001    | 2026-10-08 | W001   |        4 |
    | CK002    | 2026-10-09 | W001   | **8**    |
    | CK003    | 2026-10-12 | W001   |        1 |
    | CK004    | 2026-10-20 | W001   |       10 |
    | CK005    | 2026-10-21 | W001   | **10.5** |

    对：
    物品
    | 物品号 | 名称 | 单位 | 期初数量 |
    | ------ | ---- | ---- | -------: |
    | W001   | 粉笔 | 盒   |       10 |
    | W002   | 铁丝 | 米   |          |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: |
    | RK001    | 2026-10-20 | W001   |   20 |   60 |
    | RK001    | 2026-10-20 | W002   |  5.5 |   11 |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 |
    | -------- | ---------- | ------ | ---: |
    | CK002    | 2026-10-20 | W001   |   20 |
    | CK001    | 2026-10-08 | W001   |   10 |
    | CK003    | 2026-10-21 | W002   |  5.5 |
    """
    items, issues = books[Item], books[Issue]
    moved = moves(items, books[Receipt], issues)
    there = moved["库存"] - moved["变动"]
    dips = moved.assign(当时=there)[moved["出"] & (moved["库存"] < 0) & (there >= 0)]
    dips = books.clear(dips, Receipt, {"物品号": Receipt.item})
    named = beside(issues.loc[dips.index], items, {Issue.item: Item.number}, "物品")
    yield Hits(
        named.assign(当时=dips["当时"], 库存=dips["库存"]),
        at=Issue.pieces,
        message="{物品号} {物品名称} 领了 {数量:量}，当时库房只有 {当时:量}，库存成了 {库存:量}。",
    )
