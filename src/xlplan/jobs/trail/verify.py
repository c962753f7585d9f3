"""核对记录：整条链从头算一遍，指出第一条对不上的。"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlplan.findings import CannotRun
from xlplan.jobs.trail.chain import Record, folder, kept, links


@dataclass(frozen=True)
class Misfit:
    """The first record that does not fit."""

    number: int
    kind: str
    """unreadable, missing, changed, unlinked (to the one before), or object."""
    message: str


@dataclass(frozen=True)
class Verification:
    """How far the chain holds."""

    records: int
    """That fit."""
    objects: int
    """Contents they speak of, each there and unchanged."""
    last: Record | None
    """The last one that fits."""
    misfit: Misfit | None
    """None where all do."""
    compared: int = 0
    """Notes of the history that were compared."""


def verify(office: Path, known: Collection[tuple[int, str]] = ()) -> Verification:
    """核对记录

    把 records/trail 里的每一条记录从头重算：编号连不连续，内容和它自己的校验值、下一条记着的校验值对不对得上，记录里说的每份内容
    还在不在、变没变。指出第一条对不上的。known 是别处记下的编号和校验值：末尾少了几条，只有它知道。读不了就说明白。
    """
    _refuse_closed(office)
    heads: dict[int, set[str]] = {}
    for number, head in known:
        heads.setdefault(number, set()).add(head)
    last, seen, records = None, set[str](), 0
    for path, record, given in links(office):
        misfit = _misfit(office, path, record, given, last, heads, seen)
        if misfit or record is None:
            return Verification(records, len(seen), last, misfit, len(known))
        last, records = record, records + 1
    cut = max(heads, default=0) > records
    number = records + 1
    lost = f"第 {number} 号记录不见了：运行历史里记着有，记录却只到第 {records} 号。"
    return Verification(
        records, len(seen), last, Misfit(number, "missing", lost) if cut else None, len(known)
    )


def _misfit(
    office: Path,
    path: Path,
    record: Record | None,
    given: str,
    last: Record | None,
    heads: Mapping[int, set[str]],
    seen: set[str],
) -> Misfit | None:
    """What does not fit of a record that follows ``last``; ``seen`` are contents that are known to be well."""
    number = last.number + 1 if last else 1
    if record is None:
        return Misfit(number, "unreadable", f"第 {number} 号记录（{path.name}）打不开或读不懂。")
    if record.number != number:
        found = f"这里是 {path.name}，写的是第 {record.number} 号"
        return Misfit(number, "missing", f"第 {number} 号记录不见了：{found}。")
    if not heads.get(number, {given}) <= {given}:
        return Misfit(
            number, "changed", f"第 {number} 号记录（{path.name}）和运行记录里记下的不一样：后来换过。"
        )
    if record.hash != given:
        return Misfit(number, "changed", f"第 {number} 号记录（{path.name}）被改过：内容和校验值对不上。")
    if record.previous != (last.hash if last else ""):
        told = f"第 {number} 号记录接不上：它记着的上一条的校验值，和现在的第 {number - 1} 号不一样。"
        return Misfit(number, "unlinked", told)
    for name in record.objects:
        if name not in seen:
            try:
                kept(office, name)
            except CannotRun as reason:
                files = {sha: path for path, sha in record.content.get("files", {}).items()}
                which = files.get(name, "封存的那一份")
                return Misfit(number, "object", f"第 {number} 号记录里的 {which} 对不上：{reason}")
            seen.add(name)
    return None


def _refuse_closed(office: Path) -> None:
    """Raises CannotRun where the records are there and cannot be read at all."""
    try:
        next(folder(office).iterdir(), None)
    except FileNotFoundError:
        pass
    except OSError as reason:
        raise CannotRun(f"{folder(office)} 打不开（{reason.strerror}），没有核对。") from None
