"""What a cell function is, and how it is called: the cells that a host gives in, an answer for the cell out.

A cell function never fails: what it cannot answer, it says in one sentence, which is the text of the cell.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xlplan.addin.functions.cells import is_empty, is_left_out, rows_of, single
from xlplan.addin.functions.place import Place
from xlplan.findings import CannotRun
from xlplan.tables.books import Waiting

Value = str | float
"""What stands in a cell: text, a number (money in yuan), or yes and no."""
Column = tuple[tuple[Value, ...], ...]
"""Answers in the shape of the range that was asked about."""
MOST = 100_000
"""Cells that are answered at most: a whole column of the sheet is a million."""


@dataclass(frozen=True)
class Argument:
    """What a function wants to know."""

    name: str
    """What wrappers call it; ASCII, and no word of Basic."""
    label: str
    read: Callable[[object, str], Any]
    """A cell and the label -> its value; raises CannotRun with a sentence."""
    help: str
    optional: bool = False
    """It may be missing or empty, and is None then."""
    whole: bool = False
    """It is a range that is read as one; of any other, a range gives an answer for each of its cells."""


@dataclass(frozen=True)
class Function:
    """A function that a clerk uses in formulas."""

    name: str
    arguments: tuple[Argument, ...]
    call: Callable[..., Value]
    """Its values in, the answer out; before them the Place, where it asks for one."""
    placed: bool
    """Whether it asks where it is called from."""

    @property
    def title(self) -> str:
        """What it gives, in a few words."""
        return _page(self.call)[0]

    @property
    def help(self) -> str:
        """How it counts, in sentences."""
        return _page(self.call)[1]

    @property
    def usage(self) -> str:
        """How it is written: XL_BALANCE(科目代码, [日期])."""
        names = (f"[{one.label}]" if one.optional else one.label for one in self.arguments)
        return f"{self.name}({', '.join(names)})"

    def answer(self, given: Sequence[object], place: Place) -> Value | Column:
        """The answer to one formula; where a range was given for a cell, answers in its shape."""
        if len(given) > len(self.arguments):
            return f"{self.name} 最多有 {len(self.arguments)} 个参数。"
        cells = [*map(single, given), *[None] * (len(self.arguments) - len(given))]
        each = [None if one.whole else rows_of(cell) for one, cell in zip(self.arguments, cells, strict=True)]
        shapes = {tuple(map(len, rows)) for rows in each if rows is not None}
        if not shapes:
            return self._one(cells, place)
        if len(shapes) > 1:
            return "几个区域的大小不一样。"
        (shape,) = shapes
        if sum(shape) > MOST:
            return f"一次最多算 {MOST} 格，请把区域改小，不要选整列。"

        def at(row: int, column: int) -> Value:
            of = zip(cells, each, strict=True)
            return self._one([cell if rows is None else rows[row][column] for cell, rows in of], place)

        return tuple(tuple(at(row, column) for column in range(width)) for row, width in enumerate(shape))

    def _one(self, cells: Sequence[object], place: Place) -> Value:
        pairs = list(zip(self.arguments, cells, strict=True))
        if any(is_empty(cell) and not (one.optional or one.whole) for one, cell in pairs):
            return ""
        try:
            values = [
                None if one.optional and is_left_out(cell) else one.read(cell, one.label)
                for one, cell in pairs
            ]
            return self.call(place, *values) if self.placed else self.call(*values)
        except CannotRun as reason:
            return str(reason)
        except Waiting as reason:
            return f"{reason}，算不出来。"


def _page(call: Callable[..., Value]) -> tuple[str, str]:
    title, _, rest = inspect.cleandoc(call.__doc__ or "").partition("\n")
    return title, rest.strip().replace("\n", "")


FUNCTIONS: dict[str, Function] = {}
"""Every cell function by its name."""


def function(
    name: str, *arguments: Argument, placed: bool = False
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function; its docstring is the manual: a title, then how it counts."""

    def register(call: Callable[..., Value]) -> Callable[..., Value]:
        if name in FUNCTIONS:
            raise TypeError(f"two functions are called {name}")
        FUNCTIONS[name] = Function(name, arguments, call, placed)
        return call

    return register
