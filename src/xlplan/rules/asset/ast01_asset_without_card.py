from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.assets import COST, entries, line_keys, lines_of
from xlplan.ledger.reversals import cancelled
from xlplan.ledger.vouchers import net, of_accounts, vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.assets import AssetCard
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside

_LASTING = ("1601", "1613", "17")
"""Where capital spending goes: 固定资产, 在建工程, 无形资产."""


@rule(
    "AST-01",
    fix="照验收单建资产卡片，写上入账日期和凭证号；卡片建了的，核对卡片的原值和凭证号；记错科目的，更正凭证。",
    whole=(AssetCard, BudgetLine),
)
def asset_without_card(books: Books) -> Iterator[Hits]:
    """固定资产没有建卡

    记入 1601 固定资产的每张凭证，都要有写着它的凭证号的资产卡片，卡片原值合计等于凭证的金额；没有卡片、合计不等，指向凭证里
    1601 的借方。被红字冲销的凭证不算。用固定资产的经济科目（参数“固定资产经济科目”）花的钱，一笔到参数“固定资产单价标准”，
    却没有记固定资产、在建工程、无形资产的，指向费用那一行的借方。没有资产卡片的，先把卡片建起来，这一条才查。

    错：
    预算
    | 预算号 | 收支 | 经济科目 |
    | ------ | ---- | -------- |
    | G16    | 支出 | 31002    |
    记账凭证
    | 日期       | 凭证号 | 摘要       | 科目代码 |     借方 | 贷方 | 预算号 |
    | ---------- | ------ | ---------- | -------- | -------: | ---: | ------ |
    | 2026-11-05 | 记-3   | 购办公电脑 | 1601     | **4999** |      |        |
    | 2026-11-05 | 记-3   | 购办公电脑 | 4001     |          | 4999 |        |
    | 2026-11-06 | 记-4   | 购课桌椅   | 1601     | **9000** |      |        |
    | 2026-11-06 | 记-4   | 购课桌椅   | 4001     |          | 9000 |        |
    | 2026-11-09 | 记-5   | 购打印机   | 5101     | **1000** |      |        |
    | 2026-11-09 | 记-5   | 购打印机   | 4001     |          | 1000 |        |
    | 2026-11-09 | 记-5   | 购打印机   | 7201     |     1000 |      | G16    |
    | 2026-11-09 | 记-5   | 购打印机   | 6001     |          | 1000 |        |
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 凭证号 | 数量 | 原值 |
    | ------ | ------ | ---------- | ------ | ---: | ---: |
    | ZC-001 | 电脑   | 2026-10-05 | 记-3   |    1 | 4999 |
    | ZC-002 | 课桌椅 | 2026-11-06 | 记-4   |   40 | 8000 |

    对：
    预算
    | 预算号 | 收支 | 经济科目 |
    | ------ | ---- | -------- |
    | G16    | 支出 | 31002    |
    | G01    | 支出 | 30201    |
    记账凭证
    | 日期       | 凭证号 | 摘要                 | 科目代码 |  借方 | 贷方 | 预算号 | 类型 |
    | ---------- | ------ | -------------------- | -------- | ----: | ---: | ------ | ---- |
    | 2026-11-05 | 记-3   | 购办公电脑           | 1601     |  4999 |      |        | 普通 |
    | 2026-11-05 | 记-3   | 购办公电脑           | 4001     |       | 4999 |        | 普通 |
    | 2026-11-06 | 记-4   | 购课桌椅             | 1601     |  9000 |      |        | 普通 |
    | 2026-11-09 | 记-5   | 注销11月6日记-4号凭证 | 1601     | -9000 |      |        | 红字 |
    | 2026-11-09 | 记-6   | 订正11月6日记-4号凭证 | 1601     |  8000 |      |        | 更正 |
    | 2026-11-10 | 记-7   | 购键盘               | 5101     |   999 |      |        | 普通 |
    | 2026-11-10 | 记-7   | 购键盘               | 7201     |   999 |      | G16    | 普通 |
    | 2026-11-11 | 记-8   | 购复印纸             | 5101     |  2000 |      |        | 普通 |
    | 2026-11-11 | 记-8   | 购复印纸             | 7201     |  2000 |      | G01    | 普通 |
    | 2026-11-12 | 记-9   | 报废旧电脑           | 1601     |       | 3000 |        | 普通 |
    资产卡片
    | 卡片号 | 名称   | 入账日期   | 凭证号 | 数量 | 原值 |
    | ------ | ------ | ---------- | ------ | ---: | ---: |
    | ZC-001 | 电脑   | 2026-11-05 | 记-3   |    1 | 2000 |
    | ZC-002 | 显示器 | 2026-11-05 | 记-3   |    1 | 2999 |
    | ZC-003 | 课桌椅 | 2026-11-09 | 记-006 |   40 | 8000 |
    """
    cards, lines = books[AssetCard], books[VoucherLine]
    if cards.empty or lines.empty:
        return
    own = lines_of(lines, COST)
    own = own.assign(凭证=line_keys(own))
    undone = cancelled(lines)
    own = own[(own["凭证"] != "") & ~own["凭证"].isin(undone)]
    booked = net(own).groupby(own["凭证"]).transform("sum")
    carded = own["凭证"].map(cards[AssetCard.cost].groupby(entries(cards)).sum()).fillna(0).astype("int64")
    facts = own.assign(记入=booked, 卡片=carded, 相差=(booked - carded).abs())
    facts = facts[(booked > 0) & (booked != carded) & (own[VoucherLine.debit] > 0)].drop_duplicates("凭证")
    yield Hits(
        facts[facts["卡片"] == 0],
        at=VoucherLine.debit,
        message="凭证 {凭证号} 记入固定资产 {记入:元}，没有资产卡片写着这张凭证。",
    )
    yield Hits(
        facts[facts["卡片"] != 0],
        at=VoucherLine.debit,
        message="凭证 {凭证号} 记入固定资产 {记入:元}，它的资产卡片合计 {卡片:元}，相差 {相差:元}。",
    )
    yield from _expensed(books, lines, undone)


def _expensed(books: Books, lines: pd.DataFrame, undone: "pd.Series") -> Iterator[Hits]:
    """What was bought as an asset, and booked as a cost."""
    classes = books.listed("固定资产经济科目")
    paid = lines[
        of_accounts(lines, ("7",)) & (lines[VoucherLine.budget] != "") & lines[VoucherLine.date].notna()
    ]
    paid = beside(paid, books[BudgetLine], {VoucherLine.budget: BudgetLine.number}, "预算")
    paid = paid[paid[f"预算{BudgetLine.economic}"].isin(classes)]
    if paid.empty:
        return
    paid = paid[paid[VoucherLine.debit] >= books.amounts("固定资产单价标准", paid[VoucherLine.date])]
    voucher = vouchers(lines)
    missed = voucher.isin(voucher[paid.index]) & ~voucher.isin(voucher[of_accounts(lines, _LASTING)])
    cost = lines[missed & of_accounts(lines, ("5",)) & (lines[VoucherLine.debit] > 0)]
    cost = cost[~voucher[cost.index].duplicated()]
    yield Hits(
        cost[~line_keys(cost).isin(undone)],
        at=VoucherLine.debit,
        message="凭证 {凭证号} 用的是购置固定资产的预算，{借方:元} 记成了费用，没有记固定资产，也没有资产卡片。",
    )
