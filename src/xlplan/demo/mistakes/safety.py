"""Mistakes in safety.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, deleted, put
from xlplan.demo.people import holder
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.office import Parameter, SchoolClass, Staff, Term
from xlplan.tables.plan import Reported
from xlplan.tables.safety import (
    Accident,
    Drill,
    EmergencyPlan,
    FireGear,
    GateDuty,
    Hazard,
    Hygiene,
    Pledge,
    SafetyLesson,
)


def _hazard(column: Column, month: str, part: str) -> Spot:
    return Spot(column, ((Hazard.found, month), (Hazard.part, part)))


def _letter(column: Column, taker: str) -> Spot:
    return Spot(column, ((Pledge.taker, taker),))


def _duty(column: Column, day: str, shift: str) -> Spot:
    return Spot(column, ((GateDuty.date, day), (GateDuty.shift, shift)))


_PAVEMENT, _GAS = "学府路人行道", "液化气房"
_LEFT = {
    Hazard.mended: None,
    Hazard.after: "",
    Hazard.acceptor: "",
    Hazard.accepted: None,
    Hazard.state: "整改中",
}
_AGAIN = (("2026-10", "入口台阶"), ("2026-11", "应急广播"))
"""Hazards that were really found where the inspection of July had found one."""
_PLACE = {
    Hazard.area: "教学楼", Hazard.part: "四楼疏散指示牌", Hazard.kind: "消防", Hazard.content: "指示牌又掉了，胶粘不住",
    Hazard.measure: "重新粘好", Hazard.department: "总务处",
}  # fmt: skip
_ROOM, _TEACHER = "八年级（4）班", "蒋敏"

MISTAKES = (
    Mistake("摊贩", "人行道的摊贩劝走又回来，期限过了，隐患还是整改中。", {_hazard(Hazard.due, "2026-10", _PAVEMENT): ("SAF-03",)}, tuple(put(_hazard(column, "2026-10", _PAVEMENT), value) for column, value in _LEFT.items())),
    cell("液化气房", "液化气房的隐患，责任人自己验收销了号。", "SAF-04", _hazard(Hazard.acceptor, "2026-09", _GAS), holder("食堂管理员")),
    cell("无期限", "刚查出来的灭火器没有压力，忘了写期限。", "SAF-02", _hazard(Hazard.due, "2026-11", "图书室灭火器"), None),
    Mistake("又掉了", "四楼的疏散指示牌半年里掉了三次，每次都只是粘回去。", {_hazard(Hazard.part, *_AGAIN[1]): ("SAF-05",)}, tuple(put(_hazard(column, month, part), value) for month, part in _AGAIN for column, value in _PLACE.items())),
    Mistake("十月演练", "10月的宿舍疏散演练因为下雨取消了，没有补做。", {Spot(Term.block, ((Term.start, "2026-10-01"),)): ("SAF-09",)}, (put(Spot(Drill.state, ((Drill.date, "2026-10-14"),)), "取消"),)),
    Mistake("漏签", "一个老师请病假回来，责任书没有补签；一个班的家长责任书没有收回来。", {Spot(Staff.number, ((Staff.name, _TEACHER),)): ("SAF-06",), Spot(SchoolClass.name, ((SchoolClass.name, _ROOM),)): ("SAF-06",)}, (deleted(_letter(Pledge.taker, _TEACHER)), put(_letter(Pledge.signed, _ROOM), None), put(_letter(Pledge.scan, _ROOM), ""))),
    cell("旧预案", "防踩踏预案修订了，修订日还是去年的。", "SAF-08", Spot(EmergencyPlan.revised, ((EmergencyPlan.name, "防踩踏"),)), lambda day: day - pd.DateOffset(years=1)),
    cell("没教案", "国庆以后的安全班会，一个班没有交教案。", "SAF-10", Spot(SafetyLesson.lesson, ((SafetyLesson.date, "2026-10"), (SafetyLesson.room, "七年级（3）班"))), ""),
    Mistake("夜班", "国庆假期有一个夜班没有登记。", {_duty(GateDuty.date, "2026-10-03", "白班"): ("SAF-11",)}, (deleted(_duty(GateDuty.date, "2026-10-03", "夜班")),)),
    cell("配电室", "冬季防火检查漏了配电室的灭火器。", "SAF-12", Spot(FireGear.checked, ((FireGear.place, "配电室"),)), pd.Timestamp("2026-10-12")),
    cell("年份颠倒", "一次卫生检查的日期，2026 打成了 2062。", "GEN-08", Spot(Hygiene.date, ((Hygiene.date, "2026-10-22"),)), pd.Timestamp("2062-10-22")),
    Mistake("回执", "九月的隐患排查报上去了，忘了登记回执。", {Spot(Parameter.name, ((Parameter.name, "隐患上报最迟日"),)): ("SAF-01",)}, (put(Spot(Reported.receipt, ((Reported.item, "隐患"), (Reported.period, "2026-09"))), ""),)),
    cell("积灰", "卫生检查发现的问题，没有写什么时候改好。", "SAF-13", Spot(Hygiene.mended, ((Hygiene.date, "2026-11-12"), (Hygiene.problem, "窗台"))), None),
    Mistake("没结案", "体育课崴脚的事，家校谈好了，没有写处理结论和结案日。", {Spot(Accident.outcome, ((Accident.number, "SG2026-01"),)): ("SAF-07",), Spot(Accident.settled, ((Accident.number, "SG2026-01"),)): ("SAF-07",)}, (put(Spot(Accident.outcome, ((Accident.number, "SG2026-01"),)), ""), put(Spot(Accident.settled, ((Accident.number, "SG2026-01"),)), None))),
)  # fmt: skip
