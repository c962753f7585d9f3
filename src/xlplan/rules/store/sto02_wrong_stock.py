from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.stock import booked, moves
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, sums_of
from xlplan.tables.stores import Issue, Item, Receipt, StockTake


@rule(
    "STO-02",
    fix="结存一格恢复公式；盘点的账面数量照物品账改正；盘盈、盘亏查明原因，写清楚，经批准再核销。",
)
def wrong_stock(books: Books) -> Iterator[Hits]:
    """结存、盘点和物品账不符

    每种物品的结存数量、结存金额必须等于期初＋入库－出库。盘点那天的账面数量要等于从期初算到那一天的数；
    实盘和账面有差异的，要写明原因。账面数量抄错了、实盘其实和物品账对得上的，只指账面数量；
    漏登了一笔，后面每次盘点都差同样的数，只指头一次。

    错：
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 | 结存数量 | 结存金额 |
    | ------ | ---- | ---- | -------: | -------: | -------: | -------: |
    | W001   | 粉笔 | 盒   |       10 |       30 | **12**   |       33 |
    | W002   | 拖把 | 把   |        5 |       60 |        5 | **66**   |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: |
    | RK001    | 2026-10-20 | W001   |    5 |   15 |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: |
    | CK001    | 2026-10-08 | W001   |    4 |   12 |

    错：
    物品
    | 物品号 | 名称 | 单位 | 期初数量 |
    | ------ | ---- | ---- | -------: |
    | W001   | 粉笔 | 盒   |       10 |
    | W002   | 拖把 | 把   |        5 |
    | W003   | 扫帚 | 把   |        8 |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 |
    | -------- | ---------- | ------ | ---: |
    | CK001    | 2026-10-08 | W001   |    4 |
    物资盘点
    | 日期       | 物品号 | 账面数量 | 实盘数量 | 差异   | 原因 |
    | ---------- | ------ | -------: | -------: | -----: | ---- |
    | 2026-06-30 | W001   |       10 |        9 | **-1** |      |
    | 2026-06-30 | W002   | **6**    |        5 |     -1 |      |
    | 2026-06-30 | W003   | **7**    |        7 |      0 |      |
    | 2026-10-30 | W001   | **10**   |       10 |      0 |      |
    | 2026-10-30 | W003   |        7 |        7 |      0 |      |

    对：
    物品
    | 物品号 | 名称 | 单位 | 期初数量 | 期初金额 |
    | ------ | ---- | ---- | -------: | -------: |
    | W001   | 粉笔 | 盒   |       10 |       30 |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: |
    | CK001    | 2026-10-08 | W001   |    4 |   12 |
    | CK002    | 2026-11-02 | W001   |    1 |    3 |
    物资盘点
    | 日期       | 物品号 | 账面数量 | 实盘数量 | 原因               |
    | ---------- | ------ | -------: | -------: | ------------------ |
    | 2026-06-30 | W001   |       10 |       10 |                    |
    | 2026-10-08 | W001   |        6 |        5 | 受潮，经批准后核销 |
    | 2026-11-30 | W001   |        5 |        5 |                    |
    """
    items, receipts, issues = books[Item], books[Receipt], books[Issue]
    for item in (Receipt.item, Issue.item, StockTake.item):
        items = books.clear(items, item.table, {Item.number: item})
    for opening, moved, column, words in (
        (Item.opening_quantity, Receipt.pieces, Item.left, "量"),
        (Item.opening_amount, Receipt.amount, Item.left_amount, "元"),
    ):
        came, went = (
            sums_of(items, rows, {Item.number: "物品号"}, rows[moved]) for rows in (receipts, issues)
        )
        due = items[opening] + came - went
        yield Hits(
            items.assign(入=came, 出=went, 应为=due)[items[column] != due],
            at=column,
            message=f"{{物品号}} {{名称}} 期初 {{{opening}:{words}}}，入库 {{入:{words}}}，出库 {{出:{words}}}，"
            f"应剩 {{应为:{words}}}，{column}填的是 {{{column}:{words}}}。",
        )
    yield from _counts(items, receipts, issues, books[StockTake])


def _counts(
    items: pd.DataFrame, receipts: pd.DataFrame, issues: pd.DataFrame, counts: pd.DataFrame
) -> Iterator[Hits]:
    known = counts[StockTake.date].notna() & counts[StockTake.item].isin(items[Item.number])
    counts = counts[known].sort_values(StockTake.date, kind="stable")
    due = booked(items, moves(items, receipts, issues), counts)
    counts = beside(counts, items, {StockTake.item: Item.number}, "物品").assign(应为=due)
    apart = counts[StockTake.booked] - due
    # What was apart before is apart ever after: the count that brings the difference is told.
    before = apart.groupby(counts[StockTake.item]).shift(fill_value=0)
    yield Hits(
        counts[(apart != 0) & (apart != before)],
        at=StockTake.booked,
        message="{日期} {物品号} {物品名称} 的账面数量 {账面数量:量}，物品账算到这一天是 {应为:量}。",
    )
    gap = counts[StockTake.counted] - counts[StockTake.booked]
    unexplained = (gap != 0) & (counts[StockTake.reason] == "") & (counts[StockTake.counted] != due)
    yield Hits(
        counts.assign(差=gap)[unexplained],
        at=StockTake.gap,
        message="{日期} {物品号} {物品名称} 账面 {账面数量:量}，实盘 {实盘数量:量}，差 {差:量}，没有写原因。",
    )
