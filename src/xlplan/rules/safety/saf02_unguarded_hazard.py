from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Hazard

_DAYS = "重大隐患上报天数"
_HEAVY = "重大"


@rule(
    "SAF-02",
    fix="写上责任人和期限；重大隐患还要马上停用、拉警戒线，写上临时防护，当天上报，填好上报日。",
)
def unguarded_hazard(books: Books) -> Iterator[Hits]:
    """重大隐患没有期限、责任人或者防护

    没有销号的隐患都要有责任人和期限：重大的没有是错误，一般的没有是警告。重大隐患整改好以前还要写明临时防护，发现以后参数“重大隐患上报天数”
    以内报上去，没有报的、报晚了的指向上报日。

    错：
    日期：2026-11-30
    隐患台账
    | 编号       | 排查日期   | 部位 | 等级 | 责任人     | 期限       | 临时防护   | 状态   | 上报日         |
    | ---------- | ---------- | ---- | ---- | ---------- | ---------- | ---------- | ------ | -------------- |
    | YH2026-001 | 2026-11-25 | 围墙 | 重大 | **（空）** | **（空）** | **（空）** | 未整改 | **（空）**     |
    | YH2026-002 | 2026-11-25 | 栏杆 | 重大 | 张三       | 2026-12-25 | 拉警戒线   | 整改中 | **2026-11-29** |
    | YH2026-003 | 2026-11-25 | 窗户 | 一般 | **（空）** | **（空）** |            | 未整改 |                |

    对：
    日期：2026-11-30
    隐患台账
    | 编号       | 排查日期   | 部位 | 等级 | 责任人 | 期限       | 临时防护 | 状态   | 上报日     |
    | ---------- | ---------- | ---- | ---- | ------ | ---------- | -------- | ------ | ---------- |
    | YH2026-001 | 2026-11-25 | 围墙 | 重大 | 张三   | 2026-12-25 | 拉警戒线 | 整改中 | 2026-11-26 |
    | YH2026-002 | 2026-11-25 | 窗户 | 一般 | 张三   | 2026-12-09 |          | 未整改 |            |
    | YH2026-003 | 2026-11-29 | 屋檐 | 重大 | 张三   | 2026-12-29 | 停用走廊 | 整改中 |            |
    """
    dangers = books[Hazard]
    if dangers.empty:
        return
    open_, heavy = dangers[Hazard.state] != CLOSED, dangers[Hazard.level] == _HEAVY
    for column, lacking in (
        (Hazard.owner, dangers[Hazard.owner] == ""),
        (Hazard.due, dangers[Hazard.due].isna()),
    ):
        for rows, severity in (
            (dangers[open_ & lacking & heavy], Severity.ERROR),
            (dangers[open_ & lacking & ~heavy], Severity.WARNING),
        ):
            yield Hits(rows, at=column, message=f"{{等级}}隐患 {{编号}} 没有{column}。", severity=severity)
    yield Hits(
        dangers[open_ & heavy & (dangers[Hazard.protection] == "")],
        at=Hazard.protection,
        message="重大隐患 {编号}（{部位}）还没有整改好，没有写临时防护。",
    )
    today = pd.Series(pd.Timestamp(books.today), index=dangers.index)
    last = dangers[Hazard.found] + pd.to_timedelta(books.numbers(_DAYS, today), unit="D")
    told = dangers.assign(最迟=last)
    never = dangers[Hazard.reported].isna() & (last < today)
    at = Hazard.reported
    yield Hits(told[heavy & never], at=at, message="重大隐患 {编号} 最迟 {最迟} 上报，还没有上报。")
    yield Hits(
        told[heavy & (dangers[Hazard.reported] > last)],
        at=at,
        message="重大隐患 {编号} 最迟 {最迟} 上报，{上报日} 才上报。",
    )
