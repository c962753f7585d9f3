from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_start
from xlplan.tables.links import looked_up
from xlplan.tables.office import Term
from xlplan.tables.stores import TermSupply

_PARAMETER = "开学物资最迟天数"


@rule(
    "STO-05", fix="把缺的买齐、调齐，到货以后改库存；赶不上开学的，写明到货期，先安排替代的。", whole=(Term,)
)
def not_ready_for_term(books: Books) -> Iterator[Hits]:
    """开学物资有缺口

    开学第一天以前，教学要用的物品要备齐，缺口是 0。离开学不到“参数”表的“开学物资最迟天数”、还有缺口的是错误，指向缺口；
    还早，但没有写到货期、到货期在开学以后的是警告，指向到货期。开学第一天按“学期”表。下一个学期开了学，以前的不再查。

    错：
    日期：2026-08-28
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    开学准备
    | 学期           | 物品 | 需求数量 | 库存 | 缺口   | 到货期     |
    | -------------- | ---- | -------: | ---: | -----: | ---------- |
    | 2026年秋季学期 | 粉笔 |       60 |   50 | **10** | 2026-08-31 |
    | 2026年秋季学期 | 拖把 |       28 |   28 |      0 |            |
    | 2026年春季学期 | 拖把 |       28 |   27 | **1**  |            |

    错：
    日期：2026-08-10
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    开学准备
    | 学期           | 物品 | 需求数量 | 库存 | 缺口 | 到货期         |
    | -------------- | ---- | -------: | ---: | ---: | -------------- |
    | 2026年秋季学期 | 粉笔 |       60 |   50 |   10 | **（空）**     |
    | 2026年秋季学期 | 扫帚 |       56 |   50 |    6 | **2026-09-04** |
    | 2026年秋季学期 | 拖把 |       28 |    8 |   20 | 2026-08-25     |

    对：
    日期：2026-08-28
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2025年秋季学期 | 第一学月 | 2025-09-01 | 2025-09-30 |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    开学准备
    | 学期           | 物品 | 需求数量 | 库存 | 到货期     |
    | -------------- | ---- | -------: | ---: | ---------- |
    | 2025年秋季学期 | 粉笔 |       60 |   50 |            |
    | 2026年秋季学期 | 粉笔 |       60 |   60 | 2026-08-25 |
    | 2026年秋季学期 | 拖把 |       28 |   30 |            |
    """
    rows = books[TermSupply]
    if rows.empty:
        return
    begins = looked_up(rows[TermSupply.term], books[Term].groupby(Term.term)[Term.start].min())
    days = books.numbers(_PARAMETER, pd.Series(pd.Timestamp(books.today), index=rows.index))
    soon = begins - pd.to_timedelta(days, unit="D") <= pd.Timestamp(books.today)
    short = (rows[TermSupply.gap] > 0) & ~(begins < term_start(books[Term], books.today))
    rows = rows.assign(开学=begins)
    yield Hits(
        rows[short & soon],
        at=TermSupply.gap,
        message="{学期} {开学} 开学，{物品}要 {需求数量:量}，有 {库存:量}，还缺 {缺口:量}。",
    )
    late = rows[TermSupply.arrival].isna() | (rows[TermSupply.arrival] >= begins)
    yield Hits(
        rows[short & ~soon & late & begins.notna()],
        at=TermSupply.arrival,
        message="{学期} {开学} 开学，{物品}还缺 {缺口:量}，没有写开学以前的到货期。",
        severity=Severity.WARNING,
    )
