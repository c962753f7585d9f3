"""The files of Excel, made of the text in macros/: the add-in with the ribbon, the one with the cell functions, a workbook with buttons.

The same text always gives the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import partial

from xlplan import demo
from xlplan.addin.buttons import BUTTONS, GROUPS, TITLE
from xlplan.addin.functions.bridge import bridge
from xlplan.addin.functions.wrappers import vba
from xlplan.addin.sources import filled, source
from xlplan.addin.vba.project import Kind, Module, project
from xlplan.addin.vba.source import ascii_source
from xlplan.excel.macros import Macros, SheetButton, shell
from xlplan.excel.masters import workbook
from xlplan.tables import ABOUT, MASTERS
from xlplan.tables.plan import Notice

_FUNCTIONS = "XlplanFunctions"
_SHEET, _ADDIN = (
    f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml".encode() for kind in ("sheet", "addin")
)
_RIBBON = "customUI/customUI14.xml"
_RELATION = (
    '<Relationship Id="xlplanRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"'
    f' Target="{_RIBBON}"/></Relationships>'
).encode()


def buttons_addin(mac: bool = False) -> bytes:
    """xlplan.xlam: the tab on the ribbon, and what its buttons start; ``mac``: for Excel on macOS."""
    return _addin(shell(partial(_project, launcher(mac) | callbacks())), ribbon())


def functions_addin() -> bytes:
    """xlplan_functions.xlam: the cell functions, for Excel on Windows."""
    # One module, for what its functions call is private to it.
    texts = {_FUNCTIONS: f'Attribute VB_Name = "{_FUNCTIONS}"\n{bridge()}\n{vba()}'}
    return _addin(shell(partial(_project, texts)))


def demo_workbook() -> bytes:
    """The plan of the demo school as a workbook with buttons (.xlsm)."""
    frames, raw = demo.office()
    own = tuple(SheetButton(button.name, button.label, button.help) for button in BUTTONS)
    macros = Macros(partial(_project, launcher()), TITLE, own)
    name = Notice.workbook
    return workbook(MASTERS[name], frames, raw, lists=frames, macros=macros, about=ABOUT[name])


def ribbon() -> str:
    """The tab of the ribbon: the buttons in their groups."""
    return filled("excel/ribbon.xml", title=TITLE, groups=GROUPS)


def callbacks() -> dict[str, str]:
    """The module that the ribbon calls, by its name; a workbook that is open beside the add-in must have none such."""
    return {"XlplanRibbon": filled("excel/Ribbon.bas", buttons=BUTTONS)}


def launcher(mac: bool = False) -> dict[str, str]:
    """The modules that start what a button does, by their names."""
    return {
        "XlplanButtons": filled("excel/Buttons.bas", buttons=BUTTONS),
        "XlplanLauncher": source("excel/Launcher.bas"),
        "XlplanMarks": source("excel/Marks.bas"),
        "XlplanHost": source("excel/mac/Host.bas" if mac else "excel/Host.bas"),
    }


def _project(texts: Mapping[str, str], sheets: Sequence[str]) -> bytes:
    own = [Module(name, ascii_source(text), Kind.STANDARD) for name, text in texts.items()]
    return project([*(Module(name, "", Kind.DOCUMENT) for name in ("ThisWorkbook", *sheets)), *own])


def _addin(content: bytes, tab: str = "") -> bytes:
    """A workbook with macros as an add-in, with a ribbon."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(made, "w") as addin:
        parts = {name: book.read(name) for name in book.namelist()}
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(_SHEET, _ADDIN)
        if tab:
            parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", _RELATION)
            parts[_RIBBON] = tab.encode()
        for name, part in parts.items():
            addin.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
