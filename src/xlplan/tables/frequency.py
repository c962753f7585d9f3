"""What 定时任务 and 上报 say of days and times, in the words of a clerk."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum
from typing import Self

ANY = "上报"
"""The 事项 of a frequency that means every reporting date."""

_DIGITS = "一二三四五六七八九"
_NUMBER = f"([0-9]{{1,3}}|[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"


class Form(Enum):
    """The ways to say on which days; the value is what a clerk writes."""

    WORKDAY = "每个工作日"
    DAILY = "每天"
    WEEKDAY = "每周一"
    LAST_WORKDAY = "每月最后一个工作日"
    DAY = "每月15日"
    DAY_OR_BEFORE = "每月15日或之前的工作日"
    YEARLY = "每年6月30日"
    TERM = "开学第一天"
    BEFORE = "上报前3天"


_PATTERNS = {
    Form.WORKDAY: "每个?工作日",
    Form.DAILY: "每天(?:晚上|早上)?",
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
