"""The paragraphs of a paper and their numbering: 一、（一）1.（1）, written as text (GB/T 9704-2012)."""

import re
from dataclasses import dataclass

from xlplan.documents.figures import Printed
from xlplan.documents.values import named
from xlplan.tables.headings import LEVELS

_LONGEST_HEADING = 25


@dataclass(frozen=True)
class Passage:
    """A paragraph: its heading, if it begins with one, and the text that follows on the same line."""

    level: int = named("层次")
    """1 to 4 for 一、（一）1.（1）; 0 where it has no heading."""
    heading: Printed = named("标题")
    text: Printed = named("文字")


@dataclass(frozen=True)
class Line:
    """A paragraph as it was typed: its level, the mark of its number, its heading and the text that follows."""

    level: int
    mark: str
    heading: str
    text: str


def parted(line: str) -> Line:
    """A typed paragraph in its parts; a heading is short, and ends with its line or with a full stop."""
    for level, pattern in enumerate(LEVELS, 1):
        mark = re.match(pattern, line)
        heading, stop, rest = line.partition("。")
        if mark and len(heading) <= _LONGEST_HEADING:
            return Line(level, mark[0], heading[mark.end() :] + stop, rest)
    return Line(0, "", "", line)
