"""What we write is what Excel wrote into a workbook of its own, but for compiled code, secrets and windows: the one xlwings ships."""

import re
import struct
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.addin.vba import decompressed, records, streams
from xlplan.addin.vba.project import Kind, Module, project

XLWINGS = find_spec("xlwings")
if XLWINGS is None or XLWINGS.origin is None:
    pytest.skip("xlwings is not installed", allow_module_level=True)
BOOK = Path(XLWINGS.origin).with_name("quickstart.xlsm")

ONLY_IN_EXCEL = {0x004A}
"""PROJECTCOMPATVERSION, which is optional."""
OF_REFERENCES = {0x0016, 0x003E, 0x000D, 0x000E, 0x002F, 0x0030, 0x0033}
"""To its forms and to the add-in of xlwings."""
WITHOUT_VALUES = [(r'(?m)^(ID|CMG|DPB|GC)=".*"', r"\1"), (r"(?m)^(\w+=)\d+, \d+, \d+, \d+, [CZ]", r"\1")]


@pytest.fixture(scope="module")
def theirs() -> dict[str, bytes]:
    with zipfile.ZipFile(BOOK) as book:
        return streams(book.read("xl/vbaProject.bin"))


@pytest.fixture(scope="module")
def ours(theirs: dict[str, bytes]) -> dict[str, bytes]:
    """The same modules, written by us."""
    kinds = {"Document": Kind.DOCUMENT, "Module": Kind.STANDARD}
    lines = re.findall(r"(?m)^(Document|Module)=(\w+)", theirs["PROJECT"].decode())
    sources = source(theirs)
    return streams(
        project(
            [Module(name, sources[name] if kind == "Module" else "", kinds[kind]) for kind, name in lines]
        )
    )


def source(content: dict[str, bytes]) -> dict[str, str]:
    """The text of each module, which begins where its MODULEOFFSET says."""
    found, name = {}, ""
    for number, text in records(decompressed(content["VBA/dir"])):
        if number == 0x001A:
            name = text.decode()
        elif number == 0x0031:
            (offset,) = struct.unpack("<I", text)
            found[name] = decompressed(content[f"VBA/{name}"][offset:]).decode()
    return found


def test_the_same_streams_are_there(theirs: dict[str, bytes], ours: dict[str, bytes]) -> None:
    assert ours.keys() == theirs.keys()


def test_the_directory_holds_the_same_records(theirs: dict[str, bytes], ours: dict[str, bytes]) -> None:
    one, other = (
        [
            number
            for number, _ in records(decompressed(content["VBA/dir"]))
            if number not in ONLY_IN_EXCEL | OF_REFERENCES
        ]
        for content in (theirs, ours)
    )
    assert one == other


def test_modules_hold_the_same_text(theirs: dict[str, bytes], ours: dict[str, bytes]) -> None:
    assert {name: text.rstrip() for name, text in source(ours).items()} == {
        name: text.rstrip() for name, text in source(theirs).items()
    }


def test_the_names_are_mapped_alike(theirs: dict[str, bytes], ours: dict[str, bytes]) -> None:
    assert ours["PROJECTwm"] == theirs["PROJECTwm"]


def test_the_properties_are_alike_but_for_secrets_and_windows(
    theirs: dict[str, bytes], ours: dict[str, bytes]
) -> None:
    texts = []
    for content in (theirs, ours):
        text = content["PROJECT"].decode()
        for pattern, kept in WITHOUT_VALUES:
            text = re.sub(pattern, kept, text)
        texts.append(text)
    assert texts[0] == texts[1]
