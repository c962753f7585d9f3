"""What the two terms of the demo school began with: textbooks, desks and chairs, and what was made ready."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.demo.belongings import DESKS, SPARE_DESKS, SPARE_ROOMS
from xlplan.demo.events import stream
from xlplan.demo.people import AUTUMN, CLASSES, SPRING, Class, holder
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.stores import Seating, TermSupply, Textbook

_SUBJECTS = {
    "七年级": "语文 数学 英语 道德与法治 历史 地理 生物 音乐 美术 体育与健康",
    "八年级": "语文 数学 英语 道德与法治 历史 地理 生物 物理 音乐 美术 体育与健康",
    "九年级": "语文 数学 英语 道德与法治 历史 物理 化学 音乐 美术 体育与健康",
}
_STATE_EDITED = ("语文", "道德与法治", "历史")


@dataclass(frozen=True)
class _Start:
    """How a term began."""

    term: str
    counted: date
    """When the desks were."""
    first_day: date

    @property
    def classes(self) -> tuple[Class, ...]:
        """The classes of the term."""
        return CLASSES[self.term]


_STARTS = (
    _Start(SPRING, date(2026, 2, 27), date(2026, 3, 2)),
    _Start(AUTUMN, date(2026, 8, 31), date(2026, 9, 1)),
)
_SUPPLIES = (
    # 物品, 规格, 需求部门, 需求数量, 单位, 责任人's post; what was short came in on time
    ("白粉笔", "无尘 50支", "教导处", 60, "盒", "教务员"), ("彩色粉笔", "无尘 50支", "教导处", 20, "盒", "教务员"),
    ("教案本", "16开 60页", "教导处", 110, "本", "教务员"), ("备课笔记本", "16开", "教导处", 55, "本", "教务员"),
    ("红色中性笔", "0.5mm 12支", "教导处", 20, "盒", "教务员"), ("A4复印纸", "70g 500张", "教导处", 40, "包", "教务员"),
    ("点名册", "16开", "教导处", 16, "本", "教务员"), ("班务日志", "16开", "教导处", 16, "本", "教务员"),
    ("课程表", "A2", "教导处", 16, "张", "教务员"), ("黑板擦", "磁性", "教导处", 28, "个", "教务员"),
    ("三角板、圆规", "教师用", "教导处", 6, "套", "教务员"), ("扫帚", "高粱", "政教处", 56, "把", "宿舍管理员"),
    ("撮箕", "塑料", "政教处", 28, "个", "宿舍管理员"), ("拖把", "棉线", "政教处", 28, "把", "宿舍管理员"),
    ("垃圾桶", "30L", "政教处", 14, "个", "宿舍管理员"), ("84消毒液", "500ml", "政教处", 40, "瓶", "宿舍管理员"),
    ("洗手液", "500ml", "政教处", 28, "瓶", "宿舍管理员"), ("宿舍门牌", "亚克力", "政教处", 40, "块", "宿舍管理员"),
    ("床位卡", "塑封", "政教处", 310, "张", "宿舍管理员"), ("篮球", "7号", "教导处", 10, "个", "教务员"), ("跳绳", "计数", "教导处", 30, "根", "教务员"),
    ("LED灯管", "T8 1.2米", "总务处", 30, "支", "水电工"), ("教室门锁", "球形", "总务处", 4, "把", "水电工"),
    ("水龙头", "4分 铜", "总务处", 10, "个", "水电工"), ("热水瓶", "5磅", "总务处", 12, "个", "水电工"), ("国旗", "3号", "办公室", 1, "面", "干事"),
)  # fmt: skip


def frames() -> dict[type[Table], pd.DataFrame]:
    """教材发放, 课桌椅 and 开学准备."""
    return {
        Textbook: typed(Textbook, (row for start in _STARTS for row in _textbooks(start))),
        Seating: typed(Seating, (row for start in _STARTS for row in _seating(start))),
        TermSupply: typed(TermSupply, (row for start in _STARTS for row in _supplies(start))),
    }


def _textbooks(start: _Start) -> Iterator[tuple[object, ...]]:
    for grade, subjects in _SUBJECTS.items():
        pupils = sum(own.pupils for own in start.classes if own.grade == grade)
        for subject in subjects.split():
            chance = stream("教材", start.term, grade, subject)
            ordered = pupils + chance.randint(2, 6)
            edition = "统编版" if subject in _STATE_EDITED else "人教版"
            yield (
                start.term, grade, subject, edition, pupils, ordered, ordered, pupils, ordered - pupils,
                holder("年级组长", f"{grade}组"), start.first_day,
            )  # fmt: skip


def _seating(start: _Start) -> Iterator[tuple[object, ...]]:
    for own in start.classes:
        room, sets = f"{own.room}教室", DESKS[own.room]
        broken = stream("课桌椅", start.term, room).randint(0, SPARE_DESKS)
        yield room, own.room, own.pupils, sets, sets, sets - broken, broken, start.counted
    for room, sets in SPARE_ROOMS.items():
        yield room, None, None, sets, sets, sets, 0, start.counted


def _supplies(start: _Start) -> Iterator[tuple[object, ...]]:
    for name, specification, department, needed, unit, post in _SUPPLIES:
        chance = stream("开学准备", start.term, name)
        came = start.counted if chance.random() < 0.5 else None
        stock = needed + chance.choice((0, 0, 1, 2, 5))
        yield (
            start.term,
            name,
            specification,
            department,
            needed * 1000,
            unit,
            stock * 1000,
            came,
            holder(post),
        )
