"""The files of Excel hold what the text in macros/ says, and are the same bytes whenever they are made."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache, partial

import pytest

from tests.addin.vba import decompressed, streams
from xlplan.addin.buttons import BUTTONS
from xlplan.addin.excel import buttons_addin, demo_workbook, functions_addin, launcher, ribbon
from xlplan.addin.functions import FUNCTIONS
from xlplan.addin.functions.bridge import bridge
from xlplan.addin.functions.wrappers import vba
from xlplan.addin.vba.source import ascii_source

FILES = (buttons_addin, functions_addin, demo_workbook)


@cache
def _parts(made: Callable[[], bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made())) as book:
        return {name: book.read(name) for name in book.namelist()}


def _modules(made: Callable[[], bytes]) -> dict[str, str]:
    """The code of each module that is of no sheet."""
    own = streams(_parts(made)["xl/vbaProject.bin"])
    names = re.findall(r"^Module=(.*)\r$", own["PROJECT"].decode(), re.MULTILINE)
    return {name: decompressed(own[f"VBA/{name}"]).decode("ascii") for name in names}


def _stored(text: str) -> str:
    return ascii_source(text).rstrip("\n").replace("\n", "\r\n")


@pytest.mark.parametrize("made", FILES)
def test_a_file_is_the_same_bytes_whenever_it_is_made(made: Callable[[], bytes]) -> None:
    assert made() == made()


def test_the_addin_with_the_buttons_holds_the_launcher_and_no_xlwings() -> None:
    modules = _modules(buttons_addin)
    assert modules.keys() == {*launcher(), "XlplanRibbon"}
    for name, text in launcher().items():
        assert modules[name].rstrip() == _stored(text)
    assert not any("xlwings" in code.lower() for code in modules.values())


def test_the_one_for_macos_starts_python_by_its_script() -> None:
    assert "AppleScriptTask" in _modules(partial(buttons_addin, mac=True))["XlplanHost"]
    assert "AppleScriptTask" not in _modules(buttons_addin)["XlplanHost"]


def test_the_addin_with_the_functions_holds_them_and_the_bridge_in_one_module() -> None:
    modules = _modules(functions_addin)
    assert modules.keys() == {"XlplanFunctions"}
    (code,) = modules.values()
    assert _stored(bridge()) in code
    assert _stored(vba()) in code
    assert "BSD 3-clause license" in code
    public = re.findall(r"^(?:Public )?(?:Function|Sub|Declare|Const) (\w+)", code, re.MULTILINE)
    assert public == sorted(FUNCTIONS)  # what a cell may call


@pytest.mark.parametrize(("made", "kind"), [*zip(FILES, ("addin", "addin", "sheet"), strict=True)])
def test_a_file_says_whether_it_is_an_addin(made: Callable[[], bytes], kind: str) -> None:
    types = _parts(made)["[Content_Types].xml"].decode()
    assert re.findall(r"vnd\.ms-excel\.(\w+)\.macroEnabled\.main", types) == [kind]


def test_the_ribbon_is_in_the_addin_with_the_buttons_alone() -> None:
    parts = _parts(buttons_addin)
    assert parts["customUI/customUI14.xml"].decode("utf-8") == ribbon()
    relations = parts["_rels/.rels"].decode()
    assert relations.count("/office/2007/relationships/ui/extensibility") == 1
    assert 'Target="customUI/customUI14.xml"' in relations
    for made in (functions_addin, demo_workbook):
        assert not any(name.startswith("customUI") for name in _parts(made))


@pytest.mark.parametrize("made", FILES)
def test_each_sheet_and_the_workbook_have_the_module_that_they_name(made: Callable[[], bytes]) -> None:
    parts = _parts(made)
    sheets = [part.decode() for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    book = parts["xl/workbook.xml"].decode()
    named = [re.findall(r'codeName="(\w+)"', text) for text in (book, *sheets)]
    documents = re.findall(
        r"^Document=(\w+)/", streams(parts["xl/vbaProject.bin"])["PROJECT"].decode(), re.MULTILINE
    )
    assert sorted(name for (name,) in named) == sorted(documents)


def test_the_demo_workbook_has_a_button_for_each_and_shows_its_first_sheet_alone() -> None:
    parts = _parts(demo_workbook)
    drawing = parts["xl/drawings/vmlDrawing1.vml"].decode("utf-8")
    assert re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing) == [
        button.name for button in BUTTONS
    ]
    assert all(button.label in drawing for button in BUTTONS)
    selected = [name for name, part in parts.items() if b'tabSelected="1"' in part]
    assert selected == [
        "xl/worksheets/sheet1.xml"
    ]  # two would be a group: what is typed into one goes into both
