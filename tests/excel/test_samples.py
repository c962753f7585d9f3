"""Workbooks of other programs and hostile ones: each opens or is refused with one line, quickly and in bounds."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests import samples

READ_ALL = """
import sys
from pathlib import Path
from xlplan.excel.reading import Workbook
from xlplan.findings import CannotRun
from xlplan.tables.ledger import VoucherLine
try:
    book = Workbook(Path(sys.argv[1]))
    for sheet in book.sheets:
        book._sheets[VoucherLine.sheet] = book._sheets[sheet]  # whatever the sheet is called
        book.read(VoucherLine, {"Name": "摘要", "Date": "日期", "ID": "凭证号", "姓名": "摘要", "性别": "凭证号"})
    print("read", len(book.sheets))
except CannotRun as reason:
    print("refused", reason)
"""


@pytest.mark.parametrize("path", samples.files("workbooks/*/*"))
def test_a_strange_workbook_is_read_or_refused_in_bounds(path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", READ_ALL, path],
        capture_output=True,
        text=True,
        timeout=30,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (2 * 2**30, 2 * 2**30)),
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(("read ", f"refused {path.name} "))
    assert run.stdout.count("\n") == 1
