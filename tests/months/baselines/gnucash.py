"""As GnuCash's import matcher scores, re-made from its description; thresholds as it ships.

The score of two rows is a sum: amount equal +3, within the fee +2, else -5; same day +3, within 4 days +2, beyond 14
days -5; number equal +4, different -2; memo (摘要) equal +2, its first half equal +1; description (对方) likewise. The
best scores are given first, each row once. From 6 a match is cleared by itself; above 3 it is left to the user.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from tests.months.claims import Claims, claims
from tests.months.month import ASK, MATCH, Group
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY

CLEAR, ADD = 6, 3
FEE = 200
"""Fen."""
NEAR, FAR, LIMIT = 4, 14, 42
"""Days: +2 within, -5 beyond, and never beyond."""
_CHUNK = 2_000
_ALIKE = [AMOUNT, DAY, "numbered", SUMMARY, PARTY]

Numbers = npt.NDArray[np.int64]


def gnucash(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """Rows that are equal in all that counts are scored as one kind; only an equal number makes a row a kind by itself."""
    own, other = (rows.assign(numbered=rows[REFERENCE] != "") for rows in (book, bank))
    kinds = [rows.groupby(_ALIKE, sort=False).ngroup() for rows in (own, other)]
    scored = pd.concat([_numbered(own, other), _others(own, other, *kinds)], ignore_index=True)
    scored = scored[scored["score"] > ADD].sort_values(
        ["score", "apart"], ascending=[False, True], kind="stable"
    )
    return claims(book, bank, _given(scored, *map(_members, kinds)))


def _members(kinds: "pd.Series") -> dict[int, list[int]]:
    """The rows of each kind, the first at the end; of each label's own kind, below 0, that row."""
    alike = {kind: list(rows.index[::-1]) for kind, rows in kinds.groupby(kinds)}
    return alike | {-label: [label] for label in kinds.index}


def _given(scored: pd.DataFrame, left: dict[int, list[int]], right: dict[int, list[int]]) -> Iterator[Group]:
    """The best first; a row that is taken is skipped."""
    taken: tuple[set[int], set[int]] = (set(), set())
    for own, other, score in zip(scored["own"], scored["other"], scored["score"], strict=True):
        while (here := _first(left[own], taken[0])) and (there := _first(right[other], taken[1])):
            taken[0].add(here)
            taken[1].add(there)
            yield Group(MATCH if score >= CLEAR else ASK, (here,), (there,))


def _first(rows: list[int], taken: set[int]) -> int:
    while rows and rows[-1] in taken:
        rows.pop()
    return rows[-1] if rows else 0


def _numbered(own: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Rows of one number, whatever their amounts."""
    labels = [
        rows[rows["numbered"]].rename_axis("label").reset_index()[["label", REFERENCE]]
        for rows in (own, other)
    ]
    both = labels[0].merge(labels[1], on=REFERENCE)
    left, right = both["label_x"].to_numpy(), both["label_y"].to_numpy()
    scores, apart = _Scores(own, other).of(own.index.get_indexer(left), other.index.get_indexer(right))
    return pd.DataFrame({"own": -left, "other": -right, "score": scores + 4, "apart": apart})[apart <= LIMIT]


def _others(own: pd.DataFrame, other: pd.DataFrame, left: "pd.Series", right: "pd.Series") -> pd.DataFrame:
    """Kinds whose amounts are equal or a fee apart; without a number in common no others come above the threshold."""
    own, other = own[~left.duplicated()], other[~right.duplicated()].sort_values(AMOUNT, kind="stable")
    left, right = left.loc[own.index], right.loc[other.index]
    scores = _Scores(own, other)
    amounts, theirs = own[AMOUNT].to_numpy(), other[AMOUNT].to_numpy()
    starts = np.searchsorted(theirs, amounts - FEE, "left")
    counts = np.searchsorted(theirs, amounts + FEE, "right") - starts
    found = []
    for begin in range(0, max(len(own), 1), _CHUNK):
        chunk = slice(begin, begin + _CHUNK)
        here, there = _expanded(starts[chunk], counts[chunk])
        here += begin
        near = scores.days(here, there) <= FAR
        here, there = here[near], there[near]
        score, apart = scores.of(here, there)
        score -= 2 * (scores.numbered[0][here] & scores.numbered[1][there])
        told = {
            "own": left.to_numpy()[here],
            "other": right.to_numpy()[there],
            "score": score,
            "apart": apart,
        }
        found.append(pd.DataFrame(told)[score > ADD])
    return pd.concat(found)


def _expanded(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Places of ours, each with all places of theirs from its start on."""
    here = np.repeat(np.arange(len(counts)), counts)
    return here, np.arange(counts.sum()) + np.repeat(starts - (counts.cumsum() - counts), counts)


class _Scores:
    """Scores of pairs of rows, by their places in both lists, without their numbers."""

    def __init__(self, own: pd.DataFrame, other: pd.DataFrame) -> None:
        sides = (own, other)
        self.day = [rows[DAY].to_numpy("datetime64[D]").astype(np.int64) for rows in sides]
        self.fen = [rows[AMOUNT].to_numpy() for rows in sides]
        self.numbered = [rows["numbered"].to_numpy() for rows in sides]
        self.texts = [_Texts(own[column], other[column]) for column in (SUMMARY, PARTY)]

    def days(self, here: Numbers, there: Numbers) -> Numbers:
        """Days between them."""
        apart: Numbers = np.abs(self.day[0][here] - self.day[1][there])
        return apart

    def of(self, here: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
        """Scores, and days between them."""
        fen, days = np.abs(self.fen[0][here] - self.fen[1][there]), self.days(here, there)
        scores = np.select([fen == 0, fen <= FEE], [3, 2], -5)
        scores += np.select([days == 0, days <= NEAR, days > FAR], [3, 2, -5], 0)
        for texts in self.texts:
            scores += texts.of(here, there)
        return scores, days


class _Texts:
    """Whether texts are equal, or begin with the first half of ours."""

    def __init__(self, own: "pd.Series", other: "pd.Series") -> None:
        halves = own.str.len().to_numpy() // 2
        starts = [other.str[:length] for length in range(int(halves.max(initial=0)) + 1)]
        first = pd.Series([text[:half] for text, half in zip(own, halves, strict=True)], dtype="str")
        codes = pd.factorize(pd.concat([own, other, first, *starts], ignore_index=True))[0]
        self.own, self.other, self.first, self.starts = np.split(
            codes, np.cumsum([len(own), len(other), len(own)])
        )
        self.starts = self.starts.reshape(len(starts), len(other))
        self.halves, self.given = halves, ((own != "").to_numpy(), (other != "").to_numpy())

    def of(self, here: Numbers, there: Numbers) -> Numbers:
        """2, 1 or 0."""
        equal = self.own[here] == self.other[there]
        half = (self.first[here] == self.starts[self.halves[here], there]) & (self.halves[here] > 0)
        both = self.given[0][here] & self.given[1][there]
        return np.where(both, np.select([equal, half], [2, 1], 0), 0)
