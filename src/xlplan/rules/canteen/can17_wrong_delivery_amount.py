from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Delivery

_PARTS = 1000


@rule("CAN-17", fix="照送货单核对数量、单价、金额，改正不对的一个。")
def wrong_delivery_amount(books: Books) -> Iterator[Hits]:
    """验收的数量×单价≠金额

    采购验收每一行，数量乘单价，四舍五入到分，就是金额。不一样的，指向金额。

    错：
    采购验收
    | 验收号 | 日期       | 食材 |  数量 | 单价 |       金额 |
    | ------ | ---------- | ---- | ----: | ---: | ---------: |
    | SC1    | 2026-10-12 | 白菜 |  50.5 |  2.4 |  **112.2** |
    | SC2    | 2026-10-12 | 大米 | -20   |    5 |    **100** |

    对：
    采购验收
    | 验收号 | 日期       | 食材 |  数量 | 单价 |   金额 |
    | ------ | ---------- | ---- | ----: | ---: | -----: |
    | SC1    | 2026-10-12 | 白菜 |  50.5 |  2.4 |  121.2 |
    | SC2    | 2026-10-12 | 大米 |   -20 |    5 |   -100 |
    | SC3    | 2026-10-12 | 豆干 | 0.333 | 9.01 |      3 |
    """
    rows = books[Delivery]
    exact = rows[Delivery.received] * rows[Delivery.price]
    gap = (rows[Delivery.amount] * _PARTS - exact).abs()
    # Half a fen may be rounded either way.
    yield Hits(
        rows[gap > _PARTS // 2],
        at=Delivery.amount,
        message="{食材} {数量:量}{单位}×{单价:元}，金额写的是 {金额:元}。",
    )
