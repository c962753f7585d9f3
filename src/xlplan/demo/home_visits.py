"""Who of the demo school was visited at home: the missing pupil every other week, others to talk before they stay away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.demo.events import school_days, stream
from xlplan.demo.people import TEACHERS, holder
from xlplan.demo.pupils import LAST_SEEN, Pupil, class_teachers, missing, pupils
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.students import HERE, HomeVisit

NO_RISK, BACK, GOING_ON = "无辍学风险", "已返校", "继续动员"
_TALKS = (
    ("家长在外务工，由祖父母照看；学生作业欠交较多，约定每周五由班主任电话回访。", NO_RISK),
    ("学生上周请假三天，系照顾生病的祖母；家长表示按时送回，学校为其补课。", NO_RISK),
    ("家庭经济困难，讲清了寄宿生生活补助的申请办法，家长当场填了申请表。", NO_RISK),
    ("学生想外出打工，讲明义务教育法的规定，家长同意留校，第二天已到校上课。", BACK),
    ("离家远，早上到校困难，建议住宿，家长同意下周一办理住宿手续。", NO_RISK),
    ("学生厌学，连续两天没有到校；经谈心，本人愿意返校，当天随车回校。", BACK),
    ("父母离异，情绪低落，和监护人商定由心理辅导教师每周谈话一次。", NO_RISK),
)
_SEARCH = (
    (2, "学生十月十九日起没有到校，家长称随亲戚去外县，讲明监护人的责任，要求三天内送回学校。", GOING_ON),
    (9, "联系上学生本人，在外县亲戚家，表示不想读书；与村干部一起做家长工作，家长答应去接。", GOING_ON),
    (16, "家长已去外县，尚未接回；请镇综治办、派出所一起联系，已报县教育局。", GOING_ON),
    (23, "与学生通了电话，同意年前返校；班主任和镇干部再次上门，落实送学保学责任。", GOING_ON),
    (37, "家长称学生本月底回家，约定回家当天到校；继续每周联系一次。", GOING_ON),
)
"""Days after the pupil was seen last, what was found, and how it ended."""
_FIRST, _COUNT = date(2026, 3, 9), 21


@dataclass(frozen=True)
class _Visit:
    pupil: Pupil
    day: date
    content: str
    outcome: str
    since: date | None


def frames() -> dict[type[Table], pd.DataFrame]:
    """The visits, in order."""
    visits = sorted([*_talks(), *_searches()], key=lambda visit: visit.day)
    return {HomeVisit: typed(HomeVisit, (_row(at, visit) for at, visit in enumerate(visits, 1)))}


def _searches() -> Iterator[_Visit]:
    days = school_days()
    for after, content, outcome in _SEARCH:
        day = next(day for day in days if (day - LAST_SEEN).days >= after)
        yield _Visit(missing(), day, content, outcome, LAST_SEEN)


def _talks() -> Iterator[_Visit]:
    chance = stream("家访")
    days = [day for day in school_days() if day >= _FIRST]
    # Who is in the seventh grade only came in September.
    older = [own for own in pupils() if own.state == HERE and own.entered < 2026]
    for place, pupil in enumerate(chance.sample(older, _COUNT)):
        day = days[(2 * place + 1) * len(days) // (2 * _COUNT)]
        content, outcome = _TALKS[place % len(_TALKS)]
        yield _Visit(pupil, day, content, outcome, None)


def _row(at: int, visit: _Visit) -> tuple[object, ...]:
    number = f"JF2026-{at:02}"
    room = _room_on(visit.pupil, visit.day)
    chance = stream("家访", number)
    first = class_teachers()[room]
    other = chance.choice([name for name in (holder("政教主任"), *TEACHERS) if name != first])
    return (
        number, visit.pupil.number, visit.pupil.name, room, visit.since, visit.day, f"{first}、{other}",
        f"{visit.pupil.name}家中", visit.content, f"家访/{number}-1.jpg、家访/{number}-2.jpg", visit.outcome,
        visit.day + pd.Timedelta(days=1) if visit.outcome == BACK else None,
    )  # fmt: skip


def _room_on(pupil: Pupil, day: date) -> str:
    """The class of then: in spring the one a grade lower, of which there are as many but in the ninth grade."""
    if day >= date(2026, 9, 1):
        return pupil.room
    return pupil.room.replace("八年级", "七年级").replace("九年级", "八年级")
