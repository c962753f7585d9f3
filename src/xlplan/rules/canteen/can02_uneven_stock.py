from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import StockEntry

_SIDES = (
    (StockEntry.received, StockEntry.issued, StockEntry.left, "量"),
    (StockEntry.received_amount, StockEntry.issued_amount, StockEntry.left_amount, "元"),
)


@rule("CAN-02", fix="从这一行往上核对这样食材的入库、出库；结存让公式自己算，领用没有记的补上。")
def uneven_stock(books: Books) -> Iterator[Hits]:
    """食材进销存不平

    每样食材各算各的：上一行的结存，加入库，减出库，就是这一行的结存，数量、金额都要对得上，也不能成负数。
    指向对不上的结存；成了负数的，指向第一个负数。

    错：
    食材出入库
    | 日期       | 食材 | 摘要     | 入库数量 | 入库金额 | 出库数量 | 出库金额 | 结存数量 | 结存金额  |
    | ---------- | ---- | -------- | -------: | -------: | -------: | -------: | -------: | --------: |
    | 2026-10-12 | 大米 | 验收入库 |      100 |      500 |          |          |      100 |       500 |
    | 2026-10-12 | 菜油 | 验收入库 |       20 |      270 |          |          |       20 |       270 |
    | 2026-10-13 | 大米 | 领用     |          |          |       30 |      150 |   **60** |       350 |
    | 2026-10-14 | 菜油 | 领用     |          |          |       10 |      135 |       10 | **125.5** |
    | 2026-10-15 | 菜油 | 领用     |          |          |       12 |      135 |   **-2** |         0 |
    | 2026-10-16 | 菜油 | 领用     |          |          |        1 |          |       -3 |         0 |

    对：
    食材出入库
    | 日期       | 食材 | 摘要     | 入库数量 | 入库金额 | 出库数量 | 出库金额 |
    | ---------- | ---- | -------- | -------: | -------: | -------: | -------: |
    | 2026-10-12 | 大米 | 验收入库 |      100 |      500 |          |          |
    | 2026-10-12 | 菜油 | 验收入库 |     20.5 |   276.75 |          |          |
    | 2026-10-13 | 大米 | 退货     |      -20 |     -100 |          |          |
    | 2026-10-14 | 大米 | 领用     |          |          |       80 |      400 |
    """
    rows = books[StockEntry]
    for received, issued, left, shown in _SIDES:
        due = (rows[received] - rows[issued]).groupby(rows[StockEntry.food]).cumsum()
        told = rows.assign(应为=due, 结存=rows[left])
        yield Hits(
            told[due != told["结存"]],
            at=left,
            message=f"{{食材}}的{left}是 {{结存:{shown}}}，按入库、出库算应为 {{应为:{shown}}}。",
        )
        before = due.groupby(rows[StockEntry.food]).shift(fill_value=0)
        yield Hits(
            told[(due < 0) & (before >= 0) & (due == told["结存"])],
            at=left,
            message=f"{{食材}}出库多于结存，{left}成了 {{应为:{shown}}}。",
        )
