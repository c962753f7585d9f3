"""Which counterparties on both sides are one."""

from collections.abc import Iterator

import numpy as np

from xlplan.reconcile.likeness import contains
from xlplan.reconcile.linked import linked
from xlplan.reconcile.rows import Numbers, Rows

_SHORTEST = 3
"""Characters of a name that is looked for in summaries."""


def parties(book: Rows, bank: Rows) -> tuple[Numbers, Numbers]:
    """A number for the counterparty of each row, 0 where neither its name nor its summary tells one."""
    names = sorted({*book.names[book.open], *bank.names[bank.open]} - {""})
    codes = dict(zip(names, _clusters(names), strict=True))
    found = []
    for side in (book, bank):
        known = {text: _named(text, codes) for text in set(side.summaries[side.open & (side.names == "")])}
        rows = zip(side.names, side.summaries, strict=True)
        found.append(np.array([codes.get(name) or known.get(text, 0) for name, text in rows], dtype=np.int64))
    return found[0], found[1]


def _clusters(names: list[str]) -> list[int]:
    """The same number for names of which one contains the other."""
    places = {name: place for place, name in enumerate(names)}
    links = [
        (place, places[part])
        for name, place in places.items()
        for part in _inside(name)
        if part in places and contains(name, part)
    ]
    ends = np.array(links, dtype=np.int64).reshape(-1, 2).T
    found: list[int] = (linked(ends[0], ends[1], len(names)) + 1).tolist()
    return found


def _named(summary: str, codes: dict[str, int]) -> int:
    """The party that a summary names, 0 for none."""
    inside = [part for part in _inside(summary) if len(part) >= _SHORTEST and part in codes]
    return codes[max(inside, key=lambda part: (len(part), part))] if inside else 0


def _inside(text: str) -> Iterator[str]:
    """Every stretch of two characters and more."""
    for first in range(len(text) - 1):
        for last in range(first + 2, len(text) + 1):
            yield text[first:last]
