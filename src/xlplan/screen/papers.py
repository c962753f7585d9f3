"""What the commands that make Word papers show."""

from collections.abc import Iterator

from xlplan.documents.paper import Draft
from xlplan.jobs.papers import Made

_LISTED = 10
"""Cells that are listed for a paper."""


def text(made: Made) -> Iterator[str]:
    """Each paper that was made, and the cells that keep the others from being made."""
    for path in made.papers:
        yield f"做好了：{path.parent.name}/{path.name}"
    yield from made.remarks
    for draft in made.stopped:
        yield f"没有做：{draft.name}，先改好下面的格。"
        yield from lacking(draft)
    for reason, names in made.waiting.items():
        yield f"暂时做不了：{'、'.join(names)}。{reason}。"


def lacking(draft: Draft) -> Iterator[str]:
    """The cells that keep a paper from being made."""
    yield from (f"  {ref.workbook} {ref} {wrong}" for ref, wrong in draft.missing[:_LISTED])
    if len(draft.missing) > _LISTED:
        yield f"  还有 {len(draft.missing) - _LISTED} 格，用 xlplan check 看全部。"


def stopped(draft: Draft) -> dict[str, object]:
    """The same for programs."""
    return {
        "paper": draft.name,
        "missing": [
            {"workbook": ref.workbook, "sheet": ref.sheet, "cell": ref.cell, "message": wrong}
            for ref, wrong in draft.missing
        ],
    }


def document(made: Made) -> dict[str, object]:
    """The same for programs."""
    return {
        "papers": [str(path) for path in made.papers],
        "stopped": list(map(stopped, made.stopped)),
        "waiting": [{"reason": reason, "papers": names} for reason, names in made.waiting.items()],
        "remarks": made.remarks,
        "failed": made.failed,
    }
