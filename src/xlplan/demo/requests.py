"""What the demo school asks to spend: every claim before it has a number, with who signed it and when, and how it was paid."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from xlplan.demo import budget
from xlplan.demo.events import CASH, TREASURY, Event, stream, workdays
from xlplan.demo.expenses import Trip
from xlplan.demo.occasions import GATE, TOILETS, Project
from xlplan.demo.people import CHECKER, MAKER, STAFF, TEACHERS, holder
from xlplan.demo.year import Voucher, Year

_UNCLAIMED = ("G04", "T01", "Z03")
"""Bank charges, and food, whose deliveries the canteen accepts and adds up by itself."""
_FROM = {"分管": 50_000, "校长": 200_000, "集体": 1_000_000}
"""Fen from which a step is needed; the others always are."""
_HANDLERS = {
    "教导处": ("教务员",), "政教处": ("宿舍管理员",), "总务处": ("保管员", "水电工"), "办公室": ("干事",), "食堂": ("厨师",),
}  # fmt: skip
_HEADS = {
    "教导处": "教导主任",
    "政教处": "政教主任",
    "总务处": "总务主任",
    "办公室": "办公室主任",
    "食堂": "食堂管理员",
}


@dataclass(frozen=True)
class Paid:
    """A payment; fen."""

    day: date
    fen: int
    method: str
    voucher: Voucher


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """What somebody wants to spend, before it is signed; fen."""

    kind: str
    department: str
    handler: str
    purpose: str
    fen: int
    budget: str
    payee: str
    """"" where nobody is chosen yet."""
    paid: tuple[Paid, ...] = ()
    state: str = "已付清"
    invoiced: bool = True
    papers: int = 1
    of: object = None
    """The deal, journey or project that it is for."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Request(Asked):
    """One 报销单, 借款单 or 事前申请 to be."""

    day: date
    witness: str
    steps: tuple[tuple[str, str, date, str], ...]
    """环节, 审批人, 日期, 意见."""

    @property
    def supplier(self) -> str:
        """Who is paid: for building work the one who was found after it was asked for."""
        return self.of.builder if isinstance(self.of, Project) else self.payee

    @property
    def buys(self) -> bool:
        """Whether goods, works or services of some size are bought with it."""
        bought = self.budget in ("G01", "G02", "G03", "G09", "G12", "G15", "G16", "G17", "G18", "T05", "Q02")
        return self.kind == "报销" and bought and self.fen >= 100_000 and self.state != "作废"


def requests(year: Year) -> list[Request]:
    """All of them, by day."""
    found = [*_claims(year), *_projects(year), *_unpaid()]
    return sorted(found, key=lambda request: request.day)


def before(day: date, count: int) -> date:
    """The workday so many workdays before a day; the year's first where that would be in the year before."""
    days = workdays()
    return days[max(bisect_right(days, day) - 1 - count, 0)]


def _claims(year: Year) -> Iterator[Request]:
    """A claim for each voucher that spends a budget line and is no wages, bank charge, food, grant to pupils or wrong one."""
    wrong = {voucher.event.about for voucher in year.vouchers}
    for voucher in year.vouchers:
        event = voucher.event
        line = next((line for line in event.lines if line.account == "7201" and line.debit > 0), None)
        if isinstance(event.of, Trip) and line is None:
            yield _advance(voucher, event.of)
        elif line is None or line.budget in _UNCLAIMED or event in wrong or isinstance(event.of, Project):
            continue
        elif isinstance(event.of, Trip):
            yield _settlement(voucher, event.of)
        elif budget.fund(line.budget) != "人员经费" and event.party != "学生（代发）":
            yield _claim(voucher, line.budget, line.debit)


def _claim(voucher: Voucher, number: str, fen: int) -> Request:
    event = voucher.event.about or voucher.event
    chance = stream("报销", event.day, event.summary, fen)
    card = "公务卡" in event.party
    handler = chance.choice(TEACHERS) if card else _handler(budget.department(number), chance)
    summary = event.summary.removesuffix(f"（{event.party}）").removeprefix("还公务卡：")
    asked = Asked(
        kind="报销",
        department=_department(handler) if card else budget.department(number),
        handler=handler,
        purpose=summary,
        fen=fen,
        budget=number,
        payee=event.party or handler,
        paid=(Paid(event.day, fen, "公务卡" if card else _method(event), voucher),),
        invoiced="零工" not in summary,
        papers=event.papers,
        of=voucher.event.of,
    )
    return _signed(asked, min(event.day, event.seen or event.day), chance)


def _method(event: Event) -> str:
    accounts = {line.account for line in event.lines}
    return "现金" if CASH in accounts else "直接支付" if TREASURY in accounts else "转账"


def _advance(voucher: Voucher, trip: Trip) -> Request:
    day = voucher.event.day
    asked = _travels(trip, "借款", "借", trip.advance, (Paid(day, trip.advance, "现金", voucher),))
    return _signed(asked, day, stream("借款", day, trip.traveller))


def _settlement(voucher: Voucher, trip: Trip) -> Request:
    """The claim after a journey: what the advance covers is not paid again."""
    event = voucher.event
    covered = min(trip.advance, trip.cost)
    paid = [Paid(event.day, covered, "冲借款", voucher)]
    if trip.cost > covered:
        paid.append(Paid(event.day, trip.cost - covered, "现金", voucher))
    asked = _travels(trip, "报销", "报销", trip.cost, tuple(paid), event.papers)
    return _signed(asked, event.day, stream("报销", event.day, trip.traveller))


def _travels(trip: Trip, kind: str, does: str, fen: int, paid: tuple[Paid, ...], papers: int = 1) -> Asked:
    """A claim of who travels."""
    name = trip.traveller
    return Asked(
        kind=kind, department=_department(name), handler=name, purpose=f"{does}{trip.purpose}差旅费", fen=fen,
        budget="G08", payee=name, paid=paid, invoiced=False, papers=papers, of=trip,
    )  # fmt: skip


def _projects(year: Year) -> Iterator[Request]:
    """The two pieces of building work, each asked for once, before it was bought, and paid in parts."""
    for project, fen, until in ((GATE, 18_000_000, "2026-05-13"), (TOILETS, 9_600_000, "2026-05-21")):
        asked = Asked(
            kind="事前申请", department="总务处", handler=holder("水电工"), purpose=f"{project.name}工程", fen=fen,
            budget=project.budget, payee="", paid=tuple(_parts(year, project)), invoiced=False, papers=3, of=project,
        )  # fmt: skip
        yield _signed(asked, date.fromisoformat(until), stream("事前申请", project.name))


def _parts(year: Year, project: Project) -> Iterator[Paid]:
    for voucher in year.of(project):
        event = voucher.event
        if fen := sum(line.debit for line in event.lines if line.account == "7201"):
            yield Paid(event.day, fen, _method(event), voucher)


_OPEN = (
    # 状态, 预算号, 收款人, 事由, yuan, day of the last signature
    ("已批准", "G01", "文轩办公用品店", "购期末复习用A4复印纸", 1_260, "2026-11-26"),
    ("已批准", "G03", "岚溪县育才印务中心", "付期末复习资料印制费", 1_480, "2026-11-27"),
    ("已批准", "G09", "老田水电维修部", "付宿舍热水管道维修费", 1_935, "2026-11-27"),
    ("已批准", "G12", "新动力体育用品店", "购冬季长跑用器材", 1_120, "2026-11-30"),
    ("已批准", "T05", "岚溪县厨具商行", "购食堂蒸箱配件", 460, "2026-11-30"),
    ("审批中", "G02", "松坪镇百货超市", "购档案盒及打印纸", 640, "2026-11-30"),
    ("审批中", "G15", "松坪镇花木场", "付冬季花木防冻养护费", 880, "2026-11-30"),
    ("退回", "G09", "松坪镇宏达建材店", "购走廊护栏油漆", 760, "2026-11-24"),
    ("作废", "G01", "岚溪县新华文体商行", "购作业批阅用笔", 530, "2026-10-29"),
)  # fmt: skip


def _unpaid() -> Iterator[Request]:
    """What stands open today, and what came to nothing."""
    for state, number, payee, purpose, yuan, until in _OPEN:
        department, chance = budget.department(number), stream("未付", number, purpose)
        asked = Asked(
            kind="报销", department=department, handler=_handler(department, chance), purpose=purpose,
            fen=yuan * 100, budget=number, payee=payee, state=state,
        )  # fmt: skip
        yield _signed(asked, date.fromisoformat(until), chance)


def _signed(asked: Asked, until: date, chance: Random) -> Request:
    """A request that went through its chain and had its last signature by a day."""
    witness = chance.choice([name for name in TEACHERS if name != asked.handler])
    signers = _signers(asked.department, witness)
    needed = [step for step in signers if asked.fen >= _FROM.get(step, 0)]
    back, days = chance.randint(0, 1), []
    for _ in needed:
        days.append(before(until, back))
        back += chance.randint(0, 1)
    given = [(step, signers[step], day, "同意") for step, day in zip(needed, reversed(days), strict=True)]
    if asked.state == "审批中":
        del given[2:]
    elif asked.state in ("退回", "作废"):
        del given[3:]
        given[-1] = (*given[-1][:3], "退回")
    return Request(**vars(asked), day=before(until, back + 1), witness=witness, steps=tuple(given))


def _signers(department: str, witness: str) -> dict[str, str]:
    """环节 -> who signs there for a department."""
    head = _head(department)
    deputy = "教学副校长" if department == "教导处" or department.endswith("级组") else "后勤副校长"
    return {
        "证明": witness, "部门": head, "总务": MAKER if head == CHECKER else CHECKER, "分管": holder(deputy),
        "校长": holder("校长"), "集体": holder("办公室主任"),
    }  # fmt: skip


def _handler(department: str, chance: Random) -> str:
    return holder(chance.choice(_HANDLERS[department]))


def _department(name: str) -> str:
    return next(row[2] for row in STAFF if row[1] == name)


def _head(department: str) -> str:
    return holder(_HEADS.get(department, "年级组长"), department)


def digits(count: int, *key: object) -> str:
    """A number of so many digits that the key always has: an invoice, an account."""
    return "".join(str(stream(*key).random())[2:]).ljust(count, "7")[:count]


def plain(text: str) -> str:
    """A purpose as a list of items names it: what is bought or done, not that it is paid."""
    return re.sub(r"^[付购]|费$", "", text)
