"""The numbers of receipts: 00126001-00126045、00126047 are two spans of one kind of receipt."""

import numpy as np
import numpy.typing as npt
import pandas as pd

_BETWEEN = r"[、，,；;\s]+"
_SPAN = r"^\D*(\d{1,12})(?:\s*[-—–－~～至]+\s*\D*?(\d{1,12}))?$"
_KIND = 10**12
"""More than any number has; the numbers of each kind begin at a multiple of it."""


def spans(texts: "pd.Series", kinds: "pd.Series") -> pd.DataFrame:
    """The spans that each cell names, in order: ``first`` and ``last`` (int64) of its ``kind`` (a code), 0 and -1 for what is no number.

    The index is the row of the cell, once for each span. An end may be short: 00126001-045 ends with 00126045.
    A kind is what ``kinds`` numbers it, so that no number of one is taken for one of another.
    """
    parts = texts.str.strip().str.replace(r"\s*([-—–－~～至])\s*", r"\1", regex=True).str.split(_BETWEEN)
    parts = parts.explode()
    parts = parts[parts.fillna("") != ""]
    said = parts.str.extract(_SPAN)
    first = pd.to_numeric(said[0]).fillna(0).astype("int64")
    scale = 10 ** said[1].str.len().fillna(0).astype("int64")
    last = pd.to_numeric(said[1]).fillna(-1).astype("int64")
    short = said[1].str.len() < said[0].str.len()
    last = last.where(~short, first // scale * scale + last).where(said[1].notna(), first)
    bad = said[0].isna() | (last < first)
    offset = kinds.reindex(parts.index) * _KIND
    return pd.DataFrame({
        "first": (first + offset).where(~bad, 0), "last": (last + offset).where(~bad, -1), "号码": parts,
        "kind": offset // _KIND,
    })  # fmt: skip


def union(found: pd.DataFrame) -> pd.DataFrame:
    """The same numbers in spans that do not meet, rising."""
    rows = found[found["last"] >= found["first"]].sort_values("first", kind="stable")
    reach = rows["last"].cummax()
    group = (rows["first"] > reach.shift(fill_value=-2) + 1).cumsum()
    return pd.DataFrame({"first": rows["first"].groupby(group).min(), "last": reach.groupby(group).max()})


def covered(found: pd.DataFrame, within: pd.DataFrame) -> "pd.Series":
    """How many numbers of each span lie in the spans of a ``union``."""
    return _until(within, found["last"]) - _until(within, found["first"] - 1)


def _until(within: pd.DataFrame, numbers: "pd.Series") -> "pd.Series":
    """How many numbers of a union are no greater than each of these."""
    starts, ends = within["first"].to_numpy(), within["last"].to_numpy()
    sizes = np.append(0, (ends - starts + 1).cumsum())
    place: npt.NDArray[np.int64] = np.searchsorted(starts, numbers.to_numpy(), side="right")
    beyond = np.append(0, ends)[place] - numbers.to_numpy()
    return pd.Series(sizes[place] - np.maximum(beyond, 0) * (place > 0), index=numbers.index)
