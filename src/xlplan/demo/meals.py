"""What is eaten in the demo school: who was there each school day and what that costs the pupils."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from xlplan.demo.events import TODAY, school_days, stream
from xlplan.demo.people import classes_on

STANDARD = 500
"""Fen of the nutrition plan for each pupil and day."""
BOARDER, DAY_PUPIL = 1_100, 300
"""Fen that a boarder pays for the three meals of a day, a day pupil for what his lunch costs above the standard."""


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
        return self.boarders * BOARDER + (self.eaters - self.boarders) * DAY_PUPIL


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
        for grade, name, pupils, boarders in classes_on(day):
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
