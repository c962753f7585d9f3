from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar, outside_term
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.plan import WorkItem


@rule(
    "PLN-05",
    fix="改到学期里的上班日；那天确实要上班的，在“特殊日”里登记。",
    severity=Severity.WARNING,
    whole=(SpecialDay, Term),
)
def work_on_rest_day(books: Books) -> Iterator[Hits]:
    """工作排在休息日或学期外

    起日、止日要在学期之内（第一个学月的起日到最后一个学月的止日），并且是上班日；止日不能早于起日。
    是不是上班日，先看“特殊日”表，再看国家放假和调休安排，还没公布的年份只看星期几。取消的事不看。
    指向排错的那一格。

    错：
    特殊日
    | 日期       | 类型 | 名称     |
    | ---------- | ---- | -------- |
    | 2026-11-13 | 放假 | 校庆补休 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月 | 2026-10-08 | 2027-01-15 |
    工作安排
    | 学期           | 学月     | 起日           | 止日           | 事项     | 责任人 | 状态   |
    | -------------- | -------- | -------------- | -------------- | -------- | ------ | ------ |
    | 2026年秋季学期 | 第二学月 | **2026-11-28** | 2026-11-30     | 家长会   | 张三   | 已完成 |
    | 2026年秋季学期 | 第一学月 | 2026-09-24     | **2026-09-26** | 秋游     | 张三   | 已完成 |
    | 2026年秋季学期 | 第二学月 | **2026-10-01** | **2026-11-13** | 问卷调查 | 张三   | 已完成 |
    | 2026年秋季学期 | 第一学月 | **2026-08-31** | **2027-01-18** | 报到注册 | 张三   | 未开始 |
    | 2026年秋季学期 | 第二学月 | 2026-11-12     | **2026-11-11** | 质量分析 | 张三   | 已完成 |
    | 2026年秋季学期 | 第二学月 |                | **2027-01-09** | 期末考试 | 张三   | 未开始 |

    对：
    特殊日
    | 日期       | 类型   | 名称   |
    | ---------- | ------ | ------ |
    | 2026-11-28 | 运动会 | 校运会 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月 | 2026-10-08 | 2027-01-15 |
    工作安排
    | 学期           | 学月     | 起日       | 止日       | 事项     | 责任人 | 状态   |
    | -------------- | -------- | ---------- | ---------- | -------- | ------ | ------ |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-15 | 控辍保学 | 张三   | 进行中 |
    | 2026年秋季学期 | 第一学月 | 2026-09-20 |            | 国庆布置 | 张三   | 已完成 |
    | 2026年秋季学期 | 第二学月 | 2026-11-28 | 2026-11-28 | 校运会   | 张三   | 已完成 |
    | 2026年秋季学期 | 第二学月 | 2026-10-03 | 2026-10-02 | 秋游     | 张三   | 取消   |
    | 2026年秋季学期 | 第二学月 |            |            | 卫生评比 | 张三   | 进行中 |
    """
    calendar = Calendar(books[SpecialDay])
    items = books[WorkItem]
    items = items[items[WorkItem.state] != "取消"]
    backwards = items[WorkItem.end] < items[WorkItem.start]
    yield Hits(items[backwards], WorkItem.end, "“{事项}”的止日 {止日} 早于起日 {起日}。")
    for column, told in ((WorkItem.start, pd.Series(False, index=items.index)), (WorkItem.end, backwards)):
        days = items[column]
        outside = outside_term(books[Term], days, items[WorkItem.term]) & ~told
        resting = calendar.rest_days(days) & ~outside & ~told
        facts = items.assign(星期=days.dt.day_of_week.map(dict(enumerate("一二三四五六日"))))
        day = f"“{{事项}}”的{column} {{{column}}}"
        yield Hits(facts[outside], column, f"{day} 不在{{学期}}之内。")
        yield Hits(facts[resting], column, f"{day}（星期{{星期}}）是休息日。")
