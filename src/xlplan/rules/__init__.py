"""The rules of the office, one file each; a rule is registered by being imported."""

import importlib
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from xlplan.excel.defects import DEFECTS
from xlplan.excel.table import Column, Table
from xlplan.findings import Rule, Severity
from xlplan.rules.exemptions import UNUSED
from xlplan.tables.books import Books
from xlplan.tables.statement import Statement


@dataclass(frozen=True)
class Hits:
    """Rows that break a rule, each accused in its own cell of one column, or in a statement file.

    ``rows`` is any frame whose index holds row numbers of the column's sheet, or of the file. ``message`` is one sentence
    with fields that are columns of ``rows``: ``{凭证号}``, an amount in fen as ``{借方:元}``, a quantity in thousandths
    as ``{实存:量}``, a share as ``{上限:率}`` or ``{进度:.1%}``, another moment than a day as ``{月份:%Y-%m}`` or ``{留样时间:%Y-%m-%d %H:%M}``.
    """

    rows: pd.DataFrame
    at: Column | Statement
    message: str
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    month: str = ""
    """The column of ``rows``, days or text (YYYY-MM), that says which month a finding is about where no day of the accused
    row does: of a sheet without days, or one that demands something every month."""

    def labels(self, books: Books, rows: pd.DataFrame) -> list[tuple[str, str]]:
        """The object and the month of some of its rows, "" where one has none."""
        labels = books.labels(self.at, rows.index)
        if not self.month:
            return labels
        said = rows[self.month]
        if said.dtype.kind == "M":
            said = said.dt.strftime("%Y-%m").fillna("")
        return [(name, own or month) for (name, own), month in zip(labels, said, strict=True)]

    @property
    def workbook(self) -> str:
        """The file that is accused."""
        return self.at.workbook if isinstance(self.at, Statement) else self.at.table.workbook


Find = Callable[[Books], Iterator[Hits]]


@dataclass(frozen=True, kw_only=True)
class BookRule(Rule):
    """A rule with the function that finds where the books break it."""

    find: Find
    whole: bool | tuple[type[Table], ...]
    """Tables that must be there to the last row, or the rule waits: all it reads, none, or these."""


_RULES: dict[str, BookRule] = {}


def rule(
    id: str,
    *,
    fix: str,
    basis: str = "单位内控要求",
    severity: Severity = Severity.ERROR,
    whole: bool | tuple[type[Table], ...] = False,
) -> Callable[[Find], Find]:
    """Register a function as a rule; its docstring is the page."""

    def register(find: Find) -> Find:
        first, _, rest = (find.__doc__ or "").strip().partition("\n")
        page = f"{first.strip()}\n{textwrap.dedent(rest)}".strip()
        if id in _RULES:
            raise TypeError(f"two rules are called {id}")
        _RULES[id] = BookRule(id, severity, page, fix, basis, find=find, whole=whole)
        return find

    return register


@cache
def book_rules() -> tuple[BookRule, ...]:
    """All rules of the office, by id."""
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    return tuple(_RULES[id] for id in sorted(_RULES))


def every_rule() -> tuple[Rule, ...]:
    """All rules: what can be wrong with a cell, then what can be wrong in the books."""
    return (*DEFECTS, *sorted((*book_rules(), UNUSED), key=lambda rule: rule.id))
