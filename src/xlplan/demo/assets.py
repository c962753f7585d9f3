"""assets.xlsx of the demo school: a card for everything it owns, what is bought and scrapped in the year, and how it wears."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from xlplan.demo.belongings import PLACES, UNTIL_NOVEMBER, YEARS, Thing, old
from xlplan.demo.events import Event, Line, day_on, workdays
from xlplan.demo.expenses import Deal, Ware
from xlplan.demo.occasions import GATE
from xlplan.demo.people import MAKER, holder
from xlplan.excel.frames import Frames, typed
from xlplan.excel.table import Table
from xlplan.ledger import assets as ledger
from xlplan.tables.assets import (
    BOOK,
    BUILDING,
    DISPOSED,
    EQUIPMENT,
    FURNITURE,
    IN_USE,
    AssetCard,
    AssetCount,
    DepreciationMonth,
)  # fmt: skip
from xlplan.tables.claims import Acceptance, Payment, Purchase
from xlplan.tables.depreciation import straight

if TYPE_CHECKING:
    from xlplan.demo.year import Year

_OFFICES = ("校长室", "办公室", "总务处")
"""使用部门 whose things wear at the cost of 单位管理费用."""
_BEGIN = 2026 * 12
_SCRAPPED = day_on("2026-08-26")
_COUNTED = (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26))
"""The days of the count, on each of which a third of the places is looked at."""


@dataclass(frozen=True)
class Wear:
    """One month's depreciation."""

    month: int


@dataclass(frozen=True)
class Scrapping:
    """Old things that are written off in one voucher: which and how many."""

    pieces: tuple[tuple[str, int], ...]


_COUNTER = holder("保管员")
SCRAPPING = Scrapping((("旧学生计算机", 8), ("打印复印一体机", 1)))


@dataclass(frozen=True)
class Good:
    """What becomes of a ware: what it is like, where its pieces stand in turn, and whether each has a card of its own."""

    kind: str
    life: str
    model: str
    places: tuple[str, ...]
    each: bool = True


_GOODS = {
    "台式计算机": Good(EQUIPMENT, "计算机", "启天M455", ("教导处办公室", "七年级办公室", "八年级办公室", "校办公室")),
    "打印复印一体机": Good(EQUIPMENT, "办公设备", "M7675DXF", ("校办公室", "九年级办公室", "总务处办公室")),
    "壁挂式空调": Good(EQUIPMENT, "电气", "1.5匹 一级能效", ("综合楼", "校长室")),
    "物理演示实验箱": Good(EQUIPMENT, "仪器", "J2400", ("物理实验室",)), "电钢琴": Good(EQUIPMENT, "仪器", "88键重锤", ("音乐教室",)),
    "生物显微镜": Good(EQUIPMENT, "仪器", "XSP-2CA", ("生物实验室",)),
    "学生阅览图书": Good(BOOK, "", "平装", ("图书室",), each=False),
    "语音室耳机": Good(EQUIPMENT, "广播电视", "头戴式", ("语音室",), each=False),
    "理化生实验桌": Good(FURNITURE, "家具", "1.2米双人", ("化学实验室",), each=False),
}  # fmt: skip
"""By the name of the ware."""
_GATE = (
    ("校门", "构筑物", "电动伸缩门8米", "座", 9_640_000),
    ("门卫室", "砖混房屋", "一层36平方米", "间", 7_460_000),
)
"""What the gate project became: name, 折旧类, 规格, unit, fen."""


def events() -> Iterator[Event]:
    """Old computers and a printer beyond repair are written off; what is not yet worn is a cost of disposal."""
    cards = _cards(_inherited())
    gone = cards[cards[AssetCard.disposed].notna()]
    cost, worn = int(gone[AssetCard.cost].sum()), int(ledger.worn(gone, _BEGIN + 7).sum())
    lines = (Line("1602", worn), Line("5301", cost - worn), Line("1601", credit=cost))
    yield Event(_SCRAPPED, "报废旧计算机、一体机核销", lines, papers=3, of=SCRAPPING)


def depreciation(events: Iterable[Event]) -> Iterator[Event]:
    """Each month's depreciation: the sum of the cards, what the offices use apart."""
    brought = [(thing, Entry(event.day)) for event in _bringing(events) for thing in _things(event)]
    cards = _cards([*_inherited(), *brought])
    for month in range(1, 12):
        teaching, office = _month(cards, month)
        lines = (Line("5001", teaching), Line("5101", office), Line("1602", credit=teaching + office))
        yield Event(workdays(month)[-1], f"计提{month}月固定资产折旧", lines, rank=9, of=Wear(month))


def frames(year: "Year", claimed: Frames) -> dict[type[Table], pd.DataFrame]:
    """The cards, what was written off month by month, and the count; ``claimed``: the sheets of claims.xlsx."""
    numbers = {voucher.event: voucher.number for voucher in year.vouchers}
    accepted = _accepted(claimed)
    brought = [
        (thing, Entry(event.day, numbers[event], *accepted[GATE if event.of is GATE else (event.day.month, numbers[event])]))
        for event in _bringing(numbers)
        for thing in _things(event)
    ]  # fmt: skip
    cards = _cards([*_inherited(), *brought], year.of(SCRAPPING)[0].number)
    return {
        AssetCard: cards,
        DepreciationMonth: typed(DepreciationMonth, _booked(year, cards)),
        AssetCount: typed(AssetCount, _counts(cards)),
    }


def _accepted(claimed: Frames) -> dict[object, tuple[str, date]]:
    """验收单号 and 验收日 of what each voucher paid for (month and number), and of the gate."""
    paid, bought, came = claimed[Payment], claimed[Purchase], claimed[Acceptance]
    rows = paid.merge(
        bought[[Purchase.claim, Purchase.number]], left_on=Payment.claim, right_on=Purchase.claim
    )
    rows = rows.merge(came, left_on=Purchase.number, right_on=Acceptance.purchase)
    found: dict[object, tuple[str, date]] = {
        (day.month, voucher): (number, accepted.date())
        for day, voucher, number, accepted in zip(
            rows["日期"], rows[Payment.voucher], rows[Acceptance.number], rows[Acceptance.date], strict=True
        )
    }
    gate = came[came[Acceptance.content].str.contains(GATE.name)].iloc[0]
    return found | {GATE: (gate[Acceptance.number], gate[Acceptance.date].date())}


def _month(cards: pd.DataFrame, month: int) -> tuple[int, int]:
    """Fen of one month: of what the school teaches with, and of what its offices use."""
    fen = ledger.of_month(cards, _BEGIN + month - 1)
    office = int(fen[cards[AssetCard.department].isin(_OFFICES)].sum())
    return int(fen.sum()) - office, office


def _bringing(events: Iterable[Event]) -> list[Event]:
    """The events that bring something into 1601, in the order of their days; a voucher that is corrected later brings nothing."""
    found = [
        event
        for event in events
        if isinstance(event.of, Deal) or (event.of is GATE and "转固" in event.summary)
    ]
    return sorted(found, key=lambda event: event.day)


def _things(event: Event) -> list[Thing]:
    """What an event brings, thing by thing."""
    if not isinstance(event.of, Deal):
        return [
            Thing(name, BUILDING, life, model, "自建", event.day, 1, unit, fen, "门卫室")
            for name, life, model, unit, fen in _GATE
        ]
    return [thing for ware in event.of.wares for thing in _pieces(event.day, ware)]


def _pieces(day: date, ware: Ware) -> Iterator[Thing]:
    """The cards of a ware: one for each piece, which go to its places in turn, or one for all."""
    good = _GOODS[ware.name]
    own = 1 if good.each else ware.quantity
    for place in range(ware.quantity // own):
        room = good.places[(day.month + place) % len(good.places)]
        yield Thing(
            ware.name, good.kind, good.life, good.model, "购置", day, own, ware.unit, ware.price * own, room
        )  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """When a thing came into the books, by which voucher, and how it had been accepted."""

    day: date
    voucher: str = ""
    acceptance: str = ""
    accepted: date | None = None


def _inherited() -> Iterator[tuple[Thing, Entry]]:
    return ((thing, Entry(thing.acquired)) for thing in old())


def _cards(things: Iterable[tuple[Thing, Entry]], scrap: str = "") -> pd.DataFrame:
    """The cards of things, numbered in this order; ``scrap``: the voucher of the scrapping."""
    left = dict(SCRAPPING.pieces)
    rows = []
    for place, (thing, entry) in enumerate(things, 1):
        gone = left.get(thing.name, 0) > 0
        left[thing.name] = left.get(thing.name, 0) - gone
        rows.append((
            f"ZC-{place:04}", thing.name, thing.kind, thing.life, thing.model, thing.manner, entry.accepted or entry.day,
            entry.day, entry.voucher, entry.acceptance, thing.pieces, thing.unit, thing.cost, YEARS.get(thing.life), 0,
            thing.place, *PLACES[thing.place], DISPOSED if gone else IN_USE, _SCRAPPED if gone else None, scrap if gone else "",
        ))  # fmt: skip
    cards = typed(AssetCard, rows)
    facts = cards[AssetCard.cost], cards[AssetCard.years], cards[AssetCard.entered]
    return cards.assign(**{AssetCard.opening: straight(*facts, _BEGIN - 1)})


def _booked(year: "Year", cards: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for month in range(1, 12):
        (voucher,) = year.of(Wear(month))
        yield date(2026, month, 1), *_month(cards, month), voucher.number, MAKER


def _counts(cards: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """All that is there, place by place, and who kept it then."""
    here = cards[cards[AssetCard.state] != DISPOSED]
    places = list(PLACES)
    facts = zip(
        here[AssetCard.number], here[AssetCard.place], here[AssetCard.pieces], here[AssetCard.keeper],
        here[AssetCard.entered], strict=True,
    )  # fmt: skip
    rows = [
        (max(_COUNTED[places.index(place) % 3], entered.date()), card, pieces, pieces, "相符", "", UNTIL_NOVEMBER.get(place, keeper), _COUNTER, MAKER)
        for card, place, pieces, keeper, entered in facts
    ]  # fmt: skip
    yield from sorted(rows, key=lambda row: row[:2])


def _opening() -> tuple[int, int]:
    cards = _cards(_inherited())
    return int(cards[AssetCard.cost].sum()), int(cards[AssetCard.opening].sum())


COST, WORN = _opening()
"""Fen that all of it cost, and that was written off, when the year begins."""
