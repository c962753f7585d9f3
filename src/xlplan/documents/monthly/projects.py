"""项目：在建的建设、维修项目做到哪里，付了多少，取自 projects.xlsx。"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import poured, printed
from xlplan.documents.project_progress import TABLES, ProjectRow
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.reports.forms import of_month, source
from xlplan.reports.project_progress import project_progress
from xlplan.tables.projects import ProjectPayment


@dataclass(frozen=True)
class Projects:
    """The projects as they stand at the end of the month, and what was paid in it."""

    rows: tuple[ProjectRow, ...] = named("清单")
    total: ProjectRow = named("合计")
    paid: Printed = named("本月付款")


def _projects(of: Month) -> Projects:
    rows, (total,) = poured(project_progress(of.books, of.month).blocks[0], ProjectRow)
    paid = of_month(of.books[ProjectPayment], ProjectPayment.date, of.month)
    fen = int(paid[ProjectPayment.amount].sum())
    at = source(ProjectPayment.amount, of.month, len(paid), NAME)
    return Projects(rows, total, printed(Figure(fen, at), Kind.MONEY))


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, *TABLES)


PROJECTS = Section(_projects, _missing)
