"""The files of an office at two times: what became of each, and where masters can be read as they were."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun
from xlplan.jobs.trail.chain import Record, sha256
from xlplan.jobs.trail.snapshot import files_of, lay_out, present, skipped_of
from xlplan.tables import MASTERS


class Fate(StrEnum):
    """What became of a file or a sheet."""

    CHANGED = "变了"
    ADDED = "新增"
    REMOVED = "没有了"
    UNKNOWN = "没法比"


@dataclass(frozen=True)
class State:
    """The files of an office at one time."""

    record: Record | None
    """The snapshot that holds them; None for those of now."""
    files: Mapping[str, str]
    """Path -> SHA-256."""
    unknown: Mapping[str, str]
    """Path -> one sentence why it could not be copied, or cannot be read now."""


def of_snapshot(record: Record) -> State:
    """The files as a snapshot holds them."""
    return State(record, files_of(record), skipped_of(record))


def of_now(office: Path) -> State:
    """The files as they lie there."""
    files, unknown = {}, {}
    for name in present(office):
        try:
            files[name] = sha256(file_bytes(office / name, "文件"))
        except CannotRun as reason:
            unknown[name] = str(reason)
    return State(None, files, unknown)


def fates(before: State, after: State) -> Iterator[tuple[str, Fate]]:
    """The files that are not the same, in the order of their names."""
    unknown = {*before.unknown, *after.unknown}
    for name in sorted({*before.files, *after.files, *unknown}):
        if name in unknown:
            yield name, Fate.UNKNOWN
        elif name not in before.files:
            yield name, Fate.ADDED
        elif name not in after.files:
            yield name, Fate.REMOVED
        elif before.files[name] != after.files[name]:
            yield name, Fate.CHANGED


@contextmanager
def paths(office: Path, state: State, masters: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Where masters can be read as they were in a state: those of now where they are, others for as long as this lasts."""
    wanted = [name for name in MASTERS if name in masters and f"workbooks/{name}" in state.files]
    if state.record is None:
        yield {name: office / "workbooks" / name for name in wanted}
        return
    with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
        lay_out(office, state.record, Path(folder), [f"workbooks/{name}" for name in wanted])
        yield {name: Path(folder) / "workbooks" / name for name in wanted}
