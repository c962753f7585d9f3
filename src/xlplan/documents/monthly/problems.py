"""问题清单：检查在当月的台账里查出了什么。"""

from dataclasses import dataclass

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.printing import printed, sourced
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books


@dataclass(frozen=True)
class Problem:
    """A rule that is broken in the month."""

    severity: str = named("级别")
    rule: str = named("规则")
    title: Printed = named("问题")
    count: Printed = named("个数")
    example: Printed = named("例")


@dataclass(frozen=True)
class Problems:
    """What the check finds in the rows of the month."""

    errors: Printed = named("错误数")
    warnings: Printed = named("警告数")
    notes: Printed = named("提示数")
    waiting: Printed = named("没有检查数")
    """Rules that could not judge."""
    rows: tuple[Problem, ...] = named("清单")


def judged(books: Books, month: str) -> Judgement:
    """What the rules find in the rows of a month, asked once for all its papers."""
    return books.once(("judged", month), lambda: judge(books, month))


def _problems(of: Month) -> Problems:
    judgement = judged(of.books, of.month)

    def told(value: int | str, which: str, count: int, at: Ref) -> Printed:
        source = Source(at, "问题", f"{of.month} {which}", count, "检查结果")
        return printed(Figure(value, source), Kind.COUNT)

    errors, warnings, notes = (
        told(number, severity.word, number, Ref("", "")) for severity, number in judgement.counts.items()
    )
    rows = []
    for broken in judgement.broken():
        id, count, first = broken.rule.id, broken.count, broken.first.ref
        at = Ref(first.workbook, first.sheet)
        title, number = told(broken.rule.title, f"{id} 名称", count, at), told(count, id, count, at)
        example = sourced(broken.first.place, Source(at, "问题", f"{of.month} {id} 例", count, "检查结果"))
        rows.append(Problem(broken.severity.word, id, title, number, example))
    unjudged = len(judgement.waiting)
    waiting = told(unjudged, "还没有检查的规则", unjudged, Ref("", "")) if unjudged else ""
    return Problems(errors, warnings, notes, waiting, tuple(rows))


PROBLEMS = Section(_problems, lambda of: ())
