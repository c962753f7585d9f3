"""people.xlsx of the demo school: its posts, who is on duty in which week, and who watches over evenings and exams."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from operator import itemgetter

import pandas as pd

from xlplan.demo import presence, schooling
from xlplan.demo.events import school_days
from xlplan.demo.people import AUTUMN, CLASSES, SPRING, STAFF, TEACHERS, classes_on, holder
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.people import (
    ClassMerit,
    Leave,
    Meeting,
    MonthAttendance,
    Post,
    Supervision,
    Training,
    WeekDuty,
)

_POSTS = (
    # 岗位, 层级, 上级岗位, 部门, the post of 教职工, 职责
    ("校长", "校长", "", "校长室", "校长", "全面负责学校工作，安全、财务第一责任人"),
    ("教学副校长", "处室", "校长", "校长室", "教学副校长", "分管教学、教研、教师培训"),
    ("后勤副校长", "处室", "校长", "校长室", "后勤副校长", "分管后勤、财务、安全"),
    ("办公室主任", "处室", "校长", "办公室", "办公室主任", "文件、会议、考勤、档案"),
    ("办公室干事", "个人", "办公室主任", "办公室", "干事", "收发文、考勤统计、会议记录"),
    ("教导主任", "处室", "教学副校长", "教导处", "教导主任", "教学常规、考试、教材计划"),
    ("教务员", "个人", "教导主任", "教导处", "教务员", "学籍、课表、监考安排"),
    ("七年级组组长", "组", "教导主任", "七年级组", "年级组长", "七年级教学和学生管理"),
    ("七年级教师", "个人", "七年级组组长", "七年级组", "教师", "课堂教学、作业、辅导、班级管理"),
    ("八年级组组长", "组", "教导主任", "八年级组", "年级组长", "八年级教学和学生管理"),
    ("八年级教师", "个人", "八年级组组长", "八年级组", "教师", "课堂教学、作业、辅导、班级管理"),
    ("九年级组组长", "组", "教导主任", "九年级组", "年级组长", "九年级教学和学生管理"),
    ("九年级教师", "个人", "九年级组组长", "九年级组", "教师", "课堂教学、作业、辅导、班级管理"),
    ("政教主任", "处室", "校长", "政教处", "政教主任", "德育、安全、宿舍、值周"),
    ("宿舍管理员", "个人", "政教主任", "政教处", "宿舍管理员", "住宿生管理、查寝、宿舍卫生"),
    ("保安", "个人", "政教主任", "政教处", "保安", "门卫值守、来访登记、巡逻"),
    ("总务主任", "处室", "后勤副校长", "总务处", "总务主任", "后勤、采购、校舍、资产，审核凭证"),
    ("报账员", "个人", "总务主任", "总务处", "报账员", "报账、记账、工资、预算"),
    ("出纳", "个人", "总务主任", "总务处", "出纳", "现金、银行收付、票据"),
    ("保管员", "个人", "总务主任", "总务处", "保管员", "物资、教材、固定资产"),
    ("水电工", "个人", "总务主任", "总务处", "水电工", "水电、门窗、桌椅维修"),
    ("食堂管理员", "组", "总务主任", "食堂", "食堂管理员", "食堂采购验收、留样、公示"),
    ("厨师", "个人", "食堂管理员", "食堂", "厨师", "加工、留样、消毒"),
)  # fmt: skip
_LEADERS = ("校长", "教学副校长", "后勤副校长", "办公室主任", "总务主任", "教导主任", "政教主任")
_ON_DUTY = 4
"""Teachers on duty in a week."""
_PLACES = "校门、食堂、操场、宿舍"
_EXAMS = (
    # the days, 场次 of each
    (date(2026, 4, 23), date(2026, 4, 24)),
    (date(2026, 7, 6), date(2026, 7, 7)),
    (date(2026, 11, 5), date(2026, 11, 6)),
)
_SCIENCE = "物理"
"""What the seventh grade has no lessons of yet."""
_SESSIONS = (
    (("第一场", "语文"), ("第二场", "数学"), ("第三场", "英语")),
    (("第一场", _SCIENCE), ("第二场", "道德与法治")),
)
_MARKED = (date(2026, 4, 27), date(2026, 7, 8), date(2026, 11, 9))
"""When the papers of each exam were marked."""
_MARKED_COURSES = {
    "七年级": ("语文", "数学", "英语", "道德与法治", "历史", "地理", "生物学"),
    "八年级": ("语文", "数学", "英语", "物理", "道德与法治", "历史", "地理", "生物学"),
    "九年级": ("语文", "数学", "英语", "物理", "化学", "道德与法治", "历史"),
}
_EVENINGS = date(2026, 9, 7)
"""The first evening that is written down."""


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of people.xlsx."""
    return {
        Post: typed(Post, _posts()),
        WeekDuty: typed(WeekDuty, _weeks()),
        Supervision: typed(Supervision, sorted((*_evenings(), *_exams(), *_marking()), key=itemgetter(0))),
        Leave: typed(Leave, presence.leave_rows()),
        MonthAttendance: typed(MonthAttendance, presence.attendance_rows()),
        Meeting: typed(Meeting, presence.meeting_rows()),
        Training: typed(Training, schooling.training_rows()),
        ClassMerit: typed(ClassMerit, schooling.merit_rows()),
    }  # fmt: skip


def _posts() -> Iterator[tuple[object, ...]]:
    for name, tier, above, department, post, duties in _POSTS:
        own = [row[1] for row in STAFF if row[2] == department and row[3] == post and row[5] == "在岗"]
        yield name, tier, above, department, "、".join(own), len(own), duties


@cache
def weeks() -> tuple[tuple[str, int, date, date], ...]:
    """学期, 周次, first and last day of every week of both terms."""
    found = []
    for term, first, last in (
        (SPRING, date(2026, 3, 2), date(2026, 7, 10)),
        (AUTUMN, date(2026, 9, 1), date(2027, 1, 22)),
    ):
        monday, number = first - timedelta(days=first.weekday()), 1
        while monday <= last:
            found.append((term, number, max(monday, first), min(monday + timedelta(days=6), last)))
            monday, number = monday + timedelta(days=7), number + 1
    return tuple(found)


def _weeks() -> Iterator[tuple[object, ...]]:
    teachers = cycle(TEACHERS)
    for place, (term, number, start, end) in enumerate(weeks()):
        own: list[str] = []
        while len(own) < _ON_DUTY:
            own += [name for name in [next(teachers)] if not presence.absent(name, start, end)]
        yield term, number, start, end, holder(_LEADERS[place % len(_LEADERS)]), "、".join(own), _PLACES, ""


def _evenings() -> Iterator[tuple[object, ...]]:
    """Monday to Thursday one teacher of the grade sits with each class's boarders."""
    turns = {grade: cycle(_of_grade(grade)) for grade in dict.fromkeys(own.grade for own in CLASSES[AUTUMN])}
    for day in school_days():
        if day >= _EVENINGS and day.weekday() < 4:
            for own in CLASSES[AUTUMN]:
                name = next(name for name in turns[own.grade] if not presence.absent(name, day, day))
                yield day, "晚自习", "晚自习", own.room, "", name


def _of_grade(grade: str) -> tuple[str, ...]:
    return tuple(row[1] for row in STAFF if row[2] == f"{grade}组" and row[1] in TEACHERS)


def _exams() -> Iterator[tuple[object, ...]]:
    """Every class is an examination room; nobody watches over two at once."""
    teachers = cycle(TEACHERS)
    for days in _EXAMS:
        for day, sessions in zip(days, _SESSIONS, strict=True):
            for period, course in sessions:
                for own in classes_on(day):
                    name = next(name for name in teachers if not presence.absent(name, day, day))
                    given = "生物学" if course == _SCIENCE and own.grade == "七年级" else course
                    yield day, period, "监考", own.room, given, name


def _marking() -> Iterator[tuple[object, ...]]:
    teachers = cycle(TEACHERS)
    for day in _MARKED:
        for grade, courses in _MARKED_COURSES.items():
            for course in courses:
                name = next(name for name in teachers if not presence.absent(name, day, day))
                yield day, "全天", "评卷", grade, course, name
