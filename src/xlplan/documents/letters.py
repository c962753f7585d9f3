"""安全责任书：在岗的教职工一人一份，校长对主管部门，处室对校长，组员、班主任对处室、年级组的负责人。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn, torn_row
from xlplan.documents.printing import cell, printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_fact, office_name
from xlplan.reports.paper import When
from xlplan.tables import school_years
from xlplan.tables.books import Books
from xlplan.tables.office import Department, SchoolClass, Staff

_HERE = "在岗"
_SCHOOL, _DEPARTMENT, _CLASS, _POST = "学校", "处室", "班级", "岗位"
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
    place: str = named("乙方任职")
    """The department and the post, 校长室校长 as 校长."""
    department: str = named("部门")
    class_name: str = named("班级")
    pupils: Printed = named("学生数")
    boarders: Printed = named("住宿生数")
    year: str = named("学年")
    start: str = named("起日")
    end: str = named("止日")


@dataclass(frozen=True)
class _Tier:
    """Where a person stands: who holds him to account, and what keeps that from being known."""

    name: str
    other: str
    missing: tuple[tuple[Ref, str], ...] = ()


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The letter of one 工号, or those of everybody who is here."""
    own, unread = _asked(books[Staff], number), _asked(books.unread(Staff), number)
    if number and own.empty and unread.empty:
        raise CannotRun(f"“{Staff.sheet}”表里没有工号是 {number} 的在岗人员。")
    general = (*torn(books, Department), *lacking(books, "单位名称"))
    for row, person in own.iterrows():
        tier = _tier(books, person)
        missing = (*general, *_torn(books, person, tier), *_unclear(books, int(row), person), *tier.missing)
        paper = None if missing else _paper(books, person, tier)
        yield Draft(_file(person), person[Staff.number], "", missing, paper)
    for row, person in unread.iterrows():
        yield Draft(_file(person), person[Staff.number], "", tuple(torn_row(books, Staff, int(row))), None)


def _asked(staff: pd.DataFrame, number: str) -> pd.DataFrame:
    """Those rows of 教职工 who are here, or may be; of one 工号, or all."""
    if staff.empty:
        return staff
    here = staff[Staff.state].isin([_HERE, ""])
    return staff[here & (staff[Staff.number] == number)] if number else staff[here]


def _file(person: "pd.Series") -> str:
    return file_name(f"{person[Staff.number]} {person[Staff.name]}")


def _torn(books: Books, person: "pd.Series", tier: "_Tier") -> Iterator[tuple[Ref, str]]:
    """The cells that cannot be read in rows of somebody who may be this person or his superior, and of his classes."""
    name, number = person[Staff.name], person[Staff.number]
    yield from torn(
        books,
        Staff,
        concerns=lambda rows: (
            rows[Staff.name].isin(["", name, tier.other]) | rows[Staff.number].isin(["", number])
        ),
    )
    yield from torn(books, SchoolClass, concerns=lambda rows: rows[SchoolClass.teacher].isin(["", name]))


def _unclear(books: Books, row: int, person: "pd.Series") -> Iterator[tuple[Ref, str]]:
    """What a person's own row must say, and must say of nobody else."""
    staff = books[Staff]
    for column in (Staff.number, Staff.name, Staff.state):
        if not person[column]:
            yield books.ref(column, row), f"“{column}”空着。"
    if (staff[Staff.number] == person[Staff.number]).sum() > 1:
        yield books.ref(Staff.number, row), f"工号 {person[Staff.number]} 不止一个人用。"
    namesakes = (staff[Staff.name] == person[Staff.name]) & (staff[Staff.state] == _HERE)
    if namesakes.sum() > 1 and (_rooms(books, person) or _heads(books, person[Staff.name])):
        yield books.ref(Staff.name, row), f"有几个人叫“{person[Staff.name]}”，分不清谁是班主任或者负责人。"


def _rooms(books: Books, person: "pd.Series") -> list[int]:
    """The rows of 班级 of which a person is the teacher."""
    classes = books[SchoolClass]
    return [int(row) for row in classes.index[classes[SchoolClass.teacher] == person[Staff.name]]]


def _heads(books: Books, name: str) -> bool:
    return bool((books[Department][Department.head] == name).any())


def _tier(books: Books, person: "pd.Series") -> _Tier:
    rows = books[Department].drop_duplicates(Department.name).set_index(Department.name)
    name, at = person[Staff.name], person[Staff.department]
    if at not in rows.index:
        staff = books[Staff]
        cell = books.ref(Staff.department, int(staff.index[staff[Staff.number] == person[Staff.number]][0]))
        return _Tier("", "", ((cell, f"“{at}”不在“{Department.sheet}”表里，不知道向谁负责。"),))
    tier = _CLASS if _rooms(books, person) else _POST
    below = set()
    while rows.at[at, Department.head] == name:
        # Who heads a department answers to the head of the one above.
        tier, above = _DEPARTMENT, rows.at[at, Department.parent]
        if not above:
            return _Tier(_SCHOOL, office_fact(books, _ABOVE), tuple(lacking(books, _ABOVE)))
        below.add(at)
        if above not in rows.index or above in below:
            return _Tier("", "", ((_cell(books, Department.parent, at), f"“{at}”的上级部门“{above}”不对。"),))
        at = above
    other = rows.at[at, Department.head]
    if (_here(books) == other).sum() != 1:
        told = (
            f"“{at}”的负责人“{other}”在教职工表里不是正好一个在岗的人。" if other else f"要填“{at}”的负责人。"
        )
        return _Tier("", other, ((_cell(books, Department.head, at), told),))
    return _Tier(tier, other)


def _here(books: Books) -> "pd.Series":
    """The names of everybody who is here."""
    staff = books[Staff]
    return staff.loc[staff[Staff.state] == _HERE, Staff.name]


def _cell(books: Books, column: Column, department: str) -> Ref:
    rows = books[Department]
    return books.ref(column, int(rows.index[rows[Department.name] == department][0]))


def _paper(books: Books, person: "pd.Series", tier: _Tier) -> LetterPaper:
    staff, classes = books[Staff], books[SchoolClass]
    posts = staff.loc[(staff[Staff.name] == tier.other) & (staff[Staff.state] == _HERE), Staff.post]
    rooms = _rooms(books, person) if tier.name == _CLASS else []
    first = school_years.first_day(books.today)
    return LetterPaper(
        office_name(books),
        f"安责〔{first.year}〕{person[Staff.number]}",
        tier.name,
        tier.other,
        next(iter(posts), ""),
        person[Staff.name],
        person[Staff.post],
        _place(person[Staff.department], person[Staff.post]),
        person[Staff.department],
        "、".join(classes.loc[rooms, SchoolClass.name]),
        _counted(books, SchoolClass.pupils, rooms),
        _counted(books, SchoolClass.boarders, rooms),
        school_years.named(first.year),
        day_in_words(first),
        day_in_words(date(first.year + 1, 8, 31)),
    )


def _place(department: str, post: str) -> str:
    return post if department[:2] in post else f"{department}{post}"


def _counted(books: Books, column: Column, rooms: list[int]) -> Printed:
    """The pupils of the classes of one teacher; "" for none."""
    if not books[SchoolClass].loc[rooms, column].sum():
        return ""
    if len(rooms) < 2:
        return cell(books, column, rooms[0])
    names = "、".join(books[SchoolClass].loc[rooms, SchoolClass.name])
    source = Source(Ref(SchoolClass.workbook, SchoolClass.sheet), column, names, len(rooms), LETTER.name)
    return printed(Figure(int(books[SchoolClass].loc[rooms, column].sum()), source), Kind.COUNT)


LETTER = Document("安全责任书", Staff.number, When.ASKED, LetterPaper, _drafts, batch=True)
