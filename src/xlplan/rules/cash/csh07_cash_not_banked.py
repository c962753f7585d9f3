from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.excel.frames import empty
from xlplan.ledger.daybooks import BANK, CASH_INCOME
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, NotKept
from xlplan.tables.calendar import Calendar
from xlplan.tables.fees import IN_CASH, FeeReceipt
from xlplan.tables.ledger import CashEntry
from xlplan.tables.links import looked_up
from xlplan.tables.office import SpecialDay


@rule(
    "CSH-07",
    fix="马上送存银行；已经存了的，照回单填存入日，写明晚存的原因。",
    basis="现金管理暂行条例第十一条",
    whole=(CashEntry,),
)
def cash_not_banked(books: Books) -> Iterator[Hits]:
    """现金收入未当日送存

    收到的现金当天送存银行；参数“送存最迟天数”写几，就再宽限几天，一般是 0。到期那天是休息日的，顺延到下一个工作日。
    收费记录里收款方式是现金的，看存入日，同一天收、同一天存的只指第一笔。
    收费记录以外的现金收入看现金日记账：对方科目是 2103、2307 和 4 开头的收入，到期以前送存银行（对方科目 1002）的钱不够的，
    指向那一天最后一笔这样的收入。参数没有值的日子不查。

    错：
    收费记录
    | 收款日期   | 金额 | 收款方式 | 存入日         |
    | ---------- | ---: | -------- | -------------- |
    | 2026-09-07 |  100 | 现金     | **2026-09-08** |
    | 2026-09-07 |  200 | 现金     | 2026-09-08     |
    | 2026-09-08 |  100 | 现金     | **（空）**     |
    现金日记账
    | 日期       | 摘要         | 对方科目 | 收入    | 支出 |
    | ---------- | ------------ | -------- | ------: | ---: |
    | 2026-09-07 | 代收作业本费 | 2307     |     300 |      |
    | 2026-09-08 | 代收作业本费 | 2307     |     100 |      |
    | 2026-09-08 | 送存银行     | 100201   |         |  300 |
    | 2026-11-03 | 卖废品       | 2103     |      50 |      |
    | 2026-11-03 | 收捐赠款     | 4603     | **500** |      |
    | 2026-11-03 | 送存银行     | 100201   |         |  100 |
    | 2026-11-04 | 送存银行     | 100201   |         |  450 |

    对：
    收费记录
    | 收款日期   | 金额 | 收款方式 | 存入日     |
    | ---------- | ---: | -------- | ---------- |
    | 2026-09-07 |  100 | 现金     | 2026-09-07 |
    | 2026-10-01 |  100 | 现金     | 2026-10-08 |
    | 2026-11-30 |  100 | 现金     |            |
    | 2026-09-07 |  100 | 转账     | 2026-09-09 |
    现金日记账
    | 日期       | 摘要         | 对方科目 | 收入 | 支出 |
    | ---------- | ------------ | -------- | ---: | ---: |
    | 2026-09-07 | 代收作业本费 | 2307     |  100 |      |
    | 2026-09-07 | 送存银行     | 100201   |      |  100 |
    | 2026-09-09 | 提取备用金   | 100201   | 3000 |      |
    | 2026-09-09 | 还差旅借款   | 1218     |   80 |      |
    | 2026-11-07 | 卖废品       | 2103     |   50 |      |
    | 2026-11-09 | 送存银行     | 100201   |      |   50 |

    对：
    现金日记账
    | 日期       | 摘要         | 对方科目 | 收入 | 支出 |
    | ---------- | ------------ | -------- | ---: | ---: |
    | 2026-09-07 | 代收作业本费 | 2307     |  100 |      |
    | 2026-09-07 | 送存银行     | 100201   |      |  100 |

    对：
    参数
    | 参数         | 值 |
    | ------------ | -- |
    | 送存最迟天数 | 1  |
    收费记录
    | 收款日期   | 金额 | 收款方式 | 存入日     |
    | ---------- | ---: | -------- | ---------- |
    | 2026-09-07 |  100 | 现金     | 2026-09-08 |
    现金日记账
    | 日期       | 摘要         | 对方科目 | 收入 | 支出 |
    | ---------- | ------------ | -------- | ---: | ---: |
    | 2026-09-07 | 代收作业本费 | 2307     |  100 |      |
    | 2026-09-08 | 送存银行     | 100201   |      |  100 |
    """
    late = _late_receipts(books)
    first = ~late[[FeeReceipt.date, FeeReceipt.banked]].duplicated()
    together = late.groupby([FeeReceipt.date, FeeReceipt.banked], dropna=False)[FeeReceipt.amount]
    late = late.assign(合计=together.transform("sum"))
    banked = late[FeeReceipt.banked].notna()
    yield Hits(
        late[first & banked],
        at=FeeReceipt.banked,
        message="{收款日期} 收的现金 {合计:元}，{存入日} 才存，最迟应在 {最迟} 存。",
    )
    yield Hits(
        late[first & ~banked],
        at=FeeReceipt.banked,
        message="{收款日期} 收的现金 {合计:元} 还没有存，最迟应在 {最迟} 存。",
    )
    yield _kept(books, late.groupby(FeeReceipt.date)[FeeReceipt.amount].sum())


def _late_receipts(books: Books) -> pd.DataFrame:
    """Receipts in cash that went to the bank too late, or did not yet; none where the office keeps no fees."""
    try:
        rows = books[FeeReceipt]
    except NotKept:
        rows = empty(FeeReceipt)
    rows = rows[(rows[FeeReceipt.method] == IN_CASH) & rows[FeeReceipt.date].notna()]
    rows = rows.assign(最迟=_due(books, rows[FeeReceipt.date]))
    gone = rows[FeeReceipt.banked].fillna(pd.Timestamp(books.today).as_unit("s"))
    return rows[gone > rows["最迟"]]


def _due(books: Books, days: "pd.Series") -> "pd.Series":
    """The day until which cash of each of these days has to be at the bank; NaT where no parameter says so."""
    distinct = days.drop_duplicates()
    more = books.numbers("送存最迟天数", distinct).dropna()
    distinct = distinct[more.index] + pd.to_timedelta(more, unit="D")
    due = Calendar(books[SpecialDay]).workdays_after(distinct, pd.Series(0, index=distinct.index))
    return looked_up(days, due.set_axis(days[due.index]))


def _kept(books: Books, told: "pd.Series") -> Hits:
    """The days of the cash book whose income was not all banked in time; ``told``: day -> fen that receipts are accused of."""
    rows = books[CashEntry]
    rows = rows[rows[CashEntry.date].notna()].sort_values(CashEntry.date, kind="stable")
    income = rows[CashEntry.income].where(rows[CashEntry.contra].str.startswith(CASH_INCOME), 0)
    carried = rows[CashEntry.spending].where(rows[CashEntry.contra].str.startswith(BANK), 0)
    last = rows[income > 0]
    last = last[~last[CashEntry.date].duplicated(keep="last")]
    days = last[CashEntry.date]
    due = _due(books, days)
    known = np.append(0, carried.cumsum())
    until = known[rows[CashEntry.date].searchsorted(due.fillna(days), side="right")]
    before = known[rows[CashEntry.date].searchsorted(days, side="left")]
    came = looked_up(days, income.groupby(rows[CashEntry.date]).sum())
    explained = told.reindex(days, fill_value=0).set_axis(days.index)
    kept = came - (until - before) - explained
    return Hits(
        last.assign(收=came, 差=kept, 最迟=due)[(kept > 0) & (due < pd.Timestamp(books.today))],
        at=CashEntry.income,
        message="{日期} 收的现金 {收:元}，到 {最迟} 还有 {差:元} 没有送存银行。",
    )
