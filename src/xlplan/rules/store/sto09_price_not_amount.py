from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.stores import Receipt


@rule("STO-09", fix="对照发票，改正数量、单价、金额里写错的一格。")
def price_not_amount(books: Books) -> Iterator[Hits]:
    """入库的数量乘单价不等于金额

    入库的金额应当等于数量×单价。单价只有两位小数，除不尽的允许每一件差半分。没有填单价的（赠送的）不查。指向金额。

    错：
    | 入库单号 | 日期       | 物品号 | 数量 | 单价  | 金额       |
    | -------- | ---------- | ------ | ---: | ----: | ---------: |
    | RK001    | 2026-10-08 | W001   |   10 |  3.20 | **23**     |
    | RK001    | 2026-10-08 | W002   |    3 |  6.67 | **20.04**  |
    | RK001    | 2026-10-08 | W003   |  2.5 |    10 | **250**    |

    对：
    | 入库单号 | 日期       | 物品号 | 数量 | 单价 | 金额 |
    | -------- | ---------- | ------ | ---: | ---: | ---: |
    | RK001    | 2026-10-08 | W001   |   10 | 3.20 |   32 |
    | RK001    | 2026-10-08 | W002   |    3 | 6.67 |   20 |
    | RK001    | 2026-10-08 | W003   |  2.5 |   10 |   25 |
    | RK002    | 2026-10-09 | W001   |   10 |      |   30 |
    """
    rows = books[Receipt]
    thousandths = rows[Receipt.pieces] * rows[Receipt.price]
    gap = (rows[Receipt.amount] * 1000 - thousandths).abs()
    # Half a fen of the price for each piece, half a fen of the amount.
    wrong = (rows[Receipt.price] != 0) & (gap > rows[Receipt.pieces].abs() // 2 + 500)
    yield Hits(
        rows.assign(应为=(thousandths / 1000).round().astype("int64"))[wrong],
        at=Receipt.amount,
        message="{物品号} 数量 {数量:量}，单价 {单价:元}，应为 {应为:元}，金额写的是 {金额:元}。",
    )
