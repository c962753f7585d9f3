"""The sheets of pupils: the fitness tests of a school year, who sleeps where."""

import pytest

from tests.reports.school import counts, school
from xlplan.excel.report import Figure, Share, Total
from xlplan.reports.dormitory import dormitory
from xlplan.reports.fitness import fitness
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import SchoolClass
from xlplan.tables.students import Fitness


@pytest.fixture(scope="module")
def books() -> Books:
    return school()


def number(value: object) -> object:
    return value.value if isinstance(value, Figure) else value


def test_the_tests_of_this_school_year_are_told_by_class(books: Books) -> None:
    *rows, total = fitness(books).blocks[0].rows
    classes = books[SchoolClass]
    assert [row[0] for row in rows] == classes[SchoolClass.name].tolist()
    assert [number(row[1]) for row in rows] == classes[SchoolClass.pupils].tolist()
    assert isinstance(total, Total)
    sums = counts(map(number, total))
    assert sums[0] == 620
    assert sums[0] == sum(sums[1:4])
    assert sums[1] == sum(sums[4:8])
    assert isinstance(total[9], Share)
    assert sums[-1] == 0


def test_the_tests_of_a_school_year_before_are_told_by_the_year_of_entering(books: Books) -> None:
    *rows, total = fitness(books, "2026年春季学期").blocks[0].rows
    assert [row[0] for row in rows] == ["2023年入学", "2024年入学", "2025年入学"]
    own = books[Fitness][books[Fitness][Fitness.year] == "2025—2026学年"]
    assert number(total[1]) == number(total[-1]) == len(own)


def test_each_floor_of_the_dormitory_is_a_sheet_and_all_sleep_somewhere(books: Books) -> None:
    sheets = dormitory(books, "2026-11-30")
    assert [sheet.name for sheet in sheets] == [f"学生宿舍楼 {level}层" for level in (1, 2, 3, 4)]
    rows = [row for sheet in sheets for row in sheet.blocks[0].rows if not isinstance(row, Total)]
    assert len(rows) == books[SchoolClass][SchoolClass.boarders].sum()
    assert all(str(row[5]).startswith("****") for row in rows)


def slept(books: Books, day: str) -> dict[object, object]:
    """Masked number and name of each boarder -> the room."""
    rows = [row for sheet in dormitory(books, day) for row in sheet.blocks[0].rows]
    return {(row[2], row[5]): row[0] for row in rows if not isinstance(row, Total)}


def test_the_beds_of_a_day_are_those_of_that_day(books: Books) -> None:
    before, after = slept(books, "2026-10-10"), slept(books, "2026-10-11")
    moved = [(room, after[pupil]) for pupil, room in before.items() if room != after[pupil]]
    assert moved == [("101", "216")]


def test_a_day_on_which_nobody_sleeps_there_has_no_list(books: Books) -> None:
    with pytest.raises(Waiting):
        dormitory(books, "2026-08-01")
