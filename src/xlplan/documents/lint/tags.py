"""The tags in the text of a template, as they were meant: also in full-width braces, split by Word, or left open."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lxml import etree

from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.paragraphs import Paragraph, Place
from xlplan.documents.package import W
from xlplan.findings import Severity

HALF = str.maketrans("｛｝％＃", "{}%#")
"""What a Chinese keyboard makes of the marks of a tag."""
CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPEN = re.compile(r"\{\{|\{%|\{#")
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_SPOT = re.compile(r"(p|tr|tc|r) (.*)", re.DOTALL)
_ANCHOR = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc"}
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""docxtpl takes back the quotes that Word sets."""


@dataclass(frozen=True, eq=False)
class Tag:
    """One tag."""

    place: Place
    paragraph: Paragraph
    written: str
    """As it stands in the document; the end is missing where it is not in the same paragraph."""
    mark: str
    """{{, {% or {#."""
    end: str
    """Where it ends: here, later (in another paragraph) or never."""
    first: "etree._Element"
    last: "etree._Element"
    """The pieces of text with its beginning and its end."""

    @property
    def _inside(self) -> tuple[str, str]:
        inside = self.written[2:-2] if self.end == "here" else self.written[2:]
        spot = _SPOT.fullmatch(inside)
        return (spot[1], spot[2]) if spot else ("", inside)

    @property
    def spot(self) -> str:
        """What goes with the tag as a whole: p (its paragraph), tr (its row), tc (its cell), r (its run), "" nothing."""
        return self._inside[0]

    @property
    def body(self) -> str:
        """What it says, as Jinja reads it."""
        return self._inside[1].strip("-").translate(_STRAIGHT).strip()

    @property
    def word(self) -> str:
        """The first word of a statement: for, endif; "" for a field."""
        word = re.match(r"\w+", self.body)
        return word[0] if word and self.mark == "{%" else ""

    @property
    def anchor(self) -> "etree._Element":
        """The element in whose place the tag is taken, or its piece of text."""
        own = _ANCHOR.get(self.spot)
        return next(self.first.iterancestors(own), self.first) if own else self.first

    @property
    def split(self) -> bool:
        """Whether Word keeps it in several pieces."""
        return self.first is not self.last


def path(element: "etree._Element") -> tuple[str, ...]:
    """The names of the elements around, up to the paragraph's own."""
    names = [one.tag for one in element.iterancestors()]
    return tuple(names[: names.index(f"{W}p") + 1]) if f"{W}p" in names else tuple(names)


def tags(paragraphs: Sequence[Paragraph]) -> tuple[list[Tag], list[Fault]]:
    """The tags of a part in their order, and the ends that have no beginning."""
    found: list[Tag] = []
    strays = []
    for paragraph in paragraphs:
        for tag in _marked(paragraph):
            left = found[-1] if found and found[-1].end == "never" else None
            if tag.mark in CLOSE:
                found.append(tag)
            elif left and tag.mark == CLOSE[left.mark]:
                found[-1] = replace(left, end="later")
            else:
                said = f"多出一个“{tag.written}”，前面没有和它成对的“{tag.written[::-1].translate(_TURNED)}”，会照样印出来。"
                strays.append(Fault("stray", Severity.ERROR, tag.place, said))
    return found, strays


_TURNED = str.maketrans("}｝", "{｛")


def _marked(paragraph: Paragraph) -> Iterator[Tag]:
    """The tags of a paragraph, and the ends of tags that begin elsewhere."""
    text, starts = paragraph.text, [0, *accumulate(len(piece.text or "") for piece in paragraph.pieces)]
    half = text.translate(HALF)
    at = 0
    while mark := _MARK.search(half, at):
        end, begin = "here", mark.start()
        at = mark.end()
        if mark[0] in CLOSE:
            close, again = half.find(CLOSE[mark[0]], at), _OPEN.search(half, at)
            if close < 0 or (again and again.start() < close and mark[0] != "{#"):
                end, at = "never", again.start() if again else len(half)
            else:
                at = close + 2
        first, last = (paragraph.pieces[bisect_right(starts, place) - 1] for place in (begin, at - 1))
        yield Tag(paragraph.place, paragraph, text[begin:at], mark[0], end, first, last)
