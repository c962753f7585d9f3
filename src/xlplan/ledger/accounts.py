"""Which accounts of 科目 a voucher may use."""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from xlplan.tables.office import Account


def usable(chart: pd.DataFrame) -> set[str]:
    """The codes of the lowest accounts: those that no other code begins with."""
    return lowest(chart[Account.code])


def lowest(codes: Iterable[str]) -> set[str]:
    """Those codes that no other one begins with; a blank is none."""
    every = sorted({*codes} - {""})
    # In sorted order the accounts below one come right after it.
    return set(every) - {code for code, below in pairwise(every) if below.startswith(code)}


def highest(codes: Iterable[str]) -> dict[str, str]:
    """Each code and the shortest of them that it begins with."""
    found: dict[str, str] = {}
    above = ""
    for code in sorted({*codes} - {""}):
        above = above if above and code.startswith(above) else code
        found[code] = above
    return found
