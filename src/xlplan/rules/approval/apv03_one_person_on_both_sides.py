from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.approvals import COLLECTIVE, VOID, approvals
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Acceptance, Approval, Claim, Payment, Purchase
from xlplan.tables.links import beside, unmatched


@rule("APV-03", fix="换一个人：经办、审批、验收、付款不能是同一个人。", basis="会计法第二十五条")
def one_person_on_both_sides(books: Books) -> Iterator[Hits]:
    """经办人自批，或一人签两个相邻的环节

    经办的人不能审批自己的单子、不能给自己证明；一个人不能签两个挨着的环节；付款的人不能是经办人、审批人；
    验收的人不能是这张单子的经办人或审批人（证明人可以）。各指向后来的那一个名字。作废、退回的单子不查；集体这一步不查；
    采购的经办人自己验收的看 PRC-05。

    错：
    报销单
    | 单号 | 日期       | 部门   | 经办 | 金额 | 证明人   | 状态   |
    | ---- | ---------- | ------ | ---- | ---: | -------- | ------ |
    | BX1  | 2026-11-02 | 教导处 | 张明 |  300 | **张明** | 已批准 |
    | BX2  | 2026-11-02 | 总务处 | 吴珍 |  300 | 李英     | 已付清 |
    审批
    | 单号 | 环节 | 审批人   | 日期       | 意见 |
    | ---- | ---- | -------- | ---------- | ---- |
    | BX1  | 证明 | 赵华     | 2026-11-03 | 同意 |
    | BX1  | 部门 | **张明** | 2026-11-03 | 同意 |
    | BX1  | 总务 | 刘强     | 2026-11-03 | 同意 |
    | BX2  | 证明 | 李英     | 2026-11-03 | 同意 |
    | BX2  | 部门 | 刘强     | 2026-11-03 | 同意 |
    | BX2  | 总务 | **刘强** | 2026-11-03 | 同意 |
    采购
    | 采购号 | 日期       | 单号 | 经办 |
    | ------ | ---------- | ---- | ---- |
    | CG1    | 2026-10-30 | BX2  | 冯水 |
    验收
    | 验收单号 | 采购号 | 验收日     | 验收人一 | 验收人二 |
    | -------- | ------ | ---------- | -------- | -------- |
    | YS1      | CG1    | 2026-10-31 | **吴珍** | **刘强** |
    付款
    | 付款号 | 日期       | 单号 | 付款人   |
    | ------ | ---------- | ---- | -------- |
    | FK1    | 2026-11-04 | BX2  | **李英** |
    | FK2    | 2026-11-04 | BX1  | **张明** |

    对：
    报销单
    | 单号 | 日期       | 部门   | 经办 | 金额 | 证明人 | 状态   |
    | ---- | ---------- | ------ | ---- | ---: | ------ | ------ |
    | BX1  | 2026-11-02 | 教导处 | 张明 |  300 | 赵华   | 已付清 |
    | BX2  | 2026-11-02 | 教导处 | 张明 |  300 | 张明   | 作废   |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 证明 | 赵华   | 2026-11-03 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-03 | 退回 |
    | BX1  | 证明 | 赵华   | 2026-11-03 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-03 | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-03 | 同意 |
    采购
    | 采购号 | 日期       | 单号 | 经办 |
    | ------ | ---------- | ---- | ---- |
    | CG1    | 2026-10-30 | BX1  | 张明 |
    验收
    | 验收单号 | 采购号 | 验收日     | 验收人一 | 验收人二 |
    | -------- | ------ | ---------- | -------- | -------- |
    | YS1      | CG1    | 2026-10-31 | 赵华     | 吴珍     |
    付款
    | 付款号 | 日期       | 单号 | 付款人 |
    | ------ | ---------- | ---- | ------ |
    | FK1    | 2026-11-04 | BX1  | 黄刚   |
    """
    claims = books[Claim]
    if claims.empty:
        return
    live = claims[~claims[Claim.state].isin(VOID)]
    handler = live[Claim.handler]
    own = live[(live[Claim.witness] == handler) & (handler != "")]
    yield Hits(own, at=Claim.witness, message="{单号} 的经办和证明人都是 {经办}。")
    signed = approvals(books).signatures
    signed = signed[signed["单行"].isin(live.index)]
    yield from _approvers(signed)
    yield from _acceptors(books, live, signed)
    payments = beside(
        books[Payment], live[[Claim.number, Claim.handler]], {Payment.claim: Claim.number}, "单"
    )
    known = payments[payments[Payment.payer] != ""]
    yield Hits(
        known[
            (known[Payment.payer] == known["单经办"])
            | _signed_by(known, Payment.claim, Payment.payer, signed)
        ],
        at=Payment.payer,
        message="{付款号} 的付款人 {付款人} 也是 {单号} 的经办或审批人。",
    )


def _approvers(signed: pd.DataFrame) -> Iterator[Hits]:
    approver = signed[Approval.approver]
    oneself = (approver == signed["单经办"]) & (approver != "")
    yield Hits(signed[oneself], at=Approval.approver, message="{单号} 的经办 {审批人} 自己签了{环节}。")
    chain = signed[signed[Approval.step] != COLLECTIVE].sort_values(["单行", "次序"], kind="stable")
    before = chain.groupby("单行")[[Approval.approver, Approval.step, "次序"]].shift()
    again = (chain[Approval.approver] == before[Approval.approver]) & (chain["次序"] != before["次序"])
    yield Hits(
        chain.assign(前=before[Approval.step])[again & ~oneself[chain.index]],
        at=Approval.approver,
        message="{单号} 的{前}和{环节}都是 {审批人} 签的。",
    )


def _acceptors(books: Books, live: pd.DataFrame, signed: pd.DataFrame) -> Iterator[Hits]:
    bought = books[Purchase][[Purchase.number, Purchase.claim, Purchase.handler]]
    accepted = beside(books[Acceptance], bought, {Acceptance.purchase: Purchase.number}, "采")
    accepted = beside(accepted, live[[Claim.number, Claim.handler]], {"采单号": Claim.number}, "单")
    approvers = signed[signed[Approval.step] != "证明"]
    for cell in (Acceptance.acceptor, Acceptance.second_acceptor):
        known = accepted[(accepted[cell] != "") & (accepted[cell] != accepted["采经办"])]
        wrong = (known[cell] == known["单经办"]) | _signed_by(known, "采单号", cell, approvers)
        yield Hits(
            known.assign(谁=known[cell])[wrong],
            at=cell,
            message="{验收单号} 的验收人 {谁} 也是 {采单号} 的经办或审批人。",
        )


def _signed_by(rows: pd.DataFrame, claim: str, person: str, signed: pd.DataFrame) -> "pd.Series":
    """Whether the person of each row signed its claim."""
    without = unmatched(rows, signed, {claim: Approval.claim, person: Approval.approver})
    return ~pd.Series(rows.index.isin(without.index), index=rows.index) & (rows[claim] != "")
