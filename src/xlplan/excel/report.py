"""What a report holds: plain values for one sheet of a paper. How it looks is decided in `papers`."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.findings import Severity


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


Plain = str | int | date | Severity | Link | Share | None
"""Text, fen or a number (as the column says), a day, a severity in its colour, a link, a share; None for an empty cell."""


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
