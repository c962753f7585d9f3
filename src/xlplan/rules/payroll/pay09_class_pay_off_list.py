from collections.abc import Iterator

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, NotKept
from xlplan.tables.calendar import term_on
from xlplan.tables.links import ROW, beside, sums_of
from xlplan.tables.office import SchoolClass, Term
from xlplan.tables.payroll import PayLine
from xlplan.tables.people import ClassMerit


@rule(
    "PAY-09",
    fix="核对班主任名单：发错了人的改正，换了班主任的改“班级”表。",
    whole=(SchoolClass, Term, ClassMerit),
)
def class_pay_off_list(books: Books) -> Iterator[Hits]:
    """班主任津贴与班主任名单不符

    本学期的每个月，领班主任津贴的人要正好是“班级”表里的班主任：不是班主任的不发，是班主任的不漏；
    两个人同名的，有一个领了就行。
    “班级”表写的是现在的班主任，所以以前学期的月份不查；整个月没有人领的（如寒暑假）也不查。
    “考核”表里有的月份，班主任领的津贴要等于考核定的津贴（带几个班的加起来），不等的指向考核的津贴；已经指了没有津贴的不再指。

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

    错：
    考核
    | 月份    | 班级   | 班主任 | 津贴    |
    | ------- | ------ | ------ | ------: |
    | 2026-05 | 七（1） | 张三   | **400** |
    | 2026-05 | 七（2） | 李四   |     400 |
    | 2026-05 | 七（3） | 李四   |     400 |
    | 2026-05 | 七（4） | 王五   | **400** |
    | 2026-08 | 七（1） | 张三   |     400 |
    工资表
    | 月份    | 工号 | 姓名 | 班主任津贴 |
    | ------- | ---- | ---- | ---------: |
    | 2026-05 | 01   | 张三 |        300 |
    | 2026-05 | 02   | 李四 |        800 |
    | 2026-05 | 03   | 王五 |            |
    | 2026-08 | 01   | 张三 |            |

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
    missing = _off_list(pay, blocks[blocks[Term.term] == term_on(blocks, books.today)], classes)
    yield Hits(
        missing[missing[PayLine.class_pay] != 0],
        at=PayLine.class_pay,
        message="{姓名}不是班主任，{月份:%Y-%m} 发了班主任津贴 {班主任津贴:元}。",
    )
    missing = missing[missing[PayLine.class_pay] == 0]
    yield Hits(
        missing,
        at=PayLine.class_pay,
        message="{姓名}是{任班级}的班主任，{月份:%Y-%m} 没有班主任津贴。",
    )
    yield _unlike_merit(books, pay, missing)


def _off_list(pay: pd.DataFrame, term: pd.DataFrame, classes: pd.DataFrame) -> pd.DataFrame:
    """The rows of a term in which somebody is paid who leads no class, or is not paid who does."""
    own = beside(pay, classes, {PayLine.name: SchoolClass.teacher}, "任")
    if pay.empty or term.empty or classes.empty:
        return own[:0]
    start = term[Term.start].min().replace(day=1)
    own = own[(own[PayLine.period] >= start) & (own[PayLine.period] <= term[Term.end].max())]
    paid = own[PayLine.class_pay] != 0
    judged = paid.groupby(own[PayLine.period]).transform("any")
    namesake = paid.groupby([own[PayLine.period], own[PayLine.name]]).transform("any")
    leads: pd.Series = own["任行"] > 0
    return own[judged & ((paid & ~leads) | (~namesake & leads))]


def _unlike_merit(books: Books, pay: pd.DataFrame, told: pd.DataFrame) -> Hits:
    """Rows of 考核 whose teacher was paid another sum in the month than was set for all his classes."""
    try:
        merit = books[ClassMerit]
    except NotKept:
        merit = empty(ClassMerit)
    key = {ClassMerit.month: PayLine.period, ClassMerit.teacher: PayLine.name}
    due = merit.groupby(list(key))[ClassMerit.pay].transform("sum")
    paid = sums_of(merit, pay, key, pay[PayLine.class_pay])
    first = beside(merit, pay, key, "发")[f"发{ROW}"]
    facts = merit.assign(应=due, 发=paid)[~merit.duplicated(list(key)) & (due != paid) & (first > 0)]
    months = pay.loc[pay[PayLine.class_pay] != 0, PayLine.period]
    known = facts[ClassMerit.month].isin(months) & ~beside(facts, told, key, "缺")[f"缺{ROW}"].gt(0)
    return Hits(
        facts[known],
        at=ClassMerit.pay,
        message="{班主任} {月份:%Y-%m} 考核定的津贴是 {应:元}，工资表发了 {发:元}。",
    )
