"""What a paper keeps of how it was made, so that it can be made again and compared."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from lxml import etree

from xlplan.documents.package import related, storable

_PART, _DOCUMENT = "customXml/xlplan.xml", "word/document.xml"
_NAMESPACE = "{https://xlplan.invalid/paper}"
_NO_ENTITIES = etree.XMLParser(resolve_entities=False)


@dataclass(frozen=True)
class Origin:
    """What a paper is made of, and as of which day."""

    document: str
    """The kind of paper: 通知."""
    of: str
    """A 编号, a month, a term."""
    day: date

    def __str__(self) -> str:
        return f"{self.document}（{self.of}）" if self.of else self.document


@dataclass(frozen=True)
class Record:
    """The origin of a paper, and its figures as they were when it was made."""

    origin: Origin
    figures: tuple[tuple[str, str], ...]
    """Tag and text of each, in their order."""
    untouched: bool
    """Whether nobody has saved the paper since."""


def kept(parts: Mapping[str, bytes], origin: Origin, figures: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The parts of a paper with one more that keeps all this."""
    root = etree.Element(f"{_NAMESPACE}paper", nsmap={None: _NAMESPACE.strip("{}")})
    digest = _digest(parts[_DOCUMENT])
    for name, value in asdict(origin).items():
        root.set(name, storable(f"{value}"))
    root.set("digest", digest)
    for tag, text in figures:
        etree.SubElement(root, f"{_NAMESPACE}figure", tag=tag).text = text
    own = _own(parts)
    if not own:
        parts = related(parts, [("xlplan", "customXml", f"../{_PART}")])
    return {**parts, own or _PART: etree.tostring(root, encoding="UTF-8", xml_declaration=True)}


def record(parts: Mapping[str, bytes]) -> Record | None:
    """What the parts of a paper keep; None for a file that xlplan did not make, or whose record is damaged."""
    own = _own(parts)
    if not own:
        return None
    try:
        root = etree.fromstring(parts[own], _NO_ENTITIES)
        origin = Origin(root.get("document", ""), root.get("of", ""), date.fromisoformat(root.get("day", "")))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if not origin.of:
        return None
    figures = tuple((own.get("tag"), own.text or "") for own in root.iter(f"{_NAMESPACE}figure"))
    return Record(origin, figures, root.get("digest") == _digest(parts[_DOCUMENT]))


def _own(parts: Mapping[str, bytes]) -> str:
    """The name of the part: Word gives it another when it saves, and a paper may become a template."""
    begins = f'<paper xmlns="{_NAMESPACE.strip("{}")}"'.encode()
    return next(
        (name for name, content in parts.items() if name.startswith("customXml/") and begins in content), ""
    )


def _digest(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()
