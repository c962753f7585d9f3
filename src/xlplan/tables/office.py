"""office.xlsx: the office itself, its people, its lists, and what the clerk decides for xlplan."""

from xlplan.excel.table import Table, count, day, month, text
from xlplan.findings import Severity


class Office(Table, workbook="office.xlsx", sheet="单位"):
    """单位基本情况，一行一项：单位名称、发文机关代字、学段……"""

    item = text("项目", required=True, unique=True, subject=True, width=18)
    content = text("内容", help="照实填写；学段写 小学 或 初中，人数写数字。", width=40)


class Parameter(Table, workbook="office.xlsx", sheet="参数"):
    """法规或县里规定的数，一个数一行，改了就另起一行，旧行填上止日。"""

    name = text(
        "参数",
        required=True,
        subject=True,
        help="一族数每一项一行，写 族：项，如 折旧年限：计算机。",
        width=34,
    )
    value = text("值", required=True, help="数字或文字；百分比写 5%。", width=18)
    start = day("起", help="从哪一天起用。")
    end = day("止", help="用到哪一天；还在用就空着。")
    document = text("文号", help="依据的文件号。", width=26)
    source = text("来源", help="文件从哪里来，谁提供的。", width=44)


class Term(Table, workbook="office.xlsx", sheet="学期"):
    """校历：每学期分几个学月，各从哪天到哪天。"""

    term = text("学期", required=True, help="如 2026年秋季学期。", width=18)
    block = text("学月", required=True, help="如 第一学月。", subject=True)
    start = day("起日", required=True)
    end = day("止日", required=True)


class SpecialDay(Table, workbook="office.xlsx", sheet="特殊日"):
    """与国家放假安排或校历不同的日子；下一年的放假通知出来后也填在这里。"""

    date = day("日期", required=True)
    kind = text("类型", required=True, choices=("上课", "放假", "调课", "考试", "运动会"))
    name = text("名称", subject=True, width=18)
    document = text("来源文号", help="放假通知、校历的文号。", width=26)


class Department(Table, workbook="office.xlsx", sheet="部门"):
    """处室和年级组。"""

    name = text("部门", required=True, unique=True, subject=True, width=14)
    head = text("负责人", help="填教职工表里的姓名。")
    parent = text("上级部门", help="最上一级空着。", width=14)


class Staff(Table, workbook="office.xlsx", sheet="教职工"):
    """教职工花名册，一人一行；离岗的不删，改状态。"""

    number = text("工号", required=True, unique=True, subject=True)
    name = text("姓名", required=True)
    department = text("部门", required=True, refers=Department.name, severity=Severity.WARNING, width=14)
    post = text("岗位", width=14)
    category = text("编制类别", required=True, choices=("行政后勤", "专职教师", "特岗教师", "工勤", "安保"))
    state = text("状态", required=True, choices=("在岗", "离岗", "退休", "借调"))
    since = month("从教年月", optional=True, help="从哪个月起当老师，算教龄用；不是老师的空着。")


class SchoolClass(Table, workbook="office.xlsx", sheet="班级"):
    """班级，人数按学籍。"""

    grade = text("年级", required=True)
    name = text("班级", required=True, unique=True, subject=True, width=15)
    teacher = text("班主任", refers=Staff.name, severity=Severity.WARNING)
    pupils = count("学生数", required=True)
    boarders = count("住宿生数", required=True)


class Account(Table, workbook="office.xlsx", sheet="科目"):
    """会计科目表；凭证只用末级科目。"""

    code = text("科目代码", required=True, unique=True, subject=True)
    name = text("科目名称", required=True, width=26)
    side = text("余额方向", required=True, choices=("借", "贷"))


class EconomicClass(Table, workbook="office.xlsx", sheet="经济分类"):
    """部门预算支出经济分类，款级。"""

    code = text("代码", required=True, unique=True, subject=True)
    name = text("名称", required=True, width=26)


class BankAccount(Table, workbook="office.xlsx", sheet="银行账户"):
    """单位的银行账户，一户一行。"""

    name = text("账户", required=True, unique=True, subject=True)
    account = text("科目代码", required=True, refers=Account.code)
    bank = text("开户行", help="写到支行、分理处。", width=36)
    number = text(
        "账号", required=True, unique=True, private=True, help="按文本填写，否则末几位会变成 0。", width=24
    )


NIGHTLY, REPORT, LETTERS, PACK = TASKS = ("夜间检查", "月度报告", "安全责任书", "月度档案")
"""What can be done at set times."""


class Task(Table, workbook="office.xlsx", sheet="定时任务"):
    """要定时做哪些事、在哪些天的几点做，一件一行；同一件事要在几种日子做，就写几行。"""

    task = text("任务", required=True, choices=TASKS, judged_by="GEN-06", subject=True, width=18)
    frequency = text(
        "频率",
        required=True,
        help="每个工作日、每周一、每月最后一个工作日、每月15日、每月15日或之前的工作日、每年6月30日、开学第一天、上报前3天、个税申报前3天。",
        width=28,
    )
    time = text("时间", required=True, help="24 小时制，如 22:00。")
    enabled = text("启用", required=True, choices=("是", "否"))
    catch_up = text(
        "补做",
        optional=True,
        choices=("补一次", "逐次补", "不补"),
        help="到时候电脑关着，开机以后怎么办：补一次是只补最近错过的那一次，逐次补是错过几次补几次；空着算补一次。",
    )


class Reporting(Table, workbook="office.xlsx", sheet="上报", optional=True):
    """每月、每年要按时上报或公示的事。定时任务的“上报前3天”按这张表算，快到期的会提醒。"""

    item = text("事项", required=True, subject=True, width=22)
    due = text(
        "截止", required=True, help="每月15日、每年6月30日、每月最后一个工作日；月末写每月31日。", width=22
    )
    rest_day = text(
        "遇休息日",
        optional=True,
        choices=("顺延", "提前", "不变"),
        help="截止日是休息日怎么办：顺延到下一个工作日，提前到上一个工作日，或者不变；空着算提前。",
    )
    basis = text("依据", optional=True, help="哪份文件规定的，从哪里看到的。", width=44)


class Regulation(Table, workbook="office.xlsx", sheet="制度", optional=True):
    """学校自己的管理制度，一项一行；修订了就改版本和修订日。"""

    name = text("制度", required=True, unique=True, subject=True, width=30)
    edition = text("版本", help="如 2024年修订。", width=16)
    start = day("生效日", required=True)
    revised = day("修订日", help="最近一次修订；没有修订过就空着。")
    reviser = text("修订人", refers=Staff.name)
    decision = text("审议", help="哪次会议通过的。", width=26)


class Alias(Table, workbook="office.xlsx", sheet="别名"):
    """本单位的列名和我们的不一样时，在这里对上。"""

    workbook_name = text("工作簿", required=True)
    sheet_name = text("工作表", required=True)
    header = text("我们的列名", required=True)
    own = text("本单位的列名", required=True, subject=True, width=18)


class Exemption(Table, workbook="office.xlsx", sheet="豁免"):
    """查清楚了、可以不改的问题，写明理由和批准人；到期自动失效。"""

    rule = text("规则", required=True)
    workbook_name = text("工作簿", required=True)
    sheet_name = text("工作表", required=True)
    cell = text("单元格", required=True, help="如 F12。")
    object = text("对象", required=True, help="那一行的凭证号、预算号等，防止插行后错认。", subject=True)
    reason = text("理由", required=True, width=30)
    approver = text("批准人", required=True, refers=Staff.name)
    expires = day("到期日", required=True)
