"""Totals of people in running text and the parts that follow them: 现有教职工69人，其中行政后勤11人、专职教师34人……

Only parts that leave nobody out and count nobody twice are held against a total: the kinds of staff, the grades, both sexes.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

_COUNT = r"(\d{1,5})\s*[人名位]"
_TOTAL = re.compile(rf"([一-龥]*){_COUNT}[，,：:（(]*(?:其中|包括|包含|分别是|分为|分别为|即|有)?[：:，,]?")
_WHOLE = re.compile(
    r"(?:教职员?工|职工|员工|学生|在校生|师生|总数|人数|总计|合计|共|现有|共有)(?:共|有|共有|为)?$"
)
"""How what has parts ends."""
_PART_OF_ALL = re.compile(r"[一二三四五六七八九]年级|[初高][一二三]|[男女]|住宿|寄宿|留守|特岗|在编")
_PART = re.compile(rf"\s*(?:其中|有|以及|和|及)?([一-龥]{{1,10}}?)\s*{_COUNT}\s*[，,、；;和及]?")
_STAFF = re.compile(
    r"(?:行政|后勤|管理|专职|专任|特岗|工勤|食堂|安保|保安|保卫|教辅|临聘|校医|宿管|炊事|一线)+(?:人员|教师|老师|工人|员|职工)*"
)
_SOME = 3
"""So many kinds of staff do not overlap: of two, one may be a part of the other."""
_GRADES = ({"七", "八", "九"}, {"初一", "初二", "初三"}, {"高一", "高二", "高三"}, set("一二三四五六"))
_SEXES = {"男", "女"}


class Sum(NamedTuple):
    """A total that is not what its parts add up to."""

    total: str
    """教职工69人."""
    parts: int


def wrong_sum(text: str, kinds: int) -> Sum | None:
    """The first total of a text that its parts contradict, None where none does; ``kinds``: how many kinds of staff there are."""
    for sentence in re.split("[。！？\n]", "".join(normalize("NFKC", text).split(" "))):
        for name, count, parts in _counted(sentence):
            added = sum(parts.values())
            if added != count and _speaks(set(parts), kinds, added > count):
                return Sum(f"{name}{count}人", added)
    return None


def _counted(sentence: str) -> Iterator[tuple[str, int, dict[str, int]]]:
    """Each total with the parts that follow it, none of them named twice."""
    start = 0
    while found := _TOTAL.search(sentence, start):
        start = found.end()
        if not _WHOLE.search(found[1]) or _PART_OF_ALL.search(found[1]):
            continue
        parts: list[tuple[str, int]] = []
        while part := _PART.match(sentence, start):
            parts.append((part[1], int(part[2])))
            start = part.end()
        if len(dict(parts)) == len(parts):
            yield found[1], int(found[2]), dict(parts)


def _speaks(names: set[str], kinds: int, more: bool) -> bool:
    """Whether these parts are the whole, or ``more`` than it: then one of them, or it, is told wrongly."""
    if names and all(map(_STAFF.fullmatch, names)):
        return len(names) >= (_SOME if more else max(kinds, _SOME + 1))
    bare = {re.sub("(?:年级|学生|生|教师|职工|教职工)*$", "", name) for name in names}
    return (
        bare == _SEXES
        or any(bare == grades for grades in _GRADES)
        or (more and len(bare) > 1 and _grades(bare))
    )


def _grades(bare: set[str]) -> bool:
    return any(bare <= grades for grades in _GRADES)
