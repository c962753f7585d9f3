"""What a set of wheels lacks on the PC it is meant for: Windows, 64 bit, CPython 3.11, without internet.

Nothing here depends on the machine it runs on: markers and tags are those of the PC.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from packaging.metadata import Metadata
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHON = "3.11"
PLATFORM = "win_amd64"
_FULL_VERSION = "3.11.9"  # the last of 3.11 that has an installer for Windows
_MARKERS = {
    "implementation_name": "cpython",
    "implementation_version": _FULL_VERSION,
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": _FULL_VERSION,
    "python_version": PYTHON,
    "sys_platform": "win32",
}
_TAGS = frozenset(
    [
        *cpython_tags((3, 11), ["cp311"], [PLATFORM]),
        *compatible_tags((3, 11), "cp311", [PLATFORM]),
    ]
)
# The lesser licence may be a library of ours; the others would bind who gets the bundle.
_BARRED = re.compile(r"(?<!L)GPL|GNU (Affero )?General Public", re.IGNORECASE)


@dataclass(frozen=True)
class Wheel:
    """What one wheel says of itself."""

    file: str
    name: str
    version: Version
    tags: frozenset[Tag]
    python: SpecifierSet
    requires: tuple[Requirement, ...]
    licence: str
    """In a few words; empty if it tells none."""

    @property
    def usable(self) -> bool:
        """Whether pip on the PC would take it."""
        return bool(self.tags & _TAGS) and self.python.contains(_FULL_VERSION)


@dataclass(frozen=True)
class Missing:
    """A requirement that no wheel meets."""

    requirement: Requirement
    asked_by: str
    there: Version | None = None
    """The version that is there and does not fit."""

    def __str__(self) -> str:
        instead = f"{self.there} does not fit" if self.there else "no wheel"
        return f"{self.asked_by} needs {self.requirement}: {instead}"


def in_folder(folder: Path) -> list[Wheel]:
    """The wheels of a folder, by name."""
    return [_wheel(path.name, path) for path in sorted(folder.glob("*.whl"))]


def in_bundle(bundle: Path) -> list[Wheel]:
    """The wheels of a finished bundle, by name."""
    with zipfile.ZipFile(bundle) as whole:
        names = sorted(name for name in whole.namelist() if name.endswith(".whl"))
        return [_wheel(name.rpartition("/")[2], whole.open(name)) for name in names]


def _wheel(file: str, content: Path | IO[bytes]) -> Wheel:
    name, version, _, tags = parse_wheel_filename(file)
    with zipfile.ZipFile(content) as parts:
        (told,) = (part for part in parts.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", part))
        # Wheels made before the standard was strict must still be read.
        says = Metadata.from_email(parts.read(told), validate=False)
    return Wheel(
        file,
        name,
        version,
        tags,
        says.requires_python or SpecifierSet(),
        tuple(says.requires_dist or ()),
        _licence(says),
    )


def _licence(says: Metadata) -> str:
    """The licence by its name: some wheels put its whole text where others have the name."""
    kinds = [kind.rpartition(" :: ")[2] for kind in says.classifiers or () if kind.startswith("License :: ")]
    text = (says.license or "").strip().partition("\n")[0].strip()
    return says.license_expression or "; ".join(kinds) or text


def missing(wheels: Iterable[Wheel], root: str = "xlplan") -> list[Missing]:
    """What root requires on the PC, directly or through others, and no usable wheel meets."""
    there = {wheel.name: wheel for wheel in wheels if wheel.usable}
    gaps: dict[Missing, None] = {}
    waiting = [(Requirement(root), "the bundle")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, asked_by = waiting.pop()
        wheel = there.get(canonicalize_name(requirement.name))
        # A requirement with an address is met by that address alone, which the PC cannot reach.
        if not wheel or requirement.url:
            gaps[Missing(requirement, asked_by)] = None
        elif not requirement.specifier.contains(wheel.version, prereleases=True):
            gaps[Missing(requirement, asked_by, wheel.version)] = None
        else:
            for extra in {"", *requirement.extras} - {own for name, own in seen if name == wheel.name}:
                seen.add((wheel.name, extra))
                waiting += [(needed, wheel.file) for needed in _needed(wheel, extra)]
    return sorted(gaps, key=str)


def _needed(wheel: Wheel, extra: str) -> Iterator[Requirement]:
    for requirement in wheel.requires:
        if not requirement.marker or requirement.marker.evaluate(_MARKERS | {"extra": extra}):
            yield requirement


def faults(wheels: list[Wheel]) -> Iterator[str]:
    """Everything for which these wheels must not be given to anyone, one sentence each."""
    yield from map(str, missing(wheels))
    names = [wheel.name for wheel in wheels]
    for wheel in wheels:
        if not wheel.usable:
            yield f"{wheel.file} cannot be used by Python {PYTHON} on {PLATFORM}"
        if names.count(wheel.name) > 1:
            yield f"{wheel.file} is not the only wheel of {wheel.name}"
        if not wheel.licence:
            yield f"{wheel.file} tells no licence"
        elif _BARRED.search(wheel.licence):
            yield f"{wheel.file} is under {wheel.licence}"
