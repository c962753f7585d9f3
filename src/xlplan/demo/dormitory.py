"""Where the boarders of the demo school sleep, and who was there at night: beds, floors, every night before a school day."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pandas as pd

from xlplan.demo.events import school_days, stream
from xlplan.demo.people import CLASSES, SPRING, TEACHERS, holder
from xlplan.demo.pupils import Pupil, pupils
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.students import Bed, NightCheck

BUILDING = "学生宿舍楼"
FLOORS = (("一层男生", "男"), ("二层男生", "男"), ("三层女生", "女"), ("四层女生", "女"))
MOVED_IN = date(2026, 8, 31)
_BEDS = 8
"""In a room."""
_CHANGED = {5: date(2026, 10, 11), 203: date(2026, 11, 8)}
"""Which boarder moved into a free room, and when."""
_MASTERS = [
    name
    for name in TEACHERS
    if not set(name) & set("红霞婷静怡丽芬凤英玲珍娟瑶艳梅琴花萍芳淑雪慧敏彩雨晶欢佳")
]
"""Men who look after the floors of the boys in turn; the keeper of the house looks after those of the girls."""
_FREE = {"男": "216", "女": "416"}
"""A room in which nobody slept."""
_WHY = (
    "发热，家长接回家，班主任已联系", "家中有事，家长接走，有请假条", "胃痛，送镇卫生院，值班教师陪同", "返校车误点，家长次日早上送到",
)  # fmt: skip
"""The last on the evening before the week begins only, when all come back."""


@cache
def boarders() -> dict[str, list[Pupil]]:
    """层 -> who sleeps there this autumn, room by room."""
    found: dict[str, list[Pupil]] = {}
    for sex in ("男", "女"):
        own = [pupil for pupil in pupils() if pupil.here and pupil.boarder == "是" and pupil.sex == sex]
        names = [floor for floor, of in FLOORS if of == sex]
        half = -(-len(own) // 2 // _BEDS) * _BEDS
        found |= {names[0]: own[:half], names[1]: own[half:]}
    return found


def frames() -> dict[type[Table], pd.DataFrame]:
    """The beds and the nights."""
    return {Bed: typed(Bed, _beds()), NightCheck: typed(NightCheck, _nights())}


def _beds() -> Iterator[tuple[object, ...]]:
    moved, place = [], 0
    for level, own in enumerate(boarders().values(), 1):
        for at, pupil in enumerate(own):
            room, bed = f"{level}{at // _BEDS + 1:02}", str(at % _BEDS + 1)
            day = _CHANGED.get(place)
            if day:
                moved.append((BUILDING, _FREE[pupil.sex], "1", pupil.number, pupil.name, day, None))
            yield BUILDING, room, bed, pupil.number, pupil.name, MOVED_IN, day
            place += 1
    yield from moved


def _nights() -> Iterator[tuple[object, ...]]:
    keeper = holder("宿舍管理员")
    nights = [day - timedelta(days=1) for day in school_days() if day >= date(2026, 3, 2)]
    for at, night in enumerate(nights):
        autumn = night >= MOVED_IN
        for place, (floor, sex) in enumerate(FLOORS):
            chance = stream("查寝", night, floor)
            sleeping = (
                boarders()[floor] if autumn else [own for own in boarders()[floor] if own.entered < 2026]
            )
            count = len(sleeping) if autumn else _spring(place)
            gone = chance.choices((0, 1, 2), (90, 8, 2))[0]
            absent = chance.sample(sleeping, gone)
            yield (
                night, BUILDING, floor, _MASTERS[(at + place) % len(_MASTERS)] if sex == "男" else keeper, count, count - gone,
                "、".join(own.name for own in absent), chance.choice(_WHY[-1:] if night.weekday() == 6 else _WHY[:-1]) if gone else "",
            )  # fmt: skip


def _spring(place: int) -> int:
    """How many slept on a floor in spring."""
    total = sum(own.boarders for own in CLASSES[SPRING])
    return total // 4 + (place < total % 4)
