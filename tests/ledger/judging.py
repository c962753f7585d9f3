"""Frames of a ledger judged by one rule, without a workbook in between."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pandas as pd
from hypothesis import settings

from xlplan.excel.frames import empty
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.rules import book_rules
from xlplan.tables import starting
from xlplan.tables.books import Books

TODAY = date(2026, 11, 30)

law = settings(max_examples=30, deadline=None)
"""A rule asked about frames takes its time: some thirty examples of a law."""


@cache
def _new_office() -> dict[type[Table], pd.DataFrame]:
    return {table: empty(table) for table in Table.every.values()} | starting.frames()


def accused(id: str, frames: Mapping[type[Table], pd.DataFrame]) -> list[tuple[int, str]]:
    """Row and column of every cell that the rule accuses, one after another."""
    rows = _new_office() | dict(frames)
    books = Books(TODAY, {table: Sheet(table, frame) for table, frame in rows.items()})
    rule = next(rule for rule in book_rules() if rule.id == id)
    return [
        (int(row), str(hits.at)) for hits in rule.find(books.requiring(rule.whole)) for row in hits.rows.index
    ]
