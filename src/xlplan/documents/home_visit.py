"""家访记录：一次控辍家访，谁去的、说了什么、照片，家访人和监护人签字。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.photographs import Shown, photographs
from xlplan.documents.printing import cell
from xlplan.documents.rows import of_this_month, row_drafts
from xlplan.documents.values import named
from xlplan.reports.forms import office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.students import HomeVisit, Student

_WIDTH, _HEIGHT = 74, 70
"""Millimetres: two stand side by side."""


@dataclass(frozen=True)
class PhotoRow:
    """Two pictures side by side, and what stands below them."""

    left: Picture | str = named("左")
    right: Picture | str = named("右")
    caption: str = named("说明")


@dataclass(frozen=True)
class VisitPaper:
    """What the template 家访记录 may use."""

    office: str = named("单位")
    number: Printed = named("家访号")
    student: Printed = named("学籍号")
    """Its last four digits."""
    name: Printed = named("学生")
    room: Printed = named("班级")
    guardian: Printed = named("监护人")
    missing: Printed = named("失联日")
    date: Printed = named("家访日")
    visitors: Printed = named("家访人")
    place: Printed = named("地点")
    content: Printed = named("情况")
    outcome: Printed = named("结果")
    back: Printed = named("返校日")
    photos: tuple[PhotoRow, ...] = named("照片")


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The visit of this 家访号, or those of this month."""
    return row_drafts(
        books,
        VISIT.name,
        HomeVisit.number,
        number,
        of_this_month(books, HomeVisit.date),
        lambda row: _paper(books, row),
        stopped_by=("STU-01", "GEN-07"),
    )


def _paper(books: Books, row: int) -> VisitPaper:
    own, students = books[HomeVisit].loc[row], books[Student]
    pupil = students.index[students[Student.number] == own[HomeVisit.student]]
    told = partial(cell, books, row=row)
    shown = list(photographs(books, HomeVisit.photos, row, f"家访{own[HomeVisit.name]}", _WIDTH, _HEIGHT))
    return VisitPaper(
        office=office_name(books),
        number=told(HomeVisit.number),
        student=told(HomeVisit.student),
        name=told(HomeVisit.name),
        room=told(HomeVisit.room),
        guardian=cell(books, Student.guardian, int(pupil[0])) if len(pupil) else "",
        missing=told(HomeVisit.missing),
        date=told(HomeVisit.date),
        visitors=told(HomeVisit.visitors),
        place=told(HomeVisit.place),
        content=told(HomeVisit.content),
        outcome=told(HomeVisit.outcome),
        back=told(HomeVisit.back),
        photos=tuple(_row(shown[at : at + 2]) for at in range(0, len(shown), 2)),
    )


def _row(pair: list[Shown]) -> PhotoRow:
    pictures = [one.picture for one in pair]
    days = dict.fromkeys(f"{one.taken:%Y-%m-%d}" for one in pair if one.taken)
    said = "、".join(one.name.rpartition("/")[2] for one in pair)
    caption = f"{said}（拍摄于 {'、'.join(days)}）" if days else said
    return PhotoRow(pictures[0], pictures[1] if pictures[1:] else "", caption)


VISIT = Document("家访记录", HomeVisit.number, When.ASKED, VisitPaper, _drafts)
