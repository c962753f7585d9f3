"""One side of a matching as columns, and what an office has decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile import likeness, references
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Shares = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

Points = tuple[Numbers, Numbers, Mask]
"""Of each row its amount, or a number for what else must be equal; its workday; and whether it takes part."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "对账窗口支票": ("支票", "转支", "现支"),
    "对账窗口代发代扣": ("代发", "代扣", "工资", "社保", "公积金", "税"),
    "对账窗口息费": ("利息", "结息", "手续费", "工本费", "服务费", "管理费"),
}
"""Parameter that holds the window of a kind of payment -> words that tell the kind."""
OTHERS = "对账窗口其他"
_BY_ITSELF = ("对账窗口代发代扣", "对账窗口息费")
"""Kinds that the bank books before we do."""


@dataclass(frozen=True)
class Terms:
    """What an office has decided about the matching of its rows."""

    windows: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys((*KINDS, OTHERS), 10))
    """Parameter -> workdays that both sides may be apart for one payment of the kind."""
    rest_days: npt.NDArray[np.datetime64] | None = None
    """Days on which nobody works; None for every Saturday and Sunday."""


class Rows:
    """One side as columns of equal length, in the order of their content, which numbering the rows anew does not change."""

    def __init__(self, rows: pd.DataFrame, terms: Terms) -> None:
        rows = rows.sort_index().sort_values([DAY, AMOUNT, REFERENCE, SUMMARY, PARTY], kind="stable")
        self.labels = rows.index.to_numpy(np.int64)
        self.days = rows[DAY].to_numpy("datetime64[D]")
        self.amounts = rows[AMOUNT].to_numpy(np.int64)
        self.references = likeness.each(rows[REFERENCE], references.bare)
        self.summaries = likeness.each(rows[SUMMARY], likeness.plain)
        names, said = likeness.each(rows[PARTY], likeness.name), likeness.each(rows[SUMMARY], likeness.named)
        self.names = np.where(names == "", said, names)
        unnamed = [text.replace(name, "") for text, name in zip(self.summaries, self.names, strict=True)]
        self.wordings = likeness.each(pd.Series(unnamed, dtype="str"), likeness.wording)
        kinds = likeness.each(rows[SUMMARY], _kind)
        self.windows = np.array([terms.windows[kind] for kind in kinds], dtype=np.int64)
        self.by_itself = np.isin(kinds, _BY_ITSELF)
        self.workdays = _workdays(self.days, terms)
        self.open = np.ones(len(rows), dtype=bool)
        """What no stage has taken yet."""
        self.lost = np.zeros(len(rows))
        """How much less each row is worth for a match, because it is known to have come back."""

    def __len__(self) -> int:
        return len(self.labels)

    def forget_numbers(self, amounts: Numbers) -> None:
        """Take the numbers of open rows of these amounts for none: they have no counterpart on the other side."""
        self.references = np.where(self.open & np.isin(self.amounts, amounts), "", self.references)
        self.__dict__.pop("identities", None)

    def lose(self, worth: Shares) -> None:
        """Hold it against rows that they came back."""
        self.lost = worth
        self.__dict__.pop("identities", None)

    @property
    def tellers(self) -> Texts:
        """What tells whose a row is: its counterparty, or where it names none the wording of its summary."""
        return np.where(self.names == "", self.wordings, self.names)

    def points(self) -> "Points":
        """What ``meeting`` compares: all open rows by their amounts."""
        return self.amounts, self.workdays, self.open

    @cached_property
    def identities(self) -> Numbers:
        """One number for all rows of the same content: nobody can tell which of them is which."""
        columns = (
            self.days.astype(np.int64),
            self.amounts,
            self.references,
            self.names,
            self.summaries,
            self.lost,
        )
        frame = pd.DataFrame(dict(enumerate(columns)))
        numbers: Numbers = frame.groupby(list(frame), sort=False).ngroup().to_numpy(np.int64)
        return numbers


def _kind(summary: str) -> str:
    return next((kind for kind, words in KINDS.items() if any(word in summary for word in words)), OTHERS)


def _workdays(days: npt.NDArray[np.datetime64], terms: Terms) -> Numbers:
    """How many workdays there have been up to each day, from a day on that is the same for all."""
    if terms.rest_days is None:
        return np.busday_count("1970-01-01", days + 1)
    rest = np.searchsorted(np.sort(terms.rest_days.astype("datetime64[D]")), days, side="right")
    worked: Numbers = days.astype(np.int64) - rest
    return worked
