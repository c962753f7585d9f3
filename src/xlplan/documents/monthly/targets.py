"""目标完成情况：学期的目标，完成了多少。"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.cells import Ref
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn, unfit
from xlplan.documents.printing import poured
from xlplan.documents.values import named
from xlplan.reports.target_progress import target_progress
from xlplan.tables.calendar import term_on
from xlplan.tables.office import Term
from xlplan.tables.plan import Target


@dataclass(frozen=True)
class TargetRow:
    """One target of the term, and how far it is reached."""

    indicator: Printed = named("指标")
    goal: Printed = named("目标值")
    actual: Printed = named("实际值")
    due: str = named("截止日")
    owner: str = named("责任人")
    share: Printed = named("完成率")
    state: str = named("状态")


@dataclass(frozen=True)
class Targets:
    """The targets of the term."""

    rows: tuple[TargetRow, ...] = named("指标")
    picture: Picture | str = named("图")


def _term(of: Month) -> str:
    return term_on(of.books[Term], of.books.today)


def _targets(of: Month) -> Targets:
    if not _term(of):
        return Targets((), "")
    block = target_progress(of.books).blocks[0]
    rows, _ = poured(block, TargetRow)
    return Targets(rows, of.picture(block))


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    yield from torn(of.books, Term)
    term, targets = _term(of), of.books[Target]
    yield from torn(of.books, Target, concerns=lambda rows: rows[Target.term].isin(["", term]))
    yield from unfit(of.books, {Target: targets.index[targets[Target.term] == term]})


TARGETS = Section(_targets, _missing)
