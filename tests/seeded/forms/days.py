"""Days that have not come yet: GEN-08."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.safety import TODAY
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.tables.canteen import StockEntry, Survey
from xlplan.tables.claims import Decision, Purchase
from xlplan.tables.fees import ReceiptBook
from xlplan.tables.plan import Condolence, Congress, Opinion
from xlplan.tables.safety import Accident, Hygiene, SafetyLesson, Visit
from xlplan.tables.stores import Seating, Textbook
from xlplan.tables.students import Checkup, NightCheck, Outfit


def _later(office: CleanOffice, more: pd.DateOffset, *columns: Column) -> Iterator[Mistake]:
    for column in columns:
        for row, day in office[column.table][column].items():
            if day + more > TODAY:
                yield Mistake({(column, row): day + more}, (column, int(row)))


@form("GEN-08")
def figures_of_the_year_turned_round(office: CleanOffice) -> Iterator[Mistake]:
    """2062 for 2026."""
    yield from _later(
        office, pd.DateOffset(years=36),
        Opinion.date, Condolence.date, Congress.date, Purchase.date, ReceiptBook.drawn, Textbook.date,
        Seating.date, Hygiene.date, Accident.moment, Checkup.date, Outfit.date,
    )  # fmt: skip


@form(
    "GEN-08",
    ("APV-05", "the decision is then one of after the approval"),
    ("CAN-16", "the delivery has no entry of its day"),
    ("CAN-16", "nor has the entry a delivery"),
)
def next_year(office: CleanOffice) -> Iterator[Mistake]:
    """2027 for 2026."""
    yield from _later(office, pd.DateOffset(years=1), Decision.date, StockEntry.date, Survey.date, Visit.came)


@form("GEN-08")
def next_month(office: CleanOffice) -> Iterator[Mistake]:
    """12 for 11."""
    yield from _later(office, pd.DateOffset(months=1), NightCheck.date, SafetyLesson.date, Hygiene.date)
