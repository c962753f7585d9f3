"""What the morning page is told beside the books: what the records of an office know."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlplan.jobs.check import Check
from xlplan.jobs.clock.runs import Run, Seen
from xlplan.tables.books import Books, Waiting
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay, Term


@dataclass(frozen=True)
class Known:
    """What the records know."""

    last: Run | None = None
    """The night before this one."""
    found: Sequence[Seen] | None = None
    """What the last check found; None where there is nothing to compare with."""
    periods: Mapping[str, str] = field(default_factory=dict)
    """Month (YYYY-MM) -> held, closed or reopened."""
    warnings: Sequence[str] = ()

    def changes(self, check: Check | None) -> tuple[list[Seen], list[Seen]] | None:
        """What the last check did not find, and what only that one found though this one looked for it; None where one is not known."""
        if self.found is None or check is None:
            return None
        now = list(map(Seen.of, check.judgement.findings))
        waiting = {rule.id for rule, _ in check.judgement.waiting}
        unseen = {*check.refused, *check.books.not_kept}
        partly = {
            (sheet.table.workbook, sheet.table.sheet)
            for sheet in check.books.sheets.values()
            if sheet.left_out
        }
        looked_for = [
            one for one in self.found
            if one.rule not in waiting and one.workbook not in unseen and (one.workbook, one.sheet) not in partly
        ]  # fmt: skip
        return list(_without(now, self.found)), list(_without(looked_for, now))


def _without(found: Iterable[Seen], others: Iterable[Seen]) -> Iterator[Seen]:
    """Those that have no like among the others, each of which stands for one."""
    left = Counter(one.same for one in others)
    for one in found:
        if left[one.same]:
            left[one.same] -= 1
        else:
            yield one


def calendar_of(books: Books | None) -> Calendar:
    """The calendar of an office; that of the country where its own cannot be read."""
    try:
        if books:
            with books.asked():
                return Calendar(books[SpecialDay], books[Term])
    except Waiting:
        pass
    return Calendar()
