from collections.abc import Iterator
from dataclasses import replace

from xlplan.ledger.approvals import APPROVED, COLLECTIVE, approvals
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Approval, Claim, Payment
from xlplan.tables.links import beside


@rule("APV-04", fix="先批后付：核对付款日期和签字日期；已经先付了的写明原因，请审批人补批。")
def paid_before_approved(books: Books) -> Iterator[Hits]:
    """先付款后审批

    钱要等该签的环节都签了才付：付款的日期不能早于最后一个环节签字的日期；单子的状态还是填报、审批中，或者已经退回、作废的，
    也不能付。指向付款的日期。已批准的单子缺了环节的看 APV-01，集体决定的日期看 APV-05。

    错：
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 |  300 | 已付清 |
    | BX2  | 2026-11-02 | 教导处 |  300 | 审批中 |
    | BX3  | 2026-11-02 | 教导处 |  300 | 退回   |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 证明 | 张明   | 2026-11-03 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-04 | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-06 | 同意 |
    | BX2  | 证明 | 张明   | 2026-11-03 | 同意 |
    付款
    | 付款号 | 日期           | 单号 |
    | ------ | -------------- | ---- |
    | FK1    | **2026-11-05** | BX1  |
    | FK2    | **2026-11-05** | BX2  |
    | FK3    | **2026-11-05** | BX3  |
    | FK4    | 2026-11-06     | BX1  |

    对：
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 |  300 | 已付清 |
    | BX2  | 2026-11-02 | 教导处 |  300 | 已批准 |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 证明 | 张明   | 2026-11-03 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-04 | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-06 | 同意 |
    | BX2  | 证明 | 张明   | 2026-11-09 | 同意 |
    付款
    | 付款号 | 日期       | 单号 |
    | ------ | ---------- | ---- |
    | FK1    | 2026-11-06 | BX1  |
    | FK2    | 2026-11-05 | BX2  |
    """
    claims, payments = books[Claim], books[Payment]
    if claims.empty or payments.empty:
        return
    found = approvals(books)
    chain = replace(found, steps=found.steps[found.steps[Approval.step] != COLLECTIVE])
    signed = claims[[Claim.number, Claim.state]].assign(签齐=chain.days("签齐日").reindex(claims.index))
    paid = beside(payments, signed, {Payment.claim: Claim.number}, "单")
    paid = paid[paid["单行"] > 0]
    ready = paid[f"单{Claim.state}"].isin(APPROVED)
    yield Hits(paid[~ready], at=Payment.date, message="{单号} 还是{单状态}，{日期} 就付了款。")
    yield Hits(
        paid[ready & (paid[Payment.date] < paid["单签齐"])],
        at=Payment.date,
        message="{单号} {日期} 付款，{单签齐} 才批完。",
    )
