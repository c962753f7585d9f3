"""The header of a statement: where it stands among titles and totals, and what its columns mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np

from xlplan.bank import figures
from xlplan.bank.figures import shortened
from xlplan.bank.names import COLUMNS, Field, key
from xlplan.bank.source import grids
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun

HEAD_ROWS = 40
"""A header further down than this is not looked for."""

_EXTRA = re.compile(r"\[.*\]$|\((人民币)?元\)$|/元$")
"""What banks add to a name: its English, its unit."""
_SHOWN, _MOST = 15, 60
"""Cells that one sentence shows of a line we do not know, and of a header."""

Table = tuple[str, str, Cells, "Header"]
"""Sheet, encoding, cells without what banks wrap them in, and the first header."""


@dataclass(frozen=True)
class Header:
    """A header row (from 1) and the places of its columns by meaning, the likeliest first."""

    row: int
    places: dict[Field, tuple[int, ...]]
    unknown: tuple[str, ...]
    """Names that mean nothing to us."""

    @property
    def lacks(self) -> str:
        """What stands in the way of reading, in the clerk's words; "" for a header that can be read."""
        if Field.DAY not in self.places:
            return "日期列"
        if Field.INCOME in self.places and Field.SPENDING in self.places:
            return ""
        if Field.AMOUNT in self.places:
            return ""
        one_sided = Field.INCOME in self.places or Field.SPENDING in self.places
        return ("支出列" if Field.INCOME in self.places else "收入列") if one_sided else "金额列"


def find(cells: Cells) -> Header | None:
    """The likeliest header among the first rows, be it one that lacks something; None where no name is known."""
    best: Header | None = None
    for row in range(1, min(HEAD_ROWS, len(cells)) + 1):
        found = at(cells, row)
        if found.places and (best is None or rank(found) > rank(best)):
            best = found
    return best


def at(cells: Cells, row: int) -> Header:
    """What the columns mean if this row is the header, or the lower of the two rows of one."""
    names = [key(text) for text in cells[row - 1]]
    found = _placed(row, names, cells)
    if found.lacks and row > 1:
        two = _placed(row, _joined([key(text) for text in cells[row - 2]], names), cells)
        return found if two.lacks else two
    return found


def rank(header: Header) -> tuple[bool, int]:
    """How likely a row is the header."""
    return not header.lacks, len(header.places)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The names of a header of two rows: a group stands above the first of its columns."""
    names, group = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or (group if below else "")
        names.append(group + below if group + below in COLUMNS else below or above)
    return names


def _placed(row: int, names: Sequence[str], cells: Cells) -> Header:
    found: dict[Field, list[tuple[int, int]]] = {}
    unknown = []
    for place, name in enumerate(names):
        meanings = COLUMNS.get(name) or COLUMNS.get(_EXTRA.sub("", name), {})
        for meaning, rank in meanings.items():
            found.setdefault(meaning, []).append((rank, place))
        if name and not meanings:
            unknown.append(name)
    places = {meaning: tuple(place for _, place in sorted(own)) for meaning, own in found.items()}
    numbers = [place for place in places.get(Field.REFERENCE, ()) if _dated(place, row, cells)]
    if numbers:
        places.setdefault(Field.DAY, tuple(numbers))
    return Header(row, places, tuple(unknown))


def _dated(place: int, row: int, cells: Cells) -> bool:
    """Whether the numbers below a header begin with the day."""
    first = next((texts[place] for texts in cells[row:] if place < len(texts) and texts[place]), "")
    return not np.isnat(figures.days([first])[0][0])


def tables(path: Path, renamed: Callable[[Cells], Cells] = lambda cells: cells) -> list[Table]:
    """The table of each sheet of a file that has one, a text being one sheet; raises CannotRun for none."""
    refused = ""
    fitting: list[Table] = []
    for sheet, encoding, raw in grids(path):
        cells = [[figures.bare(text) for text in texts] for texts in raw]
        own = renamed(cells)
        found = find(own)
        if found and not found.lacks:
            fitting.append((sheet, encoding, own, found))
            if not sheet:
                break
        elif found or not refused:
            # What is known best is told; a divider that does not fit leaves one wide column.
            refused = refusal(path.name, cells, found)
    if not fitting:
        raise CannotRun(refused or f"{path.name} 里没有内容。")
    return fitting


def several(name: str, sheets: Sequence[str]) -> CannotRun:
    """The refusal of a workbook with more than one table of one account."""
    return CannotRun(f"{name} 里有几张工作表都像流水：{'、'.join(sheets)}。请各存成一个文件再读。")


def refusal(name: str, cells: Cells, header: Header | None) -> str:
    """One sentence for a layout that cannot be read: the columns seen, and what could not be placed."""
    if header is None or len(header.places) < 2:
        widest = max(cells[:HEAD_ROWS], key=lambda texts: sum(map(bool, texts)), default=[])
        seen = "、".join(shortened(text) for text in widest[:_SHOWN] if text)
        return f"{name} 里找不到表头，不知道各列是什么。看到的内容：{seen or '（空）'}。"
    seen = "、".join([shortened(text) for text in cells[header.row - 1] if text][:_MOST])
    unknown = "、".join(map(shortened, header.unknown[:_SHOWN]))
    rest = f"，认不出的列：{unknown}" if unknown else ""
    return f"{name} 第 {header.row} 行的表头里没有找到{header.lacks}。看到的列：{seen}{rest}。"
