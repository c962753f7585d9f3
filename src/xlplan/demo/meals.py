"""What is eaten in the demo school: who was there each school day, what that costs the pupils, and what was on the menu."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from xlplan.demo.events import TODAY, school_days, stream
from xlplan.demo.people import CLASSES

STANDARD = 500
"""Fen of the nutrition plan for each pupil and day."""
_BOARDER, _DAY_PUPIL = 1_100, 300
"""Fen that a boarder pays for the three meals of a day, a day pupil for what his lunch costs above the standard."""
_DISHES = {
    "早餐": ("馒头|面条|花卷|肉包", "稀饭|豆浆|水煮蛋|蔬菜汤"),
    "午餐": (
        "土豆烧牛肉|香辣鸡腿|胡萝卜炒肉|番茄炒蛋|红烧鱼块|黄瓜肉片",
        "炒白菜|清炒莲花白|炒土豆丝|素炒四季豆|烧茄子",
        "番茄蛋汤|萝卜汤|豆芽汤|南瓜汤",
    ),
    "晚餐": (
        "青椒肉丝|回锅肉|豆干炒肉|红烧鸡块|肉末茄子",
        "麻婆豆腐|清炒豆芽|炒萝卜丝|蒸南瓜",
        "白菜豆腐汤|酸菜汤|紫菜汤",
    ),
}


@dataclass(frozen=True)
class ClassDay:
    """One class on one day; fen."""

    day: date
    grade: str
    class_name: str
    pupils: int
    absent: int
    boarders: int
    """Those of them who ate."""

    @property
    def eaters(self) -> int:
        """All who ate lunch."""
        return self.pupils - self.absent

    @property
    def fee(self) -> int:
        """What they pay for the day."""
        return self.boarders * _BOARDER + (self.eaters - self.boarders) * _DAY_PUPIL


@dataclass(frozen=True)
class Week:
    """One grade in one week of lessons."""

    days: tuple[date, ...]
    grade: str
    fee: int
    eaters: int
    """Head-days."""


@cache
def class_days() -> tuple[ClassDay, ...]:
    """Each class on each school day."""
    return tuple(_class_days())


def _class_days() -> Iterator[ClassDay]:
    for day in school_days():
        for grade, name, pupils, boarders in CLASSES:
            chance = stream("请假", day, name)
            absent = chance.choices((0, 1, 2, 3), (6, 4, 2, 1))[0]
            away = sum(chance.random() * pupils < boarders for _ in range(absent))
            yield ClassDay(day, grade, name, pupils, absent, boarders - away)


@cache
def weeks() -> tuple[Week, ...]:
    """Each grade in each week, in order."""
    found = []
    for _, own in groupby(class_days(), key=lambda own: own.day.isocalendar()[:2]):
        rows = list(own)
        days = tuple(dict.fromkeys(row.day for row in rows))
        for grade in dict.fromkeys(row.grade for row in rows):
            there = [row for row in rows if row.grade == grade]
            found.append(Week(days, grade, sum(row.fee for row in there), sum(row.eaters for row in there)))
    return tuple(found)


def paid_weeks() -> Iterator[Week]:
    """Those that were over by today: the money is gathered on the last school day of the week."""
    return (week for week in weeks() if week.days[-1] < TODAY)


@cache
def menus() -> tuple[tuple[date, str, tuple[str, ...]], ...]:
    """日期, 餐次 and what there was."""
    return tuple(
        (day, meal, tuple(stream("食谱", day, meal, course).choice(course.split("|")) for course in courses))
        for day in school_days()
        for meal, courses in _DISHES.items()
    )
