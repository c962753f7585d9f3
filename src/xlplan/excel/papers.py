"""Reports as a workbook to read and print: titles, forms, blocks, charts and print set-up are decided here."""

import io
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import xlsxwriter

from xlplan.cells import Ref
from xlplan.excel.grid import Grid
from xlplan.excel.kinds import Kind
from xlplan.excel.looks import Looks, drawing
from xlplan.excel.package import FACTS
from xlplan.excel.plot import plot
from xlplan.excel.report import Block, Chart, Form, Kept, Placed, Report, placed
from xlplan.excel.style import LARGEST_HEIGHT, QuickSheet, new_workbook

_UPRIGHT = 120
"""Digits that stand side by side on an upright A4 page, made smaller by a fifth."""
_INCHES = {"upright": (7.2, 10.3), "across": (10.6, 6.9)}
"""What the margins leave of an A4 page: width and height."""
_LITTLE = 1.25
"""Pages that are made smaller to be one."""
_CHART = 280
"""Points of the row that a chart stands in: one row, so that no page ends within it."""
_FLAT_BAR, _CHART_EDGE = 20, 80
"""Points of a bar that lies, and of what is above and below them."""


def paper(reports: Sequence[Report], kept: Kept | None = None) -> bytes:
    """One workbook, a sheet for each report; the same reports always give the same bytes."""
    content = io.BytesIO()
    book = new_workbook(content)
    looks = Looks(book)
    grids = [_sheet(book, report, looks) for report in reports]
    if kept:
        figures = [one for report, grid in zip(reports, grids, strict=True) for one in _figures(report, grid)]
        for name, fact in kept.facts.items():
            book.set_custom_property(name, fact, "text")
        _sheet(book, kept.sources(figures), looks).sheet.hide()
    book.close()
    return content.getvalue()


def alike(one: bytes, other: bytes) -> bool:
    """Whether two papers say the same, whatever they keep of how they were made."""
    return one == other or (_said(one) == _said(other) != {})


def _said(content: bytes) -> dict[str, int]:
    """The checksums of a paper's parts but that of the facts; {} of what is no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {part.filename: part.CRC for part in package.infolist() if part.filename != FACTS}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return {}


def _sheet(book: xlsxwriter.Workbook, report: Report, looks: Looks) -> Grid:
    grid = Grid(book.add_worksheet(report.name, QuickSheet), report.blocks, looks)
    _begin(grid, report, looks)
    for block in report.blocks:
        _block(book, grid, report, block)
    if report.form:
        _notes(grid, report, looks)
        _signatures(grid, report.form, looks)
    _print(grid, report)
    return grid


def _figures(report: Report, grid: Grid) -> Iterator[Placed]:
    """The figures that stand on a sheet."""
    for block, values, row in grid.lines:
        yield from placed(
            report, block, values, (Ref("", report.name, row + 1, at) for at, _ in grid.spans(block))
        )


def _begin(grid: Grid, report: Report, looks: Looks) -> None:
    form = report.form
    if not form:
        grid.text(report.title, looks.title, 28)
        _notes(grid, report, looks)
        return
    grid.across(report.title, looks.form_title, 32)
    grid.across(form.period, looks.period, 20)
    if any(head.kind is Kind.MONEY for block in report.blocks for head in block.heads):
        grid.sheet.write_string(grid.row, len(grid.widths) - 1, "金额单位：元", looks.right)
    grid.text(f"编制单位：{form.office}", looks.left, 20)


def _notes(grid: Grid, report: Report, looks: Looks) -> None:
    for note in report.notes:
        grid.across(note, looks.note)


def _signatures(grid: Grid, form: Form, looks: Looks) -> None:
    """One line, spread over the width; each begins with a column."""
    edges = list(accumulate(grid.widths, initial=0))
    grid.begin(30)
    for number, name in enumerate(form.signatures):
        place = bisect_left(edges, number * grid.width / len(form.signatures))
        grid.sheet.write_string(grid.row, place, f"{name}：", looks.left)


def _block(book: xlsxwriter.Workbook, grid: Grid, report: Report, block: Block) -> None:
    if block.title:
        grid.begin(15)
        grid.row += 1
        grid.text(block.title, grid.looks.block, 22)
    top = grid.row
    grid.heads(block)
    first = grid.row
    for values in block.rows:
        grid.line(block, values)
    # A page that a long sheet goes on to shows the last block; of pages before a head Excel prints none.
    grid.sheet.repeat_rows(top, first - 1)
    if len(report.blocks) == 1:
        grid.sheet.freeze_panes(first, 0)
        if not report.form:
            grid.sheet.autofilter(top, 0, max(first, grid.row - 1), len(block.heads) - 1)
    if block.chart and block.rows:
        _chart(book, grid, report, block, block.chart, first)


def _chart(
    book: xlsxwriter.Workbook, grid: Grid, report: Report, block: Block, chart: Chart, first: int
) -> None:
    """Below the rows of its block, over the width of the sheet."""
    drawn = plot(chart, block)
    last = first + len(drawn.categories) - 1
    places = {head.title: place for head, (place, _) in zip(block.heads, grid.spans(block), strict=True)}
    heads = {title: (report.name, first - 1, place, first - 1, place) for title, place in places.items()}
    cells = {title: (report.name, first, place, last, place) for title, place in places.items()}
    picture = drawing(book, chart, drawn, heads, cells)
    wide, _ = grid.inches
    high = min(LARGEST_HEIGHT, _CHART_EDGE + _FLAT_BAR * len(drawn.categories)) if chart.flat else _CHART
    picture.set_size({"width": round(wide * 96), "height": high * 96 // 72 - 10})
    grid.begin(high)
    grid.sheet.insert_chart(grid.row, 0, picture, {"y_offset": 5, "object_position": 1})
    grid.row += 1


def _print(grid: Grid, report: Report) -> None:
    """On A4, as wide as one page; a sheet a little longer than a page is made to fit it, signatures and all."""
    sheet, (wide, high) = grid.sheet, grid.inches
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    if grid.width > _UPRIGHT:
        sheet.set_landscape()
    across, down = _INCHES["across" if grid.width > _UPRIGHT else "upright"]
    pages = high * min(1, across / wide) / down
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 1 if pages <= _LITTLE else 0)
    sheet.center_horizontally()
    sheet.set_footer(f"&L{report.title}&R第 &P 页，共 &N 页")
