from collections.abc import Iterator

from xlplan.ledger.canteen import unaccompanied
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Accompanied, Attendance, Menu
from xlplan.tables.links import unmatched


@rule(
    "CAN-11",
    fix="照陪餐轮值表查是谁陪的，补上记录；没有人陪的，写明原因，以后按表轮流。",
    basis="中小学校园食品安全和膳食经费管理工作指引",
    whole=(Accompanied,),
)
def meal_without_leader(books: Books) -> Iterator[Hits]:
    """餐次无陪餐记录

    学生吃饭的每一餐都要有学校负责人陪餐。食谱里的每一餐都要在陪餐表里有记录，写明陪餐人。没有记录的，指向食谱的餐次；
    有记录没有写人的，指向陪餐人；学生吃了饭，那天既没有食谱也没有陪餐的，指向就餐人次里那天的第一行。

    错：
    食谱
    | 日期       | 餐次     | 菜品   |
    | ---------- | -------- | ------ |
    | 2026-10-12 | 午餐     | 炒白菜 |
    | 2026-10-12 | **晚餐** | 蒸南瓜 |
    陪餐
    | 日期       | 餐次 | 陪餐人     |
    | ---------- | ---- | ---------- |
    | 2026-10-12 | 午餐 | **（空）** |
    就餐人次
    | 日期           | 班级      | 就餐人数 |
    | -------------- | --------- | -------: |
    | 2026-10-12     | 七（1）班 |       46 |
    | **2026-10-13** | 七（1）班 |       46 |

    对：
    食谱
    | 日期       | 餐次 | 菜品   |
    | ---------- | ---- | ------ |
    | 2026-10-12 | 午餐 | 炒白菜 |
    陪餐
    | 日期       | 餐次 | 陪餐人 |
    | ---------- | ---- | ------ |
    | 2026-10-12 | 午餐 | 何启明 |
    | 2026-10-13 | 午餐 | 罗玉兰 |
    就餐人次
    | 日期       | 班级      | 就餐人数 |
    | ---------- | --------- | -------: |
    | 2026-10-12 | 七（1）班 |       46 |
    | 2026-10-13 | 七（1）班 |       46 |
    """
    told, menus, eaten = books[Accompanied], books[Menu], books[Attendance]
    yield Hits(
        told[told[Accompanied.leader] == ""],
        at=Accompanied.leader,
        message="{日期} {餐次}的陪餐记录没有写陪餐人。",
    )
    yield Hits(unaccompanied(menus, told), at=Menu.meal, message="{日期} {餐次}无陪餐记录。")
    first = eaten[~eaten[Attendance.date].duplicated()]
    first = first[~first[Attendance.date].isin(menus[Menu.date])]
    yield Hits(
        unmatched(first, told, {Attendance.date: Accompanied.date}),
        at=Attendance.date,
        message="{日期} 学生在食堂吃了饭，没有一餐有陪餐记录。",
    )
