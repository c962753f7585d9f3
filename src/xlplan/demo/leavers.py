"""Where last summer's ninth grade of the demo school went, and what the new pupils were given: uniforms, cards."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

import pandas as pd

from xlplan.demo.events import school_days, stream
from xlplan.demo.people import AUTUMN, CLASSES, STAFF, holder
from xlplan.demo.pupils import GRADUATE, class_teachers, pupils
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.students import Leaver, Outfit

YEAR = "2026届"
_SCHOOLS = (
    ("普通高中", "岚溪县第一中学", 38), ("普通高中", "岚溪县民族中学", 27), ("中职学校", "岚溪县中等职业学校", 25),
    ("中职学校", "州民族职业技术学校", 9), ("其他", "随父母到外省，就读当地中职学校", 1),
)  # fmt: skip
_SETTLED = date(2026, 9, 1)
_UNIFORMS, _CARDS, _BADGES = date(2026, 10, 15), date(2026, 9, 25), date(2026, 9, 4)


def frames() -> dict[type[Table], pd.DataFrame]:
    """The leavers, and what was given."""
    return {Leaver: typed(Leaver, _leavers()), Outfit: typed(Outfit, _outfits())}


def _leavers() -> Iterator[tuple[object, ...]]:
    shares = [share for *_, share in _SCHOOLS]
    own = [pupil for pupil in pupils() if pupil.state == GRADUATE]
    days = [day for day in school_days() if _SETTLED <= day < _SETTLED + timedelta(days=15)]
    for room, of_class in groupby(own, key=lambda pupil: pupil.room):
        teacher = class_teachers()[room]
        for pupil in of_class:
            chance = stream("去向", pupil.number)
            kind, school, _ = chance.choices(_SCHOOLS, shares)[0]
            yield YEAR, pupil.number, pupil.name, kind, school, teacher, chance.choice(days)


def _outfits() -> Iterator[tuple[object, ...]]:
    teachers = class_teachers()
    grade = [own for own in CLASSES[AUTUMN] if own.grade == "七年级"]
    for department in ("食堂", "总务处", "政教处"):
        count = sum(row[2] == department and row[5] == "在岗" for row in STAFF)
        yield _BADGES, department, "上岗证", count, count, holder("干事")
    for day, kind in ((_CARDS, "学生证"), (_UNIFORMS, "校服")):
        for own in grade:
            yield day, own.room, kind, own.pupils, own.pupils, teachers[own.room]
