"""The office that the faults happen to: the demo school with one month in its books."""

from datetime import date
from pathlib import Path

import pandas as pd

from xlplan import demo
from xlplan.demo import banks
from xlplan.demo.year import Year
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import workbook
from xlplan.jobs.desk import SETTINGS
from xlplan.tables import MASTERS
from xlplan.tables.budget import BudgetChange
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, Confirmation, VoucherLine

DAY = date(2026, 1, 30)
"""The last workday of the month."""
_DATED = (VoucherLine, CashEntry, BankEntry, CashCount, Confirmation, BudgetChange)


def one_month(folder: Path) -> None:
    """Make the office in a new folder."""
    frames = demo.frames()
    for table in _DATED:
        dates = next(column for column in table.columns if column.kind is Kind.DAY)
        frames[table] = frames[table][frames[table][dates] <= pd.Timestamp(DAY)]
    files = {f"workbooks/{name}": workbook(tables, frames, lists=frames) for name, tables in MASTERS.items()}
    files |= {f"bank/{name}": content for name, content in banks.statements(_until_then()).items()}
    for name, content in (files | {SETTINGS: b""}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _until_then() -> Year:
    return Year(tuple(voucher for voucher in demo.happened().vouchers if voucher.event.day <= DAY))
