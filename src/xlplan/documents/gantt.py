"""A picture of projects in time: what was planned above what was done, and the day that it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from xlplan.documents.drawings import Picture
from xlplan.documents.pictures import plain, png
from xlplan.excel.looks import LINE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH = 222.0
"""Millimetres; the lines of a paper that lies are 225 wide."""
_EDGE, _LANE = 26.0, 13.0
"""Millimetres above and below all lanes, and of each."""
LANES = 9
"""So many fit on a page below its heading."""
_PLANNED, _DONE, _OPEN = "#D3DAE2", "#4F7CAC", "#A9C2DE"
_THICK = 0.36
_CHARACTER = 2.6
"""Millimetres of a character in a bar."""
_NAMES = 46.0
"""Millimetres that the names of the lanes take."""


@dataclass(frozen=True)
class Span:
    """A piece of work from one day to another; what goes on has no end."""

    name: str
    start: date
    end: date | None


@dataclass(frozen=True)
class Lane:
    """A project: its stages as planned, and as they were done."""

    name: str
    planned: tuple[Span, ...]
    done: tuple[Span, ...]
    progress: str
    """Stands behind what is done."""


def drawn(lanes: Sequence[Lane], today: date) -> Picture:
    """The lanes below each other, the same bytes for the same facts.

    Raises CannotRun where no font of this computer has all its characters.
    """
    high = _EDGE + _LANE * len(lanes)
    texts = [lane.name + lane.progress + "".join(span.name for span in lane.planned) for lane in lanes]
    text = "".join([*map(plain, texts), "0123456789%.年月日计划实际在做今天"])
    content = png(_WIDTH, high, text, lambda figure: _draw(figure, lanes, today))
    return Picture(content, _WIDTH, high, _words(lanes, today))


def _draw(figure: "Figure", lanes: Sequence[Lane], today: date) -> None:
    from matplotlib.patches import Patch

    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    first, last = _edges(lanes, today)
    room = (_WIDTH - _NAMES) / max(1, (last - first).days)
    for place, lane in enumerate(lanes):
        _bars(axes, lane.planned, place - _THICK, today, _PLANNED, _PLANNED)
        _bars(axes, lane.done, place, today, _DONE, _OPEN)
        for span in lane.planned:
            days = _days(span, today)
            if days * room >= _CHARACTER * len(span.name):
                at = _number(span.start) + days / 2
                axes.text(at, place - _THICK / 2, plain(span.name), ha="center", va="center", fontsize=7)
        end = max((_number(span.start) + _days(span, today) for span in lane.done), default=_number(first))
        axes.annotate(
            plain(lane.progress),
            (end, place + _THICK / 2),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )
    axes.axvline(_number(today) + 1, color=LINE, linewidth=1.4, linestyle="--")
    axes.set(xlim=(_number(first), _number(last)), ylim=(len(lanes) - 0.5, -0.5))
    axes.yaxis.set_ticks(range(len(lanes)), [_broken(plain(lane.name)) for lane in lanes])
    axes.yaxis.set_tick_params(length=0)
    months = list(_months(first, last))
    axes.xaxis.set_ticks([_number(day) for day in months], [_month(day, day == months[0]) for day in months])
    axes.xaxis.grid(visible=True)
    keys = (
        ("计划", _PLANNED),
        ("实际", _DONE),
        ("在做", _OPEN),
        (f"今天（{today.month}月{today.day}日）", LINE),
    )
    handles = [
        Patch(facecolor=colour, edgecolor="#808080", linewidth=0.4, label=name) for name, colour in keys
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=len(keys), frameon=False)


def _bars(axes: "Axes", spans: Iterable[Span], place: float, today: date, colour: str, going_on: str) -> None:
    for span in spans:
        axes.broken_barh(
            [(_number(span.start), _days(span, today))],
            (place, _THICK),
            facecolors=colour if span.end else going_on,
            edgecolors="#808080",
            linewidth=0.4,
        )


def _days(span: Span, today: date) -> int:
    """How long it takes, or goes on until today, both days counted."""
    return max(1, ((span.end or today) - span.start).days + 1)


def _edges(lanes: Sequence[Lane], today: date) -> tuple[date, date]:
    """The first days of the first month and of the one after the last."""
    spans = [span for lane in lanes for span in (*lane.planned, *lane.done)]
    first = min([today, *(span.start for span in spans)]).replace(day=1)
    last = max([today, *(span.end or today for span in spans)])
    return first, (last.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(first: date, last: date) -> Iterable[date]:
    """The first day of each month; of every third where there are many."""
    step = 3 if (last - first).days > 750 else 1
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1, step)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _month(day: date, first: bool) -> str:
    return f"{day.year}年\n{day.month}月" if first or day.month == 1 else f"{day.month}月"


def _number(day: date) -> int:
    return day.toordinal()


def _broken(name: str) -> str:
    return "\n".join(name[at : at + 12] for at in range(0, len(name), 12))


def _words(lanes: Sequence[Lane], today: date) -> str:
    told = (
        f"{lane.name}：计划{_span(lane.planned) or '没有写'}，实际{_span(lane.done) or '没有开工'}，{lane.progress}"
        for lane in lanes
    )
    return f"项目进度图，{today:%Y-%m-%d}。{'；'.join(told)}。"


def _span(spans: Sequence[Span]) -> str:
    if not spans:
        return ""
    end = max(span.end or date.max for span in spans)
    return f"{min(span.start for span in spans):%Y-%m-%d}至{'今' if end == date.max else f'{end:%Y-%m-%d}'}"
