"""What this front end and its Python hand each other, as src/xlplan/addin/exchange.py describes it.

Everything here runs in LibreOffice's own Python, which knows nothing of xlplan and may be as old as 3.8.
"""

import os
import re
import subprocess
import sys
from contextlib import suppress

AGAIN = "请重新运行安装，或运行 xlplan addin install。"
_HOST = {"LD_LIBRARY_PATH", "UNO_PATH", "URE_BOOTSTRAP"}
"""What LibreOffice sets for itself; another Python would load the wrong libraries by it, or modules."""


class Unable(Exception):
    """It could not be done; in one sentence for the clerk why, and what to do."""


def profile():
    """The folder of xlplan in the user's profile."""
    if sys.platform == "win32":
        return os.path.join(os.environ["LOCALAPPDATA"], "xlplan")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Containers/com.microsoft.Excel/Data/xlplan")
    own = os.environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
    return os.path.join(own, "xlplan")


def python():
    """The interpreter that the installation wrote down; raises Unable where there is none."""
    try:
        with open(os.path.join(profile(), "settings.txt"), encoding="ascii") as file:
            path = dict(_fields(file.read())).get("python", [""])[0]
    except (OSError, UnicodeDecodeError):
        path = ""
    if not path:
        raise Unable("xlplan 还没有装好，找不到它的设置。" + AGAIN)
    if not os.path.isfile(path):
        raise Unable("找不到 Python：{}。{}".format(path, AGAIN))
    return path


def started(words, **pipes):
    """A Python of xlplan that was started with these words, without a window; raises Unable where it cannot be."""
    environment = {
        name: value for name, value in os.environ.items() if not (name.startswith("PYTHON") or name in _HOST)
    }
    try:
        return subprocess.Popen(
            [python(), "-P", "-m", "xlplan.addin", *words],
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            **pipes,
        )
    except OSError as reason:
        raise Unable("启动不了 Python：{}。{}".format(reason.strerror, AGAIN)) from None


def place(number, kind):
    """The file of a press: its request, answer, or copy (xlsx)."""
    folder = os.path.join(profile(), "requests")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, "{}.{}".format(number, kind))


def write_request(number, button, workbook, saved):
    """Say which button was pressed, in which workbook."""
    values = ("button", button), ("workbook", workbook), ("saved", "yes" if saved else "no")
    with open(place(number, "request"), "w", encoding="ascii", newline="\n") as file:
        file.writelines("{}={}\n".format(name, _escaped(value)) for name, value in values)


def taken_answer(number):
    """The lines of the answer, each a name and its parts; None where there is none. Its files are taken away."""
    try:
        with open(place(number, "answer"), encoding="ascii") as file:
            return list(_fields(file.read()))
    except FileNotFoundError:
        return None
    finally:
        for kind in ("request", "xlsx", "answer"):
            with suppress(OSError):  # not there, or the press still holds it; the next one sweeps
                os.unlink(place(number, kind))


def _fields(text):
    for line in text.splitlines():
        name, _, value = line.partition("=")
        yield name, [_unescaped(part) for part in value.split("\t")]


def _escaped(text):
    units = memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")
    return "".join(
        chr(unit) if 32 <= unit < 127 and unit != 92 else "\\u{:04x}".format(unit) for unit in units
    )


def _unescaped(text):
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found.group(1), 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
