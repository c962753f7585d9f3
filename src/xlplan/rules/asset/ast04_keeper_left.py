from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.assets import DISPOSED, AssetCard
from xlplan.tables.books import Books
from xlplan.tables.office import Staff


@rule("AST-04", fix="办好移交，填“移交”表，把卡片的保管人改成接收人。", whole=(Staff,))
def keeper_left(books: Books) -> Iterator[Hits]:
    """保管人已经离岗

    还在账上的资产，保管人要是在岗的教职工；离岗、退休、借调出去的，走以前要移交给别人。处置了的不查。指向保管人。

    错：
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 退休 |
    | 02   | 李四 | 借调 |
    资产卡片
    | 卡片号 | 名称   | 保管人   | 状态 |
    | ------ | ------ | -------- | ---- |
    | ZC-001 | 投影机 | **张三** | 在用 |
    | ZC-002 | 空调   | **李四** | 闲置 |

    对：
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | 01   | 张三 | 退休 |
    | 02   | 李四 | 在岗 |
    | 03   | 李四 | 离岗 |
    资产卡片
    | 卡片号 | 名称   | 保管人 | 状态   |
    | ------ | ------ | ------ | ------ |
    | ZC-001 | 投影机 | 张三   | 已处置 |
    | ZC-002 | 空调   | 李四   | 在用   |
    """
    cards, staff = books[AssetCard], books[Staff]
    here = set(staff.loc[staff[Staff.state] == "在岗", Staff.name])
    states = staff.drop_duplicates(Staff.name, keep="last").set_index(Staff.name)[Staff.state]
    known = cards[AssetCard.keeper].map(states)
    left = known.notna() & ~cards[AssetCard.keeper].isin(here) & (cards[AssetCard.state] != DISPOSED)
    yield Hits(
        cards.assign(现状=known)[left],
        at=AssetCard.keeper,
        message="{名称}的保管人{保管人}已经{现状}，没有换人。",
    )
