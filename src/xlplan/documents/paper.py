"""A kind of Word paper, one of them that is to be made, and what keeps it from being made."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from xlplan.cells import Ref
from xlplan.excel.table import Table
from xlplan.findings import Severity
from xlplan.reports.forms import office_row
from xlplan.reports.paper import Paper
from xlplan.rules.judge import of_topic
from xlplan.tables.books import Books, Concerns
from xlplan.tables.office import Office
from xlplan.tables.placeholders import placeholder

_UNFIT = re.compile(r'[\x00-\x1f\\/:*?"<>|]')
"""What the name of a file cannot hold."""


@dataclass(frozen=True)
class Draft:
    """A paper that is to be made: what it says, or what keeps it from being made."""

    name: str
    """Of the file, without .docx."""
    of: str
    """What it is made of: a 编号, a month, a term; with the kind of paper and the day, all that it takes to make it again."""
    month: str
    """YYYY-MM of the folder; "" for that of the day."""
    missing: tuple[tuple[Ref, str], ...]
    """Cells that must be put right first, and what is wrong with each."""
    paper: Any
    """The values, None where a cell is missing."""
    waiting: tuple[str, ...] = ()
    """Parts of it that cannot be had, a sentence each; they say so on the paper."""


@dataclass(frozen=True)
class Document(Paper):
    """A kind of Word paper."""

    paper: type
    """The dataclass whose fields are the names that the template may use."""
    drafts: Callable[[Books, str, Sequence[str]], Iterator[Draft]]
    """The papers to be made of one 编号, month or term ("" for all that are due); takes the names that the template prints.

    Raises CannotRun where there is no such one, Waiting where the sheets cannot be had.
    """
    batch: bool = field(default=False, kw_only=True)
    """Whether all that are due lie in a folder of their own, which stands there whole or not at all."""
    suffix: ClassVar[str] = ".docx"


def file_name(text: str) -> str:
    """A text as a part of the name of a file."""
    return _UNFIT.sub("_", text)


def torn(books: Books, *tables: type[Table], concerns: Concerns | None = None) -> Iterator[tuple[Ref, str]]:
    """The cells of these sheets that cannot be read, in rows that concern the paper, and what is wrong with each."""
    for table in tables:
        books[table]  # raises Waiting where there is no sheet
        yield from _told(books, table, set(books.unread(table, concerns).index))


def torn_row(books: Books, table: type[Table], row: int) -> Iterator[tuple[Ref, str]]:
    """The cells of one row that cannot be read, and what is wrong with each."""
    yield from _told(books, table, {row})


def _told(books: Books, table: type[Table], rows: Collection[int]) -> Iterator[tuple[Ref, str]]:
    for finding in books.sheets[table].findings:
        if finding.ref.row in rows and finding.severity is Severity.ERROR:
            yield finding.ref, finding.message


def lacking(books: Books, *items: str) -> Iterator[tuple[Ref, str]]:
    """The cells of 单位 that a paper needs and that say nothing, or hold a placeholder."""
    rows = books[Office]
    for item in items:
        row = office_row(books, item)
        if row is not None:
            if left := placeholder(rows.at[row, Office.content]):
                yield books.ref(Office.content, row), f"“{item}”里还留着“{left}”。"
        else:
            own = rows[rows[Office.item] == item]
            at = (
                books.ref(Office.content, int(own.index[0]))
                if len(own)
                else Ref(Office.workbook, Office.sheet)
            )
            yield at, f"要填“{item}”。"


def unfit(
    books: Books, rows: Mapping[type[Table], Iterable[int]], topic: str | tuple[str, ...] = "DOC"
) -> Iterator[tuple[Ref, str]]:
    """The cells of these rows to which the rules of documents (DOC), or of another topic (or several), object, and why.

    A hit milder than its rule stops nothing.
    """
    own = {(table.sheet, row) for table, places in rows.items() for row in places}
    for finding in books.once(topic, lambda: of_topic(books, topic)):
        # A warning of a rule whose breach is an error accuses a row that may be right, as the one behind a gap.
        milder = finding.severity is not finding.rule.severity
        if (finding.ref.sheet, finding.ref.row) in own and not milder:
            yield finding.ref, f"{finding.message}（{finding.rule.id}）"
