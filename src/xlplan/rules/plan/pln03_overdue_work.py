from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.office import Term
from xlplan.tables.plan import WorkItem


@rule(
    "PLN-03",
    fix="做完了的把状态改成“已完成”，没做完的抓紧做或改止日。",
    severity=Severity.WARNING,
    whole=(Term,),
)
def overdue_work(books: Books) -> Iterator[Hits]:
    """工作过期没有完成

    状态还是“未开始”或“进行中”，止日已经过了。没写止日的，看学月哪天结束；学期表里没有这个学月的，看起日。
    到期当天不算过期。指向状态。

    错：
    日期：2026-10-09
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-08 |
    | 2026年春季学期 | 第一学月 | 2026-03-01 | 2026-03-31 |
    工作安排
    | 学期           | 学月     | 起日       | 止日       | 事项     | 责任人 | 状态       |
    | -------------- | -------- | ---------- | ---------- | -------- | ------ | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-04 | 报到注册 | 张三   | **未开始** |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 |            | 质量分析 | 张三   | **进行中** |
    | 2026年秋季学期 | 第九学月 | 2026-09-07 |            | 问卷调查 | 张三   | **未开始** |

    对：
    日期：2026-10-09
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-09 |
    工作安排
    | 学期           | 学月     | 起日       | 止日       | 事项     | 责任人 | 状态   |
    | -------------- | -------- | ---------- | ---------- | -------- | ------ | ------ |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-04 | 报到注册 | 张三   | 已完成 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-04 | 秋游     | 张三   | 取消   |
    | 2026年秋季学期 | 第一学月 | 2026-09-07 |            | 质量分析 | 张三   | 进行中 |
    | 2026年秋季学期 | 第一学月 |            | 2026-10-09 | 问卷调查 | 张三   | 未开始 |
    | 2026年秋季学期 | 第九学月 |            |            | 期末总结 | 张三   | 未开始 |
    """
    items = books[WorkItem]
    ends = books[Term].sort_values(Term.end, ascending=False)
    blocks = beside(items, ends, {WorkItem.term: Term.term, WorkItem.block: Term.block}, "学月")
    due = items[WorkItem.end].fillna(blocks[f"学月{Term.end}"]).fillna(items[WorkItem.start])
    days = (pd.Timestamp(books.today) - due).dt.days
    late = (days > 0) & items[WorkItem.state].isin(["未开始", "进行中"])
    yield Hits(
        items.assign(到期=due, 天数=days)[late],
        at=WorkItem.state,
        message="“{事项}”应在 {到期} 前完成，已过 {天数:.0f} 天，状态还是“{状态}”。",
    )
