"""How wide a text is on official paper, where a title is broken (GB/T 9704-2012), how the file is called."""

import re
import unicodedata
from itertools import pairwise

TITLE_WIDTH = 20
"""Characters of 22 pt on the 156 mm of a line."""
_GAP = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
_TOGETHER = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）|[0-9A-Za-z.%]+年?|关于|的通知$|.")
_UNFIT = re.compile(r'[\\/:*?"<>|]')
"""What the name of a file cannot hold."""
_NOT_FIRST = "的地得和与及等、，》”）"


def width(text: str) -> float:
    """How many full-width characters a text is wide, with the quarter that stands between Chinese and figures."""
    own = sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)
    return own + 0.25 * len(_GAP.findall(text))


def file_name(text: str) -> str:
    """A text as a part of the name of a file."""
    return _UNFIT.sub("_", text)


def title_lines(title: str) -> tuple[str, ...]:
    """A title as it stands centred, line by line: where the clerk broke it, else before its 关于, else in equal parts.

    Where a word ends only a clerk knows; names in 《》, “” and （） and figures stay whole.
    """
    given = tuple(filter(None, map(str.strip, title.splitlines())))
    if len(given) != 1 or width(given[0]) <= TITLE_WIDTH:
        return given
    organ, about, matter = given[0].partition("关于")
    if organ and max(width(organ), width(about + matter)) <= TITLE_WIDTH:
        return organ, about + matter
    return _in_parts(_TOGETHER.findall(given[0]), -int(-width(given[0]) // TITLE_WIDTH))


def _in_parts(words: list[str], count: int) -> tuple[str, ...]:
    """The words on so many lines that are about equally long, on more where one does not fit."""
    widths = {at: width("".join(words[:at])) for at in range(1, len(words)) if words[at][0] not in _NOT_FIRST}
    goals = [width("".join(words)) * line / count for line in range(1, count)]
    cuts = {min((abs(own - goal), at) for at, own in widths.items())[1] for goal in goals if widths}
    lines = tuple("".join(words[start:end]) for start, end in pairwise([0, *sorted(cuts), len(words)]))
    fits = max(map(width, lines)) <= TITLE_WIDTH or count >= len(words)
    return lines if fits else _in_parts(words, count + 1)
