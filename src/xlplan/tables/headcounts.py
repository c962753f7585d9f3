"""Totals of people in running text and the parts that follow them: 现有教职工69人，其中行政后勤11人、专职教师34人……

Only parts that leave nobody out and count nobody twice are held against a total: the kinds of staff, the grades, both sexes.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

_COUNT = r"(\d{1,5})\s*[人名位]"
_TOTAL = re.compile(
    rf"([一-龥]{{0,12}}){_COUNT}\s*(?:[，,：:（(]|[，,]?\s*[（(])?\s*(?:其中|包括|包含|分别是|分为|分别为|即|有)?\s*[：:，,]?"
)
_PART = re.compile(rf"\s*(?:其中|有|以及|和|及)?([一-龥]{{1,10}}?)\s*{_COUNT}\s*[，,、；;和及]?")
_STAFF = re.compile(
    r"(?:行政|后勤|管理|专职|专任|特岗|工勤|食堂|安保|保安|保卫|教辅|临聘|校医|宿管|炊事|一线)+(?:人员|教师|老师|工人|员|职工)*"
)
_MANY = 4
"""So many kinds of staff are taken for all of them."""
_GRADES = ({"七", "八", "九"}, {"初一", "初二", "初三"}, {"高一", "高二", "高三"}, set("一二三四五六"))
_SEXES = {"男", "女"}


class Sum(NamedTuple):
    """A total that is not what its parts add up to."""

    total: str
    """教职工69人."""
    parts: int


def wrong_sum(text: str) -> Sum | None:
    """The first total of a text that its parts contradict, None where none does."""
    for sentence in re.split("[。！？\n]", normalize("NFKC", text).replace(" ", "")):
        for found in _TOTAL.finditer(sentence):
            parts = list(_parts(sentence, found.end()))
            added = sum(count for _, count in parts)
            if added != int(found[2]) and _speaks([name for name, _ in parts], added > int(found[2])):
                return Sum(f"{found[1]}{found[2]}人", added)
    return None


def _parts(sentence: str, start: int) -> Iterator[tuple[str, int]]:
    while found := _PART.match(sentence, start):
        yield found[1], int(found[2])
        start = found.end()


def _speaks(names: list[str], more: bool) -> bool:
    """Whether these parts are the whole: of another sum only if one of them is told wrongly."""
    if len(set(names)) < len(names):
        return False
    if all(map(_STAFF.fullmatch, names)):
        return len(names) >= (_MANY - more)
    bare = {re.sub("(?:年级|学生|生|教师|职工|教职工)*$", "", name) for name in names}
    return (
        bare == _SEXES
        or any(bare == grades for grades in _GRADES)
        or (more and len(bare) > 1 and _grades(bare))
    )


def _grades(bare: set[str]) -> bool:
    return any(bare <= grades for grades in _GRADES)
