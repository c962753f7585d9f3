"""快照：把台账、流水、模板原样存一份，内容一样的只存一次。"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlplan.excel.package import file_bytes, is_compound, is_whole, is_zip
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import Record, add, chain, keep, kept, sha256

FOLDERS = ("workbooks", "bank", "centre", "templates")
"""Of an office; what lies in them is copied. The settings are not: they may hold the password of a mailbox."""
_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each further try."""
_OURS = re.compile(rf"(?:{'|'.join(FOLDERS)})/(?!\.+$)[^/\\:]+")
"""What the path of a file in a snapshot looks like."""

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True)
class _Copy:
    """A file as it was read."""

    stamp: _Stamp
    hash: str


def snapshot(desk: Desk) -> Record:
    """快照

    把 workbooks、bank、centre、templates 里的文件原样存进 records，内容一样的只存一次。正在保存、没有写完、被别的程序锁住的，
    等一会儿再试几次；还不行就跳过，写明原因。photos 里的照片太大，不存。和上一份快照完全一样的不另存，就用上一份。
    """
    before = next(reversed(snapshots(desk.office)), None)
    files, skipped = _copied(desk.office, files_of(before) if before else {})
    content = {"files": files, "skipped": skipped}
    return before if before and before.content == content else add(desk, "snapshot", content)


def snapshots(office: Path) -> tuple[Record, ...]:
    """The snapshots of an office, the oldest first; raises CannotRun where one is not as ours are."""
    found = tuple(record for record in chain(office) if record.kind == "snapshot")
    for record in found:
        if set(record.content) != {"files", "skipped"} or not all(map(_OURS.fullmatch, files_of(record))):
            raise CannotRun(f"第 {record.number} 号快照不是 xlplan 写的样子，用 xlplan verify 看。")
    return found


def snapshot_of(office: Path, number: int | None = None) -> Record:
    """The snapshot of this number, or the last; raises CannotRun where there is none."""
    found = snapshots(office)
    if not found:
        raise CannotRun("还没有快照。")
    if number is None:
        return found[-1]
    for record in found:
        if record.number == number:
            return record
    raise CannotRun(f"没有第 {number} 号快照，用 xlplan snapshot list 看有哪些。")


def files_of(record: Record) -> Mapping[str, str]:
    """Path in the office -> SHA-256, of all that a snapshot holds."""
    files: Mapping[str, str] = record.content["files"]
    return files


def skipped_of(record: Record) -> Mapping[str, str]:
    """Path in the office -> one sentence why it could not be copied."""
    skipped: Mapping[str, str] = record.content["skipped"]
    return skipped


def lay_out(office: Path, record: Record, folder: Path, names: Iterable[str] | None = None) -> None:
    """Write the files of a snapshot, or some of them, into an empty folder as they lay in the office."""
    files = files_of(record)
    for name in files if names is None else names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(kept(office, files[name]))


def present(office: Path) -> Iterator[str]:
    """The paths in the office of all files that belong into a snapshot now."""
    for name in FOLDERS:
        try:
            paths = sorted((office / name).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as reason:
            raise CannotRun(f"{office / name} 打不开（{reason.strerror}）。") from None
        for path in paths:
            master = name != "workbooks" or path.suffix.lower() == ".xlsx"
            if master and not path.name.startswith(("~$", ".")) and path.is_file():
                yield f"{name}/{path.name}"


def _copied(office: Path, before: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Keep the files of an office as they are at one moment: path -> SHA-256, and of those skipped path -> why.

    A file of the snapshot before is waited for: programs that save a file let it be gone for a moment.
    """
    copies: dict[str, _Copy] = {}
    for pause in (0.0, *_PAUSES):
        time.sleep(pause)
        failed: dict[str, str] = {}
        for name in sorted({*present(office), *before}):
            if name in copies and copies[name].stamp == _stamp(office / name):
                continue
            try:
                if not _OURS.fullmatch(name):
                    raise CannotRun("名字里有冒号或反斜杠，别的电脑上放不了，换个名字。")
                copies[name] = _copy(office, name, before.get(name))
            except CannotRun as reason:
                copies.pop(name, None)
                failed[name] = str(reason)
        if not failed and all(copy.stamp == _stamp(office / name) for name, copy in copies.items()):
            break
    skipped = {name: reason for name, reason in failed.items() if _stamp(office / name)}
    return {name: copies[name].hash for name in sorted(copies)}, skipped


def _copy(office: Path, name: str, before: str | None) -> _Copy:
    """Keep one file; raises CannotRun where it cannot be read, or is not whole."""
    path = office / name
    stamp = _stamp(path)
    empty = stamp is not None and stamp[1] == 0 and not name.startswith("workbooks/")
    content = b"" if empty else file_bytes(path, "文件")
    # What was whole in the snapshot before need not be looked through again.
    if sha256(content) != before and not _whole(name, content):
        raise CannotRun(f"{path.name} 不完整，可能正在保存或已损坏。")
    if _stamp(path) != stamp:
        raise CannotRun(f"{path.name} 正在保存。")
    return _Copy(stamp, keep(office, content))


def _whole(name: str, content: bytes) -> bool:
    """Whether nothing of a file is missing, as far as can be told; one with a password can only be taken as it is."""
    if is_zip(content):
        return is_whole(content)
    return is_compound(content) or not name.startswith("workbooks/")


def _stamp(path: Path) -> _Stamp:
    """What differs once a file has been saved; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
