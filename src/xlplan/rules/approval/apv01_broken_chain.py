from collections.abc import Iterator

from xlplan.ledger.approvals import APPROVED, COLLECTIVE, approvals
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Approval, Claim


@rule("APV-01", fix="补签缺的环节；次序颠倒的核对签字日期，照实改正。", whole=(Approval,))
def broken_chain(books: Books) -> Iterator[Hits]:
    """审批链缺环节或次序颠倒

    报销单、借款单、事前申请要签哪些环节、谁签、从先到后什么次序，看“参数”表：“审批环节：证明”“审批环节：部门”……一个环节一行，
    表里的次序就是签字的次序；值写岗位，几个岗位用、隔开是都要签，“任一：”“任二：”是其中一人、两人签，“部门负责人”看“部门”表，
    “教职工”是谁都行。“审批起点：校长”写 2000，就是一笔到 2,000 元才要校长这个环节，没有起点的环节都要。按单子那一天的参数。
    状态是已批准、已付清的，缺了环节，指向状态；签字的日期早于前一个环节（第一个环节早于单子的日期）的，指向日期。
    退回、不同意以后重新走的，只看后来签的。集体这一步由 APV-05 检查。

    错：
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态       |
    | ---- | ---------- | ------ | ---: | ---------- |
    | BX1  | 2026-11-02 | 教导处 |  300 | **已批准** |
    | BX2  | 2026-11-02 | 教导处 |  800 | **已付清** |
    | BX3  | 2026-11-02 | 教导处 |  300 | 已批准     |
    | BX4  | 2026-11-02 | 教导处 |  300 | **已批准** |
    审批
    | 单号 | 环节 | 审批人 | 日期           | 意见 |
    | ---- | ---- | ------ | -------------- | ---- |
    | BX1  | 证明 | 张明   | 2026-11-03     | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-03     | 同意 |
    | BX2  | 证明 | 张明   | 2026-11-03     | 同意 |
    | BX2  | 部门 | 王芳   | 2026-11-03     | 同意 |
    | BX2  | 总务 | 刘强   | 2026-11-03     | 同意 |
    | BX3  | 证明 | 张明   | 2026-11-04     | 同意 |
    | BX3  | 部门 | 王芳   | **2026-11-03** | 同意 |
    | BX3  | 总务 | 刘强   | 2026-11-05     | 同意 |
    | BX4  | 证明 | 张明   | 2026-11-01     | 同意 |
    | BX4  | 部门 | 王芳   | 2026-11-03     | 同意 |
    | BX4  | 总务 | 刘强   | 2026-11-04     | 退回 |
    | BX4  | 证明 | 张明   | **2026-10-31** | 同意 |

    错：
    参数
    | 参数           | 值               |
    | -------------- | ---------------- |
    | 审批环节：部门 | 部门负责人       |
    | 审批环节：校长 | 任二：校长、书记 |
    | 审批起点：校长 | 1000             |
    报销单
    | 单号 | 日期       | 金额 | 状态       |
    | ---- | ---------- | ---: | ---------- |
    | BX1  | 2026-11-02 | 1000 | **已批准** |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 部门 | 王芳   | 2026-11-03 | 同意 |
    | BX1  | 校长 | 周文   | 2026-11-03 | 同意 |

    对：
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 |  499 | 已批准 |
    | BX2  | 2026-11-02 | 教导处 |  800 | 审批中 |
    | BX3  | 2026-11-02 | 教导处 |  800 | 作废   |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 证明 | 张明   | 2026-11-02 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-03 | 退回 |
    | BX1  | 证明 | 张明   | 2026-11-04 | 同意 |
    | BX1  | 部门 | 王芳   | 2026-11-04 | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-06 | 同意 |
    | BX2  | 证明 | 张明   | 2026-11-03 | 同意 |
    """
    claims = books[Claim]
    if claims.empty:
        return
    found = approvals(books)
    steps = found.steps[found.steps[Approval.step] != COLLECTIVE]
    lacking = steps[steps["已签"] < steps["要签"]].groupby("单行")[Approval.step].agg("、".join)
    done = claims[claims[Claim.state].isin(APPROVED)]
    yield Hits(
        done.join(lacking.rename("缺"), how="inner"),
        at=Claim.state,
        message="{单号} 的状态是{状态}，审批还缺 {缺}。",
    )
    signed = found.signatures[found.signatures[Approval.step] != COLLECTIVE]
    signed = signed.sort_values(["单行", "次序"], kind="stable")
    own = signed.groupby("单行")
    before = own[Approval.date].shift().fillna(signed[f"单{Claim.date}"])
    step = own[Approval.step].shift().fillna("填单")
    signed = signed.assign(前一步=step, 前一天=before)
    yield Hits(
        signed[signed[Approval.date] < before],
        at=Approval.date,
        message="{单号} 的{环节} {日期} 签，早于{前一步} {前一天}。",
    )
