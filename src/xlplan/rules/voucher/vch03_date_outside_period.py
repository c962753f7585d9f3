from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.daybooks import carries
from xlplan.ledger.sealed import breaks
from xlplan.ledger.vouchers import ledger_year, outside_period
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, VoucherLine


@rule("VCH-03", fix="核对凭证，把日期改成业务发生的那一天。")
def date_outside_period(books: Books) -> Iterator[Hits]:
    """日期不在账期内

    记账凭证、现金日记账、银行日记账、现金盘点的日期不能晚于检查当天，也不能落在账本以外的年份
    （账本的年份就是记账凭证多数分录所在的那一年）；当天的是对的。日记账的上年结转行可以写上年的日子。凭证一张只指第一行，其他表逐行查。

    错：
    | 日期           | 凭证号 | 科目代码 | 借方 | 贷方 |
    | -------------- | ------ | -------- | ---: | ---: |
    | 2026-10-08     | 记-1   | 5001     |  100 |      |
    | 2026-10-08     | 记-1   | 100201   |      |  100 |
    | **2025-10-09** | 记-2   | 5001     |   50 |      |
    | 2025-10-09     | 记-2   | 100201   |      |   50 |
    | **2026-12-01** | 记-1   | 5001     |   60 |      |
    | 2026-12-01     | 记-1   | 100201   |      |   60 |
    | **2027-01-01** | 记-1   | 5001     |   60 |      |
    | 2027-01-01     | 记-1   | 100201   |      |   60 |
    | 2026-10-12     | 记-3   | 5001     |   30 |      |
    | **2062-10-12** | 记-3   | 100201   |      |   30 |

    错：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2025-10-08 | 记-1   | 5001     |  100 |      |
    | 2025-10-08 | 记-1   | 100201   |      |  100 |
    现金日记账
    | 日期           | 摘要       | 收入 | 支出 |
    | -------------- | ---------- | ---: | ---: |
    | 2025-11-02     | 提取备用金 | 4100 |      |
    | **2026-11-03** | 付交通费   |      |   80 |
    | **2026-11-03** | 付邮寄费   |      |   10 |
    银行日记账
    | 账户   | 日期           | 摘要     | 收入 | 支出 |
    | ------ | -------------- | -------- | ---: | ---: |
    | 基本户 | **2024-11-23** | 收补助款 |  500 |      |
    现金盘点
    | 日期           | 实存合计 | 账面余额 |
    | -------------- | -------: | -------: |
    | 2025-11-02     |     4100 |     4100 |
    | **2026-12-01** |     4100 |     4100 |

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-01-01 | 记-1   | 5001     |  100 |      |
    | 2026-01-01 | 记-1   | 100201   |      |  100 |
    | 2026-11-30 | 记-1   | 5001     |   50 |      |
    | 2026-11-30 | 记-1   | 100201   |      |   50 |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 余额 |
    | ---------- | ---------- | ---: | ---: | ---: |
    | 2025-12-31 | 上年结转   |      |      |  100 |
    | 2026-11-30 | 提取备用金 | 4100 |      | 4200 |
    """
    lines = books[VoucherLine]
    year = ledger_year(lines, books.today)
    for table in (VoucherLine, CashEntry, BankEntry, CashCount):
        rows = books[table]
        if table in (CashEntry, BankEntry):
            rows = rows[~carries(rows)]
        strange = rows[outside_period(rows[table.date], year, books.today)]
        # What a closed month was changed to is told with what it held, by VCH-09.
        told = [one.row for one in breaks(books, table) if one.at is table.date and not one.seal.held]
        strange = strange[~strange.index.isin(told)]
        if table is VoucherLine:
            strange = strange.drop_duplicates([VoucherLine.voucher, VoucherLine.date])
        what = "凭证 {凭证号} 的" if table is VoucherLine else table.sheet
        today = pd.Timestamp(books.today)
        future = strange[table.date] > today
        strange = strange.assign(今天=today, 年=year)
        yield Hits(strange[future], at=table.date, message=f"{what}日期 {{日期}} 晚于检查当天 {{今天}}。")
        yield Hits(strange[~future], at=table.date, message=f"{what}日期 {{日期}} 不在账本的 {{年}} 年内。")
