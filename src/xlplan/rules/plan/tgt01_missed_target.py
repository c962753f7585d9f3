import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Target

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)(%?)"
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
_DOUBT = re.compile(r"未|没|不|差")


@rule("TGT-01", fix="填上到期时的实际值；没有达到的，写明原因和补救的办法。", severity=Severity.NOTE)
def missed_target(books: Books) -> Iterator[Hits]:
    """目标到期没有达到

    截止日到了（当天也算），实际值还空着，或者没有达到目标值。目标值可以写 ≥95%、≤3、不低于、不超过、以上、以内、
    前三名；只写一个数的，0 就是一次也没有，别的数是至少这么多；“全部”就是 100%，“无”就是 0。别的文字目标，
    实际值要和目标值一样，或者以“完成”“达到”“已”“是”开头。指向实际值。

    错：
    | 学期           | 指标       | 目标值   | 实际值       | 截止日     |
    | -------------- | ---------- | -------- | ------------ | ---------- |
    | 2026年秋季学期 | 合格率     | 100%     | **98.5%**    | 2026-11-30 |
    | 2026年秋季学期 | 体育达标率 | ≥95%     | **（空）**   | 2026-11-30 |
    | 2026年秋季学期 | 巩固率     | 不低于95% | **94.9**    | 2026-11-20 |
    | 2026年秋季学期 | 安全事故   | 0        | **1起**      | 2026-11-30 |
    | 2026年秋季学期 | 违纪       | 无       | **2人次**    | 2026-11-30 |
    | 2026年秋季学期 | 投诉       | ≤3       | **4**        | 2026-11-30 |
    | 2026年秋季学期 | 浪费       | <3%      | **3%**       | 2026-11-30 |
    | 2026年秋季学期 | 演练       | 4次      | **3次**      | 2026-11-30 |
    | 2026年秋季学期 | 责任书签订 | 全部     | **66%**      | 2026-11-30 |
    | 2026年秋季学期 | 全县统考   | 前三名   | **第四名**   | 2026-11-30 |
    | 2026年秋季学期 | 平安校园   | 创建成功 | **正在申报** | 2026-11-30 |
    | 2026年秋季学期 | 满意度     | ≥90%     | **良好**     | 2026-11-30 |
    | 2026年秋季学期 | 入学率     | 95%以上  | **未达到95%** | 2026-11-30 |

    对：
    | 学期           | 指标       | 目标值      | 实际值       | 截止日     |
    | -------------- | ---------- | ----------- | ------------ | ---------- |
    | 2026年秋季学期 | 合格率     | 100%        | 100%         | 2026-11-30 |
    | 2026年秋季学期 | 体育达标率 | ≥９５％     | 达到95%（430人中409人） | 2026-11-30 |
    | 2026年秋季学期 | 巩固率     | 不低于57    | 57%          | 2026-11-30 |
    | 2026年秋季学期 | 安全事故   | 0           | 未发生       | 2026-11-30 |
    | 2026年秋季学期 | 违纪       | 无          | 0            | 2026-11-30 |
    | 2026年秋季学期 | 投诉       | 不超过3起   | 3起          | 2026-11-30 |
    | 2026年秋季学期 | 演练       | 4次         | 5次          | 2026-11-30 |
    | 2026年秋季学期 | 责任书签订 | 全部        | 69人全部签订 | 2026-11-30 |
    | 2026年秋季学期 | 全县统考   | 前三名      | 第三名       | 2026-11-30 |
    | 2026年秋季学期 | 平安校园   | 创建成功    | 已创建       | 2026-11-30 |
    | 2026年秋季学期 | 教代会     | 开一次      | 开一次       | 2026-11-30 |
    | 2026年秋季学期 | 近视率     | 低于50%     |              | 2026-12-01 |
    """
    targets = books[Target]
    due = targets[targets[Target.due] <= pd.Timestamp(books.today)]
    verdicts = pd.Series(
        [_verdict(goal, actual) for goal, actual in zip(due[Target.goal], due[Target.actual], strict=True)],
        index=due.index, dtype="str",
    )  # fmt: skip
    for verdict, message in _MESSAGES.items():
        yield Hits(due[verdicts == verdict], at=Target.actual, message=message)


_MESSAGES = {
    "空": "“{指标}”的截止日是 {截止日}，目标值 {目标值}，实际值还没有填。",
    "没有达到": "“{指标}”的目标值是 {目标值}，实际值是 {实际值}，没有达到。",
    "看不出": "“{指标}”的目标值是 {目标值}，实际值写的是“{实际值}”，看不出已经达到。",
}


@dataclass(frozen=True)
class _Goal:
    """A goal that is a number; 100 % is 1."""

    meets: Callable[[Decimal, Decimal], bool]
    number: Decimal
    share: bool
    """Whether it is written with a percent sign."""


def _verdict(goal: str, actual: str) -> str:
    """Which of the messages is true, or "" where the actual value meets the goal."""
    goal, actual = _plain(goal), _plain(actual)
    if not actual:
        return "空"
    if actual == goal:
        return ""
    wanted = _goal(goal)
    if wanted is None:
        return "" if not goal or _DONE.match(actual) else "看不出"
    reached = _reached(actual, wanted)
    if reached is not None:
        return "" if wanted.meets(reached, wanted.number) else "没有达到"
    return "" if wanted.meets is ge and _DONE.match(actual) and not re.search(r"\d", actual) else "看不出"


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
        return _Goal(eq, Decimal(0), False)
    if text.startswith("全部"):
        return _Goal(ge, Decimal(1), True)
    for pattern, meets in _COMPARISONS:
        found = re.fullmatch(pattern.replace("N", rf"{_NUMBER}[^\d%]{{0,2}}?"), text)
        if found:
            return _Goal(meets, _value(found[1], found[2]), found[2] == "%")
    found = re.fullmatch(rf"{_NUMBER}[^\d%]{{0,2}}", text)
    if not found:
        return None
    number = _value(found[1], found[2])
    return _Goal(ge if number else eq, number, found[2] == "%")


def _reached(text: str, goal: _Goal) -> Decimal | None:
    """The one number (or the one share) in an actual value, None where there is none, several, or a doubt."""
    if _ZERO.fullmatch(text):
        return Decimal(0)
    if goal.share and "全部" in text and not _DOUBT.search(text):
        return Decimal(1)
    numbers = re.findall(_NUMBER, text)
    shares = [number for number in numbers if number[1]]
    if goal.share and len(shares) == 1:
        numbers = shares
    if len(numbers) != 1 or _DOUBT.search(text):
        return None
    number = _value(*numbers[0])
    # One side without its percent sign: 95 for 95 %, but 0.95 is what Excel stores for 95 %.
    if (numbers[0][1] == "%") != goal.share and max(number, goal.number) > 1:
        number = number / 100 if goal.share else number * 100
    return number


def _value(digits: str, percent: str) -> Decimal:
    number = Decimal(digits.replace(",", ""))
    return number / 100 if percent else number
