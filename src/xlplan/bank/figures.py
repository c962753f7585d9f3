"""Amounts and days of whole columns, as banks write them. Each returns what stands there and where it is no such thing."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from xlplan.excel.days import parse_day
from xlplan.money import parse_yuan, whole_fen

Mask = npt.NDArray[np.bool_]
Span = tuple[np.datetime64, np.datetime64]

BLANKS = frozenset(("", "-", "--", "—", "——", "/"))
"""What stands in a cell that holds no amount."""

MINUS = ("-", "(", "（", "－")
"""How an amount below nothing begins."""

KEPT = 15
"""Digits that a workbook keeps of a number that was not typed as text."""

_SHOWN = 40
_PLAIN = re.compile(r"[-+]?\d{1,3}(?:,?\d{3})*(?:\.\d*)?")
_CELL = re.compile(r'="(.*)"')
_NUMBER = re.compile(r"(\d{8})([0-9A-Za-z]{2,})")
"""A day with the time or the flow number that stands right behind it."""
_YEARLESS = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_YEAR_LAST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def bare(text: str) -> str:
    """A cell without the blanks, the TABs and the ="…" that banks wrap it in."""
    text = text.strip()
    if not text or text[0] not in "='":
        return text
    wrapped = _CELL.fullmatch(text)
    return wrapped[1].strip() if wrapped else text.strip("'") if text[0] == "'" else text


def shortened(text: str) -> str:
    """A cell as a sentence shows it: on one line, and no more of it than tells which it is."""
    return " ".join(text.split())[:_SHOWN]


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


def days(texts: Sequence[str], near: Span | None = None) -> tuple[npt.NDArray[np.datetime64], list[str]]:
    """Days (NaT where there is none), and the time that stands behind the day in its cell, "" where none.

    ``near``: the first and the last day that the file may be about; a day without a year is the one between them.
    """
    known = {text: _day(text) for text in set(texts)}
    rest = [text for text, (day, _) in known.items() if np.isnat(day)]
    known |= {text: (day, known[text][1]) for text, day in chain(_yearless(rest, near), _day_first(rest))}
    found = np.array([known[text][0] for text in texts], dtype="datetime64[s]")
    return found, [known[text][1] for text in texts]


def _day(text: str) -> tuple[np.datetime64, str]:
    head, _, rest = text.replace("T", " ").partition(" ")
    number = _NUMBER.fullmatch(head)
    if number and not np.isnat(day := parse_day(number[1])):
        return day, _time(number[2]) if len(number[2]) == 6 else ""
    day, time = parse_day(head), _time(rest)
    # A workbook shows a day without a time as its midnight.
    return (parse_day(text), "") if np.isnat(day) else (day, "" if time == "00:00:00" else time)


def _yearless(texts: Sequence[str], near: Span | None) -> Iterator[tuple[str, np.datetime64]]:
    """Days such as 08/01 and 8月1日, where the file leaves no doubt about the year."""
    if near is None:
        return
    years = np.arange(near[0].astype("datetime64[Y]"), near[1].astype("datetime64[Y]") + 1).astype(str)
    for text in texts:
        parts = _YEARLESS.fullmatch(text.partition(" ")[0])
        found = [parse_day(f"{year}-{parts[1]}-{parts[2]}") for year in years] if parts else []
        fitting = [day for day in found if near[0] <= day <= near[1]]
        if len(fitting) == 1:
            yield text, fitting[0]


def _day_first(texts: Sequence[str]) -> Iterator[tuple[str, np.datetime64]]:
    """Days such as 31/03/2025 or 03/31/2025, where at least one of the column tells which comes first."""
    split = {text: parts for text in texts if (parts := _YEAR_LAST.fullmatch(text.partition(" ")[0]))}
    late = [any(int(parts[place]) > 12 for parts in split.values()) for place in (1, 2)]
    if late[0] != late[1]:
        day, month = (1, 2) if late[0] else (2, 1)
        for text, parts in split.items():
            yield text, parse_day(f"{parts[3]}-{parts[month]}-{parts[day]}")


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
