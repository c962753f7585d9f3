"""The paragraphs of a Word document as a person counts them, each with its text piece by piece as Word keeps it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from xlplan.documents.package import W, tree

_PARTS = {
    "document": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_NAME = re.compile(rf"word/({'|'.join(_PARTS)})\d*\.xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What a text box says once more, for old programs."""
_FIRST_WORDS = 12


@dataclass(frozen=True)
class Place:
    """A paragraph, counted from 1 outside of tables, or a row of a table; 0 where there is none."""

    part: str
    """正文, 页眉, 页脚, 脚注, 尾注 or 批注."""
    paragraph: int = 0
    table: int = 0
    row: int = 0
    box: bool = False
    """In a text box, which hangs on that paragraph."""
    words: str = ""
    """The first words of the paragraph."""

    def __str__(self) -> str:
        where = f"第 {self.paragraph} 段" if self.paragraph else ""
        where = f"的表 {self.table} 第 {self.row} 行" if self.table else where
        box = "的文本框" if self.box else ""
        return f"{self.part}{where}{box}{f'“{self.words}”' if self.words else ''}"


@dataclass
class Paragraph:
    """A paragraph and its own text; that of a text box in it is another's."""

    element: "etree._Element"
    place: Place
    pieces: list["etree._Element"] = field(default_factory=list)
    """Its w:t, in order."""
    instructions: list[str] = field(default_factory=list)
    """Of its Word fields, such as MERGEFIELD 姓名."""

    @property
    def text(self) -> str:
        """All of its pieces."""
        return "".join(piece.text or "" for piece in self.pieces)


def paragraphs(name: str, parts: Mapping[str, bytes]) -> Iterator[list[Paragraph]]:
    """The paragraphs of each part that has text, the document first; ``name`` is what CannotRun calls the file."""
    for key, part in _PARTS.items():
        for file in sorted(parts):
            if (known := _NAME.fullmatch(file)) and known[1] == key:
                yield _of(part, tree(name, parts[file]))


def _of(part: str, root: "etree._Element") -> list[Paragraph]:
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    rows = _rows(root)
    found: dict[etree._Element, Paragraph] = {}
    count = 0
    for element in root.iter(f"{W}p"):
        around = {one.tag: one for one in reversed([*element.iterancestors()])}
        if _FALLBACK in around:
            continue
        row, box = around.get(f"{W}tr"), f"{W}p" in around
        count += row is None and not box
        place = Place(part, count, box=box)
        if row is not None:
            place = Place(part, 0, tables.get(around.get(f"{W}tbl"), 0), rows[row], box)
        found[element] = Paragraph(element, place)
    for piece in root.iter(f"{W}t", f"{W}instrText", f"{W}fldSimple"):
        own = found.get(next(piece.iterancestors(f"{W}p"), None))
        if own and piece.tag == f"{W}t":
            own.pieces.append(piece)
        elif own:
            own.instructions.append(piece.get(f"{W}instr") or piece.text or "")
    return [replace(one, place=replace(one.place, words=_first(one.text))) for one in found.values()]


def _rows(root: "etree._Element") -> dict["etree._Element", int]:
    """Each row of a table and its number there, from 1."""
    last: Counter[etree._Element] = Counter()
    numbers = {}
    for row in root.iter(f"{W}tr"):
        table = next(row.iterancestors(f"{W}tbl"), None)
        last[table] += 1
        numbers[row] = last[table]
    return numbers


def _first(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"
