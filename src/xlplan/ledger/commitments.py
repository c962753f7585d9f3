"""The funnel 申请 → 审批 → 采购 → 验收 → 支付: what claims ask of each budget line, and what is approved of it and not yet paid."""

from datetime import date

import pandas as pd

from xlplan.ledger import approvals
from xlplan.ledger.budget import execution_on
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Acceptance, Approval, Claim, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, looked_up, sums_of

STAGES = ("申请", "审批", "采购", "验收", "支付")
_ADVANCE, _SETTLED = "借款", "已付清"
_WHOLE = (Claim, Approval, Purchase, Acceptance, Payment)


def open_claims(books: Books, day: date) -> pd.DataFrame:
    """The claims of the day's year that ask for a budget line and stand when the day ends; index = row of 报销单.

    Adds 批准日 (NaT: not yet) and in fen what each stage has of the claim (申请 审批 采购 验收 支付) and 待付, what of it the ledger
    does not hold yet: what is not paid, and what is paid and has no voucher. An advance is held until the claim that settles it is
    approved; of what was 已付清 for less only what was paid is. A claim that was changed after it was approved holds as much as it was
    approved for, or as it asks for now if that is more; the budget line that it left is held by a second row of the claim, of which
    only 待付 is more than 0. Raises NotKept where the office keeps no claims.
    """
    end = pd.Timestamp(day)
    claims, before, days = books[Claim], approvals.as_approved(books), approvals.signed(books)
    this_year = (claims[Claim.date] >= pd.Timestamp(day.year, 1, 1)) & (claims[Claim.date] <= end)
    stands = this_year & (claims[Claim.budget] != "") & ~claims[Claim.state].isin(approvals.VOID)
    own = claims[stands].assign(批准日=days.where(days <= end)[stands])
    amount, ok = own[Claim.amount], own["批准日"].notna()
    settling = own[ok & (own[Claim.settles] != "")]
    ended = own[Claim.number].isin(settling[Claim.settles])
    own = own.assign(
        申请=amount, 审批=amount.where(ok, 0), **_bought(books, own, end),
        **_paid(books, own, before[Claim.amount][stands].clip(lower=amount), ended, end),
    )  # fmt: skip
    left = before[Claim.budget][stands]
    left = left[ok & (left != own[Claim.budget]) & (left != "")]
    again = own.loc[left.index].assign(**{Claim.budget: left}, **dict.fromkeys(STAGES, 0))
    return pd.concat([own, again])


def _paid(
    books: Books, claims: pd.DataFrame, amount: "pd.Series", ended: "pd.Series", end: pd.Timestamp
) -> dict[str, "pd.Series"]:
    """Fen of what was paid on each claim until a day, and of what the ledger does not hold of it yet."""
    payments, lines = books[Payment], books[VoucherLine]
    lines = lines[lines[VoucherLine.date] <= end]
    entered = voucher_keys(payments[Payment.date], payments[Payment.voucher]).isin(
        voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher])
    )
    late = payments[Payment.date] > end

    def sums(rows: pd.DataFrame) -> "pd.Series":
        return sums_of(claims, rows, {Claim.number: Payment.claim}, rows[Payment.amount])

    paid, open_ = sums(payments[~late]), sums(payments[~late & ~entered])
    advance = claims[Claim.kind] == _ADVANCE
    settled = (
        ~advance
        & (claims[Claim.state] == _SETTLED)
        & ~claims[Claim.number].isin(payments[late][Payment.claim])
    )
    rest = (amount - paid.where(~advance, 0)).clip(lower=0)
    return {"支付": paid, "待付": rest.where(~(ended | settled), 0) + open_.where(~advance, 0)}


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
    """For each 预算号 (index) the sums of its claims: the five stages; of what is to be paid 申请中 and 已批未付; 单数, and 已批单数 of 已批未付.

    Raises Waiting where a row of them cannot be read.
    """
    whole = books.requiring(_WHOLE)
    for table in _WHOLE:
        whole[table]
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

    As it is where the office keeps no claims; raises Waiting where a row of them cannot be read.
    """
    try:
        held, count = (
            looked_up(spent[BudgetLine.number], sums).fillna(0).astype("int64")
            for _, sums in funnel(books, day)[["已批未付", "已批单数"]].items()
        )
    except NotKept:
        return spent
    return spent.assign(已批未付=held, 可用=spent["剩余"] - held, 已批单数=count)


def with_known_commitments(books: Books, spent: pd.DataFrame, day: date) -> tuple[pd.DataFrame, str]:
    """The same, and why it is as it is where claims cannot be read; "" where they can, or are not kept."""
    try:
        with books.asked():
            return with_commitments(books, spent, day), ""
    except Waiting as reason:
        return spent, f"已批未付、可用没有算出来：{reason}。"


def overdrawn(books: Books) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of each budget line the first claim that it cannot bear: of what is approved in the order of approval, and, where that fits, of
    what is asked for in the order of the sheet. A claim whose signatures cannot all be read is left out.

    With 可用 (fen left before this claim) and 超出.
    """
    claims = open_claims(books, books.today)
    claims = claims[approvals.known(books)[claims.index].array]
    spent = execution_on(books[BudgetLine], books[BudgetChange], books[VoucherLine], books.today)
    left = looked_up(claims[Claim.budget], spent.set_index(BudgetLine.number)["剩余"])
    claims = claims.assign(余=left.array)[left.notna().array]
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
