from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables import teaching
from xlplan.tables.books import Books
from xlplan.tables.office import Term
from xlplan.tables.safety import Drill

_TIMES = "疏散演练频次"
_ESCAPE, _DONE, _PLANNED = "疏散", "已完成", "计划"


@rule(
    "SAF-09",
    fix="补做应急疏散演练，把日期、人数、用时、照片填进“演练”表；做过没有登记的补登。",
    basis="教基一厅〔2014〕2号",
    whole=(Drill,),
)
def no_drill(books: Books) -> Iterator[Hits]:
    """有的月份没有应急疏散演练

    上课的月份（上课天数到了参数“教学月最少上课日”），已经完成的疏散演练（类型带“疏散”两个字的）不少于参数“疏散演练频次”。
    从“演练”表里最早的日期算起（那个月剩下的上课天数不够的，从下个月算起），月份过完了再看，指向学期表里那个学月的行。过了日期还是“计划”的是警告，指向状态。

    错：
    日期：2026-11-30
    学期
    | 学期           | 学月         | 起日       | 止日       |
    | -------------- | ------------ | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月     | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | **第二学月** | 2026-10-01 | 2026-10-31 |
    | 2026年秋季学期 | 第三学月     | 2026-11-01 | 2026-11-30 |
    演练
    | 演练号    | 日期       | 类型     | 状态     |
    | --------- | ---------- | -------- | -------- |
    | YL2026-09 | 2026-09-16 | 防震疏散 | 已完成   |
    | YL2026-10 | 2026-10-14 | 防溺水   | 已完成   |
    | YL2026-11 | 2026-10-28 | 消防疏散 | **计划** |

    对：
    日期：2026-11-30
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-07-03 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-31 |
    | 2026年秋季学期 | 第二学月 | 2026-11-01 | 2026-12-31 |
    演练
    | 演练号     | 日期       | 类型     | 状态   |
    | ---------- | ---------- | -------- | ------ |
    | YL2026-06  | 2026-06-16 | 防震疏散 | 已完成 |
    | YL2026-09  | 2026-09-16 | 防震疏散 | 已完成 |
    | YL2026-10  | 2026-10-14 | 应急疏散 | 已完成 |
    | YL2026-12  | 2026-12-09 | 消防疏散 | 计划   |

    对：
    日期：2026-12-07
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第三学月 | 2026-11-01 | 2026-11-30 |
    | 2026年秋季学期 | 第四学月 | 2026-12-01 | 2026-12-31 |
    演练
    | 演练号     | 日期       | 类型     | 状态   |
    | ---------- | ---------- | -------- | ------ |
    | YL2026-11  | 2026-11-27 | 防溺水   | 已完成 |
    """
    drills = books[Drill]
    held = drills[drills[Drill.state] == _DONE]
    escapes = held[held[Drill.kind].str.contains(_ESCAPE)]
    months = teaching.months(books, drills[Drill.date].min())
    if len(months):
        times = escapes[Drill.date].dt.strftime("%Y-%m").value_counts()
        ends = pd.to_datetime(months[teaching.MONTH], format="%Y-%m") + pd.offsets.MonthEnd()
        least = books.numbers(_TIMES, ends)
        done = months[teaching.MONTH].map(times).fillna(0)
        rows = books[Term].loc[months.index].assign(月=months[teaching.MONTH], 次数=done, 频次=least)
        yield Hits(
            rows[(done < least).to_numpy()],
            at=Term.block,
            message="{月} 做了 {次数:.0f} 次应急疏散演练，每月至少 {频次:g} 次。",
            month="月",
        )
    gone = (drills[Drill.date] < pd.Timestamp(books.today)) & (drills[Drill.state] == _PLANNED)
    yield Hits(
        drills[gone],
        at=Drill.state,
        message="演练 {演练号} 定在 {日期}，已经过了，状态还是“计划”。",
        severity=Severity.WARNING,
    )
