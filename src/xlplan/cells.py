"""Where something stands: workbook, sheet, row and column of one cell; and where a figure comes from."""

import re
from dataclasses import dataclass
from functools import cache


@cache
def letters(index: int) -> str:
    """Column letters of a zero-based column index: 0 -> A, 26 -> AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_index(text: str) -> int:
    """Zero-based index of column letters: A -> 0, AA -> 26."""
    index = 0
    for letter in text:
        index = index * 26 + ord(letter) - 64
    return index - 1


def place(cell: str) -> tuple[int, int]:
    """Row and zero-based column of an address: E2 -> 2, 4; of what is none 0, 0."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell)
    return (int(found[2]), column_index(found[1])) if found else (0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One cell of one master, or a whole sheet (row 0), or a whole workbook (sheet "")."""

    workbook: str
    sheet: str
    row: int = 0
    column: int = 0
    """Zero-based, so that cells sort as they stand on the sheet."""

    @property
    def cell(self) -> str:
        """The address as Excel shows it, "" for a whole sheet."""
        return f"{letters(self.column)}{self.row}" if self.row else ""

    def __str__(self) -> str:
        return "!".join(filter(None, (self.sheet, self.cell)))


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: one cell, or the rows of a column that a report sums up."""

    at: Ref
    """The cell; the sheet (row 0) where there are several rows, or the row is not known."""
    column: str
    which: str
    """The row or rows in words: the 凭证号 of one, the filter of several."""
    rows: int = 1
    report: str = ""
    """The report that computes it, "" for a cell as it stands."""

    @property
    def name(self) -> str:
        """What stays the same when rows are inserted or added."""
        place = " ".join(filter(None, (self.at.workbook, self.at.sheet)))
        return " ".join(" ".join((self.report, place, self.column, self.which)).split())

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.at.workbook, str(self.at))))
        which = f"（{self.which}）" if self.which else ""
        told = f"，共 {self.rows} 行，由{self.report}算出" if self.report else ""
        return " ".join(f"{place} {self.column}{which}{told}".split())
