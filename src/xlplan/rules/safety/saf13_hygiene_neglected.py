from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables import teaching
from xlplan.tables.books import Books
from xlplan.tables.office import Term
from xlplan.tables.safety import Hygiene

_DAYS, _TIMES = "卫生整改天数", "卫生检查频次"


@rule(
    "SAF-13",
    fix="查出的问题改好了填整改日；漏了检查的星期补登，没有检查的以后按周检查。",
    severity=Severity.WARNING,
    whole=(Hygiene,),
)
def hygiene_neglected(books: Books) -> Iterator[Hits]:
    """卫生问题没有改好，或者没有按周检查

    卫生检查有问题的，过了参数“卫生整改天数”还没有整改日，指向整改日。上课的每个星期，检查卫生的天数不少于参数“卫生检查频次”：从“卫生检查”表的第一天那个星期
    的下一个星期算起，星期过完了再看，缺的指向学期表里那个学月的行。

    错：
    日期：2026-11-30
    学期
    | 学期           | 学月         | 起日       | 止日       |
    | -------------- | ------------ | ---------- | ---------- |
    | 2026年秋季学期 | **第一学月** | 2026-11-01 | 2026-12-31 |
    卫生检查
    | 日期       | 区域 | 责任班级  | 得分 | 问题     | 整改日     |
    | ---------- | ---- | --------- | ---: | -------- | ---------- |
    | 2026-11-12 | 教室 | 七（1）班 |   86 | 窗台积灰 | **（空）** |
    | 2026-11-26 | 教室 | 七（2）班 |   96 |          |            |

    对：
    日期：2026-11-30
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-11-01 | 2026-12-31 |
    卫生检查
    | 日期       | 区域 | 责任班级  | 得分 | 问题     | 整改日     |
    | ---------- | ---- | --------- | ---: | -------- | ---------- |
    | 2026-11-12 | 教室 | 七（1）班 |   86 | 窗台积灰 | 2026-11-13 |
    | 2026-11-19 | 教室 | 七（2）班 |   96 |          |            |
    | 2026-11-27 | 教室 | 七（2）班 |   86 | 窗台积灰 |            |
    """
    rows = books[Hygiene]
    rows = rows[rows[Hygiene.date].notna()]
    if rows.empty:
        return
    today = pd.Timestamp(books.today)
    most = books.numbers(_DAYS, pd.Series(today, index=rows.index))
    days = (today - rows[Hygiene.date]).dt.days
    late = (rows[Hygiene.problem] != "") & rows[Hygiene.mended].isna() & (days > most)
    yield Hits(
        rows.assign(天数=days, 最迟=most)[late],
        at=Hygiene.mended,
        message="{日期} {责任班级}{区域}“{问题}”，已过 {天数:.0f} 天（最迟 {最迟:g} 天），没有整改日。",
    )
    yield from _unchecked(books, rows[Hygiene.date])


def _unchecked(books: Books, looked: "pd.Series") -> Iterator[Hits]:
    """The weeks of teaching in which it was looked at too seldom, from the one after the first look."""
    today = pd.Timestamp(books.today)
    weeks = teaching.weeks(books)
    ended = weeks[teaching.MONDAY] + pd.Timedelta(days=7) <= today
    weeks = weeks[(weeks[teaching.MONDAY] > looked.min()) & ended]
    times = teaching.mondays(looked.drop_duplicates()).value_counts()
    done = weeks[teaching.MONDAY].map(times).fillna(0)
    least = float(books.numbers(_TIMES, pd.Series([today])).iloc[0])
    month = weeks[teaching.LAST].dt.strftime("%Y-%m")
    rows = books[Term].loc[weeks.index].assign(周=weeks[teaching.MONDAY], 次数=done, 频次=least, 月=month)
    yield Hits(
        rows[(done < least).to_numpy()],
        at=Term.block,
        message="{周} 开始的一周检查卫生 {次数:.0f} 天，每周至少 {频次:g} 天。",
        month="月",
    )
