"""Numbers that law or the county sets: rows of 参数, each for its days."""

from decimal import Decimal

import numpy as np
import pandas as pd

from xlplan.money import LARGEST, parse_share, parse_yuan
from xlplan.tables.office import Parameter


class Unset(Exception):
    """A parameter has no usable value on any of the days asked."""


def parse(text: str) -> Decimal | None:
    """The number in 值: 940, 1,000, 5%; None for words."""
    return parse_share(text) if text.endswith(("%", "％")) else parse_yuan(text)


def numbers(rows: pd.DataFrame, name: str, days: "pd.Series") -> "pd.Series":
    """The value in force on each day (float64, index kept).

    NaN for no day and for a day without a value; raises Unset where no day has one, or one is no number to use.
    """
    return _in_force(rows, name, days, scale=1)


def amounts(rows: pd.DataFrame, name: str, days: "pd.Series") -> "pd.Series":
    """The same in whole fen, as float64 for the sake of NaN."""
    return _in_force(rows, name, days, scale=100).round()


def words(rows: pd.DataFrame, name: str, day: pd.Timestamp) -> str:
    """The text in force on one day; raises Unset where there is none."""
    for _, row in _newest_last(rows, name)[::-1].iterrows():
        if not (row[Parameter.start] > day or row[Parameter.end] < day) and row[Parameter.value]:
            return str(row[Parameter.value])
    raise Unset(f"参数“{name}”在 {day:%Y-%m-%d} 没有值")


def _newest_last(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    return rows[rows[Parameter.name] == name].sort_values(Parameter.start, na_position="first")


def _in_force(rows: pd.DataFrame, name: str, days: "pd.Series", scale: int) -> "pd.Series":
    asked = days.to_numpy()
    found = np.full(len(days), np.nan)
    own = _newest_last(rows, name)
    for text, start, end in zip(own[Parameter.value], own[Parameter.start], own[Parameter.end], strict=True):
        value = parse(text)
        if value is None or not 0 <= value < LARGEST:
            raise Unset(f"参数“{name}”的值“{text}”不是能用的数字")
        # A day that is not known is neither before nor after any.
        inside = ~(np.isnat(asked) | (asked < start.to_numpy()) | (asked > end.to_numpy()))
        found[inside] = float(value * scale)
    if days.notna().any() and np.isnan(found).all():
        raise Unset(f"参数“{name}”在 {days.min():%Y-%m-%d} 没有值")
    return pd.Series(found, index=days.index)
