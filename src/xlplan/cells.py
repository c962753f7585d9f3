"""Where something stands: workbook, sheet, row and column of one cell."""

from dataclasses import dataclass


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
