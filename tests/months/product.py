"""xlplan's own matcher as the others are measured."""

import pandas as pd

from tests.months.claims import Claims
from xlplan.reconcile.matching import match


def xlplan(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """What ``xlplan reconcile`` claims."""
    found = match(book, bank)
    return Claims(found.book, found.bank, found.groups["种类"])
