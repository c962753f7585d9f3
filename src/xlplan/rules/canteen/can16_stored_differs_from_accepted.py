from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Delivery, StockEntry
from xlplan.tables.links import sums_of

_DAY_AND_FOOD = {Delivery.date: StockEntry.date, Delivery.food: StockEntry.food}
_OPENING = "结转"


@rule(
    "CAN-16",
    fix="拿验收单和入库对：漏记的入库补上，数量、食材名字写错的改过来。",
    whole=(Delivery, StockEntry),
)
def stored_differs_from_accepted(books: Books) -> Iterator[Hits]:
    """入库和验收的数量不一样

    验收了多少就入库多少：同一天同一样食材，采购验收的数量合计要等于食材出入库的入库数量合计（退货两边都是负数）。
    不一样的，指向采购验收里那天那样食材的第一行的数量；没有验收就入库的，指向入库数量。摘要写“上年结转”的不看，不合格的不入库。
    食材出入库第一行以前的验收（上年送来、还没有付款的）不看。

    错：
    采购验收
    | 验收号 | 日期       | 食材 |   数量 | 金额 | 结论 |
    | ------ | ---------- | ---- | -----: | ---: | ---- |
    | SC1    | 2026-10-12 | 白菜 | **50** |  120 | 合格 |
    | SC2    | 2026-10-12 | 青椒 | **33** |  198 | 合格 |
    食材出入库
    | 日期       | 食材 | 摘要     | 入库数量 | 入库金额 |
    | ---------- | ---- | -------- | -------: | -------: |
    | 2026-10-12 | 白菜 | 验收入库 |       30 |      120 |
    | 2026-10-13 | 猪肉 | 验收入库 |   **10** |      240 |

    对：
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 | 结论   |
    | ------ | ---------- | ---- | ---: | ---: | ------ |
    | SC1    | 2026-10-12 | 白菜 |   30 |   72 | 合格   |
    | SC2    | 2026-10-12 | 白菜 |   20 |   48 | 合格   |
    | SC3    | 2026-10-12 | 鲜鱼 |   20 |  320 | 不合格 |
    | SC4    | 2026-10-14 | 白菜 |   -5 |  -12 | 退货   |
    | SC0    | 2025-12-31 | 白菜 |   30 |   72 | 合格   |
    食材出入库
    | 日期       | 食材 | 摘要     | 入库数量 | 入库金额 | 出库数量 | 出库金额 |
    | ---------- | ---- | -------- | -------: | -------: | -------: | -------: |
    | 2026-01-05 | 大米 | 上年结转 |       20 |      100 |          |          |
    | 2026-10-12 | 白菜 | 验收入库 |       50 |      120 |          |          |
    | 2026-10-12 | 白菜 | 领用     |          |          |       40 |       96 |
    | 2026-10-14 | 白菜 | 退货     |       -5 |      -12 |          |          |
    """
    rows, entries = books[Delivery], books[StockEntry]
    before = rows[Delivery.date] < entries[StockEntry.date].min()
    rows = rows[(rows[Delivery.conclusion] != "不合格") & ~before]
    stored = entries[
        (entries[StockEntry.received] != 0) & ~entries[StockEntry.summary].str.contains(_OPENING)
    ]
    told = _once(rows, list(_DAY_AND_FOOD)).assign(
        验收=lambda own: sums_of(own, rows, {key: key for key in _DAY_AND_FOOD}, rows[Delivery.received]),
        入库=lambda own: sums_of(own, stored, _DAY_AND_FOOD, stored[StockEntry.received]),
    )
    yield Hits(
        told[told["验收"] != told["入库"]],
        at=Delivery.received,
        message="{日期}{食材}验收 {验收:量}，入库 {入库:量}。",
    )
    back = {theirs: mine for mine, theirs in _DAY_AND_FOOD.items()}
    seen = sums_of(stored, rows, back, pd.Series(1, index=rows.index))
    yield Hits(
        stored[seen == 0],
        at=StockEntry.received,
        message="{日期}{食材}入库 {入库数量:量}，没有这天的验收。",
    )


def _once(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return rows[~rows.duplicated(keys)]
