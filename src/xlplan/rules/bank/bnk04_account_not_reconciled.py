from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import ledger_year
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.office import BankAccount
from xlplan.tables.periods import due


@rule("BNK-04", fix="到网银下载这个月的对账单，原样放进 bank 文件夹，再运行 xlplan reconcile。")
def account_not_reconciled(books: Books) -> Iterator[Hits]:
    """未编银行存款余额调节表

    每个银行账户每个月都要和对账单核对，次月到了参数“银行对账最迟日”（10 日）还没有上月的对账单，就编不出调节表。
    从本年第一个有日记账或者对账单的月份算起；本年没有收付、也没有对账单的账户不算。指向银行账户表里的账户，缺几个月指几次。

    错：
    银行账户
    | 账户       | 科目代码 | 账号   |
    | ---------- | -------- | ------ |
    | **基本户** | 100201   | 620001 |
    | **食堂户** | 100202   | 620002 |
    | 工会户     | 100203   | 620003 |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 |
    | ------ | ---------- | -------- | ---: | ---: |
    | 基本户 | 2026-08-10 | 收拨款   | 9000 |      |
    | 基本户 | 2026-10-14 | 付水费   |      |  100 |
    | 食堂户 | 2026-10-20 | 收伙食费 |  600 |      |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2026-09-01 | 拨款 | 9000 |      | 9000 |
    | 2026-10-14 | 水费 |      |  100 | 8900 |

    对：
    日期：2026-11-09
    银行账户
    | 账户   | 科目代码 | 账号   |
    | ------ | -------- | ------ |
    | 基本户 | 100201   | 620001 |
    | 工会户 | 100203   | 620003 |
    银行日记账
    | 账户   | 日期       | 摘要   | 收入 | 支出 |
    | ------ | ---------- | ------ | ---: | ---: |
    | 基本户 | 2026-09-10 | 收拨款 | 9000 |      |
    | 基本户 | 2026-10-14 | 付水费 |      |  100 |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2026-09-10 | 拨款 | 9000 |      | 9000 |
    """
    accounts, entries = books[BankAccount], books[BankEntry]
    year = ledger_year(books[VoucherLine], books.today)
    entries = entries[
        (entries[BankEntry.date].dt.year == year) & (entries[BankEntry.date] <= pd.Timestamp(books.today))
    ]
    begun = entries[BankEntry.date].groupby(entries[BankEntry.account]).min().dt.strftime("%Y-%m")
    reached = due(books, "银行对账最迟日", year)
    for row, account in accounts[BankAccount.name].items():
        stated = {month for name, month in books.statements if name == account and month[:4] == str(year)}
        first = min({begun.get(account, "9999"), *stated})
        lacking = [month for month in reached if month >= first and month not in stated]
        yield Hits(
            accounts.loc[[row] * len(lacking)].assign(月=lacking),
            at=BankAccount.name,
            message="{账户}没有 {月} 的对账单，银行存款余额调节表编不出来。",
            month="月",
        )
