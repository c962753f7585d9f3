"""Lines of totals among the rows of a statement, and payments that are only called so."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.bank import order
from xlplan.bank.names import of_all, of_period
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, TIME

Fen = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]

_NEAR = 50
"""Rows on either side that tell whether the balance of a line goes on."""


class Kind(Enum):
    """What a line with the word of a total is."""

    TOTAL = "合计"
    PAYMENT = "收支"
    UNCLEAR = "看不出"


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
    def kinds(self) -> dict[int, Kind]:
        """Place of each line with the word of a total -> what it is, those above judged first.

        Where the balances go on with it, it is a payment whatever its word. Where none tells, it is a total if rows come to
        its amount, and a payment if it is called one of all rows that they do not come to, or has words of its own.
        """
        rows = self.readable & np.array([not word for word in self.words], np.bool_)
        found: dict[int, Kind] = {}
        after = 0
        for at in (at for at, word in enumerate(self.words) if word):
            possible = self.readable[at] and self._amounts[at] != 0
            found[at] = self._kind(at, rows, after) if possible else Kind.TOTAL
            rows[at] = found[at] is Kind.PAYMENT
            after = after if rows[at] else at + 1
        return found

    @property
    def rows(self) -> Mask:
        """The lines that are rows."""
        found = self.readable.copy()
        found[[at for at, kind in self.kinds.items() if kind is not Kind.PAYMENT]] = False
        return found

    def is_of_all(self, at: int) -> bool:
        """Whether a line has the sums of all rows of the file; of several 本期合计 each is about its own period."""
        word = self.words[at]
        return of_all(word) and not (of_period(word) and self._periods > 1)

    @cached_property
    def _periods(self) -> int:
        return sum(map(of_period, self.words))

    @cached_property
    def _amounts(self) -> Fen:
        amounts: Fen = self.lines[AMOUNT].to_numpy(np.int64)
        return amounts

    @cached_property
    def _stated(self) -> Mask:
        stated: Mask = self.lines[BALANCE].notna().to_numpy()
        return stated

    @cached_property
    def _balances(self) -> Fen:
        balances: Fen = self.lines[BALANCE].fillna(0).to_numpy(np.int64)
        return balances

    @cached_property
    def _owners(self) -> Places:
        """A number for each, 0 for none."""
        named: Places = pd.factorize(np.array(["", *self.owners], dtype=object))[0][1:]
        return named

    @cached_property
    def _days(self) -> npt.NDArray[np.datetime64]:
        days: npt.NDArray[np.datetime64] = self.lines[DAY].to_numpy()
        return days

    @cached_property
    def newest_first(self) -> bool:
        """Whether the file begins with the end of the time."""
        days = self._days[self.readable]
        return len(days) > 0 and days[0] > days[-1]

    def _kind(self, at: int, rows: Mask, after: int) -> Kind:
        """``rows``: those known so far; ``after``: the place below the last total."""
        word, summary, whole = self.words[at], self.summaries[at], self.is_of_all(at)
        beside = bool(summary) and summary.rstrip(":：") != word
        if self._stated[at] and (goes_on := self._goes_on(at, rows)) is not None:
            return Kind.PAYMENT if goes_on else Kind.TOTAL
        if self._adds_up(at, rows, after):
            return Kind.UNCLEAR if beside and not whole else Kind.TOTAL
        if not self._stated[at] and (self._stated & rows).any():
            # Where others have a balance, a total of all is held against the rows, which tells as much.
            return Kind.TOTAL if whole or not (beside or _may_be_paid(word)) else Kind.UNCLEAR
        if beside or (whole and summary):
            return Kind.PAYMENT
        return Kind.UNCLEAR if self._stated[at] or _may_be_paid(word) else Kind.TOTAL

    def _goes_on(self, at: int, rows: Mask) -> bool | None:
        """Whether the balances hold with a line as they do without; None where there is none before it in time."""
        own = self._owners[at]
        mine = np.flatnonzero(rows & (self._owners == own) if own else rows)
        place = int(np.searchsorted(mine, at))
        above, below = mine[max(place - _NEAR, 0) : place], mine[place : place + _NEAR]
        if not self.signed:
            return self._steps(at, above[self._stated[above]][-1:], below[self._stated[below]][:1])
        near = np.append(above, below)
        near = near[self._stated[near]]
        side = below if self.newest_first else above
        earlier = [
            *near[self._days[near] < self._days[at]],
            *side[self._stated[side] & (self._days[side] == self._days[at])],
        ]
        first = not len(side) and not (self._days[near] < self._days[at]).any()
        opening = self.opening if first else None
        if not earlier and opening is None:
            return None
        without, with_it = (
            order.faults(self.lines.iloc[places][[DAY, TIME, AMOUNT, BALANCE]], opening)
            for places in (np.append(above, below), [*above, at, *below])
        )
        return with_it <= without

    def _steps(self, at: int, above: Places, below: Places) -> bool | None:
        """Whether the balance before a line in time is an amount away; None where there is none."""
        one_day = (self._days[self.readable] == self._days[at]).all()
        near = [*above, *below] if one_day else list(below if self.newest_first else above)
        moved = np.abs(self._balances[at] - self._balances[near])
        return bool((moved == abs(self._amounts[at])).any()) if near else None

    def _adds_up(self, at: int, rows: Mask, after: int) -> bool:
        """Whether rows come to the amount of a line that a total in its place may be about."""
        own = int(self._amounts[at])
        for amounts in self._runs(at, rows, after):
            side = amounts.clip(min=0) if own > 0 else amounts.clip(max=0)
            sums = {int(side.sum())} if self.two_columns else {int(side.sum()), int(amounts.sum())}
            if own in sums or (not self.two_columns and abs(own) == int(np.abs(amounts).sum())):
                return True
        return False

    def _runs(self, at: int, rows: Mask, after: int) -> Iterator[Fen]:
        """The rows of its day, of its month, and all, above a line and below it; those since the last total; all of the file."""
        day = self._days[at]
        for side in (slice(None, at), slice(at + 1, None)):
            amounts, days = self._amounts[side][rows[side]], self._days[side][rows[side]]
            yield amounts[days == day]
            yield amounts[days.astype("datetime64[M]") == day.astype("datetime64[M]")]
            yield amounts
        yield self._amounts[after:at][rows[after:at]]
        yield self._amounts[rows]


def _may_be_paid(word: str) -> bool:
    """Whether a word might be what a payment is for, such as 10月合计, or is about rows that stand in the file, as 小计 is."""
    return word[:1].isdigit() or "小计" in word
