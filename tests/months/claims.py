"""What a matcher says of a month, and what it is worth against the truth."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from tests.months.month import ASK, COLUMNS, Event, Group, Month
from xlplan.reconcile.lists import REFERENCE


@dataclass(frozen=True)
class Claims:
    """Groups of rows; a row is in one at most, and open in none."""

    book: pd.Series
    """By label the number of the row's group, 0 for an open row."""
    bank: pd.Series
    kinds: pd.Series
    """By number of the group: match, offset, ask."""

    def groups(self) -> list[Group]:
        """The same as tuples of labels."""
        rows: dict[int, tuple[list[int], list[int]]] = {number: ([], []) for number in self.kinds.index}
        for side, numbers in enumerate((self.book, self.bank)):
            for label, number in numbers[numbers > 0].items():
                rows[number][side].append(label)
        return [
            Group(kind, tuple(rows[number][0]), tuple(rows[number][1])) for number, kind in self.kinds.items()
        ]


Matcher = Callable[[pd.DataFrame, pd.DataFrame], Claims]


def claims(book: pd.DataFrame, bank: pd.DataFrame, groups: Iterable[Group]) -> Claims:
    """The claims that these groups are."""
    listed = list(groups)
    sides = []
    for place, rows in ((1, book), (2, bank)):
        numbers = {label: number for number, group in enumerate(listed, 1) for label in group[place]}
        sides.append(pd.Series([numbers.get(label, 0) for label in rows.index], rows.index, "int64"))
    kinds = pd.Series([group.kind for group in listed], range(1, len(listed) + 1), "str")
    return Claims(sides[0], sides[1], kinds)


@dataclass(frozen=True)
class Score:
    """Counts of groups."""

    truth: int
    found: int
    claimed: int
    """Matches and offsets; what is asked is neither found nor wrong."""
    wrong: int
    asked: int

    def __add__(self, other: "Score") -> "Score":
        return Score(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))

    @property
    def recall(self) -> float:
        """Share of the true groups that were found complete."""
        return self.found / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that are true."""
        return 1 - self.wrong / self.claimed if self.claimed else 1.0


def score(month: Month, said: Claims) -> Score:
    """Rows that are equal in every field that tells something are interchangeable, and the story of an event is the one that fits best."""
    truth, told = _truth(month, said)
    found = (truth & told).total()
    asked = int((said.kinds == ASK).sum())
    return Score(truth.total(), found, told.total(), told.total() - found, asked)


def wrong_groups(month: Month, said: Claims) -> list[Group]:
    """Claims that are not true; of equal ones too many, the last."""
    truth, _ = _truth(month, said)
    like, wrong = _Likeness(month), []
    for group in said.groups():
        if group.kind != ASK:
            alike = like(group)
            if truth[alike] > 0:
                truth[alike] -= 1
            else:
                wrong.append(group)
    return wrong


def _truth(month: Month, said: Claims) -> tuple[Counter[Group], Counter[Group]]:
    """True groups and claimed ones, by what their rows look like."""
    like = _Likeness(month)
    told = Counter(like(group) for group in said.groups() if group.kind != ASK)
    truth: Counter[Group] = Counter()
    for event in month.events:
        truth.update(_fitting(event, like, told))
    return truth, told


def _fitting(event: Event, like: "_Likeness", told: Counter[Group]) -> list[Group]:
    stories = [[like(group) for group in story] for story in event.stories]
    return max(stories, key=lambda story: sum(told[group] > 0 for group in story))


class _Likeness:
    """Groups by classes of equal rows instead of by labels."""

    def __init__(self, month: Month) -> None:
        self.classes = [
            rows.assign(**{REFERENCE: numbers}).groupby(COLUMNS, sort=False).ngroup().to_dict()
            for rows, numbers in zip((month.book, month.bank), month.telling, strict=True)
        ]

    def __call__(self, group: Group) -> Group:
        own, other = self.classes
        return Group(
            group.kind,
            tuple(sorted(own[row] for row in group.book)),
            tuple(sorted(other[row] for row in group.bank)),
        )
