"""日清月结: what the day books come to by day and by month, and cash against its count. All amounts in fen."""

from datetime import date

import numpy as np
import pandas as pd

from xlplan.ledger.daybooks import Daybook
from xlplan.tables.ledger import CashCount, CashEntry

_SIDES = [CashEntry.income, CashEntry.spending]


def day_totals(book: Daybook, until: pd.Timestamp | date) -> pd.DataFrame:
    """收入, 支出 and the 余额 at its end of each account's days that have rows, until a day.

    Index = 账户 (of the cash book its 科目代码), 日期: the accounts as the sheet first names them, their days rising.
    """
    days = book.days
    days = days[days.index.get_level_values(1) <= pd.Timestamp(until)]
    places, dates = (days.index.get_level_values(level) for level in (0, 1))
    return days.set_axis(
        pd.MultiIndex.from_arrays([[book.names[place] for place in places], dates], names=["账户", "日期"])
    )


def month_totals(book: Daybook, until: pd.Timestamp | date) -> pd.DataFrame:
    """Each account in the month of ``until`` and in its year, up to the end of that day, one without a row included.

    Index = 账户. 本月收入 and 本月支出, 本年收入 and 本年支出 from January on, and the 余额. A row of an earlier year, itself a
    mistake, belongs to the balance and to no month of this one.
    """
    until = pd.Timestamp(until)
    dates = book.days.index.get_level_values(1)

    def moved(since: pd.Timestamp) -> pd.DataFrame:
        days = book.days.loc[(dates >= since) & (dates <= until), _SIDES]
        return days.groupby(level=0).sum().reindex(range(len(book.names)), fill_value=0)

    month, year, ever = (
        moved(until.replace(day=1)),
        moved(until.replace(month=1, day=1)),
        moved(pd.Timestamp.min),
    )
    return pd.DataFrame({
        "本月收入": month[CashEntry.income], "本月支出": month[CashEntry.spending],
        "本年收入": year[CashEntry.income], "本年支出": year[CashEntry.spending],
        "余额": ever[CashEntry.income] - ever[CashEntry.spending] + book.openings,
    }).set_axis(pd.Index(book.names, name="账户"))  # fmt: skip


def cash_days(book: Daybook, counts: pd.DataFrame, until: pd.Timestamp | date) -> pd.DataFrame:
    """Each day of the cash book that has rows or a count, until a day: 收入, 支出, 余额, and what was counted.

    Index = 日期, rising. 实存合计 and 差异 (counted less the book's balance, whatever the count says of it) are Int64, NA on
    a day without a count; of two counts of a day the lower one on the sheet stands.
    """
    days = day_totals(book, until).droplevel(0)
    counts = counts[counts[CashCount.date] <= pd.Timestamp(until)]
    counted = counts.drop_duplicates(CashCount.date, keep="last").set_index(CashCount.date)[CashCount.counted]
    every = days.index.union(counted.index).rename("日期")
    ends = book.balances_on(pd.Series(every, index=np.arange(len(every)))).to_numpy()
    found = days[_SIDES].reindex(every, fill_value=0).assign(余额=ends)
    found = found.assign(实存合计=counted.astype("Int64").reindex(every))
    return found.assign(差异=found["实存合计"] - found["余额"])
