"""What the length of a text decides on paper (GB/T 9704-2012): the size of the red head, where the signature stands.

Distances are in points and in characters of 16 pt, of which a line has 28; in the file both are twips.
"""

import re

from lxml import etree

from xlplan.documents.package import W
from xlplan.documents.titles import width

_CHARACTER = 315
"""Twips of a character of 16 pt, tightened so that 28 fill 156 mm."""
_LINE = 28
_HEAD_LARGEST, _HEAD_WIDTH, _HEAD_TOP = 62, 150 * 72 / 25.4, 35 * 72 / 25.4
"""The red head is as large as fits on 150 mm, and its ink begins 35 mm below the edge of the type area."""
_FROM_RIGHT = 4
_NO_ENTITIES = etree.XMLParser(resolve_entities=False)


class Styles:
    """The styles of a template by the names that a clerk sees in Word."""

    def __init__(self, content: bytes) -> None:
        self._names: dict[str, str] = {
            style.get(f"{W}styleId"): name.get(f"{W}val")
            for style in etree.fromstring(content, _NO_ENTITIES).iter(f"{W}style")
            if (name := style.find(f"{W}name")) is not None
        }

    def name(self, paragraph: "etree._Element") -> str:
        """The name of the style of a paragraph."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._names.get("" if style is None else style.get(f"{W}val"), "")


def fit(root: "etree._Element", styles: Styles) -> None:
    """Set what depends on the length of the texts of a document."""
    before, signature = None, None
    for paragraph in root.find(f"{W}body").iterchildren(f"{W}p", f"{W}tbl"):
        style = styles.name(paragraph)
        if style == "发文机关标志":
            _fit_head(paragraph)
        elif style in ("发文机关署名", "横向署名"):
            signature = paragraph if style == "发文机关署名" else None
            if before is not None:
                _keep_with_next(before)
        elif style == "成文日期" and signature is not None:
            _fit_signature(signature, paragraph)
        before = paragraph


def _keep_with_next(before: "etree._Element") -> None:
    """Keep a paragraph, or the last row of a table, on the page of what follows."""
    rows = before.findall(f"{W}tr")
    for paragraph in rows[-1].iter(f"{W}p") if rows else [before]:
        _set(paragraph, "keepNext", {})


def _fit_head(paragraph: "etree._Element") -> None:
    size = min(_HEAD_LARGEST, int(_HEAD_WIDTH / max(width(_text(paragraph)), 1)))
    height = size * 1.2
    # An exact line has its baseline at four fifths; the ink of a character begins 0.845 of its size above it.
    before = _HEAD_TOP - (0.8 * height - 0.845 * size)
    _set(paragraph, "spacing", {"before": before * 20, "after": 0, "line": height * 20, "lineRule": "exact"})
    for run in paragraph.iterchildren(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        for name in ("sz", "szCs"):
            _child(properties, name).set(f"{W}val", str(size * 2))


def _fit_signature(name: "etree._Element", day: "etree._Element") -> None:
    """The date ends four characters from the right and the name stands centred on it; a name that is too long for that
    reaches the right edge, and the date stands centred on the name."""
    own, below = width(_text(name)), width(_text(day))
    if own <= below + 2 * _FROM_RIGHT:
        _indent(name, left=_LINE - below - 2 * _FROM_RIGHT)
        _indent(day, right=_FROM_RIGHT)
        _set(name, "jc", {"val": "center"})
    else:
        _indent(name)
        _indent(day, right=(own - below) / 2)
        _set(name, "jc", {"val": "right"})


def _indent(paragraph: "etree._Element", left: float = 0, right: float = 0) -> None:
    values: dict[str, float | str] = {}
    for side, characters in (("left", left), ("right", right)):
        values |= {f"{side}Chars": characters * 100, side: characters * _CHARACTER}
    _set(paragraph, "ind", values)


_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
"""The order in which Word wants the properties of a paragraph."""


def _set(paragraph: "etree._Element", name: str, values: dict[str, float | str]) -> None:
    """Give a paragraph a property, in the place of one that it has."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    place = sum(_ORDER.index(etree.QName(own).localname) < _ORDER.index(name) for own in properties)
    own = etree.Element(f"{W}{name}")
    for key, value in values.items():
        own.set(f"{W}{key}", value if isinstance(value, str) else str(round(value)))
    properties.insert(place, own)


def _child(properties: "etree._Element", name: str) -> "etree._Element":
    found = properties.find(f"{W}{name}")
    return etree.SubElement(properties, f"{W}{name}") if found is None else found


def _text(paragraph: "etree._Element") -> str:
    return re.sub(r"\s", "", "".join(paragraph.itertext(f"{W}t")))
