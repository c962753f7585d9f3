"""The cells of a statement file, told by its content: text of any usual encoding, a web page, or a workbook."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlplan.excel import loose
from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun

Grid = tuple[str, str, loose.Cells]
"""Sheet ("" for text), encoding ("" for a workbook), cells."""

UNREADABLE = "（文字编码不同）"
"""The only cell of a line of text that is in another encoding than the file."""

CUT = "（文件到此为止）"
"""Behind the cells of a last line of text that is shorter than others and has no end."""

_LONGEST_LINE = 2**20
_BEGINS_A_ROW = re.compile(r'\s*20\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?[ T\d:.]*["\',\t]')
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_UNICODE = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
"""Chinese letters in UTF-8, or what may be that."""


def grids(path: Path) -> Iterator[Grid]:
    """The ways a file may be laid out in cells, the likelier first: its sheets, or its text divided by comma and by TAB.

    Rows of text are records, blank lines counted. Raises CannotRun for what is no statement at all.
    """
    content = file_bytes(path, "文件")
    if loose.is_workbook(content):
        for sheet, cells in loose.sheets(path, content):
            if cells and len(cells[0]) == 1:
                # Some banks put the lines of a .csv into the first column of a workbook.
                text = "\n".join(row[0] for row in cells)
                cells = _divided(path.name, text, max(",\t", key=text.count))
            yield sheet, "", cells
        return
    if len(content) > _LONGEST_LINE and not any(end in content[:_LONGEST_LINE] for end in (b"\n", b"\r")):
        raise CannotRun(f"{path.name} 一行就超过 {_LONGEST_LINE >> 20} MB，不是流水，没有读。")
    text, encoding = _decoded(path.name, content)
    start = text.lstrip()[:1000].lower()
    if start.startswith(("<html", "<table", "<!doctype", "<meta", "<head", "<style")) or "<html" in start:
        yield "", encoding, loose.web_table(text)
        return
    if start.startswith("<?xml"):
        raise CannotRun(f"{path.name} 是 XML 格式，不是表格，请从网银下载 Excel 或 CSV 格式的流水。")
    for separator in ",\t":
        yield "", encoding, _divided(path.name, text, separator)


def _divided(name: str, text: str, separator: str) -> loose.Cells:
    ended = text.endswith(("\n", "\r"))
    whole = io.StringIO(f"{text}{'' if ended else chr(10)}{CUT}", newline="")
    try:
        cells = list(csv.reader(whole, delimiter=separator))
        if '"' in text and _swallows(cells, text, separator):
            raise csv.Error
    except csv.Error:
        raise CannotRun(f"{name} 里的引号不成对或一格过长，内容可能已损坏。") from None
    if cells[-1] != [CUT]:
        # A quote that is not closed takes in all that follows.
        cells[-1][-1] = cells[-1][-1].removesuffix(CUT).rstrip("\n")
        cells[-1].append(CUT)
        return cells
    del cells[-1]
    if not ended and cells and len(cells[-1]) < max(map(len, cells)):
        cells[-1].append(CUT)
    return cells


def _swallows(cells: loose.Cells, text: str, separator: str) -> bool:
    """Whether a cell of several lines holds rows: a quote that nothing closes ends at the next one, however far down."""
    further = [line for row in cells for cell in row if "\n" in cell for line in cell.splitlines()[1:]]
    if not further:
        return False
    counts = Counter(line.count(separator) for line in text.splitlines() if line.count(separator) > 1)
    usual = max(counts, key=counts.__getitem__, default=len(text))
    return any(line.count(separator) >= usual or _BEGINS_A_ROW.match(line) for line in further)


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text of a file and its encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        likely = ["utf-16"]
    elif b"\0" in content[:200]:
        start = content[:200]
        likely = ["utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"]
    elif content.isascii():
        likely = ["ascii"]
    else:
        likely = ["utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"]
    for encoding in likely:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    if likely[0].startswith("utf-8") and b"\0" not in content:
        mixed = _mixed(content)
        if mixed:
            return mixed
    raise CannotRun(f"{name} 不是银行流水的文本或工作簿，或者内容已损坏，读不懂。")


def _mixed(content: bytes) -> tuple[str, str] | None:
    """The text of a file in GB18030, or of one some lines of which are in another encoding than most."""
    if not _UNICODE.search(content):
        text = _text(content, "gb18030")
        return None if text is None else (text, "gb18030")
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    unicode = [_is_unicode(line) for line in lines]
    broken = sum(_text(line, "utf-8") is None for line in lines)
    if sum(unicode) >= broken:
        texts = [_text(line, "utf-8") for line in lines]
        encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    else:
        pairs = zip(lines, unicode, strict=True)
        texts = [None if other else _text(line, "gb18030") for line, other in pairs]
        encoding = "gb18030"
    return "\n".join(UNREADABLE if text is None else text for text in texts), encoding


def _is_unicode(line: bytes) -> bool:
    """Whether a line is UTF-8; two letters of GB18030 may happen to be it as well, hardly ever Chinese ones."""
    text = _text(line, "utf-8")
    return text is not None and bool(_HAN.search(text))


def _text(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
