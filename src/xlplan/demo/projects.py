"""projects.xlsx of the demo school: the gate and the toilets as the ledger paid them, and three projects that begin."""

from collections.abc import Iterable, Iterator
from datetime import date

import pandas as pd

from xlplan.demo import occasions
from xlplan.demo.budget import fund
from xlplan.demo.people import holder
from xlplan.excel.frames import Frames, typed
from xlplan.excel.table import Table
from xlplan.tables.assets import AssetCard
from xlplan.tables.claims import Acceptance, Contract, Payment, Purchase
from xlplan.tables.projects import Funding, Project, ProjectPayment, Stage

_GATE, _TOILETS = "XM2026-01", "XM2026-02"
_BUILT = {_GATE: occasions.GATE, _TOILETS: occasions.TOILETS}
"""The projects that the school's claims and ledger know."""
_PROJECTS = (
    # 项目号, 名称, 类别, 立项文号, yuan, 开工, 计划完工, 实际完工, 审计, 是否转固, 转固日, 状态
    (_GATE, "校门及门卫室改造", "校舍改造", "岚教项〔2026〕8号", 180_000, "2026-06-10", "2026-11-20", "2026-11-06",
     "岚财评〔2026〕57号，审定171000元", "是", "2026-11-18", "已验收"),
    (_TOILETS, "厕所化粪池维修", "维修", "岚教项〔2026〕15号", 96_000, "2026-06-15", "2026-08-28", "2026-08-21",
     "不需要", "否", "", "已验收"),
    ("XM2026-03", "教学楼前绿化带改造", "校园绿化", "岚教项〔2026〕33号", 6_800, "2026-11-09", "2026-12-25", "", "", "否", "", "施工"),
    ("XM2026-04", "七年级优美教室建设", "优美教室", "岚教项〔2026〕36号", 42_000, "", "2027-01-15", "", "", "是", "", "采购"),
    ("XM2026-05", "一训三风文化墙", "校园文化", "岚教项〔2026〕38号", 15_000, "", "2027-05-28", "", "", "是", "", "立项"),
)  # fmt: skip
_METHODS = {"XM2026-03": "自行采购", "XM2026-04": "询价"}
"""采购方式 of those whose purchase is not in claims.xlsx yet."""
_FUNDING = (
    # 项目号, 资金来源, 申请日, 文号, yuan, 到账日; what has a day has come
    (_GATE, fund(occasions.GATE.budget), "2025-10-14", "岚财教〔2025〕88号", 180_000, "2026-01-14"),
    (_TOILETS, fund(occasions.TOILETS.budget), "2026-03-05", "岚财教〔2026〕31号", 96_000, "2026-05-12"),
    ("XM2026-03", "公用经费", "2026-10-12", "校务会纪要〔2026〕12号", 6_800, "2026-10-13"),
    ("XM2026-04", "专项资金", "2026-10-26", "", 30_000, ""),
    ("XM2026-04", "公用经费", "2026-10-26", "校务会纪要〔2026〕13号", 12_000, "2026-11-02"),
    ("XM2026-05", "镇政府补助", "2026-11-16", "", 10_000, ""),
    ("XM2026-05", "校友会捐赠", "2026-11-16", "", 5_000, ""),
)  # fmt: skip
_STAGES = (
    # 项目号, 工序, 权重, 计划起, 计划止, 实际起, 实际止, 完成比例, 说明: percent
    (_GATE, "拆除和基础", 20, "2026-06-10", "2026-06-30", "2026-06-10", "2026-07-02", 100, ""),
    (_GATE, "门卫室主体", 35, "2026-07-01", "2026-08-20", "2026-07-03", "2026-08-14", 100, ""),
    (_GATE, "校门安装", 25, "2026-08-21", "2026-10-15", "2026-08-17", "2026-10-20", 100, "伸缩门到货晚五天"),
    (_GATE, "装修和水电", 20, "2026-10-16", "2026-11-13", "2026-10-21", "2026-11-06", 100, ""),
    (_TOILETS, "清淤和拆除", 25, "2026-06-15", "2026-06-30", "2026-06-15", "2026-06-24", 100, ""),
    (_TOILETS, "管道和池体", 45, "2026-07-01", "2026-08-07", "2026-06-25", "2026-08-05", 100, ""),
    (_TOILETS, "地面和隔断恢复", 30, "2026-08-08", "2026-08-25", "2026-08-06", "2026-08-21", 100, ""),
    ("XM2026-03", "清理平整", 20, "2026-11-09", "2026-11-13", "2026-11-09", "2026-11-13", 100, "师生劳动周完成"),
    ("XM2026-03", "换土施肥", 25, "2026-11-16", "2026-11-27", "2026-11-16", "2026-11-26", 100, ""),
    ("XM2026-03", "栽植花木", 40, "2026-11-30", "2026-12-11", "2026-11-30", "", 5, "第一批苗木到校"),
    ("XM2026-03", "养护和收尾", 15, "2026-12-14", "2026-12-25", "", "", 0, ""),
    ("XM2026-04", "方案和询价", 10, "2026-11-16", "2026-12-04", "2026-11-17", "", 60, "询价单已发出"),
    ("XM2026-04", "墙面和灯具", 40, "2026-12-07", "2026-12-25", "", "", 0, ""),
    ("XM2026-04", "图书角和展板", 35, "2026-12-28", "2027-01-08", "", "", 0, ""),
    ("XM2026-04", "验收和整改", 15, "2027-01-11", "2027-01-15", "", "", 0, ""),
    ("XM2026-05", "设计和征求意见", 20, "2027-03-01", "2027-03-26", "", "", 0, ""),
    ("XM2026-05", "制作", 50, "2027-03-29", "2027-04-30", "", "", 0, ""),
    ("XM2026-05", "安装和验收", 30, "2027-05-06", "2027-05-28", "", "", 0, ""),
)  # fmt: skip


def frames(claimed: Frames, owned: Frames) -> dict[type[Table], pd.DataFrame]:
    """The sheets of projects.xlsx; ``claimed`` and ``owned``: those of claims.xlsx and assets.xlsx."""
    contracts = {number: _contract(claimed, built.builder) for number, built in _BUILT.items()}
    return {
        Project: typed(Project, _projects(contracts, claimed, owned[AssetCard])),
        Funding: typed(Funding, _funding()),
        Stage: typed(Stage, _stages()),
        ProjectPayment: typed(ProjectPayment, _payments(contracts, claimed[Payment])),
    }


def _contract(claimed: Frames, builder: str) -> pd.Series:
    contracts = claimed[Contract]
    return contracts[contracts[Contract.supplier] == builder].iloc[0]


def _projects(
    contracts: dict[str, pd.Series], claimed: Frames, cards: pd.DataFrame
) -> Iterator[tuple[object, ...]]:
    bought = claimed[Purchase].set_index(Purchase.number)[Purchase.method]
    accepted = claimed[Acceptance].set_index(Acceptance.contract)
    progress = _progress()
    for number, name, kind, document, yuan, start, due, end, audit, capital, entered, state in _PROJECTS:
        contract, came = contracts.get(number), None
        method, agreed, amount, acceptance = _METHODS.get(number, ""), "", None, ""
        if contract is not None:
            agreed, amount = contract[Contract.number], contract[Contract.amount]
            method, came = bought[contract[Contract.purchase]], accepted.loc[agreed]
            acceptance = came[Acceptance.number]
        own = cards[(cards[AssetCard.acceptance] == acceptance) & (acceptance != "") & (entered != "")]
        yield (
            number, name, kind, document, yuan * 100, method, agreed, amount, "总务处", holder("总务主任"), _day(start),
            _day(due), _day(end), progress[number], acceptance, None if came is None else came[Acceptance.date], audit,
            capital, _day(entered), "、".join(own[AssetCard.number]), state,
        )  # fmt: skip


def _progress() -> dict[str, float]:
    """形象进度 of each project, as its stages make it."""
    sums: dict[str, int] = {}
    for number, _, weight, *_, done, _ in _STAGES:
        sums[number] = sums.get(number, 0) + weight * done
    return {number: tenths / 10_000 for number, tenths in sums.items()}


def _funding() -> Iterator[tuple[object, ...]]:
    for number, source, asked, document, yuan, came in _FUNDING:
        yield number, source, _day(asked), document, yuan * 100, _day(came), yuan * 100 if came else 0


def _stages() -> Iterator[tuple[object, ...]]:
    for number, name, weight, *days, done, note in _STAGES:
        yield number, name, weight / 100, *map(_day, days), done / 100, note


def _payments(contracts: dict[str, pd.Series], payments: pd.DataFrame) -> Iterable[tuple[object, ...]]:
    """The payments of both contracts by day, called as their vouchers call them."""
    terms = {
        (day, payee): summary[-3:]
        for day, number, *_, summary, payee in occasions.PROJECTS
        if number in {built.budget for built in _BUILT.values()}
    }
    numbers = {contract[Contract.number]: number for number, contract in contracts.items()}
    own = payments[payments[Payment.contract].isin(numbers)]
    columns = (Payment.contract, Payment.date, Payment.payee, Payment.amount, Payment.number, Payment.voucher)
    for contract, day, payee, fen, payment, voucher in own[list(columns)].itertuples(index=False):
        yield numbers[contract], day, terms[f"{day:%Y-%m-%d}", payee], fen, payment, voucher


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
