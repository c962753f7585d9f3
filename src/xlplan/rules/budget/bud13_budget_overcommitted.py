from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.ledger.commitments import overdrawn
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Claim, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside

CONTROL = "预算控制"
"""Family of 参数: how strictly each stage is held."""
_SEVERITIES = {"停止": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.NOTE}
"""Anything else, such as 不管, is not looked at."""


@rule(
    "BUD-13",
    fix="先办预算调整，或减少、退回这张单子；采购、付款超过批准金额的，补办审批。",
    whole=(BudgetLine, BudgetChange, VoucherLine, Claim, Payment),
)
def budget_overcommitted(books: Books) -> Iterator[Hits]:
    """单子超出预算，或采购、付款超出批准的金额

    钱在支付以前就要管住：预算 → 申请 → 审批 → 采购 → 验收 → 支付。每个预算号的预算减去已支，再减去已经批准、还没有付的单子
    （付了还没有记账的也算），就是可用的数。申请的单子超过可用的，指向第一张超出的金额；批准了的超过剩余的，指向第一张超出的金额；
    采购的成交金额合计超过这张单子批准的金额，指向成交金额；付款合计超过单子的金额，指向付款的金额。审批里有一格读不出来的，只有那张单子等着。

    每一步管得多严，在参数“预算控制：申请”“预算控制：审批”“预算控制：采购”“预算控制：支付”里写：停止（错误）、警告、提示，或者不管。

    错：
    预算
    | 预算号 | 年度 | 收支 | 年初数 |
    | ------ | ---- | ---- | -----: |
    | 支01   | 2026 | 支出 |   1000 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 预算号 |
    | ---------- | ------ | -------- | ---: | ------ |
    | 2026-11-02 | 记-1   | 7201     |  500 | 支01   |
    报销单
    | 单号 | 日期       | 类型     | 部门   | 经办   | 金额    | 预算号 | 状态   |
    | ---- | ---------- | -------- | ------ | ------ | ------: | ------ | ------ |
    | 甲1  | 2026-11-03 | 事前申请 | 总务处 | 水电工 |     300 | 支01   | 已批准 |
    | 甲4  | 2026-11-04 | 报销     | 总务处 | 水电工 |     900 | 支01   | 已批准 |
    | 甲2  | 2026-11-04 | 报销     | 总务处 | 水电工 | **201** | 支01   | 审批中 |
    | 甲3  | 2026-11-04 | 报销     | 总务处 | 水电工 |     201 |        | 已批准 |
    审批
    | 单号 | 环节 | 审批人 | 职务     | 日期       | 意见 |
    | ---- | ---- | ------ | -------- | ---------- | ---- |
    | 甲1  | 证明 | 某甲   | 教师     | 2026-11-03 | 同意 |
    | 甲1  | 部门 | 某乙   | 主任     | 2026-11-03 | 同意 |
    | 甲1  | 总务 | 某丙   | 总务主任 | 2026-11-04 | 同意 |
    | 甲4  | 证明 | 某甲   | 教师     | 某日       | 同意 |
    采购
    | 采购号 | 日期       | 单号 | 项目 | 类别 | 采购方式 | 成交金额 |
    | ------ | ---------- | ---- | ---- | ---- | -------- | -------: |
    | 购1    | 2026-11-05 | 甲1  | 水管 | 货物 | 自行采购 |  **301** |
    付款
    | 付款号 | 日期       | 单号 | 金额    | 方式 |
    | ------ | ---------- | ---- | ------: | ---- |
    | 付1    | 2026-11-06 | 甲3  |     100 | 转账 |
    | 付2    | 2026-11-06 | 甲3  | **102** | 转账 |
    部门
    | 部门   | 负责人 |
    | ------ | ------ |
    | 总务处 | 某乙   |

    对：
    预算
    | 预算号 | 年度 | 收支 | 年初数 |
    | ------ | ---- | ---- | -----: |
    | 支01   | 2026 | 支出 |   1000 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 预算号 |
    | ---------- | ------ | -------- | ---: | ------ |
    | 2026-11-02 | 记-1   | 7201     |  500 | 支01   |
    报销单
    | 单号 | 日期       | 类型     | 部门   | 经办   | 金额 | 预算号 | 状态   |
    | ---- | ---------- | -------- | ------ | ------ | ---: | ------ | ------ |
    | 甲1  | 2026-11-03 | 事前申请 | 总务处 | 水电工 |  300 | 支01   | 已批准 |
    | 甲2  | 2026-11-04 | 报销     | 总务处 | 水电工 |  200 | 支01   | 审批中 |
    | 甲3  | 2026-11-04 | 报销     | 总务处 | 水电工 |  900 | 支01   | 作废   |
    采购
    | 采购号 | 日期       | 单号 | 项目 | 类别 | 采购方式 | 成交金额 |
    | ------ | ---------- | ---- | ---- | ---- | -------- | -------: |
    | 购1    | 2026-11-05 | 甲1  | 水管 | 货物 | 自行采购 |      300 |
    """
    claims = books[Claim]
    if claims.empty:
        return
    approved, asked = overdrawn(books)
    beyond = "预算号 {预算号} 还可用 {可用:元}，这张单子占用 {待付:元}，超出 {超出:元}。"
    yield from _hits(books, approved, "审批", Claim.date, Claim.amount, f"已批准，{beyond}")
    yield from _hits(books, asked, "申请", Claim.date, Claim.amount, beyond)
    for table, stage in ((Purchase, "采购"), (Payment, "支付")):
        rows = beside(books[table], claims, {table.claim: Claim.number}, "单")
        total = rows[table.amount].groupby(rows[table.claim]).cumsum()
        over = rows.assign(合计=total, 批准=rows[f"单{Claim.amount}"])
        over = over[(over["单行"] > 0) & (over["合计"] > over["批准"])]
        first = over[~over[table.claim].duplicated()]
        message = f"单子 {{单号}} 批准的是 {{批准:元}}，到这一行{stage}合计 {{合计:元}}。"
        yield from _hits(books, first, stage, table.date, table.amount, message)


def _hits(
    books: Books, rows: pd.DataFrame, stage: str, day: Column, at: Column, message: str
) -> Iterator[Hits]:
    """The rows, as severe as the stage is held on their days."""
    held = books.texts(CONTROL, rows[day], pd.Series(stage, index=rows.index))
    for word, severity in _SEVERITIES.items():
        yield Hits(rows[held == word], at=at, message=message, severity=severity)
