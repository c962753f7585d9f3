from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_start
from xlplan.tables.links import beside
from xlplan.tables.office import SchoolClass, Term
from xlplan.tables.students import Outfit


@rule("STU-08", fix="核对签收的数和班里的人数，改正写错的一格；多发的收回来。", whole=(SchoolClass,))
def more_given_than_entitled(books: Books) -> Iterator[Hits]:
    """校服、证件发的比应有的多

    已有不能多于应有。本学期登记的校服、学生证，一个班的应有还不能多于班级表里这个班的学生数；以前学期的，学生数已经变了，不比。
    上岗证、班级表里没有的班，只比已有和应有。

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-22 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     46 |
    | 七年级 | 七年级（2）班 |     45 |
    证件校服
    | 日期       | 班级          | 物品   |   应有 |   已有 |
    | ---------- | ------------- | ------ | -----: | -----: |
    | 2026-10-15 | 七年级（1）班 | 校服   |     46 | **64** |
    | 2026-10-15 | 七年级（2）班 | 校服   | **54** |     45 |
    | 2026-09-04 | 食堂          | 上岗证 |      6 |  **7** |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-22 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     46 |
    | 七年级 | 七年级（2）班 |     45 |
    证件校服
    | 日期       | 班级          | 物品   | 应有 | 已有 |
    | ---------- | ------------- | ------ | ---: | ---: |
    | 2026-10-15 | 七年级（1）班 | 校服   |   46 |   44 |
    | 2026-03-15 | 七年级（2）班 | 校服   |   48 |   48 |
    | 2026-09-04 | 食堂          | 上岗证 |    6 |    6 |
    """
    rows = books[Outfit]
    over = rows[Outfit.given] > rows[Outfit.entitled]
    yield Hits(
        rows[over.fillna(False)],
        at=Outfit.given,
        message="{日期} {班级}{物品}应有写了 {应有}，已有写了 {已有}，多出来了。",
    )
    known = beside(rows, books[SchoolClass], {Outfit.room: SchoolClass.name}, "班级")
    now = rows[Outfit.date] >= term_start(books[Term], books.today)
    own = now & (known["班级行"] > 0) & rows[Outfit.kind].isin(["校服", "学生证"])
    more = known[Outfit.entitled] > known[f"班级{SchoolClass.pupils}"]
    yield Hits(
        known[own & more.fillna(False)],
        at=Outfit.entitled,
        message="{班级}有学生 {班级学生数} 人，{物品}应有写了 {应有}。",
    )
