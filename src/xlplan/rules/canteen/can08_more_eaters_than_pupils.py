from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Attendance
from xlplan.tables.links import beside
from xlplan.tables.office import SchoolClass


@rule("CAN-08", fix="照当天的点名核对：就餐的不多于在校的减去请假的，在校的不多于班上的学生。")
def more_eaters_than_pupils(books: Books) -> Iterator[Hits]:
    """就餐人次大于在校人数

    每天每班，就餐人数不能多于在校人数减请假人数，营养餐人数不能多于就餐人数，在校人数不能多于班级表里的学生数。
    指向多了的那个数。

    错：
    班级
    | 班级      | 学生数 | 住宿生数 |
    | --------- | -----: | -------: |
    | 七（1）班 |     46 |       22 |
    就餐人次
    | 日期       | 班级      | 在校人数 | 请假 | 就餐人数 | 营养餐人数 |
    | ---------- | --------- | -------: | ---: | -------: | ---------: |
    | 2026-10-12 | 七（1）班 |       46 |    2 |   **46** |         46 |
    | 2026-10-13 | 七（1）班 |   **64** |      |       46 |         46 |
    | 2026-10-14 | 七（1）班 |       46 |    1 |       45 |     **46** |

    对：
    班级
    | 班级      | 学生数 | 住宿生数 |
    | --------- | -----: | -------: |
    | 七（1）班 |     46 |       22 |
    就餐人次
    | 日期       | 班级      | 在校人数 | 请假 | 就餐人数 | 营养餐人数 |
    | ---------- | --------- | -------: | ---: | -------: | ---------: |
    | 2026-10-12 | 七（1）班 |       46 |    2 |       44 |         44 |
    | 2026-10-13 | 七（1）班 |       45 |      |       43 |         40 |
    """
    rows = beside(books[Attendance], books[SchoolClass], {Attendance.class_name: SchoolClass.name}, "班")
    there = rows[Attendance.enrolled] - rows[Attendance.absent].fillna(0)
    yield Hits(
        rows.assign(应到=there)[(rows[Attendance.eaters] > there).fillna(False)],
        at=Attendance.eaters,
        message="{班级}在校、没有请假的 {应到} 人，就餐人数是 {就餐人数}。",
    )
    yield Hits(
        rows[(rows[Attendance.nutrition] > rows[Attendance.eaters]).fillna(False)],
        at=Attendance.nutrition,
        message="{班级}就餐 {就餐人数} 人，营养餐人数是 {营养餐人数}。",
    )
    pupils = rows[f"班{SchoolClass.pupils}"]
    yield Hits(
        rows.assign(学生=pupils)[(rows[Attendance.enrolled] > pupils).fillna(False)],
        at=Attendance.enrolled,
        message="{班级}有学生 {学生} 人，在校人数是 {在校人数}。",
    )
