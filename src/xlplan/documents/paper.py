"""What a paper is to its template: fields with the names that a clerk finds in Word, and what keeps it from being made."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from xlplan.cells import Ref
from xlplan.documents.pictures import Picture
from xlplan.documents.traced import Traced
from xlplan.excel.table import Table
from xlplan.findings import Severity
from xlplan.tables.books import Books
from xlplan.tables.office import Office

T = TypeVar("T")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ue000-\ue003\ufffe\uffff]")
_IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
_NUMBER = re.compile(r"(?<![\d.,])\d(?:[ -]?\d){11,}(?![\d.,])")
_SHOWN = 4


def named(name: str) -> Any:
    """A field of a paper, by the name that its template calls it: ``title: str = named("标题")``."""
    return field(metadata={"name": name})


def names(paper: type) -> list[str]:
    """The names that a template of this paper may use."""
    return [own.metadata["name"] for own in fields(paper)]


def context(paper: Any, public: bool = False) -> dict[str, Any]:
    """The values of a paper by these names, those of its parts likewise; of a public one with private numbers masked."""
    return {own.metadata["name"]: _value(getattr(paper, own.name), public) for own in fields(paper)}


def leaves(value: Any, kind: type[T]) -> Iterator[T]:
    """Every value of a kind among the values of a paper, in their order."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Mapping):
        yield from leaves(list(value.values()), kind)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one, kind)


def _value(value: Any, public: bool) -> Any:
    match value:
        case str():
            return _text(value, public)
        case Traced():
            return replace(value, text=_text(value.text, public))
        case Picture():
            return value
        case tuple():
            return [_value(one, public) for one in value]
    return context(value, public) if is_dataclass(value) and not isinstance(value, type) else value


def _text(text: str, public: bool) -> str:
    text = _NOT_IN_XML.sub("", text)
    return masked(text) if public else text


def masked(text: str) -> str:
    """A text in which identity numbers and account numbers show their last four digits only."""
    for numbers in (_IDENTITY, _NUMBER):
        text = numbers.sub(lambda found: "*" * 4 + found[0][-_SHOWN:], text)
    return text


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


@dataclass(frozen=True)
class Document:
    """A kind of Word paper."""

    name: str
    """Of the paper and of its template: 通知."""
    paper: type
    """The dataclass whose fields are the names that the template may use."""
    drafts: Callable[[Books, str, Sequence[str]], Iterator[Draft]]
    """The papers to be made of one 编号, month or term ("" for all that are due); takes the names that the template prints.

    Raises CannotRun where there is no such one, Waiting where the sheets cannot be had.
    """
    public: bool = False
    """Whether it is put up for all to read, and so masks private numbers."""


def torn(books: Books, *tables: type[Table]) -> Iterator[tuple[Ref, str]]:
    """The cells of these sheets that cannot be read, and what is wrong with each."""
    for table in tables:
        books[table]  # raises Waiting where there is no sheet
        rows = set(books.unread(table).index)
        for finding in books.sheets[table].findings:
            if finding.ref.row in rows and finding.severity is Severity.ERROR:
                yield finding.ref, finding.message


def lacking(books: Books, *items: str) -> Iterator[tuple[Ref, str]]:
    """The cells of 单位 that a paper needs and that say nothing."""
    rows = books[Office]
    for item in items:
        own = rows[rows[Office.item] == item]
        if not (own[Office.content] != "").any():
            at = (
                books.ref(Office.content, int(own.index[0]))
                if len(own)
                else Ref(Office.workbook, Office.sheet)
            )
            yield at, f"要填“{item}”。"
