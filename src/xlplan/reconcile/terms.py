"""What is decided about the matching of rows: by the office in 参数 and 特殊日, or as a new office begins with."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.reconcile.rows import KINDS, OTHERS, Terms
from xlplan.tables import starting
from xlplan.tables.books import Books, Waiting
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import Parameter, SpecialDay
from xlplan.tables.parameters import given, numbers

_WINDOWS = (*KINDS, OTHERS)


def of_office(books: Books, *days: "pd.Series") -> Terms:
    """The windows in force today, and the rest days among these days; what the office does not set is as usual."""
    today = pd.Series([pd.Timestamp(books.today)])
    windows = {}
    for name in _WINDOWS:
        try:
            windows[name] = int(books.numbers(name, today).iloc[0])
        except Waiting:
            windows[name] = _usual_windows()[name]
    try:
        return Terms(windows, _rest_days(Calendar(books[SpecialDay]), *days))
    except Waiting:
        return Terms(windows, _rest_days(Calendar(), *days))


def usual(*days: "pd.Series") -> Terms:
    """The same for files that belong to no office."""
    return Terms(_usual_windows(), _rest_days(Calendar(), *days))


@cache
def _usual_windows() -> Mapping[str, int]:
    parameters = starting.frames()[Parameter]
    sheet, newest = given(parameters), parameters[Parameter.start].max()
    windows = {name: int(numbers(sheet, name, pd.Series([newest])).iloc[0]) for name in _WINDOWS}
    return MappingProxyType(windows)


def _rest_days(calendar: Calendar, *days: "pd.Series") -> npt.NDArray[np.datetime64]:
    known = [own for own in days if len(own)]
    if not known:
        return np.array([], dtype="datetime64[D]")
    span = pd.Series(pd.date_range(min(own.min() for own in known), max(own.max() for own in known)))
    found: npt.NDArray[np.datetime64] = span[calendar.rest_days(span)].to_numpy("datetime64[D]")
    return found
