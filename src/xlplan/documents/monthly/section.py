"""A section of the report: a part of what its template may use, made of its own tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xlplan.cells import Ref
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import figures
from xlplan.documents.pictures import drawn
from xlplan.excel.report import Block
from xlplan.reports.forms import last_day
from xlplan.tables.books import Books, NotKept, Waiting

NAME = "月度工作报告"


@dataclass(frozen=True)
class Month:
    """The month that is reported, and its books as they stood at its end, or stand today."""

    books: Books
    month: str
    """YYYY-MM."""
    with_pictures: bool

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        end = last_day(self.month)
        return end.replace(day=1), end

    @property
    def next_days(self) -> tuple[date, date]:
        """Those of the month after."""
        first = last_day(self.month) + timedelta(days=1)
        return first, last_day(f"{first:%Y-%m}")

    def picture(self, block: Block) -> Picture | str:
        """The chart of a block; "" where there is nothing to draw."""
        return drawn(block.chart, block) if self.with_pictures and block.chart and block.rows else ""


@dataclass(frozen=True)
class Section:
    """How a section is made. Both raise Waiting where its tables cannot be had, and then it alone is not written."""

    part: Callable[[Month], Any]
    """What the template may use of it."""
    missing: Callable[[Month], Iterable[tuple[Ref, str]]]
    """Cells that must be put right before the report is made, and what is wrong with each."""


def section(name: str, own: Section) -> Any:
    """A field of the report that is a section: ``work: Work | str = section("工作", WORK)``.

    It is a text where its tables cannot be had, which the template asks with ``is string``.
    """
    return field(metadata={"name": name, "section": own})


def unwritten(name: str, reason: Waiting) -> str:
    """What stands in the place of a section; a figure in it would have no cell to come from."""
    if isinstance(reason, NotKept):  # the report goes to people who know no files
        return f"{name}没有建台账，这一部分不写。"
    told = f"{reason}，" if not figures(str(reason)) else "要用的台账没有填全，"
    return f"{told}这一部分没有写。"
