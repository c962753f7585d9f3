"""A month to reconcile: two lists, and what truly belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random
from typing import NamedTuple

import pandas as pd

from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY

COLUMNS = [DAY, AMOUNT, REFERENCE, SUMMARY, PARTY]
FIRST_LABEL = 2

MATCH, OFFSET, ASK = "match", "offset", "ask"


class Row(NamedTuple):
    """A row of a side; + is money in, in fen. The order of the fields is that of COLUMNS."""

    day: date
    fen: int
    reference: str
    summary: str
    party: str


class Group(NamedTuple):
    """Rows that settle each other; an offset has rows of one side only."""

    kind: str
    book: tuple[int, ...]
    bank: tuple[int, ...]


Story = tuple[Group, ...]
"""The groups of an event; its rows that are in none are open."""


class Event(NamedTuple):
    """Something that happened, and all stories that explain its rows equally well; the first is the usual one.

    Where a payment comes back and is made again, nobody can say which of the two the book means.
    """

    kind: str
    book: tuple[int, ...]
    bank: tuple[int, ...]
    stories: tuple[Story, ...]


@dataclass(frozen=True)
class Month:
    """Both lists, as ``xlplan.reconcile.lists`` makes them, and the truth by their labels."""

    book: pd.DataFrame
    bank: pd.DataFrame
    events: tuple[Event, ...]
    telling: tuple[pd.Series, pd.Series]
    """By label the number of each row of the book and of the bank, "" where the other side of its event has no number
    that ends like it: such a number tells nobody which row is meant."""


def composed(book: Sequence[Row], bank: Sequence[Row], events: Sequence[Event], chance: Random) -> Month:
    """Events tell rows by their place in the lists; in the month the rows of a day are in any order, and have labels."""
    own, other = _labels(book, chance), _labels(bank, chance)

    def labelled(group: Group) -> Group:
        return Group(
            group.kind, tuple(own[row] for row in group.book), tuple(other[row] for row in group.bank)
        )

    told = []
    for one in events:
        _, own_rows, other_rows = labelled(Group("", one.book, one.bank))
        told.append(
            Event(one.kind, own_rows, other_rows, tuple(tuple(map(labelled, story)) for story in one.stories))
        )
    lists = _frame(book, own), _frame(bank, other)
    return Month(*lists, tuple(told), _telling(*lists, told))


def _labels(rows: Sequence[Row], chance: Random) -> list[int]:
    """The label of each row, by its place."""
    labels = [0] * len(rows)
    order = sorted(chance.sample(range(len(rows)), len(rows)), key=lambda place: rows[place].day)
    for label, place in enumerate(order, FIRST_LABEL):
        labels[place] = label
    return labels


def _frame(rows: Sequence[Row], labels: list[int]) -> pd.DataFrame:
    kinds = {DAY: "datetime64[s]", AMOUNT: "int64", REFERENCE: "str", SUMMARY: "str", PARTY: "str"}
    return pd.DataFrame(rows, pd.Index(labels, dtype="int64"), COLUMNS).astype(kinds).sort_index()


def _telling(book: pd.DataFrame, bank: pd.DataFrame, events: Sequence[Event]) -> tuple[pd.Series, pd.Series]:
    numbers = [rows[REFERENCE].str.lstrip("0").to_dict() for rows in (book, bank)]
    telling = [dict.fromkeys(side, "") for side in numbers]
    for event in events:
        for own, other in product(event.book, event.bank):
            both = numbers[0][own], numbers[1][other]
            if all(both) and (both[0].endswith(both[1]) or both[1].endswith(both[0])):
                telling[0][own], telling[1][other] = both
    return pd.Series(telling[0], dtype="str"), pd.Series(telling[1], dtype="str")
