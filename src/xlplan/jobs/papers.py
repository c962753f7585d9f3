"""Word papers made of the books: what lacks a cell is stopped, the others come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents import package
from xlplan.documents.figures import Traced
from xlplan.documents.paper import Document, Draft
from xlplan.documents.record import Origin, record
from xlplan.documents.template import Template
from xlplan.documents.trace import SHEET, trace_sheet
from xlplan.documents.values import context, leaves
from xlplan.excel.papers import paper
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.tables.books import Books, Waiting

_SAME = "{first} 和 {second} 的文件名都是 {name}.docx，只做了 {first} 的；要都做，先把一个改得不一样。"


@dataclass
class Made:
    """What came of the papers that were asked for."""

    papers: list[Path] = field(default_factory=list)
    stopped: list[Draft] = field(default_factory=list)
    """Those that lack a cell."""
    failed: dict[str, str] = field(default_factory=dict)
    """Paper -> one sentence why it could not be made."""
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """What the masters lack so that a kind of paper cannot be made at all -> its names."""

    remarks: list[str] = field(default_factory=list)
    """What is to be looked at before a paper goes out."""

    def add(self, other: "Made") -> None:
        """Take what came of others in."""
        self.papers += other.papers
        self.stopped += other.stopped
        self.failed |= other.failed
        for reason, names in other.waiting.items():
            self.waiting.setdefault(reason, []).extend(names)


def make(desk: Desk, books: Books, document: Document, asked: Sequence[str] = ("",)) -> Made:
    """Make the papers of one kind: of each 编号, month or term that is asked for, or all that are due.

    Beside each paper a sheet tells where its figures come from. Raises CannotRun where the template cannot be used.
    """
    made = Made()
    for name, content, figures, month in _filled(desk, books, document, asked, made):
        try:
            made.papers.append(desk.write(f"{name}.docx", content, month))
            if figures:
                sheet = trace_sheet({name: figures}, "../../")
                desk.write(f"{name} {SHEET}.xlsx", paper([sheet]), month)
        except CannotRun as reason:
            made.failed[name] = str(reason)
    return made


def make_batch(desk: Desk, books: Books, document: Document, asked: Sequence[str] = ("",)) -> Made:
    """Make many papers of one kind into a folder of their own, which stands there whole or not at all."""
    made = Made()
    sources: dict[str, list[Traced]] = {}

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content, figures, _ in _filled(desk, books, document, asked, made):
            if figures:
                sources[name] = figures
            yield f"{name}.docx", content
        if made.waiting:  # what has been made so far is no whole batch
            raise CannotRun(f"{'，'.join(made.waiting)}，不能做{document.name}。")
        if sources:
            yield f"{document.name} {SHEET}.xlsx", paper([trace_sheet(sources, "../../../")])

    written, kept = desk.write_folder(document.name, files())
    made.papers += written
    made.failed |= kept
    return made


def _filled(
    desk: Desk, books: Books, document: Document, asked: Sequence[str], made: Made
) -> Iterator[tuple[str, bytes, list[Traced], str]]:
    """Name, content, printed figures and month of each paper that can be made, one at a time; the others are noted."""
    template = Template(document.name, desk.template(document.name))
    taken: dict[tuple[str, str], Draft] = {}
    for draft in _drafts(books, document, asked, template.names, made):
        if draft.paper is None:
            made.stopped.append(draft)
            continue
        # Windows has one file for names that differ by case only.
        place = draft.month or desk.month, draft.name.casefold()
        if other := taken.get(place):
            told = _SAME.format(name=other.name, first=other.of, second=draft.of)
            made.failed[f"{document.name} {draft.of}"] = told
            continue
        values = context(draft.paper, document.public, books.private)
        try:
            content = template.fill(values, Origin(document.name, draft.of, books.today))
        except CannotRun as reason:
            made.failed[draft.name] = str(reason)
        else:
            taken[place] = draft
            own = record(package.parts(draft.name, content))
            tags = {tag for tag, _ in own.figures} if own else set()
            figures = [figure for figure in leaves(values, Traced) if figure.tag in tags]
            yield draft.name, content, figures, draft.month


def _drafts(
    books: Books, document: Document, asked: Sequence[str], used: Sequence[str], made: Made
) -> Iterator[Draft]:
    """The papers to be made; what there is not, or cannot be had of the masters, is noted."""
    for of in dict.fromkeys(asked):
        try:
            with books.asked():
                yield from document.drafts(books, of, used)
        except CannotRun as reason:
            made.failed[f"{document.name} {of}".strip()] = str(reason)
        except Waiting as reason:
            made.waiting.setdefault(str(reason), []).append(document.name)
