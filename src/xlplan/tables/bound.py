"""What a claim said when it was first seen approved: an approval is of that, and of nothing that is written there afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.tables.claims import Claim

BOUND = (Claim.amount, Claim.budget, Claim.fund, Claim.payee, Claim.payee_account)
"""The columns that who approves a claim approves."""


@dataclass(frozen=True)
class Bound:
    """An approval, and what it is of."""

    day: date
    """On which the last of its steps was signed."""
    said: Mapping[str, str]
    """Header -> what stood there, as programs exchange it; "" for nothing."""
    rows: int
    """How many rows 审批 had of the claim. What is sent back after these and signed again is approved anew, be it on the same day."""


def said(claims: pd.DataFrame) -> pd.DataFrame:
    """What claims say in the bound columns as programs exchange it (index kept)."""
    return pd.DataFrame(
        {
            column: [column.kind.plain(value) or "" for value in claims[column]]
            for column in BOUND
            if column in claims
        },
        index=claims.index,
        dtype="str",
    )
