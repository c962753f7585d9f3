"""Which accounts of 科目 a voucher may use."""

from itertools import pairwise

import pandas as pd

from xlplan.tables.office import Account


def usable(chart: pd.DataFrame) -> set[str]:
    """The codes of the lowest accounts: those that no other code begins with."""
    codes = chart[Account.code].sort_values()
    codes = codes[codes != ""].drop_duplicates().tolist()
    # In sorted order the accounts below one come right after it.
    return set(codes) - {code for code, below in pairwise(codes) if below.startswith(code)}
