from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import MONEY, net, of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import IN_CASH, FeeReceipt, FeeSettlement
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.links import beside, sums_of, unmatched

_VOUCHER = {"凭证": "凭证"}
_SLIP = {FeeReceipt.slip: BankEntry.reference}


@rule("FEE-11", fix="拿票据存根、凭证和银行回单核对，改正写错的一处；漏登的补登。", whole=True)
def fees_not_in_books(books: Books) -> Iterator[Hits]:
    """收费记录与账不符

    同一张凭证的收费记录合计，要等于这张凭证收进的钱（现金、银行存款）；同一个回单号的合计，要等于银行日记账那个票据号
    收进的钱（现金送存时和别的现金一起存的，银行可以多），存入日要和日记账是同一天。代收结算的支付，要等于付款那张凭证付出的钱。
    没有写凭证号、回单号的在这里不查；现金的凭证有没有登账看 CSH-08。合计不对的指第一笔的金额。

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
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-07 | 记-1   | 100201   |  500 |      |
    | 2026-09-07 | 记-2   | 100201   |  100 |      |
    | 2026-09-08 | 记-3   | 1001     |  300 |      |
    | 2026-09-20 | 记-5   | 100201   |      |  290 |
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
    代收结算
    | 项目号 | 学期           | 代收 | 支付 | 付款日期   | 凭证号 |
    | ------ | -------------- | ---: | ---: | ---------- | ------ |
    | F01    | 2026年秋季学期 |  300 |  290 | 2026-09-20 | 记-5   |
    | F02    | 2026年秋季学期 |  300 |      |            |        |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-07 | 记-1   | 100201   |  500 |      |
    | 2026-09-08 | 记-3   | 1001     |  300 |      |
    | 2026-09-20 | 记-5   | 100201   |      |  290 |
    银行日记账
    | 账户   | 日期       | 摘要 | 票据号   | 收入 | 支出 |
    | ------ | ---------- | ---- | -------- | ---: | ---: |
    | 基本户 | 2026-09-07 | 代收 | 26090701 |  500 |      |
    | 基本户 | 2026-09-08 | 送存 | 26090801 |  350 |      |
    """
    lines = books[VoucherLine]
    money = lines[of_accounts(lines, MONEY)]
    money = money.assign(凭证=voucher_keys(money[VoucherLine.date], money[VoucherLine.voucher]))
    receipts = books[FeeReceipt]
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
    yield from _slips(receipts, books[BankEntry], apart)
    yield from _payments(books[FeeSettlement], money)


def _slips(receipts: pd.DataFrame, entries: pd.DataFrame, accused: pd.DataFrame) -> Iterator[Hits]:
    """Receipts against the bank day book: its number, its day, and its amount where that is not accused already."""
    entries = entries[entries[BankEntry.income] > 0]
    yield Hits(
        unmatched(receipts, entries, _SLIP),
        at=FeeReceipt.slip,
        message="银行日记账里没有收进钱的票据号 {回单号}。",
    )
    rows = beside(receipts, entries, _SLIP, "银行").assign(
        合计=sums_of(receipts, receipts, {FeeReceipt.slip: FeeReceipt.slip}, receipts[FeeReceipt.amount]),
        存入=sums_of(receipts, entries, _SLIP, entries[BankEntry.income]),
    )
    rows = rows[rows["银行行"] > 0]
    yield Hits(
        rows[rows[FeeReceipt.banked] != rows["银行日期"]],
        at=FeeReceipt.banked,
        message="回单 {回单号} 在银行日记账是 {银行日期} 的。",
    )
    # Other cash may go to the bank together with that of fees.
    cash, missing = rows[FeeReceipt.method] == IN_CASH, rows["合计"] - rows["存入"]
    unlike = (missing > 0) | (~cash & (missing != 0))
    first = ~rows[FeeReceipt.slip].duplicated() & ~rows.index.isin(accused.index)
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
    rows = rows.assign(付出=-sums_of(rows, money, _VOUCHER, net(money)))
    lost = unmatched(rows, money, _VOUCHER)
    yield Hits(lost, at=FeeSettlement.voucher, message="{付款日期} 的那个月没有付钱的凭证 {凭证号}。")
    rows = rows.drop(index=lost.index)
    yield Hits(
        rows[(rows["凭证"] != "") & (rows["付出"] != rows[FeeSettlement.paid])],
        at=FeeSettlement.paid,
        message="{凭证号} 付出 {付出:元}，支付写的是 {支付:元}。",
    )
