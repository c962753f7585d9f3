"""As Actual Budget imports, re-made from its documentation: three passes of falling fidelity.

1. the imported id; 2. the same amount within seven days and the same payee; 3. the same amount within seven days, the
nearest that is unused. The id is our number of the slip; in its favour it must have the same amount too.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator

import pandas as pd

from tests.months.claims import Claims, claims
from tests.months.month import MATCH, Group, Row

DAYS = [pd.Timedelta(days=apart) for apart in sorted(range(-7, 8), key=abs)]
"""The nearest first."""


def actual(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """Each row of the bank in turn takes its best row of the book."""
    pool = _Pool(book)
    found: dict[int, int] = {}
    for keys in (_by_number, _by_payee, _by_amount):
        for label, *fields in bank.itertuples(name=None):
            if label not in found and (own := pool.take(keys(Row(*fields)))):
                found[label] = own
    return claims(book, bank, [Group(MATCH, (own,), (label,)) for label, own in found.items()])


def _by_number(row: Row) -> Iterator[Hashable]:
    if row.reference:
        yield row.fen, "id", row.reference


def _by_payee(row: Row) -> Iterator[Hashable]:
    if row.party:
        yield from ((row.fen, row.day + apart, row.party) for apart in DAYS)


def _by_amount(row: Row) -> Iterator[Hashable]:
    yield from ((row.fen, row.day + apart) for apart in DAYS)


class _Pool:
    """The rows of the book by what they may be found by, in their order."""

    def __init__(self, book: pd.DataFrame) -> None:
        self.taken: set[int] = set()
        self.rows: dict[Hashable, deque[int]] = defaultdict(deque)
        for label, *fields in book.itertuples(name=None):
            row = Row(*fields)
            for key in ((row.fen, "id", row.reference), (row.fen, row.day, row.party), (row.fen, row.day)):
                self.rows[key].append(label)

    def take(self, keys: Iterator[Hashable]) -> int | None:
        """The first row that is left under the first key that has one."""
        for key in keys:
            own = self.rows.get(key, deque())
            while own:
                label = own.popleft()
                if label not in self.taken:
                    self.taken.add(label)
                    return label
        return None
