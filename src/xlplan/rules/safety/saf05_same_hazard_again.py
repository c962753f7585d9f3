from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import Hazard

_TIMES, _DAYS = "隐患反复次数", "隐患反复天数"


@rule(
    "SAF-05",
    fix="查清为什么老是这里出问题：是没有修到根上，还是管理没有跟上；该大修的列入计划，该换人管的换人。",
    severity=Severity.NOTE,
)
def same_hazard_again(books: Books) -> Iterator[Hits]:
    """同一部位反复出现隐患

    同一区域、部位的同类隐患，在参数“隐患反复天数”以内出现了“隐患反复次数”那么多次。指向最近一次的部位。

    错：
    参数
    | 参数         | 值  | 起         |
    | ------------ | --- | ---------- |
    | 隐患反复次数 | 3   | 2026-01-01 |
    | 隐患反复天数 | 180 | 2026-01-01 |
    隐患台账
    | 编号       | 排查日期   | 区域   | 部位         | 隐患类别 |
    | ---------- | ---------- | ------ | ------------ | -------- |
    | YH2026-001 | 2026-06-01 | 教学楼 | 二楼安全出口 | 消防     |
    | YH2026-002 | 2026-09-04 | 教学楼 | 二楼安全出口 | 消防     |
    | YH2026-003 | 2026-11-10 | 教学楼 | **二楼安全出口** | 消防 |

    对：
    参数
    | 参数         | 值  | 起         |
    | ------------ | --- | ---------- |
    | 隐患反复次数 | 3   | 2026-01-01 |
    | 隐患反复天数 | 180 | 2026-01-01 |
    隐患台账
    | 编号       | 排查日期   | 区域   | 部位         | 隐患类别 |
    | ---------- | ---------- | ------ | ------------ | -------- |
    | YH2026-001 | 2026-03-01 | 教学楼 | 二楼安全出口 | 消防     |
    | YH2026-002 | 2026-09-04 | 教学楼 | 二楼安全出口 | 消防     |
    | YH2026-003 | 2026-11-10 | 教学楼 | 二楼安全出口 | 消防     |
    | YH2026-004 | 2026-11-11 | 教学楼 | 二楼安全出口 | 电气     |
    """
    dangers = books[Hazard]
    dangers = dangers[dangers[Hazard.found].notna() & (dangers[Hazard.part] != "")]
    if dangers.empty:
        return
    today = pd.Series([pd.Timestamp(books.today)])
    times, span = (books.numbers(name, today).iloc[0] for name in (_TIMES, _DAYS))
    dangers = dangers.sort_values(Hazard.found, kind="stable")
    place = [Hazard.area, Hazard.part, Hazard.kind]
    before = dangers.groupby(place)[Hazard.found].shift(max(int(times), 2) - 1)
    again = dangers[(dangers[Hazard.found] - before).dt.days <= span]
    yield Hits(
        again[~again.duplicated(place, keep="last")].assign(次数=int(times), 天数=int(span)),
        at=Hazard.part,
        message="{区域}{部位}的{隐患类别}隐患，{天数} 天里已经出现 {次数} 次，最近一次是 {编号}。",
    )
