"""The cells of one sheet before they are typed: where something stands, and which rows are rows."""

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from xlplan.excel.header import Header
from xlplan.excel.scan import SheetScan
from xlplan.excel.table import Column, Table

Mask = npt.NDArray[np.bool_]
_BLANKS = "[\\s\u3000\xa0]*"
_TOTAL = rf"^(?:.{{0,8}}(?:合{_BLANKS}计|小{_BLANKS}计|总{_BLANKS}计|共{_BLANKS}计|累{_BLANKS}计)|过次页|承前页)[:：]?$"
"""For both pyarrow and re, whose ideas of a blank differ."""


class RawSheet:
    """What was loaded below the header of a sheet.

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
        """``misfits``: cells that do not fit their column's type, as text; ``margin``: columns left of ours."""
        self.table, self.scan, self.header, self.misfits = table, scan, header, misfits
        loaded = len(next(iter(arrays.values()), ()))
        self.height = max(loaded, self._last_uncalculated(arrays))
        missing = self.height - loaded
        arrays = {column: _longer(array, missing) for column, array in arrays.items()}
        self.index = pd.RangeIndex(header.row + 1, header.row + 1 + self.height)
        self.arrays = {column: self._merged_down(column, array) for column, array in arrays.items()}
        self.texts = {
            column: trimmed(array) for column, array in self.arrays.items() if pa.types.is_string(array.type)
        }
        self._margin = [trimmed(_longer(array, missing)) for array in margin]

    def _last_uncalculated(self, columns: Iterable[Column]) -> int:
        """Rows down to the last formula without a value, which no reader of values has seen."""
        formulas = (
            self.scan.formulas.get(self.header.places[column], {}) for column in columns if not column.formula
        )
        rows = (row for own in formulas for row, done in own.items() if not done)
        return max(rows, default=self.header.row) - self.header.row

    def _merged_down(self, column: Column, array: pa.Array) -> pa.Array:
        """Words and days in cells merged over several rows hold for each of these; an amount stands once."""
        merged = self.scan.merged_down.get(self.header.places[column], ())
        if not merged or column.kind.parts:
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

    def formulas(self, column: Column) -> dict[int, bool]:
        """Place -> whether its formula is calculated."""
        rows = self.scan.formulas.get(self.header.places[column], {})
        start, height = self.index.start, self.height
        return {row - start: done for row, done in rows.items() if 0 <= row - start < height}

    def mask(self, places: Iterable[int]) -> Mask:
        mask = np.zeros(self.height, dtype=bool)
        mask[list(places)] = True
        return mask

    def filled(self, column: Column) -> Mask:
        """Where anything at all stands in a column, be it a formula without a value."""
        array = self.arrays[column]
        filled = pc.not_equal(self.texts[column], "") if column in self.texts else array.is_valid()
        uncalculated = self.mask(at for at, done in self.formulas(column).items() if not done)
        return flags(filled) | self.mask(self.misfits.get(column, {})) | uncalculated

    def blank(self) -> Mask:
        """Rows whose typed cells are all empty, whatever our own formulas show in them."""
        blank = np.ones(self.height, dtype=bool)
        for column in self.arrays:
            own = self.mask(self.formulas(column)) if column.formula else False
            blank &= ~self.filled(column) | own
        return blank

    def headings(self) -> Mask:
        """The header once more, as people repeat it where a printed page begins."""
        same = np.zeros(self.height, dtype=np.int64)
        for column in self.arrays:
            name = self.header.names[self.header.places[column]]
            if column in self.texts:
                same += flags(pc.equal(self.texts[column], name))
            same += self.mask(at for at, text in self.misfits.get(column, {}).items() if text.strip() == name)
        return same * 2 > len(self.arrays)

    def totals(self) -> Mask:
        """合计 and carry-over lines that people write among the rows: such a word, and a required cell without more."""
        required = [column for column in self.arrays if column.required and not column.formula]
        lacking = np.zeros(self.height, dtype=bool)
        for column in required:
            lacking |= ~self.filled(column)
        if len(required) > 1 and not lacking.any():
            return lacking
        said = {column: self._says_total(column) for column in self.arrays}
        totals = np.zeros(self.height, dtype=bool)
        for mask in (
            *said.values(),
            *(flags(pc.match_substring_regex(array, _TOTAL)) for array in self._margin),
        ):
            totals |= mask
        for column in required:
            if not column.unique:
                lacking |= said[column]
        return totals & lacking

    def _says_total(self, column: Column) -> Mask:
        own = self.misfits.get(column, {}).items()
        said = self.mask(at for at, text in own if re.match(_TOTAL, text.strip()))
        if column in self.texts:
            said |= flags(pc.match_substring_regex(self.texts[column], _TOTAL))
        return said

    def strays(self) -> Mask:
        """Lines of words among or below amounts, such as 制表人 or 注: hardly a required cell filled, no amount."""
        typed = [column for column in self.arrays if not column.formula]
        required = [column for column in typed if column.required]
        amounts = [column for column in typed if column.kind.parts > 1]
        if not amounts or len(required) < 3:
            return np.zeros(self.height, dtype=bool)
        stray: Mask = np.sum([self.filled(column) for column in required], axis=0) * 3 <= len(required)
        for column in amounts:
            stray &= ~self.filled(column)
        return stray


def _longer(array: pa.Array, missing: int) -> pa.Array:
    return pa.concat_arrays([array, pa.nulls(missing, array.type)]) if missing else array


def trimmed(array: pa.Array) -> pa.Array:
    """Without blanks around, also those that nobody sees."""
    return pc.utf8_trim(array, " \t\r\n\u3000\xa0\u200b\u2060\ufeff").fill_null("")


def flags(array: pa.Array) -> Mask:
    flags: Mask = array.to_numpy(zero_copy_only=False)
    return flags
