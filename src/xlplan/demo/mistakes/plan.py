"""Mistakes in plan.xlsx."""

import pandas as pd

from xlplan.demo.edits import cell, scrawl
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.plan import Notice, PlanText, Target, WorkItem

_FIRE = ((Notice.title, "防火"),)


def _plan(column: Column, content: str) -> Spot:
    return Spot(column, ((PlanText.content, content),))


def _work(column: Column, item: str) -> Spot:
    return Spot(column, ((WorkItem.item, item),))


MISTAKES = (
    cell("杯名", "计划里写“盐道杯”，工作安排里是“希望杯”。", "PLN-02", _plan(PlanText.content, "希望杯"), lambda text: text.replace("希望杯", "盐道杯")),
    cell("某某", "指导思想从别校的计划里抄来，“某某小学”没有改掉。", "DOC-04", _plan(PlanText.content, "立德树人"), lambda text: f"某某小学{text}"),
    cell("人数", "基本情况里专职教师34人写颠倒成了43人，加起来就不是69人。", "HR-01", _plan(PlanText.content, "现有教职工69人"), lambda text: text.replace("专职教师34人", "专职教师43人")),
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
)  # fmt: skip
