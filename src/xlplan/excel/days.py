"""Days as people type them."""

import re
import unicodedata
from datetime import date, datetime

import numpy as np

FIRST_DAY, LAST_DAY = np.datetime64("1970-01-01", "D"), np.datetime64("2100-01-01", "D")
"""What lies outside is a number that was never meant as a day; whoever works now, and most that stands, is younger."""
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
)
_BARE_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(?:份)?")
_BARE_MONTH = re.compile(r"((?:19|20)\d{2})(\d{2})")
_CLOCK = re.compile(r"([^:]*\d日?)[\sT]\s*(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?")


def serial(day: np.datetime64) -> int:
    """The number that Excel keeps for a day; its calendar has a 29 February 1900."""
    number = int(day.astype("datetime64[D]").astype(int)) + 25569
    return number if number > 60 else number - 1


def as_number(day: date) -> float:
    """The same for a day, or a minute of one, as a cell is given it."""
    minutes = day.hour * 60 + day.minute if isinstance(day, datetime) else 0
    return serial(np.datetime64(day, "D")) + minutes / (24 * 60)


def parse_day(text: str) -> np.datetime64:
    """2026-10-08, 2026/10/8, 2026.10.8, 2026年10月8日, 20261008, full-width or with a time; NaT for anything else."""
    text = unicodedata.normalize("NFKC", text).strip()
    parts = _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text)
    if parts:
        try:
            day = np.datetime64(f"{parts[1]}-{int(parts[2]):02d}-{int(parts[3]):02d}", "D")
        except ValueError:
            return np.datetime64("NaT")
        if FIRST_DAY <= day < LAST_DAY:
            return day
    return np.datetime64("NaT")


def parse_month(text: str) -> np.datetime64:
    """2026-10, 2026/10, 2026年10月, 202610, full-width, or a day of the month; a day of it, NaT for anything else."""
    bare = unicodedata.normalize("NFKC", text).strip()
    parts = _MONTH.fullmatch(bare) or _BARE_MONTH.fullmatch(bare)
    return parse_day(f"{parts[1]}-{parts[2]}-1" if parts else bare)


def parse_time(text: str) -> np.datetime64:
    """A day as above with hours and minutes behind it: 2026-10-08 07:30; NaT for anything else, also for midnight."""
    parts = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    hours, minutes = (int(parts[2]), int(parts[3])) if parts else (0, 0)
    if not parts or hours > 23 or minutes > 59 or hours + minutes == 0:
        return np.datetime64("NaT")
    return parse_day(parts[1]) + np.timedelta64(hours * 60 + minutes, "m")
