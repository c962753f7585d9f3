"""The user's own macros of LibreOffice: a module of ours among them, and exactly that taken away again.

The library Standard is a folder with a file for each module and their list, script.xlb.
"""

import re
from pathlib import Path

from xlplan.addin.sources import filled
from xlplan.findings import CannotRun
from xlplan.jobs.writing import write_whole

_MODULE, _LIST = "Xlplan.xba", "script.xlb"
_OURS = "REM The cell functions of xlplan"
_ENTRY = b' <library:element library:name="Xlplan"/>\n'
_ENTRIES = re.compile(rb'[ \t]*<library:element library:name="Xlplan"\s*/>[ \t]*\r?\n?')
_END = b"</library:library>"
_EMPTY = re.compile(rb"(<library:library\b[^>]*?)\s*/>")
_EMPTIED = re.compile(rb"(<library:library\b[^>]*?)>\s*</library:library>")


def write(library: Path, basic: str) -> None:
    """Put our module in; raises CannotRun where a module of the user's own has its name, or where there is no list to put it on."""
    module, modules = library / _MODULE, library / _LIST
    if module.exists() and _OURS not in module.read_text("utf-8", "replace"):
        raise CannotRun(f"您自己的宏里已经有一个模块叫 Xlplan（{module}），没有动它。先给它改个名，再装。")
    if not modules.is_file():
        raise CannotRun(f"LibreOffice 的宏库找不到（{modules}）。打开一次 LibreOffice，关闭，再装。")
    listed = _without(modules.read_bytes())
    listed = _EMPTY.sub(rb"\1>\n" + _END, listed)
    if _END not in listed:
        raise CannotRun(f"LibreOffice 的宏库看不懂（{modules}），没有动它。")
    # The list last: a module that is not on it is not there.
    write_whole(module, _text(basic).encode())
    write_whole(modules, listed.replace(_END, _ENTRY + _END))


def remove(library: Path) -> None:
    """Take it away; whatever else is there stays as it is."""
    module, modules = library / _MODULE, library / _LIST
    if modules.is_file() and _ENTRIES.search(before := modules.read_bytes()):
        write_whole(modules, _without(before))
    if module.exists() and _OURS in module.read_text("utf-8", "replace"):
        module.unlink()


def holds(library: Path, basic: str) -> bool:
    """Whether our module is there, with this text."""
    module, modules = library / _MODULE, library / _LIST
    return (
        module.is_file()
        and module.read_text("utf-8") == _text(basic)
        and modules.is_file()
        and _ENTRIES.search(modules.read_bytes()) is not None
    )


def _text(basic: str) -> str:
    return filled("libreoffice/Xlplan.xba", basic=basic)


def _without(listed: bytes) -> bytes:
    """The list without ours, as LibreOffice writes it."""
    return _EMPTIED.sub(rb"\1/>", _ENTRIES.sub(b"", listed))
