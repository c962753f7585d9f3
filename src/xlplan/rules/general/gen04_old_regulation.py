from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Regulation


@rule("GEN-04", severity=Severity.WARNING, fix="修订这项制度，或经会议确认继续有效后填上修订日。")
def old_regulation(books: Books) -> Iterator[Hits]:
    """制度太久没有修订

    制度表里每一项制度，从修订日（没有修订过的从生效日）算起，超过参数“制度修订年限”那么多年的，要修订。满那一天不算超。
    指向修订日。

    错：
    日期：2026-11-30
    参数
    | 参数         | 值 | 起         | 文号     |
    | ------------ | -- | ---------- | -------- |
    | 制度修订年限 | 3  | 2026-01-01 | 内控制度 |
    制度
    | 制度         | 生效日     | 修订日         |
    | ------------ | ---------- | -------------- |
    | 财务管理制度 | 2019-09-01 | **2023-11-29** |
    | 采购管理制度 | 2020-01-01 | **（空）**     |

    对：
    日期：2026-11-30
    参数
    | 参数         | 值 | 起         | 文号     |
    | ------------ | -- | ---------- | -------- |
    | 制度修订年限 | 3  | 2026-01-01 | 内控制度 |
    制度
    | 制度         | 生效日     | 修订日     |
    | ------------ | ---------- | ---------- |
    | 财务管理制度 | 2019-09-01 | 2023-11-30 |
    | 采购管理制度 | 2024-01-01 |            |
    """
    rows = books[Regulation]
    if rows.empty:
        return
    today = pd.Timestamp(books.today)
    last = rows[Regulation.revised].fillna(rows[Regulation.start])
    years = books.numbers("制度修订年限", pd.Series(today, index=rows.index)).iloc[0]
    due = today - pd.DateOffset(months=round(years * 12))
    yield Hits(
        rows.assign(上次=last, 年限=years)[last < due],
        at=Regulation.revised,
        message="“{制度}”上次修订是 {上次}，已经超过 {年限:g} 年。",
    )
