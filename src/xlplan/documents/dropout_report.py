"""控辍月报：一个月去了多少家、返校了几个、还有谁没有回来，报主管部门，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, lacking, torn, unfit
from xlplan.documents.printing import cell, fact, printed
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports.forms import day_in_words, month_in_words, of_month, office_name, source
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books
from xlplan.tables.students import HERE, HomeVisit, Student

NAME = "控辍月报"


@dataclass(frozen=True)
class VisitRow:
    """One visit of the month."""

    date: Printed = named("家访日")
    room: Printed = named("班级")
    name: Printed = named("学生")
    visitors: Printed = named("家访人")
    outcome: Printed = named("结果")


@dataclass(frozen=True)
class MissingRow:
    """A pupil who does not come, and what was done about it."""

    room: Printed = named("班级")
    name: Printed = named("学生")
    since: Printed = named("失联日")
    visits: Printed = named("本月家访")
    last: Printed = named("最近一次")
    content: Printed = named("情况")


@dataclass(frozen=True)
class DropoutReport:
    """What the template 控辍月报 may use."""

    title: tuple[str, ...] = named("标题")
    to: Printed = named("主送")
    month: str = named("月份")
    as_of: str = named("截至")
    pupils: Printed = named("学生数")
    missing: Printed = named("失联数")
    resting: Printed = named("休学数")
    moved: Printed = named("转出数")
    visits: Printed = named("家访次数")
    visited: Printed = named("走访学生数")
    back: Printed = named("返校数")
    rows: tuple[VisitRow, ...] = named("家访")
    away: tuple[MissingRow, ...] = named("失联")
    signature: str = named("署名")
    date: str = named("成文日期")


def _drafts(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    """The report of a month; who is on the roll is told as of today."""
    visits = of_month(books[HomeVisit], HomeVisit.date, month)
    missing = (
        *torn(books, Student, HomeVisit),
        *lacking(books, "单位名称", "主管部门"),
        *unfit(books, {HomeVisit: visits.index}, ("STU-01", "GEN-07")),
    )
    yield Draft(f"{NAME} {month}", month, month, missing, None if missing else _paper(books, visits, month))


def _paper(books: Books, visits: pd.DataFrame, month: str) -> DropoutReport:
    students, organ = books[Student], office_name(books)
    state = students[Student.state]
    here = students[state.isin([HERE, "失联"])]
    moved = of_month(students[state == "转出"], Student.left, month)
    back = of_month(books[HomeVisit], HomeVisit.back, month)
    away = students[state == "失联"]

    def told(rows: pd.DataFrame, column: Column, which: str) -> Printed:
        return _count(rows, column, len(rows), f"{month} {which}")

    return DropoutReport(
        title=title_lines(f"{organ}\n{month_in_words(month)}控辍保学工作月报"),
        to=fact(books, "主管部门"),
        month=month_in_words(month),
        as_of=day_in_words(books.today),
        pupils=told(here, Student.state, "在读和失联"),
        missing=told(away, Student.state, "失联"),
        resting=told(students[state == "休学"], Student.state, "休学"),
        moved=told(moved, Student.left, "转出"),
        visits=told(visits, HomeVisit.date, "家访"),
        visited=_count(visits, HomeVisit.student, visits[HomeVisit.student].nunique(), f"{month} 家访的学生"),
        back=_count(back, HomeVisit.back, back[HomeVisit.student].nunique(), f"{month} 返校的学生"),
        rows=tuple(
            _visit(books, int(row)) for row in visits.sort_values(HomeVisit.date, kind="stable").index
        ),
        away=tuple(_missing(books, int(row), month) for row in away.index),
        signature=organ,
        date=day_in_words(books.today),
    )


def _visit(books: Books, row: int) -> VisitRow:
    columns = (HomeVisit.date, HomeVisit.room, HomeVisit.name, HomeVisit.visitors, HomeVisit.outcome)
    return VisitRow(*(cell(books, column, row) for column in columns))


def _missing(books: Books, row: int, month: str) -> MissingRow:
    visits = books[HomeVisit]
    own = visits[visits[HomeVisit.student] == books[Student].at[row, Student.number]]
    own = own.sort_values(HomeVisit.date, kind="stable")
    now = of_month(own, HomeVisit.date, month)
    name = books[Student].at[row, Student.name]
    last = int(own.index[-1]) if len(own) else 0
    return MissingRow(
        room=cell(books, Student.room, row),
        name=cell(books, Student.name, row),
        since=cell(books, HomeVisit.missing, last) if last else "",
        visits=_count(now, HomeVisit.date, len(now), f"{month} 家访{name}"),
        last=cell(books, HomeVisit.date, last) if last else "",
        content=cell(books, HomeVisit.content, last) if last else "还没有家访",
    )


def _count(rows: pd.DataFrame, column: Column, count: int, which: str) -> Printed:
    return printed(Figure(count, source(column, which, len(rows), NAME)), Kind.COUNT)


DROPOUT_REPORT = Document(NAME, Of.MONTH, When.ASKED, DropoutReport, _drafts)
