from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.pupils import check_known
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.school_years import begun, last_due
from xlplan.tables.students import Leaver, Student

_MONTH = "毕业去向最迟月"


@rule(
    "STU-04",
    fix="包保教师找到学生和家长，填上去向和落实日；漏了的毕业生补登一行。",
    severity=Severity.WARNING,
)
def leaver_not_settled(books: Books) -> Iterator[Hits]:
    """毕业生去向没有全部落实

    毕业生去向包保到人，任务百分之百完成。毕业那一年的参数“毕业去向最迟月”过完了，这一届还有去向、落实日空着的，指向那一格；学生表里状态是 毕业、
    当年离校、毕业去向表里没有的，指向学生表的学籍号。毕业去向表里第一届以前的不看。

    错：
    日期：2026-10-08
    学生
    | 学籍号   | 姓名 | 班级          | 状态 | 离校日     |
    | -------- | ---- | ------------- | ---- | ---------- |
    | L001     | 王强 | 九年级（1）班 | 毕业 | 2026-06-30 |
    | L002     | 李梅 | 九年级（1）班 | 毕业 | 2026-06-30 |
    | **L003** | 张平 | 九年级（1）班 | 毕业 | 2026-06-30 |
    | L004     | 田英 | 九年级（1）班 | 毕业 | 2025-06-30 |
    毕业去向
    | 届     | 学籍号 | 去向       | 包保教师 | 落实日     |
    | ------ | ------ | ---------- | -------- | ---------- |
    | 2026届 | L001   | 普通高中   | 何军     | **（空）** |
    | 2026届 | L002   | **（空）** | 何军     |            |

    对：
    日期：2026-09-29
    学生
    | 学籍号 | 姓名 | 班级          | 状态 | 离校日     |
    | ------ | ---- | ------------- | ---- | ---------- |
    | L001   | 王强 | 九年级（1）班 | 毕业 | 2026-06-30 |
    | L003   | 张平 | 九年级（1）班 | 毕业 | 2026-06-30 |
    | L005   | 田英 | 九年级（1）班 | 毕业 | 2025-06-30 |
    毕业去向
    | 届     | 学籍号 | 去向     | 包保教师 | 落实日     |
    | ------ | ------ | -------- | -------- | ---------- |
    | 2025届 | L005   | 普通高中 | 何军     | 2025-09-01 |
    | 2026届 | L001   |          | 何军     |            |
    """
    leavers = books[Leaver]
    if leavers.empty:
        return
    (month,) = books.numbers(_MONTH, pd.Series([pd.Timestamp(books.today)]))
    # Who leaves in summer is of the school year before.
    last = last_due(books.today, int(month)) + (month < 9)
    years = begun(leavers[Leaver.year])
    students = books[Student]
    due = leavers[(years <= last).fillna(False)]
    due = beside(due, students, {Leaver.student: Student.number}, "学生")
    nowhere = due[Leaver.kind] == ""
    yield Hits(
        due[nowhere],
        at=Leaver.kind,
        message="{届} {学生姓名}（{学籍号}）的去向还没有填，包保教师{包保教师}。",
    )
    yield Hits(
        due[~nowhere & due[Leaver.settled].isna()],
        at=Leaver.settled,
        message="{届} {学生姓名}（{学籍号}）的去向是{去向}，还没有落实，包保教师{包保教师}。",
    )
    year = students[Student.left].dt.year
    graduates = students[(students[Student.state] == "毕业") & (year >= years.min()) & (year <= last)]
    check_known(books, leavers, Leaver.student)
    lacking = unmatched(graduates, leavers, {Student.number: Leaver.student})
    yield Hits(
        books.clear(lacking, Leaver, {Student.number: Leaver.student}),
        at=Student.number,
        message="{班级} {姓名} {离校日} 毕业，“毕业去向”表里没有。",
    )
