"""The looks of a paper's cells and charts: fonts, lines, colours."""

import xlsxwriter
from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.format import Format

from xlplan.excel.kinds import Kind
from xlplan.excel.plot import Plot
from xlplan.excel.report import Chart
from xlplan.findings import Severity

SHARE = "0.0%_ "
FONT = "宋体"
_FILL = {Severity.ERROR: "#FFC7CE", Severity.WARNING: "#FFEB9C", Severity.NOTE: "#DDEBF7"}
BARS = ("#7FA1C8", "#D3DAE2")
"""Light, so that the figure in a bar can be read; apart in grey, too."""
LINE = "#C00000"
_SMALL: dict[str, object] = {"name": FONT, "size": 10}
_WAN = r"0\.0,"
"""Yuan as 万元 with one decimal: a thousandth, and the point before its last digit. LibreOffice knows no units of an axis."""
Cells = tuple[str, int, int, int, int]
"""What XlsxWriter takes for a range: sheet, first row, first column, last row, last column."""


class Looks:
    """The cell formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        font = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "text_wrap": True}
        bold, open_ended = font | {"bold": True}, {"text_wrap": False}
        cell = font | {"border": 1, "border_color": "#A6A6A6"}
        self.title = book.add_format(bold | open_ended | {"font_size": 16})
        self.form_title = book.add_format(bold | open_ended | {"font_size": 18, "align": "center"})
        self.period = book.add_format(font | open_ended | {"font_size": 11, "align": "center"})
        self.left = book.add_format(font | open_ended)
        self.right = book.add_format(font | open_ended | {"align": "right"})
        self.note = book.add_format(font)
        self.block = book.add_format(bold | open_ended | {"font_size": 12})
        self.head = book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#E7E6E6"})
        self.centred = book.add_format(cell | {"align": "center"})
        self.link = book.add_format(cell | {"font_color": "#0563C1", "underline": 1})
        self.severity = {
            severity: book.add_format(cell | {"align": "center", "bg_color": fill})
            for severity, fill in _FILL.items()
        }
        own: dict[Kind, dict[str, object]] = {Kind.TEXT: {"text_wrap": True}, Kind.DAY: {"align": "center"}}
        total = {"bold": True, "bg_color": "#F5F5F5"}
        self._value = {
            (kind, bold): book.add_format(
                cell
                | {"text_wrap": False, "num_format": kind.number_format}
                | own.get(kind, {})
                | (total if bold else {})
            )
            for kind in Kind
            for bold in (False, True)
        }
        self._share = {
            bold: book.add_format(cell | {"num_format": SHARE} | (total if bold else {}))
            for bold in (False, True)
        }

    def value(self, kind: Kind, total: bool, centred: bool = False) -> Format:
        """A cell of a column; bold in a total."""
        return self.centred if centred and not total else self._value[kind, total]

    def share(self, total: bool) -> Format:
        """A share; bold in a total."""
        return self._share[total]


def drawing(
    book: xlsxwriter.Workbook,
    chart: Chart,
    drawn: Plot,
    heads: dict[str, Cells],
    cells: dict[str, Cells],
) -> Drawing:
    """A native chart. ``heads``, ``cells``: where the head and the drawn rows of each column stand."""

    def series(column: str, look: dict[str, object]) -> dict[str, object]:
        sheet, row, col, *_ = heads[column]
        return {
            "name": [sheet, row, col],
            "categories": list(cells[chart.categories]),
            "values": list(cells[column]),
            **look,
        }

    bars = book.add_chart({"type": "bar" if chart.flat else "column"})
    for column, colour in zip(chart.bars, BARS, strict=False):
        look = {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}
        bars.add_series(series(column, look | {"data_labels": _labels(drawn)}))
    if chart.line:
        line = book.add_chart({"type": "line"})
        stroke = {"color": LINE, "width": 2, "dash_type": "dash"}
        line.add_series(series(chart.line, {"line": stroke, "marker": {"type": "none"}}))
        bars.combine(line)
    title = f"{chart.title}（万元）" if drawn.money else chart.title
    bars.set_title({"name": title, "name_font": {"name": FONT, "size": 13, "bold": True}})
    _set_axes(bars, chart, drawn)
    bars.set_legend({"position": "bottom", "font": _SMALL} if len(drawn.columns) > 1 else {"none": True})
    return bars


def _labels(drawn: Plot) -> dict[str, object]:
    """The figure of each bar: a share at its foot, money upon it; turned where many stand side by side."""
    labels = {"value": True, "num_format": _WAN if drawn.money else "0.0%"}
    if not drawn.money:
        return labels | {"font": _SMALL, "position": "inside_base"}
    turned = {"rotation": -90} if drawn.crowded else {}
    return labels | {"font": _SMALL | {"size": 9} | turned, "position": "outside_end"}


def _set_axes(bars: Drawing, chart: Chart, drawn: Plot) -> None:
    """Names on one axis, figures from nothing on on the other; of bars below each other the first stands on top."""
    names = {"num_font": _SMALL, "label_position": "low"}
    values: dict[str, object] = {
        "num_font": _SMALL, "num_format": _WAN if drawn.money else "0%",
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }  # fmt: skip
    if not drawn.least:
        values["min"] = 0
    if not drawn.money and drawn.most <= 1:
        values["max"] = 1
    if chart.flat:
        bars.set_x_axis(values | {"label_position": "high"})
        bars.set_y_axis(names | {"reverse": True})
    else:
        bars.set_x_axis(names)
        bars.set_y_axis(values)
