"""安全责任书：在岗的教职工一人一份，校长对主管部门，处室对校长，组员、班主任对处室、年级组的负责人。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.paper import Document, Draft, lacking
from xlplan.documents.printing import cell
from xlplan.documents.traced import Printed
from xlplan.documents.values import named
from xlplan.documents.writing import file_name
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_fact, office_name
from xlplan.tables.books import Books
from xlplan.tables.office import Department, SchoolClass, Staff

_HERE = "在岗"
_SCHOOL, _DEPARTMENT, _CLASS, _POST = "学校", "处室", "班级", "岗位"
_TIERS = (_SCHOOL, _DEPARTMENT, _CLASS, _POST)
_ABOVE = "主管部门"


@dataclass(frozen=True)
class LetterPaper:
    """What the template 安全责任书 may use."""

    office: str = named("单位")
    number: str = named("编号")
    tier: str = named("层级")
    """学校, 处室, 班级 or 岗位."""
    other: str = named("甲方")
    """Who holds to account: a name, or the authority above the school."""
    other_post: str = named("甲方岗位")
    person: str = named("乙方")
    post: str = named("乙方岗位")
    department: str = named("部门")
    class_name: str = named("班级")
    pupils: Printed = named("学生数")
    boarders: Printed = named("住宿生数")
    year: str = named("学年")
    start: str = named("起日")
    end: str = named("止日")
    date: str = named("签订日期")


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The letter of one 工号, or those of everybody who is here."""
    staff = books[Staff]
    own = staff[staff[Staff.state] == _HERE]
    if number:
        own = own[own[Staff.number] == number]
        if own.empty:
            raise CannotRun(f"“{Staff.sheet}”表里没有工号是 {number} 的在岗人员。")
    heads = books[Department].drop_duplicates(Department.name).set_index(Department.name)
    classes = books[SchoolClass]
    rooms = {teacher: int(row) for row, teacher in classes[SchoolClass.teacher].items()}
    for row, person in own.iterrows():
        name = file_name(f"{person[Staff.number]} {person[Staff.name]}")
        tier, other, missing = _above(books, int(row), person, heads, rooms)
        paper = None if missing else _paper(books, person, tier, other, rooms)
        yield Draft(name, person[Staff.number], "", tuple(missing), paper)


def _above(
    books: Books, row: int, person: "pd.Series", heads: pd.DataFrame, rooms: dict[str, int]
) -> tuple[str, str, list[tuple[Ref, str]]]:
    """The tier of a person, who holds him to account, and the cells that keep that from being known."""
    missing = list(lacking(books, "单位名称"))
    name, department = person[Staff.name], person[Staff.department]
    if department not in heads.index:
        wrong = f"“{department}”不在“{Department.sheet}”表里，不知道向谁负责。"
        return "", "", [*missing, (books.ref(Staff.department, row), wrong)]
    tier, at = _CLASS if name in rooms else _POST, department
    if heads.at[at, Department.head] == name:
        tier, at = _DEPARTMENT, heads.at[at, Department.parent]
        if not at:
            missing += lacking(books, _ABOVE)
            return _SCHOOL, office_fact(books, _ABOVE), missing
    other = heads[Department.head].get(at, "")
    if not other:
        rows = books[Department]
        found = rows.index[rows[Department.name] == at]
        cell = (
            books.ref(Department.head, int(found[0]))
            if len(found)
            else Ref(Department.workbook, Department.sheet)
        )
        missing.append((cell, f"要填“{at}”的负责人。"))
    return tier, other, missing


def _paper(books: Books, person: "pd.Series", tier: str, other: str, rooms: dict[str, int]) -> LetterPaper:
    staff = books[Staff]
    posts = staff.loc[staff[Staff.name] == other, Staff.post]
    room = rooms.get(person[Staff.name]) if tier == _CLASS else None
    first = _school_year(books.today)
    return LetterPaper(
        office_name(books),
        f"安责〔{first.year}〕{person[Staff.number]}",
        tier,
        other,
        next(iter(posts), ""),
        person[Staff.name],
        person[Staff.post],
        person[Staff.department],
        "" if room is None else books[SchoolClass].at[room, SchoolClass.name],
        "" if room is None else cell(books, SchoolClass.pupils, room),
        "" if room is None else cell(books, SchoolClass.boarders, room),
        f"{first.year}—{first.year + 1}学年",
        day_in_words(first),
        day_in_words(date(first.year + 1, 8, 31)),
        day_in_words(books.today),
    )


def _school_year(day: date) -> date:
    """The 1 September with which the school year of a day begins."""
    return date(day.year - (day.month < 9), 9, 1)


LETTER = Document("安全责任书", LetterPaper, _drafts)
