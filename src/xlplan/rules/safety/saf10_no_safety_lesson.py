from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables import school_years, teaching
from xlplan.tables.books import Books
from xlplan.tables.links import looked_up
from xlplan.tables.office import SchoolClass
from xlplan.tables.safety import SafetyLesson

_TIMES = "安全班会频次"


@rule(
    "SAF-10",
    fix="补上安全班会，把日期、主题、教案填进“安全教育”表；上过没有登记的补登，教案交来存好。",
    whole=(SafetyLesson,),
)
def no_safety_lesson(books: Books) -> Iterator[Hits]:
    """没有上安全班会，或者没有教案

    上课的月份（上课天数到了参数“教学月最少上课日”），每个班的安全班会不少于参数“安全班会频次”。从这学年“安全教育”表里第一次那天算起
    （那个月剩下的上课天数不够的，从下个月算起），月份过完了再看，指向班级表里的那一行。上了没有教案的，指向教案。

    错：
    日期：2026-11-30
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-31 |
    班级
    | 年级   | 班级          |
    | ------ | ------------- |
    | 七年级 | 七（1）班     |
    | 七年级 | **七（2）班** |
    安全教育
    | 日期       | 班级      | 主题     | 教案       |
    | ---------- | --------- | -------- | ---------- |
    | 2026-09-07 | 七（1）班 | 开学第一课 | 一.docx  |
    | 2026-09-07 | 七（2）班 | 开学第一课 | 二.docx  |
    | 2026-10-12 | 七（1）班 | 防欺凌   | **（空）** |

    对：
    日期：2026-11-30
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-07-03 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-12-31 |
    班级
    | 年级   | 班级      |
    | ------ | --------- |
    | 七年级 | 七（1）班 |
    安全教育
    | 日期       | 班级      | 主题       | 教案    |
    | ---------- | --------- | ---------- | ------- |
    | 2026-03-09 | 七（1）班 | 交通安全   | 零.docx |
    | 2026-10-12 | 七（1）班 | 防欺凌     | 一.docx |

    对：
    日期：2026-12-07
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-12-31 |
    班级
    | 年级   | 班级      |
    | ------ | --------- |
    | 七年级 | 七（1）班 |
    | 七年级 | 七（2）班 |
    安全教育
    | 日期       | 班级      | 主题       | 教案    |
    | ---------- | --------- | ---------- | ------- |
    | 2026-11-27 | 七（1）班 | 交通安全   | 一.docx |
    """
    lessons, rooms = books[SafetyLesson], books[SchoolClass]
    yield Hits(
        lessons[lessons[SafetyLesson.lesson] == ""],
        at=SafetyLesson.lesson,
        message="{班级} {日期} 的“{主题}”没有教案。",
    )
    own = lessons[lessons[SafetyLesson.date] >= pd.Timestamp(school_years.first_day(books.today))]
    months = teaching.months(books, own[SafetyLesson.date].min())
    if months.empty:
        return
    least = books.numbers(_TIMES, pd.Series([pd.Timestamp(books.today)])).iloc[0]
    month_of = own[SafetyLesson.date].dt.strftime("%Y-%m")
    rooms = rooms[rooms[SchoolClass.name] != ""]
    for month in months[teaching.MONTH]:
        held = own.loc[month_of == month, SafetyLesson.room].value_counts()
        done = looked_up(rooms[SchoolClass.name], held).fillna(0)
        yield Hits(
            rooms.assign(月=month, 次数=done, 频次=least)[done < least],
            at=SchoolClass.name,
            message="{班级} {月} 上了 {次数:.0f} 次安全班会，每月至少 {频次:g} 次。",
            month="月",
        )
