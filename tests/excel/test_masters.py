"""The masters as they are built: what a clerk sees in Excel is what xlplan reads."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import convert, needs_office
from xlplan import demo
from xlplan.excel import masters
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import SPARE_ROWS, Raw, workbook
from xlplan.excel.table import Table
from xlplan.tables import MASTERS, books, starting


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return demo.files(clean=True)


@pytest.fixture(scope="module")
def opened(files: dict[str, bytes]) -> dict[str, openpyxl.Workbook]:
    return {name: openpyxl.load_workbook(io.BytesIO(content)) for name, content in files.items()}


def sheets(opened: dict[str, openpyxl.Workbook]) -> list[tuple[type[Table], Worksheet]]:
    return [(table, opened[name][table.sheet]) for name, tables in MASTERS.items() for table in tables]


@needs_office
def test_every_formula_of_every_master_has_the_value_that_libreoffice_calculates(
    files: dict[str, bytes], opened: dict[str, openpyxl.Workbook], tmp_path: Path
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    # Through .ods, or LibreOffice keeps the values that stand in the file.
    convert([tmp_path / name for name in files], "ods", tmp_path)
    convert([tmp_path / f"{Path(name).stem}.ods" for name in files], "xlsx", tmp_path / "anew")
    compared = 0
    for name, content in files.items():
        ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        theirs = openpyxl.load_workbook(tmp_path / "anew" / name, data_only=True)
        for table in MASTERS[name]:
            for row in opened[name][table.sheet].iter_rows(min_row=2):
                for cell in row:
                    if cell.data_type == "f":
                        own, other = (book[table.sheet][cell.coordinate].value for book in (ours, theirs))
                        own = None if own == " " else own
                        assert (own or 0) == pytest.approx(other or 0, abs=1e-9), (
                            table.sheet,
                            cell.coordinate,
                        )
                        compared += 1
    assert compared > 2000


def test_formulas_reach_over_the_spare_rows_inside_the_table(opened: dict[str, openpyxl.Workbook]) -> None:
    for table, sheet in sheets(opened):
        own = sheet.tables[table.sheet]
        last = int(own.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        assert own.autoFilter.ref == own.ref
        for place, column in enumerate(table.columns, 1):
            if column.formula:
                assert [sheet.cell(row, place).data_type for row in (2, last)] == ["f", "f"]
                assert sheet.cell(last + 1, place).value is None
        assert last > SPARE_ROWS


def listed(book: openpyxl.Workbook, source: str) -> str:
    """What a list is drawn from, as sheet·header: the column itself, or its copy in 清单 that is headed so."""
    sheet, _, cells = source.removeprefix("=").partition("!")
    head = str(book[sheet][f"{cells.split('$')[1]}1"].value)
    return head if sheet == "清单" else f"{sheet}·{head}"


def test_lists_and_hints_cover_the_whole_column(opened: dict[str, openpyxl.Workbook]) -> None:
    for table, sheet in sheets(opened):
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        for place, column in enumerate(table.columns):
            letter = openpyxl.utils.get_column_letter(place + 1)
            rule = rules[f"{letter}2:{letter}1048576"]
            assert rule.promptTitle == column
            if column.choices:
                assert rule.formula1 == f'"{",".join(column.choices)}"'
            elif column.refers:
                assert rule.type == "list"
                assert (
                    listed(opened[table.workbook], rule.formula1)
                    == f"{column.refers.table.sheet}·{column.refers}"
                )


def test_a_column_is_formatted_from_top_to_bottom(opened: dict[str, openpyxl.Workbook]) -> None:
    formats = {
        Kind.TEXT: "@",
        Kind.DAY: "yyyy-mm-dd",
        Kind.TIME: "yyyy-mm-dd hh:mm",
        Kind.MONTH: "yyyy-mm",
        Kind.QUANTITY: "General;[Red]-General",
        Kind.RATE: "0.00%",
        Kind.MONEY: "#,##0.00_ ;[Red]-#,##0.00_ ",
        Kind.COUNT: "#,##0_ ",
    }
    for table, sheet in sheets(opened):
        for place, column in enumerate(table.columns, 1):
            style = sheet.column_dimensions[openpyxl.utils.get_column_letter(place)]
            hidden_zero = ";" if column.blank == 0 else ""
            assert style.number_format == formats[column.kind] + hidden_zero


def test_a_master_prints_on_a4_with_its_header_on_every_page(opened: dict[str, openpyxl.Workbook]) -> None:
    for _, sheet in sheets(opened):
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes == "A2"


def test_a_master_is_explained_on_its_first_sheet(opened: dict[str, openpyxl.Workbook]) -> None:
    for name, tables in MASTERS.items():
        words = [cell.value for row in opened[name].worksheets[0].iter_rows() for cell in row if cell.value]
        assert opened[name].sheetnames[0] == "说明"
        assert {column for table in tables for column in table.columns} <= set(words)


def test_building_twice_gives_the_same_bytes() -> None:
    frames = starting.frames()
    content = workbook(MASTERS["office.xlsx"], frames)
    assert content == workbook(MASTERS["office.xlsx"], frames)
    # Two builds in one second would agree anyway: no time of building may stand in them.
    assert b"2026-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")


def test_a_sheet_is_written_to_the_byte_as_xlsxwriter_alone_would_write_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = {table: frame.head(3) for table, frame in demo.frames().items()}
    wrong = None, "=1+1", "#N/A"
    raw: Raw = {(table, table.columns[0], 2): value for table, value in zip(few, wrong, strict=False)}
    ours = [workbook(tables, few, raw) for tables in MASTERS.values()]
    monkeypatch.setattr(masters, "QuickSheet", None)
    assert ours == [workbook(tables, few, raw) for tables in MASTERS.values()]


def test_what_is_read_is_what_was_built(files: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    read = books.read({name: tmp_path / name for name in files}, demo.TODAY)
    for table, frame in demo.frames().items():
        given = [column for column in table.columns if not column.formula]
        assert read[table][given].equals(frame[given])


def test_the_masters_in_the_repository_are_the_demo_school() -> None:
    """Part by part, unzipped, so that another zlib does not matter."""
    for name, content in demo.files().items():
        committed = (Path(__file__).parents[2] / "workbooks" / name).read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as ours, zipfile.ZipFile(io.BytesIO(committed)) as theirs:
            assert ours.namelist() == theirs.namelist()
            for part in ours.namelist():
                assert ours.read(part) == theirs.read(part), (name, part)
