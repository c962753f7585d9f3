"""Balances of the day books: 现金日记账, and 银行日记账 account by account. All amounts in fen."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.tables.ledger import CASH, BankEntry, CashEntry, OpeningBalance

CARRYING = "上年结转|期初余额|承前页"
"""What the summary of a row says that only carries a balance forward."""

BANK = "1002"
"""银行存款: what cash is taken from and brought to."""
CASH_INCOME = ("2103", "2307", "4")
"""应缴财政款, 其他应付款 (代收) and all income: against what cash comes in that has to go to the bank."""


@dataclass(frozen=True)
class Daybook:
    """The rows of a day book, the account of each, and what each account began with."""

    rows: pd.DataFrame
    accounts: "pd.Series"
    """For each row the place of its account in ``names`` and ``openings``."""
    names: tuple[str, ...]
    """The 账户 of each account; of the cash book its 科目代码."""
    openings: npt.NDArray[np.int64]

    def balances(self) -> "pd.Series":
        """The true balance after each row, in the order of the sheet."""
        return self._moves().groupby(self.accounts).cumsum() + self.openings[self.accounts]

    def misstated(self) -> pd.DataFrame:
        """Rows whose 余额 neither follows from the row before nor is true; ``due`` is the true one.

        So a wrong cell is told once, and an error carried on only where it starts.
        """
        stated, due = self.rows[CashEntry.balance], self.balances()
        before = stated.groupby(self.accounts).shift(fill_value=0)
        before = before.where(self.accounts.duplicated(), self.openings[self.accounts])
        return self.rows.assign(due=due)[(stated != before + self._moves()) & (stated != due)]

    @cached_property
    def days(self) -> pd.DataFrame:
        """收入, 支出 and the 余额 at its end, of each day that an account has rows on; index = place of the account, day.

        A row counts on its day, wherever it stands on the sheet.
        """
        sides = [CashEntry.income, CashEntry.spending]
        days = self.rows[sides].groupby([self.accounts, self.rows[CashEntry.date]]).sum()
        accounts = days.index.get_level_values(0)
        moved = (days[CashEntry.income] - days[CashEntry.spending]).groupby(accounts).cumsum()
        return days.assign(**{CashEntry.balance: moved + self.openings[accounts]})

    def day_ends(self) -> "pd.Series":
        """The balance of a book of one account at the end of each day that has rows; index = days, rising."""
        return self.days[CashEntry.balance].droplevel(0)

    def balances_on(self, days: "pd.Series") -> "pd.Series":
        """The balance of a book of one account at the end of each of these days (all known)."""
        ends = self.day_ends()
        known = np.append(self.openings[:1], ends)
        return pd.Series(known[ends.index.searchsorted(days, side="right")], index=days.index)

    def _moves(self) -> "pd.Series":
        return self.rows[CashEntry.income] - self.rows[CashEntry.spending]


def cash_book(rows: pd.DataFrame, openings: pd.DataFrame) -> Daybook:
    """现金日记账 with its opening from 期初余额."""
    codes = np.zeros(len(rows), dtype=np.int64)
    return _daybook(rows, codes, [CASH], openings, openings[OpeningBalance.account])


def bank_book(rows: pd.DataFrame, openings: pd.DataFrame) -> Daybook:
    """银行日记账 with the opening of each 账户 from 期初余额."""
    codes, names = pd.factorize(rows[BankEntry.account])
    return _daybook(rows, codes, list(names), openings, openings[OpeningBalance.bank_account])


def account_book(rows: pd.DataFrame, openings: pd.DataFrame, account: str) -> Daybook:
    """The rows of one 账户 of 银行日记账 with its opening, which it has even without a row."""
    own = rows[rows[BankEntry.account] == account]
    codes = np.zeros(len(own), dtype=np.int64)
    return _daybook(own, codes, [account], openings, openings[OpeningBalance.bank_account])


def _daybook(
    rows: pd.DataFrame,
    codes: npt.NDArray[np.int64],
    names: list[str],
    openings: pd.DataFrame,
    by: "pd.Series",
) -> Daybook:
    """A book whose accounts begin as 期初余额 says, else with their carrying row, else with nothing."""
    accounts = pd.Series(codes, index=rows.index)
    known = (openings[OpeningBalance.debit] - openings[OpeningBalance.credit]).groupby(by).sum()
    first = rows[~accounts.duplicated()]
    carried = (
        first[CashEntry.balance]
        .where(carries(first), 0)
        .set_axis([names[code] for code in accounts[first.index]])
    )
    began = [int(known.get(name, carried.get(name, 0))) for name in names]
    return Daybook(rows, accounts, tuple(names), np.array(began, dtype=np.int64))


def carries(rows: pd.DataFrame) -> "pd.Series":
    """Whether each row of a day book moves nothing and only carries a balance forward."""
    moved = (rows[CashEntry.income] != 0) | (rows[CashEntry.spending] != 0)
    return rows[CashEntry.summary].str.contains(CARRYING) & ~moved


def last_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The last row of each day, in the order of the sheet."""
    return rows[~rows[CashEntry.date].duplicated(keep="last") & rows[CashEntry.date].notna()]
