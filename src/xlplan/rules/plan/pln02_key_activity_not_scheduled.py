import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Term
from xlplan.tables.plan import PlanText, WorkItem

_BETWEEN = re.compile(r"[、，,；;。\n](?![^（(]*[）)])")
"""What separates activities, but not inside brackets."""
_LEAD_IN = re.compile(
    r"(?:^(?:[^、，,；;。\n]*[：:])?|(?<=[；;。]))\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．])?",
    re.MULTILINE,
)
"""「重点活动：」 at the start of a line, and numbering."""


@rule("PLN-02", fix="在工作安排里补上这件事，或把计划里的名称改成一致。", whole=True)
def key_activity_not_scheduled(books: Books) -> Iterator[Hits]:
    """重点活动没有列入工作安排

    计划里标题写着某学月重点的（如“第一学月重点活动”），内容里用顿号、逗号、分号、句号或换行列出的每一件事，
    都要在工作安排同一学期、同一学月的事项里找得到；书名号、引号和最后的“等”不算。常见的是名称前后不一致，
    或排到了别的学月。指向计划的内容。

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月 | 2026-10-08 | 2026-11-06 |
    计划
    | 学期           | 层级 | 标题             | 内容                                   |
    | -------------- | ---- | ---------------- | -------------------------------------- |
    | 2026年秋季学期 | 2    | 第一学月重点活动 | **报到注册、“盐道杯”篮球赛**           |
    | 2026年秋季学期 | 2    | 第二学月重点活动 | **期中检测，应急演练（防震、消防）等** |
    工作安排
    | 学期           | 学月     | 事项                     | 状态   |
    | -------------- | -------- | ------------------------ | ------ |
    | 2026年秋季学期 | 第一学月 | 组织报到注册             | 已完成 |
    | 2026年秋季学期 | 第一学月 | “希望杯”篮球赛           | 已完成 |
    | 2026年秋季学期 | 第一学月 | 期中检测                 | 已完成 |
    | 2026年秋季学期 | 第二学月 | 应急演练（防震、消防）   | 已完成 |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月 | 2026-10-08 | 2026-11-06 |
    计划
    | 学期           | 层级 | 标题             | 内容                                         |
    | -------------- | ---- | ---------------- | -------------------------------------------- |
    | 2026年秋季学期 | 1    | 重点工作         | 抓好安全、后勤                               |
    | 2026年秋季学期 | 2    | 第一学月主要工作 | 制定计划                                     |
    | 2026年秋季学期 | 2    | 第一学月重点     | 重点活动：1.报到注册；2.《弟子规》诵读、希望杯等。 |
    | 2026年秋季学期 | 2    | 第二学月重点     |                                              |
    工作安排
    | 学期           | 学月     | 事项                         | 重点 | 状态   |
    | -------------- | -------- | ---------------------------- | ---- | ------ |
    | 2026年秋季学期 | 第一学月 | 报到注册                     | 是   | 已完成 |
    | 2026年秋季学期 | 第一学月 | 弟子规诵读和“希望杯”篮球赛   | 否   | 已完成 |
    """
    plan, items = books[PlanText], books[WorkItem]
    scheduled = {
        key: [_bare(item) for item in rows]
        for key, rows in items.groupby([WorkItem.term, WorkItem.block])[WorkItem.item]
    }
    blocks = books[Term].groupby(Term.term)[Term.block].agg(set).to_dict()

    def missing(term: str, title: str, content: str) -> str:
        named = [block for block in blocks.get(term, ()) if block and block in title]
        if not named or "重点" not in title:
            return ""
        there = [item for block in named for item in scheduled.get((term, block), ())]
        return "、".join(
            name for name in _activities(content) if not any(_bare(name) in item for item in there)
        )

    columns = plan[[PlanText.term, PlanText.title, PlanText.content]]
    lacking = pd.Series(
        [missing(*row) for row in columns.itertuples(index=False)], index=plan.index, dtype="str"
    )
    yield Hits(
        plan.assign(缺少=lacking)[lacking != ""],
        at=PlanText.content,
        message="“{标题}”里的 {缺少} 在工作安排这个学月的事项里找不到。",
    )


def _activities(content: str) -> Iterator[str]:
    """The names that a content lists."""
    for name in _BETWEEN.split(_LEAD_IN.sub("", content)):
        bare = name.strip().removesuffix("等")
        if _bare(bare):
            yield bare


def _bare(name: str) -> str:
    """A name without blanks and marks, in one width."""
    return re.sub(r"[\s《》“”\"「」]", "", unicodedata.normalize("NFKC", name))
