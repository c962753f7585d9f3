from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import in_period, ledger_year
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-03", fix="核对凭证，把日期改成业务发生的那一天。")
def date_outside_period(books: Books) -> Iterator[Hits]:
    """凭证日期不在期间内

    凭证日期不能晚于检查当天，也不能落在账本以外的年份（账本的年份就是多数分录所在的那一年）。
    一张凭证只指第一行；当天的凭证是对的。

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

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-01-01 | 记-1   | 5001     |  100 |      |
    | 2026-01-01 | 记-1   | 100201   |      |  100 |
    | 2026-11-30 | 记-1   | 5001     |   50 |      |
    | 2026-11-30 | 记-1   | 100201   |      |   50 |
    """
    lines = books[VoucherLine]
    today = pd.Timestamp(books.today)
    outside = lines[VoucherLine.date].notna() & ~in_period(lines, books.today)
    strange = lines[outside].drop_duplicates([VoucherLine.voucher, VoucherLine.date])
    strange = strange.assign(今天=today, 年=ledger_year(lines, books.today))
    future = strange[VoucherLine.date] > today
    yield Hits(
        strange[future], at=VoucherLine.date, message="凭证 {凭证号} 的日期 {日期} 晚于检查当天 {今天}。"
    )
    yield Hits(
        strange[~future], at=VoucherLine.date, message="凭证 {凭证号} 的日期 {日期} 不在账本的 {年} 年内。"
    )
