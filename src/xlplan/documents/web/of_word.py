"""A Word paper as the parts of a page: its paragraphs and tables, as the template of the office has them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlplan.documents import package
from xlplan.documents.layout import Styles
from xlplan.documents.package import W
from xlplan.documents.web.parts import Cell, Kind, Paragraph, Part, Row, Table

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {
    "公文标题": Kind.TITLE, "文书标题": Kind.TITLE, "表格大标题": Kind.TITLE, "附件标题": Kind.TITLE,
    "表格标题": Kind.HEADING, "表格说明": Kind.NOTE, "横向表格说明": Kind.NOTE, "附注": Kind.NOTE,
    "发文机关署名": Kind.RIGHT, "成文日期": Kind.RIGHT, "横向署名": Kind.RIGHT,
}  # fmt: skip
"""Styles by the names that Word shows; text in any other style is plain."""
_HEAD, _TOTAL = "表头文字", "表格合计"
_BLANKS = {f"{W}tab": "　", f"{W}br": "\n", f"{W}cr": "\n"}


def parts(name: str, content: bytes) -> Iterator[Part]:
    """What a .docx says from top to bottom; pictures, page numbers and empty lines are left out."""
    unpacked = package.parts(name, content)
    styles = Styles(unpacked.get(package.STYLES, b"<none/>"))
    body = package.tree(name, unpacked[package.DOCUMENT]).find(f"{W}body")
    for own in body.iter(f"{W}p", f"{W}tbl"):
        if any(above.tag == f"{W}tbl" for above in own.iterancestors()):
            continue
        if own.tag == f"{W}tbl":
            yield Table(tuple(_rows(own, styles)))
        elif text := _text(own):
            style = styles.name(own)
            usual = Kind.HEADING if style.startswith(("heading", "段首标题")) else Kind.TEXT
            yield Paragraph(text, _KINDS.get(style, usual))


def _text(element: "_Element") -> str:
    """What is read in an element, the text of its fields included."""
    found = (
        one.text or "" if one.tag == f"{W}t" else _BLANKS[one.tag]
        for one in element.iter(f"{W}t", *_BLANKS)
        if one.getparent().tag != f"{W}tabs"
    )
    return "".join(found).strip()


def _rows(table: "_Element", styles: Styles) -> Iterator[Row]:
    for row in table.iter(f"{W}tr"):
        cells = list(row.iter(f"{W}tc"))
        used = {styles.name(own) for own in row.iter(f"{W}p")}
        yield Row(tuple(map(_cell, cells)), head=used == {_HEAD}, total=_TOTAL in used)


def _cell(cell: "_Element") -> Cell:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    columns = int(span.get(f"{W}val", "1")) if span is not None else 1
    sides = [side.get(f"{W}val") for side in cell.iter(f"{W}jc")]
    lines = (_text(paragraph) for paragraph in cell.iter(f"{W}p"))
    return Cell("\n".join(filter(None, lines)), right=sides[:1] in (["right"], ["end"]), columns=columns)
