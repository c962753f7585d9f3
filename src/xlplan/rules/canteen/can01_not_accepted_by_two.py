from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Delivery


@rule(
    "CAN-01",
    fix="送货时两个人一起过秤、看票、签字；票证不全的补齐，补不齐的退回去。",
    basis="中小学校园食品安全和膳食经费管理工作指引",
)
def not_accepted_by_two(books: Books) -> Iterator[Hits]:
    """食材验收少于两人，或者没有索证

    送来的食材要两个人验收：验收人一、验收人二都要填，不能是同一个人；供货票据、检验检疫证明要齐全。退货的不看。
    指向没有填或者填重了的验收人，和不齐全的索证。

    错：
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 | 验收人一 | 验收人二   | 索证     |
    | ------ | ---------- | ---- | ---: | ---: | -------- | ---------- | -------- |
    | SC1    | 2026-10-12 | 白菜 |   50 |  120 | 王平     | **（空）** | 齐全     |
    | SC2    | 2026-10-12 | 猪肉 |   40 |  960 | 王平     | **王平**   | 齐全     |
    | SC3    | 2026-10-13 | 豆腐 |   30 |  120 | **（空）** | 李梅     | **没有** |
    | SC4    | 2026-10-13 | 鸡蛋 |   30 |  288 | 王平     | 李梅       | **不全** |
    | SC5    | 2026-10-13 | 鸡肉 |   30 |  480 | 王平     | 李梅       | **（空）** |

    对：
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 | 验收人一 | 验收人二 | 索证 |
    | ------ | ---------- | ---- | ---: | ---: | -------- | -------- | ---- |
    | SC1    | 2026-10-12 | 白菜 |   50 |  120 | 王平     | 李梅     | 齐全 |
    | SC2    | 2026-10-13 | 大米 |  -50 | -250 | 王平     |          |      |
    """
    rows = books[Delivery]
    rows = rows[rows[Delivery.received] >= 0]
    first, second = rows[Delivery.acceptor], rows[Delivery.second_acceptor]
    yield Hits(
        rows[(first == "") & (second != "")],
        at=Delivery.acceptor,
        message="{食材}只有{验收人二}一个人验收，要两个人。",
    )
    yield Hits(
        rows[(second == "") & (first != "")],
        at=Delivery.second_acceptor,
        message="{食材}只有{验收人一}一个人验收，要两个人。",
    )
    yield Hits(
        rows[(second == "") & (first == "")],
        at=Delivery.second_acceptor,
        message="{食材}没有人验收，要两个人。",
    )
    yield Hits(
        rows[(first == second) & (first != "")],
        at=Delivery.second_acceptor,
        message="{食材}的两个验收人都是{验收人一}，要两个人。",
    )
    lacking = rows[rows[Delivery.papers] != "齐全"]
    yield Hits(
        lacking.assign(索证=lacking[Delivery.papers].where(lacking[Delivery.papers] != "", "没有填")),
        at=Delivery.papers,
        message="{供应商}送的{食材}，索证是“{索证}”。",
    )
