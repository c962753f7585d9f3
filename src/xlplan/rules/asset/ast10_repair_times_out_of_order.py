from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.assets import Repair
from xlplan.tables.books import Books


@rule("AST-10", fix="照报修单、派工单改正时间或者状态。", severity=Severity.WARNING)
def repair_times_out_of_order(books: Books) -> Iterator[Hits]:
    """报修的时间先后不对

    派单不早于报修，完成不早于派单（没有派单时间的，不早于报修），指向早了的那个时间。状态是“已完成”的要有完成时间，指向完成时间；
    有完成时间的，状态要是“已完成”，指向状态。只写了日期的，只比日期。

    错：
    报修
    | 报修号 | 报修时间         | 派单时间             | 完成时间             | 状态       |
    | ------ | ---------------- | -------------------- | -------------------- | ---------- |
    | WX-001 | 2026-10-08 07:30 | **2026-10-07 08:00** | 2026-10-09 09:00     | 已完成     |
    | WX-002 | 2026-10-08 07:30 | 2026-10-08 08:00     | **2026-10-08 07:50** | 已完成     |
    | WX-003 | 2026-10-08 07:30 |                      | **2026-10-08 07:20** | 已完成     |
    | WX-004 | 2026-10-08 07:30 | 2026-10-08 08:00     | **（空）**           | 已完成     |
    | WX-005 | 2026-10-08 07:30 | 2026-10-08 08:00     | 2026-10-08 09:00     | **维修中** |
    | WX-006 | 2026-10-08       | **2026-10-07**       | 2026-10-09           | 已完成     |

    对：
    报修
    | 报修号 | 报修时间         | 派单时间         | 完成时间         | 状态   |
    | ------ | ---------------- | ---------------- | ---------------- | ------ |
    | WX-001 | 2026-10-08 07:30 | 2026-10-08 07:30 | 2026-10-08 09:00 | 已完成 |
    | WX-002 | 2026-10-08 07:30 | 2026-10-08 08:00 |                  | 维修中 |
    | WX-003 | 2026-10-08 07:30 |                  | 2026-10-08 09:00 | 已完成 |
    | WX-004 | 2026-10-08 07:30 |                  |                  | 取消   |
    | WX-005 | 2026-10-08 07:30 | 2026-10-08       | 2026-10-08       | 已完成 |
    | WX-006 | 2026-10-08       | 2026-10-08 08:00 | 2026-10-08       | 已完成 |
    """
    repairs = books[Repair]
    asked, sent, done = repairs[Repair.asked], repairs[Repair.sent], repairs[Repair.done]
    yield Hits(
        repairs[_earlier(sent, asked)],
        at=Repair.sent,
        message="{报修号} {报修时间:%Y-%m-%d %H:%M} 报修，派单时间却是 {派单时间:%Y-%m-%d %H:%M}。",
    )
    before = sent.where(sent >= asked, asked)
    yield Hits(
        repairs.assign(之前=before)[_earlier(done, before)],
        at=Repair.done,
        message="{报修号} 的完成时间 {完成时间:%Y-%m-%d %H:%M} 早于 {之前:%Y-%m-%d %H:%M}。",
    )
    finished = repairs[Repair.state] == "已完成"
    yield Hits(repairs[finished & done.isna()], at=Repair.done, message="{报修号} 已完成，没有填完成时间。")
    yield Hits(
        repairs[~finished & done.notna()],
        at=Repair.state,
        message="{报修号} 填了完成时间 {完成时间:%Y-%m-%d %H:%M}，状态还是“{状态}”。",
    )


def _earlier(times: "pd.Series", others: "pd.Series") -> "pd.Series":
    """Whether each is before the other; where one is a day without its hour, whether its day is."""
    days, of_others = times.dt.normalize(), others.dt.normalize()
    alone = (times == days) | (others == of_others)
    return (times < others).where(~alone, days < of_others)
