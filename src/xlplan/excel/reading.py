"""Master sheets as people keep them -> typed frames with the Excel row number as index, and what is wrong.

Values come from fastexcel; formulas and what they hide from a scan of the sheet's bytes. Money is in fen. A cell
that cannot be read takes its group of rows (the voucher, the day, the account and month) out of the frame.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from xlplan.cells import Ref
from xlplan.excel import defects, header
from xlplan.excel.package import Package, SheetScan
from xlplan.excel.table import Column, Kind, Table
from xlplan.findings import CannotRun, Finding, Rule, Severity
from xlplan.money import parse_yuan, whole_fen

_FIRST_DAY, _LAST_DAY = np.datetime64("1990-01-01", "D"), np.datetime64("2100-01-01", "D")
_EXCEL_EPOCH = 25569
"""Days from Excel's day 0 to 1970-01-01."""
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?)?"
)
_BARE_DAY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_TOTAL = r"^(合\s*计|小\s*计|总\s*计|共\s*计|本[日月年页周]合计|本[月年]累计|累\s*计|过次页|承前页)[:：]?$"
_FULL_WIDTH = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    }
)
_SEVERAL = re.compile(r"[、,，;；/\s]+")
_ARROW = {Kind.TEXT: "string", Kind.DAY: "date", Kind.MONEY: "float", Kind.COUNT: "float"}


@dataclass(frozen=True)
class Sheet:
    """One master sheet as it was read."""

    table: type[Table]
    rows: pd.DataFrame
    """Index: Excel row number. Columns: the table's headers; one that the sheet lacks and whose blank has no
    meaning is not there."""
    findings: tuple[Finding, ...] = ()
    left_out: int = 0
    """Rows taken out because a cell of their group cannot be read."""
    places: dict[Column, int] = field(default_factory=dict)
    """Where each column stands on this sheet, zero-based."""
    header_row: int = 1
    absent: tuple[Column, ...] = ()
    """Columns that are not in ``rows`` because the sheet lacks them."""

    def ref(self, column: Column, row: int) -> Ref:
        """The cell of a row, as it stands on this sheet."""
        return Ref(self.table.workbook, self.table.sheet, row, self.places.get(column, 0))


def empty(table: type[Table]) -> pd.DataFrame:
    """A frame of a table without rows, typed as the reader types it."""
    dtypes = {Kind.TEXT: "str", Kind.DAY: "datetime64[s]", Kind.MONEY: "int64", Kind.COUNT: "Int64"}
    return pd.DataFrame({column: pd.Series(dtype=dtypes[column.kind]) for column in table.columns})


class Workbook:
    """A workbook file opened for reading; raises CannotRun with one clear sentence where that is impossible."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.package = Package(path, name)
        self._sheets = {sheet.strip(): sheet for sheet in self.package.sheets}
        with self._refusing():
            self._reader = fastexcel.read_excel(self.package.content)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the worksheets."""
        return tuple(self._sheets)

    def _refusing(self) -> "_Refusal":
        return _Refusal(self.package.name)

    def read(self, table: type[Table], aliases: dict[str, str]) -> Sheet:
        """Read one master sheet. ``aliases``: the office's own header -> ours."""
        if table.sheet not in self._sheets:
            return _missing(table, f"工作簿 {table.workbook} 里没有工作表“{table.sheet}”。")
        name = self._sheets[table.sheet]
        scan = self.package.scan(name)
        if scan.first_row == 0:
            return _missing(table, f"工作表“{table.sheet}”是空的，没有表头。")
        with self._refusing():
            loaded = self._as_built(name, table, scan) or self._as_found(name, table, aliases)
        if loaded is None:
            return _missing(table, f"工作表“{table.sheet}”的前 {header.HEAD_ROWS} 行里找不到表头。")
        return _Reading(table, scan, *loaded).sheet()

    def _as_built(
        self, name: str, table: type[Table], scan: SheetScan
    ) -> "tuple[header.Header, dict[Column, pa.Array], dict[Column, dict[int, str]]] | None":
        """The quick way: the header and the columns stand where our own builder puts them."""
        if scan.first_row != 1:
            return None
        dtypes = {place: _ARROW[column.kind] for place, column in enumerate(table.columns)}
        sheet = self._reader.load_sheet(name, header_row=0, dtypes=dtypes)
        names = {info.absolute_index: info.name for info in sheet.available_columns()}
        if [names.get(place) for place in range(len(table.columns))] != list(table.columns):
            return None
        found = header.Header(1, names, {column: place for place, column in enumerate(table.columns)}, ())
        return found, *self._arrays(name, sheet, found)

    def _as_found(
        self, name: str, table: type[Table], aliases: dict[str, str]
    ) -> "tuple[header.Header, dict[Column, pa.Array], dict[Column, dict[int, str]]] | None":
        """The careful way: look for the header by its names, then read below it."""
        top = self._reader.load_sheet(
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
        dtypes = dict.fromkeys(places, "string") | {
            place: _ARROW[column.kind] for column, place in found.places.items()
        }
        sheet = self._reader.load_sheet(name, header_row=None, skip_rows=found.row, dtypes=dtypes)
        return found, *self._arrays(name, sheet, found)

    def _arrays(
        self, name: str, sheet: fastexcel.ExcelSheet, found: header.Header
    ) -> tuple[dict[Column, pa.Array], dict[Column, dict[int, str]]]:
        """The arrays of our columns, and by column and row the cells that do not fit its type, as text."""
        batch, errors = sheet.to_arrow_with_errors()
        order = {info.absolute_index: at for at, info in enumerate(sheet.available_columns())}
        arrays = {
            column: batch.column(order[place]) for column, place in found.places.items() if place in order
        }
        columns = {order[place]: column for column, place in found.places.items() if place in order}
        misfits: dict[Column, dict[int, str]] = {}
        for error in errors.errors if errors else ():
            column = columns.get(error.position[1])
            if column is not None:
                offset = error.offset_position[0]
                wrong = re.search(r"Error\((\w+)\)", error.detail)
                misfits.setdefault(column, {})[offset] = f"#{wrong[1]}" if wrong else ""
        texts = {column: cells for column, cells in misfits.items() if "" in cells.values()}
        if texts:
            again = self._reader.load_sheet(name, header_row=None, skip_rows=found.row, dtypes="string")
            written = again.to_arrow_with_errors()[0]
            for column, cells in texts.items():
                array = written.column(order[found.places[column]])
                cells |= {at: array[at].as_py() or "" for at, text in cells.items() if not text}
        return arrays, misfits


class _Refusal:
    """Turns what the reading library says of a damaged file into one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, trace: object) -> None:
        # A panic inside the library is no Exception; it can only be told by its name.
        if isinstance(reason, fastexcel.FastExcelError) or (kind and kind.__name__ == "PanicException"):
            raise CannotRun(f"{self._name} 的内容已损坏，打不开。") from reason


def _missing(table: type[Table], message: str) -> Sheet:
    finding = Finding(defects.NO_SHEET, Severity.ERROR, Ref(table.workbook, table.sheet), message)
    return Sheet(table, empty(table), (finding,), absent=table.columns)


class _Reading:
    """Arrays of one sheet -> its typed frame and its defects."""

    def __init__(
        self,
        table: type[Table],
        scan: SheetScan,
        found: header.Header,
        arrays: dict[Column, pa.Array],
        misfits: dict[Column, dict[int, str]],
    ) -> None:
        self.table, self.scan, self.header, self.misfits = table, scan, found, misfits
        self.arrays = arrays
        self.height = len(next(iter(arrays.values()))) if arrays else 0
        self.index = pd.RangeIndex(found.row + 1, found.row + 1 + self.height)
        self.problems: list[tuple[Rule, Column, int, str, Severity]] = []
        self.unreadable = np.zeros(self.height, dtype=bool)

    def sheet(self) -> Sheet:
        texts = {
            column: _trimmed(array)
            for column, array in self.arrays.items()
            if pa.types.is_string(array.type) or pa.types.is_large_string(array.type)
        }
        kept = ~self._blank(texts)
        kept &= ~self._totals(texts, kept)
        columns = {column: self._typed(column, texts, kept) for column in self.table.columns}
        absent = tuple(column for column, values in columns.items() if values is None)
        frame = pd.DataFrame(
            {column: values for column, values in columns.items() if values is not None}, index=self.index
        )
        self._formulas_kept(kept)
        out = self._left_out(frame, kept)
        rows = frame[kept & ~out]
        findings = [*self._headers(), *self._cells(frame)]
        return Sheet(
            self.table,
            rows,
            tuple(findings),
            int((kept & out).sum()),
            self.header.places,
            self.header.row,
            absent,
        )

    def _problem(
        self, rule: Rule, column: Column, at: int, message: str, *, unreadable: bool = False
    ) -> None:
        self.problems.append((rule, column, at, message, rule.severity))
        if unreadable:
            self.unreadable[at] = True

    def _blank(self, texts: dict[Column, pa.Array]) -> npt.NDArray[np.bool_]:
        """Rows whose typed cells are all empty, whatever formulas stand in them."""
        blank = np.ones(self.height, dtype=bool)
        for column, array in self.arrays.items():
            place = self.header.places[column]
            if column.formula and place in self.scan.formulas:
                rows = np.fromiter(self.scan.formulas[place], dtype=np.int64) - self.index.start
                calculated = np.zeros(self.height, dtype=bool)
                calculated[rows[(rows >= 0) & (rows < self.height)]] = True
            else:
                calculated = np.zeros(self.height, dtype=bool)
            filled = pc.not_equal(texts[column], "") if column in texts else array.is_valid()
            filled = filled.fill_null(False).to_numpy(zero_copy_only=False)
            filled = filled | _at(self.misfits.get(column, {}), self.height)
            if not column.formula:
                for row, done in self.scan.formulas.get(place, {}).items():
                    if not done and 0 <= row - self.index.start < self.height:
                        filled[row - self.index.start] = True
            blank &= ~filled | calculated
        return blank

    def _totals(self, texts: dict[Column, pa.Array], kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """合计 and carry-over lines that people write among the rows: such a word, and a required cell empty."""
        totals = np.zeros(self.height, dtype=bool)
        for array in texts.values():
            totals |= pc.match_substring_regex(array, _TOTAL).fill_null(False).to_numpy(zero_copy_only=False)
        for column, cells in self.misfits.items():
            if column.kind is Kind.DAY:
                for at, text in cells.items():
                    totals[at] |= re.match(_TOTAL, text.strip()) is not None
        for at in np.flatnonzero(totals & kept):
            required = (column for column in self.arrays if column.required and not column.formula)
            cells = (
                texts[column][int(at)] if column in texts else self.arrays[column][int(at)]
                for column in required
            )
            totals[at] = any(cell.as_py() in (None, "") for cell in cells)
        for cells in self.misfits.values():
            for at in [at for at in cells if totals[at]]:
                del cells[at]
        return totals

    def _typed(
        self, column: Column, texts: dict[Column, pa.Array], kept: npt.NDArray[np.bool_]
    ) -> "pd.Series | None":
        if column not in self.arrays:
            if column.blank is None:
                return None
            return pd.Series(np.full(self.height, column.blank, dtype=np.int64), index=self.index)
        self._errors(column)
        uncalculated = self._uncalculated(column)
        values = {
            Kind.TEXT: self._text, Kind.DAY: self._day, Kind.MONEY: self._money, Kind.COUNT: self._count
        }[column.kind](column, texts.get(column, self.arrays[column]), kept)  # fmt: skip
        filled = values[1]
        if column.required:
            vital = column.kind is Kind.MONEY or bool(column.group)
            told = uncalculated | _at(self.misfits.get(column, {}), self.height)
            for at in np.flatnonzero(kept & ~filled & ~told):
                self._problem(
                    defects.EMPTY, column, int(at), f"“{column}”是必填的，这一格空着。", unreadable=vital
                )
        return values[0]

    def _errors(self, column: Column) -> None:
        for at, text in self.misfits.get(column, {}).items():
            if text.startswith("#"):
                self._problem(
                    defects.ERROR_VALUE,
                    column,
                    at,
                    f"“{column}”是错误值 {_ERRORS.get(text, text)}。",
                    unreadable=True,
                )

    def _uncalculated(self, column: Column) -> npt.NDArray[np.bool_]:
        cells = np.zeros(self.height, dtype=bool)
        for row, calculated in self.scan.formulas.get(self.header.places[column], {}).items():
            at = row - self.index.start
            if not calculated and 0 <= at < self.height:
                cells[at] = True
                self._problem(
                    defects.NEVER_CALCULATED, column, at, f"“{column}”的公式没有计算结果。", unreadable=True
                )
        return cells

    def _text(
        self, column: Column, array: pa.Array, kept: npt.NDArray[np.bool_]
    ) -> "tuple[pd.Series, npt.NDArray[np.bool_]]":
        if column.is_code:
            array = _narrow(array)
            self._long_numbers(column, array)
        filled = pc.not_equal(array, "").fill_null(False).to_numpy(zero_copy_only=False)
        values = pd.Series(
            array.fill_null("").to_pandas().astype("str").to_numpy(), index=self.index, dtype="str"
        )
        if column.choices:
            for at in np.flatnonzero(kept & filled & ~values.isin(column.choices).to_numpy()):
                allowed = "、".join(column.choices)
                self._problem(
                    defects.NOT_A_CHOICE,
                    column,
                    int(at),
                    f"“{column}”填的是“{values.iloc[at]}”，只能是 {allowed}。",
                )
        if column.unique:
            repeated = values.where(kept & filled).duplicated() & filled & kept
            for at in np.flatnonzero(repeated):
                first = self.index[int(np.flatnonzero(kept & (values == values.iloc[at]).to_numpy())[0])]
                self._problem(
                    defects.DUPLICATE, column, int(at), f"“{column}”{values.iloc[at]} 与第 {first} 行重复。"
                )
        return values, filled

    def _long_numbers(self, column: Column, array: pa.Array) -> None:
        long = pc.match_substring_regex(array, r"^\d{16,}$").fill_null(False).to_numpy(zero_copy_only=False)
        for at in np.flatnonzero(long):
            if self.scan.is_number(int(self.index[at]), self.header.places[column]):
                self._problem(
                    defects.LONG_NUMBER, column, int(at),
                    f"“{column}”有 {len(array[int(at)].as_py())} 位，按数字存只剩 15 位准确，后面的已经不对。",
                )  # fmt: skip

    def _day(
        self, column: Column, array: pa.Array, kept: npt.NDArray[np.bool_]
    ) -> "tuple[pd.Series, npt.NDArray[np.bool_]]":
        filled = array.is_valid().to_numpy(zero_copy_only=False)
        days = array.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]")
        days[~filled] = np.datetime64("NaT")
        for at in np.flatnonzero(filled & ~((days >= _FIRST_DAY) & (days < _LAST_DAY))):
            number = str(days[at].astype(int) + _EXCEL_EPOCH)
            days[at] = self._read_day(column, int(at), number, kept)
        for at, text in self.misfits.get(column, {}).items():
            if not text.startswith("#"):
                days[at] = self._read_day(column, at, text, kept)
                filled[at] = not np.isnat(days[at])
        for row, place in self.scan.booleans:
            at = row - self.index.start
            if place == self.header.places[column] and 0 <= at < self.height:
                days[at] = self._read_day(column, at, "是非值", kept)
        return pd.Series(days.astype("datetime64[s]"), index=self.index), filled

    def _read_day(self, column: Column, at: int, text: str, kept: npt.NDArray[np.bool_]) -> np.datetime64:
        text = text.strip().translate(_FULL_WIDTH)
        parts = _DAY.fullmatch(text) or _BARE_DAY.fullmatch(text)
        if parts:
            try:
                found = np.datetime64(f"{parts[1]}-{int(parts[2]):02d}-{int(parts[3]):02d}", "D")
            except ValueError:
                found = np.datetime64("NaT")
            if _FIRST_DAY <= found < _LAST_DAY:
                return found
        if kept[at] and text:
            self._problem(
                defects.NOT_A_DAY, column, at, f"“{column}”填的是“{text}”，不是日期。", unreadable=True
            )
        elif kept[at]:
            del self.misfits[column][at]
        return np.datetime64("NaT")

    def _number(
        self, column: Column, array: pa.Array, kept: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """Numbers with what people type as numbers read too, and where a number stands."""
        filled = array.is_valid().to_numpy(zero_copy_only=False)
        numbers = array.fill_null(0.0).to_numpy(zero_copy_only=False).copy()
        for at, text in list(self.misfits.get(column, {}).items()):
            if text.startswith("#"):
                continue
            value = parse_yuan(text)
            if value is not None:
                numbers[at], filled[at] = float(value), True
            elif not text.strip():
                del self.misfits[column][at]
            elif kept[at]:
                self._problem(
                    defects.NOT_A_NUMBER,
                    column,
                    at,
                    f"“{column}”填的是“{text.strip()}”，不是数字。",
                    unreadable=True,
                )
        for row, place in self.scan.booleans:
            at = row - self.index.start
            if place == self.header.places[column] and 0 <= at < self.height:
                self._problem(
                    defects.NOT_A_NUMBER, column, at, f"“{column}”填的是是非值，不是数字。", unreadable=True
                )
        return numbers, filled

    def _money(
        self, column: Column, array: pa.Array, kept: npt.NDArray[np.bool_]
    ) -> "tuple[pd.Series, npt.NDArray[np.bool_]]":
        yuan, filled = self._number(column, array, kept)
        fen, wrong = whole_fen(yuan)
        for at in np.flatnonzero(wrong & filled & kept):
            self._problem(
                defects.THIRD_DECIMAL,
                column,
                int(at),
                f"“{column}”是 {yuan[at]:.15g}，不是整分。",
                unreadable=True,
            )
        if column.blank:
            fen[~filled] = column.blank
        return pd.Series(fen, index=self.index), filled

    def _count(
        self, column: Column, array: pa.Array, kept: npt.NDArray[np.bool_]
    ) -> "tuple[pd.Series, npt.NDArray[np.bool_]]":
        numbers, filled = self._number(column, array, kept)
        for at in np.flatnonzero(filled & kept & (numbers != np.rint(numbers))):
            self._problem(
                defects.NOT_A_NUMBER,
                column,
                int(at),
                f"“{column}”是 {numbers[at]:.15g}，不是整数。",
                unreadable=True,
            )
        values = pd.array(np.rint(numbers).astype(np.int64), dtype="Int64")
        values[~filled] = pd.NA
        return pd.Series(values, index=self.index), filled

    def _formulas_kept(self, kept: npt.NDArray[np.bool_]) -> None:
        """Constants typed over a formula, in columns that do hold formulas on this sheet."""
        for column in self.arrays:
            formulas = self.scan.formulas.get(self.header.places[column])
            if not column.formula or not formulas:
                continue
            rows = np.fromiter(formulas, dtype=np.int64) - self.index.start
            calculated = np.zeros(self.height, dtype=bool)
            calculated[rows[(rows >= 0) & (rows < self.height)]] = True
            filled = self.arrays[column].is_valid().to_numpy(zero_copy_only=False)
            for at in np.flatnonzero(kept & filled & ~calculated):
                self._problem(
                    defects.CONSTANT_OVER_FORMULA,
                    column,
                    int(at),
                    f"“{column}”应由公式计算，这一格是手工填的数。",
                )

    def _left_out(self, frame: pd.DataFrame, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Rows of the groups of unreadable cells; a key that is itself unreadable stands for any."""
        out = self.unreadable & kept
        keys = self.table.group(frame) if all(c in frame for c in self.table.columns if c.group) else []
        if not keys or not out.any():
            return out
        groups = pd.DataFrame({place: key.astype("str").to_numpy() for place, key in enumerate(keys)})
        for pattern in groups[out].drop_duplicates().itertuples(index=False):
            same = kept.copy()
            for place, key in enumerate(pattern):
                if key not in ("", "NaT", "nan"):
                    same &= (groups[place] == key).to_numpy()
            out |= same
        return out

    def _headers(self) -> Iterator[Finding]:
        table, places = self.table, self.header.places
        for column in table.columns:
            if column in places or (column.blank is not None and not column.required):
                continue
            near = self.header.proposal(column)
            hint = f"表头里的“{near}”如果就是它，请在“别名”表里加一行：{table.workbook}、{table.sheet}、{column}、{near}。"
            lacks = "" if column.required else "，按没有填写处理"
            yield Finding(
                defects.NO_HEADER,
                Severity.ERROR if column.required else Severity.WARNING,
                Ref(table.workbook, table.sheet, self.header.row, min(self.header.names, default=0)),
                f"“{table.sheet}”表缺少“{column}”列{lacks}。{hint if near else ''}",
            )
        for column, place in self.header.twice:
            yield Finding(
                defects.HEADER_TWICE,
                Severity.ERROR,
                Ref(table.workbook, table.sheet, self.header.row, place),
                f"“{column}”列出现了两次，先用左边的一列。",
            )

    def _cells(self, frame: pd.DataFrame) -> Iterator[Finding]:
        for rule, column, at, message, severity in self.problems:
            row = int(self.index[at])
            ref = Ref(self.table.workbook, self.table.sheet, row, self.header.places[column])
            yield Finding(rule, severity, ref, message, *labels(self.table, frame, row))


_ERRORS = {
    "#NA": "#N/A",
    "#Ref": "#REF!",
    "#Div0": "#DIV/0!",
    "#Name": "#NAME?",
    "#Value": "#VALUE!",
    "#Num": "#NUM!",
}


def labels(table: type[Table], frame: pd.DataFrame, row: int) -> tuple[str, str]:
    """The object and the month of a row, each "" where it has none."""
    subject, dated = table.subject(), table.dated()
    name = str(frame.at[row, subject]) if subject in frame else ""
    day = frame.at[row, dated] if dated in frame else pd.NaT
    return name, "" if pd.isna(day) else f"{day:%Y-%m}"


def dangling(sheet: Sheet, column: Column, known: Iterable[str]) -> list[Finding]:
    """TAB-09 for one column: values that are not among ``known``, which a cell may also list several of."""
    if column not in sheet.rows:
        return []
    values = sheet.rows[column]
    listed = set(known)
    strange = values[(values != "") & ~values.isin(listed)]
    strange = strange[[not all(part in listed for part in _SEVERAL.split(text) if part) for text in strange]]
    where = column.refers.table.sheet if column.refers else ""
    return [
        Finding(
            defects.NOT_IN_LIST, column.severity, sheet.ref(column, row),
            f"“{column}”填的是“{text}”，“{where}”表里没有。", *labels(sheet.table, sheet.rows, row),
        )
        for row, text in strange.items()
    ]  # fmt: skip


def _trimmed(array: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(array).fill_null("")


def _narrow(array: pa.Array) -> pa.Array:
    """Full-width digits and letters of codes as plain ones, told by their distinct values."""
    coded = array.dictionary_encode()
    words = coded.dictionary
    narrow = pa.array([word.translate(_FULL_WIDTH) for word in words.to_pylist()], type=words.type)
    return array if narrow.equals(words) else narrow.take(coded.indices)


def _at(cells: Iterable[int], height: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(height, dtype=bool)
    mask[list(cells)] = True
    return mask
