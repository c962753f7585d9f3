"""Which counterparties on both sides are one."""

import numpy as np
from rapidfuzz import fuzz, process

from xlplan.reconcile.candidates import Numbers, Rows

_SAME = 85
"""Likeness, of 100, from which on two names are of one party."""
_SHORTEST = 3
"""Characters of a name that is looked for inside others and in summaries."""


def parties(book: Rows, bank: Rows) -> tuple[Numbers, Numbers]:
    """A number for the counterparty of each row, 0 where neither its name nor its summary tells one."""
    names = sorted({*book.names[book.open], *bank.names[bank.open]} - {""})
    codes = dict(zip(names, _clusters(names), strict=True))
    found = []
    for side in (book, bank):
        known = {text: _named(text, codes) for text in set(side.summaries[side.open])}
        rows = zip(side.names, side.summaries, strict=True)
        found.append(np.array([codes.get(name) or known.get(text, 0) for name, text in rows], dtype=np.int64))
    return found[0], found[1]


def _clusters(names: list[str]) -> list[int]:
    """The same number for names that are alike."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not names:
        return []
    alike = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=_SAME) > 0
    links = np.nonzero(alike)
    for at, name in enumerate(names):
        if len(name) >= _SHORTEST:
            alike[at] |= [name in other for other in names]
    links = np.nonzero(alike)
    graph = coo_array((np.ones(len(links[0]), dtype=bool), links), shape=alike.shape)
    return (connected_components(graph, directed=False)[1] + 1).tolist()


def _named(summary: str, codes: dict[str, int]) -> int:
    """The party that a summary names, 0 for none."""
    inside = [name for name in codes if len(name) >= _SHORTEST and name in summary]
    return codes[max(inside, key=len)] if inside else 0
