"""The numbers of slips on both sides: which are one number, which are the cut rest of one, which contradict each other."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

SAME, CUT, UNKNOWN, APART = 2, 1, 0, -1
"""How two numbers stand to each other: equal but for leading zeros; one the rest of the other; one is missing; different."""

_SHORTEST = 4
"""Characters that the rest of a cut number must have, and a number that decides by itself."""
_LONGEST = 64
_ENOUGH = 3
"""Pairs of contradicting numbers from which on they may simply be two ways of numbering."""
_SHARE = 0.25
"""Numbers of one shape are shared by both sides if at least this part of them is found again where it should be."""


def bare(reference: str) -> str:
    """A number without blanks, dashes, full-width forms and leading zeros; "" for zeros only, which number nothing."""
    text = unicodedata.normalize("NFKC", reference[:_LONGEST]).upper()
    return re.sub(r"[^0-9A-Z\u3400-\u9fff]", "", text).lstrip("0")


def decides(number: str) -> bool:
    """Whether a bare number is long enough to be no running one, such as 1, 2, 3."""
    return len(number) >= _SHORTEST


def ties(left: Iterable[str], right: Iterable[str]) -> Codes:
    """How the bare numbers of pairs of rows stand to each other."""
    return np.array(list(map(tie, left, right)), dtype=np.int64)


def tie(one: str, other: str) -> int:
    """How two bare numbers stand to each other."""
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME if decides(one) else CUT
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return CUT if len(short) >= _SHORTEST and short in long else APART


def parts(number: str) -> Iterator[str]:
    """What may be left of a bare number that was cut, and the number itself."""
    for size in range(_SHORTEST, len(number) + 1):
        for first in range(len(number) - size + 1):
            yield number[first : first + size]


def vetoed(
    left: Texts, right: Texts, found: Codes, sole: npt.NDArray[np.bool_], agreed: Texts
) -> npt.NDArray[np.bool_]:
    """Which pairs of rows are forbidden by their numbers, which are ``found`` to stand so to each other.

    Numbers of one shape forbid if the bank repeats our numbers in that shape, rather than giving its own: as ``agreed``,
    the bank's numbers that are ours, and ``sole``, pairs of rows that have no rival, tell.
    """
    apart: npt.NDArray[np.bool_] = found == APART
    if not apart.any():
        return apart
    ours, theirs = (pd.Series(side[apart]).map(shape).to_numpy() for side in (left, right))
    told = sole & (found != UNKNOWN)
    evidence = pd.concat(
        [
            pd.DataFrame({"shape": right[told], "agrees": found[told] > UNKNOWN}),
            pd.DataFrame({"shape": agreed, "agrees": np.ones(len(agreed), dtype=bool)}),
        ]
    )
    agrees = evidence["agrees"].groupby(evidence["shape"].map(shape)).agg(["mean", "size"])
    share = agrees["mean"].reindex(theirs).to_numpy(dtype=np.float64)
    many = agrees["size"].reindex(theirs, fill_value=0).to_numpy() >= _ENOUGH
    forbidden = apart.copy()
    forbidden[apart] = np.where(many, share >= _SHARE, ours == theirs)
    return forbidden


def shape(number: str) -> str:
    """What kind of number it is: 8 digits, or letters and digits."""
    return re.sub(r"[A-Z]+", "A", re.sub(r"\d", "9", number)) if number else ""
