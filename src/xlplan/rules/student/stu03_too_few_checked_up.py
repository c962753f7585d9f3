from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import unmatched
from xlplan.tables.office import Parameter, SchoolClass
from xlplan.tables.school_years import begun, last_due, named
from xlplan.tables.students import HERE, Checkup, Student

_MONTH, _LEAST = "体检最迟月", "体检率下限"


@rule(
    "STU-03",
    fix="安排补检，把结果补进“体检”表；转走了的，改学生表的状态。",
    severity=Severity.WARNING,
    whole=(Student, Checkup),
)
def too_few_checked_up(books: Books) -> Iterator[Hits]:
    """体检率不足

    每学年全校学生体检一次。参数“体检最迟月”过完了，最近一个到期的学年里，一个班在读的学生体检了的不到参数“体检率下限”的，指向班级表的班级；
    这个学年一行也没有的，指向那一行参数。那以后才入学的学生不算；体检表里第一个学年以前的不看。

    错：
    日期：2026-11-02
    参数
    | 参数       | 值  | 起         | 文号         |
    | ---------- | --- | ---------- | ------------ |
    | 体检率下限 | 95% | 2026-01-01 | 单位内控制度 |
    | 体检最迟月 | 10  | 2026-01-01 | 单位内控制度 |
    班级
    | 年级   | 班级              | 学生数 |
    | ------ | ----------------- | -----: |
    | 七年级 | **七年级（1）班** |      2 |
    | 七年级 | 七年级（2）班     |      1 |
    | 八年级 | **八年级（1）班** |      1 |
    学生
    | 学籍号 | 姓名 | 班级          | 入学日     | 状态 |
    | ------ | ---- | ------------- | ---------- | ---- |
    | L001   | 王强 | 七年级（1）班 | 2026-09-01 | 在读 |
    | L002   | 李梅 | 七年级（1）班 | 2026-09-01 | 在读 |
    | L003   | 张平 | 七年级（2）班 | 2026-09-01 | 在读 |
    | L004   | 田英 | 八年级（1）班 | 2025-09-01 | 在读 |
    体检
    | 学年          | 学籍号 | 体检日     |
    | ------------- | ------ | ---------- |
    | 2026—2027学年 | L001   | 2026-10-12 |
    | 2026—2027学年 | L003   | 2026-10-12 |
    | 2025—2026学年 | L004   | 2025-10-12 |

    错：
    日期：2026-10-31
    参数
    | 参数           | 值  | 起         | 文号         |
    | -------------- | --- | ---------- | ------------ |
    | 体检率下限     | 95% | 2026-01-01 | 单位内控制度 |
    | **体检最迟月** | 10  | 2026-01-01 | 单位内控制度 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 八年级 | 八年级（1）班 |      1 |
    学生
    | 学籍号 | 姓名 | 班级          | 入学日     | 状态 |
    | ------ | ---- | ------------- | ---------- | ---- |
    | L004   | 田英 | 八年级（1）班 | 2025-09-01 | 在读 |
    体检
    | 学年          | 学籍号 | 体检日     |
    | ------------- | ------ | ---------- |
    | 2025—2026学年 | L004   | 2025-10-12 |

    对：
    日期：2026-11-02
    参数
    | 参数       | 值  | 起         | 文号         |
    | ---------- | --- | ---------- | ------------ |
    | 体检率下限 | 50% | 2026-01-01 | 单位内控制度 |
    | 体检最迟月 | 10  | 2026-01-01 | 单位内控制度 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |      2 |
    | 七年级 | 七年级（2）班 |      1 |
    学生
    | 学籍号 | 姓名 | 班级          | 入学日     | 状态 |
    | ------ | ---- | ------------- | ---------- | ---- |
    | L001   | 王强 | 七年级（1）班 | 2026-09-01 | 在读 |
    | L002   | 李梅 | 七年级（1）班 | 2026-09-01 | 在读 |
    | L003   | 张平 | 七年级（2）班 | 2026-09-01 | 转出 |
    | L004   | 田英 | 七年级（2）班 | 2026-11-01 | 在读 |
    体检
    | 学年          | 学籍号 | 体检日     |
    | ------------- | ------ | ---------- |
    | 2026—2027学年 | L001   | 2026-10-12 |
    """
    checks = books[Checkup]
    if checks.empty:
        return
    today = pd.Series([pd.Timestamp(books.today)])
    (month,) = books.numbers(_MONTH, today)
    year = last_due(books.today, int(month))
    years = begun(checks[Checkup.year])
    if not (years <= year).any():
        return
    own = checks[(years == year).fillna(False)]
    if own.empty:
        row = books.setting(_MONTH, today).iloc[0]
        yield Hits(
            books[Parameter].loc[[row]].assign(学年=named(year), 月份=f"{books.today:%Y-%m}"),
            at=Parameter.name,
            message="{学年}的体检到期了，“体检”表里一行也没有。",
            month="月份",
        )
        return
    students, classes = books[Student], books[SchoolClass]
    here = (students[Student.state] == HERE) & (students[Student.entered] <= own[Checkup.date].max())
    here &= students[Student.room] != ""
    missed = unmatched(students[here], own, {Student.number: Checkup.student})
    counts = students[here].groupby(Student.room).size()
    told = classes.assign(
        在读=classes[SchoolClass.name].map(counts).fillna(0).astype("int64"),
        未检=classes[SchoolClass.name].map(missed.groupby(Student.room).size()).fillna(0).astype("int64"),
    )
    told = told[told["在读"] > 0]
    told = told.assign(率=1 - told["未检"] / told["在读"], 学年=named(year))
    yield Hits(
        told[told["率"] < books.share(_LEAST)],
        at=SchoolClass.name,
        message=f"{{班级}}在读 {{在读}} 人，{{学年}}有 {{未检}} 人没有体检，体检率 {{率:.1%}}，不到 {books.share(_LEAST):.0%}。",
    )
