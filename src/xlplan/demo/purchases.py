"""What the demo school buys with its claims: how each supplier was found, what was agreed, and who accepted what came."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random

from xlplan.demo.deliveries import Delivery
from xlplan.demo.events import stream
from xlplan.demo.expenses import Deal
from xlplan.demo.occasions import GATE, TOILETS, Project
from xlplan.demo.people import TEACHERS, holder
from xlplan.demo.requests import Request, before, plain

_QUOTED, _CONTRACTED = 300_000, 500_000
"""Fen from which three suppliers are asked, and equipment has a contract."""
_STATIONERS, _ELECTRONICS = "黔溪文化用品公司|岚溪县百汇文具批发部", "黔溪信息科技公司|岚溪县恒通电子公司"
_TEACHING_AIDS, _IRONMONGERS = "黔溪教育装备公司|岚溪县育英教具商行", "岚溪县五金交电批发部|松坪镇兴旺五金店"
_PRINTERS, _SIGNS = "岚溪县新光印刷厂|黔溪彩印包装公司", "岚溪县新光印刷厂|岚溪县锦绣文化传媒部"
_MENDERS = "岚溪县众诚维修服务部|松坪镇兴达装修队|黔溪科安工程服务公司"
_KITCHENS = "岚溪县惠民厨具店|黔溪酒店用品公司"
_KINDS = (
    # words of the purpose: 类别, 品目, others who offer it
    ("电钢琴|显微镜|物理演示|耳机|实验桌", "货物", "", _TEACHING_AIDS),
    ("印制", "服务", "印刷服务", _PRINTERS),
    ("门窗|护栏", "服务", "房屋维修服务", _MENDERS),
    ("水管|管道|灯具", "服务", "水电维修服务", "岚溪县顺通水电安装队|松坪镇利民水电维修部"),
    ("电脑及投影维修", "服务", "计算机设备维修和保养服务", _ELECTRONICS),
    ("炊具维修", "服务", "厨房设备维修和保养服务", _KITCHENS),
    ("修理课桌椅", "服务", "家具维修服务", "松坪镇木器社|岚溪县宏达家具店"),
    ("艺术节|展板", "服务", "广告宣传服务", _SIGNS),
    ("花草|花木", "服务", "园林绿化管理服务", "岚溪县绿美园艺场|黔溪园林绿化公司"),
    ("广播站", "服务", "广播设备维修和保养服务", _ELECTRONICS),
    ("复印纸|打印纸", "货物", "复印纸", _STATIONERS),
    ("硒鼓", "货物", "打印用耗材", _ELECTRONICS),
    ("多媒体", "货物", "多媒体教学用品", _ELECTRONICS),
    ("粉笔|批阅|笔记本|胶带|办公用|登记簿|纸杯", "货物", "办公用品", _STATIONERS),
    ("锁|电池|水龙头|灯管|护栏油漆", "货物", "五金零件", _IRONMONGERS),
    ("文件柜|办公桌椅", "货物", "家具零部件", "黔溪办公家具公司|岚溪县宏达家具店"),
    ("拖把|卫生工具|洗洁精", "货物", "清洁用品", "岚溪县洁康日用品公司|黔溪百货批发公司"),
    ("消毒用品", "货物", "消毒用品", "岚溪县康民大药房|黔溪医药公司"),
    ("化学|实验", "货物", "实验耗材", _TEACHING_AIDS),
    ("颜料|彩纸", "货物", "美术用品", _STATIONERS),
    ("篮球|跳绳|运动会|长跑", "货物", "体育用品", "岚溪县冠军体育用品店|黔溪文体用品公司"),
    ("花苗", "货物", "花苗和肥料", "岚溪县绿美园艺场|黔溪园林绿化公司"),
    ("蒸盘|蒸箱", "货物", "厨房用具", _KITCHENS),
    ("图书", "货物", "图书", "黔溪图书发行公司|岚溪县博文书店"),
    ("办公电脑|一体机|空调", "货物", "", _ELECTRONICS),
    ("校门|厕所", "工程", "修缮工程", "岚溪县宏图建筑公司|黔溪第三建筑公司"),
)  # fmt: skip
"""The first that fits; without 品目 that is what the goods are called."""


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
    chance = stream("采购", request.budget, request.purpose, request.day)
    item, of = plain(request.purpose), request.of
    category, catalogue, rivals = _kind(request)
    day, accepted = before(request.day, chance.randint(3, 6)), before(request.day, chance.randint(1, 2))
    fen, agreement = request.fen, None
    method = "询价" if fen >= _QUOTED else "自行采购"
    content, quantity = item, "1项" if category == "服务" else "1批"
    if isinstance(of, Project):
        method, day, agreement, accepted = _WORKS[of]
        fen, quantity, content = of.price, "1项", f"{item}，按图纸完工"
    elif isinstance(of, Delivery):
        content = "、".join(f"{goods.ware.name}{goods.pieces}{goods.ware.unit}" for goods in of.goods)
    elif isinstance(of, Deal):
        (ware,) = of.wares
        catalogue, quantity = catalogue or ware.name, f"{ware.quantity}{ware.unit}"
        content = f"{ware.name}{quantity}"
        if request.budget == "G16":
            method, day = "框架协议", before(request.day, 8)
            agreement = Agreement(day, before(day, -2), before(day, -3)) if fen >= _CONTRACTED else None
    asked = method in ("询价", "竞争性磋商")
    bids = _bids(request.supplier, fen, rivals, chance) if asked else ()
    return Buy(
        request, day, item, category, catalogue, method, request.supplier, fen, bids, agreement, accepted,
        content, quantity, _acceptors(request, chance),
    )  # fmt: skip


def _kind(request: Request) -> tuple[str, str, str]:
    """类别, 品目 and others who offer what is bought."""
    return next(
        (category, catalogue, rivals)
        for words, category, catalogue, rivals in _KINDS
        if re.search(words, request.purpose)
    )


def _bids(supplier: str, fen: int, rivals: str, chance: Random) -> tuple[tuple[str, int], ...]:
    """What three offered, the cheapest of whom is the supplier."""
    others = chance.sample([name for name in rivals.split("|") if name != supplier], 2)
    bids = [(other, round(fen * chance.uniform(1.02, 1.11) / 1000) * 1000) for other in others]
    bids.insert(chance.randint(0, 2), (supplier, fen))
    return tuple(bids)


def _acceptors(request: Request, chance: Random) -> tuple[str, str]:
    """Two who did not buy it."""
    keeper = holder("保管员")
    first = holder("教务员") if request.handler == keeper else keeper
    return first, chance.choice([name for name in TEACHERS if name not in (request.witness, request.handler)])
