"""The proof of a bank account: both closing balances, adjusted for what only one side has, are one figure. In fen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from xlplan.reconcile.entries import Entry
from xlplan.reconcile.lists import AMOUNT, DAY, ROW
from xlplan.reconcile.matching import Groups, match
from xlplan.reconcile.pool import ASK, KIND, MATCH
from xlplan.reconcile.rows import Mask, Terms
from xlplan.tables.statement import FILE, Problem, Statement

_SOME = 3
"""Rows on both sides from which on something should match."""
_BEFORE = pd.Timedelta(days=92)
"""How long before the first statement a row of the book may have been written that the bank has only after it."""
OPEN, GROUP, HINT = "天数", "组", "提示"


@dataclass(frozen=True)
class Window:
    """The days that are proved, from ``start`` to ``until``, and the balances both sides state around them."""

    month: str
    """YYYY-MM; "" where they are more than one month."""
    start: pd.Timestamp
    until: pd.Timestamp
    book: tuple[int | None, int | None]
    """Opening and closing."""
    bank: tuple[int | None, int | None]
    problems: tuple[Problem, ...] = ()
    """What does not hold in the statement itself."""


@dataclass(frozen=True)
class Side:
    """The day book, or the bank, within a window.

    Its frames are those of ``lists``, in the order of time; 行 is the row of the sheet, or the label in the statement. They
    are made when they are asked for: most months are only added up.
    """

    every: pd.DataFrame
    """All rows of the list, with 组, the number of the group that each is in."""
    opening: int | None
    closing: int | None
    """None where the file has no balances."""
    until: pd.Timestamp
    within: Mask
    """Which of all rows are of the window,"""
    left: Mask
    """which are open at its end,"""
    asked: Mask
    """which of these are part of a question,"""
    settled: Mask
    """which are settled within it,"""
    like: Mask
    """and which are matched by the end and have the amount of an open one."""
    carried: tuple[int, int]
    """How many rows were open when the window began, and how many of them were settled in it."""
    hints: Mapping[int, str] = field(default_factory=dict)
    """Label of an open row -> a sentence that explains it."""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Of the window."""
        return self.every[self.within].drop(columns=GROUP)

    @cached_property
    def open(self) -> pd.DataFrame:
        """What nothing on the other side settles by the end, whenever it was written, with 天数 since then, and as 组 the
        number of the question that it is part of (0 for none), and 提示, a sentence that explains it ("" for none)."""
        left = self.every[self.left]
        age = (self.until.to_datetime64() - left[DAY].to_numpy()).astype("timedelta64[D]").astype(np.int64)
        said = pd.array([self.hints.get(label, "") for label in left.index], dtype="str")
        question = left[GROUP].where(self.asked[self.left], 0)
        return left.assign(**{GROUP: question, OPEN: age, HINT: said})

    @cached_property
    def grouped(self) -> pd.DataFrame:
        """The rows of ``Reconciliation.groups``, with 组."""
        return self.every.take(np.concatenate([np.flatnonzero(self.settled), np.flatnonzero(self.asked)]))

    @cached_property
    def alike(self) -> pd.DataFrame:
        """Rows matched by the end whose amount an open one has as well."""
        return self.every[self.like]

    @property
    def groups(self) -> set[int]:
        """The numbers of ``grouped``."""
        return set(self.every[GROUP].to_numpy()[self.settled | self.asked].tolist())

    @property
    def outstanding(self) -> int:
        """The sum of ``open``, in fen."""
        return int(self.every[AMOUNT].to_numpy()[self.left].sum())


class Names(NamedTuple):
    """What both sides, and what is reconciled, are called."""

    book: str = "日记账"
    bank: str = "对账单"
    account: str = "账户"


OF_A_BANK = Names()


@dataclass(frozen=True)
class Reconciliation:
    """One account on one day: of a bank (银行存款余额调节表), or in the books of the accounting centre."""

    account: str
    """账户, or the centre's 科目代码; "" for loose files."""
    month: str
    until: pd.Timestamp
    book: Side
    bank: Side
    groups: pd.DataFrame
    """As in ``Matching``: what was settled within the window, whenever its rows were written, and all that is asked at its
    end."""
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...] = ()
    """Vouchers to copy for what the bank did by itself and nobody booked."""
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Month of a statement -> the names of the files it was put together from, where they are several."""

    names: Names = OF_A_BANK

    def file(self, month: str, label: int) -> str:
        """The file in which a row of the bank stands; "" where its month has one only."""
        names = self.files.get(month)
        return names[int(label) // FILE] if names else ""

    @property
    def book_in(self) -> pd.DataFrame:
        """单位已收、银行未收."""
        return self.book.open[self.book.open[AMOUNT] > 0]

    @property
    def book_out(self) -> pd.DataFrame:
        """单位已付、银行未付."""
        return self.book.open[self.book.open[AMOUNT] < 0]

    @property
    def bank_in(self) -> pd.DataFrame:
        """银行已收、单位未收."""
        return self.bank.open[self.bank.open[AMOUNT] > 0]

    @property
    def bank_out(self) -> pd.DataFrame:
        """银行已付、单位未付."""
        return self.bank.open[self.bank.open[AMOUNT] < 0]

    @property
    def adjusted_book(self) -> int | None:
        """What the book would say if it had what only the bank has."""
        return _sum(self.book.closing, self.bank)

    @property
    def adjusted_bank(self) -> int | None:
        """What the bank would say if it had what only the book has."""
        return _sum(self.bank.closing, self.book)

    @property
    def difference(self) -> int | None:
        """Book less bank after adjustment; 0 is the proof, None if a side states no balance."""
        book, bank = self.adjusted_book, self.adjusted_bank
        return None if book is None or bank is None else book - bank

    @property
    def proved(self) -> bool:
        """Whether both sides agree and nothing is wrong in the statement itself."""
        return self.difference == 0 and not self.problems


def _sum(closing: int | None, other: Side) -> int | None:
    return None if closing is None else closing + other.outstanding


def proofs(
    account: str,
    book: pd.DataFrame,
    bank: pd.DataFrame,
    windows: Sequence[Window],
    terms: Terms,
    confirmed: Groups = (),
    carried: Sequence[pd.DataFrame] = (),
) -> Iterator[Reconciliation]:
    """Match two lists once, and look at them as of the end of each window.

    ``book`` may begin before the first window; ``carried`` is what is known to have been open then, of either side. A match counts when all its rows are dated on or before that day; all else
    that was written by then is open.
    """
    book = _from(windows[0].start, book, bank, terms, confirmed)
    if carried:
        book, bank = (pd.concat(both) for both in zip(carried, (book, bank), strict=True))
    book, bank = book.sort_values([DAY, ROW]), bank.sort_values([DAY, ROW])
    found = match(book, bank, terms, confirmed)
    book, bank = book.assign(**{GROUP: found.book}), bank.assign(**{GROUP: found.bank})
    groups = _Groups(found.groups[KIND], book, bank)
    for window in windows:
        sides = [
            _side(rows, groups, window, stated) for rows, stated in ((book, window.book), (bank, window.bank))
        ]
        listed = found.groups.loc[sorted(sides[0].groups | sides[1].groups)]
        problems = (*window.problems, *_strangers(sides[0], sides[1], listed))
        yield Reconciliation(account, window.month, window.until, sides[0], sides[1], listed, problems)


def _from(
    start: pd.Timestamp, rows: pd.DataFrame, theirs: pd.DataFrame, terms: Terms, groups: Groups
) -> pd.DataFrame:
    """The rows of the book from a day on, and those before it that the bank has only after it, or that a clerk confirmed."""
    ours, bank = ([label for group in groups for label in group[side]] for side in (0, 1))
    said = rows.index.isin(ours)
    known = said | (rows[DAY] >= start)
    before, after = rows[~known & (rows[DAY] >= start - _BEFORE)], rows[known & ~said]
    if before.empty:
        return rows[known]
    theirs = theirs[~theirs.index.isin(bank)]
    left = theirs[match(after, theirs, terms).bank[theirs.index] == 0]
    found = match(before, left, terms)
    cleared = found.book[before.index].map(found.groups[KIND]) == MATCH
    return pd.concat([before[cleared], rows[known]])


def _strangers(book: Side, bank: Side, groups: pd.DataFrame) -> Iterator[Problem]:
    """What two lists tell that have nothing to do with each other."""
    if min(book.within.sum(), bank.within.sum()) >= _SOME and (groups[KIND] != MATCH).all():
        detail = "一笔也没有对上，请看是不是拿错了账户、年份或月份，或者收入、支出记反了。"
        yield Problem("nothing_matched", None, detail)


class _Groups:
    """From which day on each group (0 for none) is what it is."""

    def __init__(self, kinds: "pd.Series", book: pd.DataFrame, bank: pd.DataFrame) -> None:
        count = len(kinds) + 1
        first = [np.full(count, np.datetime64("9999-01-01"), dtype="datetime64[s]") for _ in (book, bank)]
        self.settled = np.full(count, np.datetime64("0001-01-01"), dtype="datetime64[s]")
        """NaT for what is asked, or none."""
        for rows, begun in zip((book, bank), first, strict=True):
            np.maximum.at(self.settled, rows[GROUP].to_numpy(), rows[DAY].to_numpy())
            np.minimum.at(begun, rows[GROUP].to_numpy(), rows[DAY].to_numpy())
        self.asked = np.maximum(first[0], first[1])
        """The day from which both sides have a row of it."""
        self.is_match = np.append(False, (kinds == MATCH).to_numpy())
        is_ask = np.append(True, (kinds == ASK).to_numpy())
        self.settled[is_ask] = np.datetime64("NaT")
        self.asked[~is_ask] = self.asked[0] = np.datetime64("NaT")


def _side(rows: pd.DataFrame, groups: _Groups, window: Window, stated: tuple[int | None, int | None]) -> Side:
    """``rows``: all, with 组."""
    days, numbers = rows[DAY].to_numpy(), rows[GROUP].to_numpy()
    settled, matched = groups.settled[numbers], groups.is_match[numbers]
    start, until = window.start.to_datetime64(), window.until.to_datetime64()
    written, done = days <= until, settled <= until
    left, carried = written & ~done, (days < start) & ~(settled < start)
    amounts = rows[AMOUNT].to_numpy()
    return Side(
        rows,
        *stated,
        window.until,
        written & (days >= start),
        left,
        # A match that is not complete yet is no question, and no question has rows of one side only.
        left & (groups.asked[numbers] <= until),
        done & (settled >= start),
        done & matched & np.isin(amounts, amounts[left]),
        (int(carried.sum()), int((carried & done).sum())),
    )


def names_of_files(statements: Mapping[str, Statement]) -> dict[str, tuple[str, ...]]:
    """``Reconciliation.files`` of statements by month."""
    return {
        month: tuple(source.name for source in own.files) for month, own in statements.items() if own.further
    }
