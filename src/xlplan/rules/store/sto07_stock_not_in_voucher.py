from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.ledger.stock import STOCK, compared, keeps_stock
from xlplan.ledger.vouchers import ledger_year, of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.stores import Issue, Receipt


@rule(
    "STO-07",
    fix="找到这张凭证和入库单（出库单），改正写错的凭证号、日期或金额；漏登的入库、出库补登，漏记的凭证补记。",
    whole=True,
)
def stock_not_in_voucher(books: Books) -> Iterator[Hits]:
    """入库、出库和凭证对不上

    一张凭证记了多少 1302 的借方，写着这个凭证号的入库合计就是多少；1302 的贷方和出库也一样。凭证按日期的月份和凭证号去找。
    凭证号在那个月里没有 1302 的，指向凭证号；合计不等的，指向写着这个凭证号的第一行金额；凭证里有 1302、没有入库（出库）的，
    指向凭证那一行的金额。月份过完了还没有填凭证号的，指向凭证号。账里从来不用 1302 的单位不查；
    库房的表年中才开始记的（期初和年初的 1302 不等），以前月份的凭证不查。

    错：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方   | 贷方   |
    | ---------- | ------ | -------- | -----: | -----: |
    | 2026-10-08 | 记-1   | 1302     |     50 |        |
    | 2026-10-08 | 记-1   | 1001     |        |     50 |
    | 2026-10-09 | 记-2   | 1302     | **80** |        |
    | 2026-10-09 | 记-2   | 1001     |        |     80 |
    | 2026-10-31 | 记-9   | 5001     |     25 |        |
    | 2026-10-31 | 记-9   | 1302     |        |     25 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额   | 凭证号     |
    | -------- | ---------- | ------ | ---: | -----: | ---------- |
    | RK001    | 2026-10-08 | W001   |   10 | **30** | 记-1       |
    | RK001    | 2026-10-08 | W002   |    2 |     40 | 记-1       |
    | RK002    | 2026-10-09 | W001   |    8 |     80 | **记-3**   |
    | RK003    | 2026-10-10 | W001   |    1 |     10 | **（空）** |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额   | 凭证号     |
    | -------- | ---------- | ------ | ---: | -----: | ---------- |
    | CK001    | 2026-10-10 | W001   |    8 | **26** | 记-9       |
    | CK002    | 2026-09-10 | W001   |    8 |     25 | **记-9**   |

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 1302     |   50 |      |
    | 2026-10-08 | 记-1   | 1001     |      |   50 |
    | 2026-10-31 | 记-9   | 5001     |   25 |      |
    | 2026-10-31 | 记-9   | 1302     |      |   25 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号    |
    | -------- | ---------- | ------ | ---: | ---: | --------- |
    | RK001    | 2026-10-08 | W001   |   10 |   30 | 记字第1号 |
    | RK001    | 2026-10-08 | W002   |    2 |   20 | 记-1      |
    | RK002    | 2026-11-10 | W002   |    2 |   20 |           |
    出库
    | 出库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | CK001    | 2026-10-09 | W001   |    8 |   25 | 记-9   |
    | CK002    | 2026-11-10 | W001   |    8 |      |        |

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-03-08 | 记-1   | 1302     |   90 |      |
    | 2026-10-08 | 记-1   | 1302     |   50 |      |
    物品
    | 物品号 | 名称 | 期初数量 | 期初金额 |
    | ------ | ---- | -------: | -------: |
    | W001   | 粉笔 |       30 |       90 |
    入库
    | 入库单号 | 日期       | 物品号 | 数量 | 金额 | 凭证号 |
    | -------- | ---------- | ------ | ---: | ---: | ------ |
    | RK001    | 2026-10-08 | W001   |   10 |   50 | 记-1   |
    """
    openings, lines = books[OpeningBalance], books[VoucherLine]
    if not keeps_stock(openings, lines):
        return
    year = ledger_year(lines, books.today)
    days = lines[VoucherLine.date]
    first = compared(books, year).index[0]
    stock = lines[of_accounts(lines, STOCK) & (days.dt.year == year) & (days.dt.month > first)]
    month = pd.Timestamp(books.today.replace(day=1))
    for amount, voucher, side, word in (
        (Receipt.amount, Receipt.voucher, VoucherLine.debit, "入库"),
        (Issue.amount, Issue.voucher, VoucherLine.credit, "出库"),
    ):
        rows = books[amount.table]
        rows = rows[rows[amount.table.dated()].dt.year == year]
        unbooked = (rows[voucher] == "") & (rows[amount.table.dated()] < month)
        yield Hits(rows[unbooked], at=voucher, message=f"{{日期}} 的{word}还没有记账的凭证号。")
        yield from _apart(rows[rows[voucher] != ""], stock[stock[side] != 0], amount, voucher, side, word)


def _apart(
    rows: pd.DataFrame, stock: pd.DataFrame, amount: Column, voucher: Column, side: Column, word: str
) -> Iterator[Hits]:
    keys = voucher_keys(rows[amount.table.dated()], rows[voucher])
    booked = voucher_keys(stock[VoucherLine.date], stock[VoucherLine.voucher])
    sums = stock[side].groupby(booked).sum()
    yield Hits(
        rows[~keys.isin(sums.index)],
        at=voucher,
        message=f"这个月的凭证 {{凭证号}} 没有 1302 的{side}。",
    )
    facts = rows.assign(合计=rows[amount].groupby(keys).transform("sum"), 记账=keys.map(sums))
    apart = keys.isin(sums.index) & (facts["合计"] != facts["记账"]) & ~keys.duplicated()
    yield Hits(
        facts[apart],
        at=amount,
        message=f"凭证 {{凭证号}} 记了 1302 {side} {{记账:元}}，写着它的{word}合计 {{合计:元}}。",
    )
    yield Hits(
        stock[~booked.isin(keys) & ~booked.duplicated()],
        at=side,
        message=f"凭证 {{凭证号}} 记了 1302 {side} {{{side}:元}}，没有写着它的{word}。",
    )
