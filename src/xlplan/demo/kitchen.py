"""What the kitchen of the demo school buys, food by food, and what becomes of it: bills, and the stock book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from math import sin
from typing import NamedTuple

from xlplan.demo.events import TODAY, school_days, stream, workday_after
from xlplan.demo.meals import STANDARD, weeks
from xlplan.tables.canteen import FEES, NUTRITION

_FOOD_SHARE = 0.78
"""What of the pupils' meal money is meant for food."""
_CREDIT = 2
"""Workdays after which a delivery is paid."""
_HALF_KILO = 500
_SWING = 0.06
"""How far the price of what is fresh goes up and down with the seasons."""


class Food(NamedTuple):
    """Something that is bought by the kilogram: its usual price in fen, and how much of a delivery's money it takes."""

    name: str
    price: int
    weight: float = 1


class Supplier(NamedTuple):
    """Who brings which food, on which days of a week."""

    name: str
    text: str
    fund: str
    share: float
    """Of what is spent on food from this money."""
    days: tuple[int, ...]
    baskets: tuple[tuple[Food, ...], ...]
    """What comes together: a delivery is one of these."""
    together: bool = False
    """The deliveries of a week are one bill."""
    fixed: bool = False
    """Prices are agreed for the year, for food that keeps."""


_CABBAGE, _LEAVES = Food("白菜", 240), Food("莲花白", 260)
_PEPPER, _AUBERGINE = Food("青椒", 600), Food("茄子", 440)
_RADISH, _BEANS, _PUMPKIN = Food("萝卜", 200), Food("四季豆", 640), Food("南瓜", 240)
_TOFU, _SPROUTS, _DRY_TOFU = Food("豆腐", 400), Food("豆芽", 300), Food("豆干", 900)
_BEEF, _LEG, _FISH = Food("牛肉", 6_200, 5.5), Food("鸡腿", 1_500, 2.2), Food("鲜鱼", 1_600, 2.3)
_POTATO, _TOMATO, _CARROT = Food("土豆", 300, 0.5), Food("番茄", 560, 0.7), Food("胡萝卜", 320, 0.3)
_CUCUMBER, _APPLE = Food("黄瓜", 480, 0.6), Food("苹果", 700, 1.8)
_RICE, _OIL = Food("大米", 500, 7), Food("菜油", 1_350, 1.5)
_NOODLES, _FLOUR = Food("面条", 600, 0.9), Food("面粉", 390, 0.7)
_SUPPLIERS = (
    Supplier("岚溪县绿源农产品配送公司", "付食堂购蔬菜款", FEES, 0.19, (0, 2), (
        (_CABBAGE, _PEPPER, _RADISH), (_LEAVES, _AUBERGINE, _PUMPKIN), (_CABBAGE, _BEANS, _PUMPKIN), (_LEAVES, _PEPPER, _RADISH),
    )),
    Supplier("松坪镇放心肉店", "付食堂购猪肉款", FEES, 0.3, (0, 2), ((Food("猪肉", 2_400), Food("五花肉", 2_750)),)),
    Supplier("岚溪县粮油供应站", "付食堂购大米、菜油款", FEES, 0.31, (2,), ((_RICE, _OIL, _NOODLES, _FLOUR),), fixed=True),
    Supplier("松坪镇豆制品坊", "付食堂购豆制品款", FEES, 0.07, (0, 3), (
        (_TOFU, _SPROUTS), (_TOFU, _DRY_TOFU), (_SPROUTS, _DRY_TOFU),
    ), together=True),
    Supplier("岚溪县禽蛋批发部", "付食堂购鸡蛋、禽肉款", FEES, 0.13, (1,), ((Food("鸡蛋", 960), Food("鸡肉", 1_600)),)),
    Supplier("岚溪县绿源农产品配送公司", "付营养餐食材款（上周）", NUTRITION, 1, (0, 2), (
        (_BEEF, _POTATO, _CARROT, _TOMATO), (_LEG, _FISH, _TOMATO, _APPLE), (_BEEF, _LEG, _POTATO, _CUCUMBER),
        (_LEG, _FISH, _CARROT, _APPLE),
    ), together=True),
)  # fmt: skip
_GRAIN = _SUPPLIERS[2]
SET_OFF = "大米退货抵扣"
"""A bill, and the money for damp rice that is taken off it."""
_SET_OFF_DAYS = date(2026, 10, 14), date(2026, 10, 16)
"""When that rice came, and when it went back and the rest was paid."""
_NEW_YEAR = date(2026, 1, 1)
_CARRIED = (("大米", 300_000, 500), ("菜油", 24_000, 1_350), ("面条", 45_000, 600), ("面粉", 60_000, 390))
"""What was left of the year before, in grams and fen for the kilogram: until the first delivery."""


@dataclass(frozen=True)
class Lot:
    """So much of one food on one day, in grams and fen for the kilogram; negative if it was sent back."""

    day: date
    food: str
    grams: int
    price: int

    @property
    def amount(self) -> int:
        """Fen: half kilograms at whole jiao, and what was sent back, come out even."""
        fen, rest = divmod(self.grams * self.price, 1_000)
        if rest:
            raise ValueError(f"{self.food} of {self.day} does not come out at whole fen")
        return fen


@dataclass(frozen=True, eq=False)
class Bill:
    """What is paid at once to a supplier: one or several deliveries, or one that was sent back."""

    day: date
    """When it is paid, after today if it is not paid yet."""
    supplier: Supplier
    lots: tuple[Lot, ...]

    @property
    def amount(self) -> int:
        """Fen; negative if the supplier pays."""
        return sum(lot.amount for lot in self.lots)

    @property
    def source(self) -> object:
        """What its event is of: two that the bank settles in one row are of one source."""
        return SET_OFF if self.day == _SET_OFF_DAYS[1] and self.supplier is _GRAIN else self


@cache
def bills() -> tuple[Bill, ...]:
    """All of them, by the day on which they are paid."""
    return tuple(sorted(_bills(), key=lambda bill: bill.day))


def _bills() -> Iterator[Bill]:
    left = 0
    for days, own in groupby(weeks(), key=lambda week: week.days):
        grades = list(own)
        pupils = sum(week.fee for week in grades) * _FOOD_SHARE
        state = sum(week.eaters for week in grades) * STANDARD + left
        for supplier in _SUPPLIERS:
            money = (pupils if supplier.fund == FEES else state) * supplier.share
            deliveries = list(_deliveries(supplier, days, money))
            if supplier.fund == NUTRITION:
                left = state - sum(lot.amount for lots in deliveries for lot in lots)
                yield Bill(workday_after(days[-1], 1), supplier, _joined(deliveries))
            elif supplier.together:
                yield Bill(workday_after(deliveries[-1][0].day, _CREDIT), supplier, _joined(deliveries))
            else:
                yield from (Bill(workday_after(lots[0].day, _CREDIT), supplier, lots) for lots in deliveries)
    april, october = date(2026, 4, 21), _SET_OFF_DAYS[1]
    yield Bill(april, _GRAIN, (Lot(april, "大米", -63_600, 500),))
    yield Bill(october, _GRAIN, (Lot(october, "大米", -90_520, 500),))


def _joined(deliveries: list[tuple[Lot, ...]]) -> tuple[Lot, ...]:
    return tuple(lot for lots in deliveries for lot in lots)


def _deliveries(supplier: Supplier, week: tuple[date, ...], fen: float) -> Iterator[tuple[Lot, ...]]:
    days = sorted({week[min(place, len(week) - 1)] for place in supplier.days})
    # Two deliveries are never of one size: the same bill twice in a week could not be told apart.
    for day, share in zip(days, (0.52, 0.48) if len(days) == 2 else (1,), strict=True):
        if supplier is _GRAIN and day == _SET_OFF_DAYS[0]:
            yield (
                Lot(day, "大米", 720_000, 500), Lot(day, "菜油", 50_000, 1_350), Lot(day, "面粉", 65_000, 390)
            )  # fmt: skip
        else:
            yield tuple(_lots(supplier, day, week[0], fen * share))


def _lots(supplier: Supplier, day: date, week: date, fen: float) -> Iterator[Lot]:
    chance = stream("送货", supplier.text, day)
    foods = chance.choice(supplier.baskets)
    weights = [food.weight * chance.uniform(0.85, 1.15) for food in foods]
    for food, weight in zip(foods, weights, strict=True):
        price = food.price if supplier.fixed else _price(food, week)
        halves = int(fen * weight / sum(weights) / price * 1_000 / _HALF_KILO)
        yield Lot(day, food.name, max(halves, 1) * _HALF_KILO, price)


def _price(food: Food, week: date) -> int:
    """What the kilogram costs in a week: whole jiao."""
    season = sin(week.timetuple().tm_yday / 58 + stream("时令", food.name).uniform(0, 6))
    now = 1 + _SWING * season + stream("行情", food.name, week).uniform(-0.03, 0.03)
    return round(food.price * now / 10) * 10


class Movement(NamedTuple):
    """A line of the stock book: grams and fen, in or out."""

    day: date
    out: bool
    lot: Lot
    fund: str
    grams: int
    amount: int

    @property
    def carried(self) -> bool:
        """Whether it is what the year begins with."""
        return self.day == _NEW_YEAR


@cache
def movements() -> tuple[Movement, ...]:
    """In the order of days, what comes before what goes; each lot is used up before the next of its food comes."""
    found = []
    carried = [(Lot(_NEW_YEAR, *own), _GRAIN) for own in _CARRIED]
    bought = [(lot, bill.supplier) for bill in bills() for lot in bill.lots]
    lots = sorted([*carried, *bought], key=lambda own: own[0].day)
    for lot, supplier in lots:
        found.append(Movement(lot.day, False, lot, supplier.fund, lot.grams, lot.amount))
    for food in dict.fromkeys(lot.food for lot, _ in lots):
        found += _issues([(lot, supplier) for lot, supplier in lots if lot.food == food])
    return tuple(sorted(found, key=lambda move: move[:2]))


def _issues(lots: list[tuple[Lot, Supplier]]) -> Iterator[Movement]:
    """How the lots of one food are used: what is sent back goes off the lot before it."""
    come = [own for own in lots if own[0].grams > 0]
    for (lot, supplier), after in zip(come, [*(lot.day for lot, _ in come[1:]), date.max], strict=True):
        back = [other for other, _ in lots if other.grams < 0 and lot.day < other.day <= after]
        grams = lot.grams + sum(other.grams for other in back)
        amount = lot.amount + sum(other.amount for other in back)
        until = min([after, *(other.day for other in back)])
        days = _days(lot, supplier, until)
        for day, (taken, fen) in zip(days, _parts(grams, amount, days, lot), strict=True):
            yield Movement(day, True, lot, supplier.fund, taken, fen)


def _days(lot: Lot, supplier: Supplier, until: date) -> list[date]:
    """The first and last day on which a lot is taken from, and one between if it comes once a week."""
    end = date.max if supplier.fixed else lot.day + timedelta(days=8)
    days = [day for day in school_days() if lot.day <= day < min(until, end)]
    between = [days[len(days) // 2]] if len(supplier.days) == 1 else []
    return sorted({days[0], *between, days[-1]})


def _parts(grams: int, amount: int, days: list[date], lot: Lot) -> Iterator[tuple[int, int]]:
    """So much on each of the days; of what came today a part is left."""
    chance, gone, spent = stream("领用", lot.food, lot.day), 0, 0
    for place in range(1, len(days) + 1):
        last = place == len(days) and lot.day < TODAY
        share = 1 if last else (place / len(days)) * chance.uniform(0.55, 0.9)
        now = grams if last else round(grams * share / 100) * 100
        fen = amount if last else round(amount * now / grams)
        yield now - gone, fen - spent
        gone, spent = now, fen
