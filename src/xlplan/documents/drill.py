"""演练方案和演练总结：一次应急演练以前怎么安排，以后做得怎么样，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.cells import Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell, printed, quoted
from xlplan.documents.rows import of_this_month, row_drafts
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.safety import Drill


@dataclass(frozen=True)
class DrillPlanPaper:
    """What the template 演练方案 may use."""

    title: tuple[str, ...] = named("标题")
    purpose: Printed = named("目的")
    day: str = named("日期")
    clock: Printed = named("时间")
    place: Printed = named("地点")
    expected: Printed = named("应到")
    leader: Printed = named("负责人")
    duties: tuple[Printed, ...] = named("分工")
    route: tuple[Printed, ...] = named("流程")
    signature: str = named("署名")
    date: str = named("成文日期")


@dataclass(frozen=True)
class DrillReviewPaper:
    """What the template 演练总结 may use."""

    title: tuple[str, ...] = named("标题")
    kind: Printed = named("类型")
    theme: Printed = named("主题")
    day: str = named("日期")
    clock: Printed = named("时间")
    place: Printed = named("地点")
    leader: Printed = named("负责人")
    expected: Printed = named("应到")
    present: Printed = named("实到")
    seconds: Printed = named("用时")
    """"" where nobody had to leave a building."""
    route: tuple[Printed, ...] = named("流程")
    verdict: Printed = named("评价")
    lessons: Printed = named("问题和改进")
    photos: Printed = named("照片")
    """How many there are."""
    signature: str = named("署名")
    date: str = named("成文日期")


_PLANNED, _DONE = "计划", "已完成"
_FOR_PLAN = (Drill.date, Drill.clock, Drill.purpose, Drill.route, Drill.duties)
_FOR_REVIEW = (Drill.date, Drill.expected, Drill.present, Drill.verdict, Drill.lessons, Drill.photos)


def _plans(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The drill of this 演练号, or those that are planned."""
    return row_drafts(
        books,
        PLAN.name,
        Drill.number,
        number,
        lambda rows: rows[Drill.state] == _PLANNED,
        lambda row: _plan(books, row),
        needed=_FOR_PLAN,
    )


def _reviews(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The drill of this 演练号, or those of this month that were held."""
    month = of_this_month(books, Drill.date)
    return row_drafts(
        books,
        REVIEW.name,
        Drill.number,
        number,
        lambda rows: month(rows) & (rows[Drill.state] == _DONE),
        lambda row: _review(books, row),
        needed=_FOR_REVIEW,
    )


def _plan(books: Books, row: int) -> DrillPlanPaper:
    told = partial(cell, books, row=row)
    return DrillPlanPaper(
        title=_title(books, row, "方案"),
        purpose=_sentence(books, Drill.purpose, row),
        day=day_in_words(books[Drill].at[row, Drill.date].date()),
        clock=told(Drill.clock),
        place=told(Drill.place),
        expected=told(Drill.expected),
        leader=told(Drill.leader),
        duties=_lines(books, Drill.duties, row),
        route=_lines(books, Drill.route, row),
        signature=office_name(books),
        date=day_in_words(books.today),
    )


def _review(books: Books, row: int) -> DrillReviewPaper:
    told = partial(cell, books, row=row)
    return DrillReviewPaper(
        title=_title(books, row, "总结"),
        kind=told(Drill.kind),
        theme=told(Drill.theme),
        day=day_in_words(books[Drill].at[row, Drill.date].date()),
        clock=told(Drill.clock),
        place=told(Drill.place),
        leader=told(Drill.leader),
        expected=told(Drill.expected),
        present=told(Drill.present),
        seconds=told(Drill.seconds),
        route=_lines(books, Drill.route, row),
        verdict=_sentence(books, Drill.verdict, row),
        lessons=_sentence(books, Drill.lessons, row),
        photos=_photos(books, row),
        signature=office_name(books),
        date=day_in_words(books.today),
    )


def _title(books: Books, row: int, word: str) -> tuple[str, ...]:
    return title_lines(f"{office_name(books)}\n{books[Drill].at[row, Drill.theme]}{word}")


def _sentence(books: Books, column: Column, row: int) -> Printed:
    """The words of a cell, to which the template sets the full stop."""
    return quoted(books, column, row, str(books[Drill].at[row, column]).rstrip("。 \n"))


def _lines(books: Books, column: Column, row: int) -> tuple[Printed, ...]:
    """The lines of a cell, each a paragraph."""
    lines = filter(None, map(str.strip, str(books[Drill].at[row, column]).splitlines()))
    return tuple(quoted(books, column, row, line, f"，第{place}行") for place, line in enumerate(lines, 1))


def _photos(books: Books, row: int) -> Printed:
    names = listed(books[Drill].at[row, Drill.photos])
    at = Source(books.ref(Drill.photos, row), Drill.photos, books[Drill].at[row, Drill.number])
    return printed(Figure(len(names), at), Kind.COUNT)


PLAN = Document("演练方案", Drill.number, When.ASKED, DrillPlanPaper, _plans)
REVIEW = Document("演练总结", Drill.number, When.ASKED, DrillReviewPaper, _reviews)
