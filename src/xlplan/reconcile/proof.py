"""The proof of a bank account: both closing balances, adjusted for what only one side has, are one figure. In fen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile.entries import Entry
from xlplan.reconcile.lists import AMOUNT, DAY, ROW
from xlplan.reconcile.matching import Groups, match
from xlplan.reconcile.pool import ASK, KIND, MATCH
from xlplan.reconcile.rows import Terms
from xlplan.tables.statement import FILE, Problem

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]

_SOME = 3
"""Rows on both sides from which on something should match."""
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

    Its frames are those of ``lists``, in the order of time; 行 is the row of the sheet, or the label in the statement.
    """

    rows: pd.DataFrame
    """Of the window."""
    opening: int | None
    closing: int | None
    """None where the file has no balances."""
    open: pd.DataFrame
    """What nothing on the other side settles by the end, whenever it was written, with 天数 since then, and as 组 the
    number of the question that it is part of (0 for none), and 提示, a sentence that explains it ("" for none)."""
    grouped: pd.DataFrame
    """The rows of ``Reconciliation.groups``, with 组."""
    carried: tuple[int, int]
    """How many rows were open when the window began, and how many of them were settled in it."""
    alike: pd.DataFrame
    """Rows matched by the end whose amount an open one has as well."""


@dataclass(frozen=True)
class Reconciliation:
    """One bank account on one day (银行存款余额调节表)."""

    account: str
    """账户; "" for loose files."""
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
        return _sum(self.book.closing, self.bank.open)

    @property
    def adjusted_bank(self) -> int | None:
        """What the bank would say if it had what only the book has."""
        return _sum(self.bank.closing, self.book.open)

    @property
    def difference(self) -> int | None:
        """Book less bank after adjustment; 0 is the proof, None if a side states no balance."""
        book, bank = self.adjusted_book, self.adjusted_bank
        return None if book is None or bank is None else book - bank

    @property
    def proved(self) -> bool:
        """Whether both sides agree and nothing is wrong in the statement itself."""
        return self.difference == 0 and not self.problems


def _sum(closing: int | None, rows: pd.DataFrame) -> int | None:
    return None if closing is None else closing + int(rows[AMOUNT].sum())


def proofs(
    account: str,
    book: pd.DataFrame,
    bank: pd.DataFrame,
    windows: Iterable[Window],
    terms: Terms,
    confirmed: Groups = (),
) -> Iterator[Reconciliation]:
    """Match two lists once, and look at them as of the end of each window.

    A match counts when all its rows are dated on or before that day; all else that was written by then is open.
    """
    book, bank = book.sort_values([DAY, ROW]), bank.sort_values([DAY, ROW])
    found = match(book, bank, terms, confirmed)
    numbers = found.book[book.index].to_numpy(), found.bank[bank.index].to_numpy()
    groups = _Groups(found.groups[KIND], (book, bank), numbers)
    for window in windows:
        sides = [
            _side(rows, own, groups, window, stated)
            for rows, own, stated in zip((book, bank), numbers, (window.book, window.bank), strict=True)
        ]
        listed = found.groups.loc[sorted({*sides[0].grouped[GROUP], *sides[1].grouped[GROUP]})]
        problems = (*window.problems, *_strangers(sides[0], sides[1], listed))
        yield Reconciliation(account, window.month, window.until, sides[0], sides[1], listed, problems)


def _strangers(book: Side, bank: Side, groups: pd.DataFrame) -> Iterator[Problem]:
    """What two lists tell that have nothing to do with each other."""
    if min(len(book.rows), len(bank.rows)) >= _SOME and (groups[KIND] != MATCH).all():
        detail = "一笔也没有对上，请看是不是拿错了账户、年份或月份，或者收入、支出记反了。"
        yield Problem("nothing_matched", None, detail)


class _Groups:
    """From which day on each group (0 for none) is what it is."""

    def __init__(
        self, kinds: "pd.Series", sides: tuple[pd.DataFrame, pd.DataFrame], numbers: tuple[Numbers, Numbers]
    ) -> None:
        count = len(kinds) + 1
        first = [np.full(count, np.datetime64("9999-01-01"), dtype="datetime64[s]") for _ in sides]
        self.settled = np.full(count, np.datetime64("0001-01-01"), dtype="datetime64[s]")
        """NaT for what is asked, or none."""
        for rows, own, begun in zip(sides, numbers, first, strict=True):
            np.maximum.at(self.settled, own, rows[DAY].to_numpy())
            np.minimum.at(begun, own, rows[DAY].to_numpy())
        self.asked = np.maximum(first[0], first[1])
        """The day from which both sides have a row of it."""
        self.is_match = np.append(False, (kinds == MATCH).to_numpy())
        is_ask = np.append(True, (kinds == ASK).to_numpy())
        self.settled[is_ask] = np.datetime64("NaT")
        self.asked[~is_ask] = self.asked[0] = np.datetime64("NaT")


def _side(
    rows: pd.DataFrame,
    numbers: Numbers,
    groups: _Groups,
    window: Window,
    stated: tuple[int | None, int | None],
) -> Side:
    """``numbers``: the group of each row."""
    days, settled = rows[DAY].to_numpy(), groups.settled[numbers]
    start, until = window.start.to_datetime64(), window.until.to_datetime64()
    written = days <= until
    rows = rows.assign(**{GROUP: numbers})
    left = rows[written & ~(settled <= until)]
    # A match that is not complete yet is no question, and no question has rows of one side only.
    asked = groups.asked[left[GROUP].to_numpy()] <= until
    age = (until - left[DAY].to_numpy()).astype("timedelta64[D]").astype(np.int64)
    left = left.assign(**{OPEN: age, GROUP: left[GROUP].where(asked, 0)})
    left = left.assign(**{HINT: pd.Series("", left.index, dtype="str")})
    matched = (settled <= until) & groups.is_match[numbers]
    alike = rows[matched & rows[AMOUNT].isin(left[AMOUNT])]
    done = (settled >= start) & (settled <= until)
    carried = (days < start) & ~(settled < start)
    return Side(
        rows[written & (days >= start)].drop(columns=GROUP),
        *stated,
        left,
        pd.concat([rows[done], left.loc[left[GROUP] > 0, rows.columns]]),
        (int(carried.sum()), int((carried & (settled <= until)).sum())),
        alike,
    )
