"""What claims ask of a budget line holds it from the day of approval until it is paid."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import pytest

from xlplan.excel.frames import empty, typed
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.ledger.commitments import STAGES, funnel, overdrawn
from xlplan.tables.books import Books, NotKept
from xlplan.tables.bound import Bound
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Acceptance, Approval, Claim, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Department, Parameter, Staff

TODAY = date(2026, 11, 30)
Sums = Sequence[tuple[str, int, str]]
"""A claim, yuan and a day."""


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def claim(
    number: str, yuan: int, on: str, state: str = "已批准", kind: str = "报销", settles: str = ""
) -> tuple[object, ...]:
    return number, day(on), kind, yuan * 100, "支01", settles, state


def office(
    claims: Sequence[tuple[object, ...]],
    signed: Sequence[tuple[str, str]],
    paid: Sums = (),
    bought: Sums = (),
    received: Sums = (),
    entered: Sequence[str] = (),
    bound: Mapping[str, Bound] = {},
) -> Books:
    """One budget line of 1,000 yuan; ``signed``: claim and day of its only signature; each payment has a voucher of its day, or
    if the days of vouchers are told, of these."""
    vouchers = [
        (day(own), f"记-{place}") for place, own in enumerate(entered or [on for _, _, on in paid]) if own
    ]
    frames: dict[type[Table], pd.DataFrame] = {
        Parameter: typed(Parameter, [("审批环节：校长", "校长"), ("审批起点：校长", "0")], (Parameter.name, Parameter.value)),
        Staff: typed(Staff, [("周校长", "校长")], (Staff.name, Staff.post)),
        Department: empty(Department),
        BudgetLine: typed(
            BudgetLine, [("支01", "2026", "支出", 100_000)],
            (BudgetLine.number, BudgetLine.year, BudgetLine.direction, BudgetLine.original),
        ).assign(**{BudgetLine.added: 0, BudgetLine.cut: 0}),
        BudgetChange: empty(BudgetChange), VoucherLine: typed(VoucherLine, vouchers, (VoucherLine.date, VoucherLine.voucher)),
        Claim: typed(
            Claim, claims,
            (Claim.number, Claim.date, Claim.kind, Claim.amount, Claim.budget, Claim.settles, Claim.state),
        ),
        Approval: typed(
            Approval, [(number, "校长", "周校长", day(on), "同意") for number, on in signed],
            (Approval.claim, Approval.step, Approval.approver, Approval.date, Approval.opinion),
        ),
        Purchase: typed(
            Purchase, [(f"购{own}", own, yuan * 100, day(on)) for own, yuan, on in bought],
            (Purchase.number, Purchase.claim, Purchase.amount, Purchase.date),
        ),
        Acceptance: typed(
            Acceptance, [(f"购{own}", yuan * 100, day(on)) for own, yuan, on in received],
            (Acceptance.purchase, Acceptance.amount, Acceptance.date),
        ),
        Payment: typed(
            Payment, [(own, yuan * 100, day(on), f"记-{place}") for place, (own, yuan, on) in enumerate(paid)],
            (Payment.claim, Payment.amount, Payment.date, Payment.voucher),
        ),
    }  # fmt: skip
    return Books(TODAY, {table: Sheet(table, frame) for table, frame in frames.items()}, bound=bound)


def held(books: Books, on: str) -> tuple[int, int]:
    """Yuan asked for and not approved, and yuan approved and not paid, when a day ends."""
    line = funnel(books, day(on)).loc["支01"]
    return int(line["申请中"]) // 100, int(line["已批未付"]) // 100


def test_a_claim_is_asked_for_then_held_then_paid() -> None:
    books = office(
        [claim("甲", 300, "11-02")], [("甲", "11-05")], [("甲", 100, "11-08"), ("甲", 200, "11-12")]
    )
    assert [held(books, on) for on in ("11-04", "11-05", "11-08", "11-12")] == [
        (300, 0),
        (0, 300),
        (0, 200),
        (0, 0),
    ]


def test_each_stage_has_what_was_done_until_the_day() -> None:
    books = office(
        [claim("甲", 300, "11-02")], [("甲", "11-05")], [("甲", 100, "11-20")],
        [("甲", 290, "11-08")], [("甲", 280, "11-15")],
    )  # fmt: skip
    found = [
        tuple(int(fen) // 100 for fen in funnel(books, day(on)).loc["支01", list(STAGES)])
        for on in ("11-04", "11-05", "11-08", "11-15", "11-20")
    ]
    assert found == [
        (300, 0, 0, 0, 0), (300, 300, 0, 0, 0), (300, 300, 290, 0, 0), (300, 300, 290, 280, 0), (300, 300, 290, 280, 100)
    ]  # fmt: skip


def test_what_was_settled_for_less_holds_nothing_from_its_last_payment_on() -> None:
    books = office([claim("甲", 300, "11-02", "已付清")], [("甲", "11-05")], [("甲", 280, "11-08")])
    assert [held(books, on)[1] for on in ("11-07", "11-08")] == [300, 0]


def test_what_is_paid_is_held_until_its_voucher_is_in_the_ledger() -> None:
    claims, signed = [claim("甲", 300, "11-02")], [("甲", "11-05")]
    paid = [("甲", 100, "11-08"), ("甲", 200, "11-12")]
    books = office(claims, signed, paid, entered=["11-09", ""])
    assert [held(books, on)[1] for on in ("11-07", "11-08", "11-09", "11-12", "11-30")] == [
        300,
        300,
        200,
        200,
        200,
    ]


def test_of_what_was_settled_for_less_only_what_was_paid_is_held_until_its_voucher() -> None:
    books = office(
        [claim("甲", 300, "11-02", "已付清")], [("甲", "11-05")], [("甲", 280, "11-08")], entered=["11-10"]
    )
    assert [held(books, on)[1] for on in ("11-07", "11-08", "11-10")] == [300, 280, 0]


@pytest.mark.parametrize(("then", "now", "most"), [(300, 200, 300), (200, 300, 300)])
def test_what_was_changed_after_it_was_approved_is_held_for_the_larger_amount(
    then: int, now: int, most: int
) -> None:
    bound = {"甲": Bound(day("11-05"), {"金额": f"{then}.00", "预算号": "支01"}, 1)}
    books = office([claim("甲", now, "11-02")], [("甲", "11-05")], bound=bound)
    assert held(books, "11-30") == (0, most)


def test_the_line_that_a_claim_left_after_it_was_approved_is_held_too() -> None:
    bound = {"甲": Bound(day("11-05"), {"金额": "300.00", "预算号": "支02"}, 1)}
    lines = funnel(office([claim("甲", 300, "11-02")], [("甲", "11-05")], bound=bound), TODAY)
    assert lines["已批未付"].to_dict() == {"支01": 30_000, "支02": 30_000}
    assert lines["申请"].sum() == 30_000


def test_an_advance_is_held_until_the_claim_that_settles_it_is_approved() -> None:
    books = office(
        [claim("借", 300, "11-02", kind="借款"), claim("报", 280, "11-10", settles="借")],
        [("借", "11-03"), ("报", "11-12")], [("借", 300, "11-04"), ("报", 280, "11-15")],
    )  # fmt: skip
    assert [held(books, on)[1] for on in ("11-04", "11-11", "11-12", "11-15")] == [300, 300, 280, 0]


@pytest.mark.parametrize("state", ["退回", "作废"])
def test_what_was_sent_back_or_is_void_asks_for_nothing(state: str) -> None:
    assert funnel(office([claim("甲", 300, "11-02", state)], [("甲", "11-05")]), TODAY).empty


def test_the_first_claim_that_a_line_cannot_bear_is_told_in_the_order_of_approval() -> None:
    claims = [
        claim("甲", 600, "11-02"),
        claim("乙", 300, "11-03"),
        claim("丙", 200, "11-04"),
        claim("丁", 50, "11-05"),
    ]
    approved, asked = overdrawn(
        office(claims, [("甲", "11-09"), ("乙", "11-06"), ("丙", "11-07"), ("丁", "11-10")])
    )
    assert approved[[Claim.number, "可用", "超出"]].to_numpy().tolist() == [["甲", 50_000, 10_000]]
    assert asked.empty


def test_what_is_asked_for_is_told_where_it_does_not_fit_beside_what_is_approved() -> None:
    claims = [claim("甲", 600, "11-02"), claim("乙", 400, "11-03"), claim("丙", 1, "11-04")]
    approved, asked = overdrawn(office(claims, [("甲", "11-09")]))
    assert approved.empty
    assert asked[[Claim.number, "可用", "超出"]].to_numpy().tolist() == [["丙", 0, 100]]


def test_an_office_whose_claims_are_empty_holds_nothing() -> None:
    assert funnel(office([], []), TODAY).empty


def test_an_office_without_claims_has_no_funnel() -> None:
    with pytest.raises(NotKept):
        funnel(Books(TODAY, {}), TODAY)
