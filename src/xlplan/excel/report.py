"""What a report holds: plain values for one sheet of a paper. How it looks is decided in `papers`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import numpy as np

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.findings import Severity
from xlplan.money import whole


@dataclass(frozen=True)
class Link:
    """A cell address that opens a master at that cell; without a cell it is empty."""

    ref: Ref
    folder: str
    """Where the master lies, seen from the paper: ``../../workbooks/``."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, shown in percent: 0.5 is 50.0%."""

    part: float


@dataclass(frozen=True)
class Seen:
    """What another cell of the same workbook holds, wherever the rows that people insert move it to."""

    at: Ref
    value: "Plain"
    kind: Kind


Plain = str | int | date | Severity | Link | Share | Seen | None
"""Text, fen or a number (as the column says), a day, a severity in its colour, a link, a share, another cell; None for an empty cell."""


@dataclass(frozen=True)
class Figure:
    """A value and where it comes from; on a sheet it is its value."""

    value: Plain
    source: Source


Value = Plain | Figure


class Total(tuple[Value, ...]):
    """A row that sums up others, written bold."""

    __slots__ = ()


def plain(values: tuple[Value, ...]) -> tuple[Plain, ...]:
    """A row, be it a total, without where its values come from."""
    row = type(values)(value.value if isinstance(value, Figure) else value for value in values)
    return cast(tuple[Plain, ...], row)


@dataclass(frozen=True)
class Head:
    """A column of a block. ``width`` counts digits; a Chinese character takes two."""

    title: str
    width: int = 12
    kind: Kind = Kind.TEXT
    group: str = ""
    """What stands once above this column and its neighbours of the same group."""
    span: int = 1
    """How many columns of the sheet it takes, where a block below has narrower ones."""
    centred: bool = False
    """Of a column that counts its rows."""


@dataclass(frozen=True)
class Chart:
    """Bars over the rows of a block, and a line that they are compared with; columns by their titles.

    The columns hold shares, or all of them money, which is drawn in 万元.
    """

    title: str
    categories: str
    bars: tuple[str, ...]
    line: str = ""
    flat: bool = False
    """Whether the bars lie below each other: for names too long to stand side by side. Without a line."""


@dataclass(frozen=True)
class Block:
    """One table of a report. A last column of words reaches to the edge of the sheet."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    chart: Chart | None = None
    """Stands below the rows."""


@dataclass(frozen=True)
class Form:
    """What makes a report a paper to print and sign: centred title, unit of money, nothing to filter, notes below."""

    office: str
    period: str
    """Under the title: 2026年11月."""
    signatures: tuple[str, ...] = ()
    """Who signs at the bottom: 制表人, 审核."""


@dataclass(frozen=True)
class Report:
    """One sheet: a title, notes, then blocks below each other. A single block can be filtered."""

    name: str
    title: str
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
    form: Form | None = None


@dataclass(frozen=True)
class Kept:
    """What a workbook keeps of how it was made, where no reader looks and nothing is printed."""

    facts: Mapping[str, str]
    sources: Callable[[Sequence["Placed"]], Report]
    """The sheet that tells where its figures come from."""


@dataclass(frozen=True)
class Placed:
    """A figure in its cell of a paper."""

    at: Ref
    figure: Figure
    kind: Kind
    """What the cell holds."""

    @property
    def text(self) -> str:
        """As a clerk reads it."""
        value = self.figure.value
        return f"{value.part:.1%}" if isinstance(value, Share) else self.kind.told(value)


def reading(cell: str, kind: Kind) -> str:
    """What a cell of this kind says to a clerk, by what its file holds: 1234.5 is 1,234.50. What is none of its kind stays as it is."""
    if kind.shape or kind.parts or kind is Kind.RATE:
        with suppress(ValueError):
            if kind.shape:
                return kind.told(datetime.fromisoformat(cell))
            if kind is Kind.RATE:
                return f"{float(cell):.1%}"
            units, wrong = whole(np.array([float(cell)]), kind.parts)
            return cell if wrong[0] else kind.told(int(units[0]))
    return cell


def placed(report: Report, block: Block, values: tuple[Value, ...], cells: Iterable[Ref]) -> Iterator[Placed]:
    """The figures of a row in their cells. A number without a source comes of the report: its column, and the words on its left."""
    words: list[str] = [block.title] if block.title else []
    for head, value, at in zip(block.heads, values, cells, strict=True):
        if isinstance(value, int | Share):
            column = f"{head.group}{head.title}"
            value = Figure(value, Source(Ref("", ""), column, " ".join(words), 1, report.title))
        if isinstance(value, Figure) and value.value not in (None, ""):
            yield Placed(at, value, _KINDS.get(type(value.value), head.kind))
        elif isinstance(value, str | date):
            words.append(f"{value}".strip())


_KINDS = {str: Kind.TEXT, Share: Kind.RATE, date: Kind.DAY}
"""Type of a value -> what its cell holds, whatever its column does."""
