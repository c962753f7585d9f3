"""安全：当月到期的安全工作。"""

from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.monthly.work import missing_work
from xlplan.documents.plan import WorkRow, work_row
from xlplan.reports.work import due_between
from xlplan.tables.plan import WorkItem

_SAFETY = "安全|消防|防火|防震|防汛|防溺水|演练|隐患|应急|用电|用气|排查"


def _safety(of: Month) -> tuple[WorkRow, ...]:
    due = due_between(of.books, *of.days)
    safe = due[due[WorkItem.item].str.contains(_SAFETY)]
    return tuple(work_row(of.books, row) for row in safe.index)


SAFETY = Section(_safety, lambda of: missing_work(of, *of.days))
