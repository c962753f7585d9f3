from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.approvals import APPROVED, COLLECTIVE, approvals, known
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Approval, Claim, Decision, Payment
from xlplan.tables.links import beside, looked_up


@rule("APV-05", fix="先开会集体研究，形成纪要，再审批付款；纪要号填到审批的集体这一步。")
def no_collective_decision(books: Books) -> Iterator[Hits]:
    """大额支出没有集体讨论的纪要

    金额到了参数“审批起点：集体”的单子，批准以前要集体研究：审批里要有集体这一步（没有的指向报销单的金额），写明纪要号；
    纪要的决定要是通过，研究的金额不能少于单子的金额，几张单子用一份纪要的合起来看（都指向审批的纪要号）；开会、签字都不能晚于第一笔付款，签字不能早于
    开会（指向审批的日期）。会议的实到人数要达到参数“集体决策最低到会比例”，指向集体决策的实到。

    错：
    报销单
    | 单号 | 日期       | 金额      | 状态   |
    | ---- | ---------- | --------: | ------ |
    | BX1  | 2026-11-02 | **10000** | 已批准 |
    | BX2  | 2026-11-02 |     20000 | 已批准 |
    | BX3  | 2026-11-02 |     20000 | 已付清 |
    | BX4  | 2026-11-02 |     20000 | 已批准 |
    | BX5  | 2026-11-02 |     20000 | 已批准 |
    | BX6  | 2026-11-02 |     20000 | 已批准 |
    | BX7  | 2026-11-02 |     20000 | 已批准 |
    集体决策
    | 纪要号 | 会议日期   | 金额  | 应到 | 实到  | 决定 |
    | ------ | ---------- | ----: | ---: | ----: | ---- |
    | 纪要1  | 2026-11-04 | 40000 |    9 |     6 | 通过 |
    | 纪要2  | 2026-11-04 | 20000 |    9 |     6 | 缓议 |
    | 纪要3  | 2026-11-04 | 19000 |    9 | **5** | 通过 |
    审批
    | 单号 | 环节 | 审批人 | 日期           | 意见 | 纪要号     |
    | ---- | ---- | ------ | -------------- | ---- | ---------- |
    | BX2  | 集体 | 罗富   | 2026-11-04     | 同意 | **（空）** |
    | BX3  | 集体 | 罗富   | **2026-11-05** | 同意 | 纪要1      |
    | BX4  | 集体 | 罗富   | 2026-11-05     | 同意 | **纪要2**  |
    | BX5  | 集体 | 罗富   | 2026-11-05     | 同意 | **纪要3**  |
    | BX6  | 集体 | 罗富   | **2026-11-03** | 同意 | 纪要1      |
    | BX7  | 集体 | 罗富   | 2026-11-05     | 同意 | **纪要1**  |
    付款
    | 付款号 | 日期       | 单号 |
    | ------ | ---------- | ---- |
    | FK1    | 2026-11-04 | BX3  |

    对：
    报销单
    | 单号 | 日期       | 金额    | 状态   |
    | ---- | ---------- | ------: | ------ |
    | BX1  | 2026-11-02 | 9999.99 | 已批准 |
    | BX2  | 2026-11-02 |   20000 | 审批中 |
    | BX3  | 2026-11-02 |   20000 | 已付清 |
    集体决策
    | 纪要号 | 会议日期   | 金额 | 应到 | 实到 | 决定 |
    | ------ | ---------- | ---: | ---: | ---: | ---- |
    | 纪要1  | 2026-11-04 |      |    9 |    6 | 通过 |
    | 纪要2  | 2026-11-04 |      |    9 |    3 | 缓议 |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 | 纪要号 |
    | ---- | ---- | ------ | ---------- | ---- | ------ |
    | BX3  | 集体 | 罗富   | 2026-11-04 | 同意 | 纪要1  |
    付款
    | 付款号 | 日期       | 单号 |
    | ------ | ---------- | ---- |
    | FK1    | 2026-11-04 | BX3  |
    """
    claims, decisions, payments = books[Claim], books[Decision], books[Payment]
    if claims.empty:
        return
    # First what may have to wait: a rule waits or speaks, not both.
    few = _few(books, decisions[decisions[Decision.outcome] == "通过"])
    found = approvals(books)
    needed = found.steps.loc[found.steps[Approval.step] == COLLECTIVE, "单行"]
    large = claims[claims.index.isin(needed) & claims[Claim.state].isin(APPROVED) & known(books)]
    signed = found.signatures
    signed = signed[(signed[Approval.step] == COLLECTIVE) & signed["单行"].isin(large.index)]
    without = large[~large.index.isin(signed["单行"])]
    yield Hits(without, at=Claim.amount, message="{单号} 金额 {金额:元}，没有集体研究这一步。")
    yield Hits(
        signed[signed[Approval.decision] == ""],
        at=Approval.decision,
        message="{单号} 的集体这一步没有写纪要号。",
    )
    yield from _minutes(signed, decisions, payments)
    yield Hits(
        few, at=Decision.present, message="{纪要号} 应到 {应到} 人，实到 {实到} 人，没有达到规定的比例。"
    )


def _minutes(signed: pd.DataFrame, decisions: pd.DataFrame, payments: pd.DataFrame) -> Iterator[Hits]:
    decided = beside(signed, decisions, {Approval.decision: Decision.number}, "会")
    first = payments.groupby(Payment.claim)[Payment.date].min()
    decided = decided.assign(付=looked_up(decided[Approval.claim], first))[decided["会行"] > 0]
    passed = decided[f"会{Decision.outcome}"] == "通过"
    yield Hits(
        decided[~passed], at=Approval.decision, message="{单号} 的纪要 {纪要号} 决定是“{会决定}”，不是通过。"
    )
    studied = decided[f"会{Decision.amount}"]
    once = ~decided.duplicated([Approval.claim, Approval.decision])
    total = decided[f"单{Claim.amount}"].where(once, 0).groupby(decided[Approval.decision]).cumsum()
    yield Hits(
        decided.assign(共=total)[once & passed & (studied != 0) & (studied < total)],
        at=Approval.decision,
        message="纪要 {纪要号} 只研究了 {会金额:元}，到 {单号} 这一张一共批了 {共:元}。",
    )
    day, met = decided[Approval.date], decided[f"会{Decision.date}"]
    late = (day > decided["付"]) | (met > decided["付"])
    yield Hits(
        decided[late],
        at=Approval.date,
        message="{单号} {会会议日期} 开会、{日期} 签字，{付} 已经付款。",
    )
    yield Hits(
        decided[~late & (met > day)],
        at=Approval.date,
        message="{单号} 的集体这一步 {日期} 签，{会会议日期} 才开会。",
    )


def _few(books: Books, passed: pd.DataFrame) -> pd.DataFrame:
    """The meetings that decided with too few of those who should have been there."""
    if passed.empty:
        return passed
    share = books.shares("集体决策最低到会比例", passed[Decision.date])
    least = share * passed[Decision.entitled].astype("Float64")
    few = (passed[Decision.present].astype("Float64") < least).fillna(False)
    return passed[few.astype(bool)]
