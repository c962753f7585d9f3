"""Files that are written whole or not at all, and never over what a person changed."""

import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psutil

from xlplan.documents import package
from xlplan.documents.record import record
from xlplan.findings import CannotRun

_TOUCHED = "{} 做好以后有人改过，没有覆盖；要重做，先把它改名或移走。"
_FOLDER = "{} 是一个文件夹，占了文书的名字，没有动它；要做，先把它改名或移走。"
_OPEN = "{} 正被别的程序打开，写不进去，请关闭后重做。"


MACHINE = f"{uuid.getnode():012x}"
"""This computer; copies of one image bear the same name."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves either the old one or the new one, never a part."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_part(path.stem), suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except PermissionError:
        raise CannotRun(_OPEN.format(path.name)) from None
    except OSError as reason:
        raise CannotRun(f"{path.name} 写不进去（{reason.strerror}）。") from None
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _part(name: str) -> str:
    """How the name begins of what a process writes before it takes its place: whose it is can be told."""
    return f".{name[:20]}-{MACHINE}-{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Take away what processes that died had begun to write."""
    _clear(folder.rglob(".*.part"))


def _clear(paths: Iterable[Path]) -> None:
    for path in paths:
        whose = re.fullmatch(r"\..*-([0-9a-f]+)-(\d+)-[^-]*\.part", path.name)
        if whose and whose[1] == MACHINE and not psutil.pid_exists(int(whose[2])):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


@contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A folder that is filled beside its place and takes it, in one step, once all has gone well; else nothing is left of it.

    Nothing may be in the place, but for an empty folder.
    """
    refuse_taken(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear(folder.parent.glob(".*.part"))
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=_part(folder.name), suffix=".part"
        ) as part:
            fresh = Path(part) / folder.name
            fresh.mkdir()
            yield fresh
            refuse_taken(folder)
            if folder.exists():
                folder.rmdir()
            fresh.replace(folder)
    except OSError as reason:
        raise CannotRun(f"{folder} 建不了（{reason.strerror}）。") from None


def refuse_taken(folder: Path) -> None:
    """Raises CannotRun where something is in a folder already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRun(f"{folder} 里已经有内容，没有改动它。请换一个空文件夹。")


def refuse_touched(path: Path) -> None:
    """Raises CannotRun where a person has changed the Word paper that stands there, or made what stands there himself."""
    if told := _held(path):
        raise CannotRun(told)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[list[Path], dict[str, str]]:
    """Write many files into a folder: into a new one first, which then takes its place in one step.

    Whatever else the old one holds stays. Returns the papers, and for each that was left as it was the reason: a person has
    changed it, or Word has it open.
    """
    before = folder.with_name(f"{folder.name}（换下的）")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _recover(before, folder)
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=_part(folder.name), suffix=".part"
        ) as part:
            fresh = Path(part) / folder.name
            fresh.mkdir()
            written = []
            for name, content in files:
                (fresh / name).write_bytes(content)
                written.append(name)
            if not written:
                return [], {}
            seen = _stamps(folder)
            kept = _carried(folder, fresh)
            _sync(fresh)
            ours = [name for name in written if name not in kept]
            kept |= _put_in_place(fresh, folder, before, ours)
        kept |= _saved_since(before, folder, seen)
    except OSError as reason:
        raise CannotRun(f"{folder.name} 写不进去（{reason.strerror}）。") from None
    return [folder / name for name in ours if name not in kept and name.endswith(".docx")], kept


def _recover(before: Path, folder: Path) -> None:
    """Bring back what a run that was killed had taken out of its place."""
    if before.is_dir() and not folder.exists():
        before.replace(folder)
    elif before.is_dir():
        _merge(before, folder)
        shutil.rmtree(before)


def _merge(before: Path, folder: Path) -> None:
    """Move into a folder what a person put or saved into the one it replaced; of two that differ both stay."""
    for path in sorted(before.iterdir()):
        own = folder / path.name
        if path.name.startswith("~$") or (_ours(path) and own.exists()):
            continue
        if path.is_dir() and own.is_dir():
            _merge(path, own)
        elif not own.exists() or (path.is_file() and _ours(own)):
            path.replace(own)
        elif path.is_dir() or own.is_dir() or path.read_bytes() != own.read_bytes():
            path.replace(aside(own))


def aside(path: Path, words: str = "换下的") -> Path:
    """A name beside that of a file, with these words behind it, that is not taken."""
    names = (path.with_stem(f"{path.stem}（{words}{number or ''}）") for number in count())
    return next(name for name in names if not name.exists())


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file of a folder and of those in it, by its path from there."""
    files = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (stat.st_size, stat.st_mtime_ns) for path, stat in files}


def _saved_since(before: Path, folder: Path, seen: Mapping[str, tuple[int, int]]) -> dict[str, str]:
    """Keep what a person saved into the old folder while the new one was made, and do away with the old one."""
    late = [name for name, stamp in _stamps(before).items() if seen.get(name) != stamp]
    for name in late:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(before / name, folder / name)
    shutil.rmtree(before, ignore_errors=True)
    return {name: _TOUCHED.format(name) for name in late}


def _held(path: Path) -> str:
    """Why a paper of ours cannot take the place of what stands there; "" where it can."""
    if path.is_dir():
        return _FOLDER.format(path.name)
    return _TOUCHED.format(path.name) if _touched(path) else ""


def _ours(path: Path) -> bool:
    """Whether it is a paper that nobody has saved since it was made."""
    return path.suffix == ".docx" and path.is_file() and not _touched(path)


def _touched(path: Path) -> bool:
    """Whether a person has saved a paper since it was made, or made it himself."""
    if path.suffix != ".docx" or not path.is_file():
        return False
    try:
        own = record(package.parts(path.name, path.read_bytes()))
    except (CannotRun, OSError):
        return True
    return own is None or not own.untouched


def _carried(folder: Path, fresh: Path) -> dict[str, str]:
    """Copy into the new folder what else the old one holds, and what a person changed in the place of ours; and why."""
    told = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        ours = fresh / path.name
        if ours.exists():
            if not (reason := _held(path)):
                continue
            told[path.name] = reason
            ours.unlink()
        # Word lets nobody read the file by which it tells that it has a paper open.
        if not path.name.startswith("~$"):
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, ours)
    return told


def _sync(folder: Path) -> None:
    """Have the files of a folder on the disk; where the system can do so, all at once."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in filter(Path.is_file, folder.rglob("*")):
        with path.open("r+b") as file:
            os.fsync(file.fileno())


def _put_in_place(fresh: Path, folder: Path, before: Path, ours: Iterable[str]) -> dict[str, str]:
    """Rename the new folder to where the old one was; where Word holds a file of it, put in ours one by one."""
    if not folder.is_dir():
        fresh.replace(folder)
        return {}
    try:
        folder.replace(before)
        fresh.replace(folder)
        return {}
    except PermissionError:
        pass
    finally:
        if not folder.exists():
            before.replace(folder)
    told = {}
    for name in ours:
        try:
            (fresh / name).replace(folder / name)
        except PermissionError:
            told[name] = _OPEN.format(name)
    return told
