"""What the canteen of the demo school takes in and pays: from what was eaten, and what was bought for it."""

from collections.abc import Iterator
from datetime import date

from xlplan.demo import kitchen, meals
from xlplan.demo.events import (
    BASIC,
    CANTEEN,
    MONEY,
    TODAY,
    Event,
    Line,
    pieces,
    received,
    school_days,
    spent,
    stream,
    workday_after,
    workday_before,
    workdays,
)  # fmt: skip
from xlplan.demo.expenses import spends
from xlplan.tables.canteen import FEES

FOOD, FUEL, POWER, LABOUR, GOODS, NUTRITION, INCOME = "T01", "T02", "T03", "T04", "T05", "Z03", "S07"
"""The canteen's budget lines."""
LINES = (INCOME, FOOD, FUEL, POWER, LABOUR, GOODS, NUTRITION)
"""In the order of the month's form."""
_FUEL, _GOODS = 20, 24
"""How many bills there are."""
_OFFICE, _HELPERS = "岚溪县供电局松坪供电所", "松坪镇劳务服务社"
_SHOPS = (
    ("付食堂炊具维修费", "岚溪县厨具商行"), ("购食堂蒸盘、汤桶", "岚溪县厨具商行"), ("购食堂洗洁精、消毒液", "松坪镇百货超市"),
)  # fmt: skip
_LAST_DECEMBER = 12
"""Days of cooking that the light of December was used for."""


def events() -> Iterator[Event]:
    """The pupils' meal money; food, gas, light, helpers and kitchen goods; rice sent back."""
    yield from _meals()
    set_off: Event | None = None
    for bill in kitchen.bills():
        if bill.day <= TODAY:
            event = _returned(bill, set_off) if bill.amount < 0 else _food(bill)
            set_off = event if bill.source == kitchen.SET_OFF else set_off
            yield event
    yield from _fuel()
    yield from _power()
    yield from _helpers()
    yield from _goods()


def _meals() -> Iterator[Event]:
    for week in meals.paid_weeks():
        day = week.days[-1]
        lines = received("4609", week.fee, CANTEEN, INCOME)
        # The last batch of the pupils' money is carried to the bank on the next morning.
        seen = workday_after(day, 1) if week.grade == "九年级" else None
        text = f"收{week.grade}本周学生伙食费"
        yield Event(day, text, lines, party=f"{week.grade}学生", papers=2, rank=2, seen=seen, of=week)


def _food(bill: kitchen.Bill) -> Event:
    own = bill.supplier
    source, number, income = (CANTEEN, FOOD, "") if own.fund == FEES else (BASIC, NUTRITION, "S05")
    return Event(
        bill.day,
        f"{own.text}（{own.name}）",
        spent("5001", bill.amount, source, number, income),
        party=own.name,
        papers=stream("单据", own.text, bill.day).randint(1, 5),
        of=bill.source,
        seen=workday_before(bill.day, 1) if bill.source == kitchen.SET_OFF else None,
    )


def _returned(bill: kitchen.Bill, netted: Event | None) -> Event:
    """Money back for damp rice: by itself, or taken off the bill of the day."""
    fen = -bill.amount
    lines = (
        Line(CANTEEN, fen), Line("5001", credit=fen), Line(MONEY, fen), Line("7201", credit=fen, budget=FOOD)
    )  # fmt: skip
    seen = None if netted else workday_before(bill.day, 1)
    text, party = "收食堂退货款（大米受潮）", bill.supplier.name
    return Event(bill.day, text, lines, party=party, rank=2, of=bill.source, seen=seen, netted=netted)


def _paid(
    day: date, text: str, party: str, fen: int, number: str, papers: int = 1, seen: date | None = None
) -> Event:
    lines = spent("5001", fen, CANTEEN, number, "")
    return Event(day, f"{text}（{party}）", lines, party=party, papers=papers, seen=seen)


def _regularly(number: str, count: int, unit: int) -> Iterator[tuple[date, int]]:
    """Days of cooking at even distances, and what is paid on each."""
    days, chance = school_days(), stream(number)
    for place, fen in enumerate(pieces(spends(number), count, unit, chance)):
        yield days[int((place + chance.uniform(0.2, 0.8)) * len(days) / count)], fen


def _fuel() -> Iterator[Event]:
    for day, fen in _regularly(FUEL, _FUEL, 100):
        yield _paid(day, "付食堂液化气款", "岚溪县燃气公司", fen, FUEL, 2, workday_before(day, 2))


def _goods() -> Iterator[Event]:
    for day, fen in _regularly(GOODS, _GOODS, 50):
        chance = stream("炊具", day)
        text, shop = chance.choice(_SHOPS)
        yield _paid(day, text, shop, fen, GOODS, chance.randint(1, 3))


def _power() -> Iterator[Event]:
    """The light of the month before, by the days on which there was cooking."""
    days = [_cooking(month - 1) if month > 1 else _LAST_DECEMBER for month in range(1, 12)]
    for month, used in enumerate(days, 1):
        day = stream(POWER, month).choice(workdays(month)[8:14])
        fen = round(spends(POWER) * (used + 2) / sum(count + 2 for count in days))
        yield _paid(day, f"付{(month - 2) % 12 + 1}月食堂电费", _OFFICE, fen, POWER)


def _helpers() -> Iterator[Event]:
    """Who helps in the kitchen is paid by the day, in the months in which it cooks."""
    for month in range(1, 12):
        if days := _cooking(month):
            day = stream(LABOUR, month).choice(workdays(month)[8:14])
            fen = spends(LABOUR) // len(school_days()) * days
            yield _paid(day, f"付{month}月食堂临聘人员劳务费", _HELPERS, fen, LABOUR, 2)


def _cooking(month: int) -> int:
    return sum(day.month == month for day in school_days())
