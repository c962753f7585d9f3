"""people.xlsx: who answers to whom, who is on duty, who was here, what was met about, learnt and judged."""

from xlplan.excel.table import Table, count, day, money, month, quantity, text
from xlplan.tables.office import Department, SchoolClass, Staff, Term

TIERS = ("校长", "处室", "组", "个人")
"""层级 from the top down."""


class Post(Table, workbook="people.xlsx", sheet="岗位"):
    """岗位一个一行，每个岗位说清归谁管；最上一级是校长。"""

    name = text(
        "岗位", required=True, unique=True, subject=True, help="在全校不重复，如 七年级组组长。", width=20
    )
    tier = text("层级", required=True, choices=TIERS, width=8)
    above = text("上级岗位", refers=name, judged_by="HR-03", help="只有校长空着。", width=20)
    department = text("部门", required=True, refers=Department.name)
    people = text("姓名", refers=Staff.name, several=True, help="几个人的用顿号隔开；空岗的空着。", width=36)
    approved = count("核定数", required=True, help="核定几个人。")
    duties = text("职责", required=True, width=44)


class WeekDuty(Table, workbook="people.xlsx", sheet="值周"):
    """值周一周一行。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    week = count("周次", required=True)
    start = day("起日", required=True, dated=True)
    end = day("止日", required=True)
    leader = text("带班领导", refers=Staff.name, subject=True)
    teachers = text("值周教师", refers=Staff.name, several=True, help="几个人的用顿号隔开。", width=32)
    places = text("岗位", help="在哪里值守，如 校门、食堂、操场。", width=24)
    note = text("记事", width=30)


class Supervision(Table, workbook="people.xlsx", sheet="辅导监考"):
    """早晚自习辅导、监考、评卷的安排，一人一节一行。"""

    date = day("日期", required=True, dated=True)
    period = text("节次", required=True, help="如 早自习、晚自习一、第一场。", width=12)
    kind = text("类型", required=True, choices=("早自习", "晚自习", "监考", "评卷"), width=9)
    room = text(
        "班级",
        required=True,
        subject=True,
        offers=SchoolClass.name,
        help="监考写考场，如 七年级第1考场。",
        width=16,
    )
    course = text("学科", width=12)
    teacher = text("教师", required=True, refers=Staff.name)


class Leave(Table, workbook="people.xlsx", sheet="请假"):
    """请假、公出一次一行。"""

    name = text("姓名", required=True, refers=Staff.name, subject=True)
    kind = text("类型", required=True, choices=("事假", "病假", "公出", "婚假", "产假", "丧假"), width=8)
    start = day("起日", required=True, dated=True)
    end = day("止日", required=True)
    days = quantity("天数", required=True, unit="天", help="工作日，半天写 0.5。")
    approver = text("批准人", required=True, refers=Staff.name)
    substitute = text("代课", offers=Staff.name)
    reason = text("事由", width=24)


class MonthAttendance(Table, workbook="people.xlsx", sheet="考勤"):
    """考勤一人一月一行；当月在岗的都要有。"""

    month = month("月份", required=True, dated=True)
    name = text("姓名", required=True, refers=Staff.name, subject=True)
    due = quantity("应出勤", required=True, unit="天", help="当月的工作日。")
    present = quantity("出勤", required=True, unit="天")
    private_leave = quantity("事假", blank=0, unit="天")
    sick_leave = quantity("病假", blank=0, unit="天")
    errand = quantity("公出", blank=0, unit="天")
    other_leave = quantity("其他假", blank=0, unit="天", help="婚假、产假、丧假。")
    late = count("迟到", unit="次")


class Meeting(Table, workbook="people.xlsx", sheet="例会"):
    """教职工例会、升旗一次一行，每周都要有。"""

    date = day("日期", required=True, dated=True)
    kind = text("类型", required=True, choices=("教职工例会", "升旗", "行政会"), width=12)
    theme = text("主题", required=True, subject=True, width=42)
    chair = text("主持", required=True, refers=Staff.name)
    expected = count("应到")
    present = count("实到")
    minutes = text("记录", help="记录本页码，或者文件名。", width=24)


class Training(Table, workbook="people.xlsx", sheet="培训"):
    """继续教育一人一项一行。"""

    name = text("姓名", required=True, refers=Staff.name, subject=True)
    course = text("项目", required=True, width=30)
    level = text("级别", required=True, choices=("国家", "省", "市", "县", "校"), width=8)
    start = day("起日", required=True)
    end = day("止日", required=True, dated=True)
    hours = quantity("学时", required=True)
    certificate = text("证书号", width=20)


class ClassMerit(Table, workbook="people.xlsx", sheet="考核"):
    """班主任绩效考核一班一月一行。"""

    month = month("月份", required=True, dated=True)
    room = text("班级", required=True, refers=SchoolClass.name, subject=True, width=15)
    teacher = text("班主任", required=True, refers=Staff.name)
    score = quantity("考核分", required=True, help="满分 100。")
    rank = text("等级", required=True, choices=("优秀", "合格", "不合格"), width=8)
    pay = money("津贴", required=True, help="当月该发的班主任津贴。")
    note = text("说明", width=24)
