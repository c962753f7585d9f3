"""plan.xlsx: the term plan, its targets, the work of each 学月, and notices."""

from xlplan.excel.table import Table, day, text
from xlplan.findings import Severity
from xlplan.tables.office import Department, Staff, Term


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
