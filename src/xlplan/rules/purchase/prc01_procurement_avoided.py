from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Purchase


@rule("PRC-01", fix="达到限额的走政府采购；采购方式填错了的，改正。", basis="政府采购法第二条、第八条")
def procurement_avoided(books: Books) -> Iterator[Hits]:
    """达到限额没有走政府采购

    成交金额到了参数“政府采购限额”（货物、服务、工程各一个）的，不能自行采购。指向采购方式。

    错：
    采购
    | 采购号 | 日期       | 类别 | 采购方式     | 成交金额 |
    | ------ | ---------- | ---- | ------------ | -------: |
    | CG1    | 2026-11-02 | 货物 | **自行采购** |   300000 |
    | CG2    | 2026-11-02 | 工程 | **自行采购** |   600000 |

    对：
    采购
    | 采购号 | 日期       | 类别 | 采购方式   | 成交金额  |
    | ------ | ---------- | ---- | ---------- | --------: |
    | CG1    | 2026-11-02 | 货物 | 自行采购   | 299999.99 |
    | CG2    | 2026-11-02 | 工程 | 自行采购   |    599999 |
    | CG3    | 2026-11-02 | 服务 | 竞争性磋商 |    400000 |
    | CG4    | 2025-11-02 | 服务 | 自行采购   |    400000 |
    """
    bought = books[Purchase]
    if bought.empty:
        return
    limits = books.amounts("政府采购限额", bought[Purchase.date], bought[Purchase.category])
    reached = (bought[Purchase.method] == "自行采购") & (bought[Purchase.amount] >= limits)
    yield Hits(
        bought.assign(限额=limits)[reached],
        at=Purchase.method,
        message="{采购号} 成交 {成交金额:元}，到了政府采购限额 {限额:元}，不能自行采购。",
    )
