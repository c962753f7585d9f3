from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Acceptance, Contract, Payment, Purchase
from xlplan.tables.links import beside, looked_up


@rule(
    "PRC-05",
    fix="先验收后付款；验收由采购经办人以外的人做，把验收单号、日期补到验收表。",
    basis="政府采购法第四十一条",
    whole=(Acceptance, Payment),
)
def paid_without_acceptance(books: Books) -> Iterator[Hits]:
    """没有验收就付款，或验收人就是采购的经办人

    单子有采购的，付款以前要有验收，结论不能是不合格；签了合同的（付款表里写了合同号），预付款、进度款可以先付，付到合同额的那一笔
    要先验收。指向付款的日期。验收人一、验收人二不能是采购的经办人，两个验收人不能是同一个人，指向那一个验收人。

    错：
    采购
    | 采购号 | 日期       | 单号 | 经办 |
    | ------ | ---------- | ---- | ---- |
    | CG1    | 2026-11-02 | BX1  | 张明 |
    | CG2    | 2026-11-02 | BX2  | 张明 |
    | CG3    | 2026-11-02 | SQ3  | 张明 |
    | CG4    | 2026-11-02 | BX4  | 张明 |
    合同
    | 合同号 | 采购号 | 签订日     | 合同金额 |
    | ------ | ------ | ---------- | -------: |
    | HT1    | CG3    | 2026-11-03 |      900 |
    验收
    | 验收单号 | 采购号 | 验收日     | 验收人一 | 验收人二 | 结论   |
    | -------- | ------ | ---------- | -------- | -------- | ------ |
    | YS1      | CG2    | 2026-11-09 | **张明** | 李英     | 合格   |
    | YS2      | CG3    | 2026-11-10 | 李英     | **李英** | 合格   |
    | YS3      | CG4    | 2026-11-04 | 李英     | **张明** | 不合格 |
    付款
    | 付款号 | 日期           | 单号 | 合同号 | 金额 |
    | ------ | -------------- | ---- | ------ | ---: |
    | FK1    | **2026-11-06** | BX1  |        |  500 |
    | FK2    | **2026-11-06** | BX2  |        |  500 |
    | FK3    | 2026-11-06     | SQ3  | HT1    |  500 |
    | FK4    | **2026-11-09** | SQ3  | HT1    |  400 |
    | FK5    | **2026-11-09** | BX4  |        |  400 |

    对：
    采购
    | 采购号 | 日期       | 单号 | 经办 |
    | ------ | ---------- | ---- | ---- |
    | CG1    | 2026-11-02 | BX1  | 张明 |
    | CG3    | 2026-11-02 | SQ3  | 张明 |
    合同
    | 合同号 | 采购号 | 签订日     | 合同金额 |
    | ------ | ------ | ---------- | -------: |
    | HT1    | CG3    | 2026-11-03 |      900 |
    验收
    | 验收单号 | 采购号 | 验收日     | 验收人一 | 验收人二 | 结论       |
    | -------- | ------ | ---------- | -------- | -------- | ---------- |
    | YS1      | CG1    | 2026-11-06 | 王芳     | 李英     | 整改后合格 |
    | YS2      | CG3    | 2026-11-09 | 李英     |          | 合格       |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 金额 |
    | ------ | ---------- | ---- | ------ | ---: |
    | FK1    | 2026-11-06 | BX1  |        |  500 |
    | FK2    | 2026-11-06 | BX9  |        |  500 |
    | FK3    | 2026-11-06 | SQ3  | HT1    |  500 |
    | FK4    | 2026-11-09 | SQ3  | HT1    |  400 |
    """
    bought, accepted, payments = books[Purchase], books[Acceptance], books[Payment]
    if bought.empty:
        return
    due = _due(bought, accepted, payments, books[Contract])
    yield Hits(due[due["验"].isna()], at=Payment.date, message="{单号} {日期} 付款，还没有验收。")
    yield Hits(
        due[due["验"] > due[Payment.date]],
        at=Payment.date,
        message="{单号} {日期} 付款，{验} 才验收。",
    )
    buyers = bought[[Purchase.number, Purchase.handler]]
    accepted = beside(accepted, buyers, {Acceptance.purchase: Purchase.number}, "采")
    for cell in (Acceptance.acceptor, Acceptance.second_acceptor):
        own = (accepted[cell] == accepted["采经办"]) & (accepted[cell] != "")
        yield Hits(accepted[own], at=cell, message="{验收单号} 的验收人 {采经办} 就是采购 {采购号} 的经办。")
    second = accepted[Acceptance.second_acceptor]
    same = (second == accepted[Acceptance.acceptor]) & (second != "") & (second != accepted["采经办"])
    yield Hits(
        accepted[same], at=Acceptance.second_acceptor, message="{验收单号} 的两个验收人都是 {验收人一}。"
    )


def _due(
    bought: pd.DataFrame, accepted: pd.DataFrame, payments: pd.DataFrame, contracts: pd.DataFrame
) -> pd.DataFrame:
    """The payments before which something must be accepted, with the day on which it was (验, NaT: it was not)."""
    good = accepted[accepted[Acceptance.conclusion] != "不合格"]
    good = beside(
        good, bought[[Purchase.number, Purchase.claim]], {Acceptance.purchase: Purchase.number}, "采"
    )
    by_claim = good.groupby("采单号")[Acceptance.date].min()
    by_purchase = good.groupby(Acceptance.purchase)[Acceptance.date].min()
    paid = beside(payments, contracts, {Payment.contract: Contract.number}, "约")
    paid = paid.sort_values(Payment.date, kind="stable")
    contracted = paid["约行"] > 0
    total = paid.groupby(Payment.contract)[Payment.amount].cumsum()
    whole = total >= paid[f"约{Contract.amount}"] + paid[f"约{Contract.change}"]
    day = looked_up(paid[Payment.claim], by_claim)
    day = day.where(~contracted, looked_up(paid[f"约{Contract.purchase}"], by_purchase))
    needs = (contracted & whole) | (~contracted & paid[Payment.claim].isin(bought[Purchase.claim]))
    return paid.assign(验=day)[needs & (paid[Payment.claim] != "")]
