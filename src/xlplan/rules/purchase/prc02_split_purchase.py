from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.approvals import LIMITS, VOID
from xlplan.rules import Hits, rule
from xlplan.tables import parameters
from xlplan.tables.books import Books
from xlplan.tables.claims import Claim, Purchase
from xlplan.tables.links import beside


@rule(
    "PRC-02",
    fix="同一项目、同一品目的合起来采购；真不是一回事的，写明理由，由审批人豁免。",
    basis="政府采购法实施条例第二十八条",
)
def split_purchase(books: Books) -> Iterator[Hits]:
    """疑似化整为零

    同一年里，同一个预算号、同一个品目，没有公开招标、单看都没有到限额的几次采购，加起来到了参数“公开招标限额”，
    指向加到限额的那一次的成交金额。
    另外，同一个预算号、同一个收款人的报销，参数“化整为零天数”（30 天）以内有“化整为零次数”（3 笔）都刚好低于同一个“审批限额”
    （到了限额的“化整为零接近比例” 90%、没有超过），提醒一次，指向凑满次数的那一笔的金额；退回、作废的不算。

    错：
    报销单
    | 单号 | 日期       | 类型     | 预算号 | 收款人 | 金额     | 状态   |
    | ---- | ---------- | -------- | ------ | ------ | -------: | ------ |
    | SQ1  | 2026-03-02 | 事前申请 | 支01   | 甲公司 |  1300000 | 已批准 |
    | SQ2  | 2026-09-02 | 事前申请 | 支01   | 甲公司 |   700000 | 已批准 |
    | BX1  | 2026-11-02 | 报销     | 支02   | 乙商店 |     9800 | 已批准 |
    | BX2  | 2026-11-09 | 报销     | 支02   | 乙商店 |     9000 | 已批准 |
    | BX3  | 2026-11-20 | 报销     | 支02   | 乙商店 | **9900** | 已批准 |
    | BX4  | 2026-11-20 | 报销     | 支02   | 乙商店 |     9900 | 已批准 |
    采购
    | 采购号 | 日期       | 单号 | 品目   | 采购方式   | 成交金额   |
    | ------ | ---------- | ---- | ------ | ---------- | ---------: |
    | CG1    | 2026-03-02 | SQ1  | 计算机 | 竞争性磋商 |    1300000 |
    | CG2    | 2026-09-02 | SQ2  | 计算机 | 竞争性磋商 | **700000** |

    对：
    报销单
    | 单号 | 日期       | 类型     | 预算号 | 收款人 | 金额    | 状态   |
    | ---- | ---------- | -------- | ------ | ------ | ------: | ------ |
    | SQ1  | 2026-03-02 | 事前申请 | 支01   | 甲公司 | 1300000 | 已批准 |
    | SQ2  | 2026-09-02 | 事前申请 | 支01   | 甲公司 |  699999 | 已批准 |
    | SQ3  | 2026-09-02 | 事前申请 | 支01   | 甲公司 |  700000 | 已批准 |
    | SQ4  | 2026-09-02 | 事前申请 | 支01   | 甲公司 |  700000 | 已批准 |
    | BX1  | 2026-09-02 | 报销     | 支02   | 乙商店 |    9800 | 已批准 |
    | BX2  | 2026-11-09 | 报销     | 支02   | 乙商店 |    9000 | 已批准 |
    | BX3  | 2026-11-20 | 报销     | 支02   | 乙商店 |    9900 | 已批准 |
    | BX4  | 2026-11-20 | 报销     | 支02   | 丙商店 |    9900 | 已批准 |
    | BX5  | 2026-11-20 | 报销     | 支02   | 乙商店 |    8999 | 已批准 |
    | BX6  | 2026-11-20 | 报销     | 支02   | 乙商店 |    9900 | 作废   |
    采购
    | 采购号 | 日期       | 单号 | 品目   | 采购方式   | 成交金额 |
    | ------ | ---------- | ---- | ------ | ---------- | -------: |
    | CG1    | 2026-03-02 | SQ1  | 计算机 | 竞争性磋商 |  1300000 |
    | CG2    | 2026-09-02 | SQ2  | 计算机 | 竞争性磋商 |   699999 |
    | CG3    | 2026-09-02 | SQ3  | 计算机 | 公开招标   |   700000 |
    | CG4    | 2026-09-02 | SQ4  | 家具   | 竞争性磋商 |   700000 |
    """
    claims, bought = books[Claim], books[Purchase]
    if not bought.empty:
        yield Hits(
            _summed(books, claims, bought),
            at=Purchase.amount,
            message="预算号 {单预算号} 的{品目} {年} 年没有招标的采购已有 {累计:元}，到了公开招标限额 {限额:元}。",
        )
    claims = claims[
        (claims[Claim.kind] == "报销") & ~claims[Claim.state].isin(VOID) & (claims[Claim.payee] != "")
    ]
    if claims.empty:
        return
    for limit in books.family(LIMITS, books.today, parameters.amounts).sort_values().unique():
        yield Hits(
            _slices(books, claims, limit).assign(限额=int(limit)),
            at=Claim.amount,
            message="{收款人} 的报销 {头一天} 以来有 {次} 笔都刚好低于审批限额 {限额:元}，最近一笔 {金额:元}。",
            severity=Severity.WARNING,
        )


def _summed(books: Books, claims: pd.DataFrame, bought: pd.DataFrame) -> pd.DataFrame:
    """The purchases that bring what was bought of one kind without a tender to the limit."""
    bought = beside(bought, claims[[Claim.number, Claim.budget]], {Purchase.claim: Claim.number}, "单")
    limits = books.amounts("公开招标限额", bought[Purchase.date])
    bought = bought.assign(限额=limits, 年=bought[Purchase.date].dt.year)
    key = [f"单{Claim.budget}", Purchase.catalogue_item]
    open_ = (bought[Purchase.method] != "公开招标") & (bought[Purchase.amount] < limits)
    own = bought[open_ & (bought[key] != "").all(axis=1)].sort_values(Purchase.date, kind="stable")
    total = own.groupby([*key, "年"])[Purchase.amount].cumsum()
    own = own.assign(累计=total)
    return own[(total >= own["限额"]) & (total - own[Purchase.amount] < own["限额"])]


def _slices(books: Books, claims: pd.DataFrame, limit: float) -> pd.DataFrame:
    """The claims that complete a row of so many just below a limit within so many days."""
    fen = claims[Claim.amount]
    near = claims[(fen <= limit) & (fen >= limit * books.share("化整为零接近比例"))]
    today = pd.Series([pd.Timestamp(books.today)])
    days, times = (int(books.numbers(name, today).iloc[0]) for name in ("化整为零天数", "化整为零次数"))
    near = near.sort_values(Claim.date, kind="stable")
    key = [near[Claim.budget], near[Claim.payee]]
    first = near.groupby(key)[Claim.date].shift(times - 1)
    full = near[Claim.date] - first <= pd.Timedelta(days=days)
    before = full.groupby(key).shift(fill_value=False)
    return near.assign(头一天=first, 次=times)[full & ~before]
