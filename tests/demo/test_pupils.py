"""The pupils of the demo school are those that its class list counts, and nobody real."""

import re

from xlplan import demo
from xlplan.demo.pupils import pupils
from xlplan.tables.office import SchoolClass
from xlplan.tables.photos import named
from xlplan.tables.students import Bed, HomeVisit, NightCheck, Student


def test_each_class_has_as_many_pupils_and_boarders_as_the_class_list_says() -> None:
    classes = demo.frames()[SchoolClass]
    for room, count, boarders in zip(
        classes[SchoolClass.name], classes[SchoolClass.pupils], classes[SchoolClass.boarders], strict=True
    ):
        own = [pupil for pupil in pupils() if pupil.here and pupil.room == room]
        assert (len(own), sum(pupil.boarder == "是" for pupil in own)) == (count, boarders)


def test_no_number_of_a_pupil_could_be_that_of_a_person() -> None:
    assert all(re.fullmatch(r"L009900\d{12}", pupil.number) for pupil in pupils())
    assert (
        len({pupil.number for pupil in pupils()}) == len({pupil.name for pupil in pupils()}) == len(pupils())
    )


def test_boys_and_girls_sleep_on_floors_of_their_own() -> None:
    frames = demo.frames()
    sex = dict(zip(frames[Student][Student.number], frames[Student][Student.sex], strict=True))
    beds = frames[Bed]
    floors = beds[Bed.room].str[0]
    assert {(floor, sex[number]) for floor, number in zip(floors, beds[Bed.student], strict=True)} == {
        ("1", "男"), ("2", "男"), ("3", "女"), ("4", "女"),
    }  # fmt: skip


def test_every_night_before_a_school_day_each_floor_is_looked_at() -> None:
    nights = demo.frames()[NightCheck]
    assert (nights.groupby(NightCheck.date).size() == 4).all()


def test_every_picture_of_a_visit_is_drawn_once() -> None:
    names = [name for text in demo.frames()[HomeVisit][HomeVisit.photos] for name in named(text)]
    drawings = demo.photos(clean=True)
    assert len({drawings[name] for name in names}) == len(names)
    assert all(8_000 < len(drawings[name]) < 25_000 for name in names)


def test_in_the_spoilt_school_one_picture_is_gone_and_one_is_of_another_visit() -> None:
    clean, spoilt = demo.photos(clean=True), demo.photos()
    visits = {name for name in clean if name.startswith("家访/")}
    assert visits - spoilt.keys() == {"家访/JF2026-26-2.jpg"}
    assert [name for name in sorted(visits & spoilt.keys()) if spoilt[name] != clean[name]] == [
        "家访/JF2026-21-1.jpg"
    ]
