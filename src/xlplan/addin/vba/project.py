"""The bytes of vbaProject.bin from the text of its modules ([MS-OVBA]), as the specification asks of a writer: source only, no compiled code.

Everything in it is ASCII, and so means the same in every code page.
"""

import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from xlplan.addin.vba.compression import compress
from xlplan.addin.vba.container import container

_CODE_PAGE = 1252
"""Of the text in the project (2.3.4.2.1.5). VBA knows no UTF-8. Of ASCII every code page makes the same, so the plainest one is named;
936, which Chinese text would need, would be garbled by an Excel on a PC with another code page."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
"""Excel repairs a project with longer names."""
_OWN_STREAMS = {"dir"}
"""Streams beside those of the modules, which they could be taken for."""
_NAMED = re.compile(r'Attribute VB_Name = "(.*)"\n?')
_HEADED = re.compile(r"^(VERSION \d|Attribute VB_)", re.MULTILINE | re.IGNORECASE)


class Kind(Enum):
    """What a module is, in the word of the PROJECT stream (2.3.1)."""

    STANDARD = "Module"
    DOCUMENT = "Document"
    """Of the workbook or of a sheet; its name is the code name there."""
    CLASS = "Class"


@dataclass(frozen=True)
class Module:
    """A module and its code; a first line ``Attribute VB_Name``, as .bas files have it, may name it. ASCII only."""

    name: str
    source: str
    kind: Kind


_WORKBOOK, _SHEET, _CLASS = (
    "{00020819-0000-0000-C000-000000000046}",
    "{00020820-0000-0000-C000-000000000046}",
    "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
)
_REFERENCES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
}
"""What every workbook with macros refers to (2.1.1.8); Excel finds them by their numbers, wherever they are."""


def project(modules: Sequence[Module], name: str = "VBAProject") -> bytes:
    """The bytes of vbaProject.bin; the same modules give the same bytes. ValueError: a name or a text that Excel would not take."""
    _check([name, *(module.name for module in modules)])
    storage = {module.name: compress(_stored(module)) for module in modules}
    storage["dir"] = compress(_directory(modules, name))
    # 2.3.4.1: the version FFFF and nothing behind it make Excel read the source (1.6).
    storage["_VBA_PROJECT"] = bytes.fromhex("CC61 FFFF 00 0000")
    return container({"VBA": storage, "PROJECT": _properties(modules, name), "PROJECTwm": _name_map(modules)})


def _check(names: Sequence[str]) -> None:
    """The names of a project and of its modules."""
    seen = set(_OWN_STREAMS)
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"{name!r} is no name of a module: 31 letters, digits and _ at most, a letter first"
            )
        if name.lower() in seen:
            raise ValueError(f"{name!r} is taken")
        seen.add(name.lower())


def _stored(module: Module) -> bytes:
    """A module's text as its stream holds it (2.3.4.3): attributes first, lines end with CR LF."""
    code = module.source.replace("\r\n", "\n")
    if not code.isascii():
        raise ValueError(f"The source of {module.name} is not ASCII")
    if named := _NAMED.match(code):
        if named[1] != module.name:
            raise ValueError(f"The source of {module.name} names itself {named[1]}")
        code = code[named.end() :]
    if _HEADED.search(code):
        raise ValueError(f"The source of {module.name} has a header of its own")
    text = "\n".join([*_attributes(module), code.rstrip("\n")]).rstrip("\n") + "\n"
    return text.replace("\n", "\r\n").encode("ascii")


def _attributes(module: Module) -> list[str]:
    """The header of a module (2.3.4.3): what is of a document is there from the start and for all to see."""
    name = f'Attribute VB_Name = "{module.name}"'
    if module.kind is Kind.STANDARD:
        return [name]
    document = module.kind is Kind.DOCUMENT
    base = (_WORKBOOK if module.name == "ThisWorkbook" else _SHEET) if document else _CLASS
    return [
        name,
        f'Attribute VB_Base = "0{base}"',
        "Attribute VB_GlobalNameSpace = False",
        "Attribute VB_Creatable = False",
        f"Attribute VB_PredeclaredId = {document}",
        f"Attribute VB_Exposed = {document}",
        "Attribute VB_TemplateDerived = False",
        f"Attribute VB_Customizable = {document}",
    ]


def _directory(modules: Sequence[Module], name: str) -> bytes:
    """The dir stream, not yet compressed (2.3.4.2)."""
    information = [
        _record(0x0001, _long(1)),  # PROJECTSYSKIND: Windows
        _record(0x0002, _long(0x0409)),  # PROJECTLCID
        _record(0x0014, _long(0x0409)),  # PROJECTLCIDINVOKE
        _record(0x0003, _short(_CODE_PAGE)),  # PROJECTCODEPAGE
        _record(0x0004, name.encode("ascii")),  # PROJECTNAME
        _twice(0x0005, 0x0040, ""),  # PROJECTDOCSTRING
        _record(0x0006, b"") + _record(0x003D, b""),  # PROJECTHELPFILEPATH
        _record(0x0007, _long(0)),  # PROJECTHELPCONTEXT
        _record(0x0008, _long(0)),  # PROJECTLIBFLAGS
        _short(0x0009)
        + _long(4)
        + _long(1)
        + _short(0),  # PROJECTVERSION, whose size does not count the minor version
        _twice(0x000C, 0x003C, ""),  # PROJECTCONSTANTS
    ]
    references = [
        _twice(0x0016, 0x003E, library)  # REFERENCENAME
        + _record(0x000D, _long(len(identity)) + identity.encode("ascii") + bytes(6))  # REFERENCEREGISTERED
        for library, identity in _REFERENCES.items()
    ]
    count = _record(0x000F, _short(len(modules)))  # PROJECTMODULES
    cookie = _record(0x0013, _short(0xFFFF))  # PROJECTCOOKIE
    parts = [*information, *references, count, cookie, *map(_described, modules), _record(0x0010, b"")]
    return b"".join(parts)


def _described(module: Module) -> bytes:
    """A MODULE record (2.3.4.2.3.2)."""
    return b"".join([
        _twice(0x0019, 0x0047, module.name),  # MODULENAME, MODULENAMEUNICODE
        _twice(0x001A, 0x0032, module.name),  # MODULESTREAMNAME
        _twice(0x001C, 0x0048, ""),  # MODULEDOCSTRING
        _record(0x0031, _long(0)),  # MODULEOFFSET: no compiled code before the source
        _record(0x001E, _long(0)),  # MODULEHELPCONTEXT
        _record(0x002C, _short(0xFFFF)),  # MODULECOOKIE
        _record(0x0021 if module.kind is Kind.STANDARD else 0x0022, b""),  # MODULETYPE
        _record(0x002B, b""),  # Terminator
    ])  # fmt: skip


def _record(number: int, content: bytes) -> bytes:
    return _short(number) + _long(len(content)) + content


def _twice(number: int, wide: int, text: str) -> bytes:
    """A text in the code page and again in UTF-16."""
    return _record(number, text.encode("ascii")) + _record(wide, text.encode("utf-16-le"))


def _short(number: int) -> bytes:
    return struct.pack("<H", number)


def _long(number: int) -> bytes:
    return struct.pack("<I", number)


def _properties(modules: Sequence[Module], name: str) -> bytes:
    """The PROJECT stream (2.3.1)."""
    identity = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'xlplan:{name}')}}}".upper()
    library = {Kind.DOCUMENT: "/&H00000000"}
    lines = [
        f'ID="{identity}"',
        *(f"{module.kind.value}={module.name}{library.get(module.kind, '')}" for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(identity, bytes(4))}"',  # ProjectProtectionState: none (2.3.1.15)
        f'DPB="{_encrypted(identity, bytes(1))}"',  # ProjectPassword: none (2.3.1.16)
        f'GC="{_encrypted(identity, bytes([0xFF]))}"',  # ProjectVisibilityState: visible (2.3.1.17)
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _encrypted(identity: str, content: bytes) -> str:
    """Data encryption (2.4.3.2), of the project with this ID; hexadecimal."""
    seed = 0x58  # Any; of this one no bytes to be ignored follow.
    key = sum(identity.encode("ascii")) & 0xFF
    made, before = [seed, seed ^ 2, seed ^ key], key
    for byte in _long(len(content)) + content:
        made.append(byte ^ (made[-2] + before & 0xFF))
        before = byte
    return bytes(made).hex().upper()


def _name_map(modules: Sequence[Module]) -> bytes:
    """The PROJECTwm stream (2.3.3): each name in the code page and in UTF-16."""
    names = [module.name for module in modules]
    return b"".join(f"{name}\0".encode("ascii") + f"{name}\0".encode("utf-16-le") for name in names) + b"\0\0"
