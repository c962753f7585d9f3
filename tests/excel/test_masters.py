"""The masters as they are built: what a clerk sees in Excel is what xlplan reads."""

import io
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import convert, needs_office
from xlplan import demo
from xlplan.excel import masters
from xlplan.excel.frames import Frames
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import FEW_SPARE, SPARE_ROWS, Raw, workbook
from xlplan.excel.table import Table
from xlplan.tables import ABOUT, MASTERS, books, starting
from xlplan.tables.payroll import PayLine


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
        assert last > (FEW_SPARE if table.few else SPARE_ROWS)


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
    years = 0
    for table, sheet in sheets(opened):
        for place, column in enumerate(table.columns, 1):
            style = sheet.column_dimensions[openpyxl.utils.get_column_letter(place)]
            hidden_zero = ";" if column.blank == 0 else ""
            years += column.year
            assert style.number_format == ("0" if column.year else formats[column.kind] + hidden_zero)
    assert years


def test_a_master_prints_on_a4_with_its_header_on_every_page(opened: dict[str, openpyxl.Workbook]) -> None:
    for _, sheet in sheets(opened):
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("工资表", "姓名"),
        ("资产卡片", "名称"),
        ("报销单", "单号"),
        ("采购", "采购号"),
        ("校舍", "名称"),
        ("食堂收支", "月份"),
        ("工作安排", ""),  # 事项 stands too far to the right
        ("别名", ""),
    ],
)
def test_what_names_a_row_stays_in_sight_and_stands_on_every_page(
    opened: dict[str, openpyxl.Workbook], name: str, keys: str
) -> None:
    sheet = opened[Table.every[name].workbook][name]
    places = [cell.column_letter for cell in sheet[1] if cell.value == keys]
    last = places[0] if places else ""
    assert sheet.print_title_cols == (f"$A:${last}" if last else None)
    assert sheet.freeze_panes == f"{chr(ord(last or '@') + 1)}2"


def test_a_sheet_is_printed_on_as_many_pages_side_by_side_as_make_it_readable(
    opened: dict[str, openpyxl.Workbook],
) -> None:
    wide = {}
    for _, sheet in sheets(opened):
        dimensions = [one for one in sheet.column_dimensions.values() if one.customWidth]
        width = sum(one.width * (one.max - one.min + 1) for one in dimensions)
        wide[sheet.title] = sheet.page_setup.fitToWidth or 1
        across = 146 if sheet.page_setup.orientation == "landscape" else 95
        assert width / wide[sheet.title] / across <= 1 / 0.58, sheet.title
    assert wide["工资表"] == 4
    assert (wide["资产卡片"], wide["报销单"], wide["采购"]) == (2, 2, 2)
    assert wide["记账凭证"] == wide["付款"] == 1


@needs_office
def test_every_column_of_the_widest_sheet_is_printed_beside_the_names(tmp_path: Path) -> None:
    few: Frames = {PayLine: demo.frames()[PayLine].head(3)}
    (tmp_path / "payroll.xlsx").write_bytes(workbook((PayLine,), few, spare=1))
    convert([tmp_path / "payroll.xlsx"], "pdf", tmp_path)
    pages = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "payroll.pdf", "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.split("\f")
    own = ["".join(page.split()) for page in pages if page.lstrip().startswith("工资表")]
    assert len(own) == 4
    assert all("月份工号姓名" in page for page in own)
    assert all(any(column in page for page in own) for column in PayLine.columns)


def test_words_wrap_in_their_cells_and_codes_do_not(opened: dict[str, openpyxl.Workbook]) -> None:
    for table, sheet in sheets(opened):
        for place, column in enumerate(table.columns, 1):
            style = sheet.column_dimensions[openpyxl.utils.get_column_letter(place)]
            wraps = column.kind is Kind.TEXT and (column.several or not column.is_code)
            assert bool(style.alignment.wrap_text) == wraps, (table.sheet, column)


def test_no_code_of_the_demo_school_is_wider_than_its_column(opened: dict[str, openpyxl.Workbook]) -> None:
    """In pixels: a Chinese character of 11 points takes 14.7, a digit of the standard font 7, the edges of a cell 5."""
    for table, sheet in sheets(opened):
        for place, column in enumerate(table.columns, 1):
            if column.kind is not Kind.TEXT or not column.is_code or column.several:
                continue
            letter = openpyxl.utils.get_column_letter(place)
            for (value,) in sheet.iter_rows(2, None, place, place, values_only=True):
                wide = sum(14.7 if ord(sign) > 255 else 7.35 for sign in str(value or ""))
                assert wide <= 7 * sheet.column_dimensions[letter].width, (table.sheet, column, value)


def test_a_row_is_high_enough_for_the_words_that_wrap_in_it(opened: dict[str, openpyxl.Workbook]) -> None:
    sheet = opened["assets.xlsx"]["移交"]
    assert all(sheet.row_dimensions[row].height > 33 for row in range(2, 4))


def test_a_unit_stands_in_the_header_and_is_no_part_of_the_name(opened: dict[str, openpyxl.Workbook]) -> None:
    heads = {cell.value for _, sheet in sheets(opened) for cell in sheet[1]}
    assert {"重量（克）", "柜温（℃）", "面积（㎡）", "年限（年）"} <= heads


def test_a_list_that_only_offers_accuses_nobody(opened: dict[str, openpyxl.Workbook]) -> None:
    sheet = opened["claims.xlsx"]["验收"]
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    for header, warns in (("验收人一", False), ("验收人二", False)):
        assert rules[header].type == "list"
        assert listed(opened["claims.xlsx"], rules[header].formula1) == "教职工·姓名"
        assert rules[header].showErrorMessage is warns
    meetings = opened["claims.xlsx"]["集体决策"].data_validations.dataValidation
    assert next(rule for rule in meetings if rule.promptTitle == "主持人").showErrorMessage is True


def test_a_master_is_explained_on_its_first_sheet(opened: dict[str, openpyxl.Workbook]) -> None:
    for name, tables in MASTERS.items():
        assert opened[name].worksheets[0]["A1"].value == f"{ABOUT[name]} 填写说明（{name}）"
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
