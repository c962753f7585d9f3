"""fees.xlsx of the demo school: money that it collects for others and pays on, class by class, receipt by receipt.

Exercise books each term, the uniforms of the new seventh grade, the pupils' medical insurance. Some pupils need not pay,
some families buy for themselves; what the books cost less than was collected is given back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from xlplan.demo.events import BASIC, CASH, DEPOSIT_DAY, Event, day_on, moved, stream, workday_before
from xlplan.demo.meals import BOARDER, DAY_PUPIL
from xlplan.demo.occasions import SALES
from xlplan.demo.people import AUTUMN, CASHIER, CLASSES, MAKER, SPRING
from xlplan.demo.year import Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.fees import (
    IN_CASH,
    OTHER,
    PROXY,
    Consent,
    FeeItem,
    FeeNotice,
    FeeReceipt,
    FeeSettlement,
    ReceiptBook,
)  # fmt: skip

BOOKS, UNIFORMS, INSURANCE, MEALS, SCRAP, LUNCH = "F01", "F02", "F03", "F04", "F05", "F06"
_ALL = ("七年级", "八年级", "九年级")
_SHOP, _PUPILS = "岚溪县新华书店", "学生（代发）"
_CHARGE = {BOOKS: 2_400, UNIFORMS: 18_000, INSURANCE: 40_000, MEALS: BOARDER, LUNCH: DAY_PUPIL, SCRAP: 0}
"""Fen that each item may cost a pupil."""
_COST = {"七年级": 2_285, "八年级": 2_315, "九年级": 2_360}
"""Fen that the bookshop takes for the exercise books of a pupil and term."""
_AUTHORITY = "岚溪县发展和改革局、教育局"
_BY_HEAD = "营养改善计划补助另计；按就餐天数收，逐日记在 canteen.xlsx 的“就餐人次”"
"""Why no receipt of fees.xlsx tells of meals."""
_ITEMS = (
    (BOOKS, "作业本费", PROXY, _CHARGE[BOOKS], "人·学期", "全校", _AUTHORITY, "岚发改价费〔2023〕12号", "是",
     "脱贫户、低保家庭学生免收，作业本由新华书店赠送", "", "", date(2023, 9, 1), None),
    (UNIFORMS, "校服费", PROXY, _CHARGE[UNIFORMS], "套", "七年级新生", "岚溪县教育局", "岚教通〔2025〕58号", "是",
     "脱贫户、低保家庭学生由厂家赠送", "", "", date(2025, 9, 1), None),
    (INSURANCE, "城乡居民医保费", PROXY, _CHARGE[INSURANCE], "人·年", "全校", "岚溪县医疗保障局、税务局",
     "岚医保发〔2026〕23号", "是", "特困、低保家庭学生由县医疗救助资金全额资助", "", "", date(2026, 10, 1), None),
    (MEALS, "伙食费", "服务性收费", _CHARGE[MEALS], "人·天", "自愿就餐的住宿生（三餐）", _AUTHORITY,
     "岚发改价费〔2023〕12号", "是", _BY_HEAD, "", "", date(2023, 9, 1), None),
    (LUNCH, "伙食费", "服务性收费", _CHARGE[LUNCH], "人·天", "自愿就餐的走读生（午餐）", _AUTHORITY,
     "岚发改价费〔2023〕12号", "是", _BY_HEAD, "", "", date(2023, 9, 1), None),
    (SCRAP, "废旧物资变卖款", OTHER, _CHARGE[SCRAP], "", "", "岚溪县财政局", "岚财资〔2022〕7号", "否", "", "", "",
     date(2022, 1, 1), None),
)  # fmt: skip
_NOTICES = (
    (BOOKS, "2026-03-02", "2026-07-10"), (MEALS, "2026-03-02", "2026-07-10"), (LUNCH, "2026-03-02", "2026-07-10"),
    (BOOKS, "2026-09-01", None), (UNIFORMS, "2026-09-01", None), (MEALS, "2026-09-01", None),
    (LUNCH, "2026-09-01", None), (INSURANCE, "2026-10-12", None),
)  # fmt: skip


@dataclass(frozen=True)
class Collection:
    """What is collected of some grades on a day, and how it comes in."""

    item: str
    term: str
    day: date
    grades: tuple[str, ...]
    summary: str
    party: str
    into: str = BASIC


@dataclass(frozen=True)
class Share:
    """One class in a collection."""

    grade: str
    room: str
    agreed: int
    exempt: int

    @property
    def payers(self) -> int:
        """How many pupils pay, each of whom gets a receipt."""
        return self.agreed - self.exempt


@dataclass(frozen=True)
class Settlement:
    """An item of a term is paid on, and what is left is given back."""

    item: str
    term: str
    paid: date
    summary: str
    payee: str
    refunded: date | None = None
    settled: date | None = None


FRESHMEN = Collection(
    BOOKS, AUTUMN, DEPOSIT_DAY, ("七年级",), "代收七年级新生作业本费现金", "七年级学生", CASH
)
"""The exercise books of the new pupils, who pay in cash."""
_COLLECTIONS = (
    Collection(BOOKS, SPRING, day_on("2026-03-05"), _ALL, "代收春季作业本费", "各班学生"),
    FRESHMEN,
    Collection(BOOKS, AUTUMN, day_on("2026-09-09"), _ALL[1:], "代收八、九年级秋季作业本费", "各班学生"),
    Collection(UNIFORMS, AUTUMN, day_on("2026-09-16"), _ALL[:1], "代收七年级新生校服费", "七年级学生"),
    Collection(INSURANCE, AUTUMN, day_on("2026-10-26"), _ALL, "代收学生城乡居民医保费", "各班学生"),
)
_SPRING_END = day_on("2026-06-30")
_SETTLEMENTS = (
    Settlement(BOOKS, SPRING, day_on("2026-04-09"), "付春季作业本款", _SHOP, _SPRING_END, _SPRING_END),
    Settlement(BOOKS, AUTUMN, day_on("2026-10-15"), "付秋季作业本款", _SHOP),
    Settlement(UNIFORMS, AUTUMN, day_on("2026-10-21"), "付七年级新生校服款", "岚溪县蓝天服装厂", settled=day_on("2026-10-21")),
    Settlement(INSURANCE, AUTUMN, day_on("2026-11-10"), "缴学生城乡居民医保费", "岚溪县税务局", settled=day_on("2026-11-10")),
)  # fmt: skip
_REFUND = "退春季作业本费余额"
_PROXY_TICKET, _TREASURY_TICKET = "资金往来结算票据", "非税收入票据"
_BOOKS = (
    # 票据种类, 起号, 份数, 领用日, 核销日
    (_PROXY_TICKET, 126_001, 700, "2026-03-02", "2026-09-30"),
    (_PROXY_TICKET, 131_501, 1_500, "2026-09-01", None),
    (_TREASURY_TICKET, 40_251, 25, "2026-01-06", None),
)
_VOID = (126_147, 126_402, 131_688, 132_214)
"""Numbers that were spoilt when a receipt was written."""


@cache
def shares(collection: Collection) -> tuple[Share, ...]:
    """The classes of a collection, in order."""
    found = []
    for grade, room, pupils, _ in CLASSES[collection.term]:
        if grade in collection.grades:
            chance = stream("收费", collection.item, collection.term, room)
            found.append(
                Share(grade, room, pupils - chance.choice((0, 0, 1, 2)), chance.choice((1, 1, 2, 3)))
            )
    return tuple(found)


def collected(collection: Collection) -> int:
    """Fen of a collection."""
    return _CHARGE[collection.item] * sum(share.payers for share in shares(collection))


def _of(settlement: Settlement) -> list[Collection]:
    key = settlement.item, settlement.term
    return [collection for collection in _COLLECTIONS if (collection.item, collection.term) == key]


def _paid(settlement: Settlement) -> int:
    """Fen that are paid on: what the books cost, or all of it."""
    cost = _COST if settlement.item == BOOKS else dict.fromkeys(_ALL, _CHARGE[settlement.item])
    return sum(cost[share.grade] * share.payers for own in _of(settlement) for share in shares(own))


def _left(settlement: Settlement) -> int:
    return sum(map(collected, _of(settlement))) - _paid(settlement)


def events() -> Iterator[Event]:
    """What comes in, goes out and is given back; the new pupils' cash goes to the bank on the same day."""
    for own in _COLLECTIONS:
        lines = moved(own.into, "2307", collected(own))
        yield Event(own.day, own.summary, lines, kind="非预算", party=own.party, papers=2, rank=7, of=own)
        if own.into == CASH:
            banked = moved(BASIC, CASH, collected(own))
            yield Event(own.day, "送存七年级作业本费现金", banked, party="松坪信用社", rank=8, of=own)
    for paid in _SETTLEMENTS:
        lines = moved("2307", BASIC, _paid(paid))
        yield Event(
            paid.paid, paid.summary, lines, kind="非预算", party=paid.payee, papers=2, rank=7, of=paid
        )
        if paid.refunded:
            day, lines = paid.refunded, moved("2307", BASIC, _left(paid))
            yield Event(
                day, _REFUND, lines, kind="非预算", party=_PUPILS, papers=2, rank=7, seen=day, of=paid
            )


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of fees.xlsx."""
    receipts = list(_receipts(year))
    return {
        FeeItem: typed(FeeItem, _ITEMS),
        FeeNotice: typed(FeeNotice, _notices()),
        FeeReceipt: typed(FeeReceipt, receipts),
        ReceiptBook: typed(ReceiptBook, _books()),
        Consent: typed(Consent, _consents()),
        FeeSettlement: typed(FeeSettlement, _settlements(year)),
    }


def _notices() -> Iterator[tuple[object, ...]]:
    for item, day, end in _NOTICES:
        name = next(row[1] for row in _ITEMS if row[0] == item)
        last = date.fromisoformat(end) if end else None
        yield (
            item, _CHARGE[item], date.fromisoformat(day), last, "校门口收费公示栏", "0899-5550126", f"{name}公示{day}.jpg"
        )  # fmt: skip


@cache
def _tickets() -> dict[tuple[Collection, str], str]:
    """The numbers of the receipts that each class of each collection got: the next ones that are not spoilt."""
    free = iter(
        [
            number
            for kind, first, size, *_ in _BOOKS
            if kind == _PROXY_TICKET
            for number in range(first, first + size)
            if number not in _VOID
        ]
    )
    return {
        (own, share.room): _ranges([next(free) for _ in range(share.payers)])
        for own in _COLLECTIONS
        for share in shares(own)
    }


def _ranges(numbers: list[int]) -> str:
    """Numbers as a clerk writes them: 00126001-00126045、00126047."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    pairs = zip(starts, ends, strict=True)
    return "、".join(f"{a:08}" if a == b else f"{a:08}-{b:08}" for a, b in pairs)


def _receipts(year: Year) -> Iterator[tuple[object, ...]]:
    rows = sorted([*_of_pupils(year), *_of_scrap(year)], key=lambda row: row[0])
    for place, row in enumerate(rows, 1):
        yield f"SF2026-{place:03}", *row


def _of_pupils(year: Year) -> Iterator[tuple[date, *tuple[object, ...]]]:
    for own in _COLLECTIONS:
        booked, banked = (vouchers := year.of(own))[0], vouchers[-1]
        for share in shares(own):
            yield (
                own.day, own.term, own.item, share.room, None, share.payers, share.exempt, 1,
                _CHARGE[own.item] * share.payers, IN_CASH if own.into == CASH else "转账", _PROXY_TICKET,
                _tickets()[own, share.room], banked.event.day, banked.slip, booked.number, MAKER,
            )  # fmt: skip


def _of_scrap(year: Year) -> Iterator[tuple[date, *tuple[object, ...]]]:
    (first,) = (book[1] for book in _BOOKS if book[0] == _TREASURY_TICKET)
    for place, sale in enumerate(SALES):
        booked, banked = year.of(sale)
        yield (
            sale.day, SPRING if sale.day.month < 9 else AUTUMN, SCRAP, None, None, None, None, None, sale.fen, IN_CASH,
            _TREASURY_TICKET, f"{first + place:08}", banked.event.day, banked.slip, booked.number, CASHIER,
        )  # fmt: skip


def _books() -> Iterator[tuple[object, ...]]:
    used = {
        _PROXY_TICKET: sum(share.payers for own in _COLLECTIONS for share in shares(own)),
        _TREASURY_TICKET: len(SALES),
    }
    for kind, first, size, day, settled in _BOOKS:
        void = [number for number in _VOID if kind == _PROXY_TICKET and first <= number < first + size]
        own = min(used[kind], size - len(void))
        used[kind] -= own
        yield (
            kind, f"{first:08}", f"{first + size - 1:08}", date.fromisoformat(day), CASHIER, size, own, len(void),
            "、".join(f"{number:08}" for number in void), size - own - len(void),
            date.fromisoformat(settled) if settled else None,
        )  # fmt: skip


def _consents() -> Iterator[tuple[object, ...]]:
    for own in _COLLECTIONS:
        signed = workday_before(own.day, 2)
        for share in shares(own):
            file = f"自愿书/{own.day:%Y-%m}/{own.item}-{share.room}.pdf"
            yield own.item, own.term, share.room, None, share.agreed, signed, file


def _settlements(year: Year) -> Iterator[tuple[object, ...]]:
    for own in _SETTLEMENTS:
        total = sum(map(collected, _of(own)))
        refunded = _left(own) if own.refunded else 0
        paid = year.of(own)[0]
        yield (
            own.item, own.term, total, _paid(own), refunded, own.settled, own.payee, own.paid, paid.number
        )  # fmt: skip
