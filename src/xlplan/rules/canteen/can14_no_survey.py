from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Attendance, Survey
from xlplan.tables.office import Term

_ASKED = ("学生", "家长")


@rule(
    "CAN-14",
    fix="这学期发问卷问学生和家长，把发放、收回、满意的份数填进“满意度”表，写明问题和整改。",
    basis="中小学校园食品安全和膳食经费管理工作指引",
    severity=Severity.WARNING,
    whole=(Survey,),
)
def no_survey(books: Books) -> Iterator[Hits]:
    """本学期未做满意度测评

    每学期至少问一次学生和家长对食堂满不满意。一个学期最后一个学月开始了，还没有问过学生或者家长的，指向学期表里
    这个学期的最后一行。“就餐人次”表的第一天以前就结束的学期不看。

    错：
    学期
    | 学期           | 学月         | 起日       | 止日       |
    | -------------- | ------------ | ---------- | ---------- |
    | 2026年春季学期 | 第一学月     | 2026-03-02 | 2026-03-31 |
    | 2026年春季学期 | 第二学月     | 2026-04-01 | 2026-07-10 |
    | 2026年秋季学期 | 第一学月     | 2026-09-01 | 2026-10-31 |
    | 2026年秋季学期 | **第二学月** | 2026-11-01 | 2027-01-22 |
    满意度
    | 学期           | 日期       | 对象 | 发放 | 收回 | 满意 |
    | -------------- | ---------- | ---- | ---: | ---: | ---: |
    | 2026年春季学期 | 2026-06-17 | 学生 |  600 |  580 |  550 |
    | 2026年春季学期 | 2026-06-17 | 家长 |  600 |  500 |  460 |
    | 2026年秋季学期 | 2026-11-17 | 学生 |  600 |  580 |  550 |
    就餐人次
    | 日期       | 班级      | 就餐人数 |
    | ---------- | --------- | -------: |
    | 2026-03-02 | 七（1）班 |       46 |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2025年秋季学期 | 第一学月 | 2025-09-01 | 2026-01-20 |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-07-10 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-11-30 |
    | 2026年秋季学期 | 第二学月 | 2026-12-01 | 2027-01-22 |
    满意度
    | 学期           | 日期       | 对象 | 发放 | 收回 | 满意 |
    | -------------- | ---------- | ---- | ---: | ---: | ---: |
    | 2026年春季学期 | 2026-06-17 | 学生 |  600 |  580 |  550 |
    | 2026年春季学期 | 2026-06-17 | 家长 |  600 |  500 |  460 |
    就餐人次
    | 日期       | 班级      | 就餐人数 |
    | ---------- | --------- | -------: |
    | 2026-03-02 | 七（1）班 |       46 |
    """
    surveys, blocks, eaten = books[Survey], books[Term], books[Attendance][Attendance.date]
    blocks = blocks.sort_values(Term.start, kind="stable")
    last = blocks[~blocks[Term.term].duplicated(keep="last")]
    begun = last[(last[Term.start] <= pd.Timestamp(books.today)) & (last[Term.end] >= eaten.min())]
    for asked in _ASKED:
        done = surveys.loc[surveys[Survey.asked] == asked, Survey.term]
        lacking = begun[~begun[Term.term].isin(done)]
        yield Hits(
            lacking,
            at=Term.block,
            message=f"{{学期}}还没有做过{asked}的食堂满意度测评。",
            month=Term.start,
        )
