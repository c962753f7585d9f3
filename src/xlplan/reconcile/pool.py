"""What is still open on both sides, and the groups found so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlplan.reconcile.rows import Numbers, Rows, Shares, Terms, Texts

KIND, AMOUNT, STAGE, REASON, MARGIN = "种类", "金额", "阶段", "理由", "余量"
MATCH, ASK, OFFSET = "match", "ask", "offset"
CONFIRMED, NUMBER, ASSIGNMENT, LATE, SUM = "confirmed", "reference", "assignment", "late", "sum"
"""Stages by the names of the contract; what cancels is of the stage ``OFFSET``."""


@dataclass(frozen=True)
class Matching:
    """Every row of two lists in one place: in one group, or open."""

    book: "pd.Series"
    """Label -> number of its group; 0 where it is open."""
    bank: "pd.Series"
    groups: pd.DataFrame
    """By number from 1: 种类 ("match", "ask", "offset"), 金额 (fen, + for money in: what both sides of a match have, one
    side's gross figure of an offset, the book's sum of an ask), 阶段, 理由 (Chinese), 余量 (NaN without a runner-up)."""


class Pool:
    """Two lists and what the stages have taken out of them."""

    def __init__(self, book: pd.DataFrame, bank: pd.DataFrame, terms: Terms) -> None:
        self.book, self.bank = Rows(book, terms), Rows(bank, terms)
        self._sides = self.book, self.bank
        self._numbers = tuple(np.zeros(len(side), dtype=np.int64) for side in self._sides)
        self.agreed: Texts = np.array([], dtype=object)
        """The bank's numbers that are ours."""
        self._groups: list[tuple[str, int, str, str, float]] = []

    def pair(
        self, ours: Numbers, theirs: Numbers, stage: str, reasons: Sequence[str], margins: Shares
    ) -> None:
        """Take pairs, place by place."""
        numbers = len(self._groups) + 1 + np.arange(len(ours))
        for side, own, places in zip(self._sides, self._numbers, (ours, theirs), strict=True):
            own[places] = numbers
            side.open[places] = False
        fen = self.book.amounts[ours].tolist()
        self._groups += [
            (MATCH, amount, stage, reason, margin)
            for amount, reason, margin in zip(fen, reasons, margins.tolist(), strict=True)
        ]

    def withhold(self, ours: Numbers, theirs: Numbers) -> None:
        """Leave rows open that are known to be nothing else's partner."""
        self.book.open[ours] = False
        self.bank.open[theirs] = False

    def take(
        self, kind: str, ours: Numbers, theirs: Numbers, stage: str, reason: str, margin: float = float("nan")
    ) -> None:
        """Take one group of any number of rows."""
        side, places = (self.book, ours) if len(ours) else (self.bank, theirs)
        moved = side.amounts[places]
        amount = moved[moved > 0].sum() if kind == OFFSET else moved.sum()
        self._groups.append((kind, int(amount), stage, reason, margin))
        for side, own, places in zip(self._sides, self._numbers, (ours, theirs), strict=True):
            own[places] = len(self._groups)
            side.open[places] = False

    def confirm(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Take rows by their labels, because a clerk says that they belong together."""
        places = []
        for side, labels in zip(self._sides, (ours, theirs), strict=True):
            at = pd.Index(side.labels).get_indexer(pd.Index(labels, dtype="int64"))
            if (at < 0).any() or len(set(at)) < len(at) or not side.open[at].all():
                raise ValueError(f"a row is not there, or is confirmed twice: {labels}")
            places.append(at.astype(np.int64))
        kind = MATCH if len(ours) and len(theirs) else OFFSET
        sums = [int(side.amounts[at].sum()) for side, at in zip(self._sides, places, strict=True)]
        if sums[0] != sums[1]:
            raise ValueError(f"sums are not equal: {sums}")
        self.take(kind, places[0], places[1], CONFIRMED, "经办人已确认")

    def matching(self) -> Matching:
        """Where every row is now."""
        groups = pd.DataFrame(self._groups, columns=[KIND, AMOUNT, STAGE, REASON, MARGIN])
        groups.index += 1
        text = dict.fromkeys((KIND, STAGE, REASON), "str")
        book, bank = (
            pd.Series(own, index=side.labels).sort_index()
            for side, own in zip(self._sides, self._numbers, strict=True)
        )
        return Matching(book, bank, groups.astype({AMOUNT: "int64", MARGIN: "float64", **text}))
