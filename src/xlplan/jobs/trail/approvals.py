"""What was approved, as the chain of an office has it: a night that sees a claim approved writes down what it says."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from xlplan.findings import CannotRun
from xlplan.jobs.trail.chain import Record, add
from xlplan.ledger.approvals import binding
from xlplan.tables.books import Books, Waiting
from xlplan.tables.bound import Bound

if TYPE_CHECKING:  # a desk reads here for its books
    from xlplan.jobs.desk import Desk

KIND = "approval"


def bound(records: Iterable[Record]) -> dict[str, Bound]:
    """单号 -> its last approval that was written down; raises CannotRun where a record does not tell."""
    found = {}
    for record in records:
        if record.kind == KIND:
            try:
                for number, own in record.content["claims"].items():
                    said = {str(header): str(text) for header, text in own["said"].items()}
                    found[str(number)] = Bound(date.fromisoformat(own["day"]), said, int(own.get("rows", 0)))
            except (KeyError, TypeError, ValueError, AttributeError):
                raise CannotRun(f"第 {record.number} 号记录（审批）读不懂，用 xlplan verify 看。") from None
    return found


def bind(desk: "Desk", books: Books) -> Record | None:
    """Write down what is approved and no night before has seen so; None where there is nothing, or it cannot be told yet."""
    try:
        with books.asked():
            found = binding(books)
    except Waiting:
        return None
    return write_down(desk, found)


def write_down(desk: "Desk", found: Mapping[str, Bound]) -> Record | None:
    """Add to the chain what was approved; None where that is nothing."""
    said = {
        number: {"day": own.day.isoformat(), "said": dict(own.said), "rows": own.rows}
        for number, own in found.items()
    }
    return add(desk, KIND, {"claims": said}) if said else None
