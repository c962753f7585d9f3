"""What a kind of paper says of itself, and the papers that are sheets, printed from Excel as they are."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import ClassVar, TypeVar

from xlplan.excel.report import Report
from xlplan.excel.table import Column
from xlplan.tables.books import Books


class Of(Enum):
    """What one paper is made of, where that is no row of a table: the word for it, and how it is written."""

    DAY = "日期", "%Y-%m-%d"
    MONTH = "月份", "%Y-%m"
    YEAR = "年度", "%Y"
    TERM = "学期", ""


class When(Enum):
    """When a paper is made by itself, in words that follow its name."""

    NIGHTLY = "每天夜里做"
    """Word papers of that day, sheets of each month of the ledger until then."""
    REPORT = "做月度报告时做"
    """Of a month, also of one that is not over."""
    MONTH_END = "做月度报告时做，月底以后才做"
    ASKED = "要的时候做"


@dataclass(frozen=True)
class Paper:
    """A kind of paper."""

    name: str
    """Its title and its file, and in Word its template: 通知."""
    of: Of | Column
    """A column names a row of its table, as 编号 does a notice."""
    when: When
    """What is made with the report is of a month."""
    public: bool = field(default=False, kw_only=True)
    """Whether it is put up for all to read, and so masks private numbers."""
    suffix: ClassVar[str]
    """Of its files: .docx."""

    @property
    def made_of(self) -> str:
        """What one is made of, in words: 月份, “通知”表的编号."""
        return self.of.value[0] if isinstance(self.of, Of) else f"“{self.of.table.sheet}”表的{self.of}"

    def now(self, today: date) -> str:
        """What it is made of on a day if nobody says: the day or its month; "" for its term, or for all rows that are due."""
        return f"{today:{self.of.value[1]}}" if isinstance(self.of, Of) and self.of.value[1] else ""

    def fits(self, of: str) -> bool:
        """Whether a text is written as what it is made of; behind a month may stand a part of it, such as an account."""
        form = self.of.value[1] if isinstance(self.of, Of) else ""
        if not form:
            return bool(of)
        day = of.partition(" ")[0] if self.of is Of.MONTH else of
        with suppress(ValueError):
            return f"{datetime.strptime(day, form):{form}}" == day
        return False

    def month(self, of: str) -> str:
        """YYYY-MM of the folder of one; "" for that of the day."""
        return of[:7] if self.of in (Of.DAY, Of.MONTH) else ""


def alone(books: Books, of: str) -> Iterable[str]:
    """One paper and no more."""
    return (of,)


@dataclass(frozen=True)
class SheetPaper(Paper):
    """A kind of paper that is a workbook to print."""

    sheets: Callable[[Books, str], Sequence[Report]]
    """Those of one; raises Waiting where the tables cannot be had, CannotRun where there is no such one."""
    each: Callable[[Books, str], Iterable[str]] = alone
    """What the papers are made of, one each, that are asked for as one: 2026-11 基本户, 2026-11 食堂户 of 2026-11."""
    suffix: ClassVar[str] = ".xlsx"


P = TypeVar("P", bound=Paper)


def shelved(package: ModuleType, kind: type[P]) -> dict[str, P]:
    """The papers that stand in the modules of a package, by name; a file that is put there is found."""
    found: dict[str, P] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, kind) and found.setdefault(value.name, value) is not value:
                raise TypeError(f"two papers are called {value.name}")
    return found
