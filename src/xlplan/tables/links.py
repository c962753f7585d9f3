"""Two sheets joined by a key that a clerk wrote on both: 预算号, 合同号, 工号, or several columns together.

``on`` says which columns belong together: {column of the rows: column of the other sheet}. Keys are the same if the cells
look the same: the reader has trimmed every text, and made full-width digits of codes plain. A row with a blank in its key
belongs to none. The rows keep their index, so that each can still be accused.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.excel.table import Column

On = Mapping[Column, str] | Mapping[str, str]
_Codes = npt.NDArray[np.int64]
ROW = "行"


def beside(rows: pd.DataFrame, other: pd.DataFrame, on: On, prefix: str) -> pd.DataFrame:
    """The rows, each with what the first row of the other sheet with its key holds, under prefixed headers.

    The key is not written twice. ``{prefix}行`` is the Excel row of the other, 0 where there is none; the other columns are
    blank there: "", NaT, NA, False, and 0 for fen.
    """
    mine, theirs = _codes(rows, other, on)
    found = _first(theirs).reindex(mine, fill_value=-1).to_numpy()
    facts = {header: values for header, values in other.items() if header not in on.values()}
    facts[ROW] = other.index.to_series()
    taken = {f"{prefix}{header}": _taken(values, found) for header, values in facts.items()}
    kept = rows.drop(columns=[header for header in taken if header in rows])
    return pd.concat([kept, pd.DataFrame(taken, index=rows.index)], axis=1)


def unmatched(rows: pd.DataFrame, other: pd.DataFrame, on: On) -> pd.DataFrame:
    """The rows whose key stands nowhere on the other sheet; a blank key is not looked for.

    What a row of the other sheet holds that could not be read is not known to be absent. So the rule that asks is
    registered with ``whole=(Other,)``, and waits as long as such a row was left out; or it adds ``books.unread(Other)`` to
    ``other``, where the key is known of all of them.
    """
    mine, theirs = _codes(rows, other, on)
    return rows[(mine >= 0) & ~np.isin(mine, theirs)]


def sums_of(rows: pd.DataFrame, other: pd.DataFrame, on: On, amounts: "pd.Series") -> "pd.Series":
    """For each row the sum (int64) of the amounts, one for each row of the other sheet, that have its key; 0 for none."""
    mine, theirs = _codes(rows, other, on)
    known = theirs >= 0
    sums = pd.Series(amounts.to_numpy()[known]).groupby(theirs[known]).sum()
    return sums.reindex(mine, fill_value=0).astype("int64").set_axis(rows.index)


def looked_up(keys: "pd.Series", values: "pd.Series") -> "pd.Series":
    """What ``values`` (index: unique keys) say of each key, NaT or NaN where nothing; ``Series.map`` fails on no days at all."""
    return values.reindex(keys).set_axis(keys.index)


def _codes(rows: pd.DataFrame, other: pd.DataFrame, on: On) -> tuple[_Codes, _Codes]:
    """A number for the key of each row, and of each of the other sheet: the same for the same key, -1 for a blank."""
    codes: _Codes = np.zeros(len(rows) + len(other), dtype=np.int64)
    for place, (mine, theirs) in enumerate(on.items()):
        own, distinct = pd.factorize(pd.concat([rows[mine], other[theirs]], ignore_index=True))
        own[np.isin(own, np.flatnonzero(distinct == ""))] = -1
        if place:
            blank = (codes < 0) | (own < 0)
            # Numbered anew after each column: they never grow beyond the rows.
            own = pd.factorize(np.where(blank, -1, codes * (len(distinct) + 1) + own))[0]
            own[blank] = -1
        codes = own
    return codes[: len(rows)], codes[len(rows) :]


def _first(codes: _Codes) -> "pd.Series":
    """The place where each known key stands first."""
    places = pd.Series(np.arange(len(codes)), index=codes)
    return places[(codes >= 0) & ~places.index.duplicated()]


def _taken(values: "pd.Series", places: _Codes) -> object:
    """The values at these places, blank for -1; the index, which costs a few rows more than all else, is made once for all columns."""
    array = values.to_numpy() if isinstance(values.dtype, np.dtype) else values.array
    return pd.api.extensions.take(array, places, allow_fill=True, fill_value=_blank(values))


def _blank(values: "pd.Series") -> object:
    """What stands for nothing in a column of this kind."""
    if pd.api.types.is_string_dtype(values.dtype):
        return ""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "ib":
        return values.dtype.type(0)
    return pd.NaT if values.dtype.kind == "M" else pd.NA if values.dtype.kind == "i" else np.nan
