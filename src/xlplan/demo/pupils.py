"""The pupils of the demo school, one by one: as many in each class as the class list says. All names and numbers are invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from xlplan.demo.events import stream
from xlplan.demo.people import AUTUMN, CLASSES, SPRING
from xlplan.demo.people import frames as office
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.office import SchoolClass
from xlplan.tables.students import HERE, Student

MISSING, MOVED, GRADUATE = "失联", "转出", "毕业"
LAST_SEEN = date(2026, 10, 19)
"""The day from which one pupil did not come."""
NEW_YEAR, LAST_YEAR = "2026—2027学年", "2025—2026学年"
_SURNAMES = "王李罗唐龙吴杨潘韦陆莫石蒙岑覃黄梁何田冉安敖卢邹熊廖伍万"
_BOYS, _GIRLS = "志宇浩文俊家明子天建国成永海世正嘉泽承鹏", "欣雨佳思婷梦雅静玉晓诗可紫佩春巧丽月秋若"
_BOYS_SECOND, _GIRLS_SECOND = "轩涵洋博然瑞杰航彬晨峰宁", "涵怡彤妍琪琳菲茜晨蕊宁然"
_VILLAGES = (
    "松坪街上",
    "上坝村",
    "石板寨",
    "白岩村",
    "龙井村",
    "大湾组",
    "新田村",
    "坡头村",
    "红光村",
    "水口寨",
)
_ENTERED = {"七年级": 2026, "八年级": 2025, "九年级": 2024}
_LEFT = (
    # class of then, whether a boarder, 离校日: who moved to another school
    ("七年级（5）班", "是", date(2026, 7, 13)), ("八年级（1）班", "否", date(2026, 8, 24)), ("八年级（3）班", "是", date(2026, 8, 27)),
)  # fmt: skip
_GONE = 9, "七年级（3）班"
"""Which pupil of which class is missing."""


@dataclass(frozen=True)
class Pupil:
    """A pupil as the roll of today has them."""

    number: str
    name: str
    sex: str
    born: date
    room: str
    boarder: str
    entered: int
    state: str
    left: date | None

    @property
    def here(self) -> bool:
        """Whether the pupil is of a class of today."""
        return self.state in (HERE, MISSING)

    def grade_in(self, year: int) -> int:
        """7, 8 or 9 in the school year that begins in a year."""
        return year - self.entered + 7


@cache
def pupils() -> tuple[Pupil, ...]:
    """All pupils, class by class; then who left."""
    names = {"男": _names(_BOYS, _BOYS_SECOND), "女": _names(_GIRLS, _GIRLS_SECOND)}
    found = []
    for place, (room, boarder, entered, state, left) in enumerate(_places(), 1):
        chance = stream("学生", place)
        sex = "男" if place % 2 else "女"
        born = date(entered - 13, 9, 1) + pd.Timedelta(days=chance.randrange(365))
        number = f"L009900{entered}{place:08}"
        found.append(Pupil(number, next(names[sex]), sex, born, room, boarder, entered, state, left))
    return tuple(found)


def _places() -> Iterator[tuple[str, str, int, str, date | None]]:
    """班级, 住宿, the year of entering, 状态, 离校日."""
    for own in CLASSES[AUTUMN]:
        for place in range(own.pupils):
            # Boarders and day pupils sit in pairs, so that there are as many boys as girls of both.
            boarder = "是" if place < own.boarders else "否"
            state = MISSING if (own.pupils - place, own.room) == _GONE else HERE
            yield own.room, boarder, _ENTERED[own.grade], state, None
    for own in CLASSES[SPRING]:
        if own.grade == "九年级":
            for place in range(own.pupils):
                yield own.room, "是" if place < own.boarders else "否", 2023, GRADUATE, date(2026, 6, 30)
    for room, boarder, left in _LEFT:
        yield room, boarder, _ENTERED[room[:3]] - 1, MOVED, left


def _names(first: str, second: str) -> Iterator[str]:
    """Names, none twice."""
    names = [surname + one + other for surname in _SURNAMES for one in first for other in second]
    stream("姓名", first).shuffle(names)
    return iter(names)


def missing() -> Pupil:
    """The pupil who does not come."""
    return next(own for own in pupils() if own.state == MISSING)


@cache
def class_teachers() -> dict[str, str]:
    """班级 -> 班主任."""
    classes = office()[SchoolClass]
    return dict(zip(classes[SchoolClass.name], classes[SchoolClass.teacher], strict=True))


def frames() -> dict[type[Table], pd.DataFrame]:
    """The roll."""
    return {Student: typed(Student, map(_row, pupils()))}


def _row(own: Pupil) -> tuple[object, ...]:
    chance = stream("家庭", own.number)
    guardian = own.name[0] + chance.choice("光大国开顺发明德") + chance.choice("荣华平强福贵成才")
    home = f"岚溪县松坪镇{chance.choice(_VILLAGES)}"
    entered = date(own.entered, 9, 1)
    return (
        own.number, own.name, own.sex, own.born, own.room, own.boarder, guardian, f"0899-55{chance.randrange(20000, 99999):05}",
        home, entered, own.state, own.left,
    )  # fmt: skip
