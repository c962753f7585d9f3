"""What a paper prints and where it comes from: its figures stand in content controls that are tagged with their source."""

import re
from dataclasses import dataclass
from zlib import crc32

from markupsafe import escape

from xlplan.cells import Source

BEGIN, BETWEEN, END = map(chr, (0xE000, 0xE001, 0xE002))
"""Set around a text and its source while a template is filled; nobody types them."""
_LONGEST_TAG = 64
"""Characters that Word keeps of a tag."""
_OTHER = (
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日(?!元)|\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)"
    r"|(?<![比\d])(?:[01]?\d|2[0-3])[:：][0-5]\d(?![\d人])|0\d{2,3}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|〔\d{4}〕[A-Za-z一-龥]*-?\d+号?"
    r"|[A-Za-z][A-Za-z/ ]*-?\d[\d.-]*+(?!,\d{3}|[元%％万亿台套盏件张个只份名人户])"
    r"|\d{4}[—-]\d{4}学年|[（(]\d{1,2}[）)]班|[记收付转]-\d++(?![.,元])|第\d+(?=[中小]学|[次届期])|\*{4}[\dXx]{4}"
)
"""Days, times, telephone and document numbers, numbers with letters, classes, vouchers and masked numbers: no figures."""
_BOUND = "[≥≤≧≦＞＜<>]=?|不(?:低于|少于|小于|高于|超过|多于|大于)|(?:至|最)[少多]|[低少小高多大]于|超过"
_FIGURE = re.compile(
    rf"{_OTHER}|((?:(?:{_BOUND})(?!{_OTHER}))?(?:(?<![\w-])-)?[0-9０-９]+(?:,[0-9]{{3}})*(?:[.．][0-9０-９]+)*[%％]?[万亿]*(?:以[上下内])?|人民币[负零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元[零壹贰叁肆伍陆柒捌玖角分整正]*)"
)


def figures(text: str) -> list[tuple[int, int]]:
    """Where the figures of a text begin and end."""
    return [found.span() for found in _FIGURE.finditer(text) if found[1]]


@dataclass(frozen=True)
class Traced:
    """A text with the source that its figures come from."""

    text: str
    source: Source
    lead: str = ""
    """What stands before the text and holds no figure, such as the number of a heading."""

    @property
    def tag(self) -> str:
        """The source in as many characters as a tag may have, the same whatever rows are added elsewhere."""
        name = self.source.name
        return name if len(name) <= _LONGEST_TAG else f"{name[:55]}…{crc32(name.encode()):08x}"

    def __str__(self) -> str:
        return self.lead + self.text

    @property
    def figures(self) -> list[str]:
        """The figures in it, each of which has a control of its own."""
        return [self.text[start:end] for start, end in self._spans]

    @property
    def _spans(self) -> list[tuple[int, int]]:
        # An amount in words is a figure as a whole.
        return figures(self.text) or [(0, len(self.text))]

    def __html__(self) -> str:
        # Text, for Markup would escape a second time what is added to it.
        begin = f"{BEGIN}{escape(self.tag)}{BETWEEN}{escape(str(self.source)[:_LONGEST_TAG])}{BETWEEN}"
        told, done = str(escape(self.lead)), 0
        for start, end in self._spans:
            told += f"{escape(self.text[done:start])}{begin}{escape(self.text[start:end])}{END}"
            done = end
        return f"{told}{escape(self.text[done:])}"


Printed = str | Traced
"""What a field of a paper holds."""
