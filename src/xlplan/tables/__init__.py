"""What every master sheet holds: one file per workbook, one class per sheet."""

from xlplan.excel.table import Table
from xlplan.tables import (
    assets,
    budget,
    canteen,
    claims,
    fees,
    ledger,
    office,
    payroll,
    people,
    plan,
    projects,
    safety,
    stores,
    students,
)

REQUIRED = {
    "office.xlsx": "单位、人员、参数",
    "budget.xlsx": "预算",
    "ledger.xlsx": "记账、日记账",
    "plan.xlsx": "计划、通知、公开、档案",
}
"""The workbooks that every office keeps -> what each is about."""

OPTIONAL = {
    "claims.xlsx": "报销、采购",
    "payroll.xlsx": "工资",
    "fees.xlsx": "收费、票据",
    "stores.xlsx": "库房物资、教材、课桌椅",
    "assets.xlsx": "资产、校舍",
    "canteen.xlsx": "食堂",
    "safety.xlsx": "安全",
    "people.xlsx": "岗位、值周、考勤",
    "students.xlsx": "学生、住宿",
    "projects.xlsx": "建设项目",
}
"""The workbooks that an office may do without -> what each is about, which is then not checked."""

ABOUT = REQUIRED | OPTIONAL

MASTERS: dict[str, tuple[type[Table], ...]] = {
    workbook: tuple(table for table in Table.every.values() if table.workbook == workbook)
    for workbook in ABOUT
}
"""The master workbooks and their sheets, in the order in which findings are listed."""

__all__ = [
    "ABOUT",
    "MASTERS",
    "OPTIONAL",
    "REQUIRED",
    "assets",
    "budget",
    "canteen",
    "claims",
    "fees",
    "ledger",
    "office",
    "payroll",
    "people",
    "plan",
    "projects",
    "safety",
    "stores",
    "students",
]
