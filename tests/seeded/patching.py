"""Single cells changed inside an .xlsx file: the sheet's XML is patched, everything else stays as it is."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from xml.sax.saxutils import escape

from xlplan.cells import column_index, letters
from xlplan.excel.package import Package

_EXCEL_EPOCH = datetime(1899, 12, 30)
_STYLE = re.compile(rb' s="(\d+)"')


@dataclass(frozen=True)
class Cached:
    """The formula stays, its calculated value becomes this one."""

    value: float | str | date | None


@dataclass(frozen=True)
class Uncalculated:
    """A formula (without =) that no program ever calculated."""

    formula: str


@dataclass(frozen=True)
class ErrorValue:
    """A formula that went wrong, such as #N/A."""

    name: str


Content = str | bool | int | float | date | Cached | Uncalculated | ErrorValue | None
"""What a cell becomes: text, a truth value, a number, a day, or one of the above; None empties it."""


class Workbook:
    """A workbook file whose cells can be replaced, again and again from the same start."""

    def __init__(self, content: bytes, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        self._sheets = Package(folder / name).sheets
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._parts = {part: package.read(part) for part in package.namelist()}

    def patched(self, cells: Mapping[tuple[str, int, int], Content]) -> bytes:
        """The file with these cells (sheet, Excel row, zero-based column) replaced."""
        parts = dict(self._parts)
        for sheet in {sheet for sheet, _, _ in cells}:
            xml = _Sheet(parts[self._sheets[sheet]])
            for (own, row, column), content in cells.items():
                if own == sheet:
                    xml.replace(row, column, content)
            parts[self._sheets[sheet]] = xml.text
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            for part, data in parts.items():
                package.writestr(part, data)
        return file.getvalue()


class _Sheet:
    def __init__(self, text: bytes) -> None:
        self.text = text

    @cached_property
    def _styles(self) -> dict[bytes, bytes]:
        """Column letters -> the style of the column, for cells that were never written."""
        found: dict[bytes, bytes] = {}
        for place, style in re.findall(rb'<c r="([A-Z]+)[2-9]\d*" s="(\d+)"', self.text):
            found.setdefault(place, b' s="%b"' % style)
        return found

    def replace(self, row: int, column: int, content: Content) -> None:
        place = f"{letters(column)}{row}".encode()
        start = self.text.find(b'<c r="%b"' % place)
        if start < 0:
            start = end = self._gap(row, column)
            style, inner = self._styles.get(letters(column).encode(), b""), b""
        else:
            close = self.text.index(b">", start) + 1
            empty = self.text[close - 2 : close] == b"/>"
            end = close if empty else self.text.index(b"</c>", close) + 4
            inner = b"" if empty else self.text[close : end - 4]
            found = _STYLE.search(self.text, start, close)
            style = found[0] if found else b""
        kind, new = _written(content, inner)
        cell = b'<c r="%b"%b%b>%b</c>' % (place, style, kind, new)
        self.text = self.text[:start] + cell + self.text[end:]

    def _gap(self, row: int, column: int) -> int:
        """Where a new cell of a row belongs; the row may be a new one below all others."""
        at = self.text.find(b'<row r="%d"' % row)
        if at < 0:
            at = self.text.index(b"</sheetData>")
            self.text = self.text[:at] + b'<row r="%d"></row>' % row + self.text[at:]
        end = self.text.index(b"</row>", at)
        for cell in re.finditer(rb'<c r="([A-Z]+)\d+"', self.text[at:end]):
            if column_index(cell[1].decode()) > column:
                return at + cell.start()
        return end


def _serial(moment: date) -> float:
    """The number that Excel keeps for a day or a time."""
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    return (at - _EXCEL_EPOCH) / timedelta(days=1)


def _written(content: Content, inner: bytes) -> tuple[bytes, bytes]:
    """The type attribute and the inner XML of a cell."""
    match content:
        case None:
            return b"", b""
        case bool():
            return b' t="b"', b"<v>%d</v>" % content
        case int() | float():
            return b"", f"<v>{content!r}</v>".encode()
        case date():
            return b"", f"<v>{_serial(content)!r}</v>".encode()
        case str():
            return b' t="inlineStr"', f'<is><t xml:space="preserve">{escape(content)}</t></is>'.encode()
        case Cached(value):
            formula = inner[: inner.index(b"</f>") + 4]
            number = _serial(value) if isinstance(value, date) else value
            kind, text = (
                (b"", repr(float(number))) if isinstance(number, float) else (b' t="str"', number or "")
            )
            return kind, formula + f"<v>{text}</v>".encode()
        case Uncalculated(formula):
            return b"", f"<f>{escape(formula)}</f>".encode()
        case ErrorValue(name):
            return b' t="e"', f"<f>NA()</f><v>{name}</v>".encode()
