"""How values of reports and cells are read on paper, with where they come from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed, Traced, figures
from xlplan.excel.kinds import Kind
from xlplan.excel.privacy import hidden
from xlplan.excel.report import Block, Figure, Head, Link, Share, Total, Value
from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.money import in_words
from xlplan.reports.forms import office_row
from xlplan.tables.books import Books
from xlplan.tables.office import Office

T = TypeVar("T")


def printed(value: Value, kind: Kind = Kind.TEXT) -> Printed:
    """A value of a report as it is read on paper: 1,234.50, 48.3%, 2026-11-30; "" for nothing."""
    if isinstance(value, Figure):
        text = " ".join(_text(value.value, kind).split())
        return Traced(text, value.source) if text else ""
    return _text(value, kind)


def _text(value: Value, kind: Kind) -> str:
    match value:
        case Severity():
            return value.word
        case str():
            return value
        case Share():
            return f"{value.part:.1%}"
        case date():
            return f"{value:{kind.shape or Kind.DAY.shape}}"
        case int():
            return f"{value:,}" if kind is Kind.COUNT else kind.told(value)
        case Link():
            return value.ref.cell
        case _:
            return ""


def poured(block: Block, row: type[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """The rows of a block as they are read on paper, each the fields of a ``row`` in the order of the heads; and its totals."""
    made = [(row(*_poured(block.heads, values)), isinstance(values, Total)) for values in block.rows]
    return tuple(own for own, total in made if not total), tuple(own for own, total in made if total)


def _poured(heads: Sequence[Head], values: Sequence[Value]) -> Iterator[Printed]:
    """A row as it is read; a text of it in which figures stand comes from the sheet of its first figure."""
    source = next((value.source for value in values if isinstance(value, Figure)), None)
    source = source and replace(source, at=Ref(source.at.workbook, source.at.sheet))
    for head, value in zip(heads, values, strict=True):
        text = printed(value, head.kind)
        yield sourced(text, replace(source, column=head.title)) if source and isinstance(text, str) else text


def sourced(text: str, source: Source) -> Printed:
    """A text with its source where it holds a figure."""
    return Traced(text, source) if figures(text) else text


def noted(notes: Iterable[str], source: Source) -> tuple[Printed, ...]:
    """The notes of a report, whose figures come from the same rows as the report's own."""
    return tuple(
        sourced(note, replace(source, which=f"{source.which}，说明第{place}条"))
        for place, note in enumerate(notes, 1)
    )


def in_full(figure: Figure) -> Traced:
    """An amount (fen) in words, from the same value as its figure."""
    assert isinstance(figure.value, int)
    return Traced(in_words(figure.value), replace(figure.source, which=f"{figure.source.which}，大写"))


def quoted(books: Books, column: Column, row: int, text: str, part: str = "", lead: str = "") -> Printed:
    """Words of a cell, or the part of them that is told, with the cell where they hold a figure."""
    text = " ".join(text.split())
    if not figures(text):
        return lead + text
    (subject, _), *_ = books.labels(column, [row])
    return Traced(text, Source(books.ref(column, row), str(column), f"{subject}{part}"), lead)


def cell(books: Books, column: Column, row: int) -> Printed:
    """The value of a cell as it is read on paper, with the cell where it is a figure; a private number shows its last four digits."""
    value = books[column.table].loc[row, column]
    if pd.isna(value):
        return ""
    text = column.kind.told(value)
    return quoted(books, column, row, hidden(text) if column.private else text)


def fact(books: Books, item: str) -> Printed:
    """What 单位 says of an item, "" where it says nothing."""
    row = office_row(books, item)
    return "" if row is None else cell(books, Office.content, row)
