"""The .docx file itself: unpacked within bounds, and known to be a plain Word document before anything reads it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from lxml import etree

from xlplan.excel.package import ENCRYPTED, LARGEST_RATIO, is_compound
from xlplan.findings import CannotRun

_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LARGEST_WHOLE = 128 * 2**20
"""Bytes of all parts unpacked; a document full of pictures has some tens of millions."""
LARGEST_TEXT = 8 * 2**20
"""Bytes of one unpacked part that is read; a paper of three hundred pages has five million."""
MOST_PARTS = 5000
MOST_BRACES = 4000
"""Opening braces in one part; docxtpl's patterns take minutes for twenty thousand, and a real template has some hundreds."""
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
"""The parts of a template that are filled, and so those of a paper in which figures stand."""
_READ = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments|styles)\.xml")
"""The parts that are read; the others are only copied."""
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ue000-\ue003\ufffe\uffff]")
"""What XML cannot hold, and the marks of our own."""
_PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def storable(text: str) -> str:
    """A text without the characters that a part cannot hold."""
    return _NOT_IN_XML.sub("", text)


def parts(name: str, content: bytes) -> dict[str, bytes]:
    """The parts of a Word document by their names, unpacked; raises CannotRun with one sentence that calls it ``name``."""
    if is_compound(content):
        if ENCRYPTED in content:
            raise CannotRun(f"{name} 设了打开密码，请去掉密码后再用。")
        raise CannotRun(f"{name} 是旧的 .doc 格式，请用 Word 另存为 .docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_size(name, package)
            unpacked = {part.filename: package.read(part) for part in package.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OverflowError):
        raise CannotRun(f"{name} 不是 Word 文档，或者没有存完、已经损坏。") from None
    _check_kind(name, unpacked)
    return unpacked


def _check_size(name: str, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > MOST_PARTS:
        raise CannotRun(f"{name} 里有 {len(entries)} 个部件，多得不正常，不敢打开，请用 Word 另存一份。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRun(f"{name} 设了打开密码，请去掉密码后再用。")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if ratio > LARGEST_RATIO and entry.file_size > 2**24:
            raise CannotRun(f"{name} 压缩得不正常（解开后过大），不敢打开，请用 Word 另存一份。")
        if entry.file_size > LARGEST_TEXT and _READ.fullmatch(entry.filename):
            raise CannotRun(f"{name} 的文字解开后超过 {LARGEST_TEXT >> 20} MB，太长了，不像模板。")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise CannotRun(f"{name} 解开后超过 {LARGEST_WHOLE >> 20} MB，太大了，请把里面的图片压缩后再用。")


def _check_kind(name: str, unpacked: dict[str, bytes]) -> None:
    """That it is neither a workbook nor a document with macros, and that what is read of it is XML without entities."""
    if DOCUMENT not in unpacked or _TYPES not in unpacked:
        raise CannotRun(f"{name} 不是 Word 文档，请用 Word 另存为 .docx。")
    xml = [text for part, text in unpacked.items() if part.lower().endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in xml):
        raise CannotRun(f"{name} 里有不该有的 XML 实体，不敢打开。")
    kind = _kind(tree(name, unpacked[_TYPES]))
    if "macroEnabled" in kind or "word/vbaProject.bin" in unpacked:
        raise CannotRun(f"{name} 带宏，不能用，请用 Word 另存为不带宏的 .docx。")
    if kind != _PLAIN:
        raise CannotRun(f"{name} 不是普通的 Word 文档，请用 Word 另存为 .docx。")
    for part in filter(_READ.fullmatch, unpacked):
        if unpacked[part].count(b"{") > MOST_BRACES:
            raise CannotRun(f"{name} 里的花括号超过 {MOST_BRACES} 个，不像模板。")
        root = tree(name, unpacked[part])
        if part == DOCUMENT and root.find(f"{W}body") is None:
            raise CannotRun(f"{name} 不是普通的 Word 文档，请用 Word 另存为 .docx。")


def _kind(types: "etree._Element") -> str:
    """The kind of content that the package says its document is."""
    own = {one.get("PartName", "").lower(): one.get("ContentType", "") for one in types.iter("{*}Override")}
    usual = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in types.iter("{*}Default")}
    return str(own.get(f"/{DOCUMENT}", usual.get("xml", "")))


def tree(name: str, xml: bytes) -> "etree._Element":
    """A part of a document as a tree; raises CannotRun where it is not well-formed UTF-8."""
    try:
        xml.decode()  # in another encoding the look for entities was blind
        return etree.fromstring(
            xml, etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True)
        )
    except (etree.XMLSyntaxError, UnicodeDecodeError):
        raise CannotRun(f"{name} 的内容已损坏，打不开，请用 Word 另存一份。") from None


def related(parts: Mapping[str, bytes], relations: Iterable[tuple[str, str, str]]) -> dict[str, bytes]:
    """The parts with more relations of their document (id, kind, target); a template may have none yet."""
    none = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()
    root = tree("模板", parts.get(_RELATIONS, none))
    for id, kind, target in relations:
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", Id=id, Type=f"{_OFFICE}/{kind}", Target=target)
    return {**parts, _RELATIONS: _xml(root)}


def declared(parts: Mapping[str, bytes], extension: str, kind: str) -> dict[str, bytes]:
    """The parts, of which those with an extension are told to be of a kind."""
    root = tree("模板", parts[_TYPES])
    known = {one.get("Extension", "").lower() for one in root.iter("{*}Default")}
    if extension not in known:
        space = etree.QName(root).namespace
        etree.SubElement(root, f"{{{space}}}Default", Extension=extension, ContentType=kind)
    return {**parts, _TYPES: _xml(root)}


def _xml(root: "etree._Element") -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
