from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.students import Bed, Checkup, Fitness, HomeVisit, Leaver, Student

_PAIRS = (
    (HomeVisit.student, HomeVisit.name),
    (Fitness.student, Fitness.name),
    (Checkup.student, Checkup.name),
    (Bed.student, Bed.name),
    (Leaver.student, Leaver.name),
)
_BETWEEN = rf"[\s.．·{chr(0x2022)}{chr(0x30FB)}]"
"""What stands between the parts of a name, written in many ways."""


@rule("STU-09", fix="对着“学生”表看是谁，改正学籍号或者姓名。")
def name_of_another(books: Books) -> Iterator[Hits]:
    """学籍号和姓名不是一个人

    控辍家访、体质健康、体检、住宿、毕业去向里写的姓名，要和“学生”表里这个学籍号的姓名一样；不一样的，多半是学籍号抄错了一行。指向姓名。
    姓名中间的空格和点不算；没有写姓名的、学生表里没有的学籍号不看。

    错：
    学生
    | 学籍号 | 姓名 |
    | ------ | ---- |
    | L001   | 王强 |
    | L002   | 李梅 |
    控辍家访
    | 家访号 | 学籍号 | 学生     |
    | ------ | ------ | -------- |
    | JF-01  | L001   | **李梅** |
    住宿
    | 楼     | 室  | 床号 | 学籍号 | 姓名     |
    | ------ | --- | ---- | ------ | -------- |
    | 学生楼 | 101 | 1    | L001   | 王强     |
    | 学生楼 | 101 | 2    | L002   | **李海** |
    体检
    | 学籍号 | 姓名     |
    | ------ | -------- |
    | L001   | **李梅** |

    对：
    学生
    | 学籍号 | 姓名 |
    | ------ | ---- |
    | L001   | 王强 |
    | L002   | 李梅 |
    | L003   | 买买提·艾力 |
    | L004   |      |
    住宿
    | 楼     | 室  | 床号 | 学籍号 | 姓名  |
    | ------ | --- | ---- | ------ | ----- |
    | 学生楼 | 101 | 1    | L001   | 王 强 |
    | 学生楼 | 101 | 2    | L002   |       |
    | 学生楼 | 101 | 3    | L009   | 张平  |
    | 学生楼 | 101 | 4    | L003   | 买买提．艾力 |
    | 学生楼 | 101 | 5    | L004   | 田英  |
    """
    students = books[Student]
    numbers = {name.table: number for number, name in _PAIRS}
    for name, rows in books.present(name for _, name in _PAIRS):
        number = numbers[name.table]
        told = beside(rows[rows[name] != ""], students, {number: Student.number}, "学生")
        written, known = (
            told[own].str.replace(_BETWEEN, "", regex=True) for own in (name, f"学生{Student.name}")
        )
        yield Hits(
            told[(known != "") & (written != known)],
            at=name,
            message=f"“学生”表里 {{学籍号}} 是{{学生姓名}}，这里写的是{{{name}}}。",
        )
