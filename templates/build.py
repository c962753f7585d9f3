"""make templates: the Word templates, each made of the text in source/ that bears its name.

A line of source is a paragraph: its style and, after tabs, its runs, each with "Style:" before it where it has a style of its
own; or @ and a file of XML that is taken as it is (section-….xml instead of the upright page); or @@ and another source.

Lines that begin with | are a table: the widths of its columns in twips, then its rows. A row of * is a head, which each page
repeats; + a sum; = one to be signed by pen, 11 mm high; < and > before a cell set it left and right, ^ joins it with the one before; a row of one cell is a tag.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

_SIGNED = 624
"""Twips of 11 mm."""
HERE = Path(__file__).parent
SOURCE = HERE / "source"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    # name in word/, kind of content, kind of relation, its id, file in source/
    "styles.xml": ("styles", "styles", "styles", "styles.xml"),
    "settings.xml": ("settings", "settings", "settings", "settings.xml"),
    "footer1.xml": ("footer", "footer", "odd", "page-number-odd.xml"),
    "footer2.xml": ("footer", "footer", "even", "page-number-even.xml"),
}


def names() -> list[str]:
    """The papers that have a source."""
    return sorted(path.stem for path in SOURCE.glob("*.txt") if not path.stem.startswith("_"))


def template(name: str) -> bytes:
    """The .docx of a paper, the same bytes every time."""
    lines = list(_lines(name))
    section = next((line[1:] for line in lines if line.startswith("@section")), "section.xml")
    parted = groupby((line for line in lines if line != f"@{section}"), lambda line: line.startswith("|"))
    body = "".join(_table(list(own)) if table else "".join(map(_paragraph, own)) for table, own in parted)
    overrides = "".join(
        f'<Override PartName="/word/{part}" ContentType="{_WORD}.{kind}+xml"/>'
        for part, (kind, *_) in _PARTS.items()
    )
    relations = "".join(
        f'<Relationship Id="{own}" Type="{_OFFICE}/{relation}" Target="{part}"/>'
        for part, (_, relation, own, _) in _PARTS.items()
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{body}{_xml(section)}</w:body></w:document>',
        **{
            f"word/{part}": (SOURCE / file).read_text(encoding="utf-8") for part, (*_, file) in _PARTS.items()
        },
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _lines(name: str) -> Iterator[str]:
    """The lines of a source; @@ and a name stand for those of another."""
    for line in (SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        yield from _lines(line[2:]) if line.startswith("@@") else [line]


def _paragraph(line: str) -> str:
    if line.startswith("@"):
        return _xml(line[1:])
    style, *runs = line.split("\t")
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(map(_run, filter(None, runs)))}</w:p>'


def _table(lines: list[str]) -> str:
    widths, *rows = (line[1:].split("|") for line in lines)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(map(int, widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(_row(row, list(map(int, widths))) for row in rows)}</w:tbl>"
    )


def _row(cells: list[str], widths: list[int]) -> str:
    kind = cells.pop(0) if cells[0] in ("*", "+", "=") else ""
    style = {"*": "TableHead", "+": "TableTotal"}.get(kind, "TableText")
    joined: list[tuple[str, list[int]]] = []
    for cell, width in zip(cells, widths, strict=False):
        if cell == "^":
            joined[-1][1].append(width)
        else:
            joined.append((cell, [width]))
    if len(cells) == 1:
        joined = [(cells[0], widths)]
    own_row = {"*": "<w:tblHeader/>", "=": f'<w:trHeight w:val="{_SIGNED}" w:hRule="atLeast"/>'}.get(kind, "")
    own = "".join(_cell(cell, wide, style) for cell, wide in joined)
    return f"<w:tr><w:trPr><w:cantSplit/>{own_row}</w:trPr>{own}</w:tr>"


def _cell(text: str, widths: list[int], style: str) -> str:
    side = {"<": '<w:jc w:val="left"/>', ">": '<w:jc w:val="right"/>'}.get(text[:1], "")
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if widths[1:] else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{_run(text.lstrip("<>"))}</w:p></w:tc>'
    )


def _run(text: str) -> str:
    if text == "TAB":
        return "<w:r><w:tab/></w:r>"
    style, told, rest = text.rpartition(":") if text[:1].isascii() and text[:1].isalpha() else ("", "", text)
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if told else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(rest)}</w:t></w:r>'


def _xml(name: str) -> str:
    """A file of XML without the blanks that indent it, and without the namespaces that the document declares."""
    text = (SOURCE / name).read_text(encoding="utf-8")
    return re.sub(r">\s+<", "><", re.sub(r' xmlns:\w+="[^"]*"', "", text)).strip()


def main() -> None:
    """Write every template."""
    for name in names():
        (HERE / f"{name}.docx").write_bytes(template(name))


if __name__ == "__main__":
    main()
