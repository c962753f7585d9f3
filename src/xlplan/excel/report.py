"""What a report holds: plain values for one sheet of a paper. How it looks is decided in `papers`."""

from dataclasses import dataclass
from datetime import date

from xlplan.cells import Ref
from xlplan.excel.table import Kind
from xlplan.findings import Severity


@dataclass(frozen=True)
class Link:
    """A cell address that opens a master at that cell; without a cell it is empty."""

    ref: Ref
    folder: str
    """Where the master lies, seen from the paper: ``../../workbooks/``."""


Value = str | int | date | Severity | Link | None
"""Text, fen or a number (as the column says), a day, a severity in its colour, a link; None for an empty cell."""


@dataclass(frozen=True)
class Head:
    """A column of a block. ``width`` counts digits; a Chinese character takes two."""

    title: str
    width: int = 12
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Block:
    """One table of a report. A last column of words reaches to the edge of the sheet."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class Report:
    """One sheet: a title, notes, then blocks below each other. A single block can be filtered."""

    name: str
    title: str
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
