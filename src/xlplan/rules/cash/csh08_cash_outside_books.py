from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.daybooks import BANK, CASH_INCOME, cash_book
from xlplan.ledger.vouchers import ledger_year, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import IN_CASH, FeeReceipt
from xlplan.tables.ledger import CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.links import unmatched


@rule(
    "CSH-08",
    fix="开了票据的当天入账；收入全数送存银行，付款另外提现。",
    basis="现金管理暂行条例第十一条",
    whole=(CashEntry, OpeningBalance),
)
def cash_outside_books(books: Books) -> Iterator[Hits]:
    """已开收据未入账或坐支

    开了票据的钱当天就要入账：今天以前的收费记录没有写凭证号，或者收的是现金、现金日记账那个月里没有这张凭证，就是没有入账。
    收入的现金不能直接拿去付款：一天付出的现金（送存银行的不算），不能超过早上的余额加上当天提现、收回借款的钱；
    超过了就是坐支，指向那一天最后一笔付款。收入指对方科目是 2103、2307 和 4 开头的。账本年度以外的收费记录，写了凭证号的不查。

    错：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    收费记录
    | 收款日期   | 收款方式 | 凭证号   |
    | ---------- | -------- | -------- |
    | 2026-09-07 | 现金     | 记-1     |
    | 2026-09-07 | 现金     | **记-2** |
    | 2026-09-07 | 转账     | **（空）** |
    现金日记账
    | 日期       | 凭证号 | 摘要         | 对方科目 | 收入 | 支出    |
    | ---------- | ------ | ------------ | -------- | ---: | ------: |
    | 2026-09-07 | 记-1   | 代收作业本费 | 2307     |  300 |         |
    | 2026-09-07 | 记-3   | 付交通费     | 5101     |      |      60 |
    | 2026-09-07 | 记-4   | 付邮寄费     | 5101     |      |  **70** |
    | 2026-09-07 | 记-5   | 送存银行     | 100201   |      |     270 |
    | 2026-10-07 | 记-2   | 提取备用金   | 100201   |  500 |         |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    收费记录
    | 收款日期   | 收款方式 | 凭证号 |
    | ---------- | -------- | ------ |
    | 2026-09-07 | 现金     | 记-1   |
    | 2026-09-07 | 转账     | 记-9   |
    | 2026-11-30 | 转账     |        |
    | 2025-09-07 | 现金     | 记-1   |
    现金日记账
    | 日期       | 凭证号 | 摘要         | 对方科目 | 收入 | 支出 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: |
    | 2026-09-07 | 记-1   | 代收作业本费 | 2307     |  300 |      |
    | 2026-09-07 | 记-2   | 提取备用金   | 100201   |  200 |      |
    | 2026-09-07 | 记-3   | 付差旅费     | 5101     |      |  290 |
    | 2026-09-07 | 记-4   | 还差旅借款   | 1218     |   20 |      |
    | 2026-09-07 | 记-5   | 付邮寄费     | 5101     |      |   30 |
    | 2026-09-07 | 记-6   | 送存银行     | 100201   |      |  300 |
    """
    entries = books[CashEntry]
    yield _paid_out(entries, books[OpeningBalance])
    rows = books[FeeReceipt]
    blank = (rows[FeeReceipt.voucher] == "") & (rows[FeeReceipt.date] < pd.Timestamp(books.today))
    yield Hits(
        rows[blank],
        at=FeeReceipt.voucher,
        message="{收款日期} 收了 {金额:元}，票据 {票据号} 已经开了，还没有入账。",
    )
    rows = rows.assign(凭证=voucher_keys(rows[FeeReceipt.date], rows[FeeReceipt.voucher]))
    booked = entries.assign(凭证=voucher_keys(entries[CashEntry.date], entries[CashEntry.voucher]))
    own = rows[FeeReceipt.date].dt.year == ledger_year(books[VoucherLine], books.today)
    yield Hits(
        unmatched(rows[own & (rows[FeeReceipt.method] == IN_CASH)], booked, {"凭证": "凭证"}),
        at=FeeReceipt.voucher,
        message="{收款日期} 收的现金 {金额:元}，现金日记账那个月里没有 {凭证号}。",
    )


def _paid_out(entries: pd.DataFrame, openings: pd.DataFrame) -> Hits:
    """The last payment of each day on which more was paid than there was without that day's income."""
    book = cash_book(entries, openings)
    income = entries[CashEntry.income].where(entries[CashEntry.contra].str.startswith(CASH_INCOME), 0)
    bank = entries[CashEntry.contra].str.startswith(BANK)
    rows = entries[(entries[CashEntry.spending] > 0) & ~bank & entries[CashEntry.date].notna()]
    rows = rows[~rows[CashEntry.date].duplicated(keep="last")]
    days = rows[CashEntry.date]
    by_day = pd.DataFrame({
        "收": income, "付": entries[CashEntry.spending].where(~bank, 0), "入": entries[CashEntry.income],
    }).groupby(entries[CashEntry.date]).sum().reindex(days).set_axis(rows.index)  # fmt: skip
    before = book.balances_on(days - pd.Timedelta(days=1))
    short = by_day["付"] - before - by_day["入"] + by_day["收"]
    return Hits(
        rows.assign(付=by_day["付"], 短=short)[(short > 0) & (by_day["收"] > 0)],
        at=CashEntry.spending,
        message="{日期} 付出现金 {付:元}，有 {短:元} 是从当天的收入里付的。",
    )
