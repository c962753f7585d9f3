"""Statement files for the tests, written as banks write them."""

import csv
import io
from pathlib import Path

import xlsxwriter
import xlwt

Lines = list[list[str]]


def text(path: Path, lines: Lines, encoding: str = "utf-8", separator: str = ",") -> Path:
    """A text file of these lines."""
    content = io.StringIO()
    csv.writer(content, delimiter=separator).writerows(lines)
    path.write_bytes(content.getvalue().encode(encoding))
    return path


def xlsx(path: Path, lines: list[list[str | float]]) -> Path:
    """A workbook with these lines on its only sheet."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, place, cell)
    book.close()
    return path


def xls(path: Path, lines: list[list[str | float]]) -> Path:
    """An old workbook with these lines on its only sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet0")
    for row, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            sheet.write(row, place, cell)
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


HEADER = ["交易日期", "摘要", "收入金额", "支出金额", "余额", "对方户名", "流水号"]
SIMPLE: Lines = [
    ["账号：6222 0000 1234 5678"],
    HEADER,
    ["2026-10-08", "收生均公用经费", "1,000.00", "", "1,500.00", "财政局", "A1"],
    ["2026-10-09", "付水费", "", "200.50", "1,299.50", "自来水公司", "A2"],
    ["2026-10-12", "付电费", "", "99.50", "1,200.00", "供电所", "A3"],
]
