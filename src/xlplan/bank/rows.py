"""What stands below the header of a statement: rows with a day and an amount, lines of totals, and what is neither."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.bank import figures, lines, order
from xlplan.bank.counterparties import counterparties
from xlplan.bank.header import Header
from xlplan.bank.names import CARRIED, ENDED, LINES, ONWARD, PAGED, Field, key, total
from xlplan.bank.sides import NO_NUMBER, refunds, sides
from xlplan.bank.source import CUT, UNREADABLE
from xlplan.bank.totals import Kind, Totals
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.tables.statement import (
    AMOUNT,
    BALANCE,
    DAY,
    NEUTRAL,
    PARTY,
    REFERENCE,
    REFUNDED,
    SUMMARY,
    TIME,
    Problem,
)

_UNREADABLE = "unreadable_row"
UNSIGNED = "只有一列金额，没有正负号和收支方向，看不出哪些是收入、哪些是支出"
_DAY_BEGUN = re.compile(r'"?\d[\d年月日/.-]*')
_WORDS = re.compile(r"(?!星期|上午|下午)[\u4e00-\u9fff]{2}")
_FIRST_FILLED = (Field.SUMMARY, Field.REFERENCE, Field.PARTY)
"""Where several columns have one of these meanings, the first that is filled counts in each row."""


class Body:
    """The lines below a header. Row numbers are those of the file, from 1."""

    def __init__(
        self, cells: Cells, header: Header, stop: int | None = None, told: lines.Told | None = None
    ) -> None:
        """``stop``: the last row; ``told``: what stands above the header."""
        self.header = header
        self._told = told or lines.Told()
        self._columns: dict[Field, Sequence[str]] = {}
        self.heads = [[plain(text) for text in texts] for texts in cells[max(header.row - 2, 0) : header.row]]
        self.cells = cells[header.row : stop]
        ends = bool(self.cells) and CUT in self.cells[-1]
        if ends:
            self.cells = [*self.cells[:-1], ["" if text == CUT else text for text in self.cells[-1]]]
        self.index = np.arange(header.row + 1, header.row + 1 + len(self.cells))
        self._across: list[Sequence[str]] = list(zip_longest(*self.cells, fillvalue=""))
        self.days, behind = figures.days(self.texts(Field.DAY), self._told.near)
        self.times = figures.times(self.texts(Field.TIME)) if Field.TIME in header.places else behind
        self.sides = sides(self.texts, header.places)
        self.amount, self.figure, self.wrong = self.sides.amount, self.sides.figure, self.sides.wrong
        self.wrong[[at for at, texts in enumerate(self.cells) if UNREADABLE in texts]] = (
            "的文字编码和别处不同"
        )
        self.cut = self._cut() if ends else -1
        """Place of a last row that ends before all of it is said, -1 where there is none."""
        if self.cut >= 0:
            self.wrong[self.cut] = "没有写完，像是文件没有下载全"
        self.balance, self.unsaid, self.misread = figures.amounts(self.texts(Field.BALANCE))
        self._carrying = [self._carried_word(at) for at in range(len(self.cells))]
        self.carried = self._carried()
        self.totals = self._totals()
        self.known = self.totals.rows
        self._lost: list[int] = []

    def _cut(self) -> int:
        """The place of the last line where it begins as a row does."""
        last = len(self.cells) - 1
        text = self.texts(Field.DAY)[last]
        begun = _DAY_BEGUN.fullmatch(text) or not (np.isnat(self.days[last]) or self._is_remark(last))
        return last if begun else -1

    def _is_remark(self, at: int) -> bool:
        """Whether a line without an amount has words behind its day: 2026-08-31 打印."""
        return not self.figure[at] and _WORDS.search(self.texts(Field.DAY)[at]) is not None

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
        for other in others if meaning in _FIRST_FILLED else ():
            first = [own or second for own, second in zip(first, other, strict=True)]
        return first

    def _carried_word(self, at: int) -> str:
        """The word of a line that may only carry a balance: its summary, or that of a page in any cell beside no other."""
        summary = key(self.texts(Field.SUMMARY)[at])
        if summary and not np.isnat(self.days[at]):
            return summary
        return next(
            (word for text in self.cells[at] if "页" in text and (word := key(text)) in PAGED), summary
        )

    def _carried(self) -> npt.NDArray[np.bool_]:
        """Lines that move nothing and only carry a balance, dated or not; those of a page may hold its sums."""
        idle: npt.NDArray[np.bool_] = (self.amount == 0) & (self.wrong == "")
        said = (word in CARRIED or _ends(word) for word in self._carrying)
        paged = (word in PAGED for word in self._carrying)
        count = len(self.cells)
        return (np.fromiter(said, np.bool_, count) & idle) | np.fromiter(paged, np.bool_, count)

    def _carry(self, told: lines.Told, at: int) -> None:
        """A balance carried: the opening, or the closing, where it stands on that side of all rows in time."""
        word, above, below = self._carrying[at], self.known[:at].any(), self.known[at + 1 :].any()
        meaning = "closing" if _ends(word) else "opening"
        turned = word in PAGED and (above or word in ONWARD)
        newest_first = self.totals.newest_first
        # An opening below the rows is held against them later.
        misplaced = (not above and below and (meaning == "closing") != newest_first) or (
            above and meaning == "closing" and newest_first
        )
        if not (turned or misplaced or (above and below) or self.unsaid[at] or self.misread[at]):
            told.declare(meaning, int(self.index[at]), int(self.balance[at]))

    def _totals(self) -> Totals:
        balance = pd.arrays.IntegerArray(self.balance, self.unsaid | self.misread)
        rows = {DAY: self.days, TIME: self.times, AMOUNT: self.amount, BALANCE: balance}
        owners = zip(self.texts(Field.ACCOUNT), self.texts(Field.CURRENCY), strict=True)
        return Totals(
            pd.DataFrame(rows),
            ~np.isnat(self.days) & self.figure & (self.wrong == "") & ~self.carried,
            [total(texts) for texts in self.cells],
            ["".join(text.split()) for text in self.texts(Field.SUMMARY)],
            ["".join(one) for one in owners],
            self.sides.signed,
            Field.INCOME in self.header.places,
            self._told.declared.get("opening", self._first_carried()),
        )

    def _first_carried(self) -> int | None:
        """The balance that the first line below the header carries."""
        first = next((at for at, texts in enumerate(self.cells) if any(texts)), None)
        said = first is not None and self.carried[first] and not (self.unsaid[first] or self.misread[first])
        return int(self.balance[first]) if said else None

    def frame(self, opening: int | None) -> pd.DataFrame | None:
        """The rows, in the order of the file; None where neither it nor its balances tell money in from money out."""
        if self.known.any() and not self.sides.signed:
            stepped = order.sided(self._frame(), opening)
            if stepped is None:
                return None
            self.amount[self.known] = stepped[AMOUNT]
        elif self.sides.other is not None:
            held, own = order.faults(self._frame(), opening), self.amount
            self.amount = self.sides.other
            if order.faults(self._frame(), opening) >= held:
                self.amount = own
        return self._frame()

    @property
    def lost(self) -> dict[int, int | None]:
        """Row and fen of each line that was meant as a row and is none, signed as in ``frame``; None where not known."""
        known = self.figure & (self.wrong == "") & self.sides.signed
        return {int(self.index[at]): int(self.amount[at]) if known[at] else None for at in self._lost}

    def _frame(self) -> pd.DataFrame:
        known = self.known

        def texts(column: npt.ArrayLike) -> "pd.api.extensions.ExtensionArray":
            return pd.array(np.asarray(column, dtype=object)[known], dtype="str")

        rows = {
            DAY: self.days[known],
            TIME: texts(self.times),
            AMOUNT: self.amount[known],
            BALANCE: pd.arrays.IntegerArray(self.balance[known], (self.unsaid | self.misread)[known]),
            PARTY: texts(counterparties(self.texts, self.amount, self._told.holder)),
            SUMMARY: texts(self.texts(Field.SUMMARY)),
            REFERENCE: texts(self.texts(Field.REFERENCE)),
            NEUTRAL: self.sides.neutral[known],
            REFUNDED: refunds(self.texts(Field.STATUS), self.amount + self.sides.neutral)[0][known],
        }
        return pd.DataFrame(rows, index=self.index[known])

    def others(self, told: lines.Told) -> Iterator[Problem]:
        """Every line that is no row: what totals say goes to ``told``, a line that can be neither is a problem."""
        for at in map(int, np.flatnonzero(~self.known)):
            row, texts = int(self.index[at]), self.cells[at]
            if not any(texts) or [plain(text) for text in texts] in self.heads:
                continue
            if at == self.cut:
                self._lost.append(at)
                yield Problem("cut", row, f"第 {row} 行{self.wrong[at]}，没有计入。")
            elif self.carried[at]:
                self._carry(told, at)
            elif word := self.totals.words[at]:
                if self.totals.kinds[at] is Kind.UNCLEAR:
                    self._lost.append(at)
                    detail = f"第 {row} 行写着“{word}”，看不出是合计还是一笔收支，没有计入。"
                    yield Problem(_UNREADABLE, row, detail)
                elif self.totals.is_of_all(at):
                    self._declare(told, at)
            elif self._is_like_a_row(at) or (not told.hear(row, texts) and self._is_more_than_words(at)):
                self._lost.append(at)
                yield Problem(_UNREADABLE, row, f"第 {row} 行{self._fault(at)}，没有计入。")
        yield from self._unread_balances()
        yield from self._unknown_refunds()

    def _unread_balances(self) -> Iterator[Problem]:
        """Balances that are no numbers, such as masked ones: told once."""
        rows = self.index[self.known & self.misread].tolist()
        if rows:
            text = figures.shortened(self.texts(Field.BALANCE)[rows[0] - int(self.index[0])])
            which = f"第 {rows[0]} 行" if len(rows) == 1 else f"第 {rows[0]} 行等 {len(rows)} 行"
            row = rows[0] if len(rows) == 1 else None
            yield Problem("unreadable_balance", row, f"{which}的余额“{text}”不是数，没有核对。")

    def _unknown_refunds(self) -> Iterator[Problem]:
        _, unknown = refunds(self.texts(Field.STATUS), self.amount)
        for row in self.index[self.known & unknown].tolist():
            yield Problem("unknown_refund", row, f"第 {row} 行写着部分退款，没有写退了多少。")

    def _declare(self, told: lines.Told, at: int) -> None:
        """A line of totals with its sums below the columns they add up."""
        if self.amount[at] == 0 and not self.wrong[at]:
            return
        for sum_, meaning in (("sum_in", Field.INCOME), ("sum_out", Field.SPENDING)):
            if Field.INCOME in self.header.places:
                told.declare(sum_, int(self.index[at]), figures.fen_of(self.texts(meaning)[at]))

    def _is_like_a_row(self, at: int) -> bool:
        """Whether a line lacks no more than one thing to be a row, whatever else its words may say."""
        balance = Field.BALANCE not in self.header.places or not (self.unsaid[at] or self.misread[at])
        dated = not np.isnat(self.days[at]) and not self._is_remark(at)
        return dated or (self._has_number(at) and balance and self._is_wide(at))

    def _is_more_than_words(self, at: int) -> bool:
        """Whether a line that says nothing we know was meant as a row; remarks and disclaimers are not."""
        return self._has_number(at) or self._is_wide(at) or UNREADABLE in self.cells[at]

    def _has_number(self, at: int) -> bool:
        return bool(self.figure[at]) and self.wrong[at] != NO_NUMBER

    def _is_wide(self, at: int) -> bool:
        return sum(map(bool, self.cells[at])) * 2 > sum(map(bool, self.heads[-1]))

    def _fault(self, at: int) -> str:
        if np.isnat(self.days[at]) and UNREADABLE not in self.cells[at]:
            return f"的日期“{figures.shortened(self.texts(Field.DAY)[at])}”读不出来"
        return str(self.wrong[at]) or "没有金额"


def _ends(word: str) -> bool:
    """Whether the word of a line that carries a balance says with what the rows end."""
    return LINES.get(word) == "closing" or word in ENDED
