"""What a front end and its Python hand each other: a request, an answer, and the settings, as small files.

All of them lie in the user's own profile, so that neither a workbook nor an office can say what is run. A file has a line a field,
``name=value``; a value may have parts, with tabs between. Everything is ASCII: VBA reads and writes in the code page of the
machine, so what is not ASCII, and every backslash, tab and line end in a part, is ``\\uXXXX``. A line ends as VBA wants it (CR LF).
"""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from platformdirs import user_data_path

from xlplan.jobs.writing import write_whole

_LONGEST_NAME = 80
"""Characters; a file name has 255 bytes, a path on Windows 260 characters."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def profile() -> Path:
    """The folder of xlplan in the user's profile: %LOCALAPPDATA%\\xlplan, or ~/.local/share/xlplan."""
    if sys.platform == "darwin":  # where Excel may write
        return Path.home() / "Library/Containers/com.microsoft.Excel/Data/xlplan"
    return user_data_path("xlplan", appauthor=False)


def settings() -> dict[str, str]:
    """What the installation wrote down for the front ends: ``python``, the interpreter."""
    try:
        return {name: parts[0] for name, parts in _fields((profile() / "settings.txt").read_text("ascii"))}
    except (OSError, UnicodeDecodeError):
        return {}


def write_settings(values: Mapping[str, str]) -> Path:
    """Write them down."""
    path = profile() / "settings.txt"
    write_whole(path, "".join(_line(name, value) for name, value in values.items()).encode("ascii"))
    return path


@dataclass(frozen=True)
class Request:
    """A button that was pressed."""

    button: str
    """Its name."""
    workbook: str = ""
    """Path of the workbook it was pressed in; only its name where it was never saved."""
    saved: bool = True
    """Whether the workbook has no changes that are not on the disk."""
    copy: Path | None = None
    """The workbook as it stands on the screen, where the button needs it."""


class State(StrEnum):
    """How it went."""

    DONE = "done"
    FINDINGS = "findings"
    REFUSED = "refused"


@dataclass(frozen=True)
class Mark:
    """What is to be seen at a cell of the open workbook."""

    severity: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What the clerk is told, and what the front end is to do."""

    state: State
    message: str
    marks: tuple[Mark, ...] = ()
    goto: tuple[str, str] | None = None
    """Sheet and cell to be shown."""
    open: Path | None = None
    """File to be opened."""


def place(number: str, kind: str) -> Path:
    """The file of a press: its request, answer, or copy (xlsx)."""
    if not re.fullmatch(r"[0-9A-Za-z-]+", number):
        raise ValueError(number)
    return profile() / "requests" / f"{number}.{kind}"


@contextmanager
def taken(number: str) -> Iterator[Request]:
    """The request of a press. Its file is taken away, which tells the front end that its Python has come up; at the end the copy is.

    Raises OSError, ValueError or KeyError where it cannot be read.
    """
    path = place(number, "request")
    text = path.read_text("ascii")
    path.unlink()
    said = dict(_fields(text))
    workbook = said.get("workbook", [""])[0]
    copy, named = place(number, "xlsx"), None
    if copy.is_file():
        # What is said of it calls it by the name that the clerk knows.
        named = copy.with_suffix("") / f"{Path(workbook).stem[:_LONGEST_NAME] or number}.xlsx"
        named.parent.mkdir()
        copy.replace(named)
    try:
        yield Request(said["button"][0], workbook, said.get("saved", ["yes"])[0] == "yes", named)
    finally:
        if named:
            with suppress(OSError):  # a virus scanner may hold it; the next press sweeps
                named.unlink()
                named.parent.rmdir()


def sweep(before: float) -> None:
    """Take away what is left of presses before a time, whose front end was closed."""
    # Asked for all first: taking a file away makes its folder young.
    old = [path for path in (profile() / "requests").rglob("*") if path.lstat().st_mtime < before]
    for path in sorted(old, reverse=True):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def write_answer(number: str, answer: Answer) -> None:
    """Hand an answer to the front end, whole."""
    lines = [_line("state", answer.state), _line("message", answer.message)]
    if answer.goto:
        lines.append(_line("goto", *answer.goto))
    if answer.open:
        lines.append(_line("open", str(answer.open)))
    lines += [_line("mark", mark.severity, mark.sheet, mark.cell, mark.text) for mark in answer.marks]
    write_whole(place(number, "answer"), "".join(lines).encode("ascii"))


def _line(name: str, *parts: str) -> str:
    return f"{name}={chr(9).join(map(_escaped, parts))}\r\n"


def _fields(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.splitlines():
        name, _, value = line.partition("=")
        yield name, [_unescaped(part) for part in value.split("\t")]


def _escaped(text: str) -> str:
    units = memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")
    return "".join(chr(unit) if 32 <= unit < 127 and unit != 92 else f"\\u{unit:04x}" for unit in units)


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
