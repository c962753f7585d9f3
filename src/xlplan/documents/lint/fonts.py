"""Which Chinese font a run has: its own, that of its styles, or none."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.paragraphs import Paragraph
from xlplan.documents.package import W
from xlplan.findings import Severity

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_IN_LATIN = {
    "simsun",
    "nsimsun",
    "simhei",
    "fangsong",
    "kaiti",
    "fangsong_gb2312",
    "kaiti_gb2312",
    "microsoft yahei",
}
"""Chinese fonts by their other names."""


class Fonts:
    """The fonts of a document by its styles."""

    def __init__(self, styles: "etree._Element") -> None:
        self._styles = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
        self._usual = next(
            (
                id
                for id, one in self._styles.items()
                if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true")
            ),
            None,
        )
        self._defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")

    def faults(self, paragraphs: Iterable[Paragraph]) -> Iterator[Fault]:
        """Chinese text without a font of its own, once a paragraph for each thing that is wrong."""
        for paragraph in paragraphs:
            said = {
                self._wrong(piece): None for piece in paragraph.pieces if _CHINESE.search(piece.text or "")
            }
            for message in filter(None, said):
                yield Fault("font", Severity.NOTE, paragraph.place, message)

    def _wrong(self, piece: "etree._Element") -> str:
        meant = ""
        for fonts in self._chain(piece):
            chinese = fonts.get(f"{W}eastAsia") or fonts.get(f"{W}eastAsiaTheme")
            if chinese:
                other = "别的字体" if fonts.get(f"{W}eastAsia") is None else f"“{chinese}”"
                return f"字体“{meant}”只定给了西文，中文用的是{other}。" if meant not in ("", chinese) else ""
            latin = fonts.get(f"{W}ascii") or ""
            if not meant and (_CHINESE.search(latin) or latin.lower() in _IN_LATIN):
                meant = latin
        return (
            f"字体“{meant}”只定给了西文，中文没有定字体。"
            if meant
            else "中文没有定字体，各台电脑上会不一样。"
        )

    def _chain(self, piece: "etree._Element") -> Iterator["etree._Element"]:
        """What names fonts for a run, the nearest first: the run, its style, the paragraph's and the table's, the defaults."""
        run = next(piece.iterancestors(f"{W}r"), None)
        paragraph = next(piece.iterancestors(f"{W}p"))
        table = next(piece.iterancestors(f"{W}tbl"), None)
        holders = [] if run is None else [run, *self._based(run.find(f"{W}rPr/{W}rStyle"))]
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        holders += self._based(style, self._usual)
        if table is not None:
            holders += self._based(table.find(f"{W}tblPr/{W}tblStyle"))
        for holder in [*holders, self._defaults]:
            fonts = None if holder is None else holder.find(f"{W}rPr/{W}rFonts")
            if fonts is not None:
                yield fonts

    def _based(self, named: "etree._Element | None", usual: str | None = None) -> list["etree._Element"]:
        """A style and those it is based on."""
        id = usual if named is None else named.get(f"{W}val")
        found: list[etree._Element] = []
        while (style := self._styles.get(id)) is not None and style not in found:
            found.append(style)
            below = style.find(f"{W}basedOn")
            id = None if below is None else below.get(f"{W}val")
        return found
