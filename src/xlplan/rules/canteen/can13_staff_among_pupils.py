from collections.abc import Iterator

from xlplan.ledger.canteen import own_flows, with_projects
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.calendar import term_start
from xlplan.tables.canteen import Attendance
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import unmatched
from xlplan.tables.office import SchoolClass, Term

_WORDS = "教职工用餐字样"


@rule(
    "CAN-13",
    fix="教职工用餐单独收费、单独记账，不写进学生的就餐人次和伙食费。",
    whole=(SchoolClass,),
)
def staff_among_pupils(books: Books) -> Iterator[Hits]:
    """师生餐费混列

    学生的伙食和教职工的分开记。就餐人次只写班级表里的班，别的指向班级；以前的学期，班可能已经毕业，
    只看写着参数“教职工用餐字样”里的字的。食堂资金的收入，摘要里有这些字，预算号的项目却不是教职工用餐的，指向摘要。

    错：
    参数
    | 参数           | 值         |
    | -------------- | ---------- |
    | 教职工用餐字样 | 教师，师生 |
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
    | 日期       | 班级       | 就餐人数 |
    | ---------- | ---------- | -------: |
    | 2026-10-12 | 七（1）班  |       46 |
    | 2026-10-12 | **教师**   |       20 |
    | 2026-10-12 | **七1**    |       20 |
    | 2026-05-12 | **教师**   |       20 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 项目       |
    | ------ | ---- | ---- | -------- | ---------- |
    | 收07   | 2026 | 收入 | 食堂资金 | 学生伙食费 |
    记账凭证
    | 日期       | 凭证号 | 摘要                 | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | -------------------- | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收师生伙食费         | 8001     | 9000 |      |        |
    | 2026-10-16 | 记-1   | **收师生伙食费**     | 6609     |      | 9000 | 收07   |

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
    就餐人次
    | 日期       | 班级      | 就餐人数 |
    | ---------- | --------- | -------: |
    | 2026-10-12 | 七（1）班 |       46 |
    | 2026-05-12 | 2023级1班 |       46 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 项目         |
    | ------ | ---- | ---- | -------- | ------------ |
    | 收07   | 2026 | 收入 | 食堂资金 | 学生伙食费   |
    | 收08   | 2026 | 收入 | 食堂资金 | 教职工用餐费 |
    记账凭证
    | 日期       | 凭证号 | 摘要           | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | -------------- | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收学生伙食费   | 6609     |      | 9000 | 收07   |
    | 2026-10-16 | 记-2   | 收教职工用餐费 | 6609     |      |  900 | 收08   |
    """
    rows, lines = books[Attendance], books[BudgetLine]
    foreign = unmatched(rows, books[SchoolClass], {Attendance.class_name: SchoolClass.name})
    past = foreign[Attendance.date] < term_start(books[Term], books.today)
    if past.any():
        foreign = foreign[~past | foreign[Attendance.class_name].str.contains(books.any_of(_WORDS))]
    yield Hits(
        foreign,
        at=Attendance.class_name,
        message="“{班级}”不是班级表里的班；教职工用餐不写在学生的就餐人次里。",
    )
    taken = own_flows(lines, books[VoucherLine])
    taken = with_projects(taken[taken["收入"] > 0], lines)
    if taken.empty:
        return
    words = books.any_of(_WORDS)
    mixed = taken[VoucherLine.summary].str.contains(words)
    apart = taken[f"预算{BudgetLine.project}"].str.contains(words)
    yield Hits(
        taken[mixed & ~apart],
        at=VoucherLine.summary,
        message="“{摘要}” {收入:元} 记在“{预算项目}”里，教职工用餐要单独记。",
    )
