from collections.abc import Iterator

import pandas as pd

from xlplan.excel.privacy import hidden
from xlplan.ledger.approvals import as_approved
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Claim, Contract, Payment
from xlplan.tables.links import beside


@rule(
    "APV-09",
    fix="核对回单和单子：付错了的追回；付款表写错的改正；真要付给别人的，把单子退回，改好以后重新走一遍审批。",
)
def paid_to_another(books: Books) -> Iterator[Hits]:
    """付款的收款人、账号和批准的不一样

    付款表的收款人、收款账号，要和单子上批准的一样；写了合同号的，收款人是合同的供应商。两边有一边空着的不查，
    括号的全角半角、账号中间的空格不算不一样。单子批准以后又改了的，按批准时的内容比（改了由 APV-06 检查）。
    收款人不一样的指向付款的收款人，收款人一样、账号不一样的指向收款账号。

    错：
    报销单
    | 单号 | 日期       | 类型     | 金额 | 收款人 | 收款账号         |
    | ---- | ---------- | -------- | ---: | ------ | ---------------- |
    | BX1  | 2026-11-02 | 报销     |  300 | 五金店 | 6222000011112222 |
    | SQ1  | 2026-11-02 | 事前申请 | 9000 |        |                  |
    合同
    | 合同号 | 签订日     | 供应商   | 合同金额 |
    | ------ | ---------- | -------- | -------: |
    | HT1    | 2026-11-04 | 建筑公司 |     9000 |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 收款人       | 收款账号             | 金额 |
    | ------ | ---------- | ---- | ------ | ------------ | -------------------- | ---: |
    | FK1    | 2026-11-06 | BX1  |        | **张明**     | 6222000011113333     |  100 |
    | FK2    | 2026-11-06 | BX1  |        | 五金店       | **6222000011113333** |  100 |
    | FK3    | 2026-11-09 | SQ1  | HT1    | **装饰公司** |                      | 9000 |

    错：
    记下的审批：2026-11-05
    报销单
    | 单号 | 日期       | 金额 | 收款人 |
    | ---- | ---------- | ---: | ------ |
    | BX1  | 2026-11-02 |  300 | 五金店 |
    现在：
    报销单
    | 单号 | 日期       | 金额 | 收款人 |
    | ---- | ---------- | ---: | ------ |
    | BX1  | 2026-11-02 |  300 | 张明   |
    付款
    | 付款号 | 日期       | 单号 | 收款人   | 金额 |
    | ------ | ---------- | ---- | -------- | ---: |
    | FK1    | 2026-11-06 | BX1  | **张明** |  300 |

    对：
    报销单
    | 单号 | 日期       | 类型     | 金额 | 收款人       | 收款账号         |
    | ---- | ---------- | -------- | ---: | ------------ | ---------------- |
    | BX1  | 2026-11-02 | 报销     |  300 | 五金店（城关） | 6222000011112222 |
    | BX2  | 2026-11-02 | 报销     |  300 |              |                  |
    | SQ1  | 2026-11-02 | 事前申请 | 9000 | 待定         | 6222000011114444 |
    合同
    | 合同号 | 签订日     | 供应商   | 合同金额 |
    | ------ | ---------- | -------- | -------: |
    | HT1    | 2026-11-04 | 建筑公司 |     9000 |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 收款人       | 收款账号            | 金额 |
    | ------ | ---------- | ---- | ------ | ------------ | ------------------- | ---: |
    | FK1    | 2026-11-06 | BX1  |        | 五金店(城关) | 6222 0000 1111 2222 |  100 |
    | FK2    | 2026-11-06 | BX1  |        | 五金店（城关） |                     |  100 |
    | FK3    | 2026-11-06 | BX2  |        | 张明         | 6222000011113333    |  100 |
    | FK4    | 2026-11-09 | SQ1  | HT1    | 建筑公司     | 6222000011115555    | 9000 |
    | FK5    | 2026-11-09 | BX9  |        | 建筑公司     |                     |  100 |
    """
    payments = books[Payment]
    paid = beside(payments, as_approved(books), {Payment.claim: Claim.number}, "单")
    paid = beside(paid, books[Contract], {Payment.contract: Contract.number}, "约")
    by_contract = paid[Payment.contract] != ""
    own = paid[f"单{Claim.payee}"]
    due = paid[f"约{Contract.supplier}"].where(by_contract, own)
    paid = paid.assign(应付=due, 凭=by_contract.map({True: "合同", False: "单子"}))
    other = _unlike(paid[Payment.payee], due)
    yield Hits(paid[other], at=Payment.payee, message="{付款号} 付给了 {收款人}，{单号} 的{凭}上是 {应付}。")
    # What the claim says of an account is of its own payee.
    account = paid[f"单{Claim.payee_account}"]
    same = ~other & ~_unlike(due, own) & (own != "")
    yield Hits(
        paid.assign(单上=account.map(hidden))[same & _unlike(paid[Payment.payee_account], account)],
        at=Payment.payee_account,
        message="{付款号} 付到账号 {收款账号}，{单号} 上是 {单上}。",
    )


def _unlike(some: "pd.Series", others: "pd.Series") -> "pd.Series":
    """Whether both say something, and not the same."""
    one, other = (side.str.normalize("NFKC").str.replace(r"[\s-]", "", regex=True) for side in (some, others))
    return (one != other) & (one != "") & (other != "")
