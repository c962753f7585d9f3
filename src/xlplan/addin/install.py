"""Installing the front ends for the user who is at the computer: Excel's on Windows and macOS, LibreOffice's wherever that is."""

import sys
import time
from pathlib import Path
from types import ModuleType

from xlplan.addin import libreoffice, macos, windows
from xlplan.addin.exchange import profile, sweep, write_settings
from xlplan.addin.health import Health
from xlplan.findings import CannotRun


def install() -> list[str]:
    """What was done, a sentence each; raises CannotRun where nothing could be."""
    ends = _front_ends()
    if not ends:
        raise CannotRun("这台电脑上没有 Excel，也没有 LibreOffice，没有地方装按钮。xlplan 命令照样能用。")
    write_settings({"python": str(_windowless())})
    return [sentence for end in ends for sentence in end.install()]


def remove() -> list[str]:
    """The same the other way; offices stay as they are."""
    told = [sentence for end in _front_ends() for sentence in end.remove()]
    sweep(time.time())
    for name in ("settings.txt", "程序出错.log"):
        (profile() / name).unlink(missing_ok=True)
    return told or ["没有装过。"]


def health() -> list[Health]:
    """How each front end of this computer is."""
    return [end.health() for end in _front_ends()]


def _front_ends() -> list[ModuleType]:
    ends: list[ModuleType] = []
    if sys.platform == "win32" and (windows.found() or windows.left()):
        ends.append(windows)
    if sys.platform == "darwin":
        ends.append(macos)
    if libreoffice.found():
        ends.append(libreoffice)
    return ends


def _windowless() -> Path:
    """The interpreter that runs us, on Windows the one without a console."""
    python = Path(sys.executable)
    silent = python.with_name("pythonw.exe")
    return silent if silent.is_file() else python
