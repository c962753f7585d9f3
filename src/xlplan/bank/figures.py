"""Amounts and days of whole columns, as banks write them. Each returns what stands there and where it is no such thing."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from xlplan.excel.days import parse_day
from xlplan.money import parse_yuan, whole_fen

Mask = npt.NDArray[np.bool_]

BLANKS = frozenset(("", "-", "--", "—", "——", "/"))
"""What stands in a cell that holds no amount."""

MINUS = ("-", "(", "（", "－")
"""How an amount below nothing begins."""

_PLAIN = re.compile(r"[-+]?\d{1,3}(?:,?\d{3})*(?:\.\d*)?")
_CELL = re.compile(r'="(.*)"')


def bare(text: str) -> str:
    """A cell without the blanks, the TABs and the ="…" that banks wrap it in."""
    text = text.strip()
    if not text.startswith(("=", "'")):
        return text
    wrapped = _CELL.fullmatch(text)
    return wrapped[1].strip() if wrapped else text.removeprefix("'")


def amounts(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], Mask, Mask]:
    """Fen (0 where there are none), where a cell is blank, and where it is no amount."""
    yuan = np.fromiter(map(_yuan, texts), np.float64, len(texts))
    blank = np.fromiter((text in BLANKS for text in texts), np.bool_, len(texts))
    fen, wrong = whole_fen(yuan)
    return np.where(wrong, 0, fen), blank, wrong & ~blank


def fen_of(text: str) -> int | None:
    """Fen of one amount, None if it is none."""
    fen, blank, wrong = amounts([text])
    return None if blank[0] or wrong[0] else int(fen[0])


def days(texts: Sequence[str]) -> tuple[npt.NDArray[np.datetime64], list[str]]:
    """Days (NaT where there is none), and the time that stands behind the day in its cell, "" where none."""
    known = {text: _day(text) for text in set(texts)}
    found = np.array([known[text][0] for text in texts], dtype="datetime64[s]")
    return found, [known[text][1] for text in texts]


def _day(text: str) -> tuple[np.datetime64, str]:
    head, _, rest = text.replace("T", " ").partition(" ")
    day, time = parse_day(head), _time(rest)
    # A workbook shows a day without a time as its midnight.
    return (parse_day(text), "") if np.isnat(day) else (day, "" if time == "00:00:00" else time)


def times(texts: Sequence[str]) -> list[str]:
    """Times as 15:24:03, whether they stand so, behind a day or as 152403; "" for anything else."""
    known = {text: _time(text) for text in set(texts)}
    return [known[text] for text in texts]


def _time(text: str) -> str:
    digits = re.fullmatch(
        r"(\d{1,2})[:.]?(\d{2})(?:[:.]?(\d{2})(?:\.\d+)?)?", text.strip().rpartition(" ")[2]
    )
    return f"{int(digits[1]):02d}:{digits[2]}:{digits[3] or '00'}" if digits else ""


def _yuan(text: str) -> float:
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ""))
    value = None if text in BLANKS else parse_yuan(text)
    return float("nan") if value is None else float(value)
