"""Pupils that a sheet names by their number, against the roll."""

import pandas as pd

from xlplan.excel.table import Column
from xlplan.tables.books import Books, Waiting
from xlplan.tables.links import unmatched
from xlplan.tables.students import Student


def check_known(books: Books, rows: pd.DataFrame, number: Column) -> None:
    """Raises Waiting where a row is of nobody on the roll: a slip in a number is no pupil who is not there."""
    strange = unmatched(rows, books[Student], {number: Student.number})
    if len(strange):
        raise Waiting(f"“{number.table.sheet}”表有 {len(strange)} 行的学籍号在“学生”表里没有")
