"""As matchers of the Odoo lineage do, re-made from their description: rules in order, then a running sum.

Candidates for a row of the bank are the rows of the book of its direction that share a token of four characters or
more with its number or its label, and after these those of its partner. One candidate of just its amount wins.
Otherwise candidates are added up in the order of time until the row is filled, and since there is no tolerance, only
an exact sum is accepted.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Callable
from itertools import groupby

import pandas as pd

from tests.months.claims import Claims, claims
from tests.months.month import MATCH, Group, Row

_TOKEN = re.compile(r"\w{4,}")

Key = tuple[bool, str]
"""Whether money came in, and what is in common."""


def _by_token(row: Row) -> set[Key]:
    return {(row.fen > 0, token) for token in _TOKEN.findall(f"{row.reference} {row.summary}")}


def _by_partner(row: Row) -> set[Key]:
    return {(row.fen > 0, f"partner {row.party}")} if row.party else set()


RULES: tuple[Callable[[Row], set[Key]], ...] = (_by_token, _by_partner)


def odoo(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """Each row of the bank in turn takes one row of the book, or several."""
    pool = _Pool(book)
    found = []
    for label, *fields in bank.itertuples(name=None):
        row = Row(*fields)
        for rule in RULES:
            if own := pool.single(rule(row), row.fen) or pool.filled(rule(row), row.fen):
                pool.remove(own)
                found.append(Group(MATCH, tuple(sorted(own)), (label,)))
                break
    return claims(book, bank, found)


class _Pool:
    """The rows of the book that are left, in the order of time."""

    def __init__(self, book: pd.DataFrame) -> None:
        self.fen: dict[int, int] = {}
        self.keys: dict[int, set[Key]] = {}
        self.places: dict[int, int] = {}
        self.rows: dict[Key, dict[int, None]] = defaultdict(dict)
        self.exact: dict[tuple[Key, int], dict[int, None]] = defaultdict(dict)
        for label, *fields in book.sort_values("日期", kind="stable").itertuples(name=None):
            row = Row(*fields)
            self.places[label], self.fen[label] = len(self.places), row.fen
            self.keys[label] = {key for rule in RULES for key in rule(row)}
            for key in self.keys[label]:
                self.rows[key][label] = self.exact[key, row.fen][label] = None

    def single(self, keys: set[Key], fen: int) -> list[int]:
        """The first candidate of just this amount."""
        return next(([label] for key in sorted(keys) for label in self.exact.get((key, fen), ())), [])

    def filled(self, keys: set[Key], fen: int) -> list[int]:
        """The first candidates, if their running sum comes to the amount exactly."""
        order = heapq.merge(*(self.rows.get(key, ()) for key in keys), key=self.places.__getitem__)
        own, total = [], 0
        for label, _ in groupby(order):
            own.append(label)
            total += self.fen[label]
            if abs(total) >= abs(fen):
                break
        return own if total == fen else []

    def remove(self, labels: list[int]) -> None:
        """They are taken."""
        for label in labels:
            for key in self.keys[label]:
                del self.rows[key][label], self.exact[key, self.fen[label]][label]
