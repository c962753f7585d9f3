"""Balances of the day books: 现金日记账, and 银行日记账 account by account. All amounts in fen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlplan.tables.ledger import CASH, BankEntry, CashEntry, OpeningBalance

CARRYING = r"上年结转|期初余额|承前页"
"""What the summary of a row says that only carries a balance forward."""


@dataclass(frozen=True)
class Daybook:
    """The rows of a day book, the account of each, and what each account began with."""

    rows: pd.DataFrame
    accounts: "pd.Series"
    openings: "pd.Series"
    """Account -> fen; 0 for an account that neither 期初余额 nor a carrying row knows."""

    @property
    def balances(self) -> "pd.Series":
        """The true balance after each row, in the order of the sheet."""
        moves = self.rows[CashEntry.income] - self.rows[CashEntry.spending]
        return moves.groupby(self.accounts).cumsum() + self._opening

    @property
    def _opening(self) -> "pd.Series":
        return self.accounts.map(self.openings).astype("int64")

    def misstated(self) -> pd.DataFrame:
        """Rows whose 余额 neither follows from the row before nor is true; ``due`` is the true one.

        So a wrong cell is told once, and an error carried on only where it starts.
        """
        rows, stated, due = self.rows, self.rows[CashEntry.balance], self.balances
        before = stated.groupby(self.accounts).shift(fill_value=0)
        before = before.where(self.accounts.duplicated(), self._opening)
        follows = before + rows[CashEntry.income] - rows[CashEntry.spending]
        return rows.assign(due=due)[(stated != follows) & (stated != due)]

    def day_ends(self) -> "pd.Series":
        """The balance at the end of each day that has rows, wherever its rows stand; index = days, rising."""
        moves = self.rows[CashEntry.income] - self.rows[CashEntry.spending]
        return moves.groupby(self.rows[CashEntry.date]).sum().cumsum() + self.openings.sum()

    def balances_on(self, days: "pd.Series") -> "pd.Series":
        """The balance at the end of each of these days (all known)."""
        ends = self.day_ends()
        known = np.concatenate([[self.openings.sum()], ends.to_numpy()]).astype("int64")
        return pd.Series(known[ends.index.searchsorted(days, side="right")], index=days.index)


def cash_book(rows: pd.DataFrame, openings: pd.DataFrame) -> Daybook:
    """现金日记账 with its opening from 期初余额."""
    own = openings[openings[OpeningBalance.account] == CASH]
    return _daybook(rows, pd.Series(CASH, index=rows.index, dtype="str"), own, own[OpeningBalance.account])


def bank_book(rows: pd.DataFrame, openings: pd.DataFrame) -> Daybook:
    """银行日记账 with the opening of each 账户 from 期初余额."""
    return _daybook(rows, rows[BankEntry.account], openings, openings[OpeningBalance.bank_account])


def _daybook(rows: pd.DataFrame, accounts: "pd.Series", openings: pd.DataFrame, by: "pd.Series") -> Daybook:
    known = (openings[OpeningBalance.debit] - openings[OpeningBalance.credit]).groupby(by).sum()
    first = rows[~accounts.duplicated() & ~accounts.isin(known.index)]
    carrying = first[CashEntry.summary].str.contains(CARRYING)
    carrying &= (first[CashEntry.income] == 0) & (first[CashEntry.spending] == 0)
    carried = first[CashEntry.balance].where(carrying, 0).set_axis(accounts[first.index])
    return Daybook(rows, accounts, pd.concat([known, carried]).astype("int64"))


def last_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The last row of each day, in the order of the sheet."""
    return rows[~rows[CashEntry.date].duplicated(keep="last") & rows[CashEntry.date].notna()]
