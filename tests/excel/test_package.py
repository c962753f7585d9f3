"""A file that is no usable workbook is refused with one clear sentence, and no file can harm the process."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xlplan.excel.masters import workbook
from xlplan.excel.package import Package
from xlplan.excel.reading import Workbook
from xlplan.findings import CannotRun
from xlplan.tables import MASTERS, starting
from xlplan.tables.ledger import CashEntry

HEADER = "".join(
    f'<c r="{chr(65 + at)}1" t="inlineStr"><is><t>{name}</t></is></c>'
    for at, name in enumerate(CashEntry.columns)
)


@pytest.fixture(scope="module")
def ledger() -> bytes:
    return workbook(MASTERS["ledger.xlsx"], starting.frames())


def with_sheet(ledger: bytes, xml: str, path: Path, name: str = "现金日记账") -> Path:
    """The ledger with the XML of one sheet replaced."""
    content = Package(_written(ledger, path)).sheets[name]
    with zipfile.ZipFile(io.BytesIO(ledger)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, xml if part == content else old.read(part))
    return path


def _written(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def sheet(rows: str, dimension: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'{dimension}<sheetData><row r="1">{HEADER}</row>{rows}</sheetData></worksheet>'
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"^找不到工作簿 ledger.xlsx。$"):
        Package(tmp_path / "ledger.xlsx")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="是文件夹"):
        Package(tmp_path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_that_is_only_half_saved_is_refused(ledger: bytes, share: float, tmp_path: Path) -> None:
    path = _written(ledger[: int(len(ledger) * share)], tmp_path / "ledger.xlsx")
    with pytest.raises(CannotRun, match=r"ledger.xlsx 不完整"):
        Package(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "是空文件"),
        (b"date,amount\n", "不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧的 .xls 格式"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_first_bytes(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun, match=reason):
        Package(_written(content, tmp_path / "ledger.xlsx"))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "notes.xlsx", "w") as file:
        file.writestr("word/document.xml", "<w/>")
    with pytest.raises(CannotRun, match="不是 Excel 工作簿"):
        Package(tmp_path / "notes.xlsx")


def test_a_sheet_packed_beyond_measure_is_refused_unopened(ledger: bytes, tmp_path: Path) -> None:
    path = with_sheet(ledger, sheet(" " * 2**25), tmp_path / "ledger.xlsx")
    with pytest.raises(CannotRun, match="压缩得不正常"):
        Package(path)


def test_entities_are_never_expanded(ledger: bytes, tmp_path: Path) -> None:
    bomb = sheet("").replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)
    book = Workbook(with_sheet(ledger, bomb, tmp_path / "ledger.xlsx"))
    with pytest.raises(CannotRun, match="实体"):
        book.read(CashEntry, {})


@pytest.mark.parametrize(
    "dimension", ["", '<dimension ref="A1:H2"/>'], ids=["no dimension", "a dimension that lies"]
)
@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r = "1048576"><c r = "XFD1048576"><v>1</v></c></row>',
        f'<row r="1048576">{16383 * "<c/>"}<c S="1"><v>1</v></c></row>',
        '<row r="2">' + "<c><v>1</v></c>" * 100 + '</row><row r="1000000"><c><v>1</v></c></row>',
        '<row r="2"><c r="RZ2"><v>1</v></c></row><row r="1000000"><c r="A1000000"><v>1</v></c></row>',
    ],
    ids=[
        "a stray cell",
        "single quotes",
        "blanks",
        "another attribute",
        "cells without an address",
        "one wide, one deep",
    ],
)
def test_one_stray_cell_far_out_is_refused_and_the_process_lives(
    ledger: bytes, rows: str, dimension: str, tmp_path: Path
) -> None:
    path = with_sheet(ledger, sheet(rows, dimension), tmp_path / "ledger.xlsx")
    code = (
        "import sys; from pathlib import Path; from xlplan.excel.reading import Workbook\n"
        "from xlplan.tables.ledger import CashEntry; from xlplan.findings import CannotRun\n"
        "try: Workbook(Path(sys.argv[1])).read(CashEntry, {})\n"
        "except CannotRun as reason: print(reason)"
    )
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert "离得很远的单元格" in run.stdout


def test_a_long_sheet_with_few_columns_is_read(ledger: bytes, tmp_path: Path) -> None:
    rows = '<row r="1048576"><c r="E1048576"><v>5</v></c></row>'
    found = Workbook(with_sheet(ledger, sheet(rows), tmp_path / "ledger.xlsx")).read(CashEntry, {})
    assert found.findings[0].ref.row == 1048576


@pytest.mark.parametrize(
    ("cell", "extent"),
    [("AU1048576", (1_048_576, 47)), ("AV99999", (99_999, 494)), ("RZ2", (99_999, 494)), ("SA2", (2, 495)), ("AV100000", (100_000, 48))],
)  # fmt: skip
def test_only_a_sheet_both_wide_and_deep_is_measured_cell_by_cell(
    ledger: bytes, cell: str, extent: tuple[int, int], tmp_path: Path
) -> None:
    row = f'<row r="{cell[2:]}"><c r="{cell}"><v>5</v></c></row>'
    scan = Package(with_sheet(ledger, sheet(row), tmp_path / "ledger.xlsx")).scan("现金日记账")
    assert scan.extent == extent


def test_formulas_are_seen_where_they_stand(ledger: bytes, tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="E2"><f>1+1</f><v>2</v></c><c r="F2"><f>1+1</f></c><c r="G2"><f>1+1</f><v></v></c>'
        '<c r="C2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="E3"><f t="array" ref="E3:F4">X</f><v>1</v></c><c r="F3"><v>1</v></c></row>'
    )
    scan = Package(with_sheet(ledger, sheet(rows), tmp_path / "ledger.xlsx")).scan("现金日记账")
    assert scan.formulas == {
        2: {2: True},
        4: {2: True, 3: True, 4: True},
        5: {2: False, 3: True, 4: True},
        6: {2: False},
    }
