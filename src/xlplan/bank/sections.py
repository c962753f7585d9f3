"""Statements that stand one below the other in one sheet, each with its own header."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xlplan.bank import figures, lines
from xlplan.bank.header import HEAD_ROWS, Header, at, rank
from xlplan.bank.names import DAY_NAMES, Field, of_all, total
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
    days = {cells[first.row - 1][day] if day < len(cells[first.row - 1]) else ""} - {""} | DAY_NAMES
    header, start = first, 1
    told = _heard(cells, start, first.row)
    for row in range(first.row + 1, len(cells) + 1):
        if days.isdisjoint(cells[row - 1]):
            continue
        # A header of two rows is known at the lower.
        below = max((at(cells, own) for own in (row, row + 1) if own <= len(cells)), key=rank)
        if below.lacks or len(below.places) < 3:
            continue
        begin, own, ended = _between(cells, row, header)
        if below.places == header.places and not ended and not _begins(own, told):
            continue
        yield Section(header, start, begin - 1)
        header, start, told = below, begin, own
    yield Section(header, start, len(cells))


def _heard(cells: Cells, start: int, stop: int) -> lines.Told:
    told = lines.Told()
    for row in range(start, stop):
        told.hear(row, cells[row - 1])
    return told


def _begins(own: lines.Told, before: lines.Told) -> bool:
    """Whether what stands above a repeated header is about another account, currency or time."""
    return any(new and new != old for new, old in zip(own.identity, before.identity, strict=True))


def _between(cells: Cells, row: int, header: Header) -> tuple[int, lines.Told, bool]:
    """Of the lines above a header further down: where those about what is below begin, what they tell, and whether
    totals end what is above."""
    day = header.places[Field.DAY][0]
    top = row - 1
    while top > max(header.row, row - HEAD_ROWS) and not _is_dated(cells[top - 1], day):
        top -= 1
    gap = range(top + 1, row)
    ended = any(of_all(total(cells[at - 1])) for at in gap)
    begin = next((at for at in gap if any(_heard(cells, at, at + 1).identity)), row)
    return begin, _heard(cells, begin, row), ended


def _is_dated(texts: list[str], day: int) -> bool:
    return day < len(texts) and not np.isnat(figures.days([texts[day]])[0][0])
