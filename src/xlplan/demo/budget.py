"""budget.xlsx of the demo school: what the year may bring and cost, in yuan; changes keep it in balance."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from xlplan.demo.events import stream
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.budget import BudgetChange, BudgetLine

_JUNIOR = "2050203"
_LINES = (
    # 预算号, 资金来源, 功能科目, 经济科目, 项目, 年初数（元）, 责任部门; without an economic class it is income.
    ("S01", "公用经费", _JUNIOR, "", "生均公用经费拨款", 675_800, "总务处"),
    ("S02", "人员经费", _JUNIOR, "", "人员经费财政拨款", 8_112_000, "总务处"),
    ("S03", "专项资金", _JUNIOR, "", "校门及门卫室改造专项", 180_000, "总务处"),
    ("S04", "专项资金", _JUNIOR, "", "厕所化粪池维修专项", 0, "总务处"),
    ("S05", "专项资金", _JUNIOR, "", "营养改善计划补助", 565_000, "食堂"),
    ("S06", "专项资金", _JUNIOR, "", "困难寄宿生生活补助", 232_500, "政教处"),
    ("S07", "食堂资金", _JUNIOR, "", "学生伙食费收入", 720_000, "食堂"),
    ("S08", "其他资金", _JUNIOR, "", "利息、捐赠等其他收入", 22_400, "总务处"),
    ("G01", "公用经费", _JUNIOR, "30201", "教学办公用品", 58_000, "教导处"),
    ("G02", "公用经费", _JUNIOR, "30201", "行政办公用品", 36_000, "总务处"),
    ("G03", "公用经费", _JUNIOR, "30202", "试卷及资料印刷", 48_000, "教导处"),
    ("G04", "公用经费", _JUNIOR, "30204", "银行手续费", 1_200, "总务处"),
    ("G05", "公用经费", _JUNIOR, "30205", "水费", 24_000, "总务处"),
    ("G06", "公用经费", _JUNIOR, "30206", "电费", 66_000, "总务处"),
    ("G07", "公用经费", _JUNIOR, "30207", "电话、网络及邮寄", 12_600, "办公室"),
    ("G08", "公用经费", _JUNIOR, "30211", "教师差旅", 51_000, "教导处"),
    ("G09", "公用经费", _JUNIOR, "30213", "校舍及设备日常维修", 100_000, "总务处"),
    ("G10", "公用经费", _JUNIOR, "30216", "教师培训", 36_000, "教导处"),
    ("G11", "公用经费", _JUNIOR, "30217", "公务接待", 3_000, "办公室"),
    ("G12", "公用经费", _JUNIOR, "30218", "实验耗材及体育用品", 54_000, "教导处"),
    ("G13", "公用经费", _JUNIOR, "30226", "临聘宿管、保洁劳务", 36_000, "政教处"),
    ("G14", "公用经费", _JUNIOR, "30227", "垃圾清运及消防维保", 24_000, "总务处"),
    ("G15", "公用经费", _JUNIOR, "30299", "文体活动及卫生绿化", 28_000, "政教处"),
    ("G16", "公用经费", _JUNIOR, "31002", "办公设备购置", 52_000, "总务处"),
    ("G17", "公用经费", _JUNIOR, "31003", "教学专用设备购置", 30_000, "教导处"),
    ("G18", "公用经费", _JUNIOR, "31099", "图书购置", 16_000, "教导处"),
    ("R01", "人员经费", _JUNIOR, "30101", "基本工资", 2_728_000, "总务处"),
    ("R02", "人员经费", _JUNIOR, "30102", "津贴补贴", 564_000, "总务处"),
    ("R03", "人员经费", _JUNIOR, "30107", "绩效工资", 2_383_000, "总务处"),
    ("R04", "人员经费", "2080505", "30108", "养老保险单位缴费", 866_000, "总务处"),
    ("R05", "人员经费", "2080506", "30109", "职业年金单位缴费", 433_000, "总务处"),
    ("R06", "人员经费", "2101102", "30110", "医疗保险单位缴费", 433_000, "总务处"),
    ("R07", "人员经费", "2080599", "30112", "失业、工伤保险单位缴费", 55_000, "总务处"),
    ("R08", "人员经费", "2210201", "30113", "住房公积金单位缴存", 650_000, "总务处"),
    ("Z01", "专项资金", _JUNIOR, "31001", "校门及门卫室改造", 180_000, "总务处"),
    ("Z02", "专项资金", _JUNIOR, "30213", "厕所化粪池维修", 0, "总务处"),
    ("Z03", "专项资金", _JUNIOR, "30308", "营养改善计划食材", 565_000, "食堂"),
    ("Z04", "专项资金", _JUNIOR, "30305", "困难寄宿生生活补助", 232_500, "政教处"),
    ("T01", "食堂资金", _JUNIOR, "30218", "食堂食材", 560_000, "食堂"),
    ("T02", "食堂资金", _JUNIOR, "30225", "食堂燃气", 48_000, "食堂"),
    ("T03", "食堂资金", _JUNIOR, "30206", "食堂电费", 22_000, "食堂"),
    ("T04", "食堂资金", _JUNIOR, "30226", "食堂临聘人员劳务", 64_000, "食堂"),
    ("T05", "食堂资金", _JUNIOR, "30299", "炊具维修及洗涤用品", 26_000, "食堂"),
    ("Q01", "其他资金", _JUNIOR, "30309", "学生奖励", 12_000, "政教处"),
    ("Q02", "其他资金", _JUNIOR, "30299", "校园文化活动", 10_400, "政教处"),
)
_CHANGES = (
    ("2026-04-16", "S04", "追加", 96_000, "岚财教〔2026〕31号", "下达厕所化粪池维修专项"),
    ("2026-04-16", "Z02", "追加", 96_000, "岚财教〔2026〕31号", "下达厕所化粪池维修专项"),
    ("2026-06-22", "G08", "追减", 6_000, "校务会纪要〔2026〕7号", "压减差旅，用于教室门窗维修"),
    ("2026-06-22", "G09", "追加", 6_000, "校务会纪要〔2026〕7号", "压减差旅，用于教室门窗维修"),
    ("2026-09-17", "G03", "追减", 4_000, "校务会纪要〔2026〕11号", "试卷改为自印，添置速印机"),
    ("2026-09-17", "G16", "追加", 4_000, "校务会纪要〔2026〕11号", "试卷改为自印，添置速印机"),
    ("2026-10-20", "S07", "追加", 24_000, "岚教财〔2026〕45号", "秋季就餐人数增加"),
    ("2026-10-20", "T01", "追加", 24_000, "岚教财〔2026〕45号", "秋季就餐人数增加"),
)

_SAFETY = ("G14",)
"""Lines that pay for fire protection and guards."""

FUND_INCOME = {line[1]: line[0] for line in reversed(_LINES) if not line[3]}
"""资金来源 -> the first income line of that money, which fiscal direct payments are booked on."""


def adjusted(number: str) -> int:
    """Fen that a line may reach after all changes."""
    yuan = next(line[5] for line in _LINES if line[0] == number)
    for _, changed, direction, amount, *_ in _CHANGES:
        if changed == number:
            yuan += amount if direction == "追加" else -amount
    return yuan * 100


def fund(number: str) -> str:
    """资金来源 of a line."""
    return next(line[1] for line in _LINES if line[0] == number)


def department(number: str) -> str:
    """责任部门 of a line."""
    return next(line[6] for line in _LINES if line[0] == number)


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of budget.xlsx."""
    return {
        BudgetLine: typed(BudgetLine, _rows()),
        BudgetChange: typed(
            BudgetChange,
            (
                (date.fromisoformat(day), number, direction, yuan * 100, basis, reason)
                for day, number, direction, yuan, basis, reason in _CHANGES
            ),
        ),
    }


def _rows() -> Iterable[tuple[object, ...]]:
    for number, fund, function, economic, project, yuan, department in _LINES:
        direction = "支出" if economic else "收入"
        safety = "是" if number in _SAFETY else ""
        yield (
            number, "2026", direction, fund, function, economic, project, yuan * 100, department, _last_year(number), safety
        )  # fmt: skip


def _last_year(number: str) -> int:
    """Fen of the same thing a year ago, a little less; earmarked projects are new."""
    if fund(number) == "专项资金":
        return 0
    return round(adjusted(number) * stream("上年", number).uniform(0.9, 1) / 10_000) * 10_000
