"""What the demo school buys with its claims: how each supplier was found, what was agreed, and who accepted what came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xlplan.demo.events import stream
from xlplan.demo.expenses import Deal
from xlplan.demo.occasions import GATE, TOILETS, Project
from xlplan.demo.people import holder
from xlplan.demo.requests import TEACHERS, Request, before, plain

_QUOTED, _CONTRACTED = 300_000, 500_000
"""Fen from which three suppliers are asked, and equipment has a contract."""
_KINDS = {
    # budget line: 类别, 品目, others who offer it
    "G01": ("货物", "文教用品", "黔溪文化用品公司|岚溪县百汇文具批发部"),
    "G02": ("货物", "办公用品", "黔溪文化用品公司|岚溪县百汇文具批发部"),
    "G03": ("服务", "印刷服务", "岚溪县新光印刷厂|黔溪彩印包装公司"),
    "G09": ("服务", "维修和保养服务", "岚溪县众诚维修服务部|松坪镇兴达装修队|黔溪科安工程服务公司"),
    "G12": ("货物", "教学耗材", "黔溪教育装备公司|岚溪县育英教具商行"),
    "G15": ("货物", "文体活动用品", "岚溪县锦绣文化传媒部|黔溪文化用品公司"),
    "G16": ("货物", "", "黔溪信息科技公司|岚溪县恒通电子公司"),
    "G17": ("货物", "", "黔溪教育装备公司|岚溪县育英教具商行"),
    "G18": ("货物", "图书", "黔溪图书发行公司|岚溪县博文书店"),
    "T05": ("货物", "厨房用具", "岚溪县惠民厨具店|黔溪酒店用品公司"),
    "Q02": ("服务", "广告宣传服务", "岚溪县新光印刷厂|岚溪县锦绣文化传媒部"),
    "Z01": ("工程", "修缮工程", "岚溪县宏图建筑公司|黔溪第三建筑公司"),
    "Z02": ("工程", "修缮工程", "岚溪县宏图建筑公司|松坪镇兴达装修队"),
}  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """A contract: when the supplier was told, when it was signed and made public (None: it need not be)."""

    awarded: date | None
    signed: date
    published: date | None


@dataclass(frozen=True, eq=False)
class Buy:
    """One purchase for a request; fen."""

    request: Request
    day: date
    item: str
    category: str
    catalogue: str
    method: str
    supplier: str
    fen: int
    bids: tuple[tuple[str, int], ...]
    agreement: Agreement | None
    accepted: date
    content: str
    quantity: str
    acceptors: tuple[str, str]


_WORKS = {
    # procurement, contract and acceptance of building work
    GATE: (
        "竞争性磋商", date(2026, 5, 29), Agreement(date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 8)), date(2026, 11, 9)
    ),
    TOILETS: ("询价", date(2026, 6, 2), Agreement(None, date(2026, 6, 8), None), date(2026, 8, 24)),
}  # fmt: skip


def buys(requests: Iterable[Request]) -> list[Buy]:
    """The purchases of some requests, by day."""
    found = [_bought(own) for own in requests if own.buys or isinstance(own.of, Project)]
    return sorted(found, key=lambda buy: buy.day)


def _bought(request: Request) -> Buy:
    of, fen, item, content, quantity = request.of, request.fen, plain(request.purpose), "", "1批"
    category, catalogue, rivals = _KINDS[request.budget]
    chance = stream("采购", request.budget, request.purpose, request.day)
    agreement: Agreement | None = None
    day, accepted = before(request.day, chance.randint(3, 6)), before(request.day, chance.randint(0, 1))
    method = "询价" if fen >= _QUOTED else "自行采购"
    if category == "服务":
        quantity = "1项"
    if isinstance(of, Project):
        method, day, agreement, accepted = _WORKS[of]
        fen, quantity, content = of.price, "1项", f"{item}，按图纸完工"
    elif isinstance(of, Deal):
        (ware,) = of.wares
        catalogue, quantity = catalogue or ware.name, f"{ware.quantity}{ware.unit}"
        content = f"{ware.name}{quantity}"
        if request.budget == "G16":
            method = "框架协议"
            day = before(request.day, 8)
            agreement = Agreement(day, before(day, -2), before(day, -3)) if fen >= _CONTRACTED else None
    bids: list[tuple[str, int]] = []
    if method in ("询价", "竞争性磋商"):
        others = chance.sample(rivals.split("|"), 2)
        bids = [(other, round(fen * chance.uniform(1.02, 1.11) / 1000) * 1000) for other in others]
        bids.insert(chance.randint(0, 2), (request.payee, fen))
    keeper = holder("保管员")
    first = holder("教务员") if request.handler == keeper else keeper
    second = chance.choice([name for name in TEACHERS if name not in (request.witness, request.handler)])
    return Buy(
        request, day, item, category, catalogue, method, request.payee, fen, tuple(bids), agreement, accepted,
        content or item, quantity, (first, second),
    )  # fmt: skip
