"""The funnel 申请 → 审批 → 采购 → 验收 → 支付: what claims ask of each budget line, and what is approved of it and not yet paid."""

from datetime import date

import pandas as pd

from xlplan.ledger.approvals import VOID, approved
from xlplan.ledger.budget import execution_on
from xlplan.tables.books import Books, NotKept
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Acceptance, Claim, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, sums_of

STAGES = ("申请", "审批", "采购", "验收", "支付")
_ADVANCE, _SETTLED = "借款", "已付清"


def open_claims(books: Books, day: date) -> pd.DataFrame:
    """The claims of the day's year that ask for a budget line and stand when the day ends; index = row of 报销单.

    Adds 批准日 (NaT: not yet) and in fen what each stage has of the claim (申请 审批 采购 验收 支付) and 占用: approved and not yet
    paid. An advance is held until the claim that settles it is approved; what was 已付清 for less holds nothing. Raises NotKept
    where the office keeps no claims.
    """
    end = pd.Timestamp(day)
    claims, payments = books[Claim], books[Payment]
    days = approved(books)
    this_year = (claims[Claim.date] >= pd.Timestamp(day.year, 1, 1)) & (claims[Claim.date] <= end)
    stands = this_year & (claims[Claim.budget] != "") & ~claims[Claim.state].isin(VOID)
    own = claims[stands].assign(批准日=days.where(days <= end)[stands])
    amount, ok = own[Claim.amount], own["批准日"].notna()
    until = payments[payments[Payment.date] <= end]
    paid = sums_of(own, until, {Claim.number: Payment.claim}, until[Payment.amount])
    later = payments[payments[Payment.date] > end]
    ended = (own[Claim.state] == _SETTLED) & ~own[Claim.number].isin(later[Payment.claim])
    settling = own[ok & (own[Claim.settles] != "")]
    ended |= own[Claim.number].isin(settling[Claim.settles])
    held = (amount - paid.where(own[Claim.kind] != _ADVANCE, 0)).clip(lower=0)
    return own.assign(
        申请=amount, 审批=amount.where(ok, 0), **_bought(books, own, end), 支付=paid,
        占用=held.where(ok & ~ended, 0),
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
    """For each 预算号 (index) the sums of its claims: the five stages, 申请中 (asked for and not yet approved), 已批未付, and 单数."""
    return books.once(("funnel", day), lambda: _funnel(open_claims(books, day)))


def _funnel(claims: pd.DataFrame) -> pd.DataFrame:
    asked = claims[Claim.amount].where(claims["批准日"].isna(), 0)
    told = claims.assign(申请中=asked, 已批未付=claims["占用"], 单数=1)
    return told.groupby(Claim.budget)[[*STAGES, "申请中", "已批未付", "单数"]].sum()


def with_commitments(books: Books, spent: pd.DataFrame, day: date) -> pd.DataFrame:
    """``execution_on`` of a day with 已批未付 and 可用 (fen): what is left of each line when all that is approved is paid.

    As it is where the office keeps no claims.
    """
    try:
        held = spent[BudgetLine.number].map(funnel(books, day)["已批未付"]).fillna(0).astype("int64")
    except NotKept:
        return spent
    return spent.assign(已批未付=held, 可用=spent["剩余"] - held)


def overdrawn(books: Books) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of each budget line the first claim that it cannot bear: of what is approved in the order of approval, and, where that fits, of
    what is asked for in the order of the sheet.

    With 可用 (fen left before this claim) and 超出.
    """
    claims = open_claims(books, books.today)
    spent = execution_on(books[BudgetLine], books[BudgetChange], books[VoucherLine], books.today)
    left = claims[Claim.budget].map(spent.set_index(BudgetLine.number)["剩余"])
    claims = claims.assign(余=left)[left.notna()]
    ok = claims["批准日"].notna()
    held = _beyond(claims[ok & (claims["占用"] > 0)].sort_values("批准日", kind="stable"), "占用")
    fits = ~claims[Claim.budget].isin(held[Claim.budget])
    all_held = claims["占用"].groupby(claims[Claim.budget]).transform("sum")
    return held, _beyond(claims.assign(余=claims["余"] - all_held)[~ok & fits], "申请")


def _beyond(claims: pd.DataFrame, amount: str) -> pd.DataFrame:
    """The first claim of each line with which the amounts are more than 余."""
    so_far = claims[amount].groupby(claims[Claim.budget]).cumsum()
    before = (claims["余"] - so_far + claims[amount]).astype("int64")
    told = claims.assign(可用=before, 超出=claims[amount] - before)
    beyond = told[told["超出"] > 0]
    return beyond[~beyond[Claim.budget].duplicated()]
