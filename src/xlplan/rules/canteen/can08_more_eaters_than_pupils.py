from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_start
from xlplan.tables.canteen import Attendance
from xlplan.tables.links import beside
from xlplan.tables.office import SchoolClass, Term

_USUAL = 5
"""Days with a number of pupils that the class must then have had."""


@rule("CAN-08", fix="照当天的点名核对：就餐的不多于在校的减去请假的，在校的不多于班上的学生。")
def more_eaters_than_pupils(books: Books) -> Iterator[Hits]:
    """就餐人次大于在校人数

    每天每班，就餐人数不能多于在校人数减请假人数，营养餐人数不能多于就餐人数，在校人数不能多于班级表里的学生数。
    指向多了的那个数。学生转走以后，以前的在校人数本来就多：这个班有五天以上这么多人的，只看本学期最近的一天。

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

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    班级
    | 班级      | 学生数 | 住宿生数 |
    | --------- | -----: | -------: |
    | 七（1）班 |     46 |       22 |
    就餐人次
    | 日期       | 班级      | 在校人数 | 就餐人数 |
    | ---------- | --------- | -------: | -------: |
    | 2026-10-12 | 七（1）班 |       48 |       46 |
    | 2026-10-13 | 七（1）班 |       48 |       46 |
    | 2026-10-14 | 七（1）班 |       48 |       46 |
    | 2026-10-15 | 七（1）班 |       48 |       46 |
    | 2026-10-16 | 七（1）班 |   **48** |       46 |

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

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    班级
    | 班级      | 学生数 | 住宿生数 |
    | --------- | -----: | -------: |
    | 七（1）班 |     46 |       22 |
    | 八（1）班 |     40 |       22 |
    就餐人次
    | 日期       | 班级      | 在校人数 | 就餐人数 |
    | ---------- | --------- | -------: | -------: |
    | 2026-06-08 | 八（1）班 |       41 |       40 |
    | 2026-06-09 | 八（1）班 |       41 |       40 |
    | 2026-06-10 | 八（1）班 |       41 |       40 |
    | 2026-06-11 | 八（1）班 |       41 |       40 |
    | 2026-06-12 | 八（1）班 |       41 |       40 |
    | 2026-10-12 | 七（1）班 |       48 |       46 |
    | 2026-10-13 | 七（1）班 |       48 |       46 |
    | 2026-10-14 | 七（1）班 |       48 |       46 |
    | 2026-10-15 | 七（1）班 |       48 |       46 |
    | 2026-10-16 | 七（1）班 |       48 |       46 |
    | 2026-10-19 | 七（1）班 |       46 |       46 |
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
    of_class = rows.groupby(Attendance.class_name)
    seldom = of_class[Attendance.enrolled].rank(method="max", ascending=False) < _USUAL
    last = rows[Attendance.date] == of_class[Attendance.date].transform("max")
    last &= rows[Attendance.date] >= term_start(books[Term], books.today)
    yield Hits(
        rows.assign(学生=pupils)[(rows[Attendance.enrolled] > pupils).fillna(False) & (seldom | last)],
        at=Attendance.enrolled,
        message="{班级}有学生 {学生} 人，在校人数是 {在校人数}。",
    )
