"""canteen.xlsx of the demo school: what was bought, stored, eaten, tasted and asked, and the form of each month."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle

import pandas as pd

from xlplan.demo import canteen, kitchen, meals
from xlplan.demo.events import TODAY, school_days, stream, workday_on, workdays
from xlplan.demo.menus import menus
from xlplan.demo.people import AUTUMN, CHECKER, CLASSES, MAKER, SPRING, STAFF, holder
from xlplan.demo.year import Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.canteen import (
    MEALS,
    NUTRITION,
    Accompanied,
    Attendance,
    CanteenMonth,
    Delivery,
    KitchenWorker,
    Menu,
    Sample,
    StockEntry,
    Survey,
    YearEnd,
)

_COOKS = tuple(row[1] for row in STAFF if row[3] == "厨师")
_MANAGER, _KEEPER = holder("食堂管理员"), holder("保管员")
_LEADERS = ("校长", "教学副校长", "后勤副校长", "办公室主任", "总务主任", "教导主任", "政教主任")
_SERVED = dict(zip(MEALS, (time(7, 10), time(12, 0), time(17, 40)), strict=True))
_KEPT = timedelta(hours=48)
_OPINIONS = (
    "饭菜可口，温度合适，餐厅干净。", "分量足，价格公道，打菜有序。", "菜热饭软，餐具干净。", "荤素搭配合理，学生剩饭少。"
)  # fmt: skip
_REMARKS = {
    7: ("汤偏咸", "告诉厨师少放盐"),
    23: ("打菜窗口排队长", "加开一个窗口"),
    41: ("菜有点凉", "保温台提前预热"),
}
"""What one in a hundred meals left to be said."""
_PUPILS = {term: sum(own.pupils for own in classes) for term, classes in CLASSES.items()}
_PEOPLE = sum(row[5] == "在岗" for row in STAFF)
_SURVEYS = (
    # 学期, 日期, 对象, 发放, 回收, 满意, 问题, 整改
    (SPRING, "2026-06-17", "学生", _PUPILS[SPRING], 560, 516, "早餐花样少", "每周增加两样面点"),
    (SPRING, "2026-06-17", "教职工", _PEOPLE, 63, 59, "", ""),
    (
        SPRING,
        "2026-06-19",
        "家长",
        _PUPILS[SPRING],
        508,
        465,
        "想知道每周的菜单",
        "每周五在家长群公布下周食谱",
    ),
    (AUTUMN, "2026-11-24", "学生", _PUPILS[AUTUMN], 580, 542, "晚餐排队久", "分年级错峰就餐"),
    (AUTUMN, "2026-11-24", "教职工", _PEOPLE, 65, 61, "", ""),
    (AUTUMN, "2026-11-26", "家长", _PUPILS[AUTUMN], 561, 522, "希望多些水果", "每周供应两次水果"),
)

_YEAR_ENDS = (
    ("2025", 702_316_40, 697_552_80, 3_600_00, 3_600_00, date(2026, 1, 12), MAKER, CHECKER),
)  # fmt: skip
"""The year before, merged into the school's own statements."""


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of the workbook."""
    return {
        Delivery: typed(Delivery, _deliveries(year)),
        StockEntry: typed(StockEntry, _stock()),
        Attendance: typed(Attendance, _attendance()),
        Menu: typed(Menu, ((day, meal, "、".join(dishes)) for day, meal, dishes in menus())),
        CanteenMonth: typed(CanteenMonth, _months(year)),
        YearEnd: typed(YearEnd, _YEAR_ENDS),
        Sample: typed(Sample, _samples()),
        Accompanied: typed(Accompanied, _accompanied()),
        KitchenWorker: typed(KitchenWorker, _workers()),
        Survey: typed(Survey, ((term, date.fromisoformat(day), *rest) for term, day, *rest in _SURVEYS)),
    }


def _deliveries(year: Year) -> Iterator[tuple[object, ...]]:
    lots = [(lot, bill) for bill in kitchen.bills() for lot in bill.lots]
    for place, (lot, bill) in enumerate(sorted(lots, key=lambda own: own[0].day), 1):
        back = bill.amount < 0
        paid = next((own for own in year.of(bill.source) if (own.banked > 0) is back), None)
        cook = stream("验收", lot.day).choice(_COOKS)
        yield (
            f"SC2026-{place:04}", lot.day, bill.supplier.name, lot.food, "公斤", lot.grams, lot.price, lot.amount,
            bill.supplier.fund, _MANAGER, cook, "齐全", "退货" if back else "合格",
            paid.number if paid else "", bill.day if paid else None,
        )  # fmt: skip


def _stock() -> Iterator[tuple[object, ...]]:
    for move in kitchen.movements():
        if move.out:
            text = "营养午餐领用" if move.fund == NUTRITION else "领用做饭"
            cook = stream("领用人", move.day).choice(_COOKS)
            yield move.day, move.lot.food, text, 0, 0, move.grams, move.amount, cook, _KEEPER
        else:
            text = "上年结转" if move.carried else "验收入库" if move.grams > 0 else "退货"
            yield move.day, move.lot.food, text, move.grams, move.amount, 0, 0, "", _KEEPER


def _attendance() -> Iterator[tuple[object, ...]]:
    for own in meals.class_days():
        yield (
            own.day, own.class_name, own.pupils, own.absent or None, own.eaters, own.boarders, own.eaters,
            meals.STANDARD, own.eaters * meals.STANDARD, own.fee,
        )  # fmt: skip


def _months(year: Year) -> Iterator[tuple[object, ...]]:
    """The form of each month that is over."""
    for month in range(1, TODAY.month):
        sums = dict.fromkeys(canteen.LINES, 0)
        for voucher in year.vouchers:
            for line in voucher.event.lines:
                if voucher.event.day.month == month and line.budget in sums:
                    sums[line.budget] += line.debit - line.credit
        fees, food, fuel, power, labour, goods, nutrition = sums.values()
        first = date(2026, month + 1, 8)
        published = workday_on(first + timedelta(days=stream("食堂公示", month).randint(0, 4)))
        yield (
            date(2026, month, 1), -fees, 0, food, fuel, power, labour, goods, nutrition, published, MAKER, CHECKER
        )  # fmt: skip


def _samples() -> Iterator[tuple[object, ...]]:
    """A bit more than is asked for, thrown away on the first workday on which it is old enough."""
    for day, meal, dishes in menus():
        taken = datetime.combine(day, _SERVED[meal])
        thrown = next((other for other in workdays() if other >= day + timedelta(days=2)), None)
        keeper = stream("留样人", day, meal).choice(_COOKS)
        for dish in dishes:
            chance = stream("留样", day, meal, dish)
            gone = thrown and datetime.combine(thrown, taken.time()) + timedelta(
                minutes=chance.randint(5, 50)
            )
            yield (
                day, meal, dish, chance.randrange(130, 185, 5), taken, keeper, chance.randint(2, 6), gone,
                keeper if gone else "",
            )  # fmt: skip


def _accompanied() -> Iterator[tuple[object, ...]]:
    posts = cycle(_LEADERS)
    for place, (day, meal, _) in enumerate(menus()):
        post, chance = next(posts), stream("陪餐", day, meal)
        problem, done = _REMARKS.get(place % 100, ("", ""))
        yield day, meal, holder(post), post, chance.randint(1, 2), chance.choice(_OPINIONS), problem, done


def _workers() -> Iterator[tuple[object, ...]]:
    cooks = [row for row in STAFF if row[2] == "食堂"]
    for place, row in enumerate(cooks, 1):
        issued = date(2026, 2, 25) + timedelta(days=place // 3)
        trained = school_days()[-65]
        yield (
            row[1],
            row[3],
            f"黔岚健2026{1180 + place * 7:05}",
            issued,
            issued.replace(year=2027),
            trained,
            "在岗",
        )
