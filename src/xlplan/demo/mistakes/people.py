"""Mistakes in people.xlsx."""

from xlplan.demo.edits import Mistake, cell, deleted
from xlplan.demo.people import AUTUMN, STAFF
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.office import Staff, Term
from xlplan.tables.people import ClassMerit, Meeting, MonthAttendance, Post, Training, WeekDuty

_SHORT = STAFF[28][1]
"""Whose course is not written down."""
_COURSE = "新课标新教材县级全员培训"


def _post(column: Column, name: str) -> Spot:
    return Spot(column, ((Post.name, name),))


def _week(column: Column, number: int) -> Spot:
    return Spot(column, ((WeekDuty.term, AUTUMN), (WeekDuty.week, f"{number}")))


def _month(column: Column, month: str, name: str) -> Spot:
    return Spot(column, ((MonthAttendance.month, month), (MonthAttendance.name, name)))


def _training(column: Column, name: str) -> Spot:
    return Spot(column, ((Training.name, name), (Training.course, _COURSE)))


MISTAKES = (
    cell("断链", "食堂管理员的上级岗位写成了没有的“总务处主任”。", "HR-03", _post(Post.above, "食堂管理员"), "总务处主任"),
    cell("第7周", "秋季学期第7周的值周没有写带班领导。", "HR-04", _week(WeekDuty.leader, 7), ""),
    cell("考勤病假", "10月一位老师的病假 2 天，考勤里写成了 1 天。", "HR-05", _month(MonthAttendance.sick_leave, "2026-10", "龙婷婷"), 1_000),
    Mistake(
        "缺例会", "10月第三周的教职工例会漏登了一行。", {Spot(Term.block, ((Term.term, AUTUMN), (Term.block, "第二学月"))): ("PLN-06",)},
        (deleted(Spot(Meeting.date, ((Meeting.date, "2026-10-14"), (Meeting.kind, "教职工例会")))),),
    ),
    Mistake(
        "缺学时", "一位老师县级全员培训的 24 学时没有登。", {Spot(Staff.name, ((Staff.name, _SHORT),)): ("HR-06",)},
        (deleted(_training(Training.name, _SHORT)),),
    ),
    cell("证书号", "一位老师的培训证书号抄成了上一行的人的。", "HR-02", _training(Training.certificate, STAFF[22][1]), f"LXPX2026-{STAFF[21][0][1:]}"),
    cell("考核津贴", "6月一个班的考核津贴写成了 300 元，工资发了 400 元。", "PAY-09", Spot(ClassMerit.pay, ((ClassMerit.month, "2026-06"), (ClassMerit.room, "八年级（2）班"))), 30_000),
)  # fmt: skip
