"""Building master workbooks from their tables: lists, formats, formulas with their values, print set-up."""

import io
from collections.abc import Mapping
from datetime import date
from string import Formatter

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlplan.cells import letters
from xlplan.excel.days import as_number
from xlplan.excel.frames import Frames, calculated, empty
from xlplan.excel.kinds import Kind
from xlplan.excel.macros import Macros, attach
from xlplan.excel.style import QuickSheet, new_workbook, row_height
from xlplan.excel.table import Column, Table

SPARE_ROWS, FEW_SPARE = 500, 50
"""Rows below the data that the table, its formulas and its print set-up already cover; on a sheet of few rows a year fewer, as
each page of formulas without a value is printed."""
LAST_ROW = 1_048_576
_WIDE_WORDS = 0.95
"""Of a column's width: half-width letters that fit into it where they stand in pairs, as a Chinese character is wider than two digits."""
_SMALLEST = 0.6
"""A sheet is printed no smaller to be one page wide; a wider one goes on to more pages."""
_UPRIGHT, _ACROSS = 90, 10.69
"""The width from which a sheet is printed across an A4 page, and what the margins leave of that, in inches."""
_IN_SIGHT = 48
"""Wider than this, the columns that name a row would leave too little room for the others."""
_GUIDE = 64
"""Digits beside each other in what is said of a column on 说明."""
_LISTS = "清单"
_ROW = "{row}"
"""Stands for the number of a formula's own row."""

Raw = Mapping[tuple[type[Table], str, int], object]
"""(table, header, Excel row) -> a cell written as it is in place of the frame's value: text in a money column, "#N/A", "=1+1" (a formula without
a value), None for an empty cell."""


def workbook(
    tables: tuple[type[Table], ...],
    frames: Frames,
    raw: Raw | None = None,
    lists: Frames | None = None,
    macros: Macros | None = None,
    spare: int = SPARE_ROWS,
    about: str = "",
) -> bytes:
    """One master workbook. ``lists``: frames of other workbooks, for the drop-down lists that refer to them. ``about``: what it is called.

    ``spare`` rows below the data of each sheet are made ready for a clerk; a workbook that none will type in needs one.
    With ``macros`` it is one with buttons (.xlsm), on a first sheet of their own.
    """
    content = io.BytesIO()
    book = new_workbook(content)
    front = macros.sheet(book) if macros else None
    _Builder(book, tables, calculated(tables, frames), raw or {}, lists or {}, spare).build(front, about)
    if macros:
        attach(book, macros.project)
    book.close()
    return content.getvalue()


class _Builder:
    def __init__(
        self,
        book: xlsxwriter.Workbook,
        tables: tuple[type[Table], ...],
        frames: Frames,
        raw: Raw,
        lists: Frames,
        spare: int,
    ) -> None:
        self.book, self.tables, self.frames, self.lists, self.spare = book, tables, frames, lists, spare
        self.raw: dict[tuple[type[Table], str], dict[int, object]] = {}
        for (table, header, row), value in raw.items():
            self.raw.setdefault((table, header), {})[row] = value
        font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.header = book.add_format(
            font | {"bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#D9E1F2"}
        )
        self.title = book.add_format(font | {"bold": True, "font_size": 16})
        self.plain = book.add_format(font | {"text_wrap": True, "valign": "top"})
        lines = {"border": 1, "border_color": "#A6A6A6"}
        self.row = book.add_format(lines)
        # With its own lines: where two conditions hold, LibreOffice follows the first alone.
        self.calculated = book.add_format(lines | {"bg_color": "#F2F2F2"})
        self.words = book.add_format(font | {"num_format": "@"})
        self.formats = {
            _path(column): book.add_format(font | _look(column))
            for table in tables
            for column in table.columns
        }
        self.listed: dict[str, str] = {}

    def build(self, front: Worksheet | None, about: str) -> None:
        """Add the sheets; ``front``, else the first table, is the one that shows."""
        guide = self.book.add_worksheet("说明")
        sheets = {table: self.book.add_worksheet(table.sheet, QuickSheet) for table in self.tables}
        self._lists()
        self._guide(guide, about)
        for table, sheet in sheets.items():
            self._sheet(table, sheet)
        (front or sheets[self.tables[0]]).activate()

    def _lists(self) -> None:
        """A sheet that holds what columns of other workbooks may refer to; Excel cannot list from a closed file."""
        outside = {
            _path(column.listed): column.listed
            for table in self.tables
            for column in table.columns
            if column.listed and column.listed.table not in self.tables
        }
        if not outside:
            return
        sheet = self.book.add_worksheet(_LISTS)
        sheet.set_column(0, len(outside), 20, self.words)
        sheet.hide()
        for place, (path, target) in enumerate(outside.items()):
            frame = self.lists[target.table] if target.table in self.lists else empty(target.table)
            values = frame[target]
            sheet.write_string(0, place, path, self.header)
            sheet.write_column(1, place, values[values != ""].tolist())
            self.listed[path] = f"={_LISTS}!${letters(place)}$2:${letters(place)}${len(values) + self.spare}"

    def _guide(self, sheet: Worksheet, about: str) -> None:
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, 2, _GUIDE)
        sheet.write_string(0, 0, f"{about} 填写说明（{self.tables[0].workbook}）".lstrip(), self.title)
        lines = [("工作表", "列", "怎么填")]
        for table in self.tables:
            lines.append((table.sheet, "", " ".join((table.__doc__ or "").split())))
            lines += [("", str(column), column.guide) for column in table.columns]
        for row, line in enumerate(lines, 2):
            sheet.set_row(row, row_height([(line[-1], _GUIDE)]))
            for place, text in enumerate(line):
                sheet.write_string(row, place, text, self.header if row == 2 else self.plain)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 0)

    def _sheet(self, table: type[Table], sheet: Worksheet) -> None:
        frame = self.frames[table]
        last = self._last(table) - 1
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(column), self.formats[_path(column)])
            self._validation(sheet, place, column)
        sheet.add_table(
            0, 0, 1, len(table.columns) - 1,
            {
                "name": table.sheet,
                "style": "Table Style Light 9",
                "columns": [{"header": column.heading, "header_format": self.header} for column in table.columns],
            },
        )  # fmt: skip
        # Made of two rows and then stretched: XlsxWriter keeps every cell of a table, lest two overlap.
        whole = f"A1:{letters(len(table.columns) - 1)}{last + 1}"
        sheet.tables[0] |= {"range": whole, "a_range": whole, "autofilter": whole}
        for place, column in enumerate(table.columns):
            self._column(sheet, place, column, frame[column])
        wrapped = [column for column in table.columns if _look(column).get("text_wrap")]
        for row, texts in zip(frame.index, frame[wrapped].itertuples(index=False), strict=True):
            height = row_height(zip(texts, (_room(column) for column in wrapped), strict=True))
            if height > row_height([]):
                sheet.set_row(row - 1, height)
        self._rows_that_are_filled(table, sheet, last)
        sheet.freeze_panes(1, _keys(table))
        sheet.set_row(0, 24)
        self._print(table, sheet)

    def _last(self, table: type[Table]) -> int:
        """The number of the last row that is made ready."""
        return 1 + len(self.frames[table]) + (min(self.spare, FEW_SPARE) if table.few else self.spare)

    def _rows_that_are_filled(self, table: type[Table], sheet: Worksheet, last: int) -> None:
        """Lines around the cells of filled rows, a shade on calculated ones; spare rows stay white, also on paper."""
        filled = f"=COUNTA({_typed_cells(table, '2', '$')})>0"
        for place, column in enumerate(table.columns):
            if column.formula:
                sheet.conditional_format(
                    1, place, last, place, {"type": "formula", "criteria": filled, "format": self.calculated}
                )
        edge = len(table.columns) - 1
        sheet.conditional_format(
            1, 0, last, edge, {"type": "formula", "criteria": filled, "format": self.row}
        )

    def _column(self, sheet: Worksheet, place: int, column: Column, values: "pd.Series") -> None:
        form = self.formats[_path(column)]
        raw = self.raw.get((column.table, column), {})
        formula = self._formula(column) if column.formula else ""
        spare = self._last(column.table) - 1 - len(values)
        written = _values(column, values) + [""] * (spare if formula else 0)
        for row, value in enumerate(written, 2):
            if row in raw:
                _write_raw(sheet, row - 1, place, raw[row], form)
            elif formula:
                sheet.write_formula(row - 1, place, formula.replace(_ROW, str(row)), form, _calculated(value))
            elif value is not None and value != "":
                _write(sheet, row - 1, place, value, form)

    def _formula(self, column: Column) -> str:
        """The formula of the cells of a column, ``_ROW`` in them; "" for a row that nobody has typed in."""
        assert column.formula
        table = column.table
        parts = []
        for text, name, reach, _ in Formatter().parse(column.formula.excel):
            parts.append(text)
            if name is None:
                continue
            sheet, _, header = name.rpartition(".")
            other = Table.every[sheet] if sheet else table
            letter = letters(other.columns.index(header))
            if reach == "all":
                parts.append(f"{other.sheet}!${letter}$2:${letter}${self._last(other)}")
            else:
                parts.append(f"${letter}$2:{letter}{_ROW}" if reach == "down" else f"{letter}{_ROW}")
        return f'=IF(COUNTA({_typed_cells(table, _ROW)})=0,"",{"".join(parts)[1:]})'

    def _validation(self, sheet: Worksheet, place: int, column: Column) -> None:
        options: dict[str, object] = {"validate": "any"}
        if column.choices:
            options = {"validate": "list", "source": list(column.choices), "error_message": "请从列表里选。"}
        elif column.listed:
            target = column.listed
            where = letters(target.table.columns.index(target))
            inside = f"={target.table.sheet}!${where}$2:${where}${LAST_ROW}"
            source = self.listed.get(_path(target), inside)
            options = {"validate": "list", "source": source, "error_type": "warning", "show_error": bool(column.refers),
                       "error_message": f"“{target.table.sheet}”表里没有这一项，确定要填吗？"}  # fmt: skip
        elif not column.formula:
            options |= _typed_as(column)
        hint = column.guide
        options |= {"input_title": str(column)[:32], "input_message": hint[:255]}
        sheet.data_validation(1, place, LAST_ROW - 1, place, options)

    def _print(self, table: type[Table], sheet: Worksheet) -> None:
        sheet.set_paper(9)
        if sum(map(_width, table.columns)) > _UPRIGHT:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.fit_to_pages(_pages_wide(table), 0)
        sheet.print_across()
        sheet.repeat_rows(0)
        if keys := _keys(table):
            sheet.repeat_columns(0, keys - 1)
        sheet.set_header(f"&C{table.sheet}")
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Worksheet, row: int, place: int, value: object, form: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, value, form)
    elif isinstance(value, date):
        sheet.write_number(row, place, as_number(value), form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)


def _write_raw(sheet: Worksheet, row: int, place: int, value: object, form: Format) -> None:
    if value == "#N/A":
        sheet.write_formula(row, place, "=NA()", form, "#N/A")
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, place, value, form, "")
    elif value != "":
        _write(sheet, row, place, value, form)


def _look(column: Column) -> dict[str, object]:
    """Number format, alignment and wrapping of a column."""
    look: dict[str, object] = {"num_format": column.kind.number_format}
    if column.kind.shape:
        look["align"] = "center"
    elif column.year:
        look |= {"num_format": "0", "align": "center"}
    elif column.blank == 0:
        look["num_format"] = f"{column.kind.number_format};"  # nothing is shown as nothing
    elif column.kind is Kind.TEXT and (column.several or not column.is_code):
        look["text_wrap"] = True
    return look


def _typed_as(column: Column) -> dict[str, object]:
    """What Excel lets a clerk type, and what it says of the rest."""
    kind = column.kind
    if kind.shape:
        return {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31),
                "error_message": f"请填{kind.guide}"}  # fmt: skip
    if column.year:
        return {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2099,
                "error_message": "请填四位数的年份。"}  # fmt: skip
    if kind is Kind.COUNT:
        return {"validate": "integer", "criteria": ">=", "value": 0, "error_message": f"请填{kind.guide}"}
    if kind is Kind.TEXT:
        return {}
    least, most = (0, 1) if column.part else (-1e12, 1e12)
    says = "请填数字，单位元，最多两位小数。" if kind is Kind.MONEY else f"请填{kind.guide}"
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_message": says,
    }


def _width(column: Column) -> int:
    """Room for the header with its filter button, and for what the column holds; a Chinese character counts two."""
    return max(column.width, 2 * len(column.heading) + 4)


def _room(column: Column) -> int:
    """The width that the words of a column have."""
    return int(_width(column) * _WIDE_WORDS)


def _keys(table: type[Table]) -> int:
    """How many columns stay in sight and on each page: up to the object of a row (else its day), and its name where that comes next."""
    key = table.subject() or table.dated()
    if key is None:
        return 0
    keys = table.columns.index(key) + 1
    keys += [column.name for column in table.columns[keys : keys + 1]] == ["name"]
    return keys if sum(map(_width, table.columns[:keys])) <= _IN_SIGHT else 0


def _pages_wide(table: type[Table]) -> int:
    """How many pages wide a sheet is printed, so that it can be read."""
    inches = [(7 * _width(column) + 5) / 96 for column in table.columns]
    pages, filled = 1, 0.0
    for width in inches:
        if filled + width > _ACROSS / _SMALLEST:
            pages, filled = pages + 1, sum(inches[: _keys(table)])
        filled += width
    return pages


def _calculated(value: object) -> object:
    """The value of a formula as it stands beside it: a day is a number there, nothing known a blank, as "" would be none at all."""
    if isinstance(value, date):
        return as_number(value)
    return " " if value is None else value


def _path(column: Column) -> str:
    return f"{column.table.sheet}·{column}"


def _typed_cells(table: type[Table], row: str, fixed: str = "") -> str:
    """The typed cells of a row as ranges: A2:G2,L2:L2. ``fixed`` stands before each column."""
    runs: list[tuple[int, int]] = []
    for place, column in enumerate(table.columns):
        if column.formula:
            continue
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return ",".join(f"{fixed}{letters(start)}{row}:{fixed}{letters(end)}{row}" for start, end in runs)


def _values(column: Column, values: "pd.Series") -> list[object]:
    """What to write for a typed column: yuan, dates, text, None for blank."""
    if column.blank is not None and not column.formula:
        values = values.astype(object).where(values != column.blank)
    return list(map(column.kind.cell, values.tolist()))
