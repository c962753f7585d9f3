"""Content controls of Word: each holds one figure of a paper, tagged with its source.

``wrap`` makes them of the marks that `traced` leaves in a filled template, ``read`` finds them in a paper again, and
``typed`` the figures that stand in none.
"""

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from xlplan.cells import Ref
from xlplan.documents.figures import BEGIN, BETWEEN, END, figures
from xlplan.documents.package import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = re.compile(f"{BEGIN}([^{BETWEEN}]*){BETWEEN}([^{BETWEEN}]*){BETWEEN}([^{END}]*){END}")
_NUMBERING = re.compile(
    r"^\s*(?:附[件表]\s*\d*[：:]?\s*)?(?:\d+[.．、](?!\d)|\d{1,2}[.．、](?=\d{4}年)|[（(]\d+[）)])|^\s*附[件表]\s*\d+"
)


@dataclass(frozen=True)
class Control:
    """A content control of a Word paper, or a cell of one that is a workbook."""

    tag: str
    place: str
    """The source as it is told to a reader in Word."""
    text: str
    at: Ref | None = None
    """The cell, in a workbook; None also where it is there no more."""


@dataclass(frozen=True)
class Loose:
    """A figure that stands in no control."""

    text: str
    paragraph: str
    """The paragraph in which it stands."""


def wrap(root: "etree._Element") -> Iterator[tuple[str, str]]:
    """Put each marked text of a filled part into a content control with the look of its run; their tags and texts."""
    marked = [run for run in root.iter(f"{W}r") if any(map(_is_marked, run))]
    for number, run in enumerate(marked, 1):
        place = run.getparent().index(run)
        parts = _parted(run, number * 1000)
        run.getparent()[place : place + 1] = parts
        yield from ((_named(part, "tag"), _words(part)) for part in parts if part.tag == f"{W}sdt")


def _is_marked(child: "etree._Element") -> bool:
    return child.tag == f"{W}t" and BEGIN in (child.text or "")


def _parted(run: "etree._Element", number: int) -> list["etree._Element"]:
    """The run with a control for each marked text, and runs for what stands between."""
    properties = run.find(f"{W}rPr")
    parts: list[etree._Element] = []
    for child in [child for child in run if child is not properties]:
        if not _is_marked(child):
            parts.append(_run(properties, child))
            continue
        done = 0
        for found in _MARKED.finditer(child.text):
            parts += [_run(properties, _text(text)) for text in [child.text[done : found.start()]] if text]
            parts.append(_control(number + len(parts), found[1], found[2], _run(properties, _text(found[3]))))
            done = found.end()
        parts += [_run(properties, _text(text)) for text in [child.text[done:]] if text]
    return parts


def _run(properties: "etree._Element | None", content: "etree._Element") -> "etree._Element":
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    return run


def _text(text: str) -> "etree._Element":
    own = etree.Element(f"{W}t")
    own.text = text
    own.set(_SPACE, "preserve")
    return own


def _control(number: int, tag: str, place: str, run: "etree._Element") -> "etree._Element":
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    for name, value in (("alias", place), ("tag", tag), ("id", str(number))):
        etree.SubElement(properties, f"{W}{name}").set(f"{W}val", value)
    etree.SubElement(properties, f"{W}text")
    etree.SubElement(control, f"{W}sdtContent").append(run)
    return control


def _words(element: "etree._Element") -> str:
    return "".join(element.itertext(f"{W}t"))


def read(root: "etree._Element", tags: Collection[str]) -> list[Control]:
    """The content controls of a paper with one of these tags, in their order; a template may have others of its own."""
    return [
        Control(_named(control, "tag"), _named(control, "alias"), _words(control))
        for control in root.iter(f"{W}sdt")
        if _named(control, "tag") in tags
    ]


def _named(control: "etree._Element", name: str) -> str:
    own = control.find(f"{W}sdtPr/{W}{name}")
    return "" if own is None else own.get(f"{W}val", "")


def typed(root: "etree._Element", tags: Collection[str]) -> list[Loose]:
    """The figures in no control with one of these tags; days, document numbers and numbering are none."""
    inside = {
        text
        for control in root.iter(f"{W}sdt")
        if _named(control, "tag") in tags
        for text in control.iter(f"{W}t")
    } | set(_of_fields(root))
    found = []
    for paragraph in root.iter(f"{W}p"):
        own = "".join("\n" if text in inside else text.text or "" for text in paragraph.iter(f"{W}t"))
        own = _NUMBERING.sub("", own)
        found += [Loose(own[start:end], _words(paragraph).strip()) for start, end in figures(own)]
    return found


def _of_fields(root: "etree._Element") -> Iterator["etree._Element"]:
    """The texts that Word computes itself, such as the number of a page."""
    depth = 0
    for own in root.iter(f"{W}fldChar", f"{W}t"):
        kind = own.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth and own.tag == f"{W}t":
            yield own
    for simple in root.iter(f"{W}fldSimple"):
        yield from simple.iter(f"{W}t")
