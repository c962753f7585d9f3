"""The numbers of slips on both sides: which are one number, which are the cut rest of one, which contradict each other."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]

SAME, CUT, UNKNOWN, APART = 2, 1, 0, -1
"""How two numbers stand to each other: equal but for leading zeros; one the rest of the other; one is missing; different."""

_SHORTEST = 4
"""Characters that the rest of a cut number must have."""
_ENOUGH = 3
"""Pairs of contradicting numbers from which on they may simply be two ways of numbering."""
_SHARE = 0.25
"""Numbers of one shape are shared by both sides if at least this part of them is found again where it should be."""


def bare(reference: str) -> str:
    """A number without blanks, dashes, full-width forms and leading zeros; "" for zeros only, which number nothing."""
    text = unicodedata.normalize("NFKC", reference).upper()
    return re.sub(r"[^0-9A-Z\u3400-\u9fff]", "", text).lstrip("0")


def ties(left: Sequence[str], right: Sequence[str]) -> Codes:
    """How the bare numbers of pairs of rows stand to each other."""
    return np.fromiter(map(tie, left, right), np.int64, len(left))


def tie(one: str, other: str) -> int:
    """How two bare numbers stand to each other."""
    if not one or not other:
        return UNKNOWN
    if one == other:
        return SAME
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return CUT if len(short) >= _SHORTEST and short in long else APART


def vetoed(
    left: npt.NDArray[np.object_], right: npt.NDArray[np.object_], found: Codes, sole: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Which pairs of rows are forbidden by their numbers.

    ``sole``: pairs of rows that have no rival; whether their numbers agree shows if the bank repeats our numbers at all,
    or, under the shape of number in question, only its own.
    """
    apart = found == APART
    if not apart.any():
        return apart
    ours, theirs = (pd.Series(side[apart]).map(shape).to_numpy() for side in (left, right))
    evidence = pd.DataFrame({"shape": [shape(text) for text in right[sole]], "tie": found[sole]})
    evidence = evidence[evidence["tie"] != UNKNOWN]
    agreed = (evidence["tie"] > UNKNOWN).groupby(evidence["shape"]).agg(["mean", "size"])
    share = agreed["mean"].reindex(theirs).to_numpy(dtype=np.float64)
    many = agreed["size"].reindex(theirs, fill_value=0).to_numpy() >= _ENOUGH
    forbidden = apart.copy()
    forbidden[apart] = np.where(many, share >= _SHARE, ours == theirs)
    return forbidden


def shape(number: str) -> str:
    """What kind of number it is: 8 digits, or letters and digits."""
    return re.sub(r"[A-Z]+", "A", re.sub(r"\d", "9", number)) if number else ""
