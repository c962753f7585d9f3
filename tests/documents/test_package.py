"""A Word file is opened within bounds; one that is no plain document is refused with one clear sentence."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from xlplan.documents.package import parts
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.findings import CannotRun

NOTICE = shipped("通知")


def changed(new: Mapping[str, bytes | None]) -> bytes:
    """The template of a notice with other parts; None leaves one out."""
    with zipfile.ZipFile(io.BytesIO(NOTICE)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**kept, **new}.items():
            if content is not None:
                package.writestr(name, content)
    return packed.getvalue()


def encrypted() -> bytes:
    """The template with the mark of a password on each part."""
    content = bytearray(NOTICE)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(sign, at + 1)) >= 0:
            content[at + flags] |= 1
    return bytes(content)


def text(part: str) -> str:
    return parts("通知", NOTICE)[part].decode()


def with_text(part: str, old: str, new: str) -> bytes:
    assert old in text(part)
    return changed({part: text(part).replace(old, new, 1).encode()})


DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
PLAIN = "wordprocessingml.document.main+xml"
FILES = {
    "": (b"", "不是 Word 文档"),
    "half": (NOTICE[: len(NOTICE) // 2], "没有存完"),
    "text": ("通知".encode(), "不是 Word 文档"),
    "doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "旧的 .doc 格式"),
    "password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
    "password of a zip": (encrypted(), "设了打开密码"),
    "workbook": (changed({DOCUMENT: None, "xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
    "docm": (
        with_text(
            TYPES, f"vnd.openxmlformats-officedocument.{PLAIN}", "vnd.ms-word.document.macroEnabled.main+xml"
        ),
        "带宏",
    ),
    "macros": (changed({"word/vbaProject.bin": b"x"}), "带宏"),
    "dotx": (with_text(TYPES, PLAIN, "wordprocessingml.template.main+xml"), "不是普通的 Word 文档"),
    "strict": (
        with_text(
            DOCUMENT,
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        "不是普通的 Word 文档",
    ),
    "entities": (with_text(DOCUMENT, "<w:document", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"), "实体"),
    "entities elsewhere": (changed({"docProps/app.xml": b"<!DOCTYPE x><x/>"}), "实体"),
    "utf-16": (
        changed({DOCUMENT: text(DOCUMENT).replace("UTF-8", "UTF-16").encode("utf-16-le")}),
        "损坏",
    ),
    "torn": (changed({DOCUMENT: text(DOCUMENT)[:-20].encode()}), "损坏"),
    "bomb": (changed({"word/media/a.bmp": bytes(2**25)}), "压缩得不正常"),
    "long": (
        with_text(DOCUMENT, "<w:body>", "<w:body>" + "<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 300_000),
        "太长了",
    ),
    "parts": (changed({f"word/media/{at}.png": b"" for at in range(5001)}), "部件"),
    "braces": (
        with_text(DOCUMENT, "<w:body>", f"<w:body><w:p><w:r><w:t>{'{' * 5000}</w:t></w:r></w:p>"),
        "花括号",
    ),
}


@pytest.mark.parametrize(("content", "reason"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_plain_document_is_one_sentence(content: bytes, reason: str) -> None:
    with pytest.raises(CannotRun, match=rf"^通知\.docx .*({reason}).*。$"):
        parts("通知.docx", content)


def test_an_offices_own_template_is_bounded_too() -> None:
    with pytest.raises(CannotRun, match=r"^模板 通知 压缩得不正常"):
        Template("通知", FILES["bomb"][0])


def test_a_part_that_is_packed_another_way_or_damaged_is_refused() -> None:
    at = NOTICE.index(b"word/styles.xml") + 200
    with pytest.raises(CannotRun, match="损坏"):
        parts("通知.docx", NOTICE[:at] + b"\xff" * 40 + NOTICE[at + 40 :])


def test_a_document_with_many_megabytes_of_pictures_is_opened() -> None:
    picture = bytes(range(256)) * 2**16
    assert len(parts("通知.docx", changed({"word/media/a.bmp": picture, "word/media/b.bmp": picture}))) > 2


def test_a_document_without_styles_is_filled() -> None:
    content = changed(
        {
            "word/styles.xml": None,
            DOCUMENT: text(DOCUMENT).split("<w:body>")[0].encode()
            + b"<w:body><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:body></w:document>",
        }
    )
    assert "甲".encode() in parts("试", Template("试", content).fill({"a": "甲"}))[DOCUMENT]


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlplan.documents.package.LARGEST_WHOLE", 5000)
    with pytest.raises(CannotRun, match="太大了"):
        parts("通知.docx", NOTICE)
