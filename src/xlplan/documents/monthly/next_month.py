"""下月安排：下个月到期的工作。"""

from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.monthly.work import missing_work
from xlplan.documents.plan import WorkRow, work_row
from xlplan.reports.work import due_between


def _next_month(of: Month) -> tuple[WorkRow, ...]:
    due = due_between(of.books, *of.next_days)
    return tuple(work_row(of.books, row) for row in due.index)


NEXT_MONTH = Section(_next_month, lambda of: missing_work(of, *of.next_days))
