from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.daybooks import cash_book, last_rows
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import CashCount, CashEntry, OpeningBalance
from xlplan.tables.links import unmatched


@rule(
    "CSH-05",
    fix="核对那一天的日记账和盘点表，改正错的一处；长款、短款查明原因，通过 1902 处理；没有盘点的补盘说明。",
    basis="现金管理暂行条例第十二条",
    whole=(CashEntry, OpeningBalance),
)
def count_differs(books: Books) -> Iterator[Hits]:
    """盘点与账面不符

    有现金收付的日子，下班前数一次钱。盘点表的账面余额要等于现金日记账当天的余额（当天没有记账，就是之前最后一天的余额），
    实存合计要等于账面余额。账面余额抄错了、钱其实和日记账对得上的，只指账面余额。
    日记账错了一笔，后面每次盘点都差同样的数，只指按日期头一次差出来的那次账面余额。
    有收付而没有盘点的日子是警告，指向当天最后一行的日期。

    错：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    现金日记账
    | 日期           | 摘要       | 收入 | 支出 |
    | -------------- | ---------- | ---: | ---: |
    | 2026-11-02     | 提取备用金 | 4100 |      |
    | 2026-11-03     | 付交通费   |      |   50 |
    | 2026-11-04     | 付差旅费   |      |  150 |
    | 2026-11-05     | 付邮寄费   |      |   10 |
    | **2026-11-05** | 付邮寄费   |      |   10 |
    | 2026-11-06     | 付邮寄费   |      |   80 |
    现金盘点
    | 日期       | 实存合计 | 账面余额 | 差异    |
    | ---------- | -------: | -------: | ------: |
    | 2026-11-02 |     4150 |     4200 | **-50** |
    | 2026-11-03 |     4150 | **4105** |      45 |
    | 2026-11-04 |     4000 |     4000 |       0 |
    | 2026-11-06 |     3800 | **3890** | **-90** |

    错：
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 |
    | ---------- | ---------- | ---: | ---: |
    | 2026-11-02 | 提取备用金 | 4100 |      |
    | 2026-11-03 | 付交通费   |      |   80 |
    | 2026-11-04 | 付差旅费   |      |  150 |
    | 2026-11-05 | 付邮寄费   |      |   10 |
    现金盘点
    | 日期       | 实存合计 | 账面余额 |
    | ---------- | -------: | -------: |
    | 2026-11-05 |     3910 | **3910** |
    | 2026-11-04 |     3900 |     3900 |
    | 2026-11-03 |     4050 | **4050** |
    | 2026-11-02 |     4100 |     4100 |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 |
    | ---------- | ---------- | ---: | ---: |
    | 2026-11-03 | 提取备用金 | 4100 |      |
    | 2026-11-03 | 付交通费   |      |   50 |
    | 2026-12-01 | 付交通费   |      |   50 |
    现金盘点
    | 日期       | 实存合计 | 账面余额 |
    | ---------- | -------: | -------: |
    | 2026-11-02 |      100 |      100 |
    | 2026-11-03 |     4150 |     4150 |
    | 2026-11-04 |     4150 |     4150 |
    """
    rows, counts = books[CashEntry], books[CashCount]
    counts = counts[counts[CashCount.date].notna()].sort_values(CashCount.date, kind="stable")
    book = cash_book(rows, books[OpeningBalance]).balances_on(counts[CashCount.date])
    apart = counts[CashCount.booked] - book
    # What was apart before is apart ever after: the count that brings the difference is told.
    begins = (apart != 0) & (apart != apart.shift(fill_value=0))
    yield Hits(
        counts.assign(日记账=book, 相差=apart.abs())[begins],
        at=CashCount.booked,
        message="{日期} 盘点表的账面余额 {账面余额:元}，现金日记账是 {日记账:元}，相差 {相差:元}。",
    )
    differs = (counts[CashCount.counted] != counts[CashCount.booked]) & (counts[CashCount.counted] != book)
    yield Hits(
        counts.assign(短长=counts[CashCount.counted] - counts[CashCount.booked])[differs],
        at=CashCount.gap,
        message="{日期} 实存 {实存合计:元}，账面 {账面余额:元}，差异 {短长:元}。",
    )
    paid = (rows[CashEntry.income] != 0) | (rows[CashEntry.spending] != 0)
    moved = last_rows(rows[paid & (rows[CashEntry.date] <= pd.Timestamp(books.today))])
    unread = books.unread(CashCount)
    if len(unread) and unread[CashCount.date].isna().any():
        raise Waiting(f"“现金盘点”有 {len(unread)} 行因单元格读不出来没有参加检查")
    yield Hits(
        unmatched(moved, pd.concat([counts, unread]), {CashEntry.date: CashCount.date}),
        at=CashEntry.date,
        message="{日期} 有现金收付，没有盘点记录。",
        severity=Severity.WARNING,
    )
