"""stores.xlsx of the demo school: what came into its store room, what was issued, and what was counted."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.demo import term_start
from xlplan.demo.claims import Numbers, acceptances
from xlplan.demo.deliveries import Delivery
from xlplan.demo.issues import AUTUMN, LOST, SUMMER, MonthIssued, Taken, taken_of
from xlplan.demo.people import MAKER, holder
from xlplan.demo.wares import WARES
from xlplan.demo.year import Voucher, Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.stores import Issue, Item, Receipt, StockTake

_Brought = list[tuple[Voucher, Delivery]]
_KEEPER = holder("保管员")
_RECEIVERS = {"办公室": "干事", "总务处": "水电工", "教导处": "教务员", "政教处": "宿舍管理员"}
_BRINGERS = {"G01": "教务员", "G02": "水电工", "G09": "水电工", "G12": "教务员", "G15": "宿舍管理员"}
"""Budget line -> who brings in what it pays."""


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of stores.xlsx."""
    brought = [(own, own.event.of) for own in year.vouchers if isinstance(own.event.of, Delivery)]
    taken = taken_of((voucher.event.day, delivery) for voucher, delivery in brought)
    return {
        Item: typed(Item, _items()),
        Receipt: typed(Receipt, _receipts(brought, acceptances(year))),
        Issue: typed(Issue, _issues(year, taken)),
        StockTake: typed(StockTake, _counts(brought, taken)),
        **term_start.frames(),
    }


def _items() -> Iterator[tuple[object, ...]]:
    for ware in WARES.values():
        yield (
            ware.number, ware.name, ware.specification, ware.category, ware.unit, ware.opening * 1000,
            ware.opening * ware.price, ware.minimum * 1000, ware.opening * 1000, ware.opening * ware.price,
        )  # fmt: skip


def _receipts(brought: _Brought, accepted: Numbers) -> Iterator[tuple[object, ...]]:
    for place, (voucher, delivery) in enumerate(brought, 1):
        event = voucher.event
        budget = next(line.budget for line in event.lines if line.budget)
        for goods in delivery.goods:
            yield (
                f"RK2026-{place:03}", event.day, goods.ware.number, goods.pieces * 1000, goods.price, goods.fen,
                event.party, accepted.get(delivery), voucher.number, holder(_BRINGERS[budget]), _KEEPER,
            )  # fmt: skip


def _issues(year: Year, taken: list[Taken]) -> Iterator[tuple[object, ...]]:
    slips: dict[tuple[date, str], str] = {}
    for one in sorted(taken, key=lambda one: (one.day, one.department)):
        slip = slips.setdefault((one.day, one.department), f"CK2026-{len(slips) + 1:03}")
        receiver = holder(_RECEIVERS.get(one.department, "年级组长"), one.department)
        (booked,) = year.of(MonthIssued(one.day.month))
        yield (
            slip, one.day, one.ware.number, one.pieces * 1000, one.fen, one.department, receiver, one.purpose,
            booked.number,
        )  # fmt: skip


def _counts(brought: _Brought, taken: list[Taken]) -> Iterator[tuple[object, ...]]:
    """Every ware on the two days of counting; what is missing has its reason, and is written off on the next workday."""
    came = [(voucher.event.day, goods) for voucher, delivery in brought for goods in delivery.goods]
    missing = {(day, name): (lost, why) for day, name, lost, why, _ in LOST}
    for day in (SUMMER, AUTUMN):
        for ware in WARES.values():
            there = ware.opening + sum(own.pieces for on, own in came if on <= day and own.ware is ware)
            there -= sum(own.pieces for own in taken if own.day <= day and own.ware is ware)
            lost, why = missing.get((day, ware.name), (0, ""))
            reason = f"{why}，经批准核销" if why else None
            yield day, ware.number, there * 1000, (there - lost) * 1000, reason, _KEEPER, MAKER
