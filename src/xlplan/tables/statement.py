"""What a bank, or the accounting centre, says of one account: the rows of a file, and what does not hold in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from xlplan.cells import Ref

DAY, TIME, AMOUNT, BALANCE = "日期", "时间", "金额", "余额"
PARTY, SUMMARY, REFERENCE = "对方户名", "摘要", "流水号"
NEUTRAL, REFUNDED = "不计收支", "已退款"

FILE = 2**32
"""Labels of one file, more than a sheet has rows: of a statement made of several, row 7 of the third is 2 * FILE + 7."""


def row_of(label: int) -> int:
    """The row that a label stands for, in whichever file it is."""
    return int(label) % FILE


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold in a statement file: ``kind`` for programs, ``detail`` one Chinese sentence."""

    kind: str
    row: int | None
    """Label of the row, as in the rows of its statement; None where it is about the whole file."""
    detail: str
    file: str = ""
    """Which of several files; "" where there is one."""


@dataclass(frozen=True)
class Source:
    """A file that rows of a statement stand in."""

    name: str
    sheet: str
    header_row: int


@dataclass(frozen=True)
class Statement:
    """One statement file, or the part of it that is about one month, or several put together. All amounts in fen."""

    name: str
    """Of the file in ``folder``."""
    sheet: str
    """Of a workbook; "" for text."""
    bank: str
    account: str
    """账号 as the file gives it, without blanks; "" where it does not say."""
    encoding: str
    """"" for a workbook."""
    header_row: int
    """Rows count from 1, as a spreadsheet shows the opened file."""
    rows: pd.DataFrame
    """In the order of time; index = label of the row, in one file the row itself. 日期 (datetime64[s]), 时间 (text), 金额
    (int64, + is money in for us), 余额 (Int64, NA where the file has none), 对方户名, 摘要, 流水号 (text), 不计收支 (int64: the
    figure of a row that the file calls neither money in nor out; its 金额 is 0), 已退款 (int64: what the status of the row
    says came back)."""
    opening: int | None
    closing: int | None
    declared: Mapping[str, int] = field(default_factory=dict)
    """What the file itself says of its sums and counts, by the names of the contract."""
    problems: tuple[Problem, ...] = ()
    span: tuple[str, ...] = ()
    """The months (YYYY-MM) that the file says it holds from their first day to their last."""
    reach: tuple[np.datetime64, np.datetime64] | None = None
    """The first and the last day that the file, or every file of several, says it holds; None where it does not say."""
    currency: str = ""
    """As the file names it, "" where it does not."""
    parts: tuple["Statement", ...] = ()
    """One for each account and currency of a file that holds several; its own account, currency and balances are then
    not known."""
    month: str = ""
    """YYYY-MM of a part; "" for a whole file."""
    further: tuple[Source, ...] = ()
    """The files that were put to the first."""
    folder: str = "bank"
    """Of the office."""

    @property
    def files(self) -> tuple[Source, ...]:
        """The files that the rows, and the problems, stand in."""
        return (Source(self.name, self.sheet, self.header_row), *self.further)

    @property
    def accounts(self) -> tuple["Statement", ...]:
        """The statement of each account and currency in the file; most files hold one."""
        return self.parts or (self,)

    @property
    def workbook(self) -> str:
        """How findings name the first file."""
        return f"{self.folder}/{self.name}"

    def source(self, label: int) -> Source:
        """The file that a row stands in."""
        return self.files[int(label) // FILE]

    def ref(self, label: int) -> Ref:
        """A row, as the cell in column A of its file."""
        source = self.source(label)
        return Ref(f"{self.folder}/{source.name}", source.sheet, row_of(label))

    def labels(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """The object (流水号) and the month of each row; a line that is none of ``rows`` has the month of the part."""
        own = self.rows.reindex(rows)
        days = own[DAY].dt.strftime("%Y-%m-%d").fillna("")
        names = own[REFERENCE].fillna("")
        return [(name or day, day[:7] or self.month) for name, day in zip(names, days, strict=True)]

    def closing_on(self, until: pd.Timestamp) -> int | None:
        """What the bank says was there at the end of a day; None where the file has no balances."""
        before = self.rows[self.rows[DAY] <= until]
        if len(before) == len(self.rows):
            return self.closing
        if len(before) and pd.notna(stated := before[BALANCE].iloc[-1]):
            return int(stated)
        return None if self.opening is None else self.opening + int(before[AMOUNT].sum())

    def months(self) -> dict[str, "Statement"]:
        """The parts of the file by month (YYYY-MM), each beginning with the balance the one before ended with.

        A month without a row is a part as well where rows stand before and after it, or the file says it holds it; a file
        without rows is of the months it says it holds days of.
        """
        parts = {}
        opening = self.opening
        months = self.rows[DAY].dt.strftime("%Y-%m")
        held = dict(iter(self.rows.groupby(months)))
        reached = {str(day.astype("datetime64[M]")) for day in self.reach or ()}
        names = _from_first_to_last({*map(str, held), *self.span} or reached)
        problems = self._problems_by(months, names)
        for month in names:
            rows = held.get(month, self.rows.iloc[:0])
            stated = rows[BALANCE].iloc[-1] if len(rows) else None
            closing = self.closing if month == names[-1] else None
            if closing is None and stated is not None and pd.notna(stated):
                closing = int(stated)
            elif closing is None and opening is not None:
                closing = opening + int(rows[AMOUNT].sum())
            own = tuple(problems.get(month, ()))
            parts[month] = replace(
                self, rows=rows, opening=opening, closing=closing, problems=own, month=month
            )
            opening = closing
        return parts

    def _problems_by(self, months: "pd.Series", names: Sequence[str]) -> dict[str, list[Problem]]:
        """The problems of each month; one of a line that is no row goes with the row below it, else with the last."""
        found: dict[str, list[Problem]] = {}
        in_file = months.sort_index()
        for problem in self.problems if names else ():
            place = len(in_file) if problem.row is None else int(in_file.index.searchsorted(problem.row))
            month = in_file.iloc[min(place, len(in_file) - 1)] if len(in_file) else names[-1]
            found.setdefault(month, []).append(problem)
        return found


def _from_first_to_last(months: set[str]) -> list[str]:
    return pd.period_range(min(months), max(months), freq="M").strftime("%Y-%m").tolist() if months else []


def reach_of(parts: Sequence[Statement]) -> tuple[np.datetime64, np.datetime64] | None:
    """The days that files hold together, if each says what it holds."""
    said = [part.reach for part in parts if part.reach]
    return (
        (min(first for first, _ in said), max(last for _, last in said)) if len(said) == len(parts) else None
    )
