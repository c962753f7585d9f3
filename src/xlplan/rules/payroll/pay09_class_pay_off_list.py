from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_on
from xlplan.tables.links import beside
from xlplan.tables.office import SchoolClass, Term
from xlplan.tables.payroll import PayLine


@rule("PAY-09", fix="核对班主任名单：发错了人的改正，换了班主任的改“班级”表。", whole=(SchoolClass, Term))
def class_pay_off_list(books: Books) -> Iterator[Hits]:
    """班主任津贴与班主任名单不符

    本学期的每个月，领班主任津贴的人要正好是“班级”表里的班主任：不是班主任的不发，是班主任的不漏；
    两个人同名的，有一个领了就行。
    “班级”表写的是现在的班主任，所以以前学期的月份不查；整个月没有人领的（如寒暑假）也不查。

    错：
    学期
    | 学期   | 学月     | 起日       | 止日       |
    | ------ | -------- | ---------- | ---------- |
    | 秋季学期 | 第一学月 | 2026-09-01 | 2026-11-30 |
    班级
    | 年级   | 班级   | 班主任 |
    | ------ | ------ | ------ |
    | 七年级 | 七（1） | 张三   |
    | 七年级 | 七（2） | 李四   |
    工资表
    | 月份    | 工号 | 姓名 | 班主任津贴 |
    | ------- | ---- | ---- | ---------: |
    | 2026-10 | 01   | 张三 |        400 |
    | 2026-10 | 02   | 李四 | **（空）** |
    | 2026-10 | 03   | 王五 |    **400** |

    对：
    学期
    | 学期   | 学月     | 起日       | 止日       |
    | ------ | -------- | ---------- | ---------- |
    | 春季学期 | 第一学月 | 2026-03-01 | 2026-07-10 |
    | 秋季学期 | 第一学月 | 2026-09-01 | 2026-11-30 |
    班级
    | 年级   | 班级   | 班主任 |
    | ------ | ------ | ------ |
    | 七年级 | 七（1） | 张三   |
    工资表
    | 月份    | 工号 | 姓名 | 班主任津贴 |
    | ------- | ---- | ---- | ---------: |
    | 2026-06 | 03   | 王五 |        400 |
    | 2026-09 | 01   | 张三 |        400 |
    | 2026-09 | 03   | 王五 |            |
    | 2026-09 | 04   | 张三 |            |
    | 2026-10 | 01   | 张三 |            |
    """
    pay, blocks, classes = books[PayLine], books[Term], books[SchoolClass]
    term = blocks[blocks[Term.term] == term_on(blocks, books.today)]
    if pay.empty or term.empty or classes.empty:
        return
    start = term[Term.start].min().replace(day=1)
    own = pay[(pay[PayLine.period] >= start) & (pay[PayLine.period] <= term[Term.end].max())]
    paid = own[PayLine.class_pay] != 0
    own = beside(own, classes, {PayLine.name: SchoolClass.teacher}, "任")
    judged = paid.groupby(own[PayLine.period]).transform("any")
    namesake = paid.groupby([own[PayLine.period], own[PayLine.name]]).transform("any")
    leads: pd.Series = own["任行"] > 0
    yield Hits(
        own[judged & paid & ~leads],
        at=PayLine.class_pay,
        message="{姓名}不是班主任，{月份:%Y-%m} 发了班主任津贴 {班主任津贴:元}。",
    )
    yield Hits(
        own[judged & ~namesake & leads],
        at=PayLine.class_pay,
        message="{姓名}是{任班级}的班主任，{月份:%Y-%m} 没有班主任津贴。",
    )
