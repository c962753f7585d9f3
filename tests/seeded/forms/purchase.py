"""采购, 合同, 验收: PRC-01 to PRC-06."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.claims import DAY, paid_once
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.money import in_words
from xlplan.tables.claims import Acceptance, Claim, Contract, Payment, Purchase
from xlplan.tables.links import beside

METHOD, AMOUNT = Purchase.method, Purchase.amount


def _quoted(office: CleanOffice) -> pd.DataFrame:
    rows = office[Purchase]
    return rows[rows[METHOD] == "询价"]


def _avoided(office: CleanOffice, category: str, *amounts: int) -> Iterator[Mistake]:
    """Quotes were asked for; it should have been public procurement."""
    for row in _quoted(office).index:
        for fen in amounts:
            cells: dict[Cell, object] = {
                (METHOD, row): "自行采购", (Purchase.category, row): category, (AMOUNT, row): fen
            }  # fmt: skip
            # It is more than its claim was approved for, too.
            yield Mistake(cells, (METHOD, row), (("BUD-13", (AMOUNT, row)),))


@form("PRC-01")
def goods_at_the_limit(office: CleanOffice) -> Iterator[Mistake]:
    """300,000 exactly."""
    yield from _avoided(office, "货物", 30_000_000)


@form("PRC-01")
def services_beyond_the_limit(office: CleanOffice) -> Iterator[Mistake]:
    """A little and far beyond."""
    yield from _avoided(office, "服务", 30_000_001, 150_000_000)


@form("PRC-01")
def works_beyond_their_limit(office: CleanOffice) -> Iterator[Mistake]:
    """From 600,000 on."""
    yield from _avoided(office, "工程", 60_000_000, 90_000_000)


def _together(office: CleanOffice, count: int, fen: int) -> Iterator[Mistake]:
    rows = beside(office[Purchase], office[Claim], {Purchase.claim: Claim.number}, "单")
    rows = rows[rows[METHOD] == "询价"]
    for _, own in rows.groupby(["单预算号", Purchase.catalogue_item]):
        for first in range(len(own) - count + 1):
            taken = own.index[first : first + count]
            more = tuple(("BUD-13", (AMOUNT, int(row))) for row in taken)
            yield Mistake({(AMOUNT, row): fen for row in taken}, (AMOUNT, taken[-1]), more)


@form("PRC-02")
def halves_of_a_tender(office: CleanOffice) -> Iterator[Mistake]:
    """Two purchases of 1,200,000."""
    yield from _together(office, 2, 120_000_000)


@form("PRC-02")
def thirds_of_a_tender(office: CleanOffice) -> Iterator[Mistake]:
    """Three purchases of 700,000."""
    yield from _together(office, 3, 70_000_000)


@form("PRC-02")
def three_claims_just_below_the_ladder(office: CleanOffice) -> Iterator[Mistake]:
    """1,990 each to one shop within a month."""
    claims = office[Claim]
    claims = claims[
        (claims[Claim.kind] == "报销") & (claims[Claim.invoices] != "") & (claims[Claim.state] != "作废")
    ]
    near = claims[claims[Claim.amount].between(50_000, 199_999)]
    for _, own in near.groupby([Claim.budget, Claim.payee]):
        for place in range(len(own) - 2):
            three = own.iloc[place : place + 3]
            days = three[Claim.date]
            if (days.iloc[2] - days.iloc[0]).days <= 30 and not (three[Claim.amount] >= 180_000).any():
                cells: dict[Cell, object] = {(Claim.amount, row): 199_000 for row in three.index}
                cells |= {(Claim.amount_in_words, row): in_words(199_000) for row in three.index}
                yield Mistake(cells, (Claim.amount, three.index[2]))


@form("PRC-03")
def third_quote_missing(office: CleanOffice) -> Iterator[Mistake]:
    """Two quotes only."""
    for row in _quoted(office).index:
        cells: dict[Cell, object] = {(Purchase.third_bidder, row): None, (Purchase.third_quote, row): None}
        yield Mistake(cells, (Purchase.third_bidder, row))


@form("PRC-03")
def one_shop_twice(office: CleanOffice) -> Iterator[Mistake]:
    """The second bidder is the first."""
    for row, name in _quoted(office)[Purchase.first_bidder].items():
        yield Mistake({(Purchase.second_bidder, row): name}, (Purchase.second_bidder, row))


@form("PRC-03")
def quotes_said_and_not_written(office: CleanOffice) -> Iterator[Mistake]:
    """采购方式 is 询价, without a quote."""
    rows = office[Purchase]
    for row in rows.index[rows[METHOD] == "自行采购"]:
        yield Mistake({(METHOD, row): "询价"}, (Purchase.first_bidder, row))


def _contracts(office: CleanOffice) -> pd.DataFrame:
    """付款 of contracts that are paid at once, with what the contract says."""
    rows = office[Payment]
    rows = rows[(rows[Payment.contract] != "") & ~rows[Payment.contract].duplicated(keep=False)]
    return beside(rows, office[Contract], {Payment.contract: Contract.number}, "约")


@form("PRC-04")
def contract_smaller_than_what_is_paid(office: CleanOffice) -> Iterator[Mistake]:
    """合同金额 a fen, a hundred yuan less."""
    rows = _contracts(office)
    for row, contract, fen in zip(rows.index, rows["约行"], rows["约合同金额"], strict=True):
        for less in (1, 10_000):
            yield Mistake({(Contract.amount, int(contract)): fen - less}, (Payment.amount, row))


@form("PRC-04")
def contract_reduced(office: CleanOffice) -> Iterator[Mistake]:
    """变更金额 takes away what is paid."""
    for row, contract in _contracts(office)["约行"].items():
        yield Mistake({(Contract.change, int(contract)): -50_000}, (Payment.amount, row))


@form("PRC-04", ("APV-09", "付给了另一份合同的供应商"))
def paid_on_a_contract_that_is_paid(office: CleanOffice) -> Iterator[Mistake]:
    """A later payment is written on it too."""
    later = paid_once(office)
    rows = _contracts(office)
    for contract, day in zip(rows[Payment.contract], rows[Payment.date], strict=True):
        for row in later.index[later[Payment.date] > day][:3]:
            yield Mistake({(Payment.contract, row): contract}, (Payment.amount, row))


def _accepted(office: CleanOffice) -> pd.DataFrame:
    """验收 of what is paid at once and without a contract: 采经办, and row and day of the payment."""
    bought = office[Purchase][[Purchase.number, Purchase.claim, Purchase.handler]]
    rows = beside(office[Acceptance], bought, {Acceptance.purchase: Purchase.number}, "采")
    paid = paid_once(office)[[Payment.claim, Payment.date]]
    rows = beside(rows, paid, {"采单号": Payment.claim}, "付")
    return rows[rows["付行"] > 0]


@form("PRC-05")
def accepted_after_the_money(office: CleanOffice) -> Iterator[Mistake]:
    """验收日 is the day after."""
    rows = _accepted(office)
    for row, paid, day in zip(rows.index, rows["付行"], rows["付日期"], strict=True):
        yield Mistake({(Acceptance.date, row): day + DAY}, (Payment.date, int(paid)))


@form("PRC-05")
def paid_though_not_fit(office: CleanOffice) -> Iterator[Mistake]:
    """结论 is 不合格."""
    for row, paid in _accepted(office)["付行"].items():
        yield Mistake({(Acceptance.conclusion, row): "不合格"}, (Payment.date, int(paid)))


@form("PRC-05")
def buyer_accepts(office: CleanOffice) -> Iterator[Mistake]:
    """验收人 is the buyer."""
    for row, name in _accepted(office)["采经办"].items():
        yield Mistake({(Acceptance.acceptor, row): name}, (Acceptance.acceptor, row))


@form("PRC-05")
def one_acceptor_twice(office: CleanOffice) -> Iterator[Mistake]:
    """验收人二 is 验收人."""
    for row, name in _accepted(office)[Acceptance.acceptor].items():
        yield Mistake({(Acceptance.second_acceptor, row): name}, (Acceptance.second_acceptor, row))


def _public(office: CleanOffice) -> pd.DataFrame:
    rows = office[Contract]
    return rows[rows[Contract.published].notna()]


@form("PRC-06")
def published_a_week_late(office: CleanOffice) -> Iterator[Mistake]:
    """公告日 is a week later."""
    for row, day in _public(office)[Contract.published].items():
        yield Mistake({(Contract.published, row): day + 7 * DAY}, (Contract.published, row))


@form("PRC-06")
def never_published(office: CleanOffice) -> Iterator[Mistake]:
    """公告日 is empty."""
    for row in _public(office).index:
        yield Mistake({(Contract.published, row): None}, (Contract.published, row))


@form("PRC-06")
def signed_long_after_the_award(office: CleanOffice) -> Iterator[Mistake]:
    """成交通知日 is 31 days before."""
    for row, day in office[Contract][Contract.signed].items():
        yield Mistake({(Contract.awarded, row): day - 31 * DAY}, (Contract.signed, row))
