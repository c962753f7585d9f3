"""Rows of one side that cancel each other: a payment that came back, a line in red."""

import re
from dataclasses import dataclass

import numpy as np

from xlplan.reconcile import likeness, references
from xlplan.reconcile.candidates import meeting
from xlplan.reconcile.rows import Mask, Numbers, Points, Rows, Shares
from xlplan.reconcile.weights import alike, rarity

_BACK = re.compile(r"退汇|退票|退回|退款|冲正|冲销|冲回|红字|红冲|撤销|抹账|抹帐|错账|作废|更正")
"""Words of a row that takes another back; 退 alone is also a deposit that is returned."""
_LONGEST = 30
"""Workdays within which a payment comes back."""
_SAME = 0.8
"""Likeness of one counterparty to itself."""
_TAKES_BACK, _MADE_AGAIN = 5.0, 4.0
"""What it is worth that the later row says it takes back the earlier, or follows one that says so."""
_PENALTY = 8.0
"""What a payment that came back and was made again is worth less for a match."""


@dataclass(frozen=True)
class Cancelling:
    """Pairs of rows of one side that cancel each other, by place, the earlier first."""

    left: Numbers
    right: Numbers
    worth: Shares
    """On the scale of ``candidates``."""
    known: Mask
    """Whether counterparty or number say that it is the same payment."""


def cancelling(rows: Rows) -> Cancelling:
    """Open rows that may cancel each other.

    What takes back a row that is matched already is left: it can only cancel the payment that was made again.
    """
    every = np.ones(len(rows), dtype=bool)
    left, right, _ = meeting((rows.amounts, rows.workdays, every), _opposite(rows, every), 0, _LONGEST)
    # Of two rows of one day the one that takes back may be the later or the earlier.
    back = _is_back(rows)
    later = (rows.workdays[right] > rows.workdays[left]) | back[right] | back[left] | (left < right)
    left, right = left[later], right[later]
    names = likeness.of_names(
        rows.names[left], rows.names[right], rows.summaries[left], rows.summaries[right]
    )
    tie = references.ties(rows.references[left], rows.references[right])
    days = rows.workdays[right] - rows.workdays[left]
    # What stands on the day of the return is likelier the payment that was made again.
    worth = rarity(rows.amounts[left]) - 6 - np.where(days > 0, 0.1 * days, 1)
    worth += np.select([back[right], back[left]], [_TAKES_BACK, _MADE_AGAIN], 0) + np.where(tie > 0, 3, 0)
    worth += alike(names)
    likeliest = np.full(len(rows), -np.inf)
    np.maximum.at(likeliest, right[back[right]], worth[back[right]])
    free = rows.open[left] & rows.open[right] & (~back[right] | (worth >= likeliest[right]))
    known = (names >= _SAME) | (tie > references.UNKNOWN)
    return Cancelling(left[free], right[free], worth[free], known[free])


def came_back(rows: Rows) -> Shares:
    """How much less each row is worth for a match because it came back, and was made again later."""
    found = cancelling(rows)
    said = np.flatnonzero(_is_back(rows)[found.right] & found.known & (found.worth > 0))
    # Each row that takes back takes the likeliest one.
    best = said[np.lexsort((-found.worth[said], found.right[said]))]
    best = best[np.unique(found.right[best], return_index=True)[1]]
    taken = np.full(len(rows), -1)
    taken[found.right[best]] = found.left[best]
    back, again, _ = meeting(_opposite(rows, rows.open & (taken >= 0)), rows.points(), 0, _LONGEST)
    first = taken[back]
    names = likeness.of_names(
        rows.names[first], rows.names[again], rows.summaries[first], rows.summaries[again]
    )
    lost = np.zeros(len(rows))
    lost[first[(first != again) & ~(names < _SAME)]] = _PENALTY
    return lost


def _opposite(rows: Rows, chosen: Mask) -> Points:
    return -rows.amounts, rows.workdays, chosen


def _is_back(rows: Rows) -> Mask:
    known = {text: bool(_BACK.search(text)) for text in set(rows.summaries)}
    return np.array([known[text] for text in rows.summaries], dtype=bool)
