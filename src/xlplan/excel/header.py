"""Finding the header of a sheet by the names in it: below titles, beside extra columns, over two rows."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from xlplan.excel.table import Column, Table

HEAD_ROWS = 60
"""A header further down than this is not looked for."""

_UNIT = re.compile(r"[(（\[【].*?[)）\]】]$")


@lru_cache(4096)
def plain(name: str) -> str:
    """A header without what clerks add to it: blanks, line breaks, stars, colons, full-width forms."""
    return re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", name))


@dataclass(frozen=True)
class Header:
    """Where the header of a sheet stands."""

    row: int
    """Excel row number; the data start below it."""
    names: dict[int, str]
    """Zero-based sheet column -> the name as written, blank ones left out."""
    places: dict[Column, int]
    """Our column -> zero-based sheet column; a column the sheet lacks is not in it."""
    twice: tuple[tuple[Column, int], ...]
    """Columns that stand a second time, with the sheet column of the repeat."""

    def unplaced(self) -> list[str]:
        """Names that are none of our columns."""
        known = set(self.places.values()) | {place for _, place in self.twice}
        return [name for place, name in self.names.items() if place not in known]

    def proposal(self, column: Column) -> str:
        """The unplaced name that is most like a column's, "" if none is near."""
        return nearest(column, self.unplaced())


def nearest(name: str, others: Iterable[str]) -> str:
    """That of some other names which is most like one, "" if none is near."""
    names = {other: plain(other) for other in others}
    best = process.extractOne(plain(name), names, scorer=fuzz.ratio, score_cutoff=50)
    return str(best[2]) if best else ""


def match(table: type[Table], names: dict[int, str], aliases: dict[str, str]) -> Header:
    """Place the columns of a table among the names of one row (``row`` 0); an alias wins over our own name."""
    own = {plain(column): column for column in table.columns}
    taught = {plain(theirs): own[plain(ours)] for theirs, ours in aliases.items() if plain(ours) in own}
    places: dict[Column, int] = {}
    twice = []
    for place, name in names.items():
        written = plain(name)
        column = taught.get(written) or own.get(written) or own.get(_UNIT.sub("", written))
        if column is None or (written not in taught and column in taught.values() and column in places):
            continue
        if column in places and written in taught and plain(names[places[column]]) not in taught:
            places[column] = place
        elif column in places:
            twice.append((column, place))
        else:
            places[column] = place
    return Header(0, names, places, tuple(twice))


def find(table: type[Table], head: Sequence[dict[int, str]], aliases: dict[str, str]) -> Header | None:
    """The header among the first rows of a sheet, or None where fewer than two of our names stand together.

    ``head`` gives, row by row, the texts by sheet column. A cell merged down from the row above counts as
    written in both rows.
    """
    best: Header | None = None
    above: dict[int, str] = {}
    for row, texts in enumerate(head, 1):
        candidate = match(table, dict(sorted((above | texts).items())), aliases)
        if len(candidate.places) >= 2 and (best is None or len(candidate.places) > len(best.places)):
            best = Header(row, candidate.names, candidate.places, candidate.twice)
        above = texts
    return best
