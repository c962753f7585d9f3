"""What hosts give as a cell or a range -> what a function counts with.

Excel gives an empty cell as None, a day as datetime; Calc a day as its serial number. Both give every number as float.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeGuard

import numpy as np

from xlplan.excel.days import FIRST_DAY, LAST_DAY, parse_day, serial
from xlplan.findings import CannotRun
from xlplan.money import parse_yuan, whole_fen

_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = serial(FIRST_DAY), serial(LAST_DAY)
_SHOWN = 30
_EXACT = 10**15
"""From here on Excel has lost digits of a number."""


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell, or was given."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def rows_of(cell: object) -> Sequence[Sequence[object]] | None:
    """The rows of a range of several cells; None for a single cell."""
    return cell if _is_range(cell) else None


def _is_range(cell: object) -> TypeGuard[Sequence[Sequence[object]]]:
    return isinstance(cell, list | tuple)


def amount(cell: object, label: str) -> int:
    """Fen of an amount in yuan, a number or as people type it."""
    yuan: float | Decimal | None = None
    if isinstance(cell, str):
        yuan = parse_yuan(cell)
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        yuan = cell
    if yuan is None:
        raise _unfit(cell, label, "不是数字")
    fen, strange = whole_fen(np.array([float(yuan)]))
    if strange[0]:
        raise _unfit(cell, label, "要到分为止，也不能太大")
    return int(fen[0])


def amounts(cell: object, label: str) -> int:
    """Fen of all amounts of a range; empty cells are nothing."""
    rows = cell if _is_range(cell) else ((cell,),)
    return sum(
        amount(one, f"{label}第 {row} 行第 {at} 格")
        for row, cells in enumerate(rows, 1)
        for at, one in enumerate(cells, 1)
        if not is_empty(one)
    )


def day(cell: object, label: str) -> date:
    """A day: a date, its serial number, or as people type it."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    found: date | None = None
    if isinstance(cell, str):
        found = parse_day(cell).astype(date)
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST <= cell < _LAST:
        found = _DAY_ZERO + timedelta(days=int(cell))
    if found is None:
        raise _unfit(cell, label, "不是日期")
    return found


def text(cell: object, label: str) -> str:
    """Text; a code that was typed as a number is its digits."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise _unfit(cell, label, "要按文本填")
    if abs(cell) >= _EXACT:
        raise CannotRun(f"{label}是按数字填的，太长，后几位已经丢了；请把这一格设成文本，重新填。")
    return f"{cell:.15g}"


def count(cell: object, label: str) -> int:
    """A number of things or persons, or a year: whole, not negative."""
    yuan = parse_yuan(cell) if isinstance(cell, str) else cell
    if (
        isinstance(yuan, bool)
        or not isinstance(yuan, int | float | Decimal)
        or not 0 <= yuan < _EXACT
        or yuan % 1
    ):
        raise _unfit(cell, label, "要填整数")
    return int(yuan)


def _unfit(cell: object, label: str, reason: str) -> CannotRun:
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return CannotRun(f"{label}填的是“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”，{reason}。")
