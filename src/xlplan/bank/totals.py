"""Lines of totals among the rows of a statement, and payments that are only called so."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.bank import order
from xlplan.bank.names import of_all, of_period
from xlplan.tables.statement import AMOUNT, BALANCE

Mask = npt.NDArray[np.bool_]

_NEAR = 50
"""Rows on either side that tell whether the balance of a line goes on."""


@dataclass(frozen=True)
class Totals:
    """The lines below a header, in the order of the file: which of them are totals."""

    lines: pd.DataFrame
    """日期, 时间, 金额 and 余额 (NA where none is stated) of each line, with the index 0, 1, 2 …"""
    readable: Mask
    """Where a day and an amount stand and nothing is wrong with them, but for lines that only carry a balance."""
    words: list[str]
    """The word of a total that stands in a line, "" for none."""
    summaries: list[str]
    owners: list[str]
    """Account and currency that a line names, "" for none."""
    signed: bool
    """Whether amounts tell money in from money out."""
    two_columns: bool
    """Whether money in and money out have a column each."""
    opening: int | None
    """What stands above the rows."""

    @cached_property
    def found(self) -> Mask:
        """The lines of totals. One with which the balances go on is a payment whatever its word; so is a dated 合计 that no rows come to."""
        total = np.fromiter(map(bool, self.words), np.bool_, len(self.words))
        rows = self.readable & ~total
        for at in np.flatnonzero(total & self.readable & (self.lines[AMOUNT] != 0)):
            if self._is_paid(int(at), rows):
                total[at], rows[at] = False, True
        return total

    def is_of_all(self, at: int) -> bool:
        """Whether a line has the sums of all rows of the file; of several 本期合计 each is about its own period."""
        word = self.words[at]
        return of_all(word) and not (of_period(word) and sum(map(of_period, self.words)) > 1)

    def is_unclear(self, at: int) -> bool:
        """Whether a line called 10月合计 has an amount that no rows beside it add up to, and no balance to tell what it is."""
        amount = self.readable[at] and self.lines.at[at, AMOUNT] != 0
        rows = self.readable & ~self.found
        return bool(amount) and self.words[at][:1].isdigit() and not self._adds_up(at, rows, whole=False)

    def _is_paid(self, at: int, rows: Mask) -> bool:
        stated = self.lines[BALANCE].notna()
        if stated[at]:
            goes_on = self._goes_on(at, rows)
            return not self._adds_up(at, rows, whole=False) if goes_on is None else goes_on
        if stated.any():
            return False
        summary = self.summaries[at]
        if summary and summary.rstrip(":：") != self.words[at]:
            return not self._adds_up(at, rows, whole=of_all(self.words[at]))
        return bool(summary) and of_all(self.words[at]) and not self._adds_up(at, rows, whole=True)

    def _goes_on(self, at: int, rows: Mask) -> bool | None:
        """Whether the balances of the rows hold with a line as they do without; None where no row beside it has one."""
        if not self.signed:
            return order.sided(self.lines[rows | (self.lines.index == at)], self.opening) is not None
        own = self.owners[at]
        beside = np.flatnonzero(rows & np.array([own in ("", other) for other in self.owners]))
        place = int(np.searchsorted(beside, at))
        above, below = beside[max(place - _NEAR, 0) : place], beside[place : place + _NEAR]
        without = order.faults(self.lines.loc[[*above, *below]], None)
        return order.faults(self.lines.loc[[*above, at, *below]], None) <= without if without else None

    def _adds_up(self, at: int, rows: Mask, whole: bool) -> bool:
        """Whether an amount is that of rows just above or just below a line, or if it is the ``whole``, of all rows."""
        amounts, own = self.lines[AMOUNT].to_numpy(), int(self.lines.at[at, AMOUNT])
        sides = [amounts[:at][rows[:at]][::-1], amounts[at + 1 :][rows[at + 1 :]]]
        if self.two_columns:
            sides = [side.clip(min=0) if own > 0 else side.clip(max=0) for side in sides]
        if whole:
            return own in (int(sides[0].sum()), int(sides[0].sum() + sides[1].sum()))
        return any(own in np.cumsum(side) for side in sides)
