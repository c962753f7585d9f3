"""The cells of a statement file, told by its content: text of any usual encoding, or a workbook."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from xlplan.excel import loose
from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun

Grid = tuple[str, str, loose.Cells]
"""Sheet ("" for text), encoding ("" for a workbook), cells."""


def grids(path: Path) -> Iterator[Grid]:
    """The ways a file may be laid out in cells, the likelier first: its sheets, or its text divided by comma and by TAB.

    Rows of text are records, blank lines counted. Raises CannotRun for what is no statement at all.
    """
    content = file_bytes(path, "文件")
    if loose.is_workbook(content):
        for sheet, cells in loose.sheets(path, content):
            wide = cells and len(cells[0]) > 1
            # Some banks put the lines of a .csv into the first column of a workbook.
            yield sheet, "", cells if wide else _divided("\n".join(row[0] for row in cells), ",")
        return
    text, encoding = _decoded(path.name, content)
    if text.lstrip()[:200].lower().startswith(("<html", "<table", "<!doctype", "<?xml", "<meta")):
        raise CannotRun(f"{path.name} 是网页或 XML 格式，请用 Excel 打开后另存为 .xlsx。")
    for separator in ",\t":
        try:
            yield "", encoding, _divided(text, separator)
        except csv.Error:
            raise CannotRun(f"{path.name} 里的引号不成对，内容可能已损坏。") from None


def _divided(text: str, separator: str) -> loose.Cells:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        likely = ["utf-16"]
    elif b"\0" in content[:200]:
        start = content[:200]
        likely = ["utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"]
    else:
        likely = ["utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8", "gb18030"]
    for encoding in likely:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise CannotRun(f"{name} 不是银行流水的文本或工作簿，或者内容已损坏，读不懂。")
