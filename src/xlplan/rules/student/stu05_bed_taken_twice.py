from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.pupils import check_known
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.students import HERE, Bed, Student

_OPEN = pd.Timestamp.max.floor("D").as_unit("s")
_PLACE = (Bed.building, Bed.room, Bed.bed)


@rule("STU-05", fix="搬走了的填退宿日，新床位另起一行；床号写错的改过来；学生表的住宿照实改。")
def bed_taken_twice(books: Books) -> Iterator[Hits]:
    """床位重复

    一张床同时只住一个人，指向后面那一行的床号；一个人同时只有一张床，指向后面那一行的学籍号（同一行登了两遍的只指床号）。
    已经转出、毕业、休学，床位还没有退的，指向退宿日。学生表里住宿是 是、在读，今天没有床位的，住宿是 否、今天有床位的，指向学生表的住宿；
    住宿表一行也没有的不查。同一天退、同一天住进去，不算重复。

    错：
    学生
    | 学籍号 | 姓名 | 住宿   | 状态 |
    | ------ | ---- | ------ | ---- |
    | L001   | 王强 | 是     | 在读 |
    | L002   | 李梅 | 是     | 在读 |
    | L003   | 张平 | **是** | 在读 |
    | L004   | 田英 | 是     | 转出 |
    | L005   | 何秀 | **否** | 在读 |
    | L006   | 安花 | **是** | 在读 |
    住宿
    | 楼   | 室  | 床号  | 学籍号   | 入住日     | 退宿日     |
    | ---- | --- | ----- | -------- | ---------- | ---------- |
    | 一栋 | 101 | 1     | L001     | 2026-08-31 |            |
    | 一栋 | 101 | **1** | L002     | 2026-10-08 |            |
    | 一栋 | 102 | 3     | **L001** | 2026-11-09 |            |
    | 一栋 | 102 | 4     | L004     | 2026-08-31 | **（空）** |
    | 一栋 | 102 | 5     | L005     | 2026-08-31 |            |
    | 一栋 | 102 | 6     | L006     | 2026-08-31 | 2026-11-02 |

    对：
    学生
    | 学籍号 | 姓名 | 住宿 | 状态 |
    | ------ | ---- | ---- | ---- |
    | L001   | 王强 | 是   | 在读 |
    | L002   | 李梅 | 是   | 在读 |
    | L003   | 张平 | 否   | 在读 |
    | L004   | 田英 | 是   | 转出 |
    | L005   | 何秀 | 是   | 失联 |
    住宿
    | 楼   | 室  | 床号 | 学籍号 | 入住日     | 退宿日     |
    | ---- | --- | ---- | ------ | ---------- | ---------- |
    | 一栋 | 101 | 1    | L001   | 2026-08-31 | 2026-10-08 |
    | 一栋 | 101 | 1    | L002   | 2026-10-08 |            |
    | 一栋 | 102 | 3    | L001   | 2026-10-08 |            |
    | 一栋 | 102 | 4    | L004   | 2026-08-31 | 2026-10-30 |
    | 二栋 | 101 | 1    | L005   | 2026-08-31 |            |
    """
    beds, students = books[Bed], books[Student]
    known = beds[(beds[list(_PLACE)] != "").all(axis=1) & (beds[Bed.student] != "") & beds[Bed.start].notna()]
    twice = _overlapping(known, list(_PLACE))
    yield Hits(
        known.assign(前一行=twice)[twice > 0],
        at=Bed.bed,
        message="{楼} {室} 室 {床号} 床，第 {前一行} 行的人还没有退宿，{入住日} 又住进了一个人。",
    )
    again = _overlapping(known, [Bed.student])
    same = again.eq(twice) & (twice > 0)
    yield Hits(
        known.assign(前一行=again)[(again > 0) & ~same],
        at=Bed.student,
        message="第 {前一行} 行的床位还没有退，{入住日} 又住进 {楼} {室} 室 {床号} 床。",
    )
    today = pd.Timestamp(books.today)
    now = beds[(beds[Bed.start] <= today) & (beds[Bed.end].isna() | (beds[Bed.end] > today))]
    whose = beside(now, students, {Bed.student: Student.number}, "学生")
    gone = whose[f"学生{Student.state}"].isin(["转出", "毕业", "休学"])
    yield Hits(
        whose[gone & whose[Bed.end].isna()],
        at=Bed.end,
        message="{学生姓名}的状态是 {学生状态}，{楼} {室} 室 {床号} 床还没有退。",
    )
    here = students[(students[Student.state] == HERE) & (students[Student.number] != "")]
    if beds.empty:
        return
    on = {Student.number: Bed.student}
    slept = beside(here, now, on, "床")
    yield Hits(
        slept[(slept[Student.boarder] == "否") & (slept["床行"] > 0)],
        at=Student.boarder,
        message="{班级} {姓名}写的是不住宿，有床位 {床楼} {床室} 室 {床床号} 床。",
    )
    check_known(books, now, Bed.student)
    without = unmatched(here[here[Student.boarder] == "是"], now, on)
    yield Hits(
        books.clear(without, Bed, on),
        at=Student.boarder,
        message="{班级} {姓名}住宿，今天没有床位。",
    )


def _overlapping(beds: pd.DataFrame, key: list[str]) -> pd.Series:
    """For each row an earlier one (by 入住日) with the same key that had not ended when it began; 0 for none."""
    order = beds.sort_values([*key, Bed.start], kind="stable")
    of_key = [order[column] for column in key]
    ends = order[Bed.end].fillna(_OPEN)
    latest = ends.groupby(of_key, sort=False).cummax()
    last = order.index.to_series().where(ends == latest).groupby(of_key, sort=False).ffill()
    before = latest.groupby(of_key, sort=False).shift()
    row = last.groupby(of_key, sort=False).shift()
    return row.where(order[Bed.start] < before, 0).astype("int64").reindex(beds.index)
