from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Staff
from xlplan.tables.people import Training

_TEACHING = ("专职教师", "特岗教师")
_HOURS, _DUE = "年度培训学时", "教师培训最迟月"
_HALF_YEAR = 6


@rule(
    "HR-06",
    fix="补登漏写的培训和证书；确实不够的，年底前安排补上。",
    severity=Severity.WARNING,
)
def too_few_hours(books: Books) -> Iterator[Hits]:
    """继续教育学时不足

    在岗的专职教师、特岗教师，一年的培训学时（按止日算哪一年）不能少于参数“年度培训学时”。到了参数“教师培训最迟月”的月底就查当年的，
    下一年一月起查上年的就是最后的数；不够的指向“教职工”表里他的姓名。“培训”表从下半年才登起的那一年不查；当年才当老师的不查；
    同名的分不清，不查。

    错：
    日期：2026-11-30
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 年度培训学时   | 72 | 2020-01-01 |
    | 教师培训最迟月 | 11 | 2020-01-01 |
    教职工
    | 工号 | 姓名     | 编制类别 | 状态 | 从教年月 |
    | ---- | -------- | -------- | ---- | -------- |
    | 01   | 张三     | 专职教师 | 在岗 | 2010-09  |
    | 02   | **李四** | 专职教师 | 在岗 |          |
    | 03   | **王五** | 特岗教师 | 在岗 | 2025-09  |
    培训
    | 姓名 | 项目     | 止日       | 学时 |
    | ---- | -------- | ---------- | ---: |
    | 李四 | 全员培训 | 2025-12-16 |   72 |
    | 张三 | 全员培训 | 2026-07-16 |   42 |
    | 李四 | 全员培训 | 2026-07-16 | 71.5 |
    | 张三 | 校本研修 | 2026-06-30 |   30 |

    对：
    日期：2026-11-29
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 年度培训学时   | 72 | 2020-01-01 |
    | 教师培训最迟月 | 11 | 2020-01-01 |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 |
    | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 专职教师 | 在岗 |
    培训
    | 姓名 | 项目     | 止日       | 学时 |
    | ---- | -------- | ---------- | ---: |
    | 张三 | 校本研修 | 2026-06-30 |   30 |

    对：
    日期：2026-12-01
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 年度培训学时   | 72 | 2020-01-01 |
    | 教师培训最迟月 | 11 | 2020-01-01 |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 | 从教年月 |
    | ---- | ---- | -------- | ---- | -------- |
    | 01   | 张三 | 专职教师 | 在岗 | 2010-09  |
    | 02   | 李四 | 行政后勤 | 在岗 |          |
    | 03   | 王五 | 特岗教师 | 在岗 | 2026-09  |
    | 04   | 赵六 | 专职教师 | 退休 | 1986-09  |
    | 05   | 周七 | 专职教师 | 在岗 | 1996-09  |
    | 06   | 周七 | 专职教师 | 在岗 | 1999-09  |
    培训
    | 姓名 | 项目     | 止日       | 学时 |
    | ---- | -------- | ---------- | ---: |
    | 张三 | 校本研修 | 2026-06-30 |   72 |
    """
    rows, staff = books[Training], books[Staff]
    ends = rows[Training.end]
    if ends.isna().all():
        return
    today = pd.Timestamp(books.today)
    last = pd.Series([today - pd.offsets.YearEnd(), today])
    months = books.numbers(_DUE, last)
    due = pd.Timestamp(today.year, int(months.iloc[1]), 1) + pd.offsets.MonthEnd()
    # The year before is told until this year's is due.
    day = today if today >= due else last.iloc[0]
    first = ends.min()
    if (first.year, first.month > _HALF_YEAR) > (day.year, False):
        return
    own = rows[ends.dt.year == day.year]
    hours = own.groupby(Training.name)[Training.hours].sum()
    teaching = staff[
        (staff[Staff.state] == "在岗")
        & staff[Staff.category].isin(_TEACHING)
        & ~staff[Staff.name].duplicated(keep=False)
        & (staff[Staff.name] != "")
        & ~(staff[Staff.since].dt.year >= day.year)
    ]
    teaching = books.clear(teaching, Training, {Staff.name: Training.name})
    least = books.amounts(_HOURS, pd.Series([day])).iloc[0] * 10
    facts = teaching.assign(
        年=day.year,
        月=f"{day:%Y-%m}",
        学时=hours.reindex(teaching[Staff.name]).fillna(0).astype("int64").to_numpy(),
        要=int(least),
    )
    yield Hits(
        facts[facts["学时"] < facts["要"]],
        at=Staff.name,
        month="月",
        message="{姓名} {年} 年的培训只有 {学时:量} 学时，要 {要:量} 学时。",
    )
