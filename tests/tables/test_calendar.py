"""Which days are worked and which lie in a term."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.tables import MASTERS, books, starting
from xlplan.tables.calendar import LONGEST, Calendar, outside_term
from xlplan.tables.office import SpecialDay, Term

AUTUMN = "2026年秋季学期"


def office(
    folder: Path,
    special: list[tuple[object, ...]] | None = None,
    blocks: list[tuple[object, ...]] | None = None,
) -> books.Books:
    """An office with these rows of 特殊日 and 学期."""
    frames = starting.frames()
    frames[SpecialDay] = typed(SpecialDay, special or [], (SpecialDay.date, SpecialDay.kind))
    frames[Term] = typed(Term, blocks or [])
    content = workbook(MASTERS["office.xlsx"], frames)
    (folder / "office.xlsx").write_bytes(content)
    return books.read({name: folder / name for name in MASTERS}, date(2026, 11, 30))


def calendar(folder: Path, special: list[tuple[object, ...]] | None = None) -> Calendar:
    """The calendar of such an office."""
    return Calendar(office(folder, special)[SpecialDay])


def days(*texts: str | None) -> "pd.Series":
    return pd.Series(pd.to_datetime(list(texts)).astype("datetime64[s]"), index=range(7, 7 + len(texts)))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 26), False),
        (date(2026, 9, 25), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 30), True),
    ],
)
def test_swapped_weekends_and_holidays_are_those_of_the_state(
    day: date, worked: bool, tmp_path: Path
) -> None:
    assert calendar(tmp_path).is_workday(day) is worked


def test_a_special_day_wins_over_the_library_and_the_week(tmp_path: Path) -> None:
    kinds = ["上课", "调课", "考试", "运动会"]
    worked = [date(2026, 9, 26), date(2026, 10, 1), date(2026, 11, 28), date(2027, 1, 9)]
    found = calendar(tmp_path, [*zip(worked, kinds, strict=True), (date(2026, 9, 20), "放假")])
    assert [found.is_workday(day) for day in worked] == [True] * 4
    assert not found.is_workday(date(2026, 9, 20))


def test_a_special_day_of_unknown_kind_says_nothing(tmp_path: Path) -> None:
    found = calendar(tmp_path, [(date(2026, 11, 28), "校庆"), (date(2026, 11, 30), None)])
    assert not found.is_workday(date(2026, 11, 28))
    assert found.is_workday(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "worked"), [(date(2027, 1, 1), True), (date(2027, 1, 2), False), (date(2003, 1, 6), True)]
)
def test_years_without_published_holidays_fall_back_to_the_week(
    day: date, worked: bool, tmp_path: Path
) -> None:
    assert calendar(tmp_path).is_workday(day) is worked


@pytest.mark.parametrize(
    ("day", "workdays", "reached"),
    [
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 12, 1)),
        (date(2026, 9, 30), 2, date(2026, 10, 9)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_workdays_are_counted_from_the_first_workday(
    day: date, workdays: int, reached: date, tmp_path: Path
) -> None:
    assert calendar(tmp_path).workday_after(day, workdays) == reached


def test_rest_days_keep_the_rows_and_no_day_is_no_rest_day(tmp_path: Path) -> None:
    resting = calendar(tmp_path).rest_days(days("2026-11-28", None, "2026-11-30", "2026-11-28"))
    assert resting.to_dict() == {7: True, 8: False, 9: False, 10: True}
    assert resting.dtype == bool


def test_a_term_reaches_from_its_first_block_to_its_last(tmp_path: Path) -> None:
    blocks: list[tuple[object, ...]] = [
        (AUTUMN, "第二学月", date(2026, 10, 8), date(2026, 10, 30)),
        (AUTUMN, "第一学月", date(2026, 9, 1), date(2026, 9, 30)),
        ("2027年春季学期", "第一学月", date(2027, 3, 1), date(2027, 3, 31)),
    ]
    asked = days("2026-08-31", "2026-09-01", "2026-10-03", "2026-10-30", "2026-10-31", None, "2026-08-31")
    terms = pd.Series([AUTUMN] * 6 + ["没有的学期"], index=asked.index)
    outside = outside_term(office(tmp_path, blocks=blocks)[Term], asked, terms)
    assert outside.tolist() == [True, False, False, False, True, False, False]
    assert outside.index.equals(asked.index)


@pytest.mark.parametrize("rows", [0, 2])
def test_an_office_without_terms_has_nothing_outside_them(rows: int, tmp_path: Path) -> None:
    asked = days(*["2026-08-31"] * rows)
    terms = pd.Series([AUTUMN] * rows, index=asked.index, dtype="str")
    assert outside_term(office(tmp_path)[Term], asked, terms).tolist() == [False] * rows
    assert calendar(tmp_path).rest_days(asked).tolist() == [False] * rows


def test_counting_off_workdays_ends_for_any_number(tmp_path: Path) -> None:
    own, day = calendar(tmp_path), date(2026, 11, 30)
    assert own.workday_after(day, -1) == day
    assert own.workday_after(day, 10**12) == own.workday_after(day, LONGEST)
