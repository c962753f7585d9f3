"""Every kind of paper that is a workbook to print, by its name."""

from xlplan import reports
from xlplan.reports.paper import SheetPaper, shelved

SHEETS = shelved(reports, SheetPaper)
