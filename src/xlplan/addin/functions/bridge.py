"""The VBA through which the functions reach Python: xlwings' own module, without all that lets a workbook say what is run.

What is kept of it finds the DLL beside our interpreter and asks that for the Python server, under the licence that stands at its
head. Where the interpreter is, and how it is started, is ours: macros/excel/Bridge.bas.
"""

import re
from importlib.util import find_spec
from pathlib import Path

from xlplan.addin.sources import filled

_HEAD = re.compile(
    r"^#Const App.*?^Public Const XLWINGS_VERSION As String = \"[\d.]+\"\n", re.DOTALL | re.MULTILINE
)
"""The licence, and what the DLL and the system are asked for."""
_SEEN = re.compile(r"^( *)(?:Public )?(Declare|Const|Function|Sub) ", re.MULTILINE)
"""What other modules, and cells, would see."""
_KEPT = ("XLPyLoadDLL", "NDims", "XLPy", "ParentFolder")
"""The procedures that are kept."""


def bridge() -> str:
    """The text, ASCII; raises ValueError where xlwings' own is not as it was.

    All of it is private: what is public, any cell of any workbook may call.
    """
    # Found, not imported: xlwings would go on to parts of it that are not free.
    spec = find_spec("xlwings")
    assert spec
    assert spec.origin
    text = Path(spec.origin).with_name("xlwings_custom_addin.bas").read_text("utf-8").replace("\r\n", "\n")
    own = filled(
        "excel/Bridge.bas",
        not_installed=_spelt("xlplan 还没有装好，请重新运行安装。"),
        no_python=_spelt("找不到 Python，请重新运行安装："),
    )
    parts = [_only(_HEAD, text, "the head"), *(_procedure(text, name) for name in _KEPT), own]
    text = _SEEN.sub(r"\1Private \2 ", "\n".join(parts))
    return text.encode("ascii").decode()


def _procedure(text: str, name: str) -> str:
    start = rf"^(?:Public |Private )?(Function|Sub) {name}\("
    return _only(re.compile(rf"{start}.*?^End \1\n", re.DOTALL | re.MULTILINE), text, name)


def _only(part: re.Pattern[str], text: str, name: str) -> str:
    found = [match[0] for match in part.finditer(text)]
    if len(found) != 1:
        raise ValueError(f"xlwings_custom_addin.bas has {len(found)} times {name}")
    return found[0]


def _spelt(text: str) -> str:
    """A text as an expression of VBA in ASCII."""
    return " & ".join(f"ChrW(&H{ord(letter):04X})" for letter in text)
