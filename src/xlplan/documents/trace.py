"""Where the figures of papers come from, for a reader and for a check: is each still what its source says?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from xlplan.documents.controls import Control
from xlplan.documents.record import Record
from xlplan.documents.traced import Traced
from xlplan.excel.report import Block, Head, Link, Report
from xlplan.excel.table import Kind

SHEET = "数字来源"


def trace_sheet(papers: Mapping[str, Sequence[Traced]], folder: str) -> Report:
    """数字来源: each figure of these papers and its source. ``folder``: where the office lies, seen from the sheet."""
    heads = (
        Head("文书", 26),
        Head("数字", 18),
        Head("工作簿", 16),
        Head("工作表", 20),
        Head("单元格", 9),
        Head("列", 14),
        Head("哪些行", 40),
        Head("行数", 7, Kind.COUNT),
        Head("由哪张报表算出", 20),
    )
    rows = tuple(
        (
            name,
            own.text,
            own.source.at.workbook,
            own.source.at.sheet,
            Link(own.source.at, _place(own, folder)),
            own.source.column,
            own.source.which,
            own.source.rows,
            own.source.report,
        )
        for name, figures in papers.items()
        for own in dict.fromkeys(figures)
    )
    note = "文书里的每个数字从哪里来。没有写报表的，就是那一格里写的；用 xlplan trace 核对现在还对不对。"
    return Report(SHEET, SHEET, (note,), (Block(heads, rows),))


def _place(own: Traced, folder: str) -> str:
    return folder if own.source.at.workbook.startswith("bank/") else f"{folder}workbooks/"


class State(Enum):
    """What became of a figure since its paper was made."""

    SAME = "一致"
    CHANGED = "台账变了"
    EDITED = "文中改过"
    GONE = "来源没有了"


@dataclass(frozen=True)
class Verdict:
    """One figure of a paper, and what its source says now."""

    control: Control
    now: str
    """"" where the source is gone."""
    state: State


def compared(controls: Iterable[Control], record: Record, now: Iterable[Traced]) -> list[Verdict]:
    """Each figure of a paper, held against the values that it would have if it were made now."""
    figures = _figures(dict.fromkeys(now))
    made: dict[str, list[str]] = {}
    for tag, text in record.figures:
        made.setdefault(tag, []).append(text)
    seen: dict[str, int] = {}
    found = []
    for control in controls:
        place = seen[control.tag] = seen.get(control.tag, -1) + 1
        texts, before = figures.get(control.tag, []), made.get(control.tag, [])
        # A field that the template prints twice comes once among the values.
        text = texts[place % len(texts)] if texts else ""
        edited = place >= len(before) or before[place] != control.text
        if control.text == text:
            state = State.SAME
        elif not texts:
            state = State.GONE
        else:
            state = State.EDITED if edited else State.CHANGED
        found.append(Verdict(control, text, state))
    return found


def _figures(now: Iterable[Traced]) -> dict[str, list[str]]:
    """The figures of these texts by their tag."""
    found: dict[str, list[str]] = {}
    for own in now:
        found.setdefault(own.tag, []).extend(own.figures)
    return found
