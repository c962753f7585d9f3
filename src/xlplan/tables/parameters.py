"""Numbers that law or the county sets: rows of 参数, each for its days.

A table of such numbers is a family, a row for each item: 族：项, as 折旧年限：计算机. An item is a parameter like any other;
a family can also be asked for the items that the rows of a sheet are about, and as a whole.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.money import LARGEST, parse_share, parse_yuan
from xlplan.tables.office import Parameter


class Unset(Exception):
    """A parameter has no usable value on any of the days asked."""


def parse(text: str) -> Decimal | None:
    """The number in 值: 940, 1,000, 5%; None for words."""
    return parse_share(text) if text.endswith(("%", "％")) else parse_yuan(text)


Reading = Callable[["Given", str, "pd.Series", "pd.Series | None"], "pd.Series"]
"""``numbers``, ``amounts`` or ``texts``."""


def names(rows: pd.DataFrame) -> "pd.Series":
    """The parameter of each row, its colon full-width and without blanks beside it."""
    return rows[Parameter.name].str.replace(r"\s*[:：]\s*", "：", regex=True)


class Given(NamedTuple):
    """参数 as all that follows here asks it: its rows by 起, column by column."""

    item: npt.NDArray[np.object_]
    """The parameter, or in the rows of a family what item of it."""
    row: npt.NDArray[np.int64]
    name: npt.NDArray[np.object_]
    value: npt.NDArray[np.object_]
    start: npt.NDArray[np.datetime64]
    end: npt.NDArray[np.datetime64]


def given(rows: pd.DataFrame) -> Given:
    """The sheet, read once for all questions."""
    rows = rows.assign(**{_ITEM: names(rows)})
    rows = rows.sort_values(Parameter.start, na_position="first", kind="stable")
    words = (rows[column].to_numpy(dtype=object) for column in (Parameter.name, Parameter.value))
    days = (rows[column].to_numpy() for column in (Parameter.start, Parameter.end))
    return Given(rows[_ITEM].to_numpy(dtype=object), rows.index.to_numpy(), *words, *days)


def numbers(sheet: Given, name: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
    """The value in force on each day (float64, index kept); with ``items`` that of 族：项 for each item and day.

    NaN for no day, for a day without a value, and for an item that the family has not; raises Unset where no day has any, or
    one is no number to use.
    """
    return _in_force(sheet, name, days, items, scale=1)


def amounts(sheet: Given, name: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
    """The same in whole fen, as float64 for the sake of NaN."""
    return _in_force(sheet, name, days, items, scale=100).round()


def texts(sheet: Given, name: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
    """The same as it is written, "" where there is none."""
    own = _own(sheet, name, family=items is not None)
    found = np.append(own.value, "")[_places(own, days, items)]
    return pd.Series(pd.array(found, dtype="str"), index=days.index)


def family(sheet: Given, name: str, day: date, read: Reading) -> "pd.Series":
    """All items of a family in force on a day -> value, in the order in which the sheet first names them.

    Raises Unset where there is none.
    """
    own = _own(sheet, name, family=True)
    listed = dict.fromkeys(own.item[np.argsort(own.row)])
    items = pd.Series(pd.array([*listed], dtype="str"), name=_ITEM)
    found = read(sheet, name, pd.Series(pd.Timestamp(day), index=items.index), items).set_axis(items)
    found = found[found.notna() & (found != "")]
    if found.empty:
        raise Unset(f"参数“{name}”在 {day:%Y-%m-%d} 没有值")
    return found


def setting(sheet: Given, name: str, days: "pd.Series") -> "pd.Series":
    """The Excel row of 参数 that is in force on each day, 0 where none is."""
    own = _own(sheet, name, family=False)
    return pd.Series(np.append(own.row, 0)[_places(own, days)], index=days.index)


def words(sheet: Given, name: str, day: pd.Timestamp) -> str:
    """The text in force on one day; raises Unset where there is none."""
    own = _own(sheet, name, family=False)
    own = _taken(own, own.value != "")
    place = _places(own, pd.Series([day]))[0]
    if place < 0:
        raise Unset(f"参数“{name}”在 {day:%Y-%m-%d} 没有值")
    return str(own.value[place])


_ITEM = "项"


def _own(sheet: Given, name: str, family: bool) -> Given:
    """The rows of a parameter, or of all items of a family."""
    head = f"{name}："
    if not family:
        return _taken(sheet, sheet.item == name)
    own = _taken(sheet, [known.startswith(head) for known in sheet.item])
    return own._replace(item=np.array([known.removeprefix(head) for known in own.item], dtype=object))


def _taken(sheet: Given, which: npt.ArrayLike) -> Given:
    mask = np.asarray(which, dtype=bool)
    return Given(*(column[mask] for column in sheet))


def _places(own: Given, days: "pd.Series", items: "pd.Series | None" = None) -> npt.NDArray[np.int64]:
    """Which of these rows is in force on each day, for its item if there are any; -1 for none."""
    asked = days.to_numpy()
    known = ~np.isnat(asked)  # a day that is not is neither before nor after any
    found = np.full(len(days), -1)
    codes, distinct = pd.factorize(own.item if items is None else items)
    numbers = {item: code for code, item in enumerate(distinct)}
    for place, (item, start, end) in enumerate(zip(own.item, own.start, own.end, strict=True)):
        inside = known & ~((asked < start) | (asked > end))
        found[inside if items is None else inside & (codes == numbers.get(item, -2))] = place
    return found


def _in_force(
    sheet: Given, name: str, days: "pd.Series", items: "pd.Series | None", scale: int
) -> "pd.Series":
    own = _own(sheet, name, family=items is not None)
    values = []
    for row, text, known in zip(own.row, own.value, own.name, strict=True):
        value = parse(text)
        if value is None or not 0 <= value < LARGEST:
            raise Unset(f"“参数”表第 {row} 行“{known}”的值“{text}”不是能用的数字")
        values.append(float(value * scale))
    found = _places(own, days, items)
    # An item that the family has not is no lack of the family.
    if days.notna().any() and (found < 0).all() and (_places(own, days) < 0).all():
        raise Unset(f"参数“{name}”在 {days.min():%Y-%m-%d} 没有值")
    return pd.Series(np.array([*values, np.nan])[found], index=days.index)
