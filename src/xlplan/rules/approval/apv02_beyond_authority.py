from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.approvals import COLLECTIVE, LIMITS, VOID, Approvals, approvals, posts_of
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Approval, Claim


@rule("APV-02", fix="请有权限的人补批；已经批了的，改正审批人。")
def beyond_authority(books: Books) -> Iterator[Hits]:
    """审批超出权限

    两种情形，都指向审批人。一是这个环节不该他签：岗位（“审批”表写了职务的看职务，没有写的看教职工表）不是参数“审批环节”里写的。
    二是金额超过权限：签了同意的人里（这个金额不要他签、他也签了的也算），参数“审批限额”（审批限额：总务主任 500）最大的也批不了这么多，
    指最后签字的那一个；还缺环节的看 APV-01，集体决定的不看限额。限额按单子那一天的参数。

    错：
    教职工
    | 姓名 | 岗位       |
    | ---- | ---------- |
    | 张明 | 教师       |
    | 王芳 | 教导主任   |
    | 刘强 | 总务主任   |
    | 何兰 | 后勤副校长 |
    部门
    | 部门   | 负责人 |
    | ------ | ------ |
    | 教导处 | 王芳   |
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 |  300 | 已批准 |
    | BX2  | 2026-11-02 | 教导处 |  800 | 已批准 |
    审批
    | 单号 | 环节 | 审批人   | 日期       | 意见 |
    | ---- | ---- | -------- | ---------- | ---- |
    | BX1  | 证明 | 何兰     | 2026-11-03 | 同意 |
    | BX1  | 部门 | **张明** | 2026-11-03 | 同意 |
    | BX1  | 总务 | 刘强     | 2026-11-03 | 同意 |
    | BX2  | 证明 | 张明     | 2026-11-03 | 同意 |
    | BX2  | 部门 | 王芳     | 2026-11-03 | 同意 |
    | BX2  | 总务 | 刘强     | 2026-11-03 | 同意 |
    | BX2  | 分管 | **刘强** | 2026-11-04 | 同意 |

    错：
    参数
    | 参数               | 值         |
    | ------------------ | ---------- |
    | 审批环节：部门     | 部门负责人 |
    | 审批环节：总务     | 总务主任   |
    | 审批起点：校长     | 2000       |
    | 审批限额：总务主任 | 500        |
    教职工
    | 姓名 | 岗位     |
    | ---- | -------- |
    | 王芳 | 教导主任 |
    | 刘强 | 总务主任 |
    部门
    | 部门   | 负责人 |
    | ------ | ------ |
    | 教导处 | 王芳   |
    报销单
    | 单号 | 日期       | 部门   | 金额   | 状态   |
    | ---- | ---------- | ------ | -----: | ------ |
    | BX1  | 2026-11-02 | 教导处 | 500.01 | 已批准 |
    | BX2  | 2026-11-02 | 教导处 |    500 | 已批准 |
    审批
    | 单号 | 环节 | 审批人   | 日期       | 意见 |
    | ---- | ---- | -------- | ---------- | ---- |
    | BX1  | 部门 | 王芳     | 2026-11-03 | 同意 |
    | BX1  | 总务 | **刘强** | 2026-11-04 | 同意 |
    | BX2  | 部门 | 王芳     | 2026-11-03 | 同意 |
    | BX2  | 总务 | 刘强     | 2026-11-04 | 同意 |

    对：
    参数
    | 参数               | 值         |
    | ------------------ | ---------- |
    | 审批环节：部门     | 部门负责人 |
    | 审批环节：总务     | 总务主任   |
    | 审批环节：校长     | 校长       |
    | 审批起点：校长     | 2000       |
    | 审批限额：总务主任 | 500        |
    | 审批限额：校长     | 10000      |
    教职工
    | 姓名 | 岗位     |
    | ---- | -------- |
    | 王芳 | 教导主任 |
    | 刘强 | 总务主任 |
    | 周文 | 校长     |
    部门
    | 部门   | 负责人 |
    | ------ | ------ |
    | 教导处 | 王芳   |
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 | 1500 | 已批准 |
    审批
    | 单号 | 环节 | 审批人 | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---- |
    | BX1  | 部门 | 王芳   | 2026-11-03 | 同意 |
    | BX1  | 总务 | 刘强   | 2026-11-04 | 同意 |
    | BX1  | 校长 | 周文   | 2026-11-04 | 同意 |

    对：
    教职工
    | 姓名 | 岗位           |
    | ---- | -------------- |
    | 张明 | 教师           |
    | 王芳 | 教导主任       |
    | 刘强 | 总务主任、工会 |
    | 何兰 | 教师           |
    部门
    | 部门   | 负责人 |
    | ------ | ------ |
    | 教导处 | 王芳   |
    报销单
    | 单号 | 日期       | 部门   | 金额 | 状态   |
    | ---- | ---------- | ------ | ---: | ------ |
    | BX1  | 2026-11-02 | 教导处 | 2000 | 审批中 |
    | BX2  | 2026-11-02 | 教导处 | 1999 | 已批准 |
    审批
    | 单号 | 环节 | 审批人 | 职务       | 日期       | 意见 |
    | ---- | ---- | ------ | ---------- | ---------- | ---- |
    | BX1  | 证明 | 张明   |            | 2026-11-03 | 同意 |
    | BX1  | 部门 | 王芳   |            | 2026-11-03 | 同意 |
    | BX1  | 总务 | 刘强   |            | 2026-11-03 | 同意 |
    | BX2  | 证明 | 张明   |            | 2026-11-03 | 同意 |
    | BX2  | 部门 | 王芳   |            | 2026-11-03 | 同意 |
    | BX2  | 总务 | 刘强   |            | 2026-11-03 | 同意 |
    | BX2  | 分管 | 何兰   | 后勤副校长 | 2026-11-03 | 同意 |
    """
    claims = books[Claim]
    if claims.empty:
        return
    found = approvals(books)
    signed = found.signatures[~found.signatures[f"单{Claim.state}"].isin(VOID)]
    yield Hits(
        signed[~signed["合格"] & (signed["岗位"] != "")],
        at=Approval.approver,
        message="{单号} 的{环节}应由“{谁签}”签，{审批人} 是{岗位}。",
    )
    yield Hits(
        _too_much(books, signed, found),
        at=Approval.approver,
        message="{单号} 的金额 {单金额:元} 超过审批限额，签字的人里权限最大的是{权限最大}，{限额:元}。",
    )


def _too_much(books: Books, signed: pd.DataFrame, found: Approvals) -> pd.DataFrame:
    """The last signature on each claim that all have signed who must, none of whom may approve so much."""
    agreed, days = found.agreed, found.days()
    posts = agreed["岗位"].map(posts_of).explode()
    on = agreed.loc[posts.index, f"单{Claim.date}"]
    limits = books.amounts(LIMITS, on, posts).fillna(0).groupby(level=0).max()
    most = agreed.assign(限额=limits).sort_values("限额", ascending=False, kind="stable")
    most = most.drop_duplicates("单行").set_index("单行")
    decided = agreed.loc[agreed[Approval.step] == COLLECTIVE, "单行"]
    open_ = days.index[days.notna()].difference(decided)
    last = signed.sort_values([Approval.date, "次序"], kind="stable").drop_duplicates("单行", keep="last")
    last = last.assign(
        限额=last["单行"].map(most["限额"]), 权限最大=last["单行"].map(most[Approval.approver])
    )
    return last[last["单行"].isin(open_) & (last[f"单{Claim.amount}"] > last["限额"])]
