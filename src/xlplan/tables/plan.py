"""plan.xlsx: the term plan, its targets, the work of each 学月, notices; what was checked, published, answered, filed."""

from xlplan.excel.table import Table, count, day, money, text
from xlplan.findings import Severity
from xlplan.tables.office import Department, Reporting, Staff, Term


class PlanText(Table, workbook="plan.xlsx", sheet="计划"):
    """学期工作计划的正文；层级 0 是正文段落，1 到 4 是标题一、（一）1.（1）。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    level = text("层级", required=True, choices=("0", "1", "2", "3", "4"), width=8)
    title = text("标题", subject=True, width=30)
    content = text("内容", width=56)


class Target(Table, workbook="plan.xlsx", sheet="目标"):
    """学期目标：指标、目标值、实际值，谁负责，什么时候见结果。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    indicator = text("指标", required=True, subject=True, width=26)
    goal = text("目标值", required=True, help="如 100%、0、≥95%、前三名。")
    actual = text("实际值", help="到期前填写。")
    due = day("截止日", required=True)
    owner = text("责任人", required=True, refers=Staff.name, severity=Severity.WARNING, several=True)


class WorkItem(Table, workbook="plan.xlsx", sheet="工作安排"):
    """各学月的工作：时间可以只写学月，也可以写到日。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    block = text("学月", required=True, refers=Term.block)
    start = day("起日")
    end = day("止日")
    item = text("事项", required=True, subject=True, width=36)
    key = text("重点", choices=("是", "否"), width=8)
    department = text("牵头部门", refers=Department.name, severity=Severity.WARNING, several=True, width=14)
    owner = text("责任人", refers=Staff.name, severity=Severity.WARNING, several=True)
    standard = text("完成标准", width=30)
    state = text("状态", required=True, choices=("未开始", "进行中", "已完成", "取消"))
    finished = day("完成日")
    evidence = text("佐证", help="照片、签到表等文件名。", width=24)


class Notice(Table, workbook="plan.xlsx", sheet="通知"):
    """通知，一行一份；正文分段用换行。"""

    number = text("编号", required=True, unique=True, subject=True)
    document = text("发文字号", help="如 化中发〔2026〕8号；草稿可空。", width=22)
    title = text("标题", required=True, width=40)
    addressees = text("主送", required=True, width=20)
    copies = text("抄送", help="印在版记里；没有的空着。", width=20)
    body = text("正文", required=True, width=56)
    attachment = text("附件", help="几个附件的，一行写一个，或者用；隔开。", width=16)
    signer = text("签发人", refers=Staff.name, severity=Severity.WARNING)
    signed = day("签发日期")
    date = day("成文日期", dated=True)
    contact = text("联系人", refers=Staff.name, severity=Severity.WARNING, several=True, width=14)
    state = text("状态", required=True, choices=("草稿", "已签发", "已印发"))


SENT = ("已签发", "已印发")
"""A notice in one of these states has gone out."""


class Inspection(Table, workbook="plan.xlsx", sheet="检查", optional=True):
    """各种检查一次一行：安全排查、教学常规、食堂、校园周边……查出问题的写明谁改、什么时候改好。"""

    date = day("日期", required=True, dated=True)
    kind = text(
        "类别",
        required=True,
        subject=True,
        help="照“参数”表的“检查频次：”后面写，如 食堂检查；每月的安全排查写 月度安全排查。",
        width=16,
    )
    scope = text("对象", required=True, help="查了哪里、哪些人。", width=34)
    inspectors = text("检查人", required=True, refers=Staff.name, several=True, width=24)
    sample = text("样本数", help="抽查了多少，如 14个班、46本。", width=16)
    outcome = text("结果", required=True, choices=("合格", "有问题"), width=9)
    problem = text("问题", width=34)
    owner = text("责任人", refers=Staff.name)
    due = day("整改期限")
    mended = day("整改完成日")
    evidence = text("佐证", help="检查记录的文件名，或者存在哪里。", width=24)


class Reported(Table, workbook="plan.xlsx", sheet="上报登记", optional=True):
    """按时要上报的，报了就登记一行，存好回执。"""

    item = text("事项", required=True, refers=Reporting.item, subject=True, width=20)
    period = text(
        "所属期", required=True, help="月报写 2026-10，报的是哪个月就写哪个月；年报写 2026。", width=10
    )
    date = day("上报日", required=True, dated=True)
    receipt = text("回执", help="回执号，或者存的文件名。", width=29)
    handler = text("经办", required=True, refers=Staff.name)


class Publication(Table, workbook="plan.xlsx", sheet="公示登记", optional=True):
    """公示一次一行：公示了什么、从哪天到哪天、贴在哪里，拍了照。"""

    item = text(
        "事项", required=True, subject=True, help="照“参数”表的“公开目录：”后面写，如 财务收支。", width=18
    )
    period = text("所属期", required=True, help="按月的写 2026-10，按学期的写学期，按年的写 2026。", width=18)
    start = day("公示起", required=True, dated=True)
    end = day("公示止", help="长期公示的空着。")
    place = text("地点", required=True, help="如 校门公示栏；网上的写网址。", width=24)
    income = money("收入", blank=0, help="公示了收支的，照公示的数写。")
    spending = money("支出", blank=0, help="公示了收支的，照公示的数写。")
    photos = text("照片", photos=True, width=30)
    feedback = count("反馈数", help="公示期里收到几条意见；没有的写 0。")
    handler = text("经办", required=True, refers=Staff.name)


class Opinion(Table, workbook="plan.xlsx", sheet="意见办理", optional=True):
    """师生、家长、群众的意见一条一行，限时办结，有人复核。"""

    number = text("意见号", required=True, unique=True, subject=True, help="自己编，不重复，如 YJ2026-01。")
    date = day("日期", required=True, dated=True)
    source = text(
        "来源",
        required=True,
        choices=("意见箱", "教代会", "家长会", "行风评议", "电话来访", "网络", "公示反馈"),
        width=11,
    )
    content = text("内容", required=True, width=40)
    owner = text("责任人", required=True, refers=Staff.name)
    due = day("期限", required=True)
    handling = text("办理情况", width=40)
    done = day("办结日")
    reviewer = text("复核人", refers=Staff.name, help="不能是责任人自己。")
    reply = text("答复", help="怎么答复的，如 当面、公示栏。", width=16)
    state = text("状态", required=True, choices=("未办", "办理中", "已办结", "不采纳"), width=9)


class Archive(Table, workbook="plan.xlsx", sheet="档案", optional=True):
    """归档一件（一卷）一行。"""

    number = text("档号", required=True, unique=True, subject=True, help="如 2026-CW-003。", width=18)
    title = text("题名", required=True, width=40)
    kind = text("类别", required=True, help="照“参数”表的“保管期限：”后面写，如 会计凭证。", width=20)
    first = day("起日", help="卷里最早的日期；一件的写成文日期。")
    date = day("止日", required=True, dated=True, help="卷里最晚的日期。")
    term = text("保管期限", required=True, choices=("10年", "15年", "30年", "永久"), width=10)
    place = text("位置", required=True, help="哪个柜、哪一格。", width=18)
    filed = day("归档日", required=True)
    filer = text("归档人", required=True, refers=Staff.name)


class Dispatch(Table, workbook="plan.xlsx", sheet="发文登记", optional=True):
    """发文一份一行，通知以外的公文也登记。"""

    document = text(
        "发文字号", required=True, unique=True, subject=True, help="如 化中发〔2026〕8号。", width=22
    )
    kind = text(
        "文种",
        required=True,
        choices=("通知", "报告", "请示", "函", "纪要", "通报", "批复", "意见", "决定"),
        width=8,
    )
    title = text("标题", required=True, width=60)
    addressees = text("主送", required=True, width=24)
    signer = text("签发人", required=True, refers=Staff.name)
    signed = day("签发日期", required=True)
    date = day("成文日期", required=True, dated=True)
    copies = count("份数")
    body = text("正文摘要", help="写了什么；请示写一事一请。", width=40)
    archive = text("档号", refers=Archive.number, help="归档以后填。", width=18)


class Honour(Table, workbook="plan.xlsx", sheet="荣誉创建", optional=True):
    """要争创的称号一个一行。"""

    name = text("称号", required=True, unique=True, subject=True, width=30)
    level = text("级别", required=True, choices=("国家", "省", "市", "县", "镇"), width=8)
    due = day("申报期限", required=True)
    owner = text("责任人", required=True, refers=Staff.name)
    materials = text("材料清单", help="一行写一样。", width=36)
    lacking = text("缺的材料", width=24)
    done = day("申报日")
    state = text("状态", required=True, choices=("准备中", "已申报", "已获得", "未获得", "放弃"), width=9)
    document = text("批准文号", width=22)


class Condolence(Table, workbook="plan.xlsx", sheet="工会慰问", optional=True):
    """工会慰问一次一行，要有人签收。"""

    date = day("日期", required=True, dated=True)
    person = text("对象", required=True, refers=Staff.name, subject=True)
    reason = text("事由", required=True, help="照“参数”表的“慰问标准：”后面写，如 生病住院。", width=14)
    gift = text("慰问品", width=18)
    amount = money("金额", required=True, help="慰问品折价和慰问金一共。")
    visitors = text("参加人", required=True, refers=Staff.name, several=True, width=18)
    receiver = text("签收人", help="本人或者家属。")
    signed = day("签收日")
    receipt = text("票据", help="发票、签收单存在哪里。", width=28)


class Congress(Table, workbook="plan.xlsx", sheet="教代会", optional=True):
    """教职工代表大会的议案一件一行。"""

    session = text("届次", required=True, help="如 第四届第三次。", width=16)
    date = day("日期", required=True, dated=True)
    delegates = count("代表数", required=True)
    present = count("实到", required=True)
    motion = text("议案", required=True, subject=True, width=36)
    yes = count("赞成", required=True)
    no = count("反对", required=True)
    abstained = count("弃权", required=True)
    outcome = text("结果", required=True, choices=("通过", "不通过"), width=9)
    execution = text("执行情况", width=30)
