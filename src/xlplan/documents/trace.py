"""Where the figures of papers come from, for a reader and for a check: is each still what its source says?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from xlplan.cells import Ref, Source
from xlplan.documents.controls import Control, Loose
from xlplan.documents.figures import Traced
from xlplan.documents.record import Origin
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Link, Plain, Report

SHEET = "数字来源"


SOURCE = (
    Head("工作簿", 16),
    Head("工作表", 20),
    Head("单元格", 9),
    Head("列", 14),
    Head("哪些行", 40),
    Head("行数", 7, Kind.COUNT),
    Head("由哪张报表算出", 20),
)
NOTE = "文书里的每个数字从哪里来。没有写报表的，就是那一格里写的；用 xlplan trace 核对现在还对不对。"


def trace_sheet(papers: Mapping[str, Sequence[Traced]], folder: str) -> Report:
    """数字来源: each figure of these papers and its source. ``folder``: where the office lies, seen from the sheet."""
    heads = (Head("文书", 26), Head("数字", 18), *SOURCE)
    rows = tuple(
        (name, own.text, *told(own.source, folder))
        for name, figures in papers.items()
        for own in dict.fromkeys(figures)
    )
    return Report(SHEET, SHEET, (NOTE,), (Block(heads, rows),))


def told(source: Source, folder: str) -> tuple[Plain, ...]:
    """A source in the columns of `SOURCE`."""
    at = source.at
    link = Link(at, folder if at.workbook.startswith("bank/") else f"{folder}workbooks/")
    return at.workbook, at.sheet, link, source.column, source.which, source.rows, source.report


class State(Enum):
    """What became of a figure since its paper was made."""

    SAME = "一致"
    CHANGED = "台账变了"
    GONE = "来源没有了"
    NEW = "台账里新有的"
    EDITED = "文中改过"
    CUT = "文中删了"

    @property
    def of_books(self) -> bool:
        """Whether the masters say something else than they did."""
        return self in (State.CHANGED, State.GONE, State.NEW)


@dataclass(frozen=True)
class Verdict:
    """One figure of a paper, and what its source says now."""

    tag: str
    place: str
    """The source as it is told to a reader; "" where the paper does not hold the figure."""
    text: str
    """In the paper; "" where it does not hold it."""
    now: str
    """"" where the source is gone."""
    state: State
    at: Ref | None = None
    """The cell of the paper, where it is a workbook."""


@dataclass(frozen=True)
class Held:
    """What a paper keeps of how it was made, and what stands in it now."""

    origin: Origin
    made: Sequence[tuple[str, str]]
    """Tag and text of each figure, when it was made."""
    controls: Sequence[Control]
    loose: Sequence[Loose] = ()


def compared(paper: Held, now: Iterable[tuple[str, str]]) -> list[Verdict]:
    """Each figure of a paper, held against those that it was made with and those it would be made with now (tag, text)."""
    made, fresh = _by_tag(paper.made), _by_tag(now)
    held: dict[str, list[Control]] = {}
    for control in paper.controls:
        held.setdefault(control.tag, []).append(control)
    return [
        verdict
        for tag in dict.fromkeys([*held, *made, *fresh])
        for trio in zip_longest(held.get(tag, ()), made.get(tag, ()), fresh.get(tag, ()))
        for verdict in [_verdict(tag, *trio)]
    ]


def _by_tag(figures: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, text in figures:
        found.setdefault(tag, []).append(text)
    return found


def _verdict(tag: str, control: Control | None, made: str | None, now: str | None) -> Verdict:
    text = control.text if control else None
    if text is None:
        state = State.NEW if made is None else State.CUT
    elif text == now:
        state = State.SAME
    elif text != made:
        state = State.EDITED if text else State.CUT
    else:
        state = State.GONE if now is None else State.CHANGED
    return Verdict(
        tag, control.place if control else "", text or "", now or "", state, control.at if control else None
    )
