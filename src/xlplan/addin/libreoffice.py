"""LibreOffice: its extension, made of the text in macros/, and its place in the profile of the user.

The extension has the buttons. The cell functions are a module of Basic among the user's own macros (Standard), so that a formula is
the same text in Calc as in Excel.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import xlplan
from xlplan.addin import basic_library
from xlplan.addin.buttons import BUTTONS, GROUPS, TITLE
from xlplan.addin.exchange import profile
from xlplan.addin.functions.wrappers import basic
from xlplan.addin.health import Health
from xlplan.addin.sources import filled, source
from xlplan.findings import CannotRun
from xlplan.jobs.pdf import libreoffice
from xlplan.jobs.writing import write_whole

_IDENTIFIER = "org.xlplan.buttons"
_FILE = "xlplan.oxt"
_PYTHON = ("xlplan_exchange", "xlplan_functions", "xlplan_marks", "xlplan_press")
_FIX = "关闭 LibreOffice，运行 xlplan addin install。"


def extension() -> bytes:
    """xlplan.oxt; the same text gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in sorted(_parts().items()):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _parts() -> dict[str, str]:
    """Part -> text."""
    buttons = {button.name: (button.label, button.live) for button in BUTTONS}
    plain = ["XFunctions.idl", "ProtocolHandler.xcu", "xlplan_component.py"]
    return {
        "META-INF/manifest.xml": source("libreoffice/manifest.xml"),
        "description.xml": filled(
            "libreoffice/description.xml",
            identifier=_IDENTIFIER,
            title=TITLE,
            version=xlplan.__version__,
        ),
        "Addons.xcu": filled("libreoffice/Addons.xcu", title=TITLE, groups=GROUPS),
        "CalcWindowState.xcu": filled("libreoffice/CalcWindowState.xcu", title=TITLE),
        "pythonpath/xlplan_buttons.py": f"BUTTONS = {buttons!r}\n",
        **{name: source(f"libreoffice/{name}") for name in plain},
        **{f"pythonpath/{name}.py": source(f"libreoffice/pythonpath/{name}.py") for name in _PYTHON},
    }


def found() -> bool:
    """Whether there is a LibreOffice on this computer that takes extensions."""
    return _installer() is not None


def install() -> list[str]:
    """Put in the extension and the functions; raises CannotRun while LibreOffice runs, which would write its own macros over ours."""
    _refuse_while_it_runs()
    if not _library().is_dir():  # a profile that nobody has used yet: LibreOffice itself makes it
        subprocess.run(
            [str(libreoffice()), "--headless", "--terminate_after_init"],
            env=_environment(),
            capture_output=True,
        )
    own = profile() / _FILE
    write_whole(own, extension())
    try:
        _unopkg("add", "-f", "-s", str(own))
    finally:
        own.unlink()
    basic_library.write(_library(), basic())
    return ["装好了 LibreOffice 扩展。打开 Calc，菜单和工具栏里有“总务助手”。"]


def remove() -> list[str]:
    """Take away what ``install`` put there."""
    _refuse_while_it_runs()
    if _installed():
        _unopkg("remove", _IDENTIFIER)
    basic_library.remove(_library())
    return ["LibreOffice 扩展去掉了。"]


def health() -> Health:
    """Whether the extension and the functions are there, and those of this version."""
    installed = _installed()
    if installed is None:
        return Health("LibreOffice 扩展", False, f"没有装。{_FIX}")
    same = all(
        (installed / name).is_file() and (installed / name).read_text("utf-8") == text
        for name, text in _parts().items()
    )
    if not same or not basic_library.holds(_library(), basic()):
        return Health("LibreOffice 扩展", False, f"不是这一版的。{_FIX}")
    return Health("LibreOffice 扩展", True, f"{_user()}。")


def _installed() -> Path | None:
    """The folder that the extension was unpacked into; what was removed lies there until LibreOffice is started."""
    cache = _user() / "user/uno_packages/cache"
    try:
        listed = (cache / "uno_packages.pmap").read_bytes()
    except OSError:
        return None
    found = re.search(re.escape(_IDENTIFIER).encode() + rb"\W+(\w+\.tmp)", listed)
    return cache / "uno_packages" / f"{found[1].decode()}_" / _FILE if found else None


def _library() -> Path:
    return _user() / "user" / "basic" / "Standard"


def _user() -> Path:
    """The profile of LibreOffice."""
    if sys.platform == "win32":
        return Path(os.environ["APPDATA"]) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/LibreOffice/4"
    own = os.environ.get("XDG_CONFIG_HOME")
    return (Path(own) if own else Path.home() / ".config") / "libreoffice" / "4"


def _program(*names: str) -> Path | None:
    """A program of LibreOffice, by what it is called on the systems."""
    office = libreoffice()
    places = (Path(office).resolve().with_name(name) for name in names) if office else ()
    return next(filter(Path.is_file, places), None)


def _installer() -> Path | None:
    return _program("unopkg.com", "unopkg.exe", "unopkg")


def _environment() -> dict[str, str]:
    """Ours without what would make the Python in LibreOffice look for its modules where ours are."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _unopkg(*words: str) -> None:
    program = _installer()
    assert program
    done = subprocess.run(
        [program, *words], env=_environment(), capture_output=True, text=True, errors="replace"
    )
    if done.returncode == 0:
        return
    said = next((line for line in (done.stderr + done.stdout).splitlines() if "ERROR" in line), "")
    if "root" in said:
        raise CannotRun("LibreOffice 不让 root 装扩展，请用平时用的用户运行 xlplan addin install。")
    raise CannotRun(f"LibreOffice 没有接受扩展：{said or done.returncode}")


def _refuse_while_it_runs() -> None:
    """One that was killed leaves its lock behind, which only LibreOffice itself takes away."""
    if (_user() / ".lock").exists():
        raise CannotRun(
            "LibreOffice 还开着，先关闭 LibreOffice 的全部窗口。已经关了的，是上次没有正常退出：打开一次，再关闭，然后再装。"
        )
