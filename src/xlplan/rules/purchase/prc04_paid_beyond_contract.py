from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Contract, Payment
from xlplan.tables.links import beside


@rule("PRC-04", fix="核对付款和合同；合同变更了的，把变更金额和依据写到合同表。", whole=(Payment,))
def paid_beyond_contract(books: Books) -> Iterator[Hits]:
    """累计付款超过合同额

    写着同一个合同号的付款，按日期加起来不能超过合同金额加变更金额，刚好付完不算。指向超过的那一笔的金额，一份合同只指一次。

    错：
    合同
    | 合同号 | 签订日     | 合同金额 | 变更金额 |
    | ------ | ---------- | -------: | -------: |
    | HT1    | 2026-03-02 |     1000 |      100 |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 金额    |
    | ------ | ---------- | ---- | ------ | ------: |
    | FK1    | 2026-05-02 | SQ1  | HT1    |     400 |
    | FK2    | 2026-09-02 | SQ1  | HT1    | **301** |
    | FK3    | 2026-05-06 | SQ1  | HT1    |     400 |
    | FK4    | 2026-09-03 | SQ1  | HT1    |       9 |

    对：
    合同
    | 合同号 | 签订日     | 合同金额 | 变更金额 |
    | ------ | ---------- | -------: | -------: |
    | HT1    | 2026-03-02 |     1000 |      100 |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 金额 |
    | ------ | ---------- | ---- | ------ | ---: |
    | FK1    | 2026-05-02 | SQ1  | HT1    |  400 |
    | FK2    | 2026-09-02 | SQ1  | HT1    |  700 |
    | FK3    | 2026-09-02 | SQ1  |        |  700 |
    """
    agreed = books[Contract]
    paid = beside(books[Payment], agreed, {Payment.contract: Contract.number}, "约")
    paid = paid[paid["约行"] > 0].sort_values(Payment.date, kind="stable")
    total = paid.groupby(Payment.contract)[Payment.amount].cumsum()
    due = paid[f"约{Contract.amount}"] + paid[f"约{Contract.change}"]
    beyond = paid.assign(累计=total, 合同额=due)[total > due]
    yield Hits(
        beyond[~beyond[Payment.contract].duplicated()],
        at=Payment.amount,
        message="{合同号} 到这一笔已付 {累计:元}，合同额 {合同额:元}。",
    )
