"""Pictures of a paper: marked while its template is filled, then set in line with a part of their own in the package."""

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from lxml import etree

from xlplan.documents.package import W, declared, related

_NUMBERED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MARK = chr(0xE003)
_EMU = 36_000
"""Of a millimetre."""
_DRAWING = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr/><a:graphic
><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic
><pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr
><pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill
><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr
></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""
# The distances are told because LibreOffice takes 3 mm where they are not.


@dataclass(frozen=True)
class Picture:
    """A picture as it stands on paper."""

    content: bytes
    """Of a PNG or a JPEG file."""
    width: float
    """Millimetres."""
    height: float
    words: str
    """What it shows, for who cannot see it."""

    @property
    def name(self) -> str:
        """What it is called within a paper."""
        return f"{crc32(self.content):08x}"

    @property
    def kind(self) -> str:
        """What kind of file it is, which is also the end of its name."""
        return "jpeg" if self.content.startswith(b"\xff\xd8") else "png"

    @property
    def mark(self) -> str:
        """What stands for it while a template is filled; nobody types it."""
        return f"{_MARK}{self.name}{_MARK}"

    def __html__(self) -> str:
        return self.mark


def place(
    root: "etree._Element", parts: Mapping[str, bytes], pictures: Mapping[str, Picture]
) -> dict[str, bytes]:
    """Set the marked pictures of a document where they are marked; the parts with theirs."""
    marks = {picture.mark: picture for picture in pictures.values()}
    taken = [int(own.get("id")) for own in root.iter(_NUMBERED)]
    marked = [text for text in root.iter(f"{W}t") if text.text in marks]
    for number, text in enumerate(marked, 1 + max(taken, default=0)):
        text.getparent().replace(text, _drawing(number, marks[text.text]))
    files = {f"word/media/{name}.{own.kind}": own.content for name, own in pictures.items()}
    relations = [(f"picture-{name}", "image", f"media/{name}.{own.kind}") for name, own in pictures.items()]
    if not relations:
        return dict(parts)
    told = related(parts, relations)
    for kind in sorted({own.kind for own in pictures.values()}):
        told = declared(told, kind, f"image/{kind}")
    return {**told, **files}


def _drawing(number: int, picture: Picture) -> "etree._Element":
    drawing = etree.fromstring(_DRAWING)
    size = {"cx": f"{picture.width * _EMU:.0f}", "cy": f"{picture.height * _EMU:.0f}"}
    for own in drawing.iter():
        match etree.QName(own).localname:
            case "extent" | "ext":
                own.attrib.update(size)
            case "docPr":
                own.attrib.update({"id": f"{number}", "name": f"图 {number}", "descr": picture.words})
            case "blip":
                own.set(
                    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed",
                    f"picture-{picture.name}",
                )
    return drawing
