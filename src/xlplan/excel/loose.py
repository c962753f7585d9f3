"""Workbooks that are nobody's master, such as a bank's: all cells of a sheet as text, .xlsx, .xls or a web page called so."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import fastexcel

from xlplan.excel import compound
from xlplan.excel.package import ENCRYPTED, Package, is_compound, is_zip
from xlplan.excel.reading import Refusal
from xlplan.findings import CannotRun

Cells = list[list[str]]
"""Row by row from row 1 on; blank cells are "", blank columns on the left are left out."""


def is_workbook(content: bytes) -> bool:
    """Whether a file is an .xlsx or .xls, whatever its name says."""
    return is_zip(content) or is_compound(content)


def sheets(path: Path, content: bytes) -> Iterator[tuple[str, Cells]]:
    """The sheets of a workbook in the order of the tabs; raises CannotRun where it cannot be opened.

    A number is the digits that its file holds (1234.5), a day 2026-10-08 00:00:00.
    """
    package = None
    if is_zip(content):
        package = Package(path, content)
    elif ENCRYPTED in content:
        raise CannotRun(f"{path.name} 设了打开密码，请去掉密码后再读。")
    elif not compound.ends(content):
        raise CannotRun(f"{path.name} 不完整或已损坏，请重新下载。")
    with Refusal(path.name):
        reader = fastexcel.read_excel(content)
    for name in package.sheets if package else reader.sheet_names:
        if package and package.scan(name).first_row == 0:
            continue
        with Refusal(path.name):
            sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            columns = sheet.to_arrow_with_errors()[0].columns
        texts = [column.fill_null("").to_pylist() for column in columns if column.null_count < len(column)]
        yield name, [list(row) for row in zip(*texts, strict=True)]


def web_table(text: str) -> Cells:
    """The rows of all tables of a web page, which banks call .xls; merged cells are blank but for their first."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.cells


class _Page(HTMLParser):
    """Rows and cells of a page, with the places that merged cells take."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: Cells = []
        self._texts: list[str] | None = None
        self._span = 1
        self._down: dict[int, int] = {}
        """Place -> number of rows down to the last that a merged cell takes there."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.cells.append([])
        elif tag in ("td", "th") and self.cells:
            self._end_cell()
            self._skip_merged()
            self._texts, self._span = [], _span(attrs, "colspan")
            place, last = len(self.cells[-1]), len(self.cells) + _span(attrs, "rowspan") - 1
            self._down |= dict.fromkeys(range(place, place + self._span), last)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._texts is not None:
            self._texts.append(data)

    def _end_cell(self) -> None:
        if self._texts is not None:
            self.cells[-1] += ["".join(self._texts).strip(), *[""] * (self._span - 1)]
            self._texts = None

    def _skip_merged(self) -> None:
        row = self.cells[-1]
        while self._down.get(len(row), 0) >= len(self.cells):
            row.append("")


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    """How many columns or rows a cell takes; what no table needs counts as one."""
    said = dict(attrs).get(name) or ""
    return int(said) if said.isdecimal() and 1 <= len(said) <= 2 and int(said) else 1
