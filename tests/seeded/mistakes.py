"""One planted mistake: the cells that are changed, and the cell that must be accused."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.seeded.patching import Content
from xlplan.excel.table import Column

Cell = tuple[Column, int]
"""A column of a master and an Excel row."""


@dataclass(frozen=True)
class Raw:
    """A cell written as it is; all others are typed, money in fen."""

    content: Content


@dataclass(frozen=True)
class Mistake:
    """What each cell becomes (typed as in the frames, None for empty, or Raw), and who must be accused."""

    cells: Mapping[Cell, object]
    at: Cell
    besides: tuple[tuple[str, Cell], ...] = ()
    """Rule and cell of what is broken by it besides, where the place tells: (("BUD-12", cell), …)."""
