"""What stands below the header of a statement: rows with a day and an amount, lines of totals, and what is neither."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.bank import figures, lines, order
from xlplan.bank.header import Header
from xlplan.bank.names import CARRIED, SIGNS, Field
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, PARTY, REFERENCE, SUMMARY, TIME, Problem

Fen = npt.NDArray[np.int64]
_UNREADABLE = "unreadable_row"
_NO_NUMBER = "金额不是数"
UNSIGNED = "只有一列金额，没有正负号和收支方向，看不出哪些是收入、哪些是支出"


class Body:
    """The lines below a header. Row numbers are those of the file, from 1."""

    def __init__(self, cells: Cells, header: Header) -> None:
        self.header = header
        self._columns: dict[Field, Sequence[str]] = {}
        self.names = [plain(figures.bare(text)) for text in cells[header.row - 1]]
        self.index = np.arange(header.row + 1, len(cells) + 1)
        self.cells = [[figures.bare(text) for text in texts] for texts in cells[header.row :]]
        self._across: list[Sequence[str]] = list(zip_longest(*self.cells, fillvalue=""))
        self.days, behind = figures.days(self.texts(Field.DAY))
        self.times = figures.times(self.texts(Field.TIME)) if Field.TIME in header.places else behind
        self.taken_back: Fen | None = None
        self.amount, self.figure, self.wrong = self._amounts()
        self.balance, self.unsaid, self.misread = figures.amounts(self.texts(Field.BALANCE))
        self.carried = self._carried()
        self.known = ~np.isnat(self.days) & self.figure & (self.wrong == "") & ~self._totals() & ~self.carried

    def texts(self, meaning: Field) -> Sequence[str]:
        """A column; where several have the meaning, in each row the first that is filled."""
        if meaning not in self._columns:
            self._columns[meaning] = self._column(meaning)
        return self._columns[meaning]

    def _column(self, meaning: Field) -> Sequence[str]:
        places = [place for place in self.header.places.get(meaning, ()) if place < len(self._across)]
        if not places:
            return [""] * len(self.cells)
        first, *others = [self._across[place] for place in places]
        if meaning in (Field.SUMMARY, Field.REFERENCE, Field.PARTY):
            for other in others:
                first = [own or second for own, second in zip(first, other, strict=True)]
        return first

    def _carried(self) -> npt.NDArray[np.bool_]:
        """Lines that move nothing and only carry a balance, dated or not."""
        said = (text in CARRIED for text in self.texts(Field.SUMMARY))
        idle: npt.NDArray[np.bool_] = (self.amount == 0) & (self.wrong == "")
        return np.fromiter(said, np.bool_, len(self.cells)) & idle

    def _totals(self) -> npt.NDArray[np.bool_]:
        said = (bool(lines.total(texts)) for texts in self.cells)
        return np.fromiter(said, np.bool_, len(self.cells))

    def _amounts(self) -> tuple[Fen, npt.NDArray[np.bool_], npt.NDArray[np.str_]]:
        """Fen, + for money in; where a figure stands at all; and in words what is wrong with it, "" for nothing."""
        places = self.header.places
        if Field.INCOME in places and Field.SPENDING in places:
            income, no_income, bad_income = figures.amounts(self.texts(Field.INCOME))
            spending, no_spending, bad_spending = figures.amounts(self.texts(Field.SPENDING))
            wrong = np.where(bad_income | bad_spending, _NO_NUMBER, "")
            wrong = np.where((income != 0) & (spending != 0), "收入、支出两边都有数", wrong)
            return income - spending, ~(no_income & no_spending), wrong
        amount, blank, bad = figures.amounts(self.texts(Field.AMOUNT))
        words = [plain(word) for word in self.texts(Field.DIRECTION)]
        signs = np.fromiter((SIGNS.get(word, 0) for word in words), np.int64, len(words))
        wrong = np.where(bad, _NO_NUMBER, "")
        if signs.any():
            wrong = np.where((signs == 0) & (wrong == ""), "看不出是收入还是支出", wrong)
            # Some banks write both the word and the sign; else a minus beside a word takes an entry back.
            signed = (amount[signs < 0] <= 0).all() and (amount[signs > 0] >= 0).all() and (amount < 0).any()
            self.taken_back = amount * signs if signed else None
            amount = amount if signed else amount * signs
        return amount, ~blank, wrong

    def _is_signed(self) -> bool:
        """Whether words, signs or columns tell money in from money out."""
        if {Field.INCOME, Field.SPENDING} <= self.header.places.keys():
            return True
        told = any(plain(word) in SIGNS for word in self.texts(Field.DIRECTION))
        return told or any(text.startswith(("+", *figures.MINUS)) for text in self.texts(Field.AMOUNT))

    def frame(self, opening: int | None) -> pd.DataFrame | None:
        """The rows, in the order of the file; None where neither it nor its balances tell money in from money out."""
        if self.known.any() and not self._is_signed():
            stepped = order.sided(self._frame(), opening)
            if stepped is None:
                return None
            self.amount[self.known] = stepped[AMOUNT]
        elif self.taken_back is not None:
            held = order.faults(self._frame(), opening)
            self.amount, self.taken_back = self.taken_back, self.amount
            if order.faults(self._frame(), opening) >= held:
                self.amount, self.taken_back = self.taken_back, self.amount
        return self._frame()

    def _frame(self) -> pd.DataFrame:
        party = np.array(self.texts(Field.PARTY), dtype=object)
        if Field.PAYER in self.header.places and Field.PAYEE in self.header.places:
            # Our own name stands on one side, whichever way the money goes.
            other = np.where(self.amount < 0, self.texts(Field.PAYEE), self.texts(Field.PAYER))
            party = np.where(party == "", other, party)
        unsaid = (self.unsaid | self.misread)[self.known]
        frame = pd.DataFrame(
            {
                DAY: self.days,
                TIME: self.times,
                AMOUNT: self.amount,
                BALANCE: self.balance,
                PARTY: party.astype(str),
                SUMMARY: self.texts(Field.SUMMARY),
                REFERENCE: self.texts(Field.REFERENCE),
            },
            index=self.index,
        )[self.known]
        text = dict.fromkeys((TIME, PARTY, SUMMARY, REFERENCE), "str")
        return frame.astype(text).assign(**{BALANCE: frame[BALANCE].astype("Int64").mask(unsaid)})

    def others(self, told: lines.Told) -> Iterator[Problem]:
        """Every line that is no row: what totals say goes to ``told``, a line that can be neither is a problem."""
        for at in map(int, np.flatnonzero(~self.known)):
            row, texts = int(self.index[at]), self.cells[at]
            word = lines.total(texts)
            if not any(texts) or [plain(text) for text in texts] == self.names:
                continue
            if self.carried[at]:
                lacks = self.unsaid[at] or self.misread[at]
                told.declare("opening", row, None if lacks else int(self.balance[at]))
            elif word:
                if lines.of_all(word):
                    self._declare(told, at)
            elif self._is_like_a_row(at) or (not told.hear(row, texts) and self._is_more_than_words(at)):
                yield Problem(_UNREADABLE, row, f"第 {row} 行{self._fault(at)}，没有计入。")
        for at in map(int, np.flatnonzero(self.known & self.misread)):
            row, text = int(self.index[at]), self.texts(Field.BALANCE)[at]
            yield Problem(_UNREADABLE, row, f"第 {row} 行的余额“{text}”不是数，没有核对。")

    @property
    def lost(self) -> dict[int, int]:
        """Row and fen of each line that has an amount and is no row for another reason."""
        lines_lost = ~self.known & self.figure & (self.wrong == "") & ~self._totals() & ~self.carried
        return dict(zip(self.index[lines_lost].tolist(), self.amount[lines_lost].tolist(), strict=True))

    def _declare(self, told: lines.Told, at: int) -> None:
        """A line of totals with its sums below the columns they add up."""
        for key, meaning in (("sum_in", Field.INCOME), ("sum_out", Field.SPENDING)):
            if Field.INCOME in self.header.places:
                told.declare(key, int(self.index[at]), figures.fen_of(self.texts(meaning)[at]))

    def _is_like_a_row(self, at: int) -> bool:
        """Whether a line lacks no more than one thing to be a row, whatever else its words may say."""
        balance = Field.BALANCE not in self.header.places or not (self.unsaid[at] or self.misread[at])
        return not np.isnat(self.days[at]) or (self._has_number(at) and balance and self._is_wide(at))

    def _is_more_than_words(self, at: int) -> bool:
        """Whether a line that says nothing we know was meant as a row; remarks and disclaimers are not."""
        return self._has_number(at) or self._is_wide(at)

    def _has_number(self, at: int) -> bool:
        return bool(self.figure[at]) and self.wrong[at] != _NO_NUMBER

    def _is_wide(self, at: int) -> bool:
        return sum(map(bool, self.cells[at])) * 2 > sum(map(bool, self.names))

    def _fault(self, at: int) -> str:
        if np.isnat(self.days[at]):
            return f"的日期“{self.texts(Field.DAY)[at]}”读不出来"
        return str(self.wrong[at]) or "没有金额"
