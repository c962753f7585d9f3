from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import EmergencyPlan

_YEARS = "预案修订年限"


@rule(
    "SAF-08",
    severity=Severity.WARNING,
    fix="照演练发现的问题修订预案，请校长审批，改版本、修订日和审批日；不用改的，开会确认以后填上确认的日期。",
)
def old_emergency_plan(books: Books) -> Iterator[Hits]:
    """应急预案太久没有修订

    应急预案从修订日算起，超过参数“预案修订年限”那么多年的要修订，满那一天不算超，指向修订日。修订以后没有审批、审批日早于修订日的，指向审批日。

    错：
    日期：2026-11-30
    参数
    | 参数         | 值 | 起         |
    | ------------ | -- | ---------- |
    | 预案修订年限 | 1  | 2026-01-01 |
    应急预案
    | 预案             | 修订日         | 审批人 | 审批日         |
    | ---------------- | -------------- | ------ | -------------- |
    | 消防安全应急预案 | **2025-11-29** | 张三   | 2025-11-30     |
    | 地震应急预案     | 2026-02-25     | 张三   | **（空）**     |
    | 防踩踏应急预案   | 2026-02-25     | 张三   | **2025-02-26** |

    对：
    日期：2026-11-30
    参数
    | 参数         | 值 | 起         |
    | ------------ | -- | ---------- |
    | 预案修订年限 | 1  | 2026-01-01 |
    应急预案
    | 预案             | 修订日     | 审批人 | 审批日     |
    | ---------------- | ---------- | ------ | ---------- |
    | 消防安全应急预案 | 2025-11-30 | 张三   | 2025-11-30 |
    | 地震应急预案     | 2026-02-25 | 张三   | 2026-02-27 |
    """
    rows = books[EmergencyPlan]
    if rows.empty:
        return
    today = pd.Timestamp(books.today)
    years = books.numbers(_YEARS, pd.Series([today])).iloc[0]
    least = today - pd.DateOffset(months=round(years * 12))
    yield Hits(
        rows.assign(年限=years)[rows[EmergencyPlan.revised] < least],
        at=EmergencyPlan.revised,
        message="“{预案}”上次修订是 {修订日}，已经超过 {年限:g} 年。",
    )
    at = EmergencyPlan.approved
    yield Hits(rows[rows[at].isna()], at=at, message="“{预案}”没有审批日。")
    yield Hits(
        rows[rows[at] < rows[EmergencyPlan.revised]],
        at=at,
        message="“{预案}”{修订日} 修订，审批日却是 {审批日}。",
    )
