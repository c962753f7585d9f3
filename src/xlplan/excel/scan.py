"""The bytes of one sheet searched for what its values alone do not tell, without parsing them."""

import itertools
import re
from collections.abc import Callable
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from xlplan.cells import column_index

# Columns up to AU need no more than 49 million cells even on a full-height sheet, columns up to RZ none on one of 99,999 rows.
# So only a cell outside both, or one that does not say where it stands, calls for the slow measurement.
_BEYOND_AU = r"""r\s*=\s*["'](?:A[V-Z]|[B-Z][A-Z]|[A-Z]{3})[0-9]"""
_BEYOND_RZ99999 = r"""r\s*=\s*["'](?:(?:[S-Z][A-Z]|[A-Z]{3})[0-9]|[A-Z]+[0-9]{6})"""
_PLACELESS = r"""c(?:\s+(?:[^\s=r]|r[^\s=])[^\s=]*\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>"""
_CELL_OR_ROW = re.compile(rb"<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])([^>]*)>")
_CONTENT = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]*:)?(?:v|is|f)[\s>/]")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d+)["']""")
_RANGE = re.compile(rb"""\sref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")


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
    def extent(self) -> tuple[int, int]:
        """Rows and columns of the rectangle from A1; an upper bound where no cell is far out."""
        # A pattern is searched for twice as quickly where it starts with letters.
        prefix = r"(?:[^\s<>/:]+:)?" if self._has(":c") else ""
        if not self._has(f"<{prefix}{_PLACELESS}"):
            if not self._has(_BEYOND_AU):
                return 1_048_576, 47
            if not self._has(_BEYOND_RZ99999):
                return 99_999, 494
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
        value = rb"<%bv>(?:\d{16,}|\d(?:\.\d+)?[Ee]\+?0*(?:1[5-9]|[2-9]\d))<" % re.escape(self._prefix)
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
