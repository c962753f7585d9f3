"""Mistakes in projects.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, put, swapped
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.projects import Funding, Project, ProjectPayment

_GREEN, _GATE, _TOILETS = "教学楼前绿化带", "校门及门卫室", "XM2026-02"


def _project(column: Column, name: str) -> Spot:
    return Spot(column, ((Project.name, name),))


MISTAKES = (
    cell("改期", "绿化带的计划完工还写着改期以前的11月25日。", "PRJ-01", _project(Project.due, _GREEN), pd.Timestamp("2026-11-25")),
    Mistake(
        "来源", "优美教室的专项资金 30,000 元写成了 3,000 元，和预算就不等了。", {_project(Project.budget, "优美教室"): ("PRJ-02",)},
        (put(Spot(Funding.amount, ((Funding.project, "XM2026-04"), (Funding.source, "专项资金"))), lambda fen: fen // 10),),
    ),
    Mistake(
        "停更", "校门工程的形象进度停在 8 月的 55%，一直没有改，看着就是付款超了进度。",
        {_project(Project.progress, _GATE): ("PRJ-06",), _project(Project.paid, _GATE): ("PRJ-03",)},
        (put(_project(Project.progress, _GATE), 0.55),),
    ),
    Mistake(
        "要转", "厕所维修不转固，是否转固却写成了 是。", {_project(Project.capitalised, "厕所化粪池"): ("PRJ-04",)},
        (put(_project(Project.capital, "厕所化粪池"), "是"),),
    ),
    cell("抄错", "厕所维修的结算款 60,500 元抄成了 65,000 元，和付款表不一样。", "PRJ-05", Spot(ProjectPayment.amount, ((ProjectPayment.project, _TOILETS), (ProjectPayment.term, "结算款"))), swapped),
    cell("类别", "文化墙的类别写了“文化墙”，参数里没有这一类。", "PRJ-07", _project(Project.kind, "一训三风"), "文化墙"),
)  # fmt: skip
