"""住宿名册: who sleeps in which bed on a day, floor by floor, room by room."""

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.privacy import hidden
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import day_in_words, form, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.links import beside
from xlplan.tables.students import Bed, Student

NAME = "住宿名册"
_UNFIT, _LONGEST = re.compile(r"[\[\]:*?/\\']"), 31
"""What the name of a sheet cannot hold, and its characters at most."""
_HEADS = (
    Head("室", 8),
    Head("床号", 7),
    Head("姓名", 11),
    Head("性别", 7),
    Head("班级", 17),
    Head("学籍号", 11),
    Head("监护人", 11),
    Head("入住日", 12, Kind.DAY),
)


def dormitory(books: Books, day: str) -> list[Report]:
    """住宿名册

    一天住在学校的学生，一层一张表，按室、床号排；层看室号（三位数以上的，末两位前面是层），看不出的整栋楼一张。学籍号只写末四位。
    """
    on = date.fromisoformat(day)
    beds = whole(books, Bed)
    at = pd.Timestamp(on)
    now = beds[(beds[Bed.start] <= at) & (beds[Bed.end].isna() | (beds[Bed.end] > at))]
    if now.empty:
        raise Waiting(f"“{Bed.sheet}”表里 {day} 没有人住")
    now = beside(now, whole(books, Student), {Bed.student: Student.number}, "学生")
    levels = now[Bed.room].str.extract(r"^(\d+)\d\d$")[0].add("层").fillna("")
    floors = (now[Bed.building] + " " + levels).str.strip()
    order = now.assign(层=floors, 室号=_number(now[Bed.room]), 床=_number(now[Bed.bed]))
    order = order.sort_values(["层", "室号", Bed.room, "床"], kind="stable")
    return [_report(books, str(floor), own, on) for floor, own in order.groupby("层", sort=False)]


def _report(books: Books, floor: str, rows: pd.DataFrame, day: date) -> Report:
    return Report(
        _UNFIT.sub(" ", floor)[:_LONGEST],
        NAME,
        ("学籍号只写末四位。",),
        (Block(_HEADS, tuple(_rows(floor, rows, day))),),
        form(books, f"{floor}　{day_in_words(day)}", "政教主任", "宿舍管理员", "制表人"),
    )


def _number(texts: "pd.Series") -> "pd.Series":
    """The numbers in names of rooms and beds, so that 2 stands before 10."""
    return pd.to_numeric(texts.str.extract(r"(\d+)")[0]).fillna(0)


def _rows(floor: str, rows: pd.DataFrame, day: date) -> Iterator[tuple[Value, ...]]:
    columns = (Bed.room, Bed.bed, *(f"学生{own}" for own in (Student.name, Student.sex, Student.room)))
    for row in rows.to_dict("records"):
        number, guardian = hidden(row[Bed.student]), row[f"学生{Student.guardian}"]
        yield *(row[column] for column in columns), number, guardian, row[Bed.start].date()
    count = Figure(f"{len(rows)} 人", source(Bed.student, f"{day} {floor}", len(rows), NAME))
    yield Total(("合计", "", count, "", "", "", "", None))


DORMITORY = SheetPaper(NAME, Of.DAY, When.ASKED, dormitory)
