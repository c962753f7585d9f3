"""What the year before ended with, as the record says that a year which was rolled over begins with."""

from collections.abc import Iterable, Mapping

from xlplan.findings import CannotRun
from xlplan.jobs.trail.chain import Record

ROLLOVER = "rollover"
"""The kind of that record."""


def closed_with(records: Iterable[Record]) -> Mapping[tuple[str, str], int]:
    """科目代码 and 账户 -> debit less credit (fen); nothing for a year that was begun by hand."""
    for record in records:
        if record.kind == ROLLOVER:
            try:
                return {
                    (str(code), str(account)): int(fen) for code, account, fen in record.content["closing"]
                }
            except (KeyError, TypeError, ValueError):
                raise CannotRun(f"第 {record.number} 号记录（换年）读不懂，用 xlplan verify 看。") from None
    return {}
