"""恢复：从快照里拿回一个文件，换下的另存。"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import Record, keep, kept
from xlplan.jobs.trail.snapshot import files_of, skipped_of, snapshot_of
from xlplan.jobs.writing import aside, write_whole

_ASIDE = "换下的"


@dataclass(frozen=True)
class Restored:
    """What became of a file."""

    record: Record
    """The snapshot that it comes from."""
    name: str
    """Its path in the office."""
    replaced: str = ""
    """Where in the office what was there is now, "" where nothing was."""
    same: bool = False
    """Whether it was there just so, and nothing was done."""


def restore(desk: Desk, number: int, file: str) -> Restored:
    """恢复

    把第几号快照里的一个文件（ledger.xlsx，或 bank/ 里的流水）放回原处。原处现在的文件先另存在旁边的“换下的”文件夹里，records 里也存一份；
    正在 Excel 里打开着的，不动。

    This is the one job that writes a master: the clerk asks for it, by the name of the file and the number of the snapshot.
    """
    record = snapshot_of(desk.office, number)
    name = _chosen(record, file)
    content = kept(desk.office, files_of(record)[name])
    path = desk.office / name
    now = _present(path)
    if now == content:
        return Restored(record, name, same=True)
    if now is None:
        write_whole(path, content)
        return Restored(record, name)
    keep(desk.office, now)
    # In a folder of its own: beside it, it would be read as one more statement, and be in every snapshot to come.
    replaced = aside(path.parent / _ASIDE / path.name, f"{desk.now():%Y-%m-%d} {_ASIDE}")
    write_whole(replaced, now)
    try:
        if _present(path) != now:
            raise CannotRun(f"{path.name} 刚刚又保存过，没有动它，请再做一次。")
        write_whole(path, content)
    except CannotRun:  # it is still where it was
        replaced.unlink()
        raise
    return Restored(record, name, replaced.relative_to(desk.office).as_posix())


def _chosen(record: Record, asked: str) -> str:
    """The path in the office of the file that is asked for, by its path or its name alone."""
    wanted = asked.replace("\\", "/")
    found = [name for name in files_of(record) if wanted in (name, PurePosixPath(name).name)]
    if len(found) > 1:
        raise CannotRun(f"{asked} 有几个：{'、'.join(found)}，请连文件夹一起写。")
    if found:
        return found[0]
    why = next(
        (why for name, why in skipped_of(record).items() if wanted in (name, PurePosixPath(name).name)), ""
    )
    raise CannotRun(f"第 {record.number} 号快照里没有 {asked}。{f'做快照时跳过了它：{why}' if why else ''}")


def _present(path: Path) -> bytes | None:
    """What a file holds now, None where there is none; raises CannotRun where somebody has it open."""
    if any((path.parent / lock).exists() for lock in (f"~${path.name}", f".~lock.{path.name}#")):
        raise CannotRun(f"{path.name} 正在 Excel 里打开着，请关闭后再恢复。")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as reason:
        raise CannotRun(f"{path.name} 打不开（{reason.strerror}），没有动它。") from None
