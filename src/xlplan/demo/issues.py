"""What the store room of the demo school issues, month by month, and what that is worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from xlplan.demo.deliveries import STOCK, Delivery, delivered
from xlplan.demo.events import Event, Line, stream, workdays
from xlplan.demo.wares import OFFICE, TEACHING, WARES, Ware

_BUSY = {1: 0.5, 2: 0.3, 3: 1, 4: 0.8, 5: 0.8, 6: 0.9, 7: 0.3, 8: 0.4, 9: 1, 10: 0.8, 11: 0.9}
"""How much is asked for, month by month."""
_USES = {
    # category: who asks for it, and what for
    "办公用品": ("办公室 总务处 教导处", "办公用"),
    "教学用品": ("教导处 七年级组 八年级组 九年级组", "教学用"),
    "实验耗材": ("八年级组 九年级组", "实验课用"),
    "体育用品": ("七年级组 八年级组 九年级组", "体育课用"),
    "清洁用品": ("政教处", "班级和公共区清扫"),
    "医药用品": ("政教处", "消毒、日常处理小伤"),
    "维修材料": ("总务处", "日常维修"),
}
SUMMER, AUTUMN = date(2026, 6, 30), date(2026, 10, 30)
"""The days of the two counts."""
LOST = (
    # when it was counted, what, how many, and on which day it was written off
    (SUMMER, "黑色签字笔", 2, "领用漏记", date(2026, 7, 1)),
    (SUMMER, "抹布", 1, "受潮发霉", date(2026, 7, 1)),
    (AUTUMN, "小灯泡", 1, "破损", date(2026, 11, 2)),
)


@dataclass(frozen=True)
class MonthIssued:
    """All that is issued in a month, booked at its end."""

    month: int


@dataclass(frozen=True)
class Taken:
    """Pieces of one ware that are issued, and what they are worth (fen)."""

    day: date
    ware: Ware
    pieces: int
    fen: int
    department: str
    purpose: str


@dataclass(frozen=True)
class _Came:
    day: date
    pieces: int
    fen: int


@dataclass(frozen=True)
class _Asked:
    day: date
    pieces: int
    department: str
    purpose: str


def stocked(events: Iterable[Event]) -> Iterator[Event]:
    """The same events with goods of the store room booked there first, and at the end of each month what it issued."""
    brought: list[tuple[date, Delivery]] = []
    for event in delivered(events):
        if isinstance(event.of, Delivery):
            brought.append((event.day, event.of))
        yield event
    taken = taken_of(brought)
    for month in range(1, 12):
        cost = {
            account: sum(own.fen for own in taken if own.day.month == month and own.ware.expense == account)
            for account in (TEACHING, OFFICE)
        }
        lines = (
            *(Line(account, debit=fen) for account, fen in cost.items()),
            Line(STOCK, credit=sum(cost.values())),
        )
        yield Event(
            workdays(month)[-1], f"结转{month}月领用物资", lines, papers=2, rank=8, of=MonthIssued(month)
        )


def taken_of(brought: Iterable[tuple[date, Delivery]]) -> list[Taken]:
    """Everything that is issued, ware by ware."""
    came: dict[Ware, list[_Came]] = {}
    for day, delivery in brought:
        for goods in delivery.goods:
            came.setdefault(goods.ware, []).append(_Came(day, goods.pieces, goods.fen))
    return [taken for ware in WARES.values() for taken in _of_ware(ware, came.get(ware, []))]


def _of_ware(ware: Ware, came: list[_Came]) -> Iterator[Taken]:
    """What is issued of a ware, each month at the average of what it had; what is rounded goes to the month's last."""
    chance = stream("出库", ware.number)
    pieces, fen = ware.opening, ware.opening * ware.price
    for month in range(1, 12):
        own = [one for one in came if one.day.month == month]
        asked = _asked(ware, month, pieces, own, chance)
        pieces, fen = pieces + sum(one.pieces for one in own), fen + sum(one.fen for one in own)
        went = sum(one.pieces for one in asked)
        cost = round(fen * went / pieces)
        pieces, fen = pieces - went, fen - cost
        for one in asked:
            share = cost if one is asked[-1] else round(cost * one.pieces / went)
            cost, went = cost - share, went - one.pieces
            yield Taken(one.day, ware, one.pieces, share, one.department, one.purpose)


def _asked(ware: Ware, month: int, pieces: int, came: list[_Came], chance: Random) -> list[_Asked]:
    """What is asked for in a month: never more than leaves the least that is kept."""
    asked = [
        _Asked(day, lost, "总务处", f"盘亏核销：{why}")
        for _, name, lost, why, day in LOST
        if name == ware.name and day.month == month
    ]
    departments, purpose = _USES[ware.category]
    busy = _BUSY[month]
    times = chance.choices((0, 1, 2), (1.2 - busy, 0.7 * busy, 0.3 * busy))[0]
    for day in sorted(chance.choices(workdays(month)[1:], k=times)):
        there = pieces + sum(one.pieces for one in came if one.day <= day)
        there -= sum(one.pieces for one in asked) + ware.minimum
        given = int(there * chance.uniform(0.35, 0.75))
        if given > 0:
            asked.append(_Asked(day, given, chance.choice(departments.split()), purpose))
    return asked
