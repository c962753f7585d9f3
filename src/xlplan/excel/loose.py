"""Workbooks that are nobody's master, such as a bank's: all cells of a sheet as text, .xlsx or .xls."""

from collections.abc import Iterator
from pathlib import Path

import fastexcel

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
