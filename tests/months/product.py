"""xlplan's own matcher as the others are measured."""

import pandas as pd

from tests.months.claims import Claims
from xlplan.reconcile.lists import DAY
from xlplan.reconcile.matching import match
from xlplan.reconcile.terms import usual


def xlplan(book: pd.DataFrame, bank: pd.DataFrame) -> Claims:
    """What ``xlplan reconcile`` claims of loose files."""
    found = match(book, bank, usual(book[DAY], bank[DAY]))
    return Claims(found.book, found.bank, found.groups["种类"])
