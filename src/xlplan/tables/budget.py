"""budget.xlsx: the year's budget and how it was changed."""

import pandas as pd

from xlplan.excel.table import Formula, Table, day, money, text
from xlplan.tables.links import sums_of
from xlplan.tables.office import Department, EconomicClass


def _adjusted_by(direction: str) -> Formula:
    def values(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
        changes = workbook["预算调整"]
        own = changes[changes["方向"] == direction]
        return sums_of(rows, own, {"预算号": "预算号"}, own["金额"])

    return Formula(
        f'=SUMIFS({{预算调整.金额:all}},{{预算调整.预算号:all}},{{预算号}},{{预算调整.方向:all}},"{direction}")',
        values,
    )


class BudgetLine(Table, workbook="budget.xlsx", sheet="预算"):
    """年度预算，收入和支出各列各行，一行一个预算号。"""

    number = text("预算号", required=True, unique=True, subject=True)
    year = text("年度", required=True, help="如 2026。", width=8)
    direction = text("收支", required=True, choices=("收入", "支出"), width=8)
    fund = text("资金来源", required=True, help="公用经费、专项资金、人员经费等。")
    function = text("功能科目", help="功能分类，如 2050203。")
    economic = text("经济科目", refers=EconomicClass.code, judged_by="BUD-03", help="经济分类，收入行空着。")
    project = text("项目", width=26)
    original = money("年初数", required=True)
    added = money("追加", blank=0, formula=_adjusted_by("追加"), help="由预算调整表自动汇总。")
    cut = money("追减", blank=0, formula=_adjusted_by("追减"), help="由预算调整表自动汇总。")
    adjusted = money(
        "调整后",
        required=True,
        formula=Formula(
            "={年初数}+{追加}-{追减}", lambda rows, _: rows["年初数"] + rows["追加"] - rows["追减"]
        ),
        help="年初数＋追加－追减，自动计算。",
    )
    department = text("责任部门", refers=Department.name, width=14)
    last_year = money(
        "上年数", blank=0, optional=True, help="同一项目上年的决算数或调整后预算数；上年没有的空着。"
    )
    safety = text(
        "安全投入",
        optional=True,
        choices=("是",),
        help="安全设施、消防、安保的支出填 是，和上年比。",
        width=8,
    )


class BudgetChange(Table, workbook="budget.xlsx", sheet="预算调整"):
    """追加和追减，一笔一行，要有批文。"""

    date = day("日期", required=True, dated=True)
    number = text("预算号", required=True, refers=BudgetLine.number, subject=True)
    direction = text("方向", required=True, choices=("追加", "追减"), width=8)
    amount = money("金额", required=True)
    basis = text("依据", required=True, help="批文号或会议纪要号。", width=26)
    reason = text("事由", width=30)
