"""What the commands that make papers show."""

from collections.abc import Iterable, Iterator

from xlplan.documents.paper import Draft
from xlplan.jobs.papers import Made
from xlplan.reports.paper import Paper

_LISTED = 10
"""Cells that are listed for a paper."""
_SUFFIXES = {".xlsx": "Excel", ".docx": "Word"}


def text(made: Made) -> Iterator[str]:
    """Each paper that was made, and the cells that keep the others from being made."""
    for path in made.papers:
        yield f"做好了：{path.parent.name}/{path.name}"
    yield from made.remarks
    for draft in made.stopped:
        yield f"没有做：{draft.name}，先改好下面的格。"
        yield from lacking(draft)
    for reason, names in (made.waiting | made.not_kept).items():
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
        "waiting": [
            {"reason": reason, "papers": names} for reason, names in (made.waiting | made.not_kept).items()
        ],
        "remarks": made.remarks,
        "failed": made.failed,
    }


def kinds(papers: Iterable[Paper]) -> Iterator[str]:
    """What can be made, of what, and when it is made by itself."""
    for kind in papers:
        public = "，给大家看的，证件号和账号不写全" if kind.public else ""
        yield f"{kind.name}（{_SUFFIXES[kind.suffix]}）：{kind.made_of}；{kind.when.value}{public}。"


def kinds_document(papers: Iterable[Paper]) -> dict[str, object]:
    """The same for programs."""
    return {
        "papers": [
            {
                "name": kind.name,
                "file": kind.suffix,
                "of": kind.made_of,
                "when": kind.when.value,
                "public": kind.public,
            }
            for kind in papers
        ]
    }
