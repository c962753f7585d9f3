"""What every master sheet holds: one file per workbook, one class per sheet."""

from xlplan.excel.table import Table
from xlplan.tables import budget, ledger, office, plan

MASTERS: dict[str, tuple[type[Table], ...]] = {
    workbook: tuple(table for table in Table.every.values() if table.workbook == workbook)
    for workbook in dict.fromkeys(table.workbook for table in Table.every.values())
}
"""The master workbooks and their sheets, in the order in which findings are listed."""

__all__ = ["MASTERS", "budget", "ledger", "office", "plan"]
