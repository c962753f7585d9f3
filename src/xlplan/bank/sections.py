"""Statements that stand one below the other in one sheet, each with its own header."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xlplan.bank import figures, lines
from xlplan.bank.header import HEAD_ROWS, Header, at
from xlplan.bank.names import COLUMNS, Field, key
from xlplan.excel.loose import Cells


@dataclass(frozen=True)
class Section:
    """One statement of a sheet: the lines above its header from row ``start``, and its rows up to row ``stop``."""

    header: Header
    start: int
    stop: int


def sections(cells: Cells, first: Header) -> Iterator[Section]:
    """Divide a sheet where a header further down begins another statement; one repeated on each page does not."""
    day = first.places[Field.DAY][0]
    days = {cells[first.row - 1][day] if day < len(cells[first.row - 1]) else ""} - {""} | _DAYS
    header, start = first, 1
    told = _heard(cells, start, first.row)
    for row in range(first.row + 1, len(cells) + 1):
        if days.isdisjoint(cells[row - 1]):
            continue
        below = at(cells, row)
        if below.lacks or len(below.places) < 3:
            continue
        begin, own = _preamble(cells, row, header)
        if below.places == header.places and not _begins(own, told):
            continue
        yield Section(header, start, begin - 1)
        header, start, told = below, begin, own
    yield Section(header, start, len(cells))


_DAYS = {
    name for name in ("交易日期", "记账日期", "日期", "交易时间", "入账日期", "记账日", "交易日", "Date")
}
assert all(Field.DAY in COLUMNS[key(name)] for name in _DAYS)


def _heard(cells: Cells, start: int, stop: int) -> lines.Told:
    told = lines.Told()
    for row in range(start, stop):
        told.hear(row, cells[row - 1])
    return told


def _begins(own: lines.Told, before: lines.Told) -> bool:
    """Whether what stands above a repeated header is about another account, currency or time."""
    return any(new and new != old for new, old in zip(own.identity, before.identity, strict=True))


def _preamble(cells: Cells, row: int, header: Header) -> tuple[int, lines.Told]:
    """The first line above a header that is about the statement below it, and all that these lines tell."""
    day = header.places[Field.DAY][0]
    top = row - 1
    while top > max(header.row, row - HEAD_ROWS) and not _is_dated(cells[top - 1], day):
        top -= 1
    for begin in range(top + 1, row):
        if any(_heard(cells, begin, begin + 1).identity):
            return begin, _heard(cells, begin, row)
    return row, lines.Told()


def _is_dated(texts: list[str], day: int) -> bool:
    return day < len(texts) and not np.isnat(figures.days([texts[day]])[0][0])
