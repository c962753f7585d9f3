"""As beangulp finds what was imported before, re-made from its description: within two days, amounts within 5 %.

The first row of the book in the window that fits is the one; in its favour it is used once only.
"""

import numpy as np
import pandas as pd

from tests.months.claims import Claims, claims
from tests.months.month import MATCH, Group
from xlplan.reconcile.lists import AMOUNT, DAY

WINDOW = np.timedelta64(2, "D")
EPSILON = 0.05
"""Of the ratio of the two amounts."""


def beangulp(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """Each row of the bank in turn takes the first row of the book that is like it."""
    book = book.sort_values(DAY, kind="stable")
    labels, days = book.index.to_numpy(), book[DAY].to_numpy()
    left = book[AMOUNT].to_numpy(np.float64)  # 0 where it is taken: no ratio to anything
    moments = bank[DAY].to_numpy()
    starts = np.searchsorted(days, moments - WINDOW, "left")
    ends = np.searchsorted(days, moments + WINDOW, "right")
    found = []
    for label, fen, start, end in zip(bank.index, bank[AMOUNT], starts, ends, strict=True):
        fits = np.abs(1 - left[start:end] / fen) <= EPSILON
        if fits.any():
            place = start + fits.argmax()
            left[place] = 0
            found.append(Group(MATCH, (int(labels[place]),), (label,)))
    return claims(book.sort_index(), bank, found)
