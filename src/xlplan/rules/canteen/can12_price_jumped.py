from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Delivery

_RISE = "食材涨价提醒"


@rule(
    "CAN-12",
    fix="核对送货单的单价；确实涨了的，留市场询价记录，和供应商商量或者换供应商。",
    severity=Severity.WARNING,
)
def price_jumped(books: Books) -> Iterator[Hits]:
    """食材单价比上次涨得太多

    同一样食材（单位也一样），单价比上一次验收涨了超过参数“食材涨价提醒”的，指向单价。退货的不看。

    错：
    采购验收
    | 验收号 | 日期       | 食材 | 单位 | 数量 | 单价     | 金额 |
    | ------ | ---------- | ---- | ---- | ---: | -------: | ---: |
    | SC1    | 2026-10-12 | 白菜 | 公斤 |   50 |      2.4 |  120 |
    | SC2    | 2026-10-14 | 白菜 | 公斤 |   50 |  **4.2** |  210 |
    | SC3    | 2026-10-16 | 白菜 | 公斤 |   50 |      2.4 |  120 |

    对：
    采购验收
    | 验收号 | 日期       | 食材 | 单位 | 数量 | 单价 | 金额 |
    | ------ | ---------- | ---- | ---- | ---: | ---: | ---: |
    | SC1    | 2026-10-12 | 白菜 | 公斤 |   50 |  2.5 |  125 |
    | SC2    | 2026-10-14 | 白菜 | 公斤 |   50 |    3 |  150 |
    | SC3    | 2026-10-14 | 白菜 | 筐   |    2 |   60 |  120 |
    """
    rows = books[Delivery]
    rows = rows[(rows[Delivery.received] > 0) & (rows[Delivery.price] > 0)]
    if rows.empty:
        return
    rows = rows.sort_index().sort_values(Delivery.date, kind="stable")
    same = rows.groupby([Delivery.food, Delivery.unit])
    before = same[Delivery.price].shift(fill_value=0)
    rise = rows[Delivery.price] / before.where(before > 0) - 1
    most = books.shares(_RISE, rows[Delivery.date])
    # A fifth more of 2.50 is 3.00; in doubles it is a little more.
    yield Hits(
        rows.assign(上次=before, 上次日期=same[Delivery.date].shift(), 涨=rise)[rise > most + 1e-9],
        at=Delivery.price,
        message="{食材}每{单位} {单价:元}，{上次日期}是 {上次:元}，涨了 {涨:.1%}。",
    )
