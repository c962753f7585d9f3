"""The proof of a bank account: both closing balances, adjusted for what only one side has, are one figure. In fen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile.pairing import AMOUNT, BANK, BOOK, DAY, pair
from xlplan.tables.statement import FILE, Problem

Days = npt.NDArray[np.datetime64]

SUMMARY, PARTY, ROW, PART, OPEN = "摘要", "对方", "行", "月", "天数"


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
    """The day book, or the bank.

    Its frames have 日期, 金额 (+ is money in for us), 票号, 摘要, 对方, 行 (of the sheet, or the label in the statement) and 月 (YYYY-MM of the
    statement that has it; "" for the book).
    """

    rows: pd.DataFrame
    """Of the window."""
    opening: int | None
    closing: int | None
    """None where the file has no balances."""
    open: pd.DataFrame
    """What the other side does not have, whenever it was written, with 天数 since then."""


@dataclass(frozen=True)
class Reconciliation:
    """One bank account on one day (银行存款余额调节表)."""

    account: str
    """账户; "" for loose files."""
    month: str
    until: pd.Timestamp
    book: Side
    bank: Side
    matches: pd.DataFrame
    """The pairs of ``pair`` that were complete within the window, whenever their rows were written; 日记账 and 对账单 are
    rows of the sheet and the file, 月 that of the statement."""
    problems: tuple[Problem, ...]
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
    account: str, book: pd.DataFrame, bank: pd.DataFrame, windows: Iterable[Window]
) -> Iterator[Reconciliation]:
    """Pair two lists (frames as of Side) once, and look at them as of the end of each window.

    A pair counts when both its rows are dated on or before that day; all else that was written by then is open.
    """
    book, bank = book.sort_values([DAY, ROW]), bank.sort_values([DAY, ROW])
    pairs = pair(book, bank)
    own, other = book.loc[pairs[BOOK]], bank.loc[pairs[BANK]]
    # The later of the two days is the day from which neither row is open.
    complete = np.maximum(own[DAY].to_numpy(), other[DAY].to_numpy())
    sides = [(rows, _settled(rows, pairs[label], complete)) for rows, label in ((book, BOOK), (bank, BANK))]
    pairs = pairs.assign(
        **{BOOK: own[ROW].to_numpy(), BANK: other[ROW].to_numpy(), PART: other[PART].to_numpy()}
    )
    for window in windows:
        (book_side, bank_side) = (
            _side(*side, window, stated)
            for side, stated in zip(sides, (window.book, window.bank), strict=True)
        )
        done = (complete >= window.start) & (complete <= window.until)
        yield Reconciliation(
            account, window.month, window.until, book_side, bank_side, pairs[done], window.problems
        )


def _settled(rows: pd.DataFrame, labels: "pd.Series", complete: Days) -> Days:
    """For each row the day from which it is paired, NaT for none."""
    days = np.full(len(rows), np.datetime64("NaT"), dtype="datetime64[s]")
    days[rows.index.get_indexer(labels)] = complete
    return days


def _side(rows: pd.DataFrame, settled: Days, window: Window, stated: tuple[int | None, int | None]) -> Side:
    days, start, until = rows[DAY].to_numpy(), window.start.to_datetime64(), window.until.to_datetime64()
    written = days <= until
    left = rows[written & ~(settled <= until)]
    age = (until - left[DAY].to_numpy()).astype("timedelta64[D]").astype(np.int64)
    return Side(rows[written & (days >= start)], *stated, left.assign(**{OPEN: age}))
