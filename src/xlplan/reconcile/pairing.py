"""Which row of the bank day book is which row of the bank's statement."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile.lists import AMOUNT, DAY, REFERENCE

BOOK, BANK, STAGE, REASON = "日记账", "对账单", "阶段", "理由"

NEAR = 14
"""Days that the bank and we may be apart for one payment: a holiday of nine days, and some workdays around it."""

_SPAN = 2**20
"""Days, more than there are between any two rows: a group and a day are one whole number."""

Numbers = npt.NDArray[np.int64]


def pair(book: pd.DataFrame, bank: pd.DataFrame) -> pd.DataFrame:
    """The pairs that two lists make: first by number and amount, then by amount and the nearest day.

    Both have 日期 (datetime64[s], all known), 金额 (int64 fen, + is money in for us) and 票号 (text, "" for none), and an
    index of whole numbers without repeats. The result has the labels of both (日记账, 对账单), 金额, 阶段 ("reference" or
    "amount_date") and 理由 (Chinese), by label of the book. A row is in one pair at most, and the order of the rows
    changes nothing.
    """
    numbered = _nearest(
        book[book[REFERENCE] != ""], bank[bank[REFERENCE] != ""], [AMOUNT, REFERENCE], any_day_if_sole=True
    )
    others = _nearest(book.drop(numbered[BOOK]), bank.drop(numbered[BANK]), [AMOUNT])
    pairs = pd.concat([numbered.assign(**{STAGE: "reference"}), others.assign(**{STAGE: "amount_date"})])
    pairs = pairs.sort_values(BOOK, ignore_index=True)
    own, other = book.loc[pairs[BOOK]].reset_index(), bank.loc[pairs[BANK]].reset_index()
    same = pairs[STAGE].map({"reference": "票据号、金额都相同", "amount_date": "金额相同"})
    days = (other[DAY] - own[DAY]).dt.days.abs()
    reason = same + ("，日期差 " + days.astype("str") + " 天").where(days > 0, "，日期相同")
    return pairs.assign(**{AMOUNT: own[AMOUNT], REASON: reason})[[BOOK, BANK, AMOUNT, STAGE, REASON]]


def _nearest(
    book: pd.DataFrame, bank: pd.DataFrame, keys: list[str], any_day_if_sole: bool = False
) -> pd.DataFrame:
    """Labels of rows that are equal in their keys, the nearest in time first, the bank's later one before its earlier.

    ``any_day_if_sole``: where each side has one row of these keys only, these two are meant, whatever their days.
    """
    groups = pd.concat([book[keys], bank[keys]]).groupby(keys, sort=False).ngroup().to_numpy(np.int64)
    parts = groups[: len(book)], groups[len(book) :]
    sole = np.zeros(len(groups), dtype=bool)
    if any_day_if_sole:
        sole = np.logical_and(*(np.bincount(part, minlength=len(groups)) == 1 for part in parts))
    (left, own), (right, other) = (
        _ordered(rows, part, sole) for rows, part in zip((book, bank), parts, strict=True)
    )
    pairs = []
    for apart in sorted(range(-NEAR, NEAR + 1), key=lambda days: (abs(days), days < 0)):
        here, there = _partners(left + apart, right)
        pairs.append(pd.DataFrame({BOOK: own[here], BANK: other[there]}))
        left, own = np.delete(left, here), np.delete(own, here)
        right, other = np.delete(right, there), np.delete(other, there)
    return pd.concat(pairs)


def _ordered(rows: pd.DataFrame, groups: Numbers, timeless: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Group and day of each row as one number, rising, and the labels in that order; some groups know no day."""
    days = rows[DAY].to_numpy("datetime64[D]").astype(np.int64)
    labels = rows.index.to_numpy(np.int64)
    numbers = groups * _SPAN + np.where(timeless[groups], 0, days)
    order = np.lexsort((labels, numbers))
    return numbers[order], labels[order]


def _partners(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Places where two rising lists have the same number: its first with its first, its second with its second …"""
    turn = np.arange(len(left)) - np.searchsorted(left, left)
    place = np.searchsorted(right, left) + turn
    found = place < len(right)
    found[found] = right[place[found]] == left[found]
    return np.flatnonzero(found), place[found]
