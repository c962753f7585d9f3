"""检查 of the demo school: the canteen every week, lessons, dormitory and surroundings every month, safety in all twelve."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from xlplan.demo.events import TODAY, school_days, workday_after, workdays
from xlplan.demo.people import holder

_MONTHS = tuple(range(1, TODAY.month + 1))
_TAUGHT = tuple(month for month in _MONTHS if month not in (2, 7, 8))
"""The months in which lessons are held for more than some days."""
_MONTHLY = (
    # 类别, 对象, 检查人的岗位, 样本数, after how many school days of the month
    ("教学常规", "教案、作业批改、听课记录", ("教导主任", "教务员"), "14个班，教案28本、作业140本", 6),
    ("校园周边", "校门两侧二百米的摊点、车辆、网吧", ("政教主任", "后勤副校长"), "摊点、店铺9处", 4),
    ("宿舍检查", "学生宿舍楼的用电、门窗、卫生", ("宿舍管理员", "政教主任"), "宿舍40间", 7),
)
_SAFETY = (
    "月度安全排查",
    "教学楼、宿舍、食堂、运动场、校门",
    ("政教主任", "总务主任", "水电工"),
    "全校各楼，逐层",
)
_CANTEEN = ("食堂检查", "进货、加工、留样、消毒、陪餐记录", ("食堂管理员", "后勤副校长"), "当天三餐")
_NAMED = {
    # what 工作安排 names, by the day on which it ended
    date(2026, 9, 4): ("月度安全排查", "开学安全大检查：校舍、消防、食堂、宿舍", "安全检查记录0904.pdf"),
    date(2026, 10, 14): ("月度安全排查", "宿舍用电排查和各楼消防设施", "宿舍用电排查表.xlsx"),
    date(2026, 10, 30): ("食堂检查", "食品安全自查：台账、留样、健康证", "食堂自查表1030.pdf"),
    date(2026, 11, 27): ("月度安全排查", "冬季防火检查：灭火器、疏散通道、用电", "防火检查记录1127.pdf"),
}
_FOUND = {
    # 类别 and month: 问题, 责任人的岗位, workdays until 整改期限, workdays until it was mended
    ("月度安全排查", 3): ("教学楼二楼一扇窗户合页松动", "水电工", 5, 2),
    ("月度安全排查", 5): ("宿舍一楼应急灯不亮", "水电工", 5, 3),
    ("月度安全排查", 9): ("运动场单杠地脚螺栓生锈", "总务主任", 10, 6),
    ("月度安全排查", 11): ("综合楼一具灭火器压力不足", "水电工", 5, None),
    ("教学常规", 4): ("两个班的作业批改没有写日期", "教务员", 10, 5),
    ("教学常规", 10): ("三本教案没有课后反思", "教导主任", 10, 8),
    ("校园周边", 6): ("校门左侧新摆了两个流动食品摊", "政教主任", 10, 7),
    ("宿舍检查", 5): ("302室私接插线板", "宿舍管理员", 1, 0),
    ("宿舍检查", 11): ("二楼洗漱间地漏堵塞", "水电工", 5, 2),
    ("食堂检查", 9): ("一样菜的留样没有写时间", "食堂管理员", 1, 0),
}

_Check = tuple[date, str, str, tuple[str, ...], str, str]
"""日期, 类别, 对象, 检查人的岗位, 样本数, 佐证."""


def rows() -> Iterator[tuple[object, ...]]:
    """The rows of 检查, by day."""
    told: set[tuple[str, int]] = set()
    for day, kind, scope, posts, sample, filed in sorted(_checks()):
        found = None if (kind, day.month) in told else _FOUND.get((kind, day.month))
        told.add((kind, day.month))
        yield (
            day, kind, scope, "、".join(map(holder, posts)), sample,
            *(_problem(day, *found) if found else ("合格", "", "", None, None)), filed,
        )  # fmt: skip


def _problem(
    day: date, problem: str, post: str, within: int, mended: int | None
) -> tuple[str, str, str, date, date | None]:
    # December lies beyond the workdays that are known: no holiday in it comes before these days.
    due = min(workday_after(day, within), day + timedelta(days=within + 2))
    done = None if mended is None else workday_after(day, mended) if mended else day
    return "有问题", problem, holder(post), due, done


def _checks() -> Iterator[_Check]:
    """What was checked, kind by kind."""
    for kind, scope, posts, sample, place in _MONTHLY:
        for month in _TAUGHT:
            days = [day for day in school_days() if day.month == month]
            yield days[place], kind, scope, posts, sample, f"{kind}记录{month}月.pdf"
    yield from _safety()
    yield from _canteen()


def _safety() -> Iterator[_Check]:
    kind, scope, posts, sample = _SAFETY
    for month in _MONTHS:
        day = workdays(month)[3 if month == 7 else 5]
        named = [on for on in _named(kind) if on.month == month]
        for on in named or [day]:
            what, filed = _NAMED[on][1:] if named else (scope, f"安全排查记录{day:%m%d}.pdf")
            yield on, kind, what, posts, sample, filed


def _canteen() -> Iterator[_Check]:
    kind, scope, posts, sample = _CANTEEN
    for _, week in groupby(school_days(), lambda day: day.isocalendar()[:2]):
        own = list(week)
        named = [on for on in _named(kind) if on in own]
        for on in named or [own[min(2, len(own) - 1)]]:
            what, filed = _NAMED[on][1:] if named else (scope, "食堂周检查本")
            yield on, kind, what, posts, sample, filed


def _named(kind: str) -> list[date]:
    """The days on which the schedule has such a check."""
    return [day for day, (of, *_) in _NAMED.items() if of == kind]
