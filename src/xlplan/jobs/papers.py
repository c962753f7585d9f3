"""Word papers made of the books: what lacks a cell is stopped, the others come out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents.paper import Document, Draft, context
from xlplan.documents.record import Origin
from xlplan.documents.template import Template
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.tables.books import Books, Waiting


@dataclass
class Made:
    """What came of the papers that were asked for."""

    papers: list[Path] = field(default_factory=list)
    stopped: list[Draft] = field(default_factory=list)
    """Those that lack a cell."""
    failed: dict[str, str] = field(default_factory=dict)
    """Paper -> one sentence why it could not be made."""

    def add(self, other: "Made") -> None:
        """Take what came of others in."""
        self.papers += other.papers
        self.stopped += other.stopped
        self.failed |= other.failed


def make(desk: Desk, books: Books, document: Document, asked: Sequence[str] = ("",)) -> Made:
    """Make the papers of one kind: of each 编号, month or term that is asked for, or all that are due.

    Raises CannotRun where the template cannot be used, or there is nothing of that name to make a paper of.
    """
    made = Made()
    template = Template(document.name, desk.template(document.name))
    try:
        with books.asked():
            drafts = [draft for of in asked for draft in document.drafts(books, of, template.names)]
    except Waiting as reason:
        raise CannotRun(f"{reason}，不能做{document.name}。") from None
    for draft in drafts:
        if draft.paper is None:
            made.stopped.append(draft)
            continue
        try:
            origin = Origin(document.name, draft.of, books.today)
            content = template.fill(context(draft.paper, document.public), origin)
            made.papers.append(desk.write(f"{draft.name}.docx", content, draft.month))
        except CannotRun as reason:
            made.failed[draft.name] = str(reason)
    return made
