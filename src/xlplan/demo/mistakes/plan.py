"""Mistakes in plan.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, deleted, put, scrawl, swapped
from xlplan.demo.people import holder
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.office import Parameter, Reporting
from xlplan.tables.plan import (
    Archive,
    Condolence,
    Dispatch,
    Honour,
    Inspection,
    Notice,
    Opinion,
    PlanText,
    Publication,
    Reported,
    Target,
    WorkItem,
)

_FIRE = ((Notice.title, "防火"),)


def _plan(column: Column, content: str) -> Spot:
    return Spot(column, ((PlanText.content, content),))


def _work(column: Column, item: str) -> Spot:
    return Spot(column, ((WorkItem.item, item),))


def _checked(column: Column, kind: str, month: str) -> Spot:
    return Spot(column, ((Inspection.kind, kind), (Inspection.date, month)))


def _visited(column: Column, day: str) -> Spot:
    return Spot(column, ((Condolence.date, day),))


_FILED_BY_MONTH = ((Reported.item, "个税申报"), (Reported.period, "2026-08"))
_LESSONS = Spot(Parameter.name, ((Parameter.name, "检查频次：教学常规"),))
_TAX = Spot(Reporting.item, ((Reporting.item, "个税申报"),))


def _shown(column: Column, item: str, period: str) -> Spot:
    return Spot(column, ((Publication.item, item), (Publication.period, period)))


def _opinion(column: Column, content: str) -> Spot:
    return Spot(column, ((Opinion.content, content),))


MISTAKES = (
    cell("杯名", "计划里写“盐道杯”，工作安排里是“希望杯”。", "PLN-02", _plan(PlanText.content, "希望杯"), lambda text: text.replace("希望杯", "盐道杯")),
    cell("某某", "指导思想从别校的计划里抄来，“某某小学”没有改掉。", "DOC-04", _plan(PlanText.content, "立德树人"), lambda text: f"某某小学{text}"),
    cell("计划人数", "基本情况里专职教师34人写颠倒成了43人，加起来就不是69人。", "HR-01", _plan(PlanText.content, "现有教职工69人"), lambda text: text.replace("专职教师34人", "专职教师43人")),
    cell("学段", "困难一段从小学的计划里抄来，“我们小学”没有改。", "DOC-08", _plan(PlanText.content, "存在的困难"), lambda text: text.replace("寄宿生多", "我们小学寄宿生多")),
    cell("跳级", "“组织保障”的层级从 1 跳到 3。", "DOC-05", Spot(PlanText.level, ((PlanText.title, "组织保障"),)), "3"),
    cell("无人", "控辍保学家访没有写责任人。", "PLN-01", _work(WorkItem.owner, "家访"), ""),
    cell("过期", "期中质量分析会过了期，状态还是进行中。", "PLN-03", _work(WorkItem.state, "质量分析会"), "进行中"),
    cell("周六", "冬季防火检查的止日写到了星期六。", "PLN-05", _work(WorkItem.end, "防火检查"), pd.Timestamp("2026-11-28")),
    cell("状态", "家长会的状态没有从列表里选。", "TAB-08", _work(WorkItem.state, "家长会"), "做完了"),
    cell("满意度", "食堂满意度只有 88.5%，没有达到 90%。", "TGT-01", Spot(Target.actual, ((Target.indicator, "食堂师生满意度"),)), "88.5%"),
    cell("文号括号", "防火通知的发文字号没有用六角括号。", "DOC-01", Spot(Notice.document, _FIRE), "松中发[2026]19号"),
    cell("倒签", "防火通知 12 日签发，成文日期写了起草的 10 日。", "DOC-02", Spot(Notice.date, _FIRE), pd.Timestamp("2026-11-10")),
    scrawl("日期", "预算通知的成文日期写了不存在的11月31日。", "TAB-03", Spot(Notice.date, ((Notice.title, "预算建议"),)), "2026-11-31"),
    scrawl("错误值", "资产清查通知的附件一格是公式错误。", "TAB-04", Spot(Notice.attachment, ((Notice.title, "固定资产清查"),)), "#N/A"),
    Mistake("漏查", "六月的教学常规没有检查。", {_LESSONS: ("PLN-04",)}, (deleted(_checked(Inspection.kind, "教学常规", "2026-06")),)),
    Mistake("漏登", "八月的个税申报没有登记。", {_TAX: ("PLN-07",)}, (deleted(Spot(Reported.item, _FILED_BY_MONTH)),)),
    cell("未改", "宿舍检查查出的地漏堵塞，过了期限还没有填整改完成日。", "PLN-08", _checked(Inspection.mended, "宿舍检查", "2026-11"), pd.NaT),
    cell("晚申报", "语言文字规范化示范校十月三十日截止，十一月二日才申报。", "PLN-09", Spot(Honour.done, ((Honour.name, "语言文字"),)), pd.Timestamp("2026-11-02")),
    cell("夹带", "食堂自查的报告里顺便要经费。", "DOC-06", Spot(Dispatch.body, ((Dispatch.document, "〔2026〕7号"),)), lambda text: f"{text}恳请拨付维修经费2万元。"),
    cell("期限短", "询价采购文件要保管十五年，填了十年。", "DOC-07", Spot(Archive.term, ((Archive.number, "2025-CG-001"),)), "10年"),
    cell("没签收", "十月看望住院教师，慰问品没有人签收。", "UNI-01", _visited(Condolence.receiver, "2026-10-13"), ""),
    cell("慰问超标", "六月看望住院教师花了 620 元，标准是 500 元。", "UNI-02", _visited(Condolence.amount, "2026-06-03"), 620_00),
    Mistake(
        "公示晚", "八月的财务收支 9 月 14 日才公示。", {_shown(Publication.start, "财务收支", "2026-08"): ("PUB-01",)},
        (put(_shown(Publication.start, "财务收支", "2026-08"), pd.Timestamp("2026-09-14")), put(_shown(Publication.end, "财务收支", "2026-08"), pd.Timestamp("2026-09-18"))),
    ),
    cell("没拍照", "六月的财务收支公示了，没有拍照。", "PUB-01", _shown(Publication.photos, "财务收支", "2026-06"), ""),
    cell("公示数", "公示九月的支出时两个数字写反了。", "PUB-02", _shown(Publication.spending, "财务收支", "2026-09"), swapped),
    cell("提前撕", "十月的考勤只贴了两天。", "PUB-03", _shown(Publication.end, "考勤", "2026-10"), pd.Timestamp("2026-11-05")),
    Mistake("漏公示", "六月的考勤没有公示。", {Spot(Parameter.name, ((Parameter.name, "公开目录：考勤"),)): ("PUB-04",)}, (deleted(_shown(Publication.item, "考勤", "2026-06")),)),
    cell("拖办", "取快递的意见过了期限才办结。", "PUB-05", _opinion(Opinion.done, "取快递"), pd.Timestamp("2026-11-24")),
    cell("自己复核", "厕所灯的意见，水电工自己办、自己复核。", "PUB-05", _opinion(Opinion.reviewer, "厕所晚上灯"), holder("水电工")),
)  # fmt: skip
