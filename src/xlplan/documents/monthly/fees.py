"""收费：当月收了哪些钱。"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.cells import Ref
from xlplan.documents.fee_review import FeeRow
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import poured
from xlplan.documents.values import named
from xlplan.reports.fees import fees
from xlplan.reports.forms import month_in_words
from xlplan.tables.fees import FeeItem, FeeReceipt, FeeSettlement


@dataclass(frozen=True)
class Fees:
    """What was charged in the month."""

    rows: tuple[FeeRow, ...] = named("项目")
    amount: Printed = named("金额")
    """Of all of them, "" where there are none."""


def _fees(of: Month) -> Fees:
    report = fees(of.books, *of.days, month_in_words(of.month))
    rows, totals = poured(report.blocks[0], FeeRow)
    return Fees(rows, totals[0].amount if totals else "")


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, FeeItem, FeeReceipt, FeeSettlement)


FEES = Section(_fees, _missing)
