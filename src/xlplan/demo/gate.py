"""门卫值班 and 来访登记 of the demo school."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pandas as pd

from xlplan.demo.events import TODAY, school_days, stream
from xlplan.demo.people import STAFF, holder, teachers_of_classes
from xlplan.ledger.identity import check_digits

_GUARDS = (*(row[1] for row in STAFF if row[3] == "保安"), "吴大勇（岚安保安公司）")
"""Three relieve one another: after a day on duty comes a night of the day after next."""
_FIRST = date(2026, 1, 1)
_DAY, _NIGHT = "白班", "夜班"
_MATTERS = (
    "放学时劝离占道摊贩",
    "一辆送货车未登记，补登后放行",
    "东围墙外有人翻越，喝止",
    "校门口道闸故障，报水电工修好",
    "夜里断电半小时，手电巡查",
)
_SURNAMES, _GIVEN = (
    "李王杨吴陈罗周何邓熊梁龙",
    ("明", "国强", "顺珍", "光福", "应芬", "忠平", "昌菊", "兴贵", "朝英", "维"),
)
_REASONS = (
    # 事由, 单位, the post of the 受访人 ("" for a class teacher), how likely
    ("接请假的学生", "学生家长", "", 34), ("送衣物、药品", "学生家长", "", 18), ("家校沟通", "学生家长", "", 16), ("送食材", "松坪镇惠民配送点", "食堂管理员", 14),
    ("送办公用品", "岚溪县文具商行", "保管员", 5), ("设备维修", "岚溪县电教服务部", "水电工", 5), ("安全检查", "松坪镇派出所", "政教主任", 3),
    ("工作检查", "岚溪县教育局", "校长", 3), ("办理转学", "学生家长", "教务员", 2),
)  # fmt: skip
_VISITS = 206


def duties() -> Iterator[tuple[object, ...]]:
    """Two shifts a day, of today the first."""
    days = [_FIRST + timedelta(days=after) for after in range((TODAY - _FIRST).days + 1)]
    for after, day in enumerate(days):
        chance = stream("gate", day.isoformat())
        by_day, by_night, next_day = (_GUARDS[(after + more) % 3] for more in (0, 2, 1))
        matter = chance.choice(_MATTERS) if chance.random() < 0.04 else "正常"
        yield day, _DAY, by_day, chance.randint(3, 5), matter, by_night
        if day < TODAY:
            yield day, _NIGHT, by_night, chance.randint(5, 7), "正常", next_day


def visits() -> Iterator[tuple[object, ...]]:
    """Who came on school days; the guard of the day writes them down."""
    chance = stream("visits")
    came = sorted(
        datetime.combine(chance.choice(school_days()), time(chance.randint(8, 16), chance.randint(0, 59)))
        for _ in range(_VISITS)
    )
    for moment, number in zip(came, _identities(), strict=True):
        reason, where, post, _ = chance.choices(_REASONS, [one[3] for one in _REASONS])[0]
        host = holder(post) if post else chance.choice(list(teachers_of_classes().values()))
        guard = _GUARDS[(moment.date() - _FIRST).days % 3]
        name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
        left = moment + timedelta(minutes=chance.randint(8, 75))
        yield moment, name, number, where, reason, host, chance.choice((1, 1, 1, 2)), left, guard


def _identities() -> list[str]:
    """Numbers of a county that is none."""
    chance = stream("identities of visitors")
    bodies = pd.Series(
        [
            f"522499{date(chance.randint(1962, 1996), chance.randint(1, 12), chance.randint(1, 28)):%Y%m%d}"
            f"{chance.randint(1, 899):03}"
            for _ in range(_VISITS)
        ]
    )
    return list(bodies + check_digits(bodies))
