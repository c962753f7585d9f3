from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.pupils import check_known
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.office import Parameter
from xlplan.tables.school_years import begun, last_due, named
from xlplan.tables.students import HERE, Fitness, Student

_DAY, _DECEMBER = "体质健康上报最迟日", 12


@rule("STU-02", fix="补测、补报，填上等级和上报日；不能测的办免测，等级写 免测。", severity=Severity.WARNING)
def fitness_not_reported(books: Books) -> Iterator[Hits]:
    """体质健康数据没有报齐

    每学年全部学生都要测，12 月上报。到了参数“体质健康上报最迟日”（12 月的那一天），最近一个到期的学年里：等级是 未测 的指向等级；测了、免测的，
    上报日空着的指向上报日；那时已经入学、现在还在读的学生一行也没有的，指向学生表的学籍号。这个学年一行也没有的，指向那一行参数。
    体质健康表里第一个学年以前的不看。

    错：
    日期：2026-12-31
    学生
    | 学籍号   | 姓名 | 入学日     | 状态 |
    | -------- | ---- | ---------- | ---- |
    | L001     | 王强 | 2026-09-01 | 在读 |
    | L002     | 李梅 | 2026-09-01 | 在读 |
    | **L003** | 张平 | 2025-09-01 | 在读 |
    | L004     | 田英 | 2025-09-01 | 在读 |
    体质健康
    | 学年           | 学籍号 | 等级     | 测试日     | 上报日     |
    | -------------- | ------ | -------- | ---------- | ---------- |
    | 2025—2026学年  | L003   | 良好     | 2025-11-10 | 2025-12-03 |
    | 2026—2027学年  | L001   | 良好     | 2026-11-10 | **（空）** |
    | 2026—2027学年  | L002   | **未测** |            |            |
    | 2026-2027学年  | L004   | 免测     |            | **（空）** |

    错：
    日期：2026-12-31
    参数
    | 参数                   | 值 | 起         | 文号         |
    | ---------------------- | -- | ---------- | ------------ |
    | **体质健康上报最迟日** | 31 | 2026-01-01 | 单位内控制度 |
    学生
    | 学籍号 | 姓名 | 入学日     | 状态 |
    | ------ | ---- | ---------- | ---- |
    | L003   | 张平 | 2025-09-01 | 在读 |
    体质健康
    | 学年           | 学籍号 | 等级 | 测试日     | 上报日     |
    | -------------- | ------ | ---- | ---------- | ---------- |
    | 2025—2026学年  | L003   | 良好 | 2025-11-10 | 2025-12-03 |

    对：
    日期：2026-12-30
    学生
    | 学籍号 | 姓名 | 入学日     | 状态 |
    | ------ | ---- | ---------- | ---- |
    | L001   | 王强 | 2026-09-01 | 在读 |
    | L002   | 李梅 | 2025-09-01 | 转出 |
    | L003   | 张平 | 2025-09-01 | 在读 |
    体质健康
    | 学年           | 学籍号 | 等级 | 测试日     | 上报日     |
    | -------------- | ------ | ---- | ---------- | ---------- |
    | 2025—2026学年  | L003   | 良好 | 2025-11-10 | 2025-12-03 |
    | 2026—2027学年  | L001   | 未测 |            |            |
    """
    tests = books[Fitness]
    if tests.empty:
        return
    today = pd.Series([pd.Timestamp(books.today)])
    (day,) = books.numbers(_DAY, today)
    year = last_due(books.today, _DECEMBER, int(day))
    years = begun(tests[Fitness.year])
    if not (years <= year).any():
        return
    students = books[Student]
    own = tests[(years == year).fillna(False)]
    own = beside(own, students, {Fitness.student: Student.number}, "学生")
    untested = own[Fitness.grade] == "未测"
    yield Hits(
        own[untested],
        at=Fitness.grade,
        message="{学年}{学生班级}{学生姓名}（{学籍号}）没有测试，也没有办免测。",
    )
    yield Hits(
        own[~untested & own[Fitness.reported].isna()],
        at=Fitness.reported,
        message="{学年}{学生班级}{学生姓名}（{学籍号}）的体质健康数据没有上报。",
    )
    unread = books.unread(Fitness)
    if own.empty and unread.empty:
        row = books.setting(_DAY, today).iloc[0]
        yield Hits(
            books[Parameter].loc[[row]].assign(学年=named(year), 月份=f"{year}-{_DECEMBER}"),
            at=Parameter.name,
            message="{学年}的体质健康测试到期了，“体质健康”表里一行也没有。",
            month="月份",
        )
    elif len(own):
        due = pd.Timestamp(year, _DECEMBER, 1)
        here = students[(students[Student.state] == HERE) & (students[Student.entered] < due)]
        check_known(books, own, Fitness.student)
        lacking = unmatched(here, own, {Student.number: Fitness.student})
        yield Hits(
            books.clear(lacking, Fitness, {Student.number: Fitness.student}).assign(学年=named(year)),
            at=Student.number,
            message="{班级} {姓名}没有{学年}的体质健康测试。",
        )
