"""Amounts that are one amount, mistyped. All in fen."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

SWAP, DIGIT, MORE, LESS, MOVED, REVERSED = "swap", "digit", "more", "less", "moved", "reversed"
"""Two neighbours changed places; one digit is another; the first amount has one digit more, or less; the decimal point is
elsewhere; in for out."""

_FARTHEST = 3
"""Places that a decimal point moves."""
MOST = 200_000
"""Pairs of amounts that are compared; the patterns that most amounts share, and so tell least, are left out beyond."""


def is_mistyped(one: int, other: int) -> bool:
    """Whether two different amounts of one sign differ in one digit, or in two neighbours that changed places."""
    return slip(one, other) in (DIGIT, SWAP)


def slip(one: int, other: int) -> str:
    """How two amounts differ, "" where no single slip makes one of the other."""
    if one == -other and one:
        return REVERSED
    if one == other or (one < 0) != (other < 0):
        return ""
    left, right = str(abs(one)), str(abs(other))
    if len(left) == len(right):
        return _of_equal_length(left, right)
    if left.rstrip("0") == right.rstrip("0"):
        return MOVED if abs(len(left) - len(right)) <= _FARTHEST else ""
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) > 1 or short not in _shortened(long):
        return ""
    return MORE if long == left else LESS


def _of_equal_length(left: str, right: str) -> str:
    places = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) == 1:
        return DIGIT
    first, last = places[0], places[-1]
    swapped = (
        len(places) == 2 and last == first + 1 and left[first : last + 1] == right[first : last + 1][::-1]
    )
    return SWAP if swapped else ""


def _shortened(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text))]


def slips(ours: npt.NDArray[np.int64], theirs: npt.NDArray[np.int64]) -> pd.DataFrame:
    """Every amount of one list that is an amount of the other, mistyped: columns ours, theirs, kind."""
    sides = [
        pd.DataFrame(
            ((pattern, fen) for fen in np.unique(side).tolist() for pattern in _patterns(fen)),
            columns=["pattern", name],
        )
        for side, name in ((ours, "ours"), (theirs, "theirs"))
    ]
    both = bounded(*sides, "pattern")[["ours", "theirs"]].drop_duplicates()
    kinds = [slip(*pair) for pair in both.itertuples(index=False)]
    both = both.assign(kind=pd.Series(kinds, both.index, dtype="str"))
    return both[both["kind"] != ""]


def bounded(left: pd.DataFrame, right: pd.DataFrame, *keys: str) -> pd.DataFrame:
    """Both joined by ``keys``, in at most ``MOST`` rows: keys that most rows share are left out, for they tell least."""
    if len(left) * len(right) <= MOST:
        return left.merge(right, on=list(keys))
    counts = [side.groupby(list(keys)).size() for side in (left, right)]
    pairs = (counts[0] * counts[1]).dropna().sort_values(kind="stable")
    kept = pairs[pairs.cumsum() <= MOST].reset_index()[list(keys)]
    return left.merge(kept, on=list(keys)).merge(right, on=list(keys))


def _patterns(fen: int) -> Iterator[str]:
    """What an amount has in common with every amount that it may be by a slip."""
    text = str(abs(fen))
    sign = "-" if fen < 0 else "+"
    yield text
    yield f"{sign}{text.rstrip('0')}*"
    yield f"{sign}{text}"
    for at, short in enumerate(_shortened(text)):
        yield f"{sign}{short}"
        yield f"{sign}{text[:at]}_{text[at + 1 :]}"
        if text[at : at + 2] != text[at : at + 1] * 2 and at + 1 < len(text):
            low, high = sorted(text[at : at + 2])
            yield f"{sign}{text[:at]}<{low}{high}>{text[at + 2 :]}"
