"""Draws a month: the same seed gives the same month."""

from random import Random

import pandas as pd

from tests.months.draft import Draft
from tests.months.faults import FAULTS
from tests.months.grouped import GROUPED, MONTHLY
from tests.months.month import Month, composed
from tests.months.plain import PLAIN
from tests.months.rates import Rates

KINDS = {one.__name__: one for one in (*PLAIN, *GROUPED, *FAULTS)}


def month(rates: Rates, seed: int) -> Month:
    """A month, or several, of about ``rates.size`` rows a side."""
    chance = Random(seed)
    first = pd.Period("2025-01") if rates.months == 12 else pd.Period("2025-01") + chance.randrange(18)
    last = first + rates.months - 1
    draft = Draft(chance, rates, first.start_time.date(), last.end_time.date())
    for event in MONTHLY * (rates.months if rates.salary else 0):
        event(draft)
    weights = [getattr(rates.happens, name) for name in KINDS]
    while len(draft.book) + len(draft.bank) < 2 * rates.size:
        for event in chance.choices(list(KINDS.values()), weights, k=10):
            event(draft)
    _no_chance_pairs(draft)
    return composed(draft.book, draft.bank, draft.events, chance)


def _no_chance_pairs(draft: Draft) -> None:
    """Move what is open on both sides and would pair by chance: nobody could know that it does not belong together."""
    sure = [one for one in draft.events if len(one.stories) == 1]
    paired = [{row for one in sure for group in one.stories[0] for row in group[side]} for side in (1, 2)]
    own = [row for one in sure for row in one.book if row not in paired[0]]
    theirs = {draft.bank[row].fen for one in sure for row in one.bank if row not in paired[1]}
    for row in own:
        while draft.book[row].fen in theirs:
            draft.book[row] = draft.book[row]._replace(fen=draft.book[row].fen - draft.chance.randint(1, 99))
