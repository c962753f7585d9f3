"""What the chart of a block draws, for a workbook and for a paper alike."""

from dataclasses import dataclass
from itertools import takewhile

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Chart, Plain, Share, Total, plain


@dataclass(frozen=True)
class Plot:
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


def plot(chart: Chart, block: Block) -> Plot:
    """What a chart draws. The totals below money are left out: they would dwarf what they sum up."""
    places = {head.title: place for place, head in enumerate(block.heads)}
    columns = [*chart.bars, *filter(None, [chart.line])]
    money = all(block.heads[places[title]].kind is Kind.MONEY for title in columns)
    drawn = takewhile(lambda row: not (money and isinstance(row, Total)), block.rows)
    rows = list(map(plain, drawn))
    return Plot(
        [str(row[places[chart.categories]]) for row in rows],
        {title: [_figure(row[places[title]]) for row in rows] for title in columns},
        money,
    )


def _figure(value: Plain) -> float | None:
    if isinstance(value, Share):
        return value.part
    return value / 1_000_000 if isinstance(value, int) else None
