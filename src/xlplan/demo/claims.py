"""claims.xlsx of the demo school: its requests with their numbers, what was bought with them, and how they were paid."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import pandas as pd

from xlplan.demo import budget
from xlplan.demo.events import Line
from xlplan.demo.expenses import Trip
from xlplan.demo.people import CASHIER, holder
from xlplan.demo.purchases import Buy, buys
from xlplan.demo.requests import Paid, Request, digits, requests
from xlplan.demo.year import BANKS, Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.money import in_words
from xlplan.tables.claims import Acceptance, Approval, Claim, Contract, Decision, Payment, Purchase

_KINDS = {"报销": "BX", "借款": "JK", "事前申请": "SQ"}
_MEETINGS = (
    # 纪要号, 会议日期, 议题, yuan
    ("校务会纪要〔2026〕5号", "2026-05-11", "校门及门卫室改造工程", 180_000),
    ("校务会纪要〔2026〕6号", "2026-05-19", "厕所化粪池维修工程", 96_000),
    ("校务会纪要〔2026〕7号", "2026-06-22", "压减差旅，用于教室门窗维修", 6_000),
    ("校务会纪要〔2026〕11号", "2026-09-17", "试卷改为自印，添置速印机", 4_000),
)  # fmt: skip
Numbers = Mapping[object, str]


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of claims.xlsx."""
    asked = requests(year)
    bought = buys(asked)
    claims = _numbered(asked)
    purchases: Numbers = {buy: f"CG2026-{place:03}" for place, buy in enumerate(bought, 1)}
    agreed = sorted((buy for buy in bought if buy.agreement), key=_signed)
    contracts: Numbers = {buy.request: f"HT2026-{place:03}" for place, buy in enumerate(agreed, 1)}
    return {
        Claim: typed(Claim, _claims(asked, claims)),
        Decision: typed(Decision, _decisions()),
        Approval: typed(Approval, _approvals(asked, claims)),
        Purchase: typed(Purchase, (_purchase(buy, purchases[buy], claims[buy.request]) for buy in bought)),
        Contract: typed(Contract, (_contract(buy, contracts[buy.request], purchases[buy]) for buy in agreed)),
        Acceptance: typed(Acceptance, _acceptances(bought, purchases, contracts)),
        Payment: typed(Payment, _payments(asked, claims, contracts)),
    }


def acceptances(year: Year) -> Numbers:
    """What a voucher is of, such as a delivery, -> 验收单号 of what was bought; small purchases have none."""
    return {buy.request.of: number for buy, number in _accepted(buys(requests(year))).items()}


def _numbered(asked: list[Request]) -> Numbers:
    """A number for each request, counted by kind; the advance of a journey is known by the journey too."""
    counts: dict[str, int] = dict.fromkeys(_KINDS, 0)
    numbers: dict[object, str] = {}
    for own in asked:
        counts[own.kind] += 1
        numbers[own] = f"{_KINDS[own.kind]}2026-{counts[own.kind]:03}"
        if own.kind == "借款":
            numbers[own.of] = numbers[own]
    return numbers


def _claims(asked: list[Request], numbers: Numbers) -> Iterator[tuple[object, ...]]:
    for own in asked:
        cash = all(paid.method in ("现金", "冲借款") for paid in own.paid)
        yield (
            numbers[own], own.day, own.kind, own.department, own.handler, own.purpose, own.fen, in_words(own.fen),
            own.budget, budget.fund(own.budget), own.payee, "" if own.paid and cash else _account(own.payee),
            f"2652{digits(16, numbers[own])}" if own.invoiced else "", own.papers, own.witness,
            numbers[own.of] if isinstance(own.of, Trip) and own.kind == "报销" else "", own.state,
        )  # fmt: skip


def _account(payee: str) -> str:
    return f"82{digits(17, payee)}" if payee else ""


def _approvals(asked: list[Request], numbers: Numbers) -> Iterator[tuple[object, ...]]:
    meetings = {topic: number for number, _, topic, _ in _MEETINGS}
    for own in asked:
        for step, approver, day, opinion in own.steps:
            minutes = meetings[own.purpose] if step == "集体" else ""
            note = "发票抬头不对，重开后再报" if opinion == "退回" else ""
            yield numbers[own], step, approver, "", day, opinion, minutes, note


def _decisions() -> Iterator[tuple[object, ...]]:
    for number, day, topic, yuan in _MEETINGS:
        yield (
            number, date.fromisoformat(day), "校务会", topic, yuan * 100, 9, 8, 8, "通过", holder("校长"), holder("干事"),
        )  # fmt: skip


def _purchase(buy: Buy, number: str, claim: str) -> tuple[object, ...]:
    bids: list[object] = [cell for bid in buy.bids for cell in bid] or [None] * 6
    return (
        number, buy.day, claim, buy.item, buy.category, buy.catalogue, buy.method, buy.supplier, buy.fen, *bids,
        buy.request.handler,
    )  # fmt: skip


def _signed(buy: Buy) -> date:
    assert buy.agreement
    return buy.agreement.signed


def _contract(buy: Buy, number: str, purchase: str) -> tuple[object, ...]:
    own = buy.agreement
    assert own
    return (
        number, purchase, own.signed, buy.supplier, buy.fen, None, "", own.awarded, own.published, own.signed,
        buy.accepted, holder("校长"),
    )  # fmt: skip


def _acceptances(bought: list[Buy], purchases: Numbers, contracts: Numbers) -> Iterator[tuple[object, ...]]:
    for buy, number in _accepted(bought).items():
        yield (
            number, purchases[buy], contracts.get(buy.request, ""), buy.accepted, buy.content, buy.quantity,
            buy.fen, *buy.acceptors, "合格",
        )  # fmt: skip


def _accepted(bought: list[Buy]) -> dict[Buy, str]:
    """A number for each acceptance, by day."""
    by_day = sorted(bought, key=lambda buy: buy.accepted)
    return {buy: f"YS2026-{place:03}" for place, buy in enumerate(by_day, 1)}


def _payments(asked: list[Request], claims: Numbers, contracts: Numbers) -> Iterator[tuple[object, ...]]:
    made: Iterable[tuple[Request, Paid]] = ((own, paid) for own in asked for paid in own.paid)
    for place, (own, paid) in enumerate(sorted(made, key=lambda pair: pair[1].day), 1):
        line: Line | None = paid.voucher.bank_line
        direct = f"ZF{paid.day:%y%m%d}{place:04}" if paid.method == "直接支付" else ""
        yield (
            f"FK2026-{place:03}", paid.day, claims[own], contracts.get(own, ""), own.supplier,
            "" if paid.method in ("现金", "冲借款") else _account(own.supplier), paid.fen, paid.method,
            BANKS[line.account] if line else "", paid.voucher.slip or direct, paid.voucher.number, CASHIER,
        )  # fmt: skip
