"""The charts of reports as pictures for Word, at the size in which they are printed."""

import io
import textwrap
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from xlplan.documents.drawings import Picture
from xlplan.documents.fonts import family
from xlplan.excel.looks import BARS, LINE
from xlplan.excel.plot import Plot, plot
from xlplan.excel.report import Block, Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 254
"""Ten points to the millimetre."""
WIDTH, _HEIGHT = 150.0, 80.0
"""Millimetres; the lines of official paper are 156 wide."""
_EDGE, _FLAT_BAR, HIGHEST = 22.0, 8.0, 215.0
"""Millimetres above and below bars that lie, of each of them, and of what a page can hold."""
_CHARACTER = 3.6
"""Millimetres of a character of the names."""
_LONGEST_NAME = 14
_BAR = 0.7
"""What the bars take of the room of their row."""
_STYLE = {
    "font.size": 10,
    "figure.titlesize": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#808080",
    "axes.axisbelow": True,
    "grid.color": "#D9D9D9",
    "xtick.color": "#808080",
    "ytick.color": "#808080",
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    # Not every Chinese font has the minus of mathematics, and no text of an office is a formula.
    "axes.unicode_minus": False,
    "text.parse_math": False,
}


def drawn(chart: Chart, block: Block) -> Picture:
    """The chart of a block that has rows, the same bytes for the same figures.

    Raises CannotRun where no font of this computer has all its characters.
    """
    found = plot(chart, block)
    names = [plain(name) for name in found.categories]
    title = plain(f"{chart.title}（万元）" if found.money else chart.title)
    high = min(HIGHEST, _EDGE + _FLAT_BAR * len(names)) if chart.flat else _HEIGHT

    def draw(figure: "Figure") -> None:
        figure.set_layout_engine("constrained")
        _draw(figure, chart, found, names)
        figure.suptitle(title)

    content = png(WIDTH, high, "".join([title, *names, *found.columns, "0123456789.,-%"]), draw)
    return Picture(content, WIDTH, high, _words(title, names, found))


def png(wide: float, high: float, text: str, draw: Callable[["Figure"], None]) -> bytes:
    """A figure of so many millimetres that ``draw`` fills, in a font that has every character of the text.

    Raises CannotRun where no font of this computer has.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    content = io.BytesIO()
    with rc_context({**_STYLE, "font.family": [family(text)]}), warnings.catch_warnings():
        warnings.filterwarnings("error", message=r".*[Gg]lyph.*missing.*")
        figure = Figure(figsize=(wide / 25.4, high / 25.4))
        draw(figure)
        figure.savefig(content, format="png", dpi=_DPI, metadata={"Software": None})
    return content.getvalue()


def _draw(figure: "Figure", chart: Chart, found: Plot, names: list[str]) -> None:
    axes = figure.subplots()
    thick = _BAR / len(chart.bars)
    bars = axes.barh if chart.flat else axes.bar
    for number, column in enumerate(chart.bars):
        values = [value or 0 for value in found.columns[column]]
        places = [place - _BAR / 2 + thick * (number + 0.5) for place in range(len(names))]
        bars(places, values, thick, color=BARS[number], edgecolor="#808080", linewidth=0.4, label=column)
        _label(axes, chart, found, places, found.columns[column])
    if chart.line:
        values = [value or 0 for value in found.columns[chart.line]]
        # From edge to edge, as one rules it on paper.
        places = [-0.5, *range(len(names)), len(names) - 0.5]
        ruled = [values[0], *values, values[-1]]
        axes.plot(places, ruled, color=LINE, linewidth=1.6, linestyle="--", label=chart.line)
    _set_axes(axes, chart, found, names)
    if len(found.columns) > 1:
        handles = [*axes.containers, *axes.lines]
        figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False)


def _label(
    axes: "Axes", chart: Chart, found: Plot, places: Sequence[float], values: Sequence[float | None]
) -> None:
    """The figure of each bar: a share at its foot, money upon it; turned where many stand side by side."""
    turned = 90 if found.crowded else 0
    for place, value in zip(places, values, strict=True):
        if value is None:
            continue
        end = value if found.money else 0
        above = -3 if end < 0 else 3
        axes.annotate(
            _figure(value, found.money),
            (end, place) if chart.flat else (place, end),
            (above, 0) if chart.flat else (0, above),
            textcoords="offset points",
            ha=("right" if end < 0 else "left") if chart.flat else "center",
            va="center" if chart.flat else "top" if end < 0 else "bottom",
            fontsize=9,
            rotation=turned,
        )


def _figure(value: float, money: bool) -> str:
    return f"{value:,.1f}" if money else f"{value:.1%}"


def _set_axes(axes: "Axes", chart: Chart, found: Plot, names: list[str]) -> None:
    """Names on one axis, figures from nothing on on the other; of bars below each other the first stands on top."""
    wide = _LONGEST_NAME if chart.flat else max(2, int((WIDTH - 15) / max(1, len(names)) / _CHARACTER))
    listed, values = (axes.yaxis, axes.xaxis) if chart.flat else (axes.xaxis, axes.yaxis)
    listed.set_ticks(range(len(names)), ["\n".join(textwrap.wrap(name, wide)) for name in names])
    listed.set_tick_params(length=0)
    values.set_major_formatter(lambda value, _: f"{value:,.10g}" if found.money else f"{value:.0%}")
    values.grid(visible=True)
    room = (found.most - found.least) * (0.2 if found.crowded else 0.1)
    most = max(1.0, found.most) if not found.money else found.most + room or 1.0
    least = found.least and found.least - room
    if chart.flat:
        axes.set(xlim=(least, most), ylim=(len(names) - 0.5, -0.5))
    else:
        axes.set(ylim=(least, most), xlim=(-0.5, len(names) - 0.5))
        if least < 0:
            axes.axhline(0, color="#808080", linewidth=0.8)


def plain(text: str) -> str:
    """Without line ends and without characters that nobody sees."""
    seen = (one for one in " ".join(text.split()) if unicodedata.category(one) not in ("Cc", "Cf"))
    return "".join(seen)


def _words(title: str, names: list[str], found: Plot) -> str:
    rows = [
        f"{name}："
        + "，".join(
            f"{column} {'空' if value is None else _figure(value, found.money)}"
            for column, value in zip(found.columns, values, strict=True)
        )
        for name, *values in zip(names, *found.columns.values(), strict=True)
    ]
    return f"{title}。{'；'.join(rows)}。"
