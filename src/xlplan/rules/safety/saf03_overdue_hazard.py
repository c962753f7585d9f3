from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Hazard


@rule(
    "SAF-03", fix="马上整改，请人验收，补齐整改完成日、照片、验收人，再销号；确实改不了的，报批以后改期限。"
)
def overdue_hazard(books: Books) -> Iterator[Hits]:
    """隐患逾期未整改

    过了期限，状态还不是“已销号”。到期当天不算逾期。指向期限。

    错：
    日期：2026-11-30
    隐患台账
    | 编号       | 排查日期   | 描述   | 部位 | 期限           | 整改完成日 | 状态   |
    | ---------- | ---------- | ------ | ---- | -------------- | ---------- | ------ |
    | YH2026-001 | 2026-10-18 | 坏了   | 窗户 | **2026-11-01** |            | 整改中 |
    | YH2026-002 | 2026-10-18 | 坏了   | 插座 | **2026-11-29** | 2026-11-28 | 整改中 |

    对：
    日期：2026-11-30
    隐患台账
    | 编号       | 排查日期   | 描述   | 部位 | 期限       | 整改完成日 | 状态   |
    | ---------- | ---------- | ------ | ---- | ---------- | ---------- | ------ |
    | YH2026-001 | 2026-10-18 | 坏了   | 窗户 | 2026-11-30 |            | 未整改 |
    | YH2026-002 | 2026-10-18 | 坏了   | 插座 | 2026-11-01 | 2026-10-28 | 已销号 |
    | YH2026-003 | 2026-10-18 | 坏了   | 栏杆 |            |            | 整改中 |
    """
    dangers = books[Hazard]
    days = (pd.Timestamp(books.today) - dangers[Hazard.due]).dt.days
    late = (days > 0) & (dangers[Hazard.state] != CLOSED)
    yield Hits(
        dangers.assign(天数=days)[late],
        at=Hazard.due,
        message="隐患 {编号}（{部位}）期限 {期限}，逾期 {天数:.0f} 天，状态还是“{状态}”。",
    )
