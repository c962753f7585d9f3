"""What a new office starts with: the facts it fills in about itself, the chart of accounts, economic classes, parameters, tasks and reporting dates, as CSV beside this file."""

import csv
from importlib.resources import files

import pandas as pd

from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.office import Account, EconomicClass, Office, Parameter, Reporting, Task


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of a new office that are not empty."""
    return {table: _frame(table) for table in (Office, Account, EconomicClass, Parameter, Task, Reporting)}


def _frame(table: type[Table]) -> pd.DataFrame:
    with files(__name__).joinpath(f"{table.sheet}.csv").open(encoding="utf-8") as lines:
        records = list(csv.DictReader(lines))
    return typed(table, (tuple(record[column] or None for column in table.columns) for record in records))
