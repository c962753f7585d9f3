"""Who of the demo school was here: leave, the months' attendance that follows from it, and the weekly meetings."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from xlplan.demo.events import TODAY, school_days, stream
from xlplan.demo.people import AUTUMN, RETIRED, SPRING, STAFF, TEACHERS, class_teachers, holder
from xlplan.demo.wages import SICK, SICK_IN

MONTHS = (3, 4, 5, 6, 7, 9, 10, 11)
"""Those of 2026 with days of a term."""
_LEAVE_OF_ALL = (
    # 类型, 事由, workdays at most, weight
    ("事假", "家中有事", 2, 3), ("事假", "送孩子看病", 1, 2), ("病假", "感冒发烧", 2, 3), ("病假", "胃病复查", 1, 1),
    ("公出", "参加县教研活动", 1, 3), ("公出", "县里阅卷", 2, 1), ("公出", "带学生参加县比赛", 2, 1),
)  # fmt: skip
_EACH_MONTH = 4
_LONG = ((5, "丧假", "祖父去世", 3), (10, "婚假", "结婚", 5))
"""Month, 类型, 事由, workdays."""
_SHORT_LEAVE = 3
"""Workdays up to which a vice head may give leave."""
_HALF = 500
_DAY = 1000
_THEMES = (
    "学习上级文件，布置本周工作", "教学常规检查情况通报", "安全工作例会：隐患整改和值周情况", "师德师风学习", "课堂教学交流",
    "作业批改和辅导情况通报", "后勤保障和食堂工作通报", "班主任工作交流",
)  # fmt: skip
_TALKS = ("爱国主义教育", "安全教育", "文明礼仪", "勤奋学习", "勤俭节约", "法治教育", "感恩教育", "健康生活")


class Leave(NamedTuple):
    """One leave; all of its workdays lie in one month."""

    name: str
    kind: str
    days: tuple[date, ...]
    length: int
    """Thousandths of a day."""
    approver: str
    substitute: str
    reason: str


def month_days(month: int) -> tuple[date, ...]:
    """The school days of a month of a term."""
    return tuple(day for day in school_days() if day.month == month and day >= date(2026, 3, 1))


def here(month: int) -> tuple[str, ...]:
    """The names of who was in the school's service in a month."""
    return tuple(row[1] for row in STAFF if row[0] != RETIRED or month < SICK_IN)


def absent(name: str, first: date, last: date) -> bool:
    """Whether somebody was on leave on a day from one to another."""
    return any(leave.name == name and leave.days[0] <= last and leave.days[-1] >= first for leave in leaves())


@cache
def leaves() -> tuple[Leave, ...]:
    """All leave of both terms, by day; of teachers who neither lead a class nor hold an office."""
    found = [_sick()]
    for month in MONTHS:
        for place in range(_EACH_MONTH):
            chance = stream("请假", month, place)
            kinds = [row[:3] for row in _LEAVE_OF_ALL]
            kind, reason, most = chance.choices(kinds, [row[3] for row in _LEAVE_OF_ALL])[0]
            found.append(_leave(month, kind, reason, chance.randint(1, most), place, found))
    for month, kind, reason, length in _LONG:
        found.append(_leave(month, kind, reason, length, kind, found))
    return tuple(sorted(found, key=lambda leave: (leave.days[0], leave.name)))


def _sick() -> Leave:
    """The four days that the pay of May was cut for."""
    name = next(row[1] for row in STAFF if row[0] == SICK)
    return Leave(
        name,
        "病假",
        month_days(SICK_IN)[8:12],
        4 * _DAY,
        holder("校长"),
        _other(name, month_days(SICK_IN)[8:12], []),
        "住院治疗",
    )


def _leave(month: int, kind: str, reason: str, length: int, key: object, known: list[Leave]) -> Leave:
    chance = stream("请假的人", month, key)
    days = month_days(month)
    first = chance.randrange(len(days) - length)
    own = days[first : first + length]
    taken = {leave.name for leave in known if leave.days[0].month == month}
    name = chance.choice([teacher for teacher in _free() if teacher not in taken])
    half = length == 1 and kind in ("事假", "病假") and chance.random() < 0.3
    approver = holder("校长") if length > _SHORT_LEAVE else holder("教学副校长")
    return Leave(
        name, kind, own, _HALF if half else length * _DAY, approver, _other(name, own, known), reason
    )


def _other(name: str, own: tuple[date, ...], known: list[Leave]) -> str:
    """A colleague of the same grade who takes the lessons, and is not on leave himself."""
    grade = next(row[2] for row in STAFF if row[1] == name)
    busy = {leave.name for leave in known if leave.days[0] <= own[-1] and leave.days[-1] >= own[0]}
    others = (row[1] for row in STAFF if row[2] == grade and row[1] in _free())
    return stream("代课", name, own[0]).choice([other for other in others if other not in {name, *busy}])


@cache
def _free() -> tuple[str, ...]:
    return tuple(name for name in TEACHERS if name not in class_teachers())


def leave_rows() -> Iterator[tuple[object, ...]]:
    """The rows of 请假."""
    for own in leaves():
        yield (
            own.name,
            own.kind,
            own.days[0],
            own.days[-1],
            own.length,
            own.approver,
            own.substitute,
            own.reason,
        )


def attendance_rows() -> Iterator[tuple[object, ...]]:
    """The rows of 考勤: the days of the month less leave."""
    for month in MONTHS:
        due = len(month_days(month)) * _DAY
        for name in here(month):
            gone = dict.fromkeys(("事假", "病假", "公出", "其他假"), 0)
            for leave in leaves():
                if leave.name == name and leave.days[0].month == month:
                    gone[leave.kind if leave.kind in gone else "其他假"] += leave.length
            late = 1 if stream("迟到", month, name).random() < 0.03 else None
            yield date(2026, month, 1), name, due, due - sum(gone.values()), *gone.values(), late


def meeting_rows() -> Iterator[tuple[object, ...]]:
    """The rows of 例会: the flag on the first school day of a week, the meeting of all later in it."""
    rows = []
    terms = ((SPRING, date(2026, 3, 2)), (AUTUMN, date(2026, 9, 1)))
    for term, first in terms:
        last = date(2026, 7, 10) if term == SPRING else TODAY
        own = [day for day in school_days() if first <= day <= last]
        weeks = groupby(own, key=lambda day: day.toordinal() - day.weekday())
        for number, (_, days) in enumerate(weeks, 1):
            week = tuple(days)
            rows.append((week[0], "升旗", f"国旗下讲话：{_TALKS[number % len(_TALKS)]}", holder("政教主任")))
            if week[-1] < TODAY:
                day = week[min(2, len(week) - 1)]
                rows.append(
                    (day, "教职工例会", f"第{number}周：{_THEMES[number % len(_THEMES)]}", holder("校长"))
                )
                if number % 2:
                    rows.append((week[-1], "行政会", f"第{number}周行政会", holder("校长")))
    for place, (day, kind, theme, chair) in enumerate(sorted(rows), 1):
        expected = present = None
        if kind == "教职工例会":
            expected = len(here(day.month))
            present = expected - sum(leave.days[0] <= day <= leave.days[-1] for leave in leaves())
        yield day, kind, theme, chair, expected, present, "" if kind == "升旗" else f"会议记录第{place}页"
