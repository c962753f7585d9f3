"""The .xlsx file itself: opened within bounds, its sheets measured before any reader sees them.

A stranger's file can claim anything. Everything here works on the bytes of one read, so a file that is being
saved is seen once, whole or not at all.
"""

import io
import zipfile
import zlib
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

from isal import isal_zlib

from xlplan.cells import letters, place
from xlplan.excel.scan import SheetScan
from xlplan.findings import CannotRun

LARGEST_FILE = 200 * 2**20
LARGEST_PART = 1536 * 2**20
"""Bytes of one unpacked sheet; a real ledger of 44 MB unpacks to 500 MB."""
LARGEST_WHOLE = 4 * 2**30
"""Bytes of all parts unpacked."""
LARGEST_RATIO = 400
LARGEST_RECTANGLE = 50_000_000
"""Cells; a reader lays out the whole rectangle from A1 to the last cell."""

FACTS = "docProps/custom.xml"
"""What a file says of itself beside its sheets; spreadsheet programs keep it."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def file_bytes(path: Path, kind: str) -> bytes:
    """A file of a sensible size, read once; raises CannotRun with one sentence that calls it a ``kind``."""
    name = path.name
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CannotRun(f"{name} 超过 {LARGEST_FILE >> 20} MB，太大了，请拆分后再检查。")
        content = path.read_bytes()
    except FileNotFoundError:
        raise CannotRun(f"找不到{kind} {name}。") from None
    except IsADirectoryError:
        raise CannotRun(f"{name} 是文件夹，不是{kind}。") from None
    except PermissionError:
        raise CannotRun(f"{name} 打不开：被别的程序锁住或没有权限，请关闭后重试。") from None
    except OSError as reason:
        raise CannotRun(f"{name} 读不出来（{reason.strerror}）。") from None
    if not content:
        raise CannotRun(f"{name} 是空文件。")
    return content


def is_compound(content: bytes) -> bool:
    """Whether a file is of the kind that .xls and encrypted workbooks are."""
    return content.startswith(b"\xd0\xcf\x11\xe0")


def is_zip(content: bytes) -> bool:
    """Whether a file is of the kind that .xlsx is."""
    return content.startswith(b"PK")


def is_whole(content: bytes) -> bool:
    """Whether a zip is there to its end, and each part is as its checksum says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            # What nobody would unpack is not unpacked to be looked through.
            too_large = sum(part.file_size for part in package.infolist()) > LARGEST_WHOLE
            return too_large or package.testzip() is None
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError):
        return False
    except (NotImplementedError, RuntimeError):  # packed or locked in a way that we cannot look into
        return True


class Package:
    """One workbook file, read once into memory."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        """Open a workbook, read from its file unless its bytes are given.

        Raises CannotRun with one clear sentence for anything that is not one.
        """
        self.name = path.name
        self.content = file_bytes(path, "工作簿") if content is None else content
        self._refuse_others(self.name, self.content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise CannotRun(f"{self.name} 不完整，可能正在保存或已损坏，请关闭 Excel 后重试。") from None
        parts = set(self._zip.namelist())
        if "xl/workbook.bin" in parts:
            raise CannotRun(f"{self.name} 是 .xlsb 格式，请用 Excel 另存为 .xlsx。")
        if "xl/workbook.xml" not in parts:
            raise CannotRun(f"{self.name} 不是 Excel 工作簿。")
        self._check_size()

    @staticmethod
    def _refuse_others(name: str, content: bytes) -> None:
        if is_compound(content):
            if ENCRYPTED in content:
                raise CannotRun(f"{name} 设了打开密码，请去掉密码后再检查。")
            raise CannotRun(f"{name} 是旧的 .xls 格式，请用 Excel 另存为 .xlsx。")
        if not is_zip(content):
            raise CannotRun(f"{name} 不是 Excel 工作簿。")

    def _check_size(self) -> None:
        for part in self._zip.infolist():
            ratio = part.file_size / max(part.compress_size, 1)
            if part.file_size > LARGEST_PART or (ratio > LARGEST_RATIO and part.file_size > 2**24):
                raise CannotRun(f"{self.name} 压缩得不正常（解开后过大），不敢打开，请用 Excel 另存一份。")

    def part(self, name: str) -> bytes:
        """One unpacked part, never longer than its directory entry says."""
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as stream:  # checks the local header
                stream.read(1)
            start = entry.header_offset
            header = self.content[start + 26 : start + 30]
            start += 30 + int.from_bytes(header[:2], "little") + int.from_bytes(header[2:], "little")
            packed = self.content[start : start + entry.compress_size]
            if entry.compress_type == zipfile.ZIP_STORED:
                return packed
            # One call: twice as quick as ZipFile.read on a sheet of 500 MB.
            unpacked: bytes = isal_zlib.decompressobj(-15).decompress(packed, max(entry.file_size, 1))
            return unpacked
        except (KeyError, zipfile.BadZipFile, isal_zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise CannotRun(f"{self.name} 不完整，可能正在保存或已损坏，请关闭 Excel 后重试。") from None

    def _xml(self, name: str) -> ElementTree.Element:
        content = self.part(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise CannotRun(f"{self.name} 里有不该有的 XML 实体，不敢打开。")
        try:
            return ElementTree.fromstring(content)
        except ElementTree.ParseError:
            raise CannotRun(f"{self.name} 的内容已损坏，打不开。") from None

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Part names of the worksheets by sheet name, in the order of the tabs."""
        root = self._xml("xl/workbook.xml")
        relations = {
            relation.get("Id", ""): relation.get("Target", "").removeprefix("/xl/").removeprefix("/")
            for relation in self._xml("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        found = {}
        for sheet in root.iterfind(".//{*}sheet"):
            target = relations.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "")
            if target:
                found[sheet.get("name", "")] = f"xl/{target}"
        return found

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the file says of itself beside its sheets."""
        root = self._xml(FACTS) if FACTS in self._zip.namelist() else ()
        return {own.get("name", ""): "".join(own.itertext()) for own in root}

    def formulas(self, sheet: str) -> dict[tuple[int, int], str]:
        """Row and zero-based column -> the formula of each cell that has one of its own."""
        cells = self._xml(self.sheets[sheet]).iterfind(".//{*}c[{*}f]")
        return {place(cell.get("r", "")): cell.findtext("{*}f") or "" for cell in cells}

    def scan(self, sheet: str) -> SheetScan:
        """What the values alone do not tell about a sheet; refuses a sheet whose rectangle is too large."""
        scan = SheetScan(lambda: self.part(self.sheets[sheet]))
        if scan.has_entities:
            raise CannotRun(f"{self.name} 里有不该有的 XML 实体，不敢打开。")
        rows, columns = scan.extent
        if rows * columns > LARGEST_RECTANGLE:
            raise CannotRun(
                f"{self.name} 的工作表“{sheet}”在 {letters(columns - 1)}{rows} 附近有一个离得很远的单元格，"
                "表太大读不了，请删掉数据以外的行和列再保存。"
            )
        return scan

    def top(self, sheet: str, scan: SheetScan, rows: int) -> bytes:
        """The workbook with only this sheet, cut off after so many rows: to look at these without reading all."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as copy:
            for name in self._zip.namelist():
                if name.rpartition("/")[0].lower() in ("", "_rels", "xl", "xl/_rels"):
                    copy.writestr(name, self.part(name))
            copy.writestr(self.sheets[sheet], scan.top(rows))
        return content.getvalue()
