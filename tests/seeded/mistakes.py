"""One planted mistake: the cells that are changed, and the cell that must be accused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tests.seeded.patching import Content
from xlplan.demo import centre
from xlplan.demo.banks import Edit
from xlplan.excel.table import Column

Part = tuple[str, str]
"""账户 and month (YYYY-MM) of a statement file."""

Cell = tuple[Column, int]
"""A column of a master and an Excel row."""

Place = Cell | tuple[Part, int]
"""Or a statement file and its row."""


@dataclass(frozen=True)
class Raw:
    """A cell written as it is; all others are typed, money in fen."""

    content: Content


@dataclass(frozen=True)
class Mistake:
    """What each cell becomes (typed as in the frames, None for empty, or Raw), and who must be accused."""

    cells: Mapping[Cell, object]
    at: Place
    besides: tuple[tuple[str, Place], ...] = ()
    """Rule and cell of what is broken by it besides, where the place tells: (("BUD-12", cell), …)."""
    statements: Mapping[Part, Edit | None] = field(default_factory=dict)
    """What is done to the rows of a statement file; None: the file is not there."""
    exports: Mapping[str, centre.Edit] | None = None
    """What is done, by month, to the books of the accounting centre; None: it has given none."""
    photos: Mapping[str, bytes | None] = field(default_factory=dict)
    """What a file in photos/ holds instead; None: it is not there."""
    closed: tuple[str, ...] = ()
    """Months (YYYY-MM) that were closed before."""
    checked: frozenset[date] = frozenset()
    """The days whose books were checked before."""
    bound: bool = False
    """Whether a night has seen what was approved before."""
