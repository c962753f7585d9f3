from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.assets import DISPOSED, AssetCard, AssetCount, HandOver
from xlplan.tables.books import Books
from xlplan.tables.links import beside


@rule(
    "GEN-03",
    fix="补造移交清册，三方签字；保管人换了的，补填“移交”表，卡片写错人的改回来。",
    whole=(HandOver, AssetCount),
)
def hand_over_missing(books: Books) -> Iterator[Hits]:
    """移交没有清册，或者换了保管人没有移交

    移交要造清册，没有清册的指向清册。资产卡片的保管人和最近一次盘点时不是同一个人，盘点那天以后又没有从盘点时的保管人到现在的保管人的移交
    （当中转过几手的，每一手都要有），指向卡片的保管人。没有盘点过的、处置了的卡片不查。

    错：
    移交
    | 移交号 | 日期       | 移交人 | 接收人 | 监交人 | 清册       |
    | ------ | ---------- | ------ | ------ | ------ | ---------- |
    | YJ-01  | 2026-07-09 | 张三   | 李四   | 王五   | **（空）** |
    资产卡片
    | 卡片号 | 名称   | 保管人   | 状态 |
    | ------ | ------ | -------- | ---- |
    | ZC-001 | 投影机 | **赵六** | 在用 |
    | ZC-002 | 空调   | **李四** | 在用 |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 | 保管人 |
    | ---------- | ------ | -------: | -------: | ------ |
    | 2026-03-20 | ZC-001 |        1 |        1 | 赵六   |
    | 2026-10-20 | ZC-001 |        1 |        1 | 李四   |
    | 2026-10-20 | ZC-002 |        1 |        1 | 张三   |

    对：
    移交
    | 移交号 | 日期       | 移交人 | 接收人 | 监交人 | 清册         |
    | ------ | ---------- | ------ | ------ | ------ | ------------ |
    | YJ-01  | 2026-10-21 | 张三   | 李四   | 王五   | 移交清册一份 |
    | YJ-02  | 2026-11-09 | 李四   | 赵六   | 王五   | 移交清册一份 |
    资产卡片
    | 卡片号 | 名称   | 保管人 | 状态   |
    | ------ | ------ | ------ | ------ |
    | ZC-001 | 投影机 | 赵六   | 在用   |
    | ZC-002 | 空调   | 李四   | 在用   |
    | ZC-003 | 书架   | 王五   | 在用   |
    | ZC-004 | 旧电脑 | 王五   | 已处置 |
    资产盘点
    | 日期       | 卡片号 | 账面数量 | 实盘数量 | 保管人 |
    | ---------- | ------ | -------: | -------: | ------ |
    | 2026-10-20 | ZC-001 |        1 |        1 | 张三   |
    | 2026-10-20 | ZC-002 |        1 |        1 | 李四   |
    | 2026-10-20 | ZC-004 |        1 |        1 | 张三   |
    """
    moves, cards, counts = books[HandOver], books[AssetCard], books[AssetCount]
    yield Hits(
        moves[moves[HandOver.inventory] == ""],
        at=HandOver.inventory,
        message="{日期} {移交人}移交给{接收人}，没有清册。",
    )
    counts = counts[counts[AssetCount.keeper] != ""].sort_values(
        AssetCount.date, ascending=False, kind="stable"
    )
    known = beside(cards, counts, {AssetCard.number: AssetCount.card}, "盘点")
    changed = (known["盘点行"] > 0) & (known[AssetCard.keeper] != "") & (known[AssetCard.state] != DISPOSED)
    known = known[changed & (known[AssetCard.keeper] != known[f"盘点{AssetCount.keeper}"])]
    if known.empty:
        return
    cases = known[[f"盘点{AssetCount.keeper}", AssetCard.keeper, f"盘点{AssetCount.date}"]]
    told = cases.drop_duplicates().apply(lambda row: _reached(moves, *row), axis=1)
    handed = cases.merge(cases.drop_duplicates().assign(移交了=told), how="left")["移交了"].to_numpy()
    yield Hits(
        known[~handed.astype(bool)],
        at=AssetCard.keeper,
        message="{名称}在 {盘点日期} 盘点时由{盘点保管人}保管，现在是{保管人}，没有他们之间的移交。",
    )


def _reached(moves: pd.DataFrame, giver: str, taker: str, since: pd.Timestamp) -> bool:
    """Whether hand-overs since a day lead from one keeper to another, hand by hand."""
    hands = {giver}
    later = moves[moves[HandOver.date] >= since].sort_values(HandOver.date, kind="stable")
    for one, other in zip(later[HandOver.giver], later[HandOver.taker], strict=True):
        if one in hands:
            hands.add(other)
    return taker in hands
