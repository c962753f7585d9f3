"""What the demo school files in plan.xlsx: 上报登记, 发文登记, 档案; and its checks, honours and condolences."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.demo import inspections, plan, union
from xlplan.demo.events import TODAY, workday_before, workdays
from xlplan.demo.people import AUTUMN, MAKER, OFFICE_CODE, SCHOOL, SPRING, holder
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.plan import Archive, Condolence, Dispatch, Honour, Inspection, Notice, Reported

_BUREAU, _ALL = "岚溪县教育局", "各处室、各年级组"
_OLD = (
    # 序号 of 2025, 文种, 标题, 主送, 成文日期, 正文摘要, 档号
    (1, "报告", "关于2024年度财务工作情况的报告", _BUREAU, "2025-01-10", "收支、专项资金使用和资产情况。", "2025-WS-001"),
    (2, "通知", "关于印发2025年春季学期工作计划的通知", _ALL, "2025-03-03", "印发学期工作计划。", "2025-WS-002"),
    (3, "通知", "关于2025年春季期中考试安排的通知", _ALL, "2025-04-15", "考试时间、考场和监考安排。", "2025-WS-002"),
    (4, "报告", "关于2025年春季学期控辍保学工作情况的报告", _BUREAU, "2025-06-30", "在校人数、家访和返校情况。", "2025-WS-001"),
    (5, "通知", "关于印发2025年秋季学期工作计划的通知", _ALL, "2025-09-02", "印发学期工作计划。", "2025-WS-002"),
    (6, "请示", "关于解决校门及门卫室改造经费的请示", _BUREAU, "2025-10-14", "请求解决校门及门卫室改造经费18万元。", "2025-WS-001"),
    (7, "通知", "关于开展2025年度固定资产清查的通知", _ALL, "2025-11-18", "清查范围、时间和要求。", "2025-WS-002"),
    (8, "报告", "关于食堂食品安全自查情况的报告", _BUREAU, "2025-12-09", "自查的项目、问题和整改结果。", "2025-WS-001"),
)  # fmt: skip
_NEW = (
    # 序号 of 2026, 文种, 标题, 主送, 成文日期, 正文摘要
    (1, "报告", "关于2025年度财务工作情况的报告", _BUREAU, "2026-01-09", "收支、专项资金使用和资产情况。"),
    (2, "通知", "关于做好寒假安全工作的通知", _ALL, "2026-01-14", "值班、校舍巡查和家长告知。"),
    (3, "通知", f"关于印发{SPRING}工作计划的通知", _ALL, "2026-03-02", "印发学期工作计划。"),
    (4, "请示", "关于解决厕所化粪池维修经费的请示", _BUREAU, "2026-03-05", "请求解决厕所化粪池维修经费9.6万元。"),
    (5, "函", "关于协助整治校园周边食品摊点的函", "松坪镇人民政府", "2026-03-24", "商请派人整治校门两侧的食品摊点。"),
    (6, "通知", "关于春季期中考试安排的通知", _ALL, "2026-04-15", "考试时间、考场和监考安排。"),
    (7, "报告", "关于食堂食品安全自查情况的报告", _BUREAU, "2026-04-29", "自查的项目、问题和整改结果。"),
    (8, "纪要", "家校共育工作会议纪要", f"{_ALL}、家长委员会", "2026-05-22", "议定家长会、护学岗和意见收集三项安排。"),
    (9, "通知", "关于做好防汛和防溺水工作的通知", _ALL, "2026-05-27", "巡查、值班和家长告知。"),
    (10, "通知", "关于期末工作安排的通知", _ALL, "2026-06-17", "复习、考试、结算和离校安排。"),
    (11, "报告", f"关于{SPRING}控辍保学工作情况的报告", _BUREAU, "2026-06-30", "在校人数、家访和返校情况。"),
    (12, "通知", "关于暑假值班和校舍安全的通知", _ALL, "2026-07-08", "值班表、施工安全和巡查要求。"),
    (13, "通知", f"关于印发{AUTUMN}工作计划的通知", _ALL, "2026-08-31", "印发学期工作计划。"),
    (14, "通报", "关于开学安全大检查情况的通报", _ALL, "2026-09-08", "检查情况、查出的隐患和整改要求。"),
    (15, "报告", f"关于{AUTUMN}收费自查情况的报告", _BUREAU, "2026-09-18", "收费项目、标准、公示和票据的自查结果。"),
    (16, "请示", "关于增加一名宿舍管理员的请示", _BUREAU, "2026-09-24", "住宿生310人，请求增加一名宿舍管理员。"),
    (17, "通知", "关于举行秋季运动会的通知", _ALL, "2026-10-14", "项目、日程、医护和应急安排。"),
    (18, "通知", "关于秋季期中考试安排的通知", _ALL, "2026-10-29", "考试时间、考场和监考安排。"),
)  # fmt: skip
_MONTHLY = ("隐患排查上报", "控辍保学报告")
_VOLUMES = (
    # 档号, 题名, 类别, 起日, 止日, 保管期限, 位置, 归档日, 归档人的岗位
    ("2025-CW-001", "2025年第一季度会计凭证（9册）", "会计凭证", "2025-01-02", "2025-03-31", "30年", "财务柜一层", "2026-03-12", "报账员"),
    ("2025-CW-002", "2025年第二季度会计凭证（9册）", "会计凭证", "2025-04-01", "2025-06-30", "30年", "财务柜一层", "2026-03-12", "报账员"),
    ("2025-CW-003", "2025年第三季度会计凭证（8册）", "会计凭证", "2025-07-01", "2025-09-30", "30年", "财务柜二层", "2026-03-12", "报账员"),
    ("2025-CW-004", "2025年第四季度会计凭证（10册）", "会计凭证", "2025-10-08", "2025-12-31", "30年", "财务柜二层", "2026-03-12", "报账员"),
    ("2025-CW-005", "2025年总账、明细账、日记账", "会计账簿", "2025-01-01", "2025-12-31", "30年", "财务柜三层", "2026-03-13", "报账员"),
    ("2025-CW-006", "2025年各月财务报告", "月度季度财务报告", "2025-01-31", "2025-12-31", "10年", "财务柜三层", "2026-03-13", "报账员"),
    ("2025-CW-007", "2025年度部门决算和财务报告", "年度财务报告", "2025-12-31", "2025-12-31", "永久", "财务柜三层", "2026-03-16", "报账员"),
    ("2025-CW-008", "2025年两个账户的银行对账单", "银行对账单", "2025-01-01", "2025-12-31", "10年", "财务柜四层", "2026-03-16", "报账员"),
    ("2025-CW-009", "2025年银行存款余额调节表", "银行存款余额调节表", "2025-01-31", "2025-12-31", "10年", "财务柜四层", "2026-03-16", "报账员"),
    ("2025-CW-010", "会计档案移交清册", "会计移交清册", "2025-08-29", "2025-08-29", "30年", "财务柜四层", "2026-03-17", "报账员"),
    ("2025-CG-001", "2025年询价采购文件（7份）", "采购文件", "2025-03-06", "2025-12-11", "15年", "档案室2柜1格", "2026-03-19", "保管员"),
    ("2025-WS-001", "2025年报告、请示", "发文", "2025-01-10", "2025-12-09", "30年", "档案室1柜1格", "2026-04-08", "干事"),
    ("2025-WS-002", "2025年通知", "发文", "2025-03-03", "2025-11-18", "10年", "档案室1柜2格", "2026-04-08", "干事"),
    ("2026-CW-001", "2026年第一季度会计凭证", "会计凭证", "2026-01-05", "2026-03-31", "30年", "财务柜五层", "2026-06-11", "报账员"),
    ("2026-CW-002", "2026年第二季度会计凭证", "会计凭证", "2026-04-01", "2026-06-30", "30年", "财务柜五层", "2026-09-10", "报账员"),
    ("2026-CG-001", "校门及门卫室改造工程采购和竣工验收文件", "采购文件", "2026-05-11", "2026-11-20", "15年", "档案室2柜2格", "2026-11-26", "保管员"),
    ("2026-CG-002", "厕所化粪池维修工程采购和验收文件", "采购文件", "2026-05-19", "2026-08-28", "15年", "档案室2柜2格", "2026-09-15", "保管员"),
)  # fmt: skip


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of plan.xlsx that tell what was done, besides plan, notices, publications and opinions."""
    return {
        Inspection: typed(Inspection, inspections.rows()),
        Reported: typed(Reported, sorted(_reported(), key=lambda row: (row[2], row[0]))),
        Archive: typed(Archive, _archived()),
        Dispatch: typed(Dispatch, _dispatched()),
        Honour: typed(Honour, union.honours()),
        Condolence: typed(Condolence, union.condolences()),
    }


def _reported() -> Iterator[tuple[str, str, date, str, str]]:
    safety, lessons = holder("政教主任"), holder("教务员")
    for month in range(1, TODAY.month + 1):
        own = f"2026-{month:02}"
        for item, handler in zip(_MONTHLY, (safety, lessons), strict=True):
            yield item, own, workdays(month)[-2], f"{item}回执{own}.pdf", handler
        before = f"2026-{month - 1:02}" if month > 1 else "2025-12"
        day = workday_before(date(2026, month, 13), 0)
        yield "个税申报", before, day, f"个税申报回执{before}.pdf", MAKER
    yield "个税年度汇算", "2025", date(2026, 5, 20), "个税汇算办理情况2025.pdf", MAKER


def _dispatched() -> Iterator[tuple[object, ...]]:
    head = holder("校长")
    old = ((2025, *row) for row in _OLD)
    new = ((2026, *row, "") for row in _NEW)
    for year, number, kind, title, to, said, summary, archive in (*old, *new):
        # Minutes are headed by what was held.
        name = title if kind == "纪要" else f"{SCHOOL}{title}"
        # What stays in the school goes to each office and grade.
        day, copies = date.fromisoformat(said), 15 if to.startswith("各") else 3
        yield f"{OFFICE_CODE}〔{year}〕{number}号", kind, name, to, head, day, day, copies, summary, archive
    columns = (Notice.document, Notice.title, Notice.addressees, Notice.signed, Notice.date)
    for document, title, to, signed, day in plan.frames()[Notice][list(columns)].itertuples(index=False):
        yield document, "通知", title, to, head, signed, day, 15, "见“通知”表。", ""


def _archived() -> Iterator[tuple[object, ...]]:
    for number, title, kind, first, last, term, place, filed, post in _VOLUMES:
        start, end, put = map(date.fromisoformat, (first, last, filed))
        yield number, title, kind, start, end, term, place, put, holder(post)
