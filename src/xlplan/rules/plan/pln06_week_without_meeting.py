from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.people import Meeting
from xlplan.tables.teaching import MONDAY, lacking, mondays, over, weeks

_WEEKLY = ("教职工例会", "升旗")


@rule(
    "PLN-06",
    fix="开了的补登，写明主题和记录；没有开的以后每周按时开。",
    severity=Severity.WARNING,
    whole=(Meeting, Term, SpecialDay),
)
def week_without_meeting(books: Books) -> Iterator[Hits]:
    """教学周没有例会或升旗

    每个教学周（星期一到星期日）开一次教职工例会，升一次国旗，登在“例会”表里。过完了的教学周缺了的，指向“学期”表里那一周所在的学月，
    写明是第几周。哪些是教学周，先看“特殊日”表，再看“学期”表，再看国家的放假安排；一个星期里学期内的上班日不到参数“教学周最少上课日”
    的不算。从“例会”表里这一种的第一行那一周查起，一行都没有的从表里第一周的下一周查起；空着的表不查。

    错：
    日期：2026-10-12
    特殊日
    | 日期       | 类型 | 名称   |
    | ---------- | ---- | ------ |
    | 2026-10-08 | 放假 | 校庆   |
    学期
    | 学期           | 学月         | 起日       | 止日       |
    | -------------- | ------------ | ---------- | ---------- |
    | 2026年秋季学期 | **第一学月** | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月     | 2026-10-01 | 2026-10-31 |
    例会
    | 日期       | 类型       | 主题     |
    | ---------- | ---------- | -------- |
    | 2026-09-02 | 教职工例会 | 布置工作 |
    | 2026-09-01 | 升旗       | 开学第一课 |
    | 2026-09-07 | 升旗       | 尊师重教 |
    | 2026-09-14 | 升旗       | 勤俭节约 |
    | 2026-09-16 | 教职工例会 | 布置工作 |
    | 2026-09-21 | 升旗       | 勤俭节约 |
    | 2026-09-23 | 教职工例会 | 布置工作 |
    | 2026-09-28 | 行政会     | 布置工作 |
    | 2026-09-29 | 教职工例会 | 布置工作 |

    对：
    日期：2026-10-12
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-31 |
    例会
    | 日期       | 类型       | 主题     |
    | ---------- | ---------- | -------- |
    | 2026-09-23 | 教职工例会 | 布置工作 |
    | 2026-09-28 | 升旗       | 爱国     |
    | 2026-09-29 | 教职工例会 | 布置工作 |
    | 2026-10-09 | 升旗       | 安全     |
    | 2026-10-11 | 教职工例会 | 布置工作 |

    对：
    日期：2026-11-30
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-12-31 |
    例会
    | 日期       | 类型       | 主题     |
    | ---------- | ---------- | -------- |
    | 2026-11-25 | 教职工例会 | 布置工作 |
    """
    held, blocks = books[Meeting], books[Term]
    held = held[held[Meeting.date].notna()]
    if held.empty:
        return
    taught = weeks(books)
    found = []
    for kind in _WEEKLY:
        days = held.loc[held[Meeting.kind] == kind, Meeting.date]
        # The week in which the sheet was begun may have had the other one before.
        first = days.min() if len(days) else held[Meeting.date].min() + pd.Timedelta(days=7)
        own = over(taught, first, books.today)
        found.append(lacking(own[~own[MONDAY].isin(mondays(days))], blocks, f"没有{kind}"))
    told = pd.concat(found)
    both = told.groupby(level=0).agg({"缺": "，".join, "月": "min"})
    yield Hits(blocks.loc[both.index].assign(**both), at=Term.block, message="{学期}{缺}。", month="月")
