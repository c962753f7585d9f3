from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.assets import Repair
from xlplan.tables.books import Books


@rule(
    "AST-07", fix="抓紧派人修好；修好了的补上完成时间、评价，把状态改成“已完成”。", severity=Severity.WARNING
)
def repair_overdue(books: Books) -> Iterator[Hits]:
    """报修超过天数没有修好

    报修以后过了参数“报修最迟天数”（7 天），状态还是“待派单”或“维修中”，也没有完成时间。到期当天不算超时。指向状态。

    错：
    日期：2026-11-30
    报修
    | 报修号 | 报修时间         | 地点   | 内容     | 状态       |
    | ------ | ---------------- | ------ | -------- | ---------- |
    | WX-001 | 2026-11-22 18:30 | 教学楼 | 窗户破损 | **维修中** |
    | WX-002 | 2026-10-08 07:30 | 宿舍   | 水管漏水 | **待派单** |

    对：
    日期：2026-11-30
    报修
    | 报修号 | 报修时间         | 地点   | 内容     | 完成时间         | 状态   |
    | ------ | ---------------- | ------ | -------- | ---------------- | ------ |
    | WX-001 | 2026-11-23 07:30 | 教学楼 | 窗户破损 |                  | 维修中 |
    | WX-002 | 2026-10-08 07:30 | 宿舍   | 水管漏水 | 2026-11-08 07:40 | 已完成 |
    | WX-003 | 2026-10-08 07:30 | 宿舍   | 灯不亮   |                  | 取消   |
    | WX-004 | 2026-10-08 07:30 | 食堂   | 水池漏水 | 2026-10-09 07:40 | 维修中 |
    """
    repairs = books[Repair]
    repairs = repairs[repairs[Repair.asked].notna()]
    if repairs.empty:
        return
    most = books.numbers("报修最迟天数", repairs[Repair.asked])
    days = (pd.Timestamp(books.today) - repairs[Repair.asked].dt.normalize()).dt.days
    late = (days > most) & repairs[Repair.done].isna() & repairs[Repair.state].isin(["待派单", "维修中"])
    yield Hits(
        repairs.assign(天数=days, 最迟=most)[late],
        at=Repair.state,
        message="{报修时间} {地点}报修“{内容}”，已过 {天数} 天（最迟 {最迟:g} 天），状态还是“{状态}”。",
    )
