from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.ledger.vouchers import net, of_accounts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import SpecialDay

_TREASURY = "2103"
"""应缴财政款."""


@rule("FEE-06", fix="马上缴入国库；缴了而记在别的科目上的，更正凭证。", whole=True)
def treasury_money_kept(books: Books) -> Iterator[Hits]:
    """应缴财政款滞留

    记在 2103 应缴财政款的钱，要在参数“应缴财政款最迟工作日”以内缴入国库，不能留着用。缴出去的，先抵年初的余额，再抵最早收的；
    按时缴出去的够这一笔的，前面欠的只在前面指一次。到了最后一天还没有缴够的，指向收进来那一行的贷方；参数没有值的日子不查。

    错：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 2103     |      |   50 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方    |
    | ---------- | ------ | -------- | ---: | ------: |
    | 2026-11-03 | 记-1   | 2103     |      | **300** |
    | 2026-11-04 | 记-2   | 2103     |      |     200 |
    | 2026-11-10 | 记-3   | 2103     |  100 |         |
    | 2026-11-11 | 记-4   | 2103     |  450 |         |
    | 2026-11-13 | 记-5   | 2103     |      |  **70** |
    | 2026-11-23 | 记-6   | 2103     |      |      40 |
    | 2026-11-24 | 记-7   | 2103     |   40 |         |

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2025-11-03 | 记-1   | 2103     |      |  300 |
    | 2025-11-21 | 记-2   | 2103     |  300 |      |
    | 2026-11-03 | 记-1   | 2103     |      |  300 |
    | 2026-11-10 | 记-2   | 2103     |  300 |      |
    | 2026-11-11 | 记-3   | 2103     |      |  300 |
    | 2026-11-12 | 记-4   | 2103     |      | -300 |
    | 2026-11-23 | 记-5   | 2103     |      |  100 |
    """
    lines, openings = books[VoucherLine], books[OpeningBalance]
    lines = lines[of_accounts(lines, (_TREASURY,)) & lines[VoucherLine.date].notna()]
    lines = lines.sort_values(VoucherLine.date, kind="stable")
    begun = openings[openings[OpeningBalance.account].str.startswith(_TREASURY)]
    begun = int((begun[OpeningBalance.credit] - begun[OpeningBalance.debit]).sum())
    into = -net(lines)
    came, went = into.clip(lower=0), (-into).clip(lower=0)
    distinct = lines[VoucherLine.date].drop_duplicates()
    allowed = books.numbers("应缴财政款最迟工作日", distinct).dropna()
    distinct = distinct[allowed.index]
    due = Calendar(books[SpecialDay]).workdays_after(distinct, allowed).set_axis(distinct)
    lines = lines.join(due.rename("最迟"), on=VoucherLine.date)
    days, until = lines[VoucherLine.date], lines["最迟"].fillna(lines[VoucherLine.date])
    paid = np.append(0, went.cumsum())
    before, by_then = paid[days.searchsorted(days)], paid[days.searchsorted(until, side="right")]
    # What an earlier line lacks is told there: money that goes out in time is this line's own.
    kept = (came.cumsum() + begun - by_then).clip(upper=came - (by_then - before))
    late = (kept > 0) & (lines["最迟"] < pd.Timestamp(books.today))
    yield Hits(
        lines.assign(未缴=kept)[late],
        at=VoucherLine.credit,
        message="{日期} 的应缴财政款，到 {最迟} 还有 {未缴:元} 没有缴入国库。",
    )
