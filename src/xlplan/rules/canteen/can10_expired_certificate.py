from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import KitchenWorker

_DAYS = "健康证提前提醒天数"


@rule("CAN-10", fix="没有有效健康证的先离开食堂岗位，体检办证以后填上新的有效期。")
def expired_certificate(books: Books) -> Iterator[Hits]:
    """健康证已过期

    食堂里在岗的每个人都要有没过期的健康证。没有填有效期、已经过期的是错误；再过参数“健康证提前提醒天数”就要过期的是警告。
    指向有效期止。离岗的不看。

    错：
    从业人员
    | 姓名 | 岗位 | 有效期止       | 状态 |
    | ---- | ---- | -------------- | ---- |
    | 田忠 | 厨师 | **2026-10-31** | 在岗 |
    | 石生 | 厨师 | **（空）**     | 在岗 |
    | 安花 | 厨师 | **2026-12-20** | 在岗 |

    对：
    从业人员
    | 姓名 | 岗位 | 有效期止   | 状态 |
    | ---- | ---- | ---------- | ---- |
    | 田忠 | 厨师 | 2027-02-28 | 在岗 |
    | 石生 | 厨师 | 2026-12-31 | 在岗 |
    | 安花 | 厨师 | 2025-06-30 | 离岗 |
    """
    rows = books[KitchenWorker]
    rows = rows[rows[KitchenWorker.state] == "在岗"]
    if rows.empty:
        return
    today = pd.Timestamp(books.today)
    warn = books.numbers(_DAYS, pd.Series([today])).iloc[0]
    left = (rows[KitchenWorker.expires] - today).dt.days
    at = KitchenWorker.expires
    yield Hits(rows[rows[at].isna()], at=at, message="{姓名}在岗，没有健康证的有效期。")
    yield Hits(rows[left < 0], at=at, message="{姓名}的健康证 {有效期止} 已过期，人还在岗。")
    yield Hits(
        rows.assign(天=left)[(left >= 0) & (left <= warn)],
        at=at,
        message="{姓名}的健康证 {有效期止} 到期，还有 {天:.0f} 天。",
        severity=Severity.WARNING,
    )
