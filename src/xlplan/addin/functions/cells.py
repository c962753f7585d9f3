"""What hosts give as a cell or a range -> what a function counts with.

Excel gives an empty cell as None, a day as datetime; Calc a day as its serial number. Both give every number as float.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np

from xlplan.excel.days import FIRST_DAY, LAST_DAY, parse_day, serial
from xlplan.findings import CannotRun
from xlplan.money import parse_yuan, whole_fen

_DAY_ZERO = date(1899, 12, 30)
_FIRST, _LAST = serial(FIRST_DAY), serial(LAST_DAY)
_ERROR = re.compile(r"#(?:[A-Z0-9/]+[!?]|N/A)")
_SHOWN = 30
"""Signs of a cell that are quoted."""
_EXACT = 10**15
"""From here on Excel has lost digits of a number."""


def is_empty(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_left_out(cell: object) -> bool:
    """Whether nothing was given for an optional argument: Calc gives 0 for one left out before others."""
    return is_empty(cell) or (cell == 0 and not isinstance(cell, bool))


def single(cell: object) -> object:
    """A range of one cell is that cell."""
    rows = rows_of(cell)
    return rows[0][0] if rows and len(rows) == len(rows[0]) == 1 else cell


def rows_of(cell: object) -> Sequence[Sequence[object]] | None:
    """The rows of a range; None for a cell."""
    if not isinstance(cell, list | tuple):
        return None
    return [row if isinstance(row, list | tuple) else (row,) for row in cell]


def _number(cell: object) -> float | Decimal | None:
    """A number, or one that is typed as text; Excel gives what is formatted as a currency as Decimal."""
    if isinstance(cell, str):
        return parse_yuan(cell)
    return cell if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else None


def _is_error(cell: object) -> bool:
    return isinstance(cell, str) and _ERROR.fullmatch(cell) is not None


def amount(cell: object, label: str) -> int:
    """Fen of an amount in yuan, a number or as people type it."""
    yuan = _number(cell)
    if yuan is None:
        raise _unfit(cell, label, "不是数字")
    fen, strange = whole_fen(np.array([float(yuan)]))
    if strange[0]:
        raise _unfit(cell, label, "要到分为止，也不能太大")
    return int(fen[0])


def amounts(cell: object, label: str) -> int:
    """Fen of all amounts of a range; empty cells are nothing."""
    rows = rows_of(cell) or ((cell,),)
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
    """Text; a code that was typed as a number is its digits, and so is one in full-width digits."""
    if isinstance(cell, str) and not _is_error(cell):
        return unicodedata.normalize("NFKC", cell).strip()
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise _unfit(cell, label, "要按文本填")
    if abs(cell) >= _EXACT:
        raise CannotRun(f"{label}是按数字填的，太长，后几位已经丢了；请把这一格设成文本，重新填。")
    return f"{cell:.15g}"


def count(cell: object, label: str) -> int:
    """A number of things or persons, or a year: whole, not negative."""
    number = _number(cell)
    if number is None or not 0 <= number < _EXACT or number % 1:
        raise _unfit(cell, label, "要填整数")
    return int(number)


def _unfit(cell: object, label: str, reason: str) -> CannotRun:
    if _is_error(cell):
        return CannotRun(f"{label}是错误值 {cell}。")
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    return CannotRun(f"{label}填的是“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”，{reason}。")
