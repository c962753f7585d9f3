from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import MONEY, ledger_year, net, of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Payment
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.links import sums_of, unmatched


@rule(
    "APV-07",
    fix="对照凭证和银行回单，改正付款表或账上写错的那一处。",
    whole=(Payment, VoucherLine, BankEntry),
)
def payment_unlike_books(books: Books) -> Iterator[Hits]:
    """付款和账不符

    付款表里写了凭证号的，在付款日期的那个月里要有这张凭证；同一张凭证的各笔付款加起来，要等于这张凭证的预算支出（7 类科目
    的借方减贷方）或者付出去的钱（现金、银行减少的数），指向第一笔的金额。写了账户的，银行日记账里这张凭证要是这个账户付的；
    票据号要和银行日记账的一样。还没有记账的空着，不查；账本年度以外的付款不查。

    错：
    付款
    | 付款号 | 单号 | 日期       | 金额    | 方式 | 账户       | 票据号    | 凭证号   |
    | ------ | ---- | ---------- | ------: | ---- | ---------- | --------- | -------- |
    | FK1    | BX1  | 2026-11-05 | **530** | 转账 | 基本户     | 1001      | 记-1     |
    | FK2    | BX1  | 2026-11-05 |     200 | 转账 | **食堂户** | 1002      | 记-2     |
    | FK3    | BX1  | 2026-11-05 |     200 | 转账 | 基本户     | **10003** | 记-3     |
    | FK4    | BX1  | 2026-10-30 |     200 | 转账 | 基本户     | 1003      | **记-3** |
    | FK5    | BX1  | 2026-11-05 | **100** | 现金 |            |           | 记-4     |
    | FK6    | BX1  | 2026-11-05 |     110 | 现金 |            |           | 记-4     |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-11-05 | 记-1   | 5001     |  350 |      |
    | 2026-11-05 | 记-1   | 100201   |      |  350 |
    | 2026-11-05 | 记-2   | 5001     |  200 |      |
    | 2026-11-05 | 记-2   | 100201   |      |  200 |
    | 2026-11-05 | 记-3   | 5001     |  200 |      |
    | 2026-11-05 | 记-3   | 100201   |      |  200 |
    | 2026-11-05 | 记-4   | 5001     |  200 |      |
    | 2026-11-05 | 记-4   | 1001     |      |  200 |
    银行日记账
    | 账户   | 日期       | 凭证号 | 票据号 | 支出 |
    | ------ | ---------- | ------ | ------ | ---: |
    | 基本户 | 2026-11-05 | 记-1   | 1001   |  350 |
    | 基本户 | 2026-11-05 | 记-2   | 1002   |  200 |
    | 基本户 | 2026-11-05 | 记-3   | 1003   |  200 |

    对：
    付款
    | 付款号 | 单号 | 日期       | 金额 | 方式     | 账户   | 票据号 | 凭证号 |
    | ------ | ---- | ---------- | ---: | -------- | ------ | ------ | ------ |
    | FK1    | BX1  | 2026-11-05 |  350 | 转账     | 基本户 | 1001   | 记-1   |
    | FK2    | BX1  | 2026-11-05 |  800 | 冲借款   |        |        | 记-2   |
    | FK3    | BX1  | 2026-11-05 |  900 | 直接支付 |        | ZF9    | 记-003 |
    | FK4    | BX1  | 2026-11-05 |   60 | 现金     |        |        | 记-4   |
    | FK5    | BX1  | 2026-11-06 |   40 | 现金     |        |        | 记-4   |
    | FK6    | BX1  | 2026-11-06 |   40 | 现金     |        |        |        |
    | FK7    | BX1  | 2025-12-30 |   40 | 现金     |        |        | 记-9   |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-11-05 | 记-1   | 5001     |  350 |      |
    | 2026-11-05 | 记-1   | 100201   |      |  350 |
    | 2026-11-05 | 记-1   | 7201     |  530 |      |
    | 2026-11-05 | 记-1   | 800102   |      |  530 |
    | 2026-11-05 | 记-2   | 5001     |  800 |      |
    | 2026-11-05 | 记-2   | 1001     |  200 |      |
    | 2026-11-05 | 记-2   | 1218     |      | 1000 |
    | 2026-11-05 | 记-2   | 7201     |  800 |      |
    | 2026-11-05 | 记-2   | 800102   |      |  800 |
    | 2026-11-05 | 记-3   | 5001     |  900 |      |
    | 2026-11-05 | 记-3   | 4001     |      |  900 |
    | 2026-11-06 | 记-4   | 5001     |  100 |      |
    | 2026-11-06 | 记-4   | 1001     |      |  100 |
    银行日记账
    | 账户   | 日期       | 凭证号 | 票据号 | 支出 |
    | ------ | ---------- | ------ | ------ | ---: |
    | 基本户 | 2026-11-05 | 记-1   | 1001   |  350 |
    """
    payments, lines, entries = books[Payment], books[VoucherLine], books[BankEntry]
    if payments.empty or lines.empty:
        return
    own = payments[payments[Payment.date].dt.year == ledger_year(lines, books.today)]
    own = own.assign(键=voucher_keys(own[Payment.date], own[Payment.voucher]))
    own = own[own["键"] != ""]
    lines = lines.assign(键=voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher]))
    lost = unmatched(own, lines, {"键": "键"})
    yield Hits(lost, at=Payment.voucher, message="{日期:%Y年%m月}没有凭证 {凭证号}。")
    yield from _amounts(own.drop(lost.index), lines)
    yield from _bank(own, entries)


def _amounts(own: pd.DataFrame, lines: pd.DataFrame) -> Iterator[Hits]:
    by, fen = {"键": "键"}, net(lines)
    spent = sums_of(own, lines, by, fen.where(of_accounts(lines, ("7",)), 0))
    moved = sums_of(own, lines, by, -fen.where(of_accounts(lines, MONEY), 0))
    paid = sums_of(own, own, by, own[Payment.amount])
    unlike = (paid != spent) & (paid != moved) & ((spent != 0) | (moved != 0))
    told = own.assign(合计=paid, 账上=spent.where(spent != 0, moved))[unlike]
    yield Hits(
        told[~told["键"].duplicated()],
        at=Payment.amount,
        message="凭证 {凭证号} 付了 {账上:元}，付款表里这张凭证合计 {合计:元}。",
    )


def _bank(own: pd.DataFrame, entries: pd.DataFrame) -> Iterator[Hits]:
    entries = entries.assign(键=voucher_keys(entries[BankEntry.date], entries[BankEntry.voucher]))
    banked = own[(own[Payment.account] != "") & own["键"].isin(entries["键"])]
    other = unmatched(banked, entries, {"键": "键", Payment.account: BankEntry.account})
    yield Hits(other, at=Payment.account, message="银行日记账里凭证 {凭证号} 不是从 {账户} 付的。")
    rest = banked.drop(other.index)
    slips = entries[entries[BankEntry.reference] != ""]
    known = rest.drop(unmatched(rest, slips, {"键": "键"}).index)
    by = {"键": "键", Payment.reference: BankEntry.reference}
    yield Hits(
        unmatched(known, slips, by),
        at=Payment.reference,
        message="票据号 {票据号} 和银行日记账里凭证 {凭证号} 的不一样。",
    )
