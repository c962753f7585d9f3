"""The numbers of invoices that a claim holds."""

import pandas as pd

from xlplan.ledger.approvals import VOID
from xlplan.tables.claims import Claim

DIGIT = r"\d"
"""What is none in 发票号, as 无 or 收据, is no number."""


def valid(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that were neither sent back nor voided."""
    return claims[~claims[Claim.state].isin(VOID)]


def invoices(claims: pd.DataFrame) -> "pd.Series":
    """Each number once for each claim; index = its Excel row."""
    numbers = claims[Claim.invoices].str.split(r"[、，,；;\s]+", regex=True).explode()
    numbers = numbers[numbers.str.contains(DIGIT, na=False)]
    return numbers[~pd.MultiIndex.from_arrays([numbers.index, numbers]).duplicated()]
