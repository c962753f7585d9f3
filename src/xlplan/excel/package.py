"""The .xlsx file itself: opened within bounds, its sheets measured before any reader sees them.

A stranger's file can claim anything. Everything here works on the bytes of one read, so a file that is being
saved is seen once, whole or not at all.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.compute as pc
from isal import isal_zlib

from xlplan.cells import column_index, letters
from xlplan.findings import CannotRun

LARGEST_FILE = 200 * 2**20
LARGEST_PART = 1536 * 2**20
"""Bytes of one unpacked sheet; a real ledger of 44 MB unpacks to 500 MB."""
LARGEST_RATIO = 400
LARGEST_RECTANGLE = 50_000_000
"""Cells; a reader lays out the whole rectangle from A1 to the last cell."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
# Columns up to AU need no more than 49 million cells even on a full-height sheet, so only a cell beyond AU,
# or one that does not say where it stands, calls for the slow measurement.
_FAR = r"""r\s*=\s*["'](?:A[V-Z]|[B-Z][A-Z]|[A-Z]{3})[0-9]"""
_PLACELESS = r"""c(?:\s+(?:[^\s=r]|r[^\s=])[^\s=]*\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>"""
_CELL_OR_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])([^>]*)>")
_CONTENT = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?(?:v|is|f)[\s>/]")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d+)["']""")
_RANGE = re.compile(rb"""\sref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")


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

    def scan(self, sheet: str) -> "SheetScan":
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

    def top(self, sheet: str, scan: "SheetScan", rows: int) -> bytes:
        """The workbook with only this sheet, cut off after so many rows: to look at these without reading all."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as copy:
            for name in self._zip.namelist():
                if name.rpartition("/")[0].lower() in ("", "_rels", "xl", "xl/_rels"):
                    copy.writestr(name, self.part(name))
            copy.writestr(self.sheets[sheet], scan.top(rows))
        return content.getvalue()


class SheetScan:
    """The XML bytes of one sheet: how far it reaches and where formulas stand."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read

    @cached_property
    def _xml(self) -> bytes:
        return self._read()

    def release(self) -> None:
        """Note what is asked of every sheet and free the bytes; what else is asked unpacks them again."""
        _ = self.formulas, self.booleans, self.merged_down
        del self._xml

    @cached_property
    def has_entities(self) -> bool:
        """Whether it defines XML entities, which no spreadsheet program does."""
        return b"<!DOCTYPE" in self._xml[:2048] or b"<!ENTITY" in self._xml[:4096]

    @cached_property
    def _prefix(self) -> bytes:
        root = re.search(rb"<([A-Za-z_][\w.-]*:)?worksheet[\s>]", self._xml[:4096])
        return (root and root[1]) or b""

    def _has(self, pattern: str) -> bool:
        # Not pa.array([xml]), which would copy half a gigabyte.
        ends = pa.array([0, len(self._xml)], pa.int64()).buffers()[1]
        text = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(self._xml)])
        return bool(pc.match_substring_regex(text, pattern)[0].as_py())

    @cached_property
    def _plain(self) -> bool:
        """Whether every cell says where it stands, and none stands far out."""
        # A pattern is searched for twice as quickly where it starts with letters.
        prefix = r"(?:[^\s<>/:]+:)?" if self._has(":c") else ""
        return not self._has(_FAR) and not self._has(f"<{prefix}{_PLACELESS}")

    @cached_property
    def extent(self) -> tuple[int, int]:
        """Rows and columns of the rectangle from A1; an upper bound where no cell is far out."""
        if self._plain:
            return 1_048_576, 47
        places = self._places.values()
        return max((row for row, _ in places), default=0), max(
            (column + 1 for _, column in places), default=0
        )

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """Offset -> row and zero-based column of every cell, also of those that do not say where they stand."""
        places = {}
        row = column = 0
        for match in _CELL_OR_ROW.finditer(self._xml):
            place = _PLACE.search(match[2])
            if match[1] == b"row":
                row, column = int(place[2]) if place else row + 1, 0
            else:
                if place:
                    row, column = int(place[2]), column_index(place[1].decode())
                places[match.start()] = row, column
                column += 1
        return places

    def _place(self, offset: int) -> tuple[int, int]:
        """Row and column of the cell whose tag starts at this offset."""
        place = _PLACE.search(self._tag(offset))
        return (int(place[2]), column_index(place[1].decode())) if place else self._places[offset]

    def _tag(self, offset: int) -> bytes:
        return self._xml[offset : self._xml.index(b">", offset)]

    @cached_property
    def first_row(self) -> int:
        """Number of the first row with something in a cell, 0 for an empty sheet."""
        for match in _CELL_OR_ROW.finditer(self._xml):
            if match[1] == b"c" and _CONTENT.match(self._xml, match.end()):
                return self._place(match.start())[0]
        return 0

    def top(self, rows: int) -> bytes:
        """The sheet as it would be with its first rows only."""
        xml, prefix = self._xml, self._prefix
        starts = (match.start() for match in re.finditer(rb"<%brow[\s>/]" % re.escape(prefix), xml))
        end = next(itertools.islice(starts, rows, None), 0)
        return b"%b</%bsheetData></%bworksheet>" % (xml[:end], prefix, prefix) if end else xml

    @cached_property
    def formulas(self) -> dict[int, dict[int, bool]]:
        """Column -> row -> whether the formula has a calculated value.

        A cell inside the range of an array formula is a formula, calculated if the first cell is.
        """
        found: dict[int, dict[int, bool]] = {}
        xml, prefix = self._xml, re.escape(self._prefix)
        if not self._has(rf"<{prefix.decode()}f[\s>/]"):
            return found
        value = re.compile(rb"<%bv[^>]*>([^<]*)<" % prefix)
        end_of_cell = b"</%bc>" % self._prefix
        for match in re.finditer(rb"<%bf[\s>/]" % prefix, xml):
            start = xml.rfind(b"<", 0, match.start())  # a formula is the first child of its cell
            row, column = self._place(start)
            cached = value.search(xml, match.end(), xml.find(end_of_cell, match.end()))
            # A text formula that gives "" has an empty value but says it is text.
            calculated = bool(cached and cached[1]) or b't="str"' in self._tag(start)
            found.setdefault(column, {})[row] = calculated
            tag = self._tag(match.start())
            reach = _RANGE.search(tag) if b'"array"' in tag else None
            if reach:
                for other in range(column_index(reach[1].decode()), column_index(reach[3].decode()) + 1):
                    rows = range(int(reach[2]), min(int(reach[4]), int(reach[2]) + 100_000) + 1)
                    found[other] = dict.fromkeys(rows, calculated) | found.get(other, {})
        return found

    @cached_property
    def merged_down(self) -> dict[int, list[tuple[int, int]]]:
        """Column -> first and last row of the cells merged over several rows of it alone."""
        found: dict[int, list[tuple[int, int]]] = {}
        below = max(self._xml.rfind(b"</%bsheetData" % self._prefix), 0)
        for match in re.compile(rb"<%bmergeCell [^>]*>" % re.escape(self._prefix)).finditer(self._xml, below):
            reach = _RANGE.search(match[0])
            if reach and reach[1] == reach[3]:
                rows = int(reach[2]), int(reach[4])
                found.setdefault(column_index(reach[1].decode()), []).append(rows)
        return found

    @cached_property
    def long_numbers(self) -> set[tuple[int, int]]:
        """Row and column of the cells that hold a number of more than 15 digits, not text."""
        value = rb"<%bv>(?:\d{16,}|\d(?:\.\d+)?[Ee]\+?(?:1[5-9]|[2-9]\d))<" % re.escape(self._prefix)
        cell, found = b"<%bc" % self._prefix, set()
        for match in re.finditer(value, self._xml):
            start = self._xml.rfind(cell, 0, match.start())
            tag = self._tag(start)
            if b" t=" not in tag or b't="n"' in tag:
                found.add(self._place(start))
        return found

    @cached_property
    def booleans(self) -> set[tuple[int, int]]:
        """Row and column of the cells that hold TRUE or FALSE."""
        if not self._has(' t="b"'):
            return set()
        return {
            self._place(self._xml.rfind(b"<", 0, match.start()))
            for match in re.finditer(b' t="b"', self._xml)
        }
