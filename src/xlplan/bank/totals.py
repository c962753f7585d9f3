"""Lines of totals among the rows of a statement, and payments that are only called so."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xlplan.bank.names import of_all, of_some, total

Fen = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Totals:
    """The lines below a header as columns of equal length, in the order of the file."""

    words: list[str]
    """The word of a total that stands in a line, "" for none."""
    summaries: list[str]
    days: npt.NDArray[np.datetime64]
    amount: Fen
    readable: Mask
    """Where there is an amount and nothing is wrong with it."""
    balance: Fen
    stated: Mask
    """Where there is a balance."""
    carried: Mask
    """Lines that only carry a balance."""
    two_columns: bool
    """Whether money in and money out have a column each."""

    def found(self) -> Mask:
        """Lines of totals: neither of those that move the balance, nor of those that the rows do not add up to."""
        return np.array(
            [bool(word) and not self._is_paid(at) for at, word in enumerate(self.words)], np.bool_
        )

    def is_unclear(self, at: int) -> bool:
        """Whether a line that is called a total of some rows, such as 10月合计, has an amount that no rows above it add up
        to, in a file without balances to tell."""
        return (
            self._has_amount(at)
            and not self.stated.any()
            and of_some(self.words[at])
            and int(self.amount[at]) not in np.cumsum(self._above(at)[::-1])
        )

    def _has_amount(self, at: int) -> bool:
        return bool(~np.isnat(self.days[at]) & self.readable[at] & (self.amount[at] != 0))

    def _is_paid(self, at: int) -> bool:
        if not self._has_amount(at) or (self.stated.any() and not self.stated[at]):
            return False
        moved = self._moves(at) if self.stated[at] else None
        if moved is not None:
            return moved
        if self.summaries[at] and total([self.summaries[at]]) != self.words[at]:
            return True
        return (
            bool(self.summaries[at])
            and of_all(self.words[at])
            and int(self._above(at).sum()) != self.amount[at]
        )

    def _moves(self, at: int) -> bool | None:
        """Whether the balance goes up or down by the amount of a line; None where there is none before it."""
        days, places = self.days[~np.isnat(self.days)], np.flatnonzero(self.stated)
        own = int(np.searchsorted(places, at))
        # Before it in time: above it, below it where the newest stand first, either where one cannot tell.
        steps = [-1] * bool(days[0] <= days[-1]) + [1] * bool(days[0] >= days[-1])
        near = [places[own + step] for step in steps if 0 <= own + step < len(places)]
        return (
            any(abs(self.balance[at] - self.balance[one]) == abs(self.amount[at]) for one in near)
            if near
            else None
        )

    def _above(self, at: int) -> Fen:
        """The amounts that may be in the sum of a line: above it, of its side where each has a column."""
        is_row = np.fromiter((not word for word in self.words[:at]), np.bool_, at)
        above: Fen = self.amount[:at][is_row & ~self.carried[:at] & ~np.isnat(self.days[:at])]
        if not self.two_columns:
            return above
        return above.clip(min=0) if self.amount[at] > 0 else above.clip(max=0)
