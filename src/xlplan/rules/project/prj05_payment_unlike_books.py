from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import ledger_year, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, NotKept
from xlplan.tables.claims import Contract, Payment
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, unmatched
from xlplan.tables.projects import CANCELLED, Project, ProjectPayment


@rule(
    "PRJ-05",
    fix="照“付款”表、“合同”表和凭证改项目表；是那边错了的，改那边。",
    whole=(ProjectPayment, Payment, Contract, VoucherLine),
)
def payment_unlike_books(books: Books) -> Iterator[Hits]:
    """项目的付款、合同额和报销采购、账上的不一样

    项目付款写了付款单号的，要和“付款”表里的那一笔一样：先看是不是这个项目的合同（指向付款单号），再看金额（指向金额）、日期（指向日期），
    凭证号也要一样（指向凭证号，空着的不查）。没有写付款单号的，凭证号要在那个月的记账凭证里找得到（指向凭证号）。“付款”表里写着
    项目的合同号、项目付款里没有的，指向“付款”表的付款号。项目的合同额要等于“合同”表里的合同金额加变更金额（指向合同额）。没有报销采购
    工作簿的只查凭证，账上还没有那一年的凭证、建账以前的月份不查。

    错：
    合同
    | 合同号 | 签订日     | 合同金额 | 变更金额 |
    | ------ | ---------- | -------: | -------: |
    | HT1    | 2026-03-02 |    40000 |     1000 |
    | HT2    | 2026-03-02 |     9000 |          |
    付款
    | 付款号  | 日期       | 单号 | 合同号 | 金额  | 凭证号 |
    | ------- | ---------- | ---- | ------ | ----: | ------ |
    | FK1     | 2026-04-02 | SQ1  | HT1    | 10000 | 记-1   |
    | FK2     | 2026-05-06 | SQ1  | HT1    | 10000 | 记-2   |
    | FK3     | 2026-06-03 | SQ2  | HT2    |  9000 | 记-3   |
    | **FK4** | 2026-07-02 | SQ1  | HT1    |  5000 | 记-4   |
    项目
    | 项目号 | 名称   | 合同号 | 合同额    |
    | ------ | ------ | ------ | --------: |
    | XM1    | 绿化带 | HT1    | **40000** |
    | XM2    | 围墙   | HT2    |      9000 |
    项目付款
    | 项目号 | 日期           | 款项   | 金额      | 付款单号 | 凭证号   |
    | ------ | -------------- | ------ | --------: | -------- | -------- |
    | XM1    | 2026-04-02     | 预付款 | **10500** | FK1      | **记-9** |
    | XM1    | **2026-05-07** | 进度款 |     10000 | FK2      | 记-2     |
    | XM1    | 2026-06-03     | 进度款 |      9000 | **FK3**  | 记-3     |
    | XM2    | 2026-06-03     | 结算款 |      9000 | FK3      | 记-3     |
    | XM2    | 2026-06-04     | 设计费 |       900 |          | **记-8** |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-06-04 | 记-7   | 5001     |  900 |      |
    | 2026-06-04 | 记-7   | 100201   |      |  900 |

    对：
    合同
    | 合同号 | 签订日     | 合同金额 | 变更金额 |
    | ------ | ---------- | -------: | -------: |
    | HT1    | 2026-03-02 |    40000 |     1000 |
    付款
    | 付款号 | 日期       | 单号 | 合同号 | 金额  | 凭证号 |
    | ------ | ---------- | ---- | ------ | ----: | ------ |
    | FK1    | 2026-04-02 | SQ1  | HT1    | 10000 | 记-1   |
    | FK2    | 2026-05-06 | SQ3  | HT3    | 10000 | 记-2   |
    项目
    | 项目号 | 名称   | 合同号 | 合同额 |
    | ------ | ------ | ------ | -----: |
    | XM1    | 绿化带 | HT1    |  41000 |
    | XM2    | 围墙   |        |   9000 |
    项目付款
    | 项目号 | 日期       | 款项   | 金额  | 付款单号 | 凭证号   |
    | ------ | ---------- | ------ | ----: | -------- | -------- |
    | XM1    | 2026-04-02 | 预付款 | 10000 | FK1      | 记字第1号 |
    | XM2    | 2026-06-04 | 设计费 |   900 |          | 记-007   |
    | XM2    | 2025-06-04 | 勘察费 |   900 |          | 记-5     |
    | XM2    | 2026-03-04 | 勘察费 |   900 |          | 记-6     |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-04-02 | 记-1   | 1613     | 10000 |     |
    | 2026-04-02 | 记-1   | 100201   |      | 10000 |
    | 2026-06-04 | 记-7   | 5001     |  900 |      |
    | 2026-06-04 | 记-7   | 100201   |      |  900 |
    """
    projects, own = books[Project], books[ProjectPayment]
    try:
        payments, contracts = books[Payment], books[Contract]
    except NotKept:
        yield from _vouchers(books, own)
        return
    yield from _vouchers(books, own[own[ProjectPayment.payment] == ""])
    yield from _payments(projects, own, payments)
    # A contract for several projects is shared as they like.
    projects = projects[~projects[Project.contract].duplicated(keep=False)]
    agreed = beside(projects, contracts, {Project.contract: Contract.number}, "约")
    due = agreed[f"约{Contract.amount}"] + agreed[f"约{Contract.change}"]
    unlike = (agreed["约行"] > 0) & (agreed[Project.state] != CANCELLED) & (agreed[Project.amount] != due)
    yield Hits(
        agreed.assign(应是=due)[unlike],
        at=Project.amount,
        message="“{名称}”的合同额填的是 {合同额:元}，合同 {合同号} 连变更是 {应是:元}。",
    )


def _payments(projects: pd.DataFrame, own: pd.DataFrame, payments: pd.DataFrame) -> Iterator[Hits]:
    rows = beside(own, payments, {ProjectPayment.payment: Payment.number}, "付")
    names = projects[[Project.number, Project.contract]]
    rows = beside(rows, names, {ProjectPayment.project: Project.number}, "项")
    known = rows["付行"] > 0
    other = known & (rows["项合同号"] != rows["付合同号"]) & (rows["付合同号"] != "")
    # One payment may be for several projects; the row that is one too many is the last.
    mine = rows[known & ~other]
    sums = mine.groupby(ProjectPayment.payment)[ProjectPayment.amount].transform("sum")
    rows = rows.assign(合计=sums.reindex(rows.index, fill_value=0))
    last = ~mine[ProjectPayment.payment].duplicated(keep="last").reindex(rows.index, fill_value=True)
    fen = known & ~other & last & (rows["合计"] != rows["付金额"])
    day = known & ~other & ~fen & (rows[ProjectPayment.date] != rows["付日期"])
    said = voucher_keys(rows[ProjectPayment.date], rows[ProjectPayment.voucher])
    booked = voucher_keys(rows["付日期"], rows["付凭证号"])
    voucher = known & ~other & ~day & (said != "") & (booked != "") & (said != booked)
    yield Hits(
        rows[other],
        at=ProjectPayment.payment,
        message="{付款单号} 是合同 {付合同号} 的付款，不是这个项目的。",
    )
    yield Hits(
        rows[fen],
        at=ProjectPayment.amount,
        message="“付款”表里 {付款单号} 是 {付金额:元}，项目付款里合计 {合计:元}。",
    )
    yield Hits(
        rows[day],
        at=ProjectPayment.date,
        message="“付款”表里 {付款单号} 是 {付日期} 付的，这里写的是 {日期}。",
    )
    yield Hits(
        rows[voucher],
        at=ProjectPayment.voucher,
        message="“付款”表里 {付款单号} 的凭证号是 {付凭证号}，这里写的是 {凭证号}。",
    )
    made = beside(payments, projects, {Payment.contract: Project.contract}, "项")
    lost = unmatched(made[made["项行"] > 0], own, {Payment.number: ProjectPayment.payment})
    yield Hits(
        lost,
        at=Payment.number,
        message="{付款号} 付的是“{项名称}”的合同 {合同号}，“项目付款”表里没有这一笔。",
    )


def _vouchers(books: Books, own: pd.DataFrame) -> Iterator[Hits]:
    lines = books[VoucherLine]
    if lines.empty or own.empty:
        return
    own = own[own[ProjectPayment.date].dt.year == ledger_year(lines, books.today)]
    own = own[own[ProjectPayment.date] >= lines[VoucherLine.date].min().replace(day=1)]
    own = own.assign(键=voucher_keys(own[ProjectPayment.date], own[ProjectPayment.voucher]))
    lines = lines.assign(键=voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher]))
    yield Hits(
        unmatched(own, lines, {"键": "键"}),
        at=ProjectPayment.voucher,
        message="{日期:%Y年%m月}没有凭证 {凭证号}。",
    )
