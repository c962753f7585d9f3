"""What hangs together: scipy can say it too, but takes longer to be loaded than an office's rows to be linked."""

import numpy as np

from xlplan.reconcile.rows import Numbers


def linked(one: Numbers, other: Numbers, count: int) -> Numbers:
    """Of each of ``count`` things the first that it hangs together with, each of ``one`` being linked to that of ``other``."""
    first, before = np.arange(count), np.array([], dtype=np.int64)
    while not np.array_equal(first, before):
        before, first = first, first.copy()
        ends = before[one], before[other]
        # The first of one end takes all that hangs together with it along: a long chain is short in a few rounds.
        for end in ends:
            np.minimum.at(first, end, np.minimum(*ends))
        first = first[first]
    return first
