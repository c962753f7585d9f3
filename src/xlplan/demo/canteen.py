"""What the canteen of the demo school pays and takes in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xlplan.demo import budget
from xlplan.demo.events import (
    BASIC,
    CANTEEN,
    MONEY,
    Event,
    Line,
    day_on,
    pieces,
    received,
    spent,
    stream,
    week_starts,
    workday_after,
    workday_before,
)  # fmt: skip
from xlplan.demo.expenses import ANY, COOKING, MONTHLY, WEEKLY, Expense, payments

_FOODS = (
    "付食堂购蔬菜款@岚溪县绿源农产品配送公司|付食堂购猪肉款@松坪镇放心肉店|付食堂购大米、菜油款@岚溪县粮油供应站|"
    "付食堂购豆制品款@松坪镇豆制品坊|付食堂购鸡蛋、禽肉款@岚溪县禽蛋批发部"
)
_EXPENSES = (
    Expense("Z03", "5001", BASIC, WEEKLY, 0, 1, "付营养餐食材款（上周）", "岚溪县绿源农产品配送公司"),
    Expense("T01", "5001", CANTEEN, COOKING, 245, 1, _FOODS, "", 10),
    Expense("T02", "5001", CANTEEN, ANY, 20, 1, "付食堂液化气款", "岚溪县燃气公司", early=2),
    Expense("T03", "5001", CANTEEN, MONTHLY, 11, 1, "付{月}月食堂电费", "岚溪县供电局松坪供电所", 1),
    Expense("T04", "5001", CANTEEN, MONTHLY, 11, 1, "付{本月}月食堂临聘人员劳务费", "松坪镇劳务服务社"),
    Expense("T05", "5001", CANTEEN, ANY, 24, 1, "付食堂炊具维修费|购食堂洗洁精、消毒液|购食堂蒸盘、汤桶", "松坪镇百货超市|岚溪县厨具商行", 50),
)  # fmt: skip
_MEALS = ("S07", 0.93, ("七年级", "八年级", "九年级"))
_GRAIN = "岚溪县粮油供应站"


def events() -> Iterator[Event]:
    """Food, gas, light, helpers and kitchen goods; the pupils' meal money; rice sent back."""
    yield from payments(_EXPENSES)
    yield from _meals()
    yield from _returns()


def _meals() -> Iterator[Event]:
    number, share, grades = _MEALS
    weeks, count = week_starts(), len(grades) * len(week_starts())
    amounts = pieces(int(budget.adjusted(number) * share), count, 100, stream("伙食费"), spread=0.1)
    for place, amount in enumerate(amounts):
        day, grade = weeks[place // len(grades)], grades[place % len(grades)]
        lines = received("4609", amount, CANTEEN, number)
        # The last batch of the pupils' money is carried to the bank on the next morning.
        seen = workday_after(day, 1) if grade == grades[-1] else None
        yield Event(day, f"收{grade}本周学生伙食费", lines, party=f"{grade}学生", papers=2, rank=2, seen=seen)


def _returns() -> Iterator[Event]:
    """Money back for damp rice: once by itself, once taken off the next bill."""
    april = day_on("2026-04-21")
    yield _returned(april, 31_800, seen=workday_before(april, 1))
    bill = Event(
        date(2026, 10, 16),
        f"付食堂购大米、菜油款（{_GRAIN}）",
        spent("5001", 291_150, CANTEEN, "T01", ""),
        party=_GRAIN,
        papers=3,
        of="大米退货抵扣",
        seen=date(2026, 10, 15),
    )
    yield bill
    yield replace(_returned(bill.day, 45_260), of=bill.of, netted=bill)


def _returned(day: date, fen: int, seen: date | None = None) -> Event:
    lines = (
        Line(CANTEEN, fen), Line("5001", credit=fen), Line(MONEY, fen), Line("7201", credit=fen, budget="T01")
    )  # fmt: skip
    return Event(day, "收食堂退货款（大米受潮）", lines, party=_GRAIN, rank=2, seen=seen)
