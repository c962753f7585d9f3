from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.ledger.daybooks import carries
from xlplan.ledger.vouchers import voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import CASH, BankEntry, CashEntry, VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.office import BankAccount

_KEY, _ACCOUNT, _NET = "凭证", "科目", "净额"


@rule("CLS-02", fix="核对这张凭证和日记账，补登漏登的，改正写错的。", basis="会计法第十七条", whole=True)
def day_book_off_ledger(books: Books) -> Iterator[Hits]:
    """总账和日记账不符

    记账凭证里的库存现金、银行存款，要和现金日记账、银行日记账一张凭证一张凭证地相等：
    同一个月、同一个凭证号、同一个账户，凭证上借方减贷方，等于日记账上收入减支出。这样每个月的合计才会相等。
    凭证有、日记账没有的，指向凭证那一行的科目代码；日记账有、凭证没有的，指向日记账的凭证号；都有而金额不等的，指向日记账的收入或支出。

    错：
    银行账户
    | 账户   | 科目代码 | 账号   |
    | ------ | -------- | ------ |
    | 基本户 | 100201   | 620001 |
    记账凭证
    | 日期       | 凭证号 | 科目代码   | 借方 | 贷方 |
    | ---------- | ------ | ---------- | ---: | ---: |
    | 2026-11-02 | 记-1   | 5001       |  100 |      |
    | 2026-11-02 | 记-1   | 100201     |      |  100 |
    | 2026-11-03 | 记-2   | 5001       |   50 |      |
    | 2026-11-03 | 记-2   | **100201** |      |   50 |
    | 2026-11-04 | 记-3   | **1001**   |   30 |      |
    | 2026-11-04 | 记-3   | 4609       |      |   30 |
    银行日记账
    | 账户   | 日期       | 凭证号   | 摘要   | 支出    |
    | ------ | ---------- | -------- | ------ | ------: |
    | 基本户 | 2026-11-02 | 记-1     | 付水费 | **110** |
    | 基本户 | 2026-11-05 | **记-9** | 付电费 |      70 |

    对：
    银行账户
    | 账户   | 科目代码 | 账号   |
    | ------ | -------- | ------ |
    | 基本户 | 100201   | 620001 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-02 | 记-1   | 100201   |      |  100 |
    | 2026-11-02 | 记-1   | 100201   |      |   60 |
    | 2026-11-02 | 记-1   | 100201   |      |   40 |
    | 2026-11-04 | 记-3   | 1001     |   30 |      |
    | 2026-11-04 | 记-3   | 1001     |   20 |      |
    银行日记账
    | 账户   | 日期       | 凭证号 | 摘要   | 支出 |
    | ------ | ---------- | ------ | ------ | ---: |
    | 基本户 | 2026-10-03 | 记-1   | 付水费 |  100 |
    | 基本户 | 2026-11-02 | 记-1   | 付水费 |  100 |
    现金日记账
    | 日期       | 凭证号 | 摘要   | 收入 |
    | ---------- | ------ | ------ | ---: |
    | 2026-11-04 | 记-3   | 收押金 |   50 |
    | 2026-01-01 |        | 上年结转 |      |
    """
    lines, accounts = books[VoucherLine], books[BankAccount]
    ours = lines[lines[VoucherLine.account].isin([CASH, *accounts[BankAccount.account]])]
    ours = _keyed(ours, VoucherLine.date, VoucherLine.voucher, ours[VoucherLine.account])
    cash, bank = (rows[~carries(rows)] for rows in (books[CashEntry], books[BankEntry]))
    codes = beside(bank, accounts, {BankEntry.account: BankAccount.name}, prefix="户")["户科目代码"]
    entries = (
        (_keyed(cash, CashEntry.date, CashEntry.voucher, pd.Series(CASH, index=cash.index)), CashEntry),
        (_keyed(bank, BankEntry.date, BankEntry.voucher, codes), BankEntry),
    )
    sums = _sums(ours, VoucherLine.debit, VoucherLine.credit)
    booked = pd.concat([_sums(rows, table.income, table.spending) for rows, table in entries])
    lacking = ours[~ours.set_index([_KEY, _ACCOUNT]).index.isin(booked.index)]
    yield Hits(
        lacking[~lacking.duplicated([_KEY, _ACCOUNT])],
        at=VoucherLine.account,
        message="凭证 {凭证号} 记了 {科目代码}，日记账里没有登记这张凭证。",
    )
    for rows, table in entries:
        yield from _off(rows, sums, booked, table.voucher, table.income, table.spending)


def _keyed(rows: pd.DataFrame, day: Column, number: Column, account: "pd.Series") -> pd.DataFrame:
    return rows.assign(**{_KEY: voucher_keys(rows[day], rows[number]), _ACCOUNT: account})


def _sums(rows: pd.DataFrame, income: Column, spending: Column) -> "pd.Series":
    """Fen in less fen out of each voucher on each account."""
    return (rows[income] - rows[spending]).groupby([rows[_KEY], rows[_ACCOUNT]]).sum().rename(_NET)


def _off(
    rows: pd.DataFrame,
    sums: "pd.Series",
    booked: "pd.Series",
    number: Column,
    income: Column,
    spending: Column,
) -> Iterator[Hits]:
    """What a day book holds that the vouchers do not, or not with this amount."""
    key = rows.set_index([_KEY, _ACCOUNT]).index
    told = rows.assign(
        账上=sums.reindex(key, fill_value=0).to_numpy(), 登记=booked.reindex(key, fill_value=0).to_numpy()
    )
    known = key.isin(sums.index)
    yield Hits(
        told[~known], at=number, message="日记账登记了凭证“{凭证号}”，这个月的记账凭证里没有它的这个科目。"
    )
    off = told[known & (told["账上"] != told["登记"]) & ~told.duplicated([_KEY, _ACCOUNT])]
    message = "凭证 {凭证号} 这个科目借方减贷方是 {账上:元}，日记账收入减支出是 {登记:元}。"
    yield Hits(off[off[income] != 0], at=income, message=message)
    yield Hits(off[off[income] == 0], at=spending, message=message)
