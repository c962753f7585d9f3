"""Papers made of the books: what lacks a cell is stopped, what waits for a table is told, the others come out."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents import package, sheets
from xlplan.documents.figures import Traced
from xlplan.documents.paper import Document, Draft, file_name
from xlplan.documents.record import Origin, record
from xlplan.documents.template import Template
from xlplan.documents.trace import SHEET, trace_sheet
from xlplan.documents.values import context, leaves
from xlplan.excel.papers import paper
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.reports.forms import own_term
from xlplan.reports.paper import Of, Paper, SheetPaper
from xlplan.tables.books import Books, NotKept, Waiting

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
    not_kept: dict[str, list[str]] = field(default_factory=dict)
    """The same where it stands in a workbook that the office does without."""
    remarks: list[str] = field(default_factory=list)
    """What is to be looked at before a paper goes out."""

    def add(self, other: "Made") -> None:
        """Take what came of others in."""
        self.papers += other.papers
        self.stopped += other.stopped
        self.failed |= other.failed
        self.remarks += other.remarks
        for own, others in ((self.waiting, other.waiting), (self.not_kept, other.not_kept)):
            for reason, names in others.items():
                own.setdefault(reason, []).extend(names)


def make_each(desk: Desk, books: Books, asked: Iterable[tuple[Paper, str]]) -> Made:
    """Make papers, each of its own; what keeps one from being made is noted and stops no other."""
    made = Made()
    for kind, of in asked:
        with noted(books, made, kind.name):
            if isinstance(kind, Document):
                made.add((make_batch if kind.batch and not of else make)(desk, books, kind, (of,)))
            elif isinstance(kind, SheetPaper):
                made.add(_make_sheets(desk, books, kind, of))
    return made


@contextmanager
def noted(books: Books, made: Made, name: str) -> Iterator[None]:
    """Note why a paper of this name cannot be made, and go on."""
    try:
        with books.asked():
            yield
    except CannotRun as reason:
        made.failed[name] = str(reason)
    except NotKept as reason:
        made.not_kept.setdefault(str(reason), []).append(name)
    except Waiting as reason:
        made.waiting.setdefault(str(reason), []).append(name)


def _make_sheets(desk: Desk, books: Books, kind: SheetPaper, asked: str) -> Made:
    """Make the workbooks to print that are asked for as one."""
    made = Made()
    if kind.of is Of.TERM and not asked:
        asked = own_term(books, asked)
    for of in kind.each(books, asked):
        name = _stem(kind, of)
        with noted(books, made, name):
            made.papers.append(
                desk.write(f"{name}{kind.suffix}", sheets.made(kind, books, of), kind.month(of))
            )
    return made


def _stem(kind: SheetPaper, of: str) -> str:
    """Of the file: 科目余额表 in the folder of its month, 银行存款余额调节表-基本户, 教材发放表 2026年秋季学期."""
    if kind.of is Of.MONTH:
        _, _, part = of.partition(" ")
        return f"{kind.name}-{file_name(part)}" if part else kind.name
    return f"{kind.name} {file_name(of)}" if of else kind.name


def make(desk: Desk, books: Books, document: Document, asked: Sequence[str] = ("",)) -> Made:
    """Make the papers of one kind: of each 编号, month or term that is asked for, or all that are due.

    Beside each paper a sheet tells where its figures come from. Raises CannotRun where the template cannot be used.
    """
    made = Made()
    for draft, content, figures in filled(desk, books, document, asked, made):
        try:
            made.papers.append(desk.write(f"{draft.name}.docx", content, draft.month))
            if figures:
                sheet = trace_sheet({draft.name: figures}, "../../")
                desk.write(f"{draft.name} {SHEET}.xlsx", paper([sheet]), draft.month)
        except CannotRun as reason:
            made.failed[draft.name] = str(reason)
    return made


def make_batch(desk: Desk, books: Books, document: Document, asked: Sequence[str] = ("",)) -> Made:
    """Make many papers of one kind into a folder of their own, which stands there whole or not at all."""
    made = Made()
    sources: dict[str, list[Traced]] = {}

    def files() -> Iterator[tuple[str, bytes]]:
        for draft, content, figures in filled(desk, books, document, asked, made):
            if figures:
                sources[draft.name] = figures
            yield f"{draft.name}.docx", content
        if made.waiting:  # what has been made so far is no whole batch
            raise CannotRun(f"{'，'.join(made.waiting)}，不能做{document.name}。")
        if sources:
            yield f"{document.name} {SHEET}.xlsx", paper([trace_sheet(sources, "../../../")])

    written, kept = desk.write_folder(document.name, files())
    made.papers += written
    made.failed |= kept
    return made


def filled(
    desk: Desk, books: Books, document: Document, asked: Sequence[str], made: Made
) -> Iterator[tuple[Draft, bytes, list[Traced]]]:
    """Content and printed figures of each paper that can be made, one at a time; the others are noted."""
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
        made.remarks += [f"{draft.name}：{told}" for told in draft.waiting]
        try:
            content = template.fill(values, Origin(document.name, draft.of, books.today))
        except CannotRun as reason:
            made.failed[draft.name] = str(reason)
        else:
            taken[place] = draft
            own = record(package.parts(draft.name, content))
            tags = {tag for tag, _ in own.figures} if own else set()
            figures = [figure for figure in leaves(values, Traced) if figure.tag in tags]
            yield draft, content, figures


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
        except NotKept as reason:
            made.not_kept.setdefault(str(reason), []).append(document.name)
        except Waiting as reason:
            made.waiting.setdefault(str(reason), []).append(document.name)
