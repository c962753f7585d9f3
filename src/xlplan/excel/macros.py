"""Workbooks with macros: a VBA project put into them, and a sheet whose buttons run it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlplan.excel.style import new_workbook

Project = Callable[[Sequence[str]], bytes]
"""The bytes of vbaProject.bin by the code names of the sheets of its workbook."""


@dataclass(frozen=True)
class SheetButton:
    """A button on a sheet."""

    macro: str
    caption: str
    help: str


@dataclass(frozen=True)
class Macros:
    """What makes a workbook one with buttons."""

    project: Project
    title: str
    buttons: tuple[SheetButton, ...]

    def sheet(self, book: xlsxwriter.Workbook) -> Worksheet:
        """Add the sheet with the buttons, what each does beside it."""
        words = {"font_name": "宋体", "valign": "vcenter"}
        sheet: Worksheet = book.add_worksheet(self.title)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 3)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, 72)
        sheet.set_row(0, 36)
        sheet.write_string(0, 1, self.title, book.add_format(words | {"bold": True, "font_size": 18}))
        beside = book.add_format(words | {"font_size": 11, "text_wrap": True})
        for row, button in enumerate(self.buttons, 1):
            sheet.set_row(row, 33)
            sheet.insert_button(
                row, 1,
                {"macro": button.macro, "caption": button.caption, "width": 140, "height": 34, "y_offset": 5},
            )  # fmt: skip
            sheet.write_string(row, 2, button.help, beside)
        return sheet


def attach(book: xlsxwriter.Workbook, project: Project) -> None:
    """Put the VBA project of the sheets that a workbook has into it."""
    book.set_vba_name("ThisWorkbook")
    names = [f"Sheet{number}" for number in range(1, len(book.worksheets()) + 1)]
    for sheet, name in zip(book.worksheets(), names, strict=True):
        sheet.set_vba_name(name)
    book.add_vba_project(io.BytesIO(project(names)), is_stream=True)


def shell(project: Project) -> bytes:
    """A workbook that has nothing but its macros."""
    content = io.BytesIO()
    book = new_workbook(content)
    book.add_worksheet("xlplan")
    attach(book, project)
    book.close()
    return content.getvalue()
