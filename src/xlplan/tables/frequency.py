"""On which days something falls that 定时任务 or 上报 says in words, and at what time."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from typing import Self

import pandas as pd

from xlplan.tables.calendar import Calendar
from xlplan.tables.office import Reporting

ANY = "上报"
"""The 事项 of a frequency that means every reporting date."""
DATE, ITEM = "日期", "事项"
"""The columns of ``deadlines``."""

_DIGITS = "一二三四五六七八九"
_NUMBER = f"([0-9]{{1,3}}|[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"


class Form(Enum):
    """The ways to say on which days; the value is what a clerk writes."""

    WORKDAY = "每个工作日"
    WEEKDAY = "每周一"
    LAST_WORKDAY = "每月最后一个工作日"
    DAY = "每月15日"
    DAY_OR_BEFORE = "每月15日或之前的工作日"
    YEARLY = "每年6月30日"
    TERM = "开学第一天"
    BEFORE = "上报前3天"


_PATTERNS = {
    Form.WORKDAY: "每个?工作日",
    Form.WEEKDAY: "每(?:周|星期)([一二三四五六日天])",
    Form.LAST_WORKDAY: "每月最后(?:一个|1个)?工作日",
    Form.DAY: f"每月{_NUMBER}[日号]",
    Form.DAY_OR_BEFORE: f"每月{_NUMBER}[日号]或之前的工作日",
    Form.YEARLY: f"每年{_NUMBER}月{_NUMBER}[日号]",
    Form.TERM: "开学第一天",
    Form.BEFORE: f"《?([^《》]+?)》?前{_NUMBER}天",
}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DUE = (Form.LAST_WORKDAY, Form.DAY, Form.YEARLY)
"""What 截止 may say."""
_WEEK = "一二三四五六日"
_SUMMER = 3
"""Months by which a day is moved at most: an office may have entered all its holidays as days off."""


@dataclass(frozen=True)
class Frequency:
    """On which days: two texts that mean the same are equal."""

    form: Form
    number: int = 0
    """The day of the month, the day of the week (0 is Monday), or how many days before; 0 where there is none."""
    month: int = 0
    """Of a yearly day."""
    item: str = ""
    """Of a reporting date: its 事项, or ANY."""

    @classmethod
    def read(cls, text: str) -> Self:
        """What a clerk wrote; raises ValueError, with a sentence, where nobody can tell."""
        text = plain(text)
        for form, pattern in _PATTERNS.items():
            if parts := re.fullmatch(pattern, text):
                found = cls._of(form, *parts.groups())
                if found._possible():
                    return found
        raise ValueError(f"“{text}”看不懂，可以写{'、'.join(form.value for form in Form)}")

    @classmethod
    def due(cls, text: str) -> Self:
        """What 截止 says; raises ValueError, with a sentence, where nobody can tell."""
        try:
            found = cls.read(text)
        except ValueError:
            found = None
        if found is None or found.form not in _DUE:
            raise ValueError(f"“{plain(text)}”看不懂，可以写{'、'.join(form.value for form in _DUE)}")
        return found

    @classmethod
    def _of(cls, form: Form, *said: str) -> Self:
        match form, said:
            case Form.WEEKDAY, (day,):
                return cls(form, _WEEK.index(day.replace("天", "日")))
            case Form.YEARLY, (month, day):
                return cls(form, _number(day), _number(month))
            case Form.BEFORE, (item, before):
                return cls(form, _number(before), item=item)
            case _, (day,):
                return cls(form, _number(day))
        return cls(form)

    def _possible(self) -> bool:
        """Whether there is such a day; the 30th of February is none."""
        match self.form:
            case Form.DAY | Form.DAY_OR_BEFORE:
                return 1 <= self.number <= 31
            case Form.YEARLY:
                return 1 <= self.month <= 12 and 1 <= self.number <= _LONGEST_MONTHS[self.month - 1]
            case Form.BEFORE:
                return self.number >= 1
        return True


def days(
    frequency: Frequency,
    calendar: Calendar,
    reporting: pd.DataFrame,
    first: date,
    last: date,
) -> list[date]:
    """The days of a frequency from a day to another, both counted. ``reporting``: rows of 上报."""
    found: Iterable[date]
    match frequency.form:
        case Form.WORKDAY:
            found = filter(calendar.is_workday, _span(first, last))
        case Form.WEEKDAY:
            found = (day for day in _span(first, last) if day.weekday() == frequency.number)
        case Form.TERM:
            found = calendar.term_starts
        case Form.BEFORE:
            before = timedelta(days=frequency.number)
            due = deadlines(reporting, calendar, first + before, last + before)
            own = [frequency.item in (ANY, plain(item)) for item in due[ITEM]]
            found = (day.date() - before for day in due.loc[own, DATE])
        case _:
            found = _of_months(frequency, calendar, first, last)
    return sorted({day for day in found if first <= day <= last})


def deadlines(rows: pd.DataFrame, calendar: Calendar, first: date, last: date) -> pd.DataFrame:
    """The reporting dates (rows of 上报) from a day to another, both counted and each already moved off its rest day.

    日期 and 事项, by day; the index is the Excel row of each. A 截止 that cannot be read has none.
    """
    found = []
    for row, item, said, rest_day in zip(
        rows.index, rows[Reporting.item], rows[Reporting.due], rows[Reporting.rest_day], strict=True
    ):
        try:
            due = Frequency.due(said)
        except ValueError:
            continue
        for day in _of_months(due, calendar, first, last):
            moved = _moved(day, rest_day, calendar)
            if first <= moved <= last:
                found.append((moved, row, item))
    found.sort()
    index = pd.Index([row for _, row, _ in found], dtype=rows.index.dtype)
    dates = pd.DatetimeIndex([day for day, _, _ in found]).astype("datetime64[s]")
    items = pd.array([item for *_, item in found], dtype="str")
    return pd.DataFrame({DATE: dates, ITEM: items}, index=index)


def time_of_day(text: str) -> time:
    """22:00, ２２：００, or what the reader gives for a cell with a time; raises ValueError, with a sentence, for anything else.

    8点半 is not guessed at: in the morning, or in the evening?
    """
    said = unicodedata.normalize("NFKC", text).strip()
    try:
        if re.fullmatch(r"0\.\d+", said):  # a part of the day, where the cell is not formatted as a time
            return time.fromisoformat(str(timedelta(seconds=round(float(said) * 86400))).zfill(8))
        if parts := re.fullmatch(r"(?:1899-12-3[01] )?(\d{1,2}):(\d{2})(?::(\d{2}))?", said):
            hour, minute, second = (int(part or 0) for part in parts.groups())
            return time(hour, minute, second)
    except ValueError:
        pass  # 25:00
    raise ValueError(f"“{said}”看不懂，要写 24 小时制的几点几分，如 22:00")


def plain(text: str) -> str:
    """A text without blanks, in half width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _number(text: str) -> int:
    """15 or 十五 as a number. The library for these takes half a second to load."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    whole = 10 * (1 + _DIGITS.index(tens)) if ten else 0  # "" is found at 0: 十 is one ten
    return whole + (1 + _DIGITS.index(ones) if ones else 0)


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=after) for after in range((last - first).days + 1))


def _of_months(frequency: Frequency, calendar: Calendar, first: date, last: date) -> Iterator[date]:
    """The days of a monthly or yearly frequency in the months of a span, and in those from which rest days may move one into it."""
    for number in range(first.year * 12 + first.month - 1 - _SUMMER, last.year * 12 + last.month + _SUMMER):
        year, month = number // 12, number % 12 + 1
        if frequency.form is Form.YEARLY and frequency.month != month:
            continue
        end = (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if frequency.form is Form.LAST_WORKDAY:
            yield calendar.workday_before(end)
            continue
        # A month that is too short has its last day.
        day = end.replace(day=min(frequency.number, end.day))
        yield calendar.workday_before(day) if frequency.form is Form.DAY_OR_BEFORE else day


def _moved(day: date, rest_day: str, calendar: Calendar) -> date:
    if rest_day == "顺延":
        return calendar.workday_after(day, 0)
    return day if rest_day == "不变" else calendar.workday_before(day)
