"""How the pupils of the demo school grow: the fitness tests of two school years, this year's check-up."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pandas as pd

from xlplan.demo.events import stream
from xlplan.demo.pupils import LAST_YEAR, MISSING, NEW_YEAR, Pupil, pupils
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.students import Checkup, Fitness

_REPORTED = date(2025, 12, 3)
_HOSPITAL = "松坪镇中心卫生院"
_CHECKED = date(2026, 10, 12)
"""Three classes a day from then on."""
_TESTED = {2025: date(2025, 11, 10), 2026: date(2026, 11, 9)}
_GRADES = ((90, "优秀"), (80, "良好"), (60, "及格"))


def frames() -> dict[type[Table], pd.DataFrame]:
    """The tests and the check-ups."""
    return {
        Fitness: typed(Fitness, [*_tests(2025, LAST_YEAR, _REPORTED), *_tests(2026, NEW_YEAR, None)]),
        Checkup: typed(Checkup, _checkups()),
    }


def _tests(year: int, named: str, reported: date | None) -> Iterator[tuple[object, ...]]:
    own = [pupil for pupil in pupils() if 7 <= pupil.grade_in(year) <= 9 and _there(pupil, year)]
    for place, pupil in enumerate(own):
        chance = stream("体质", year, pupil.number)
        tested = _TESTED[year] + timedelta(days=place // 130)
        if pupil.state == MISSING and year == 2026:
            yield named, pupil.number, pupil.name, *[None] * 9, "未测", None, None
        elif chance.random() < 0.008:
            yield named, pupil.number, pupil.name, *[None] * 9, "免测", None, reported
        else:
            yield named, pupil.number, pupil.name, *_measured(pupil, year, chance), tested, reported


def _there(pupil: Pupil, year: int) -> bool:
    return pupil.left is None or pupil.left > date(year, 12, 31)


def _body(pupil: Pupil, year: int) -> tuple[int, int]:
    """Height and weight in thousandths, of the autumn of a year: one pupil only grows."""
    chance = stream("身高", pupil.number)
    boy = pupil.sex == "男"
    age = year - pupil.born.year
    height = (152 if boy else 151) + (age - 12) * (6 if boy else 3) + chance.gauss(0, 5)
    weight = height * height / 10_000 * chance.gauss(19.5, 2)
    return round(height * 2) * 500, round(weight * 2) * 500


def _measured(pupil: Pupil, year: int, chance: Random) -> tuple[object, ...]:
    """身高 … 等级."""
    boy = pupil.sex == "男"
    form = min(1.0, max(0.0, chance.gauss(0.62, 0.17)))
    """How fit the pupil is; all events go with it."""

    def at(worst: float, best: float, unit: int) -> int:
        own = min(1.0, max(0.0, form + chance.gauss(0, 0.06)))
        return round((worst + (best - worst) * own) * 1000 / unit) * unit

    score = round((46 + 52 * form) * 10) * 100
    grade = next((name for least, name in _GRADES if score >= least * 1000), "不及格")
    return (
        *_body(pupil, year), at(1700, 4200, 1000) // 1000, at(10.4, 7.2, 100), at(130, 240, 1000) if boy else at(115, 200, 1000),
        at(-4, 20, 100), at(340, 225, 1000) // 1000, at(0, 12, 1000) // 1000 if boy else at(14, 50, 1000) // 1000, score, grade,
    )  # fmt: skip


def _checkups() -> Iterator[tuple[object, ...]]:
    own = [pupil for pupil in pupils() if pupil.here]
    rooms = list(dict.fromkeys(pupil.room for pupil in own))
    for pupil in own:
        chance = stream("体检", pupil.number)
        day = _CHECKED + timedelta(days=rooms.index(pupil.room) // 3)
        short = chance.random() < 0.46
        eyes = [chance.randrange(43, 50) if short else chance.randrange(50, 53) for _ in range(2)]
        height, weight = _body(pupil, 2026)
        teeth = chance.random() < 0.11
        trouble = "、".join(word for word, has in (("视力不良", short), ("龋齿", teeth)) if has)
        yield (
            NEW_YEAR, pupil.number, pupil.name, day, height, weight, *(eye * 100 for eye in eyes),
            "有异常" if trouble else "正常", trouble, _HOSPITAL,
        )  # fmt: skip
