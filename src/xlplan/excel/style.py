"""How all our workbooks look: number formats, and how high a row must be for the words that wrap in it."""

import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlplan.cells import letters

LARGEST_HEIGHT = 409
"""Points; Excel knows no higher row."""
_LINE = 15
"""Points of one line of text of 10 or 11 points, in fonts that are higher than 宋体 too."""
_EDGE = 4
"""Points above and below the text of a row, together."""
# A line never breaks inside figures or latin words, nor before closing or after opening punctuation.
_UNBROKEN = re.compile(r"[“（《]*(?:[!-~]+|.)[”）》，。、：；！？]*", re.DOTALL)


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A sheet that XlsxWriter writes as it would its own, sooner; every cell of it has a format."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # It looks into each formula for thirty functions that are younger than Excel 2007; we use none.
        return formula.removeprefix("=")

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = type(cell).__name__
        at = f'r="{letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'
        if kind == "String":
            self.fh.write(f'<c {at} t="s"><v>{cell.string}</v></c>')
        elif kind == "Number":
            self.fh.write(f"<c {at}><v>{cell.number:.16G}</v></c>")
        elif kind == "Blank":
            self.fh.write(f"<c {at}/>")
        else:
            super()._write_cell(row, col, cell)


def new_workbook(content: io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook that takes text as text, and comes out in the same bytes whenever it is made."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": datetime(2026, 1, 1), "author": "xlplan"})
    return book


def row_height(texts: Iterable[tuple[str, int]]) -> int:
    """Points for a row with these texts, each in a column of this width."""
    most = max((lines(text, width) for text, width in texts), default=1)
    return min(LARGEST_HEIGHT, most * _LINE + _EDGE)


@lru_cache(10_000)
def lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width."""
    count = 0
    for paragraph in text.split("\n"):
        count, filled = count + 1, 0
        for part in _UNBROKEN.findall(paragraph):
            size = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in part)
            if filled and filled + size > width:
                count, filled = count + 1, 0
            # What is wider than the column breaks anyway, in a line of its own.
            more, filled = divmod(filled + size, width) if filled + size > width else (0, filled + size)
            count += more
    return count
