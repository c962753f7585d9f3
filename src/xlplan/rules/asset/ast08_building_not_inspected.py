from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.assets import IN_USE, Building
from xlplan.tables.books import Books


@rule(
    "AST-08",
    fix="请有资质的单位检查、鉴定，补上日期；D 级校舍立即停用，把师生搬出来。",
    basis="义务教育法第二十四条",
)
def building_not_inspected(books: Books) -> Iterator[Hits]:
    """校舍年检过期，或者危房还在用

    在用的校舍，每过参数“校舍年检月数”（12 个月）要做一次安全检查；过期、没有做过的，指向年检日。鉴定为 D 级的不得使用，还在用的指向鉴定等级。
    停用、维修加固、拆除的不查。

    错：
    日期：2026-11-30
    校舍
    | 建筑编号 | 名称   | 鉴定等级 | 年检日         | 使用状态 |
    | -------- | ------ | -------- | -------------- | -------- |
    | JZ-01    | 教学楼 | A        | **2025-11-29** | 在用     |
    | JZ-02    | 食堂   | B        | **（空）**     | 在用     |
    | JZ-03    | 旧宿舍 | **D**    | 2026-03-10     | 在用     |

    对：
    日期：2026-11-30
    校舍
    | 建筑编号 | 名称   | 鉴定等级 | 年检日     | 使用状态 |
    | -------- | ------ | -------- | ---------- | -------- |
    | JZ-01    | 教学楼 | A        | 2025-11-30 | 在用     |
    | JZ-02    | 旧宿舍 | D        | 2024-03-10 | 停用     |
    | JZ-03    | 食堂   | C        |            | 维修加固 |
    """
    buildings = books[Building]
    buildings = buildings[buildings[Building.state] == IN_USE]
    if buildings.empty:
        return
    today = pd.Series(pd.Timestamp(books.today), index=buildings.index)
    months = books.numbers("校舍年检月数", today)
    # Counted back from today: a month without that day ends with its last one.
    least = [
        day - pd.DateOffset(months=int(count)) if not np.isnan(count) else pd.NaT
        for day, count in zip(today, months, strict=True)
    ]
    least = pd.Series(least, index=buildings.index, dtype="datetime64[s]")
    facts = buildings.assign(月数=months)
    yield Hits(
        facts[buildings[Building.inspected].isna()],
        at=Building.inspected,
        message="{名称}没有年检记录，每 {月数:g} 个月要检查一次。",
    )
    yield Hits(
        facts[buildings[Building.inspected] < least],
        at=Building.inspected,
        message="{名称}最近一次年检是 {年检日}，已经超过 {月数:g} 个月。",
    )
    yield Hits(
        buildings[buildings[Building.grade] == "D"],
        at=Building.grade,
        message="{名称}鉴定为 {鉴定等级} 级，使用状态还是“{使用状态}”。",
    )
