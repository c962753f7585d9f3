"""What 目标值 and 实际值 of a target say: whether it is met, and how far it is reached."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from math import prod
from operator import eq, ge, gt, le, lt

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)(%|(?:[千万亿]|百(?!分))*)"
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_COMPARISONS: tuple[tuple[str, Callable[[Decimal, Decimal], bool]], ...] = (
    (r"(?:[≥≧]|>=|不低于|不少于|不小于|大于等于|至少)N", ge),
    (r"N(?:及以上|以上)", ge),
    (r"(?:[≤≦]|<=|不超过|不高于|不多于|不大于|小于等于|至多|最多)N", le),
    (r"N(?:及以下|以下|以内|之内)", le),
    (r"(?:>|大于|超过|高于|多于)N", gt),
    (r"(?:<|小于|低于|少于)N", lt),
    (r"前N名?", le),
)
_ZERO = re.compile(r"(?:无|零|没有|未发生|未出现|没发生)[^\d%]*")
_DONE = re.compile(r"(?:已|完成|达到|是)")
_PARTLY = re.compile(r"[%％半]|部分|是否|待定|差|未|没")
"""What says that a thing is not wholly done, however the words begin."""
_DOUBT = re.compile(r"未|没|不|差")
_FALL = re.compile(r"(?:[-\u2212]|下降|减少|降低)[^\d,。;]*$")
_DAY = re.compile(r"年|月|日|号|学月")


class State(Enum):
    """How an actual value stands to its goal."""

    MET = "已达到"
    MISSED = "未达到"
    EMPTY = "未填"
    UNCLEAR = "看不出"
    AIMLESS = "没有目标值"


@dataclass(frozen=True)
class _Goal:
    """A goal that is a number; 100 % is 1, 10万 is 100000."""

    meets: Callable[[Decimal, Decimal], bool]
    number: Decimal
    mark: str = ""
    """% or the 万 with which it is written."""
    unit: str = ""
    """The first letter of what is counted."""

    @property
    def share(self) -> bool:
        """Whether it is written with a percent sign."""
        return self.mark == "%"


def progress(goal: str, actual: str) -> tuple[State, float | None]:
    """How an actual value stands to its goal, and the share of the goal that it reaches.

    The share is 1 where the goal is met and the smaller number over the larger where it is missed, whether more is wanted
    or less: 93.5% of ≥95% and 4 of ≤3 are 93.5/95 and 3/4. None where there is nothing to measure.
    """
    goal, actual = _plain(goal), _plain(actual)
    if not actual:
        return State.EMPTY, None
    if actual == goal:
        return State.MET, 1.0
    if not goal:
        return State.AIMLESS, None
    wanted = _goal(goal)
    reached = None if wanted is None else _reached(actual, wanted)
    if wanted is None or reached is None:
        done = (
            _DONE.match(actual)
            and not _PARTLY.search(actual)
            and (not wanted or (wanted.meets is ge and not re.search(r"\d", actual)))
        )
        return (State.MET, 1.0) if done else (State.UNCLEAR, None)
    if wanted.meets(reached, wanted.number):
        return State.MET, 1.0
    less, more = sorted((reached, wanted.number))
    return State.MISSED, float(less / more) if more else 0.0


def _plain(text: str) -> str:
    """In one width, without blanks; 前三名 and 第三名 with digits."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(
        r"(?<=[前第])[一二三四五六七八九十](?=名|$)",
        lambda word: str("一二三四五六七八九十".index(word[0]) + 1),
        text,
    )


def _goal(text: str) -> _Goal | None:
    """The goal as a number, None where it is words."""
    if _ZERO.fullmatch(text):
        return _Goal(eq, Decimal(0))
    if text.startswith("全部"):
        return _Goal(ge, Decimal(1), "%")
    for pattern, meets in _COMPARISONS:
        found = re.fullmatch(pattern.replace("N", rf"{_NUMBER}([^\d%]{{0,2}}?)"), text)
        if found:
            return _Goal(meets, _value(found[1], found[2]), found[2], found[3][:1])
    found = re.fullmatch(rf"{_NUMBER}([^\d%]{{0,2}})", text)
    if not found:
        return None
    number = _value(found[1], found[2])
    return _Goal(ge if number else eq, number, found[2], found[3][:1])


def _reached(text: str, goal: _Goal) -> Decimal | None:
    """The one number (or the one share) in an actual value, None where there is none, several, or a doubt."""
    if _ZERO.fullmatch(text):
        return Decimal(0)
    if goal.share and "全部" in text and not _DOUBT.search(text):
        return Decimal(1)
    numbers = list(re.finditer(_NUMBER, text))
    shares = [number for number in numbers if number[2] == "%"]
    if goal.share and len(shares) == 1:
        numbers = shares
    if len(numbers) != 1 or _DOUBT.search(text):
        return None
    (found,) = numbers
    # A fall, or the number of a day, is not what was aimed at.
    if _FALL.search(text[: found.start()]) or _DAY.match(text, found.end()):
        return None
    mark, unit = found[2], text[found.end() :][:1]
    number = _value(found[1], mark)
    if "%" in (mark, goal.mark):
        return number if mark == goal.mark else _of_one_kind(number, mark, goal)
    # 95000元 can be held against 10万元, but 95000 may itself be in 万元.
    same = mark == goal.mark or unit == goal.unit != "" or 0 in (number, goal.number)
    return number if same else None


def _of_one_kind(number: Decimal, mark: str, goal: _Goal) -> Decimal | None:
    """A number where it or the goal lacks the percent sign: 95 is 95 %, but 0.95 is what Excel stores for 95 %."""
    if mark not in ("", "%") or goal.mark not in ("", "%"):
        return None
    # 0.4 may be 40 % or 0.4 %.
    if goal.share and number and goal.number < Decimal("0.01"):
        return None
    if max(number, goal.number) <= 1:
        return number
    return number / 100 if goal.share else number * 100


def _value(digits: str, mark: str) -> Decimal:
    """A number with its % or 万."""
    number = Decimal(digits.replace(",", ""))
    return number / 100 if mark == "%" else number * prod(_SCALES[letter] for letter in mark)
