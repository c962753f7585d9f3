from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_on
from xlplan.tables.links import sums_of
from xlplan.tables.office import SchoolClass, Term
from xlplan.tables.stores import Textbook


@rule(
    "STO-03",
    fix="核对签收的本数和年级的学生数，改正写错的一格；多发的收回来。",
    whole=(SchoolClass,),
)
def more_textbooks_than_pupils(books: Books) -> Iterator[Hits]:
    """教材发的比应发的多

    一科发给学生的本数不能多于应发的人数。本学期的应发人数还不能多于班级表里这个年级的学生数合计；以前的学期，学生数已经变了，不比；
    学生转走以后，应发还是发书时的人数：这个年级有两科以上是这个数或者更多的，不算错。

    错：
    学期
    | 学期             | 学月     | 起日       | 止日       |
    | ---------------- | -------- | ---------- | ---------- |
    | 2026年春季学期   | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期   | 第一学月 | 2026-09-01 | 2026-09-30 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     45 |
    | 七年级 | 七年级（2）班 |     44 |
    教材发放
    | 学期           | 年级   | 学科 | 应发   | 到数 | 发数   | 余数 |
    | -------------- | ------ | ---- | -----: | ---: | -----: | ---: |
    | 2026年秋季学期 | 七年级 | 语文 |     89 |   95 | **92** |    3 |
    | 2026年秋季学期 | 七年级 | 数学 | **98** |   95 |     89 |    6 |
    | 2026年春季学期 | 七年级 | 数学 |     98 |   99 | **99** |    0 |

    对：
    学期
    | 学期             | 学月     | 起日       | 止日       |
    | ---------------- | -------- | ---------- | ---------- |
    | 2026年春季学期   | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期   | 第一学月 | 2026-09-01 | 2026-09-30 |
    班级
    | 年级   | 班级          | 学生数 |
    | ------ | ------------- | -----: |
    | 七年级 | 七年级（1）班 |     45 |
    | 七年级 | 七年级（2）班 |     44 |
    教材发放
    | 学期           | 年级   | 学科 | 应发 | 到数 | 发数 | 余数 |
    | -------------- | ------ | ---- | ---: | ---: | ---: | ---: |
    | 2026年秋季学期 | 七年级 | 语文 |   89 |   95 |   89 |    6 |
    | 2026年秋季学期 | 七年级 | 数学 |   88 |   95 |   80 |   15 |
    | 2026年秋季学期 | 七年级 | 英语 |   91 |   95 |   91 |    4 |
    | 2026年秋季学期 | 七年级 | 地理 |   91 |   95 |   91 |    4 |
    | 2026年春季学期 | 七年级 | 数学 |   98 |   99 |   98 |    1 |
    """
    rows = books[Textbook]
    over = rows[Textbook.issued] > rows[Textbook.entitled]
    yield Hits(
        rows[over.fillna(False)],
        at=Textbook.issued,
        message="{学期} {年级}{学科}应发 {应发} 本，发了 {发数} 本。",
    )
    classes = books[SchoolClass]
    roll = sums_of(rows, classes, {Textbook.grade: SchoolClass.grade}, classes[SchoolClass.pupils].fillna(0))
    now = (rows[Textbook.term] == term_on(books[Term], books.today)) & (roll > 0)
    over = (rows[Textbook.entitled] > roll).fillna(False)
    of_grade = rows.groupby([Textbook.term, Textbook.grade])[Textbook.entitled]
    alone = of_grade.rank(method="max", ascending=False) < 2
    yield Hits(
        rows.assign(学生数=roll)[now & over & alone],
        at=Textbook.entitled,
        message="{年级}的学生一共 {学生数} 人，{学科}应发写了 {应发}。",
    )
