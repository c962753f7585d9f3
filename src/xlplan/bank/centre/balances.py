"""The centre's 科目余额表: one line for each account of one month."""

import re
from collections.abc import Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.bank import figures
from xlplan.bank.centre.export import Balances, code_in_cell, months_in
from xlplan.bank.header import HEAD_ROWS
from xlplan.bank.source import Grid, grids
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun
from xlplan.tables.centre import CLOSING, CODE, CREDIT, DEBIT, ENTRIES, FIGURES, MONTH, NAME, OPENING, ROW
from xlplan.tables.statement import Problem, Source

_ACCOUNT = re.compile(r"科目(代码|编码|编号|号)?|会计科目(代码|编码|编号)?|代码|编码")
_GROUPS = (
    (re.compile("累计|全年"), ""),
    (re.compile("期初|月初|上月|上期"), OPENING),
    (re.compile("期末|月末"), CLOSING),
    (re.compile("本期|本月|当期|当月|发生"), "发生"),
)
"""What the name of a column speaks of, the first that fits; "" for what is not compared."""
_SIDES = (
    (re.compile("方向|借或贷|借/贷|借贷"), "方向"),
    (re.compile("借"), DEBIT),
    (re.compile("贷"), CREDIT),
)
_BALANCE = "余额"

Places = dict[tuple[str, str], int]
"""期初, 发生 or 期末, and 借方, 贷方, 余额 or 方向 -> column."""


class _Header(NamedTuple):
    row: int
    code: int
    name: int | None
    places: Places


def read(path: Path) -> list[Balances]:
    """The lines of each sheet that is a 科目余额表, none where no sheet is; raises CannotRun for one of no single month."""
    found = []
    for grid in grids(path):
        cells = [[figures.bare(text) for text in texts] for texts in grid[2]]
        header = _header(cells)
        if header:
            found.append(_sheet(path.name, grid, cells, header))
            if not grid[0]:
                break
    return found


def _header(cells: Cells) -> _Header | None:
    """The header, of one row or of two, of which the upper names groups."""
    for row in range(1, min(HEAD_ROWS, len(cells)) + 1):
        lower = [plain(text) for text in cells[row - 1]]
        upper = [plain(text) for text in cells[row - 2]] if row > 1 else []
        for names in (lower, _joined(upper, lower)):
            found = _placed(row, names)
            if found:
                return found
    return None


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The names of a header of two rows: a group stands above the first of its columns."""
    names, group = [], ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        group = above or (group if below else "")
        names.append(group + below)
    return names


def _placed(row: int, names: Sequence[str]) -> _Header | None:
    places: Places = {}
    for place, name in enumerate(names):
        group = next((own for words, own in _GROUPS if words.search(name)), "")
        side = next((own for words, own in _SIDES if words.search(name)), _BALANCE)
        if group:
            places.setdefault((group, side), place)
    codes = [place for place, name in enumerate(names) if _ACCOUNT.fullmatch(name)]
    has_closing = {(CLOSING, DEBIT), (CLOSING, CREDIT)} <= places.keys() or (CLOSING, _BALANCE) in places
    if not (codes and has_closing and {("发生", DEBIT), ("发生", CREDIT)} <= places.keys()):
        return None
    titled = next((place for place, text in enumerate(names) if text.endswith("名称")), None)
    return _Header(row, codes[0], titled, places)


def _sheet(name: str, grid: Grid, cells: Cells, header: _Header) -> Balances:
    above = [*chain(*cells[: header.row - 1])]
    months = months_in(above) or months_in([grid[0]]) or months_in([name])
    if len(months) != 1:
        told = f"写的是 {'、'.join(months)}，不是一个月的" if months else "没有写是哪个月的"
        raise CannotRun(f"{name} 是科目余额表，{told}，请按月导出，标题或文件名里写明年月。")
    body = cells[header.row :]
    codes = [code_in_cell(_text(texts, header.code)) for texts in body]
    kept = np.fromiter(map(bool, codes), np.bool_, len(codes))
    index = np.arange(header.row + 1, header.row + 1 + len(body))
    sums, wrong = _sums(body, header, name)
    if not (kept & ~wrong).any():
        raise CannotRun(f"{name} 里没有读到一个科目的余额。")
    problems = [
        Problem("unreadable_row", int(row), f"第 {row} 行有一格不是数，没有计入。")
        for row in index[kept & wrong]
    ]
    listing = pd.DataFrame({
        CODE: pd.array(codes, dtype="str"), MONTH: months[0],
        NAME: pd.array([_text(texts, header.name) for texts in body], dtype="str"),
        **sums, ROW: index, ENTRIES: False,
    })[kept & ~wrong]  # fmt: skip
    # An account that stands twice is a title with its sum once more.
    listing = listing.drop_duplicates(CODE, keep="last")
    return Balances(Source(name, grid[0], header.row), listing, problems)


def _text(texts: Sequence[str], place: int | None) -> str:
    return texts[place].strip() if place is not None and place < len(texts) else ""


def _sums(
    body: Cells, header: _Header, name: str
) -> tuple[dict[str, "pd.api.extensions.ExtensionArray"], npt.NDArray[np.bool_]]:
    """期初, 借方, 贷方, 期末 of each line, balances as debit less credit; and where a cell is no amount."""
    wrong = np.zeros(len(body), np.bool_)

    def amounts(group: str, side: str) -> npt.NDArray[np.int64]:
        fen, _, bad = figures.amounts([_text(texts, header.places[group, side]) for texts in body])
        wrong[bad] = True
        return fen

    def balances(group: str) -> npt.NDArray[np.int64]:
        if (group, DEBIT) in header.places and (group, CREDIT) in header.places:
            return amounts(group, DEBIT) - amounts(group, CREDIT)
        if (group, "方向") not in header.places:
            raise CannotRun(f"{name} 的{group}余额没有分借方、贷方，也没有方向，看不出余额在哪一边。")
        turned = [_text(texts, header.places[group, "方向"]).startswith("贷") for texts in body]
        return amounts(group, _BALANCE) * np.where(turned, -1, 1)

    debit, credit, closing = amounts("发生", DEBIT), amounts("发生", CREDIT), balances(CLOSING)
    stated = any(group == OPENING for group, _ in header.places)
    opening = balances(OPENING) if stated else closing - debit + credit
    columns = zip(FIGURES, (opening, debit, credit, closing), strict=True)
    return {column: pd.array(fen, dtype="Int64") for column, fen in columns}, wrong
