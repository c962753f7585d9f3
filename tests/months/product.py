"""xlplan's own matcher as the others are measured."""

import pandas as pd

from tests.months.claims import Claims, claims
from tests.months.month import MATCH, Group
from xlplan.reconcile.pairing import BANK, BOOK, pair


def xlplan(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """What ``xlplan reconcile`` claims."""
    pairs = pair(book, bank)
    groups = (Group(MATCH, (own,), (other,)) for own, other in zip(pairs[BOOK], pairs[BANK], strict=True))
    return claims(book, bank, groups)
