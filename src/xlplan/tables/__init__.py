"""What every master sheet holds: one file per workbook, one class per sheet."""

from xlplan.excel.table import Table
from xlplan.tables import budget, claims, ledger, office, plan, stores

REQUIRED = ("office.xlsx", "budget.xlsx", "ledger.xlsx", "plan.xlsx")
"""The workbooks that every office keeps."""

OPTIONAL = {
    "claims.xlsx": "报销、采购",
    "stores.xlsx": "库房物资、教材、课桌椅",
}
"""The workbooks that an office may do without -> what each is about, which is then not checked."""

MASTERS: dict[str, tuple[type[Table], ...]] = {
    workbook: tuple(table for table in Table.every.values() if table.workbook == workbook)
    for workbook in (*REQUIRED, *OPTIONAL)
}
"""The master workbooks and their sheets, in the order in which findings are listed."""

__all__ = ["MASTERS", "OPTIONAL", "REQUIRED", "budget", "claims", "ledger", "office", "plan", "stores"]
