from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.stores import Item


@rule("STO-08", fix="该添置的提出采购；不再备的，把最低库存改小或清空。", severity=Severity.NOTE)
def low_stock(books: Books) -> Iterator[Hits]:
    """低于最低库存

    填了最低库存的物品，结存数量少于它就提醒添置，指向结存数量。刚好等于的不算；负数的由 STO-01 指出来。

    错：
    | 物品号 | 名称 | 单位 | 期初数量 | 最低库存 | 结存数量 |
    | ------ | ---- | ---- | -------: | -------: | -------: |
    | W001   | 粉笔 | 盒   |       10 |       20 | **10**   |
    | W002   | 铁丝 | 米   |        0 |      0.5 | **0**    |

    对：
    | 物品号 | 名称 | 单位 | 期初数量 | 最低库存 | 结存数量 |
    | ------ | ---- | ---- | -------: | -------: | -------: |
    | W001   | 粉笔 | 盒   |       10 |       10 |       10 |
    | W002   | 铁丝 | 米   |        0 |          |        0 |
    """
    items = books[Item]
    low = (items[Item.left] >= 0) & (items[Item.left] < items[Item.minimum])
    yield Hits(
        items[low],
        at=Item.left,
        message="{物品号} {名称} 还有 {结存数量:量} {单位}，最低库存是 {最低库存:量}。",
    )
