"""追溯：一份文书里的每个数字，和台账现在的是不是一样。"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from xlplan.documents import package, sheets
from xlplan.documents.controls import Loose, read, typed
from xlplan.documents.paper import Draft
from xlplan.documents.record import Origin, record
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.template import compiled
from xlplan.documents.trace import Held, State, Verdict, compared
from xlplan.documents.values import context
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.reports.shelf import SHEETS
from xlplan.tables.books import Books, Waiting

T = TypeVar("T")


@dataclass(frozen=True)
class Trace:
    """What became of the figures of a paper."""

    paper: Path
    origin: Origin
    figures: tuple[Verdict, ...]
    loose: tuple[Loose, ...]
    """Figures of a Word paper that stand in no control: typed by hand."""
    lacking: Draft | None = None
    """The paper as it would be made now, where cells keep it from being made."""
    reason: str = ""
    """One sentence why the paper cannot be made again, and so not be compared; "" where it can."""

    @property
    def agrees(self) -> bool:
        """Whether every figure is what its source says, and none was typed."""
        return not (self.loose or self.lacking or self.reason) and all(
            one.state is State.SAME for one in self.figures
        )

    @property
    def stale(self) -> list[Verdict]:
        """The figures whose source says something else now than when the paper was made."""
        return [one for one in self.figures if one.state.of_books]


def trace(desk: Desk, path: Path) -> Trace:
    """追溯数字

    把文书（Word 的、Excel 的）照做的那一天、用现在的台账重做一遍（不写文件），和文书里每个带来源的数字逐个比：一致的，台账变了的，文中改过、删了的，
    来源没有了的，台账里新有的；没有来源的数字（自己打上去的）也列出来。
    """
    return traced_paper(desk, desk.books(), path)


def traced_paper(desk: Desk, books: Books, path: Path) -> Trace:
    """The trace of a paper; raises CannotRun for a file that xlplan did not make, or that cannot be made again."""
    return _traced(desk, books, path, _opened(path))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower().startswith(".xls")


def _opened(path: Path) -> Held:
    """A paper as it stands there; raises CannotRun for a file that xlplan did not make."""
    if _is_workbook(path):
        book = sheets.read(path)
        if book is None or book.origin.document not in SHEETS:
            raise CannotRun(f"{path.name} 里没有数字来源的记录：不是 xlplan 做的要打印的表，或者记录被删了。")
        return book
    try:
        parts = package.parts(path.name, path.read_bytes())
    except OSError:
        raise CannotRun(f"{path.name} 打不开，可能不在，或者没有权限。") from None
    own = record(parts)
    if own is None or own.origin.document not in DOCUMENTS:
        raise CannotRun(
            f"{path.name} 里没有数字来源的记录：不是 xlplan 做的，或者在 LibreOffice 里另存过，记录丢了。"
        )
    roots = [package.tree(path.name, parts[name]) for name in sorted(parts) if package.FILLED.fullmatch(name)]
    tags = {tag for tag, _ in own.figures}
    controls = [control for root in roots for control in read(root, tags)]
    return Held(own.origin, own.figures, controls, tuple(one for root in roots for one in typed(root, tags)))


def _traced(desk: Desk, books: Books, path: Path, paper: Held) -> Trace:
    """The trace of a paper; raises CannotRun where it cannot be made again."""
    origin, loose = paper.origin, tuple(paper.loose)
    if _is_workbook(path):
        now = sheets.read(path, _again(books, origin, _workbook))
        return Trace(path, origin, tuple(compared(paper, now.made if now else ())), loose)
    document, draft = DOCUMENTS[origin.document], _again(books, origin, _draft)
    if draft.paper is None:
        return Trace(path, origin, (), loose, draft)
    template = compiled(document.name, desk.template(document.name))
    content = template.fill(context(draft.paper, document.public, books.private), origin)
    own = record(package.parts(path.name, content))
    figures = tuple(compared(paper, own.figures if own else ()))
    if draft.waiting and any(one.state is State.GONE for one in figures):
        raise CannotRun(
            f"现在{''.join(draft.waiting)}不能追溯。"
        )  # it may be the same again when the table is there
    return Trace(path, origin, figures, loose)


def _again(books: Books, origin: Origin, make: Callable[[Books, Origin], T]) -> T:
    """The paper of this origin as the masters have it now; raises CannotRun where they have it no more."""
    as_of = replace(books, today=origin.day)
    gone = f"{origin}现在做不出来了，不能追溯。"
    if re.match(r"\d{4}-\d{2}", origin.of) and origin.of[:7] > f"{origin.day:%Y-%m}":
        raise CannotRun(gone)  # nobody made a paper of a month to come
    try:
        with as_of.asked():
            return make(as_of, origin)
    except Waiting as reason:
        raise CannotRun(f"{reason}，不能追溯。") from None
    except (StopIteration, ValueError):  # the record may name a month that is none
        raise CannotRun(gone) from None


def _draft(books: Books, origin: Origin) -> Draft:
    return next(DOCUMENTS[origin.document].drafts(books, origin.of, ()))


def _workbook(books: Books, origin: Origin) -> bytes:
    kind = SHEETS[origin.document]
    return next(sheets.made(kind, books, of) for of in kind.each(books, origin.of) if of == origin.of)


def stale(desk: Desk, books: Books, fresh: Collection[Path]) -> Iterator[Trace]:
    """The papers of the office whose sources have changed since they were made, or are gone; those just made left out."""
    papers = desk.office / "papers"
    for path in sorted((*papers.glob("*/**/*.docx"), *papers.glob("*/**/*.xlsx"))):
        if path in fresh or any(part.startswith(("~$", ".")) for part in path.relative_to(papers).parts):
            continue
        try:
            paper = _opened(path)
        except CannotRun:
            continue
        try:
            found = _traced(desk, books, path, paper)
        except CannotRun as reason:
            found = Trace(path, paper.origin, (), (), reason=str(reason))
        if found.stale or found.lacking or found.reason:
            yield found
