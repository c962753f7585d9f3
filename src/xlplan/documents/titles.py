"""How wide a text is on official paper, and where a title is broken (GB/T 9704-2012)."""

import re
import unicodedata

TITLE_WIDTH = 20
"""Characters of 22 pt on the 156 mm of a line."""
_LONGEST_WORD = 16
"""A name in 《》 that is longer may be broken: with 关于 and 的通知 around it, it would not fit."""
_GAP = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
_TOGETHER = re.compile(
    r"《[^》]*》|“[^”]*”|（[^）]*）|[0-9A-Za-z.%]+年?|关于|的通知$|领导小组|安全工作|中心小学|教育局|"
    r"(?:中|小)学|(?:学|本|全)校|(?:转|印|下)发|(?:做|搞)好|开展|召开|调整|加强|组织|进一步|实施|"
    r"(?:学生|教师|职工|宿舍|食堂|用电|学期|年度|财务|收支|安全|生产|教育|教学|管理|工作|活动|会议|检查|排查|办法|方案|制度|计划|意见|通知|报告|情况|人员|成员|经费|资产)|."
)
"""What stays on one line."""
_BEFORE_ABOUT = 9.0
"""What a line that begins with 关于 is worth."""
_NOT_FIRST = "的地得和与及等、，》”）"


def width(text: str) -> float:
    """How many full-width characters a text is wide, with the quarter that stands between Chinese and figures."""
    own = sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)
    return own + 0.25 * len(_GAP.findall(text))


def title_lines(title: str) -> tuple[str, ...]:
    """A title as it stands centred, line by line: where the clerk broke it, else before its 关于, else in equal parts.

    Where a word ends only a clerk knows; names in 《》, “” and （） that fit on a line, figures and common words stay whole.
    """
    given = tuple(filter(None, map(str.strip, title.splitlines())))
    if len(given) != 1 or width(given[0]) <= TITLE_WIDTH:
        return given
    organ, about, matter = given[0].partition("关于")
    if organ and max(width(organ), width(about + matter)) <= TITLE_WIDTH:
        return organ, about + matter
    return _in_parts(_whole(_TOGETHER.findall(given[0])))


def _whole(words: list[str]) -> list[str]:
    """The words, those that are too long for a line taken apart."""
    return [
        part
        for word in words
        for part in ([word] if width(word) <= _LONGEST_WORD else [word[0], *_TOGETHER.findall(word[1:])])
    ]


def _in_parts(words: list[str]) -> tuple[str, ...]:
    """The words on as few lines as they fit, about equally long."""
    whole = width("".join(words))
    for count in range(-int(-whole // TITLE_WIDTH), len(words) + 1):
        lines = _on_lines(words, count, whole / count)
        if lines:
            return lines
    return tuple(words)


def _on_lines(words: list[str], count: int, goal: float) -> tuple[str, ...]:
    """The words on exactly so many lines, each as near to a width as can be; nothing where they do not fit."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        further: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in best.items():
            for end in range(start + 1, len(words) + 1):
                line = "".join(words[start:end])
                if width(line) > TITLE_WIDTH:
                    break
                next_word = words[end] if end < len(words) else ""
                if next_word[:1] in _NOT_FIRST and next_word:
                    continue
                own = cost + (width(line) - goal) ** 2 - _BEFORE_ABOUT * (next_word == "关于")
                if end not in further or own < further[end][0]:
                    further[end] = own, (*lines, line)
        best = further
    return best.get(len(words), (0.0, ()))[1]
