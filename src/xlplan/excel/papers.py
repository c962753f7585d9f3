"""Reports as a workbook to read and print: fonts, widths, heights, colours and print set-up are decided here."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlplan.excel.report import Block, Head, Link, Report, Value
from xlplan.excel.style import NUMBER_FORMAT, new_workbook, row_height
from xlplan.excel.table import Kind
from xlplan.findings import Severity

LARGEST_LINKS = 65_530
"""Links that a sheet may hold; further ones are written as text."""
LARGEST_TEXT = 32_767
"""Characters that a cell may hold."""
_FILL = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C", Severity.NOTE: "#DDEBF7"}


def paper(reports: Sequence[Report]) -> bytes:
    """One workbook, a sheet for each report; the same reports always give the same bytes."""
    content = io.BytesIO()
    book = new_workbook(content)
    formats = _Formats(book)
    for report in reports:
        _Writer(book.add_worksheet(report.name), report, formats).write()
    book.close()
    return content.getvalue()


class _Formats:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        cell = font | {"border": 1, "border_color": "#A6A6A6"}
        self.title = book.add_format(font | {"bold": True, "font_size": 16, "text_wrap": False})
        self.note = book.add_format(font)
        self.block = book.add_format(font | {"bold": True, "font_size": 12, "text_wrap": False})
        self.head = book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#E7E6E6"})
        self.link = book.add_format(cell | {"font_color": "#0563C1", "underline": 1})
        self.severity = {
            severity: book.add_format(cell | {"align": "center", "bg_color": fill})
            for severity, fill in _FILL.items()
        }
        self.value = {
            kind: book.add_format(cell | {"num_format": number, "text_wrap": kind is Kind.TEXT})
            for kind, number in NUMBER_FORMAT.items()
        }


class _Writer:
    """Writes one report down its sheet."""

    def __init__(self, sheet: Worksheet, report: Report, formats: _Formats) -> None:
        self.sheet, self.report, self.formats = sheet, report, formats
        columns = max(len(block.heads) for block in report.blocks)
        self.widths = [
            max(block.heads[place].width for block in report.blocks if place < len(block.heads))
            for place in range(columns)
        ]
        self.row = 0
        self.links = 0

    def write(self) -> None:
        for place, width in enumerate(self.widths):
            # One more for the margins of the cell.
            self.sheet.set_column(place, place, width + 1)
        self.sheet.set_row(self.row, 28)
        self.sheet.write_string(self.row, 0, self.report.title, self.formats.title)
        self.row += 1
        for note in self.report.notes:
            self._height([(note, sum(self.widths))])
            self._stretch(0, note, self.formats.note)
            self.row += 1
        for block in self.report.blocks:
            self._block(block)
        self._print()

    def _block(self, block: Block) -> None:
        if block.title:
            self.sheet.set_row(self.row + 1, 22)
            self.sheet.write_string(self.row + 1, 0, block.title, self.formats.block)
            self.row += 2
        top = self.row
        self._line(block, tuple(head.title for head in block.heads), head=True)
        for values in block.rows:
            self._line(block, values)
        if len(self.report.blocks) == 1:
            self.sheet.freeze_panes(top + 1, 0)
            self.sheet.repeat_rows(top)
            self.sheet.autofilter(top, 0, max(top + 1, self.row - 1), len(block.heads) - 1)

    def _line(self, block: Block, values: tuple[Value, ...], *, head: bool = False) -> None:
        last = len(block.heads) - 1
        wide = last < len(self.widths) - 1 and block.heads[last].kind is Kind.TEXT
        widths = [*self.widths[:last], sum(self.widths[last:]) if wide else self.widths[last]]
        self._height(
            [(value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str)]
        )
        for place, (column, value) in enumerate(zip(block.heads, values, strict=True)):
            form = self.formats.head if head else self.formats.value[column.kind]
            if wide and place == last:
                self._stretch(place, str(value), form)
            else:
                self._cell(place, column, value, form)
        self.row += 1

    def _cell(self, place: int, column: Head, value: Value, form: Format) -> None:
        sheet, at = self.sheet, (self.row, place)
        match value:
            case None | "":
                sheet.write_blank(*at, None, form)
            case Link():
                self._link(place, value, form)
            case Severity():
                sheet.write_string(*at, value.word, self.formats.severity[value])
            case str():
                sheet.write_string(*at, value[:LARGEST_TEXT], form)
            case date():
                sheet.write_datetime(*at, datetime(value.year, value.month, value.day), form)
            case int():
                sheet.write_number(*at, value / 100 if column.kind is Kind.MONEY else value, form)

    def _link(self, place: int, link: Link, form: Format) -> None:
        ref = link.ref
        if not ref.cell or self.links == LARGEST_LINKS:
            self._cell(place, Head(""), ref.cell, form)
            return
        self.links += 1
        sheet = ref.sheet.replace("'", "''")
        quoted = sheet if sheet.isalpha() and not sheet.isascii() else f"'{sheet}'"
        target = f"external:{link.folder}{ref.workbook}#{quoted}!{ref.cell}"
        self.sheet.write_url(self.row, place, target, self.formats.link, ref.cell)

    def _stretch(self, place: int, text: str, form: Format) -> None:
        """Write a text over all columns from one to the edge of the sheet."""
        if place == len(self.widths) - 1:
            self.sheet.write_string(self.row, place, text[:LARGEST_TEXT], form)
        else:
            self.sheet.merge_range(self.row, place, self.row, len(self.widths) - 1, "", form)
            self.sheet.write_string(self.row, place, text[:LARGEST_TEXT], form)

    def _height(self, texts: list[tuple[str, int]]) -> None:
        """A height of its own for each row: LibreOffice fits no row of a workbook it opens, Excel no merged cell."""
        self.sheet.set_row(self.row, row_height(texts))

    def _print(self) -> None:
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        if sum(self.widths) > 95:
            self.sheet.set_landscape()
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_footer(f"&L{self.report.title}&R第 &P 页，共 &N 页")
