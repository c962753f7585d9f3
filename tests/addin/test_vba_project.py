"""A VBA project says of itself what its modules say, to a reader written from the specification."""

import hashlib
import re
import struct

import pytest

from tests.addin.vba import decompressed, decrypted, records, streams
from xlplan.addin.vba.project import Kind, Module, project

MODULES = [
    Module("ThisWorkbook", "", Kind.DOCUMENT),
    Module("Sheet1", "Private Sub Worksheet_Activate()\nEnd Sub\n", Kind.DOCUMENT),
    Module(
        "Tools", 'Attribute VB_Name = "Tools"\nOption Explicit\n\nSub Check()\nEnd Sub\n\n\n', Kind.STANDARD
    ),
    Module("Counter", "Public Total As Long\r\n", Kind.CLASS),
]


def directory(content: bytes) -> list[tuple[int, bytes]]:
    return list(records(decompressed(streams(content)["VBA/dir"])))


def properties(content: bytes) -> str:
    return streams(content)["PROJECT"].decode("ascii")


def stored(content: bytes, name: str) -> str:
    return decompressed(streams(content)[f"VBA/{name}"]).decode("ascii")


def test_a_project_holds_its_modules_and_what_tells_of_them() -> None:
    names = {"VBA/ThisWorkbook", "VBA/Sheet1", "VBA/Tools", "VBA/Counter"}
    assert streams(project(MODULES)).keys() == names | {"VBA/dir", "VBA/_VBA_PROJECT", "PROJECT", "PROJECTwm"}


def test_there_is_no_compiled_code() -> None:
    content = project(MODULES)
    assert streams(content)["VBA/_VBA_PROJECT"] == bytes.fromhex("CC61FFFF000000")
    assert {text for number, text in directory(content) if number == 0x0031} == {bytes(4)}


def test_the_directory_begins_with_the_project() -> None:
    assert directory(project(MODULES, "Office"))[:13] == [
        (0x0001, struct.pack("<I", 1)),
        (0x0002, struct.pack("<I", 0x0409)),
        (0x0014, struct.pack("<I", 0x0409)),
        (0x0003, struct.pack("<H", 1252)),
        (0x0004, b"Office"),
        (0x0005, b""),
        (0x0040, b""),
        (0x0006, b""),
        (0x003D, b""),
        (0x0007, bytes(4)),
        (0x0008, bytes(4)),
        (0x0009, struct.pack("<IH", 1, 0)),
        (0x000C, b""),
    ]


def test_the_directory_refers_to_the_libraries_of_every_workbook() -> None:
    libraries = [text for number, text in directory(project(MODULES)) if number == 0x000D]
    assert [struct.unpack_from("<I", text)[0] for text in libraries] == [len(text) - 10 for text in libraries]
    assert [text[4:45].decode() for text in libraries] == [
        r"*\G{00020430-0000-0000-C000-000000000046}",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}",
    ]


def test_the_directory_ends_with_the_modules() -> None:
    found = directory(project(MODULES))
    at = [number for number, _ in found].index(0x000F)
    assert found[at : at + 2] == [(0x000F, struct.pack("<H", len(MODULES))), (0x0013, b"\xff\xff")]
    described: list[tuple[int, bytes]] = []
    for module in MODULES:
        name, wide = module.name.encode(), module.name.encode("utf-16-le")
        described += [
            (0x0019, name),
            (0x0047, wide),
            (0x001A, name),
            (0x0032, wide),
            (0x001C, b""),
            (0x0048, b""),
        ]
        described += [(0x0031, bytes(4)), (0x001E, bytes(4)), (0x002C, b"\xff\xff")]
        described += [(0x0021 if module.kind is Kind.STANDARD else 0x0022, b""), (0x002B, b"")]
    assert found[at + 2 :] == [*described, (0x0010, b"")]


def test_a_module_is_stored_with_its_attributes_and_windows_line_ends() -> None:
    content = project(MODULES)
    assert stored(content, "Tools") == (
        'Attribute VB_Name = "Tools"\r\nOption Explicit\r\n\r\nSub Check()\r\nEnd Sub\r\n'
    )
    assert stored(content, "Sheet1") == (
        'Attribute VB_Name = "Sheet1"\r\n'
        'Attribute VB_Base = "0{00020820-0000-0000-C000-000000000046}"\r\n'
        "Attribute VB_GlobalNameSpace = False\r\n"
        "Attribute VB_Creatable = False\r\n"
        "Attribute VB_PredeclaredId = True\r\n"
        "Attribute VB_Exposed = True\r\n"
        "Attribute VB_TemplateDerived = False\r\n"
        "Attribute VB_Customizable = True\r\n"
        "Private Sub Worksheet_Activate()\r\n"
        "End Sub\r\n"
    )


def test_the_workbook_a_sheet_and_a_class_are_of_different_bases() -> None:
    content = project(MODULES)
    bases = [re.findall('VB_Base = "0{(.{8})', stored(content, module.name)) for module in MODULES]
    assert bases == [["00020819"], ["00020820"], [], ["FCFB3D2A"]]
    assert "VB_PredeclaredId = False" in stored(content, "Counter")


def test_the_properties_name_every_module() -> None:
    text = properties(project(MODULES, "Office"))
    assert re.sub('"[0-9A-F]{16,}"', '"…"', text).split("\r\n") == [
        'ID="{6B1FB130-E4B4-535D-A39E-EFC5E5641D9D}"',
        "Document=ThisWorkbook/&H00000000",
        "Document=Sheet1/&H00000000",
        "Module=Tools",
        "Class=Counter",
        'Name="Office"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        'CMG="…"',
        'DPB="…"',
        'GC="…"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        "ThisWorkbook=0, 0, 0, 0, C",
        "Sheet1=0, 0, 0, 0, C",
        "Tools=0, 0, 0, 0, C",
        "Counter=0, 0, 0, 0, C",
        "",
    ]


UNPROTECTED = [bytes(4), bytes(1), b"\xff"]
"""Not locked, without a password, to be seen (2.3.1.15 to 17)."""


@pytest.mark.parametrize(
    ("identity", "texts"),
    [
        (
            "{318BEE36-5BE1-492A-826D-473DB19B0F30}",
            ["5D5F8AADDAA8DEA8DEA8DEA8DE", "5D5F8AADDAADDBADDBAD", "5D5F8AADDAADDBADDB52"],
        ),
        (
            "{E2E0E410-BF04-4DC5-BDD2-D3FBBA8B7D37}",
            ["A7A58C2B7CDD73E173E173E173E1", "A2A089308531853185", "9D9FB6314A2D4B2D4BD2"],
        ),
    ],
)
def test_the_reader_of_these_tests_knows_what_excel_wrote(identity: str, texts: list[str]) -> None:
    assert [decrypted(identity, text) for text in texts] == UNPROTECTED


@pytest.mark.parametrize("name", ["VBAProject", "Office", "P"])
def test_a_project_is_not_protected(name: str) -> None:
    text = properties(project(MODULES, name))
    identity = re.findall('ID="(.*)"', text)[0]
    assert [decrypted(identity, word) for word in re.findall(r'(?:CMG|DPB|GC)="(.*)"', text)] == UNPROTECTED


def test_every_name_stands_in_the_map_of_names() -> None:
    names = streams(project(MODULES[:2]))["PROJECTwm"]
    assert names == (
        b"ThisWorkbook\0"
        + "ThisWorkbook\0".encode("utf-16-le")
        + b"Sheet1\0"
        + "Sheet1\0".encode("utf-16-le")
        + b"\0\0"
    )


@pytest.mark.parametrize(
    "name", ["", "1st", "_own", "A B", "预算", "A" * 32, "dir", "VBAProject", "THISWORKBOOK"]
)
def test_a_name_that_excel_would_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"is no name|is taken"):
        project([*MODULES, Module(name, "", Kind.STANDARD)])


def test_a_name_of_31_letters_is_taken() -> None:
    assert (
        stored(project([Module("A" * 31, "", Kind.STANDARD)]), "A" * 31)
        == f'Attribute VB_Name = "{"A" * 31}"\r\n'
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('Attribute VB_Name = "Other"\n', "The source of Tools names itself Other"),
        ("VERSION 1.0 CLASS\nBEGIN\nEND\n", "The source of Tools has a header of its own"),
        ('Attribute VB_Name = "Tools"\nAttribute VB_Exposed = True\n', "has a header of its own"),
        ("' 注释\n", "The source of Tools is not ASCII"),
    ],
)
def test_a_source_that_is_not_as_it_should_be_is_refused(source: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        project([Module("Tools", source, Kind.STANDARD)])


def test_the_same_modules_are_the_same_bytes() -> None:
    content = project(MODULES)
    assert project(MODULES) == content
    assert (
        hashlib.sha256(content).hexdigest()
        == "d97bb9d590bc7e082c8fb4d65b56735471ac93d6ad2637ba4287f6f52f29e0f8"
    )


def test_many_modules_are_read_back() -> None:
    codes = {
        f"M{number:03}": "".join(
            f'Sub S{number}_{row}()\r\n    MsgBox "{row * 7919 % 1009}"\r\nEnd Sub\r\n' for row in range(40)
        )
        for number in range(40)
    }
    content = project([Module(name, code, Kind.STANDARD) for name, code in codes.items()])
    assert {name: stored(content, name) for name in codes} == {
        name: f'Attribute VB_Name = "{name}"\r\n{code}' for name, code in codes.items()
    }
