"""The arrays of one sheet -> its typed frame, and what is wrong with its cells.

Money is in fen. A cell that cannot be read takes its group of rows (the voucher, the day, the account and month) out
of the frame.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from xlplan.cells import Ref
from xlplan.excel import defects
from xlplan.excel.days import FIRST_DAY, LAST_DAY, parse_day, serial
from xlplan.excel.header import Header
from xlplan.excel.package import SheetScan
from xlplan.excel.sheets import Sheet, labels
from xlplan.excel.table import Column, Kind, Table
from xlplan.findings import Finding, Rule, Severity
from xlplan.money import LARGEST, parse_yuan, whole_fen

_BLANKS = "[\\s\u3000\xa0]*"
_TOTAL = rf"^(?:.{{0,8}}(?:合{_BLANKS}计|小{_BLANKS}计|总{_BLANKS}计|共{_BLANKS}计|累{_BLANKS}计)|过次页|承前页)[:：]?$"
"""For both pyarrow and re, whose ideas of a blank differ."""
_FULL_WIDTH = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    }
)
"""Digits and letters only: the brackets and signs of Chinese text stay as they are."""
_COUNTED = "张个人名份件"
"""What clerks write behind a number of things."""
_ERRORS = {
    "#NA": "#N/A",
    "#Ref": "#REF!",
    "#Div0": "#DIV/0!",
    "#Name": "#NAME?",
    "#Value": "#VALUE!",
    "#Num": "#NUM!",
    "#Null": "#NULL!",
}


class Conversion:
    """The arrays of one sheet on their way to a typed frame.

    Places are positions below the header, counted from 0; ``index`` turns them into Excel row numbers.
    """

    def __init__(
        self,
        table: type[Table],
        scan: SheetScan,
        header: Header,
        arrays: dict[Column, pa.Array],
        misfits: dict[Column, dict[int, str]],
        margin: list[pa.Array],
    ) -> None:
        self.table, self.scan, self.header, self.misfits = table, scan, header, misfits
        self.height = len(next(iter(arrays.values()), ()))
        self.index = pd.RangeIndex(header.row + 1, header.row + 1 + self.height)
        self.arrays = {column: self._merged_down(column, array) for column, array in arrays.items()}
        self.texts = {
            column: _trimmed(array) for column, array in self.arrays.items() if pa.types.is_string(array.type)
        }
        self.problems: list[tuple[Rule, Column, int, str]] = []
        self.unreadable = np.zeros(self.height, dtype=bool)
        self.kept = ~self._blank()
        self.kept &= ~self._totals(margin)
        self.kept &= ~self._strays()

    def sheet(self) -> Sheet:
        """The frame, the findings, and how many rows were left out."""
        columns = {column: self._typed(column) for column in self.table.columns}
        absent = tuple(column for column, values in columns.items() if values is None)
        frame = pd.DataFrame(
            {column: values for column, values in columns.items() if values is not None}, index=self.index
        )
        self._lost_formulas()
        out = self._left_out(frame)
        findings = (*self._headers(), *self._cells(frame))
        return Sheet(
            self.table,
            frame[self.kept & ~out],
            findings,
            int(out.sum()),
            self.header.places,
            self.header.row,
            absent,
        )

    def _problem(
        self, rule: Rule, column: Column, place: int, message: str, *, unreadable: bool = False
    ) -> None:
        if self.kept[place]:
            self.problems.append((rule, column, place, message))
            self.unreadable[place] |= unreadable

    # Which rows are rows

    def _merged_down(self, column: Column, array: pa.Array) -> pa.Array:
        """Words and days in cells merged over several rows hold for each of these; an amount stands once."""
        merged = self.scan.merged_down.get(self.header.places[column], ())
        if not merged or column.kind in (Kind.MONEY, Kind.COUNT):
            return array
        source = np.arange(self.height)
        for first, last in merged:
            start = first - self.index.start
            if start >= 0:
                source[start : last - self.index.start + 1] = start
        misfits = self.misfits.get(column)
        if misfits:
            misfits |= {at: misfits[top] for at, top in enumerate(source.tolist()) if top in misfits}
        return array.take(pa.array(source))

    def _formulas(self, column: Column) -> dict[int, bool]:
        """Place -> whether its formula is calculated."""
        rows = self.scan.formulas.get(self.header.places[column], {})
        start, height = self.index.start, self.height
        return {row - start: done for row, done in rows.items() if 0 <= row - start < height}

    def _mask(self, places: Iterable[int]) -> npt.NDArray[np.bool_]:
        mask = np.zeros(self.height, dtype=bool)
        mask[list(places)] = True
        return mask

    def _filled(self, column: Column) -> npt.NDArray[np.bool_]:
        """Where anything at all stands in a column."""
        array = self.arrays[column]
        filled = pc.not_equal(self.texts[column], "") if column in self.texts else array.is_valid()
        return _flags(filled) | self._mask(self.misfits.get(column, {}))

    def _blank(self) -> npt.NDArray[np.bool_]:
        """Rows whose typed cells are all empty, whatever our own formulas show in them."""
        blank = np.ones(self.height, dtype=bool)
        for column in self.arrays:
            formulas = self._formulas(column)
            if column.formula:
                blank &= ~self._filled(column) | self._mask(formulas)
            else:
                blank &= ~self._filled(column) & ~self._mask(at for at, done in formulas.items() if not done)
        return blank

    def _totals(self, margin: list[pa.Array]) -> npt.NDArray[np.bool_]:
        """合计 and carry-over lines that people write among the rows: such a word, and a required cell empty."""
        lacking = np.zeros(self.height, dtype=bool)
        for column in self.arrays:
            if column.required and not column.formula:
                own = self.misfits.get(column, {}).items()
                words = self._mask(at for at, text in own if re.match(_TOTAL, text))
                if column in self.texts and not column.unique:
                    words |= _flags(pc.match_substring_regex(self.texts[column], _TOTAL))
                lacking |= ~self._filled(column) | words
        totals = np.zeros(self.height, dtype=bool)
        if not lacking.any():
            return totals
        for array in (*self.texts.values(), *map(_trimmed, margin)):
            totals |= _flags(pc.match_substring_regex(array, _TOTAL))
        for column, misfits in self.misfits.items():
            if column.kind is Kind.DAY:
                totals |= self._mask(at for at, text in misfits.items() if re.match(_TOTAL, text.strip()))
        return totals & lacking

    def _strays(self) -> npt.NDArray[np.bool_]:
        """Lines of words among or below amounts, such as 制表人 or 注: hardly a required cell filled, no amount."""
        stray = np.zeros(self.height, dtype=bool)
        typed = [column for column in self.arrays if not column.formula]
        required = [column for column in typed if column.required]
        amounts = [column for column in typed if column.kind is Kind.MONEY]
        if not amounts or len(required) < 3:
            return stray
        filled = sum(self._filled(column).astype(np.int8) for column in required)
        stray = self.kept & (filled * 3 <= len(required))
        for column in amounts:
            stray &= ~self._filled(column)
        for at in _places(stray):
            first = next((column for column in typed if self._filled(column)[at]), typed[0])
            self._problem(defects.STRAY, first, at, "这一行必填的格几乎都空着，也没有金额，没有当作数据。")
        return stray

    # Cell by cell

    def _typed(self, column: Column) -> "pd.Series | None":
        if column not in self.arrays:
            # Without its amounts a sheet is no sheet of zeros; what nobody calculates is nothing.
            if column.blank is None or not column.formula:
                return None
            return pd.Series(np.full(self.height, column.blank, dtype=np.int64), index=self.index)
        read = {Kind.TEXT: self._text, Kind.DAY: self._day, Kind.MONEY: self._money, Kind.COUNT: self._count}
        values = read[column.kind](column)
        self._told_apart(column)
        return values

    def _told_apart(self, column: Column) -> None:
        """Cells that look empty: error values, formulas without a value, and really empty ones."""
        told = self._mask(self.misfits.get(column, {}))
        for at, text in self.misfits.get(column, {}).items():
            if text.startswith("#"):
                message = f"“{column}”是错误值 {_ERRORS.get(text, text)}。"
                self._problem(defects.ERROR_VALUE, column, at, message, unreadable=True)
        for at, done in self._formulas(column).items():
            if not done:
                message = f"“{column}”的公式没有计算结果。"
                self._problem(defects.NEVER_CALCULATED, column, at, message, unreadable=True)
                told[at] = True
        if column.required:
            vital = column.kind is Kind.MONEY or bool(column.group)
            message = f"“{column}”是必填的，这一格空着。"
            for at in _places(self.kept & ~self._filled(column) & ~told):
                self._problem(defects.EMPTY, column, at, message, unreadable=vital)

    def _text(self, column: Column) -> "pd.Series":
        array = self.texts[column]
        if column.is_code:
            array = _narrow(array)
        self._long_numbers(column, array)
        values = pd.Series(pd.array(array, dtype="str"), index=self.index)
        filled = self.kept & _flags(pc.not_equal(array, ""))
        if column.choices:
            for at in _places(filled & ~values.isin(column.choices).to_numpy()):
                message = f"“{column}”填的是“{values.iloc[at]}”，只能是 {'、'.join(column.choices)}。"
                self._problem(defects.NOT_A_CHOICE, column, at, message)
        if column.unique:
            listed = values[filled]
            first = pd.Series(listed.index, index=listed.to_numpy()).groupby(level=0).first()
            for row, value in listed[listed.duplicated()].items():
                message = f"“{column}”{value} 与第 {first[value]} 行重复。"
                self._problem(defects.DUPLICATE, column, row - self.index.start, message)
        return values

    def _long_numbers(self, column: Column, array: pa.Array) -> None:
        for at in _places(_flags(pc.match_substring_regex(array, r"^\d{16,}$"))):
            if (int(self.index[at]), self.header.places[column]) in self.scan.long_numbers:
                digits = len(array[at].as_py())
                message = f"“{column}”有 {digits} 位，按数字存只剩 15 位准确，后面的已经不对。"
                self._problem(defects.LONG_NUMBER, column, at, message)

    def _day(self, column: Column) -> "pd.Series":
        array = self.arrays[column]
        filled = _flags(array.is_valid())
        days = array.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]")
        days[~filled] = np.datetime64("NaT")
        strange = {
            at: str(serial(days[at])) for at in _places(filled & ~((days >= FIRST_DAY) & (days < LAST_DAY)))
        }
        for at, text in (
            strange | self._words(column) | dict.fromkeys(self._booleans(column), "是非值")
        ).items():
            days[at] = parse_day(text)
            if np.isnat(days[at]):
                message = f"“{column}”填的是“{text.strip()}”，不是日期。"
                self._problem(defects.NOT_A_DAY, column, at, message, unreadable=True)
        return pd.Series(days.astype("datetime64[s]"), index=self.index)

    def _words(self, column: Column) -> dict[int, str]:
        """Place -> text of the cells that do not fit the column's type, error values apart."""
        misfits = self.misfits.get(column, {})
        return {at: text for at, text in misfits.items() if not text.startswith("#")}

    def _booleans(self, column: Column) -> list[int]:
        place = self.header.places[column]
        rows = (row - self.index.start for row, at in self.scan.booleans if at == place)
        return [row for row in rows if 0 <= row < self.height]

    def _numbers(self, column: Column) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """Numbers, with what people type as numbers, and where a number stands."""
        array = self.arrays[column]
        filled = _flags(array.is_valid())
        numbers = array.fill_null(0.0).to_numpy(zero_copy_only=False).copy()
        for at, text in self._words(column).items():
            value = parse_yuan(text.strip().rstrip(_COUNTED) if column.kind is Kind.COUNT else text)
            if value is None:
                message = f"“{column}”填的是“{text.strip()}”，不是数字。"
                self._problem(defects.NOT_A_NUMBER, column, at, message, unreadable=True)
            else:
                numbers[at], filled[at] = float(value), True
        for at in self._booleans(column):
            self._problem(
                defects.NOT_A_NUMBER, column, at, f"“{column}”填的是是非值，不是数字。", unreadable=True
            )
        return numbers, filled

    def _money(self, column: Column) -> "pd.Series":
        yuan, filled = self._numbers(column)
        fen, wrong = whole_fen(yuan)
        for at in _places(wrong & filled):
            wrong_how = "不是整分" if abs(yuan[at]) < LARGEST else "超出了能准到分的范围"
            message = f"“{column}”是 {yuan[at]:.15g}，{wrong_how}。"
            self._problem(defects.THIRD_DECIMAL, column, at, message, unreadable=True)
        if column.blank:
            fen[~filled] = column.blank
        return pd.Series(fen, index=self.index)

    def _count(self, column: Column) -> "pd.Series":
        numbers, filled = self._numbers(column)
        fits = (numbers == np.rint(numbers)) & (numbers >= 0) & (numbers < LARGEST)
        for at in _places(filled & ~fits):
            message = f"“{column}”是 {numbers[at]:.15g}，不是个数。"
            self._problem(defects.NOT_A_NUMBER, column, at, message, unreadable=True)
        whole = pd.arrays.IntegerArray(np.where(fits, numbers, 0).astype(np.int64), ~filled)
        return pd.Series(whole, index=self.index)

    def _lost_formulas(self) -> None:
        """Constants typed over a formula, in columns that do hold formulas on this sheet."""
        for column in self.arrays:
            formulas = self._formulas(column)
            if column.formula and formulas:
                message = f"“{column}”应由公式计算，这一格是手工填的数。"
                for at in _places(self.kept & self._filled(column) & ~self._mask(formulas)):
                    self._problem(defects.CONSTANT_OVER_FORMULA, column, at, message)

    # The sheet as a whole

    def _left_out(self, frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Rows of the groups of unreadable cells; a key that is itself unreadable stands for any."""
        out = self.unreadable & self.kept
        if not out.any() or any(column.group and column not in frame for column in self.table.columns):
            return out
        keys = [pd.factorize(key)[0] + 1 for key in self.table.group(frame)]
        if not keys:
            return out
        wrong, unknown = out.copy(), np.column_stack(keys) == 0
        for shape in np.unique(unknown[wrong], axis=0):
            if shape.all():  # nothing says where such a row belongs: it goes alone
                continue
            same = np.zeros(self.height, dtype=np.int64)
            for key, missing in zip(keys, shape, strict=True):
                if not missing:
                    same = same * (key.max() + 1) + key
            out |= self.kept & np.isin(same, same[wrong & (unknown == shape).all(axis=1)])
        return out

    def _headers(self) -> Iterator[Finding]:
        table, places = self.table, self.header.places
        start = Ref(table.workbook, table.sheet, self.header.row, min(self.header.names, default=0))
        for column in table.columns:
            if column in places:
                continue
            message = f"“{table.sheet}”表缺少“{column}”列。"
            near = self.header.proposal(column)
            if near:
                row = "、".join((table.workbook, table.sheet, column, near))
                message += f"表头里的“{near}”如果就是它，请在“别名”表里加一行：{row}。"
            vital = column.required or (column.kind is Kind.MONEY and not column.formula)
            severity = Severity.ERROR if vital else Severity.WARNING
            yield Finding(defects.NO_HEADER, severity, start, message)
        for column, place in self.header.twice:
            ref = Ref(table.workbook, table.sheet, self.header.row, place)
            message = f"“{column}”列出现了两次，先用左边的一列。"
            yield Finding(defects.HEADER_TWICE, defects.HEADER_TWICE.severity, ref, message)

    def _cells(self, frame: pd.DataFrame) -> Iterator[Finding]:
        rows = [self.header.row + 1 + at for _, _, at, _ in self.problems]
        names = labels(self.table, frame, rows)
        for (rule, column, _, message), row, (subject, month) in zip(self.problems, rows, names, strict=True):
            ref = Ref(self.table.workbook, self.table.sheet, row, self.header.places[column])
            yield Finding(rule, rule.severity, ref, message, subject, month)


def _trimmed(array: pa.Array) -> pa.Array:
    """Without blanks around, also those that nobody sees."""
    return pc.utf8_trim(array, " \t\r\n\u3000\xa0\u200b\u2060\ufeff").fill_null("")


def _narrow(array: pa.Array) -> pa.Array:
    """Full-width digits and letters of codes as plain ones, told by their distinct values."""
    coded = array.dictionary_encode()
    words = coded.dictionary
    narrow = pa.array([word.translate(_FULL_WIDTH) for word in words.to_pylist()], type=words.type)
    return array if narrow.equals(words) else narrow.take(coded.indices)


def _flags(array: pa.Array) -> npt.NDArray[np.bool_]:
    flags: npt.NDArray[np.bool_] = array.to_numpy(zero_copy_only=False)
    return flags


def _places(mask: npt.NDArray[np.bool_]) -> list[int]:
    places: list[int] = np.flatnonzero(mask).tolist()
    return places
