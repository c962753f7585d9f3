"""The books of an office: which workbooks there are, and what is said of what they lack."""

from xlplan.excel.table import Table
from xlplan.tables import MASTERS, OPTIONAL, REQUIRED


def test_every_declared_sheet_stands_in_a_workbook_that_is_required_or_optional() -> None:
    assert {table for tables in MASTERS.values() for table in tables} == set(Table.every.values())
    assert list(MASTERS) == [*REQUIRED, *OPTIONAL]
    assert all(MASTERS.values())
