"""Excel on macOS: the add-in with the buttons in Excel's start folder. There are no cell functions.

A macro may start a process only through a script in a folder that Excel itself cannot write to.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from xlplan.addin.excel import buttons_addin
from xlplan.addin.health import Health
from xlplan.addin.sources import filled
from xlplan.jobs.writing import write_whole


def install() -> list[str]:
    """Put the add-in and the script in their places."""
    for path, content in _files():
        write_whole(path, content)
    return ["装好了 Excel 加载项。重新打开 Excel，上面有“总务助手”一页。macOS 上只有按钮，没有单元格函数。"]


def remove() -> list[str]:
    """Take away what ``install`` put there."""
    for path, _ in _files():
        path.unlink(missing_ok=True)
    return ["Excel 加载项去掉了。"]


def health() -> Health:
    """Whether both are there, those of this version."""
    if not all(path.is_file() and path.read_bytes() == content for path, content in _files()):
        return Health(
            "Excel 加载项", False, "没有装，或者不是这一版的。关闭 Excel，运行 xlplan addin install。"
        )
    return Health("Excel 加载项", True, "装好了。macOS 上只有按钮，没有单元格函数。")


def _files() -> Iterator[tuple[Path, bytes]]:
    library = Path.home() / "Library"
    start = library / "Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    yield start / "xlplan.xlam", buttons_addin(mac=True)
    python = sys.executable.replace("\\", r"\\").replace('"', r"\"")
    script = filled("excel/mac/xlplan.applescript", python=python)
    yield library / "Application Scripts/com.microsoft.Excel/xlplan.applescript", script.encode()
