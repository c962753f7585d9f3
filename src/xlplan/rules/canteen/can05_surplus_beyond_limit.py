from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.canteen import running
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth

_LIMIT = "月盈亏率上限"


@rule(
    "CAN-05",
    fix="核对收入和支出；结余多的用到学生伙食上，亏的查明原因，写成说明。",
    severity=Severity.WARNING,
)
def surplus_beyond_limit(books: Books) -> Iterator[Hits]:
    """食堂累计盈亏率超上限

    食堂不以营利为目的：从年初到每个月末，累计的结余（亏的也算）占累计收入的比例，不能超过参数“月盈亏率上限”。
    还没有收入的月份不看。指向结余。

    错：
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 | 人工 | 结余      |
    | ------- | ---------: | -------: | ---: | --------: |
    | 2026-09 |     100000 |    90000 | 4000 | **6000**  |
    | 2026-10 |     100000 |    90000 | 9900 |       100 |
    | 2026-11 |     100000 |   120000 | 9000 | **-29000** |

    对：
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 | 人工 | 结余  |
    | ------- | ---------: | -------: | ---: | ----: |
    | 2026-08 |            |          |  300 |  -300 |
    | 2026-09 |     100000 |    90000 | 4800 |  5200 |
    | 2026-10 |     100000 |   100000 | 9000 | -9000 |
    """
    rows = running(books[CanteenMonth])
    if rows.empty:
        return
    limit = books.shares(_LIMIT, rows[CanteenMonth.period] + pd.offsets.MonthEnd())
    share = rows["累计结余"] / rows["累计收入"].where(rows["累计收入"] > 0)
    yield Hits(
        rows.assign(比例=share, 上限=limit)[share.abs() > limit],
        at=CanteenMonth.surplus,
        message="到 {月份:%Y-%m} 本年累计结余 {累计结余:元}，是累计收入 {累计收入:元} 的 {比例:率}，超过 {上限:率}。",
    )
