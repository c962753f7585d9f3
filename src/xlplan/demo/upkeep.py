"""assets.xlsx of the demo school: its buildings and rooms, what was mended, and what was handed over."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from xlplan.demo.belongings import PLACES, UNTIL_JULY, UNTIL_NOVEMBER
from xlplan.demo.events import Event, school_days, stream
from xlplan.demo.people import TEACHERS, holder
from xlplan.demo.requests import before
from xlplan.excel.frames import Frames, typed
from xlplan.excel.table import Table
from xlplan.tables.assets import AssetCard, Building, HandOver, Repair, Room
from xlplan.tables.claims import Claim, Payment

if TYPE_CHECKING:
    from xlplan.demo.year import Year

_BUILDINGS = (
    ("JZ-01", "教学楼", "钢混", 2013, 3260, 4, "A", "2023-04-18"), ("JZ-02", "综合楼", "钢混", 2016, 1480, 3, "A", "2023-04-18"),
    ("JZ-03", "学生宿舍楼", "钢混", 2011, 1960, 4, "B", "2023-04-19"), ("JZ-04", "食堂", "砖混", 2015, 640, 1, "B", "2023-04-19"),
    ("JZ-05", "水冲式厕所", "砖混", 2013, 180, 2, "B", "2023-04-19"), ("JZ-06", "门卫室", "砖混", 2026, 36, 1, "A", "2026-11-09"),
)  # fmt: skip
"""建筑编号, 名称, 结构, 建成年, 面积, 层数, 鉴定等级, 鉴定日."""
_INSPECTED, _ACCEPTED = date(2026, 3, 17), date(2026, 11, 9)
_ROOMS = (
    ("物理实验室", "理科实验室", 46, "2026-11-27"), ("化学实验室", "理科实验室", 38, "2026-11-26"), ("生物实验室", "理科实验室", 31, "2026-11-27"),
    ("微机室", "微机室", 168, "2026-11-30"), ("语音室", "其他", 52, "2026-11-25"), ("音乐教室", "音乐室", 112, "2026-11-30"),
    ("图书室", "图书室", 58, "2026-11-30"), ("体育器材室", "体育器材室", 214, "2026-11-30"),
)  # fmt: skip
_PAID = {
    # words of the payment: where, and what was wrong
    "门窗维修费": ("教学楼", "教室门窗关不严"), "宿舍水管维修费": ("学生宿舍楼", "水管漏水"), "教室灯具更换费": ("教学楼", "教室灯具闪烁"),
    "电脑及投影维修费": ("微机室", "电脑、投影不能开机"), "操场护栏维修费": ("运动场", "护栏松脱"), "水龙头": ("学生宿舍楼", "水龙头滴水"),
    "锁芯": ("教学楼", "门锁打不开"), "灯管": ("综合楼", "灯管不亮"), "课桌椅": ("教学楼", "课桌椅松动"),
}  # fmt: skip
_SMALL = (
    ("教学楼", "窗户插销脱落"), ("教学楼", "黑板灯不亮"), ("学生宿舍楼", "下水道堵塞"), ("学生宿舍楼", "插座没有电"), ("食堂", "水池漏水"),
    ("综合楼", "门把手松动"), ("水冲式厕所", "冲水阀不回位"), ("运动场", "篮网破损"), ("教学楼", "饮水机不出水"), ("微机室", "网络不通"),
)  # fmt: skip
_FREE = 58
"""Things that the school's own electrician mended without paying anybody."""
_MENDER = holder("水电工")


class _Mending(NamedTuple):
    """A row of 报修 before it has a number; fen."""

    asked: datetime
    place: str
    content: str
    asker: str
    sent: datetime | None = None
    mender: str = ""
    done: datetime | None = None
    fen: int = 0
    claim: str = ""
    verdict: str = ""
    state: str = "维修中"


_OPEN = (
    _Mending(
        datetime(2026, 11, 26, 10, 20), "学生宿舍楼", "三楼淋浴间不出热水", holder("宿舍管理员"), datetime(2026, 11, 26, 11, 5), _MENDER
    ),
    _Mending(
        datetime(2026, 11, 27, 8, 40), "教学楼", "八年级（2）班投影不清", holder("年级组长", "八年级组"),
        datetime(2026, 11, 27, 9, 30), _MENDER,
    ),
    _Mending(datetime(2026, 11, 30, 9, 15), "综合楼", "二楼走廊灯不亮", holder("保管员"), state="待派单"),
)  # fmt: skip
"""What is not done yet today."""


def frames(year: "Year", cards: pd.DataFrame, claimed: Frames) -> dict[type[Table], pd.DataFrame]:
    """The sheets of assets.xlsx that are not about cards; ``claimed``: those of claims.xlsx."""
    return {
        Building: typed(Building, _buildings(cards)),
        Room: typed(Room, ((name, kind, PLACES[name][1], used, date.fromisoformat(day)) for name, kind, used, day in _ROOMS)),
        Repair: typed(Repair, _numbered(year, claimed)),
        HandOver: typed(HandOver, _handed_over()),
    }  # fmt: skip


def _buildings(cards: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    numbers = dict(zip(cards[AssetCard.name], cards[AssetCard.number], strict=True))
    for number, name, structure, built, area, floors, grade, graded in _BUILDINGS:
        inspected = _ACCEPTED if built == 2026 else _INSPECTED
        yield (
            number, name, structure, built, area * 1000, floors, grade, date.fromisoformat(graded), inspected, "在用", numbers[name]
        )  # fmt: skip


def _handed_over() -> Iterator[tuple[object, ...]]:
    library, sports, stores = "图书室", "体育器材室", holder("保管员")
    yield (
        "YJ2026-01", date(2026, 7, 9), "图书室管理员调整", UNTIL_JULY[library], PLACES[library][1], stores,
        "图书室资产移交清册（图书17批、设备3种），存总务处",
    )  # fmt: skip
    yield (
        "YJ2026-02", date(2026, 11, 27), "体育器材室、运动场保管人调整", UNTIL_NOVEMBER[sports], PLACES[sports][1], stores,
        "体育器材移交清册（7张卡片），存总务处",
    )  # fmt: skip


def _numbered(year: "Year", claimed: Frames) -> Iterator[tuple[object, ...]]:
    payments, asked = claimed[Payment], claimed[Claim]
    days = dict(zip(asked[Claim.number], asked[Claim.date].dt.date, strict=True))
    facts = zip(
        payments[Payment.date].dt.date, payments[Payment.voucher], payments[Payment.claim], strict=True
    )
    claims = {(day, voucher): number for day, voucher, number in facts}
    paid = [
        _mended(voucher.event, number, days[number])
        for voucher in year.vouchers
        if any(line.budget == "G09" and line.account == "7201" for line in voucher.event.lines)
        for number in [claims[voucher.event.day, voucher.number]]
    ]
    done = sorted([*paid, *_mended_by_ourselves(), *_OPEN], key=lambda mending: mending.asked)
    for place, mending in enumerate(done, 1):
        yield f"WX-{place:03}", *mending


def _mended(event: Event, claim: str, day: date) -> _Mending:
    """The repair that a claim of some day is for: it was done and accepted before; material from the store costs nothing more."""
    chance = stream("报修", event.day, event.summary)
    place, content = next(found for words, found in _PAID.items() if words in event.summary)
    fen = sum(line.debit for line in event.lines if line.account == "5001")
    mender = (event.party if fen else "") or _MENDER
    done = _done(before(day, 2), place, content, mender, chance.randint(0, 3), event.summary)
    return done._replace(fen=fen, claim=claim) if fen else done


def _mended_by_ourselves() -> Iterator[_Mending]:
    chance = stream("水电工维修")
    for day in sorted(chance.sample(school_days()[:-4], k=_FREE)):
        yield _done(day, *chance.choice(_SMALL), _MENDER, chance.randint(0, 2), "自修")


def _done(done: date, place: str, content: str, mender: str, days: int, key: str) -> _Mending:
    """A repair that was done on a day, so many workdays after it was asked for."""
    chance = stream("报修时刻", done, content, key)
    asked = datetime.combine(before(done, days), time(chance.randint(7, 10), chance.randint(1, 59)))
    sent = asked + timedelta(minutes=chance.randint(10, 150))
    back = max(sent, datetime.combine(done, time(14, 0))) + timedelta(minutes=chance.randint(20, 170))
    verdict = chance.choice(("满意", "满意", "满意", "基本满意"))
    return _Mending(
        asked, place, content, chance.choice(TEACHERS), sent, mender, back, verdict=verdict, state="已完成"
    )
