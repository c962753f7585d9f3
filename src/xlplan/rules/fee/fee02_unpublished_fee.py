from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import OTHER, FeeItem, FeeNotice, FeeReceipt
from xlplan.tables.links import beside


@rule("FEE-02", fix="先公示再收费；公示栏上的标准照收费目录改正。", whole=(FeeItem, FeeNotice))
def unpublished_fee(books: Books) -> Iterator[Hits]:
    """收费未公示

    收费以前就要把项目、标准公示出来：收款日期不能早于公示日期，也不能晚于公示的止日（空着就是还在公示）。
    一项一学期只指没有公示的第一笔。公示的标准要和收费目录一样。类型是其他收款的不用公示。

    错：
    收费目录
    | 项目号 | 项目     | 类型       | 标准 |
    | ------ | -------- | ---------- | ---: |
    | F01    | 作业本费 | 代收费     |   24 |
    | F02    | 校服费   | 代收费     |  180 |
    | F03    | 伙食费   | 服务性收费 |   12 |
    收费公示
    | 项目号 | 标准   | 公示日期   | 止日       |
    | ------ | -----: | ---------- | ---------- |
    | F01    |     24 | 2026-03-02 | 2026-07-10 |
    | F01    | **42** | 2026-09-07 |            |
    收费记录
    | 收款日期       | 学期           | 项目号 |
    | -------------- | -------------- | ------ |
    | 2026-07-10     | 2026年春季学期 | F01    |
    | **2026-09-06** | 2026年秋季学期 | F01    |
    | 2026-09-06     | 2026年秋季学期 | F01    |
    | **2026-09-07** | 2026年秋季学期 | F02    |

    对：
    收费目录
    | 项目号 | 项目     | 类型     | 标准 |
    | ------ | -------- | -------- | ---: |
    | F01    | 作业本费 | 代收费   |   24 |
    | F02    | 卖废品   | 其他收款 |      |
    收费公示
    | 项目号 | 标准 | 公示日期   | 止日 |
    | ------ | ---: | ---------- | ---- |
    | F01    |   24 | 2026-09-07 |      |
    收费记录
    | 收款日期   | 学期           | 项目号 |
    | ---------- | -------------- | ------ |
    | 2026-09-07 | 2026年秋季学期 | F01    |
    | 2026-11-07 | 2026年秋季学期 | F01    |
    | 2026-09-01 | 2026年秋季学期 | F02    |
    | 2026-09-01 | 2026年秋季学期 | F77    |
    """
    items, notices = books[FeeItem], books[FeeNotice]
    rows = beside(books[FeeReceipt], items, {FeeReceipt.item: FeeItem.number}, "目录")
    rows = rows[(rows["目录行"] > 0) & (rows["目录类型"] != OTHER) & rows[FeeReceipt.date].notna()]
    rows = rows.sort_values(FeeReceipt.date, kind="stable")
    pairs = (
        rows[[FeeReceipt.item, FeeReceipt.date]].reset_index(names="行").merge(notices, on=FeeReceipt.item)
    )
    day = pairs[FeeReceipt.date]
    shown = pairs.loc[(pairs[FeeNotice.date] <= day) & ~(pairs[FeeNotice.end] < day), "行"]
    hidden = rows[~rows.index.isin(shown)]
    yield Hits(
        hidden[~hidden[[FeeReceipt.item, FeeReceipt.term]].duplicated()],
        at=FeeReceipt.date,
        message="{收款日期} 收{目录项目}，那一天没有这一项的公示。",
    )
    notices = beside(notices, items, {FeeNotice.item: FeeItem.number}, "目录")
    wrong = (notices["目录行"] > 0) & (notices[FeeNotice.standard] != notices["目录标准"])
    yield Hits(
        notices[wrong],
        at=FeeNotice.standard,
        message="{目录项目}公示的标准是 {标准:元}，收费目录是 {目录标准:元}。",
    )
