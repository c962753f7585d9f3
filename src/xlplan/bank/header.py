"""The header of a statement: where it stands among titles and totals, and what its columns mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlplan.bank.figures import bare
from xlplan.bank.names import COLUMNS, Field
from xlplan.bank.source import grids
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun

HEAD_ROWS = 40
"""A header further down than this is not looked for."""

_EXTRA = re.compile(r"\[.*\]$|\((人民币)?元\)$|/元$")
"""What banks add to a name: its English, its unit."""
_SHOWN = 15


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
    for row, texts in enumerate(cells[:HEAD_ROWS], 1):
        found = _placed(row, [plain(bare(text)) for text in texts])
        if found.places and (best is None or _rank(found) > _rank(best)):
            best = found
    return best


def _rank(header: Header) -> tuple[bool, int]:
    return not header.lacks, len(header.places)


def _placed(row: int, names: Sequence[str]) -> Header:
    """What the columns mean if this row is the header."""
    found: dict[Field, list[tuple[int, int]]] = {}
    unknown = []
    for place, name in enumerate(names):
        meanings = COLUMNS.get(name) or COLUMNS.get(_EXTRA.sub("", name), {})
        for meaning, rank in meanings.items():
            found.setdefault(meaning, []).append((rank, place))
        if name and not meanings:
            unknown.append(name)
    places = {meaning: tuple(place for _, place in sorted(own)) for meaning, own in found.items()}
    return Header(row, places, tuple(unknown))


def laid_out(path: Path, renamed: Callable[[Cells], Cells]) -> tuple[str, str, Cells, Header]:
    """Sheet, encoding, cells and header of the one table in a file; raises CannotRun for none, and for several."""
    refused = ""
    fitting: dict[str, tuple[str, str, Cells, Header]] = {}
    for sheet, encoding, cells in grids(path):
        own = renamed(cells)
        found = find(own)
        if found and not found.lacks:
            fitting.setdefault(sheet, (sheet, encoding, own, found))
        elif found or not refused:
            # What is known best is told; a divider that does not fit leaves one wide column.
            refused = refusal(path.name, cells, found)
    if len(fitting) > 1:
        raise CannotRun(f"{path.name} 里有几张工作表都像流水：{'、'.join(fitting)}。请各存成一个文件再读。")
    if not fitting:
        raise CannotRun(refused or f"{path.name} 里没有内容。")
    return next(iter(fitting.values()))


def refusal(name: str, cells: Cells, header: Header | None) -> str:
    """One sentence for a layout that cannot be read: the columns seen, and what could not be placed."""
    if header is None or len(header.places) < 2:
        widest = max(cells[:HEAD_ROWS], key=lambda texts: sum(map(bool, texts)), default=[])
        seen = "、".join(text.strip() for text in widest[:_SHOWN] if text.strip())
        return f"{name} 里找不到表头，不知道各列是什么。看到的内容：{seen or '（空）'}。"
    seen = "、".join(text.strip() for text in cells[header.row - 1] if text.strip())
    unknown = "、".join(header.unknown[:_SHOWN])
    rest = f"，认不出的列：{unknown}" if unknown else ""
    return f"{name} 第 {header.row} 行的表头里没有找到{header.lacks}。看到的列：{seen}{rest}。"
