"""消防器材 and 卫生检查 of the demo school: what is looked at again and again."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from xlplan.demo.events import TODAY, school_days, stream, workday_after
from xlplan.demo.people import classes_on, holder

_POWDER, _WATER, _GAS = "干粉灭火器", "水基灭火器", "二氧化碳灭火器"
_GEAR = (
    # 种类, 号, 型号, 位置, 具数, 出厂日, 维修日
    (_POWDER, "MF", "MFZ/ABC4", "教学楼{}楼走廊", (4, 4), "2023-03-20", ""),
    (_POWDER, "MF", "MFZ/ABC4", "综合楼{}楼走廊", (3, 2), "2020-09-10", "2025-08-20"),
    (_POWDER, "MF", "MFZ/ABC5", "学生宿舍楼{}楼走廊", (4, 4), "2022-07-15", ""),
    (_POWDER, "MF", "MFZ/ABC4", "门卫室", (1, 2), "2026-10-12", ""),
    (_WATER, "MS", "MSZ/6", "食堂", (1, 4), "2024-06-18", ""),
    (_GAS, "MT", "MT/3", "微机室", (1, 2), "2019-05-22", "2026-05-13"),
    (_GAS, "MT", "MT/3", "配电室", (1, 2), "2022-08-09", ""),
    ("消火栓", "XHS", "SN65", "教学楼{}楼", (4, 1), "2013-06-01", ""),
    ("消火栓", "XHS", "SN65", "学生宿舍楼{}楼", (4, 1), "2011-06-01", ""),
    ("应急灯", "YJD", "双头4瓦", "学生宿舍楼{}楼楼梯", (4, 1), "2022-07-15", ""),
    ("疏散指示", "ZSP", "LED单面", "教学楼{}楼楼梯口", (4, 1), "2023-03-20", ""),
    ("烟感", "YG", "独立式", "学生宿舍楼{}楼", (4, 1), "2024-08-16", ""),
)  # fmt: skip
_CHECKED = (date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27))
"""The days of 冬季防火检查."""
_CARED_FOR = (
    ("学生宿舍", "政教处"), ("食堂周边", "食堂"), ("水冲式厕所", "总务处"), ("学府路路段", ""), ("操场包干区", ""),
)  # fmt: skip
"""区域 and who keeps it clean, "" for the class whose turn it is."""
_DIRTY = ("地面有纸屑", "窗台积灰", "垃圾没有倒", "角落有蛛网", "工具乱放", "地面有积水")


def gear() -> Iterator[tuple[object, ...]]:
    """Every piece that hangs in the school, as the inspection of this month left it."""
    counted: dict[str, int] = {}
    for kind, letters, model, where, (floors, pieces), made, serviced in _GEAR:
        for floor in range(1, floors + 1):
            for _ in range(pieces):
                counted[letters] = place = counted.get(letters, 0) + 1
                yield (
                    f"{letters}-{place:03}", kind, model, where.format("一二三四"[floor - 1]), date.fromisoformat(made),
                    _CHECKED[sum(counted.values()) % 3], holder("水电工"), date.fromisoformat(serviced) if serviced else None, "完好",
                )  # fmt: skip


def hygiene() -> Iterator[tuple[object, ...]]:
    """Each week of lessons four classrooms and two of the other places, in turn."""
    weeks = groupby(school_days(), key=lambda day: day.isocalendar()[1])
    for turn, (_, days) in enumerate(weeks):
        week = list(days)
        day = week[min(3, len(week) - 1)]
        if day >= TODAY:
            continue
        rooms = [room.room for room in classes_on(day)]
        own = [rooms[(turn * 4 + more) % len(rooms)] for more in range(5)]
        places = [("教室", room) for room in own[:4]]
        places += [_CARED_FOR[(turn * 2 + more) % len(_CARED_FOR)] for more in range(2)]
        for area, keeper in places:
            yield _looked_at(day, area, keeper or own[4])


def _looked_at(day: date, area: str, keeper: str) -> tuple[object, ...]:
    chance = stream("hygiene", day.isoformat(), area, keeper)
    score = chance.randint(83, 100)
    problem = chance.choice(_DIRTY) if score < 90 else ""
    mended = workday_after(day, 1) if problem else None
    if mended is not None and mended - day > timedelta(days=3):
        mended = day
    return day, area, keeper, holder("政教主任"), score * 1000, problem, mended
