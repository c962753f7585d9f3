"""试算：各科目的余额，和预算执行到哪里了。"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.ledger.balances import balanced, totals, trial_balance, with_accounts
from xlplan.ledger.budget import execution_on, receipts_on, year_gone
from xlplan.ledger.commitments import with_known_commitments
from xlplan.ledger.vouchers import has_year, ledger_year
from xlplan.reports.forms import last_day, whole
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account


@dataclass(frozen=True)
class Balance:
    """The trial balance of a month and the execution of the budget at its end. Amounts in fen."""

    month: str
    day: date
    """The last day that counts: the end of the month, or the day of the desk."""
    accounts: pd.DataFrame
    """The trial balance with the accounts above (see ``with_accounts``); index = 科目代码."""
    posted: "pd.Index"
    """The accounts that have an opening or a line of their own."""
    totals: pd.DataFrame
    """Of each half; index = 财务会计, 预算会计."""
    balanced: bool
    income: pd.DataFrame
    """As ``receipts_on`` gives it."""
    spending: pd.DataFrame
    """As ``execution_on`` gives it, and with 已批未付 and 可用 where the office keeps claims that can be read."""
    unheld: str
    """Why these two are not there although the office keeps claims; "" where they are."""
    time_progress: float
    """The share of the year that is gone."""


def balance(desk: Desk, month: str = "") -> Balance:
    """试算平衡和预算执行。

    月份写 YYYY-MM，不写就是当天所在的月；当天以后的凭证不算。批准了还没有付的单子占用预算，可用＝剩余－已批未付；
    报销台账读不全的，这两列不做，说明原因。期初余额、记账凭证、科目、预算、预算调整里有一行读不出来就不做：
    缺了行的余额表不是余额表。只读台账，不写文件。
    """
    month = desk.begun(month)
    books = desk.books().requiring(True)
    try:
        with books.asked():
            return _balance(books, month)
    except Waiting as reason:
        raise CannotRun(f"{reason}，缺了就不是余额表，先按 xlplan check 指出的改好。") from None


def _balance(books: Books, month: str) -> Balance:
    for table in (OpeningBalance, VoucherLine, BudgetLine, BudgetChange, Account):
        if table.workbook in books.refused:
            raise CannotRun(books.refused[table.workbook])
    openings, vouchers = books[OpeningBalance], whole(books, VoucherLine)
    year = ledger_year(vouchers, books.today)
    if month[:4] != str(year):
        raise CannotRun(f"ledger.xlsx 记的是 {year} 年的账，没有 {month}。")
    if not has_year(vouchers, year):
        raise CannotRun(f"ledger.xlsx 里没有 {year} 年的凭证。")
    day = min(books.today, last_day(month))
    own = trial_balance(openings, vouchers, day, month)
    sums = totals(own)
    lines, changes = books[BudgetLine], books[BudgetChange]
    spent, unheld = with_known_commitments(books, execution_on(lines, changes, vouchers, day), day)
    return Balance(
        month, day, with_accounts(own, books[Account]), own.index, sums, balanced(sums),
        receipts_on(lines, changes, vouchers, day), spent, unheld, year_gone(day),
    )  # fmt: skip
