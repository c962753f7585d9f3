"""Opening master workbooks as people keep them, and loading their sheets below whatever header they have.

Values come from fastexcel; formulas and what they hide from a scan of the sheet's bytes.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from xlplan.cells import Ref
from xlplan.excel import defects, header
from xlplan.excel.conversion import Conversion
from xlplan.excel.frames import empty
from xlplan.excel.kinds import Kind
from xlplan.excel.package import Package
from xlplan.excel.raw import RawSheet
from xlplan.excel.scan import SheetScan
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun, Finding, Severity

if TYPE_CHECKING:
    from fastexcel import DType as _DType

_WORDS, _WRONG = re.compile(r"""String\("([^"\\]*)"\)'$"""), re.compile(r"Error\((\w+)\)'$")
"""A cell that does not fit, as fastexcel tells of it; text with a quote or a backslash in it is told escaped."""

Loaded = tuple[header.Header, dict[Column, pa.Array], dict[Column, dict[int, str]], list[pa.Array]]
"""The header; the arrays of our columns; by column and place in it, the cells that do not fit its type, as text; the
texts of columns that stand left of ours."""


class Workbook:
    """A workbook file opened for reading; raises CannotRun with one clear sentence where that is impossible."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.package = Package(path, content)
        self._sheets = {sheet.strip(): sheet for sheet in self.package.sheets}
        with self._refusing():
            self._reader = fastexcel.read_excel(self.package.content)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets."""
        return tuple(self._sheets)

    def _refusing(self) -> "Refusal":
        return Refusal(self.package.name)

    def read(self, table: type[Table], aliases: dict[str, str]) -> Sheet:
        """Read one master sheet. ``aliases``: the office's own header -> ours."""
        if table.sheet not in self._sheets:
            if table.optional:
                return Sheet(table, empty(table))
            message = f"工作簿 {table.workbook} 里没有工作表“{table.sheet}”。"
            near = header.nearest(table.sheet, (sheet for sheet in self._sheets if sheet not in Table.every))
            if near:
                message += f"工作表“{near}”如果就是它，请把名字改回“{table.sheet}”。"
            return _missing(table, message)
        name = self._sheets[table.sheet]
        scan = self.package.scan(name)
        if scan.first_row == 0:
            return _missing(table, f"工作表“{table.sheet}”是空的，没有表头。")
        with self._refusing():
            loaded = self._load(name, table, aliases, scan)
        if loaded is None:
            return _missing(table, f"工作表“{table.sheet}”的前 {header.HEAD_ROWS} 行里找不到表头。")
        return Conversion(RawSheet(table, scan, *loaded)).sheet()

    def texts(self, sheet: str) -> list[pa.Array]:
        """What stands in any sheet, as text, column by column; programs differ in how much that is empty they keep."""
        name = self._sheets[sheet]
        if self.package.scan(name).first_row == 0:
            return []
        with self._refusing():
            loaded = self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            columns = [_filled(column) for column in loaded.to_arrow_with_errors()[0].columns]
        while columns and not len(columns[-1]):
            columns.pop()
        return columns

    def cells(self, sheet: str) -> dict[tuple[int, int], str]:
        """Row and zero-based column -> what stands in each cell of any sheet that is filled, as text."""
        name = self._sheets[sheet]
        if self.package.scan(name).first_row == 0:
            return {}
        with self._refusing():
            loaded = self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            columns = loaded.to_arrow_with_errors()[0].columns
            places = [info.absolute_index for info in loaded.available_columns()]
        return {
            (row, place): text
            for place, column in zip(places, columns, strict=True)
            for row, text in enumerate(column.to_pylist(), 1)
            if text
        }

    def _load(self, name: str, table: type[Table], aliases: dict[str, str], scan: SheetScan) -> Loaded | None:
        """Look for the header by its names, then read what stands below it; None where there is no header."""
        top = fastexcel.read_excel(self.package.top(name, scan, header.HEAD_ROWS)).load_sheet(
            name, header_row=None, skip_rows=0, n_rows=header.HEAD_ROWS, dtypes="string"
        )
        places = [info.absolute_index for info in top.available_columns()]
        head = [
            {place: text.strip() for place, text in zip(places, texts, strict=True) if text and text.strip()}
            for texts in zip(
                *(column.to_pylist() for column in top.to_arrow_with_errors()[0].columns), strict=True
            )
        ]
        found = header.find(table, head, aliases)
        if found is None:
            return None
        kinds = {place: column.kind for column, place in found.places.items()}
        scan.release()  # half a gigabyte, for a large sheet
        dtypes: dict[str | int, _DType] = {place: kinds.get(place, Kind.TEXT).cells for place in places}
        sheet = self._reader.load_sheet(name, header_row=None, skip_rows=found.row, dtypes=dtypes)
        return found, *self._arrays(name, sheet, found)

    def _arrays(
        self, name: str, sheet: fastexcel.ExcelSheet, found: header.Header
    ) -> tuple[dict[Column, pa.Array], dict[Column, dict[int, str]], list[pa.Array]]:
        """What stands below a header, as in Loaded."""
        batch, errors = sheet.to_arrow_with_errors()
        order = {info.absolute_index: at for at, info in enumerate(sheet.available_columns())}
        arrays = {column: batch.column(order[place]) for column, place in found.places.items()}
        columns = {order[place]: column for column, place in found.places.items()}
        misfits: dict[Column, dict[int, str]] = {}
        untold: list[tuple[Column, int]] = []
        for error in errors.errors if errors else ():
            column = columns.get(error.position[1])
            if column is not None:
                place = error.offset_position[0]
                words, wrong = _WORDS.search(error.detail), _WRONG.search(error.detail)
                misfits.setdefault(column, {})[place] = words[1] if words else f"#{wrong[1]}" if wrong else ""
                if not words and not wrong:
                    untold.append((column, place))
        if untold:
            again = self._reader.load_sheet(name, header_row=None, skip_rows=found.row, dtypes="string")
            written = again.to_arrow_with_errors()[0]
            for column, place in untold:
                misfits[column][place] = written.column(order[found.places[column]])[place].as_py() or ""
        for column, cells in misfits.items():
            misfits[column] = {place: text for place, text in cells.items() if text.strip()}
        first = min(found.places.values())
        return arrays, misfits, [batch.column(at) for place, at in order.items() if place < first]


class Refusal:
    """Turns what the reading library says of a damaged file into one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: object) -> None:
        # A panic inside the library is no Exception; it can only be told by its name.
        if isinstance(reason, fastexcel.FastExcelError) or (kind and kind.__name__ == "PanicException"):
            raise CannotRun(f"{self._name} 的内容已损坏，打不开。") from reason


def _filled(column: pa.Array) -> pa.Array:
    """A column of text down to its last cell that is filled."""
    texts = column.fill_null("")
    places = pc.indices_nonzero(pc.not_equal(texts, ""))
    return texts[: places[-1].as_py() + 1 if len(places) else 0]


def _missing(table: type[Table], message: str) -> Sheet:
    finding = Finding(defects.NO_SHEET, Severity.ERROR, Ref(table.workbook, table.sheet), message)
    return Sheet(table, empty(table), (finding,), absent=table.columns)
