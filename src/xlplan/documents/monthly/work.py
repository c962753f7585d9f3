"""本月工作完成情况：当月到期的工作，完成了多少。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn, unfit
from xlplan.documents.plan import WorkRow, work_row
from xlplan.documents.printing import printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.reports.work import DONE, due_between
from xlplan.tables.calendar import term_on
from xlplan.tables.office import Term
from xlplan.tables.plan import WorkItem


@dataclass(frozen=True)
class Work:
    """The work that was due in the month."""

    planned: Printed = named("计划数")
    done: Printed = named("完成数")
    left: Printed = named("未完成数")
    rows: tuple[WorkRow, ...] = named("事项")


def _work(of: Month) -> Work:
    due = due_between(of.books, *of.days)
    done = due[WorkItem.state] == DONE
    at = Ref(WorkItem.workbook, WorkItem.sheet)

    def count(rows: pd.DataFrame, state: str) -> Printed:
        source = Source(at, WorkItem.state, f"{of.month} 到期，{state}", len(rows), NAME)
        return printed(Figure(len(rows), source), Kind.COUNT)

    return Work(
        count(due, "没有取消"),
        count(due[done], DONE),
        count(due[~done], "还没有完成"),
        tuple(work_row(of.books, row) for row in due.index),
    )


def missing_work(of: Month, first: date, last: date) -> Iterator[tuple[Ref, str]]:
    """The cells to be put right of work that is due from one day to another, or may be."""
    yield from torn(of.books, Term)
    terms = of.books[Term]
    near = {"", term_on(terms, first), term_on(terms, last)}
    span = pd.Timestamp(first), pd.Timestamp(last)
    yield from torn(
        of.books,
        WorkItem,
        concerns=lambda rows: rows[WorkItem.term].isin(near) | rows[WorkItem.end].between(*span),
    )
    yield from unfit(of.books, {WorkItem: due_between(of.books, first, last).index})


WORK = Section(_work, lambda of: missing_work(of, *of.days))
