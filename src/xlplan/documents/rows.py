"""Papers that are made of one row of a table, such as a claim, a purchase, an acceptance."""

from collections.abc import Callable, Iterator

import pandas as pd

from xlplan.documents.paper import Draft, file_name, lacking, torn_row, unfit
from xlplan.excel.table import Column
from xlplan.findings import CannotRun
from xlplan.tables.books import Books


def row_drafts(
    books: Books,
    kind: str,
    column: Column,
    number: str,
    due: Callable[[pd.DataFrame], "pd.Series"],
    paper: Callable[[int], object],
    stopped_by: str | tuple[str, ...] = "",
    needed: tuple[Column, ...] = (),
) -> Iterator[Draft]:
    """The paper of the row with this number in a column, or of each row that is due; raises CannotRun where there is none.

    ``stopped_by``: the rule, or rules, that must not object to the row. ``needed``: columns that must be filled in.
    """
    table, dated = column.table, column.table.dated()
    rows, unread = books[table], books.unread(table)
    torn = unread[unread[column] == number] if number and len(unread) else unread.head(0)
    own = rows[rows[column] == number] if number else rows[due(rows)]
    if number and own.empty and torn.empty:
        raise CannotRun(f"“{table.sheet}”表里没有{column}是 {number} 的。")
    general = tuple(lacking(books, "单位名称"))
    for row, name in own[column].items():
        missing = list(general)
        if not name or (rows[column] == name).sum() > 1:
            missing.append((books.ref(column, int(row)), f"“{column}”空着，或者和别的重了。"))
        missing += [
            (books.ref(column, int(row)), f"“{column}”空着。")
            for column in needed
            if pd.isna(value := own.at[row, column]) or value == ""
        ]
        if stopped_by:
            missing += unfit(books, {table: [int(row)]}, stopped_by)
        day = own.at[row, dated] if dated else pd.NaT
        month = "" if pd.isna(day) else f"{day:%Y-%m}"
        made = None if missing else paper(int(row))
        yield Draft(file_name(f"{kind} {name}"), name, month, tuple(missing), made)
    for row in torn.index:
        yield Draft(file_name(f"{kind} {number}"), number, "", tuple(torn_row(books, table, int(row))), None)


def of_this_month(books: Books, day: Column) -> Callable[[pd.DataFrame], "pd.Series"]:
    """Whether rows are of the month of the books' day."""
    return lambda rows: rows[day].dt.to_period("M") == pd.Period(books.today, "M")
