from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Opinion

_OPEN = ("未办", "办理中")
_DONE = "已办结"


@rule(
    "PUB-05",
    fix="催责任人办结；办结的填办结日和答复，请责任人以外的人复核，填复核人。",
    severity=Severity.WARNING,
)
def opinion_left(books: Books) -> Iterator[Hits]:
    """意见办理逾期

    合理的意见限时办、责任到人、办完有人复核。期限过了还没有办结的，指向状态；办结日晚于期限的，指向办结日。已办结的要有
    办结日、复核人、答复，复核人不能是责任人自己，缺哪一格指哪一格；不采纳的也要答复。到期当天不算过期。

    错：
    日期：2026-11-30
    意见办理
    | 意见号 | 日期       | 责任人 | 期限       | 办结日         | 复核人     | 答复     | 状态       |
    | ------ | ---------- | ------ | ---------- | -------------- | ---------- | -------- | ---------- |
    | YJ-1   | 2026-11-02 | 张三   | 2026-11-27 |                |            |          | **办理中** |
    | YJ-2   | 2026-11-02 | 张三   | 2026-11-20 | **2026-11-23** | 李四       | 当面     | 已办结     |
    | YJ-3   | 2026-11-02 | 张三   | 2026-11-20 | **（空）**     | **（空）** | **（空）** | 已办结   |
    | YJ-4   | 2026-11-02 | 张三   | 2026-11-20 | 2026-11-20     | **张三**   | 当面     | 已办结     |
    | YJ-5   | 2026-11-02 | 张三   | 2026-11-20 |                |            | **（空）** | 不采纳   |

    对：
    日期：2026-11-30
    意见办理
    | 意见号 | 日期       | 责任人 | 期限       | 办结日     | 复核人 | 答复   | 状态   |
    | ------ | ---------- | ------ | ---------- | ---------- | ------ | ------ | ------ |
    | YJ-1   | 2026-11-02 | 张三   | 2026-11-30 |            |        |        | 办理中 |
    | YJ-2   | 2026-11-02 | 张三   | 2026-11-20 | 2026-11-20 | 李四   | 当面   | 已办结 |
    | YJ-3   | 2026-11-02 | 张三   | 2026-11-20 |            |        | 公示栏 | 不采纳 |
    """
    rows = books[Opinion]
    days = (pd.Timestamp(books.today) - rows[Opinion.due]).dt.days
    is_open, is_done = rows[Opinion.state].isin(_OPEN), rows[Opinion.state] == _DONE
    yield Hits(
        rows.assign(天数=days)[is_open & (days > 0)],
        at=Opinion.state,
        message="意见 {意见号} 的期限是 {期限}，已过 {天数:.0f} 天，状态还是“{状态}”。",
    )
    yield Hits(
        rows[is_done & (rows[Opinion.done] > rows[Opinion.due])],
        at=Opinion.done,
        message="意见 {意见号} 的期限是 {期限}，{办结日} 才办结。",
    )
    yield Hits(
        rows[is_done & rows[Opinion.done].isna()],
        at=Opinion.done,
        message="意见 {意见号} 已办结，没有写办结日。",
    )
    yield Hits(
        rows[is_done & (rows[Opinion.reviewer] == "")],
        at=Opinion.reviewer,
        message="意见 {意见号} 已办结，没有人复核。",
    )
    yield Hits(
        rows[is_done & (rows[Opinion.reviewer] != "") & (rows[Opinion.reviewer] == rows[Opinion.owner])],
        at=Opinion.reviewer,
        message="意见 {意见号} 的复核人是责任人自己（{责任人}）。",
    )
    yield Hits(
        rows[~is_open & (rows[Opinion.state] != "") & (rows[Opinion.reply] == "")],
        at=Opinion.reply,
        message="意见 {意见号} {状态}，没有答复。",
    )
