"""Pupils: STU-01 to STU-08."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.tables.office import SchoolClass
from xlplan.tables.students import Bed, Checkup, Fitness, HomeVisit, Leaver, NightCheck, Outfit, Student

_DUE = "2025—2026学年"
"""The school year whose tests had to be reported by now."""


def _each(
    office: CleanOffice, column: Column, value: object, rows: pd.Index | None = None
) -> Iterator[Mistake]:
    """A cell of each row becomes this."""
    for row in office[column.table].index if rows is None else rows:
        yield Mistake({(column, row): value}, (column, row))


@form("STU-01")
def home_visit_without_photos(office: CleanOffice) -> Iterator[Mistake]:
    """照片 empty."""
    yield from _each(office, HomeVisit.photos, None)


@form("STU-01")
def home_visit_in_a_few_words(office: CleanOffice) -> Iterator[Mistake]:
    """情况 of a few words."""
    for words in ("已家访。", "家长同意返校，情况正常。", "见到家长，讲了政策。"):
        yield from _each(office, HomeVisit.content, words)


@form("STU-01")
def home_visit_alone(office: CleanOffice) -> Iterator[Mistake]:
    """One of two visitors."""
    for row, text in office[HomeVisit][HomeVisit.visitors].items():
        for name in text.split("、"):
            yield Mistake({(HomeVisit.visitors, row): name}, (HomeVisit.visitors, row))


@form("STU-01")
def missing_and_never_visited(office: CleanOffice) -> Iterator[Mistake]:
    """状态 became 失联, nobody went."""
    rows = office[Student]
    rows = rows[
        (rows[Student.state] == "在读") & ~rows[Student.number].isin(office[HomeVisit][HomeVisit.student])
    ]
    yield from _each(office, Student.state, "失联", rows.index)


@form("STU-02")
def test_not_reported(office: CleanOffice) -> Iterator[Mistake]:
    """上报日 empty."""
    rows = office[Fitness]
    yield from _each(office, Fitness.reported, None, rows.index[rows[Fitness.year] == _DUE])


@form("STU-02")
def pupil_not_tested(office: CleanOffice) -> Iterator[Mistake]:
    """等级 is 未测."""
    rows = office[Fitness]
    yield from _each(office, Fitness.grade, "未测", rows.index[rows[Fitness.year] == _DUE])


@form("STU-02")
def pupil_without_a_test(office: CleanOffice) -> Iterator[Mistake]:
    """The row is of another year."""
    students, tests = office[Student], office[Fitness]
    here = students[students[Student.state] == "在读"]
    rows = {number: row for row, number in here[Student.number].items()}
    for row, number in tests.loc[tests[Fitness.year] == _DUE, Fitness.student].items():
        if number in rows:
            yield Mistake({(Fitness.year, row): "2024—2025学年"}, (Student.number, rows[number]))


def _unchecked(office: CleanOffice, share: float, cells: dict[Column, object]) -> Iterator[Mistake]:
    """So much of each class is not checked up."""
    students, checks = office[Student], office[Checkup]
    room = dict(zip(students[Student.number], students[Student.room], strict=True))
    rooms = checks[Checkup.student].map(room)
    for place, name in office[SchoolClass][SchoolClass.name].items():
        rows = checks.index[rooms == name]
        some = rows[: int(len(rows) * share) + 1]
        changed: dict[Cell, object] = {
            (column, row): value for row in some for column, value in cells.items()
        }
        yield Mistake(changed, (SchoolClass.name, place))


@form("STU-03")
def rows_of_a_class_of_last_year(office: CleanOffice) -> Iterator[Mistake]:
    """学年 of the year before in the rows of a class."""
    yield from _unchecked(office, 0.98, {Checkup.year: _DUE})


@form("STU-03")
def a_tenth_of_a_class_not_checked_up(office: CleanOffice) -> Iterator[Mistake]:
    """A few more than may be missing."""
    yield from _unchecked(office, 0.1, {Checkup.year: "2025-2026学年"})


@form("STU-03")
def a_half_of_a_class_not_checked_up(office: CleanOffice) -> Iterator[Mistake]:
    """学年 written as the calendar year before."""
    yield from _unchecked(office, 0.5, {Checkup.year: "2025年"})


@form("STU-04")
def leaver_not_settled(office: CleanOffice) -> Iterator[Mistake]:
    """落实日 empty."""
    yield from _each(office, Leaver.settled, None)


@form("STU-04")
def leaver_who_went_nowhere(office: CleanOffice) -> Iterator[Mistake]:
    """去向 empty, with 落实日 or without."""
    for row in office[Leaver].index:
        for cells in ({}, {(Leaver.settled, row): None}):
            yield Mistake({(Leaver.kind, row): None, **cells}, (Leaver.kind, row))


@form("STU-04")
def leaver_whom_nobody_knows_of(office: CleanOffice) -> Iterator[Mistake]:
    """状态 毕业 of a pupil who is not among the leavers: one who moved away."""
    rows = office[Student]
    for row in rows.index[rows[Student.state] == "转出"]:
        yield Mistake({(Student.state, row): "毕业"}, (Student.number, row))


def _taken(office: CleanOffice) -> pd.DataFrame:
    rows = office[Bed]
    return rows[rows[Bed.end].isna()]


@form("STU-05")
def bed_of_the_row_above(office: CleanOffice) -> Iterator[Mistake]:
    """床号 of the neighbour, who moved in on the same day."""
    rows = _taken(office)
    for row, room in rows[Bed.room].items():
        before = rows[(rows[Bed.room] == room) & (rows.index < row)]
        if len(before):
            yield Mistake({(Bed.bed, row): before[Bed.bed].iloc[-1]}, (Bed.bed, row))


@form("STU-05")
def moved_and_the_old_bed_kept(office: CleanOffice) -> Iterator[Mistake]:
    """退宿日 of the old bed taken out."""
    rows = office[Bed]
    for old, number in rows.loc[rows[Bed.end].notna(), Bed.student].items():
        (new,) = rows.index[(rows[Bed.student] == number) & (rows.index != old)]
        yield Mistake({(Bed.end, old): None}, (Bed.student, new))


@form("STU-05", ("STU-07", "班级的住宿生数照学生表算"))
def boarder_said_to_go_home(office: CleanOffice) -> Iterator[Mistake]:
    """住宿 changed, the bed not given back."""
    rows = office[Student]
    here = rows.index[(rows[Student.state] == "在读") & (rows[Student.boarder] == "是")]
    yield from _each(office, Student.boarder, "否", here)


@form("STU-05", ("STU-07", "班级的住宿生数照学生表算"))
def boarder_without_a_bed(office: CleanOffice) -> Iterator[Mistake]:
    """住宿 is 是, and no bed."""
    rows = office[Student]
    here = rows.index[(rows[Student.state] == "在读") & (rows[Student.boarder] == "否")]
    yield from _each(office, Student.boarder, "是", here)


@form("STU-05")
def boarder_who_left_and_is_back(office: CleanOffice) -> Iterator[Mistake]:
    """退宿日 filled by mistake: the pupil has no bed."""
    rows, students = _taken(office), office[Student]
    place = {number: row for row, number in students[Student.number].items()}
    for row, number in rows[Bed.student].items():
        yield Mistake({(Bed.end, row): pd.Timestamp("2026-11-20")}, (Student.boarder, place[number]))


def _away(office: CleanOffice) -> pd.DataFrame:
    rows = office[NightCheck]
    return rows[rows[NightCheck.absent] != ""]


@form("STU-06")
def absent_and_nothing_done(office: CleanOffice) -> Iterator[Mistake]:
    """处理 empty."""
    yield from _each(office, NightCheck.handled, None, _away(office).index)


@form("STU-06")
def absent_and_nobody_named(office: CleanOffice) -> Iterator[Mistake]:
    """缺勤学生 empty."""
    yield from _each(office, NightCheck.absent, None, _away(office).index)


@form("STU-06")
def more_there_than_sleep_there(office: CleanOffice) -> Iterator[Mistake]:
    """实到 a few too many."""
    rows = office[NightCheck]
    for row, expected in rows[NightCheck.expected].items():
        yield Mistake({(NightCheck.present, row): int(expected) + 1 + row % 3}, (NightCheck.present, row))


@form("STU-06")
def one_more_absent_than_named(office: CleanOffice) -> Iterator[Mistake]:
    """实到 one less."""
    rows = _away(office)
    for row, present in rows[NightCheck.present].items():
        yield Mistake({(NightCheck.present, row): int(present) - 1}, (NightCheck.absent, row))


def _class_row(office: CleanOffice, room: str) -> int:
    rows = office[SchoolClass]
    (row,) = rows.index[rows[SchoolClass.name] == room]
    return int(row)


@form("STU-07")
def pupil_in_another_class(office: CleanOffice) -> Iterator[Mistake]:
    """班级 of the parallel class: both counts are off."""
    rows = office[Student]
    for row in rows.index[(rows[Student.state] == "在读") & (rows[Student.boarder] == "否")][::7]:
        room = rows.at[row, Student.room]
        other = room.replace("（1）", "（2）") if "（1）" in room else f"{room[:4]}1{room[5:]}"
        wrong = (SchoolClass.pupils, _class_row(office, other))
        at = (SchoolClass.pupils, _class_row(office, room))
        yield Mistake({(Student.room, row): other}, at, besides=(("STU-07", wrong),))


@form("STU-07")
def pupil_moved_away_and_counted(office: CleanOffice) -> Iterator[Mistake]:
    """状态 转出, and the class is as large as before."""
    rows = office[Student]
    own = (rows[Student.state] == "在读") & (rows[Student.boarder] == "否")
    for row in rows.index[own & ~rows[Student.number].isin(office[HomeVisit][HomeVisit.student])]:
        at = (SchoolClass.pupils, _class_row(office, rows.at[row, Student.room]))
        yield Mistake({(Student.state, row): "转出", (Student.left, row): pd.Timestamp("2026-11-20")}, at)


@form("STU-07", ("BUD-08", "公用经费照班级的住宿生数算"))
def boarders_of_a_class_off(office: CleanOffice) -> Iterator[Mistake]:
    """住宿生数 off by a few."""
    for row, count in office[SchoolClass][SchoolClass.boarders].items():
        for more in (-2, -1, 1, 2):
            yield Mistake({(SchoolClass.boarders, row): int(count) + more}, (SchoolClass.boarders, row))


@form("STU-08")
def more_given_than_entitled(office: CleanOffice) -> Iterator[Mistake]:
    """已有 a few too many."""
    for row, entitled in office[Outfit][Outfit.entitled].items():
        for more in (1, 2, 10):
            yield Mistake({(Outfit.given, row): int(entitled) + more}, (Outfit.given, row))


@form("STU-08")
def entitled_beyond_the_class(office: CleanOffice) -> Iterator[Mistake]:
    """应有 more than the class has pupils."""
    rows = office[Outfit]
    for row, entitled in rows.loc[rows[Outfit.kind] != "上岗证", Outfit.entitled].items():
        for more in (1, 3, 9):
            yield Mistake({(Outfit.entitled, row): int(entitled) + more}, (Outfit.entitled, row))


@form("STU-08")
def figures_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """已有 with its digits swapped: 46 -> 64."""
    for row, given in office[Outfit][Outfit.given].items():
        if int(str(given)[::-1]) > given:
            yield Mistake({(Outfit.given, row): int(str(given)[::-1])}, (Outfit.given, row))


_NAMES = (HomeVisit.name, Fitness.name, Checkup.name, Bed.name, Leaver.name)


@form("STU-09")
def name_with_another_character(office: CleanOffice) -> Iterator[Mistake]:
    """One character of the name is another."""
    for name in _NAMES:
        for row, own in office[name.table][name].items():
            yield Mistake(
                {(name, int(str(row))): own[:-1] + ("芳" if own[-1] != "芳" else "强")}, (name, int(str(row)))
            )


@form("STU-09")
def name_of_the_pupil_above(office: CleanOffice) -> Iterator[Mistake]:
    """The name was dragged down one row too far."""
    for name in _NAMES:
        names = office[name.table][name]
        for row, above in names.shift().dropna().items():
            if above != names[row]:
                yield Mistake({(name, int(str(row))): above}, (name, int(str(row))))


@form("STU-09")
def two_names_the_wrong_way_round(office: CleanOffice) -> Iterator[Mistake]:
    """Two pupils of neighbouring rows have each other's name."""
    for name in (Fitness.name, Checkup.name, Bed.name):
        names = office[name.table][name]
        for first in names.index[:-1]:
            row, below = int(first), int(first) + 1
            if names[row] != names[below]:
                cells: dict[Cell, object] = {(name, row): names[below], (name, below): names[row]}
                yield Mistake(cells, (name, row), besides=(("STU-09", (name, below)),))
