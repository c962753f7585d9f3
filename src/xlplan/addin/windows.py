"""Excel on Windows: our add-ins in the add-ins folder of the user, and in the list that Excel opens at its start.

That list is Excel's own: the values OPEN, OPEN1, OPEN2 and so on of its Options key, without a gap.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from xlplan.addin.excel import buttons_addin, functions_addin
from xlplan.addin.health import Health
from xlplan.findings import CannotRun
from xlplan.jobs.writing import write_whole

ADDINS = {"xlplan.xlam": buttons_addin, "xlplan_functions.xlam": functions_addin}
"""File -> what makes it."""
T = TypeVar("T")
_OPEN = re.compile(r"OPEN(\d*)")


def found() -> bool:
    """Whether there is an Excel on this computer."""
    from xlplan.addin.registry import version

    return version() is not None


def left() -> bool:
    """Whether our add-ins are there, be Excel gone since."""
    return any((_folder() / name).is_file() for name in ADDINS)


def install() -> list[str]:
    """Put the add-ins in their place and on the list; raises CannotRun while Excel runs, which would write its own list over ours."""
    _refuse_while_excel_runs()
    for name, made in ADDINS.items():
        write_whole(_folder() / name, made())
    _list(f'"{_folder() / name}"' for name in ADDINS)
    return [f"装好了 Excel 加载项：{_folder()}。打开 Excel，上面有“总务助手”一页。"]


def remove() -> list[str]:
    """Take away what ``install`` put there."""
    _refuse_while_excel_runs()
    if found():
        _list([])
    for name in ADDINS:
        (_folder() / name).unlink(missing_ok=True)
    return ["Excel 加载项去掉了。"]


def health() -> Health:
    """Whether the add-ins are there, those of this version, and on the list."""
    from xlplan.addin.registry import options, switched_off

    fix = "关闭 Excel，运行 xlplan addin install。"
    for name, made in ADDINS.items():
        path = _folder() / name
        if not path.is_file():
            return Health("Excel 加载项", False, f"{name} 没有装。{fix}")
        if path.read_bytes() != made():
            return Health("Excel 加载项", False, f"{name} 不是这一版的。{fix}")
    with options(write=False) as values:
        entries = opened(values)
    if any(name in path.lower() for path in switched_off() for name in ADDINS):
        return Health(
            "Excel 加载项", False,
            "Excel 把它停用了。在 Excel 的“选项—加载项”下面选“禁用项目”，点“转到”，选中它，启用。",
        )  # fmt: skip
    if not all(any(named(entry, name) for entry, _ in entries) for name in ADDINS):
        return Health("Excel 加载项", False, f"没有启用。{fix}也可以在 Excel 的“选项—加载项—转到”里勾上。")
    return Health("Excel 加载项", True, f"{_folder()}，已启用。")


def opened(values: Mapping[str, T]) -> list[T]:
    """What Excel opens at its start, in its order, by the values of its Options key."""
    numbers = {name: found[1] for name in values if (found := _OPEN.fullmatch(name))}
    return [values[name] for name in sorted(numbers, key=lambda name: int(numbers[name] or 0))]


def numbered(entries: Iterable[T]) -> dict[str, T]:
    """The values that make Excel open these."""
    return {f"OPEN{number or ''}": entry for number, entry in enumerate(entries)}


def named(entry: str, addin: str) -> bool:
    """Whether an entry is of an add-in, in whatever folder: with quotes, and options before it."""
    return entry.strip('" ').replace("\\", "/").rpartition("/")[2].lower() == addin


def _list(ours: Iterable[str]) -> None:
    """Put these in the place of our entries on the list; those of others stay as they are."""
    from xlplan.addin.registry import TEXTS, options

    with options(write=True) as values:
        others = [value for value in opened(values) if not any(named(value[0], name) for name in ADDINS)]
        for name in [name for name in values if _OPEN.fullmatch(name)]:
            del values[name]
        values.update(numbered([*others, *((entry, TEXTS[0]) for entry in ours)]))


def _folder() -> Path:
    return Path(os.environ["APPDATA"]) / "Microsoft" / "AddIns"


def _refuse_while_excel_runs() -> None:
    # Of others who are logged on too, theirs is none of our business.
    own = f"username eq {os.environ['USERDOMAIN']}\\{os.environ['USERNAME']}"
    listed = subprocess.run(
        ["tasklist", "/fi", "imagename eq EXCEL.EXE", "/fi", own, "/nh"],
        capture_output=True,
        text=True,
        errors="replace",
    )
    if "excel.exe" in listed.stdout.lower():
        raise CannotRun("Excel 还开着。保存好，关闭全部 Excel 窗口，再装一次。")
