"""The funnel 申请 → 审批 → 采购 → 验收 → 支付: what claims ask of each budget line, and what is approved of it and not yet paid."""

from datetime import date

import pandas as pd

from xlplan.ledger import approvals
from xlplan.ledger.budget import execution_on
from xlplan.tables.books import Books, NotKept
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Acceptance, Claim, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, looked_up, sums_of

STAGES = ("申请", "审批", "采购", "验收", "支付")
_ADVANCE, _SETTLED = "借款", "已付清"


def open_claims(books: Books, day: date) -> pd.DataFrame:
    """The claims of the day's year that ask for a budget line and stand when the day ends; index = row of 报销单.

    Adds 批准日 (NaT: not yet) and in fen what each stage has of the claim (申请 审批 采购 验收 支付) and 待付, what is not yet paid of
    it. An advance is to be paid until the claim that settles it is approved; of what was 已付清 for less nothing is. Raises NotKept
    where the office keeps no claims.
    """
    end = pd.Timestamp(day)
    claims, payments = books[Claim], books[Payment]
    days = approvals.approved(books)
    this_year = (claims[Claim.date] >= pd.Timestamp(day.year, 1, 1)) & (claims[Claim.date] <= end)
    stands = this_year & (claims[Claim.budget] != "") & ~claims[Claim.state].isin(approvals.VOID)
    own = claims[stands].assign(批准日=days.where(days <= end)[stands])
    amount, ok = own[Claim.amount], own["批准日"].notna()
    until = payments[payments[Payment.date] <= end]
    paid = sums_of(own, until, {Claim.number: Payment.claim}, until[Payment.amount])
    later = payments[payments[Payment.date] > end]
    ended = (own[Claim.state] == _SETTLED) & ~own[Claim.number].isin(later[Payment.claim])
    settling = own[ok & (own[Claim.settles] != "")]
    ended |= own[Claim.number].isin(settling[Claim.settles])
    due = (amount - paid.where(own[Claim.kind] != _ADVANCE, 0)).clip(lower=0)
    return own.assign(
        申请=amount, 审批=amount.where(ok, 0), **_bought(books, own, end), 支付=paid,
        待付=due.where(~ended, 0),
    )  # fmt: skip


def _bought(books: Books, claims: pd.DataFrame, end: pd.Timestamp) -> dict[str, "pd.Series"]:
    """Fen of what was bought and what was accepted on each claim until a day."""
    purchases, acceptances = books[Purchase], books[Acceptance]
    bought = purchases[purchases[Purchase.date] <= end]
    received = acceptances[acceptances[Acceptance.date] <= end]
    received = beside(received, purchases, {Acceptance.purchase: Purchase.number}, "购")
    return {
        "采购": sums_of(claims, bought, {Claim.number: Purchase.claim}, bought[Purchase.amount]),
        "验收": sums_of(claims, received, {Claim.number: f"购{Purchase.claim}"}, received[Acceptance.amount]),
    }


def funnel(books: Books, day: date) -> pd.DataFrame:
    """For each 预算号 (index) the sums of its claims: the five stages; of what is to be paid 申请中 and 已批未付; 单数, and 已批单数 of 已批未付."""
    return books.once(("funnel", day), lambda: _funnel(open_claims(books, day)))


def _funnel(claims: pd.DataFrame) -> pd.DataFrame:
    ok, due = claims["批准日"].notna(), claims["待付"]
    held = due.where(ok, 0)
    told = claims.assign(
        申请中=due.where(~ok, 0), 已批未付=held, 单数=1, 已批单数=(held != 0).astype("int64")
    )
    return told.groupby(Claim.budget)[[*STAGES, "申请中", "已批未付", "单数", "已批单数"]].sum()


def with_commitments(books: Books, spent: pd.DataFrame, day: date) -> pd.DataFrame:
    """``execution_on`` of a day with 已批未付 and 可用 (fen), what is left of each line when all that is approved is paid; and 已批单数.

    As it is where the office keeps no claims.
    """
    try:
        held, count = (
            looked_up(spent[BudgetLine.number], sums).fillna(0).astype("int64")
            for _, sums in funnel(books, day)[["已批未付", "已批单数"]].items()
        )
    except NotKept:
        return spent
    return spent.assign(已批未付=held, 可用=spent["剩余"] - held, 已批单数=count)


def overdrawn(books: Books) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of each budget line the first claim that it cannot bear: of what is approved in the order of approval, and, where that fits, of
    what is asked for in the order of the sheet.

    With 可用 (fen left before this claim) and 超出.
    """
    claims = open_claims(books, books.today)
    spent = execution_on(books[BudgetLine], books[BudgetChange], books[VoucherLine], books.today)
    left = looked_up(claims[Claim.budget], spent.set_index(BudgetLine.number)["剩余"])
    claims = claims.assign(余=left)[left.notna()]
    ok = claims["批准日"].notna()
    approved = _beyond(claims[ok & (claims["待付"] > 0)].sort_values("批准日", kind="stable"))
    fits = ~claims[Claim.budget].isin(approved[Claim.budget])
    held = claims["待付"].where(ok, 0).groupby(claims[Claim.budget]).transform("sum")
    return approved, _beyond(claims.assign(余=claims["余"] - held)[~ok & fits & (claims["待付"] > 0)])


def _beyond(claims: pd.DataFrame) -> pd.DataFrame:
    """The first claim of each line with which what is to be paid is more than 余."""
    so_far = claims["待付"].groupby(claims[Claim.budget]).cumsum()
    before = (claims["余"] - so_far + claims["待付"]).astype("int64")
    told = claims.assign(可用=before, 超出=claims["待付"] - before)
    beyond = told[told["超出"] > 0]
    return beyond[~beyond[Claim.budget].duplicated()]
