"""The arrays of one sheet -> its typed frame, and what is wrong with its cells.

Money is in fen. A cell that cannot be read takes its group of rows (the voucher, the day, the account and month) out
of the frame.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from xlplan.cells import Ref
from xlplan.excel import defects
from xlplan.excel.days import FIRST_DAY, LAST_DAY, parse_day, parse_month, parse_time, serial
from xlplan.excel.kinds import Kind
from xlplan.excel.privacy import hidden
from xlplan.excel.raw import Mask, RawSheet, flags
from xlplan.excel.sheets import Sheet, labels
from xlplan.excel.table import Column
from xlplan.findings import Finding, Rule, Severity
from xlplan.money import LARGEST, parse_number, parse_share, parse_yuan, whole

_BRACKETS = str.maketrans("()", "（）")
_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_FULL_WIDTH = str.maketrans(
    {
        chr(code): chr(code - 0xFEE0)
        for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    }
)
"""Digits and letters only: the brackets and signs of Chinese text stay as they are."""
_MOMENTS = {
    Kind.DAY: ("D", parse_day, "日期"),
    Kind.TIME: ("m", parse_time, "日期和时间，如 2026-10-08 07:30"),
    Kind.MONTH: ("M", parse_month, "月份，如 2026-10"),
}
"""The unit, how words are read, and what they should be."""
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
    """A raw sheet on its way to a typed frame; places are those of the raw sheet."""

    def __init__(self, raw: RawSheet) -> None:
        self.raw, self.table, self.header, self.index = raw, raw.table, raw.header, raw.index
        self.problems: list[tuple[Rule, Column, int, str]] = []
        self.unreadable = np.zeros(raw.height, dtype=bool)
        self.kept = ~raw.blank() & ~raw.headings() & ~raw.totals()
        strays = raw.strays()
        self._tell_strays(strays)
        self.kept &= ~strays

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
            frame[self.kept & out],
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

    def _tell_strays(self, strays: Mask) -> None:
        message = "这一行必填的格几乎都空着，也没有金额，没有当作数据。"
        for at in _places(strays & self.kept):
            first = next(column for column in self.raw.arrays if self.raw.filled(column)[at])
            self._problem(defects.STRAY, first, at, message)

    # Cell by cell

    def _typed(self, column: Column) -> "pd.Series | None":
        if column not in self.raw.arrays:
            # Without its amounts a sheet is no sheet of zeros; what nobody calculates is nothing.
            left = column.optional or (column.formula and not column.required)
            blank = column.kind.blank if column.blank is None else column.blank
            return pd.Series(blank, index=self.index, dtype=column.kind.dtype) if left else None
        read = {
            Kind.TEXT: self._text, Kind.DAY: self._moment, Kind.TIME: self._moment, Kind.MONTH: self._moment,
            Kind.MONEY: self._amount, Kind.QUANTITY: self._amount, Kind.COUNT: self._count, Kind.RATE: self._rate,
        }  # fmt: skip
        values = read[column.kind](column)
        self._told_apart(column)
        return values

    def _told_apart(self, column: Column) -> None:
        """Cells without a value: error values, formulas never calculated, and really empty ones."""
        for at, text in self.raw.misfits.get(column, {}).items():
            if text.startswith("#"):
                message = f"“{column}”是错误值 {_ERRORS.get(text, text)}。"
                self._problem(defects.ERROR_VALUE, column, at, message, unreadable=True)
        for at, done in self.raw.formulas(column).items():
            if not done:
                message = f"“{column}”的公式没有计算结果。"
                self._problem(defects.NEVER_CALCULATED, column, at, message, unreadable=True)
        if column.required:
            vital = column.kind.parts > 1 or bool(column.group)
            message = (
                f"“{column}”是自动计算的，这一格没有公式。"
                if column.formula
                else f"“{column}”是必填的，这一格空着。"
            )
            for at in _places(self.kept & ~self.raw.filled(column)):
                self._problem(defects.EMPTY, column, at, message, unreadable=vital)

    def _text(self, column: Column) -> "pd.Series":
        array = self.raw.texts[column]
        if column.is_code:
            array = _plain(array, column.several)
        self._long_numbers(column, array)
        values = pd.Series(pd.array(array, dtype="str"), index=self.index)
        filled = self.kept & flags(pc.not_equal(array, ""))
        if column.choices and not column.judged_by:
            for at in _places(filled & ~values.isin(column.choices).to_numpy()):
                message = f"“{column}”填的是“{values.iloc[at]}”，只能是 {'、'.join(column.choices)}。"
                self._problem(defects.NOT_A_CHOICE, column, at, message)
        if column.unique:
            listed = values[filled]
            again = listed[listed.duplicated()]
            first = listed[listed.isin(again)].drop_duplicates() if len(again) else again
            rows = dict(zip(first, first.index, strict=True))
            for row, value in again.items():
                shown = hidden(value) if column.private else value
                message = f"“{column}”{shown} 与第 {rows[value]} 行重复。"
                self._problem(defects.DUPLICATE, column, row - self.index.start, message)
        return values

    def _long_numbers(self, column: Column, array: pa.Array) -> None:
        for at in _places(flags(pc.match_substring_regex(array, r"^\d{16,}$"))):
            if (int(self.index[at]), self.header.places[column]) in self.raw.scan.long_numbers:
                digits = len(array[at].as_py())
                message = f"“{column}”有 {digits} 位，按数字存只剩 15 位准确，后面的已经不对。"
                self._problem(defects.LONG_NUMBER, column, at, message)

    def _moment(self, column: Column) -> "pd.Series":
        """Days, minutes or months."""
        unit, parse, what = _MOMENTS[column.kind]
        array = self.raw.arrays[column]
        filled = flags(array.is_valid())
        # A time is kept as a part of a day, and may come back as a millisecond less.
        seconds = (array.cast(pa.timestamp("ms")).cast(pa.int64()).fill_null(0).to_numpy() + 500) // 1000
        exact = seconds.astype("datetime64[s]")
        moments = exact.astype(f"datetime64[{unit}]").astype("datetime64[s]")
        moments[~filled] = np.datetime64("NaT")
        strange = filled & ~((exact >= FIRST_DAY) & (exact < LAST_DAY))
        if column.kind is Kind.TIME and not column.day_alone:
            strange |= filled & (moments == moments.astype("datetime64[D]"))
        numbers = {at: _seen(exact[at], column.kind) for at in _places(strange)}
        told = numbers | self._words(column) | dict.fromkeys(self._booleans(column), "是非值")
        for at, text in told.items():
            # A number with a fraction is no month: October typed as 2026.10 is the number 2026.1.
            known = np.datetime64("NaT") if at in numbers and "." in text else parse(text)
            if np.isnat(known) and column.day_alone:
                known = parse_day(text)
            moments[at] = known.astype(f"datetime64[{unit}]")
            if np.isnat(moments[at]):
                message = f"“{column}”填的是“{text.strip()}”，不是{what}。"
                self._problem(defects.NOT_A_DAY, column, at, message, unreadable=True)
        return pd.Series(moments, index=self.index)

    def _words(self, column: Column) -> dict[int, str]:
        """Place -> text of the cells that do not fit the column's type, error values apart."""
        misfits = self.raw.misfits.get(column, {})
        return {at: text for at, text in misfits.items() if not text.startswith("#")}

    def _booleans(self, column: Column) -> list[int]:
        place = self.header.places[column]
        rows = (row - self.index.start for row, at in self.raw.scan.booleans if at == place)
        return [row for row in rows if 0 <= row < self.raw.height]

    def _numbers(self, column: Column) -> tuple[npt.NDArray[np.float64], Mask]:
        """Numbers, with what people type as numbers, and where a number stands."""
        array = self.raw.arrays[column]
        filled = flags(array.is_valid())
        numbers = array.fill_null(0.0).to_numpy(zero_copy_only=False).copy()
        parse = {Kind.QUANTITY: parse_number, Kind.RATE: parse_share}.get(column.kind, parse_yuan)
        for at, text in self._words(column).items():
            bare = text.strip().removesuffix(column.unit)
            value = parse(bare.rstrip(_COUNTED) if column.kind is Kind.COUNT else bare)
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

    def _amount(self, column: Column) -> "pd.Series":
        """Fen, or thousandths of a quantity."""
        numbers, filled = self._numbers(column)
        units, wrong = whole(numbers, column.kind.parts)
        finest, smallest = ("不是整分", "分") if column.kind is Kind.MONEY else ("超过三位小数", "三位小数")
        for at in _places(wrong & filled):
            fits = abs(numbers[at]) < 10**15 // column.kind.parts
            wrong_how = finest if fits else f"超出了能准到{smallest}的范围"
            message = f"“{column}”是 {numbers[at]:.15g}，{wrong_how}。"
            self._problem(defects.THIRD_DECIMAL, column, at, message, unreadable=True)
        if column.blank:
            units[~filled] = column.blank
        return pd.Series(units, index=self.index)

    def _rate(self, column: Column) -> "pd.Series":
        shares, filled = self._numbers(column)
        for at in _places(filled & column.part & ~((shares >= 0) & (shares <= 1))):
            message = f"“{column}”是 {shares[at]:.15g}，要在 0 到 100% 之间；百分之五写成 5% 或 0.05。"
            self._problem(defects.NOT_A_NUMBER, column, at, message, unreadable=True)
        return pd.Series(np.where(filled, shares, np.nan), index=self.index)

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
        for column in self.raw.arrays:
            formulas = self.raw.formulas(column)
            if column.formula and formulas:
                message = f"“{column}”应由公式计算，这一格是手工填的数。"
                for at in _places(self.kept & self.raw.filled(column) & ~self.raw.mask(formulas)):
                    self._problem(defects.CONSTANT_OVER_FORMULA, column, at, message)

    # The sheet as a whole

    def _left_out(self, frame: pd.DataFrame) -> Mask:
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
            same = np.zeros(self.raw.height, dtype=np.int64)
            for key, missing in zip(keys, shape, strict=True):
                if not missing:
                    same = same * (key.max() + 1) + key
            out |= self.kept & np.isin(same, same[wrong & (unknown == shape).all(axis=1)])
        return out

    def _headers(self) -> Iterator[Finding]:
        table, places = self.table, self.header.places
        start = Ref(table.workbook, table.sheet, self.header.row, min(self.header.names, default=0))
        for column in table.columns:
            if column in places or column.optional:
                continue
            message = f"“{table.sheet}”表缺少“{column}”列。"
            near = self.header.proposal(column)
            if near:
                row = "、".join((table.workbook, table.sheet, column, near))
                message += f"表头里的“{near}”如果就是它，请在“别名”表里加一行：{row}。"
            vital = column.required or (column.kind.parts > 1 and not column.formula)
            severity = Severity.ERROR if vital else Severity.WARNING
            yield Finding(defects.NO_HEADER, severity, start, message)
        for column, place in self.header.twice:
            ref = Ref(table.workbook, table.sheet, self.header.row, place)
            message = f"“{column}”列出现了两次，先用左边的一列。"
            yield Finding(defects.HEADER_TWICE, defects.HEADER_TWICE.severity, ref, message)

    def _cells(self, frame: pd.DataFrame) -> Iterator[Finding]:
        if not self.problems:
            return
        rows = [self.header.row + 1 + at for _, _, at, _ in self.problems]
        names = labels(self.table, frame, rows)
        for (rule, column, _, message), row, (subject, month) in zip(self.problems, rows, names, strict=True):
            ref = Ref(self.table.workbook, self.table.sheet, row, self.header.places[column])
            yield Finding(rule, rule.severity, ref, message, subject, month)


def _seen(moment: np.datetime64, kind: Kind) -> str:
    """What a clerk typed that is no moment of this kind: a number, a clock time without a day, or a day without one."""
    day, _, clock = str(moment).partition("T")
    number = serial(moment)
    if not number or (kind is Kind.TIME and FIRST_DAY <= moment < LAST_DAY):
        return day if clock == "00:00:00" else clock[:5]
    part = (moment - moment.astype("datetime64[D]")) / np.timedelta64(1, "D")
    return f"{number + part:.10g}"


def _plain(array: pa.Array, several: bool) -> pa.Array:
    """Codes and names as they are compared, told by their distinct values: full-width digits and letters as plain ones, in
    Chinese words full-width brackets, and unless there may be ``several`` no blanks, as in a name of two characters that is spaced out."""
    coded = array.dictionary_encode()
    words = coded.dictionary
    plain = [word.translate(_FULL_WIDTH) for word in words.to_pylist()]
    plain = [word.translate(_BRACKETS) if _HAN.search(word) else word for word in plain]
    if not several:
        plain = [_GAP.sub("", word) for word in plain]
    told = pa.array(plain, type=words.type)
    return array if told.equals(words) else told.take(coded.indices)


def _places(mask: Mask) -> list[int]:
    places: list[int] = np.flatnonzero(mask).tolist()
    return places
