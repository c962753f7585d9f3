from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, sums_of
from xlplan.tables.office import SchoolClass
from xlplan.tables.stores import Seating


@rule(
    "AST-06",
    fix="从有余的教室调，或者修好待修的；调整以后在课桌椅表里另起一行，写调整以后的数。",
    whole=(Seating,),
)
def too_few_seats(books: Books) -> Iterator[Hits]:
    """课桌椅少于学生数

    班里有多少学生（班级表的学生数），教室里就要有多少张课桌、多少把椅子，能用的也要有这么多套。一间教室登记过几次的，看日期最后的一行；
    一个班用几间教室的，加起来算，指向它的第一间。没有安排班级的教室不查。课桌、椅子够，完好的不够，指向完好。

    错：
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     45 |
    | 七年级 | 七年级（2）班 |     44 |
    | 七年级 | 七年级（3）班 |     43 |
    课桌椅
    | 教室 | 班级          | 课桌数 | 椅数   | 完好   | 日期       |
    | ---- | ------------- | -----: | -----: | -----: | ---------- |
    | 101  | 七年级（1）班 |     46 | **44** |     44 | 2026-08-31 |
    | 102  | 七年级（2）班 | **43** | **43** |     43 | 2026-08-31 |
    | 103  | 七年级（3）班 |     46 |     46 |     45 | 2026-08-31 |
    | 103  | 七年级（3）班 |     46 |     46 | **41** | 2026-10-09 |

    对：
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     45 |
    | 七年级 | 七年级（2）班 |     44 |
    课桌椅
    | 教室   | 班级          | 课桌数 | 椅数 | 完好 | 日期       |
    | ------ | ------------- | -----: | ---: | ---: | ---------- |
    | 101    | 七年级（1）班 |     40 |   44 |   40 | 2026-03-02 |
    | 101    | 七年级（1）班 |     45 |   46 |   45 | 2026-08-31 |
    | 102    | 七年级（2）班 |     30 |   30 |   30 | 2026-08-31 |
    | 103    | 七年级（2）班 |     15 |   15 |   14 | 2026-08-31 |
    | 备用室 |               |     10 |   10 |    0 | 2026-08-31 |
    """
    rows = books[Seating].sort_values(Seating.date, kind="stable")
    rows = rows.drop_duplicates(Seating.room, keep="last").sort_index()
    rows = beside(rows, books[SchoolClass], {Seating.school_class: SchoolClass.name}, "班级")
    first = rows[(rows["班级行"] > 0) & ~rows[Seating.school_class].duplicated()]
    counted = first.assign(**{
        column: sums_of(first, rows, {Seating.school_class: Seating.school_class}, rows[column].fillna(0))
        for column in (Seating.desks, Seating.chairs, Seating.usable)
    })  # fmt: skip
    pupils = counted["班级学生数"]
    for column, word in ((Seating.desks, "课桌"), (Seating.chairs, "椅子")):
        yield Hits(
            counted[counted[column].lt(pupils).fillna(False)],
            at=column,
            message=f"{{班级}}有学生 {{班级学生数}} 人，{word}只有 {{{column}}}。",
        )
    enough = counted[Seating.desks].ge(pupils) & counted[Seating.chairs].ge(pupils)
    broken = enough & counted[Seating.usable].lt(pupils)
    yield Hits(
        counted[broken.fillna(False)],
        at=Seating.usable,
        message="{班级}有学生 {班级学生数} 人，完好的课桌椅只有 {完好} 套。",
    )
