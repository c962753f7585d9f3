"""What a report holds: plain values for one sheet of a paper. How it looks is decided in `papers`."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from xlplan.cells import Ref
from xlplan.excel.table import Kind
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


Value = str | int | date | Severity | Link | Share | None
"""Text, fen or a number (as the column says), a day, a severity in its colour, a link, a share; None for an empty cell."""


class Total(tuple[Value, ...]):
    """A row that sums up others, written bold."""

    __slots__ = ()


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
class Figures:
    """What a chart draws of its block, row by row."""

    categories: list[str]
    columns: dict[str, list[float | None]]
    """The bars and then the line, by title; shares, or 万元."""
    money: bool

    @property
    def least(self) -> float:
        """The smallest figure, at most 0."""
        return min((0.0, *self._all))

    @property
    def most(self) -> float:
        """The largest figure, at least 0."""
        return max((0.0, *self._all))

    @property
    def crowded(self) -> bool:
        """Whether so many amounts stand side by side that they must be turned to have room."""
        return self.money and len(self.categories) * len(self.columns) > 12

    @property
    def _all(self) -> list[float]:
        return [figure for column in self.columns.values() for figure in column if figure is not None]


def figures(chart: Chart, block: Block) -> Figures:
    """What a chart draws. The totals below money are left out: they would dwarf what they sum up."""
    places = {head.title: place for place, head in enumerate(block.heads)}
    columns = [*chart.bars, *filter(None, [chart.line])]
    money = all(block.heads[places[title]].kind is Kind.MONEY for title in columns)
    rows = list(takewhile(lambda row: not (money and isinstance(row, Total)), block.rows))
    return Figures(
        [str(row[places[chart.categories]]) for row in rows],
        {title: [_figure(row[places[title]]) for row in rows] for title in columns},
        money,
    )


def _figure(value: Value) -> float | None:
    if isinstance(value, Share):
        return value.part
    return value / 1_000_000 if isinstance(value, int) else None
