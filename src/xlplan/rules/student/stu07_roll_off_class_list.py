from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import SchoolClass
from xlplan.tables.students import HERE, Student


@rule(
    "STU-07",
    fix="核对学籍：学生表漏了、多了的改学生表，转走的改状态；班级表的人数照学籍改。",
    whole=(Student,),
)
def roll_off_class_list(books: Books) -> Iterator[Hits]:
    """学生名册和班级的人数不符

    学生表里每个班的学生（在读的和失联的；休学的算进去、不算进去都可以），人数要和班级表的学生数一样，其中住宿是 是 的，要和住宿生数一样。
    经费、教材、课桌椅都照班级表的人数算。不一样的指向班级表的那一个数；学生表里一个人也没有的班不查。

    错：
    班级
    | 年级   | 班级          | 学生数 | 住宿生数 |
    | ------ | ------------- | -----: | -------: |
    | 七年级 | 七年级（1）班 |  **3** |        1 |
    | 七年级 | 七年级（2）班 |      1 |    **0** |
    | 八年级 | 八年级（1）班 |     44 |       21 |
    学生
    | 学籍号 | 姓名 | 班级          | 住宿 | 状态 |
    | ------ | ---- | ------------- | ---- | ---- |
    | L001   | 王强 | 七年级（1）班 | 是   | 在读 |
    | L002   | 李梅 | 七年级（1）班 | 否   | 失联 |
    | L003   | 张平 | 七年级（1）班 | 否   | 转出 |
    | L004   | 田英 | 七年级（2）班 | 是   | 在读 |

    对：
    班级
    | 年级   | 班级          | 学生数 | 住宿生数 |
    | ------ | ------------- | -----: | -------: |
    | 七年级 | 七年级（1）班 |      2 |        1 |
    | 九年级 | 九年级（1）班 |      1 |        0 |
    学生
    | 学籍号 | 姓名 | 班级          | 住宿 | 状态 |
    | ------ | ---- | ------------- | ---- | ---- |
    | L001   | 王强 | 七年级（1）班 | 是   | 在读 |
    | L002   | 李梅 | 七年级（1）班 | 否   | 失联 |
    | L003   | 张平 | 九年级（1）班 | 是   | 毕业 |
    | L004   | 田英 | 九年级（1）班 | 否   | 休学 |
    """
    classes, students = books[SchoolClass], books[Student]
    state, boarder = students[Student.state], students[Student.boarder]
    sure = state.isin([HERE, "失联"])
    # A state, or a class, that is written wrong is told at its own cell.
    perhaps = ~sure & ~state.isin(["转出", "毕业"])
    lost = (sure | perhaps) & ~students[Student.room].isin(classes[SchoolClass.name])
    there = _counted(classes, students[sure | perhaps]) > 0
    for column, own, may, word in (
        (SchoolClass.pupils, sure, sure | perhaps, "人"),
        (SchoolClass.boarders, sure & (boarder == "是"), (sure | perhaps) & (boarder != "否"), "人住宿"),
    ):
        least = _counted(classes, students[own])
        most = _counted(classes, students[may]) + int((lost & may).sum())
        off = there & ((classes[column] < least) | (classes[column] > most)).fillna(False)
        yield Hits(
            classes.assign(名册=least)[off],
            at=column,
            message=f"{{班级}}的{column}写的是 {{{column}}}，学生表里有 {{名册}} {word}。",
        )


def _counted(classes: pd.DataFrame, students: pd.DataFrame) -> pd.Series:
    """How many of some pupils are in each class."""
    return classes[SchoolClass.name].map(students[Student.room].value_counts()).fillna(0).astype("int64")
