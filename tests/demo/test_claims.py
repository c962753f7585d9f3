"""What the demo school asked for, bought and paid agrees with its vouchers and day books, to the fen."""

from collections.abc import Iterable

import pandas as pd
import pytest

from xlplan import demo
from xlplan.demo.events import TODAY
from xlplan.demo.expenses import Deal
from xlplan.demo.occasions import GATE, TOILETS
from xlplan.demo.year import Voucher
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables.claims import OFFSET, Acceptance, Claim, Contract, Payment, Purchase
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.office import Staff

Frames = dict[type, pd.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return dict(demo.frames())


def test_every_voucher_that_spends_a_budget_line_is_paid_on_a_claim_but_wages_charges_food_grants_and_wrong_ones(
    frames: Frames,
) -> None:
    lines, payments = frames[VoucherLine], frames[Payment]
    spending = lines[lines[VoucherLine.account].str.startswith("7")]
    keys = voucher_keys(spending[VoucherLine.date], spending[VoucherLine.voucher])
    spent = (spending[VoucherLine.debit] - spending[VoucherLine.credit]).groupby(keys).sum()
    paid = payments[Payment.amount].groupby(_keys(payments)).sum()
    on_budget = paid[paid.index.isin(spent.index)]
    assert (spent[on_budget.index] == on_budget).all()
    rest = spending[~keys.isin(on_budget.index)]
    grants = rest[VoucherLine.summary].str.contains("困难寄宿生|学生奖励")
    wrong = rest[VoucherLine.budget].eq("G17")
    assert rest[wrong][VoucherLine.summary].str.contains("语音室耳机|理化生实验桌|注销").all()
    others = rest.loc[~grants & ~wrong, VoucherLine.budget]
    assert {number for number in others if number[0] != "R"} == {"G04", "T01", "Z03"}


def test_what_is_paid_on_no_budget_line_are_the_advances(frames: Frames) -> None:
    lines, payments, claims = frames[VoucherLine], frames[Payment], frames[Claim].set_index(Claim.number)
    spending = lines[lines[VoucherLine.account].str.startswith("7")]
    keys = voucher_keys(spending[VoucherLine.date], spending[VoucherLine.voucher])
    advances = payments[~_keys(payments).isin(keys)]
    assert set(claims.loc[advances[Payment.claim], Claim.kind]) == {"借款"}
    settled = claims.loc[claims[Claim.settles] != "", Claim.settles]
    assert sorted(settled) == sorted(advances[Payment.claim])
    offset = payments[payments[Payment.method] == OFFSET]
    assert sorted(offset[Payment.claim]) == sorted(settled.index)


def test_each_payment_of_a_bank_account_is_its_row_of_the_bank_day_book(frames: Frames) -> None:
    payments, entries = frames[Payment], frames[BankEntry]
    own = payments[payments[Payment.account] != ""]
    names = [Payment.account, Payment.reference, Payment.amount]
    theirs = [BankEntry.account, BankEntry.reference, BankEntry.spending]
    book = set(entries[theirs].itertuples(index=False, name=None))
    assert len(own) > 250
    assert set(own[names].itertuples(index=False, name=None)) <= book


def test_no_supplier_is_one_of_the_staff(frames: Frames) -> None:
    assert not set(frames[Purchase][Purchase.supplier]) & set(frames[Staff][Staff.name])


def test_a_purchase_is_decided_accepted_and_paid_one_after_the_other_and_called_by_what_it_is(
    frames: Frames,
) -> None:
    bought = beside(frames[Acceptance], frames[Purchase], {Acceptance.purchase: Purchase.number}, "采")
    assert (bought["采日期"] < bought[Acceptance.date]).all()
    paid = frames[Payment].groupby(Payment.claim)[Payment.date].max()
    last = paid.reindex(bought["采单号"]).to_numpy()
    assert (pd.isna(last) | (bought[Acceptance.date].to_numpy() < last)).all()
    names = pd.concat([bought["采项目"], bought[Acceptance.content]])
    assert not names.str.endswith("费").any()
    served = bought["采项目"].str.contains("维修|印制|养护|检修|制作")
    assert set(bought.loc[served, "采类别"]) == {"服务", "工程"}


def test_building_work_is_asked_for_before_a_builder_is_chosen(frames: Frames) -> None:
    claims, purchases = frames[Claim], frames[Purchase].set_index(Purchase.claim)
    asked = claims[claims[Claim.kind] == "事前申请"]
    assert (asked[Claim.payee] + asked[Claim.payee_account] == "").all()
    assert (asked[Claim.date].to_numpy() < purchases.loc[asked[Claim.number], Purchase.date].to_numpy()).all()


def test_what_a_deal_brings_costs_what_its_voucher_adds_to_the_assets_and_what_is_accepted(
    frames: Frames,
) -> None:
    deals = [own for own in demo.happened().vouchers if isinstance(own.event.of, Deal)]
    added = [sum(line.debit for line in own.event.lines if line.account == "1601") for own in deals]
    assert added == [deal.fen for deal in _deals(deals)]
    accepted = frames[Acceptance]
    for deal in _deals(deals):
        (ware,) = deal.wares
        fits = accepted[Acceptance.quantity] == f"{ware.quantity}{ware.unit}"
        assert (accepted.loc[fits, Acceptance.amount] == deal.fen).any()
    assert len(deals) == 18


def _deals(vouchers: Iterable[Voucher]) -> list[Deal]:
    return [own.event.of for own in vouchers if isinstance(own.event.of, Deal)]


def test_what_is_paid_for_building_work_is_its_contract(frames: Frames) -> None:
    contracts, payments = frames[Contract].set_index(Contract.supplier), frames[Payment]
    for project in (GATE, TOILETS):
        assert contracts.loc[project.builder, Contract.amount] == project.price
        own = payments[payments[Payment.contract] == contracts.loc[project.builder, Contract.number]]
        assert own[Payment.amount].sum() == project.price
        assert len(own) > 1


def test_invoices_have_twenty_digits_and_none_is_used_twice(frames: Frames) -> None:
    invoices = frames[Claim][Claim.invoices]
    invoices = invoices[invoices != ""]
    assert invoices.str.fullmatch(r"\d{20}").all()
    assert invoices.is_unique


def test_five_claims_on_five_lines_are_approved_and_not_paid_two_are_on_their_way_one_is_sent_back_one_is_void(
    frames: Frames,
) -> None:
    claims, payments = frames[Claim], frames[Payment]
    unpaid = claims[~claims[Claim.number].isin(payments[Payment.claim])]
    assert unpaid[Claim.state].value_counts().to_dict() == {"已批准": 5, "审批中": 2, "退回": 1, "作废": 1}
    assert unpaid.loc[unpaid[Claim.state] == "已批准", Claim.budget].is_unique
    assert set(claims.loc[claims.index.difference(unpaid.index), Claim.state]) == {"已付清"}
    assert claims[Claim.date].max() <= pd.Timestamp(TODAY)


def _keys(payments: pd.DataFrame) -> "pd.Series":
    return voucher_keys(payments[Payment.date], payments[Payment.voucher])
