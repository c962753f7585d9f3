from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import MONEY, ledger_year, net, of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import IN_CASH, FeeReceipt, FeeSettlement
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.links import beside, sums_of, unmatched

_VOUCHER = {"凭证": "凭证"}
_SLIP: dict[str, str] = {FeeReceipt.slip: BankEntry.reference}


@rule("FEE-11", fix="拿票据存根、凭证和银行回单核对，改正写错的一处；漏登的补登。", whole=True)
def fees_not_in_books(books: Books) -> Iterator[Hits]:
    """收费记录与账不符

    同一张凭证的收费记录合计，要等于这张凭证收进的钱（现金、银行存款）；同一个回单号的合计，要等于银行日记账那个票据号
    收进的钱（现金送存时和别的现金一起存的，银行可以多），存入日要和日记账是同一天。同一张凭证付的代收结算，支付加起来要等于
    这张凭证付出的钱。没有写凭证号、回单号的在这里不查，账本年度以外的不查；现金的凭证有没有登账看 CSH-08。
    合计不对的指第一笔的金额。

    错：
    收费记录
    | 收款日期   | 金额    | 收款方式 | 存入日         | 回单号   | 凭证号   |
    | ---------- | ------: | -------- | -------------- | -------- | -------- |
    | 2026-09-07 | **200** | 转账     | 2026-09-07     | 26090701 | 记-1     |
    | 2026-09-07 |     320 | 转账     | **2026-09-08** | 26090701 | 记-1     |
    | 2026-09-07 |     100 | 转账     | 2026-09-07     | **2609** | 记-2     |
    | 2026-09-08 | **300** | 现金     | 2026-09-08     | 26090801 | 记-3     |
    | 2026-09-08 |     300 | 转账     |                |          | **记-9** |
    代收结算
    | 项目号 | 学期           | 代收 | 支付    | 付款日期   | 凭证号   |
    | ------ | -------------- | ---: | ------: | ---------- | -------- |
    | F01    | 2026年秋季学期 |  300 | **280** | 2026-09-20 | 记-5     |
    | F02    | 2026年秋季学期 |  300 |     300 | 2026-09-20 | **记-6** |
    | F03    | 2026年秋季学期 |  300 | **100** | 2026-09-20 | 记-7     |
    | F04    | 2026年秋季学期 |  300 |     100 | 2026-09-20 | 记-7     |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-07 | 记-1   | 100201   |  500 |      |
    | 2026-09-07 | 记-2   | 100201   |  100 |      |
    | 2026-09-08 | 记-3   | 1001     |  300 |      |
    | 2026-09-20 | 记-5   | 100201   |      |  290 |
    | 2026-09-20 | 记-7   | 100201   |      |  290 |
    银行日记账
    | 账户   | 日期       | 摘要 | 票据号   | 收入 | 支出 |
    | ------ | ---------- | ---- | -------- | ---: | ---: |
    | 基本户 | 2026-09-07 | 代收 | 26090701 |  500 |      |
    | 基本户 | 2026-09-08 | 送存 | 26090801 |  200 |      |

    对：
    收费记录
    | 收款日期   | 金额 | 收款方式 | 存入日     | 回单号   | 凭证号  |
    | ---------- | ---: | -------- | ---------- | -------- | ------- |
    | 2026-09-07 |  180 | 转账     | 2026-09-07 | 26090701 | 记-1    |
    | 2026-09-07 |  320 | 转账     | 2026-09-07 | 26090701 | 记字1号 |
    | 2026-09-08 |  300 | 现金     | 2026-09-08 | 26090801 | 记-3    |
    | 2026-09-08 |  300 | 现金     |            |          |         |
    | 2026-10-09 |   80 | 转账     | 2026-10-09 | 26090701 | 记-1    |
    | 2025-09-08 |  300 | 转账     | 2025-09-08 | 25090801 | 记-3    |
    代收结算
    | 项目号 | 学期           | 代收 | 支付 | 付款日期   | 凭证号 |
    | ------ | -------------- | ---: | ---: | ---------- | ------ |
    | F01    | 2026年秋季学期 |  300 |  200 | 2026-09-20 | 记-5   |
    | F02    | 2026年秋季学期 |  300 |      |            |        |
    | F03    | 2026年秋季学期 |  300 |   90 | 2026-09-20 | 记-5   |
    | F01    | 2025年秋季学期 |  300 |  290 | 2025-09-20 | 记-6   |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-07 | 记-1   | 100201   |  500 |      |
    | 2026-09-08 | 记-3   | 1001     |  300 |      |
    | 2026-09-20 | 记-5   | 100201   |      |  290 |
    | 2026-10-09 | 记-1   | 100201   |   80 |      |
    银行日记账
    | 账户   | 日期       | 摘要 | 票据号   | 收入 | 支出 |
    | ------ | ---------- | ---- | -------- | ---: | ---: |
    | 基本户 | 2026-09-07 | 代收 | 26090701 |  500 |      |
    | 基本户 | 2026-09-08 | 送存 | 26090801 |  350 |      |
    | 基本户 | 2026-10-09 | 代收 | 26090701 |   80 |      |
    """
    lines = books[VoucherLine]
    year = ledger_year(lines, books.today)
    money = lines[of_accounts(lines, MONEY)]
    money = money.assign(凭证=voucher_keys(money[VoucherLine.date], money[VoucherLine.voucher]))
    every = books[FeeReceipt]
    receipts = every[every[FeeReceipt.date].dt.year == year]
    receipts = receipts.assign(凭证=voucher_keys(receipts[FeeReceipt.date], receipts[FeeReceipt.voucher]))
    receipts = receipts.assign(
        合计=sums_of(receipts, receipts, _VOUCHER, receipts[FeeReceipt.amount]),
        入账=sums_of(receipts, money, _VOUCHER, net(money)),
    )
    lost = unmatched(receipts, money, _VOUCHER)
    yield Hits(
        lost[lost[FeeReceipt.method] != IN_CASH],
        at=FeeReceipt.voucher,
        message="{收款日期} 的那个月没有收钱的凭证 {凭证号}。",
    )
    rows = receipts.drop(index=lost.index)
    first = (rows["凭证"] != "") & ~rows["凭证"].duplicated()
    apart = rows[first & (rows["合计"] != rows["入账"])]
    yield Hits(apart, at=FeeReceipt.amount, message="{凭证号} 的收费记录合计 {合计:元}，凭证收进 {入账:元}。")
    banked = every[every[FeeReceipt.banked].fillna(every[FeeReceipt.date]).dt.year == year]
    yield from _slips(banked, books[BankEntry], apart)
    settled = books[FeeSettlement]
    yield from _payments(settled[settled[FeeSettlement.payment_day].dt.year == year], money)


def _slips(receipts: pd.DataFrame, entries: pd.DataFrame, accused: pd.DataFrame) -> Iterator[Hits]:
    """Receipts against the bank day book: its number, its day, and its amount where that is not accused already."""
    entries = entries[entries[BankEntry.income] > 0]
    yield Hits(
        unmatched(receipts, entries, _SLIP),
        at=FeeReceipt.slip,
        message="银行日记账里没有收进钱的票据号 {回单号}。",
    )
    rows = beside(receipts, entries, _SLIP, "银行")
    rows = rows[rows["银行行"] > 0]
    # Banks give a number again; so a slip is that of its day.
    of_day = beside(rows, entries, _SLIP | {FeeReceipt.banked: BankEntry.date}, "当日")["当日行"] > 0
    yield Hits(rows[~of_day], at=FeeReceipt.banked, message="回单 {回单号} 在银行日记账是 {银行日期} 的。")
    rows = rows.assign(日=rows[FeeReceipt.banked].where(of_day, rows["银行日期"]))
    rows = rows.assign(
        合计=sums_of(rows, rows, {FeeReceipt.slip: FeeReceipt.slip, "日": "日"}, rows[FeeReceipt.amount]),
        存入=sums_of(rows, entries, _SLIP | {"日": BankEntry.date}, entries[BankEntry.income]),
    )
    # Other cash may go to the bank together with that of fees.
    cash, missing = rows[FeeReceipt.method] == IN_CASH, rows["合计"] - rows["存入"]
    unlike = (missing > 0) | (~cash & (missing != 0))
    first = ~rows[[FeeReceipt.slip, "日"]].duplicated() & ~rows.index.isin(accused.index)
    yield Hits(
        rows[first & unlike],
        at=FeeReceipt.amount,
        message="回单 {回单号} 的收费记录合计 {合计:元}，银行日记账收进 {存入:元}。",
    )


def _payments(settlements: pd.DataFrame, money: pd.DataFrame) -> Iterator[Hits]:
    """What was paid on against the vouchers that paid it."""
    rows = settlements.assign(
        凭证=voucher_keys(settlements[FeeSettlement.payment_day], settlements[FeeSettlement.voucher])
    )
    rows = rows.assign(
        付出=-sums_of(rows, money, _VOUCHER, net(money)),
        合计=sums_of(rows, rows, _VOUCHER, rows[FeeSettlement.paid]),
    )
    lost = unmatched(rows, money, _VOUCHER)
    yield Hits(lost, at=FeeSettlement.voucher, message="{付款日期} 的那个月没有付钱的凭证 {凭证号}。")
    rows = rows.drop(index=lost.index)
    yield Hits(
        rows[(rows["凭证"] != "") & ~rows["凭证"].duplicated() & (rows["付出"] != rows["合计"])],
        at=FeeSettlement.paid,
        message="{凭证号} 付出 {付出:元}，支付合计写的是 {合计:元}。",
    )
