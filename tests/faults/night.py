"""One night in a process that something befalls. What may befall it is counted by an audit hook, so that nothing is left to chance."""

import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.office import DAY
from xlplan.findings import CannotRun
from xlplan.jobs.clock.performance import perform
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import nightly

TURN = datetime(2026, 1, 30, 22, 0, tzinfo=UTC)
_CHANGES = (
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod", "shutil.rmtree",
    "sqlite3.connect", "xlplan.commit", "xlplan.committed",
)  # fmt: skip
"""Events before something in the office changes, besides the opening of a file to write."""
_FULL = 40
"""Bytes that a file may still grow to when the disk is full."""

Arm = Callable[[Path], None]
"""What befalls a night: called in its process, with the office, before it begins."""


@dataclass(frozen=True)
class Night:
    """How a night ended."""

    code: int
    """Of the process: negative for the signal that killed it."""
    said: str
    """ran, done before, or the sentence why it could not."""


def night(office: Path, arm: Arm | None = None, now: datetime = TURN, due: date = DAY) -> Night:
    """Spend a night in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.night", "xlplan.jobs.tasks", "xlplan.rules.judge"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_spend, args=(office, arm, now, due, theirs))
    process.start()
    theirs.close()
    try:
        said = ours.recv()
    except EOFError:
        said = "killed"
    process.join()
    assert process.exitcode is not None
    return Night(process.exitcode, said)


def _spend(office: Path, arm: Arm | None, now: datetime, due: date, told: Connection) -> None:
    """The night itself."""
    if arm:
        arm(office)
    desk = Desk(office, due, now=lambda: now)
    try:
        did = perform(desk, "夜间检查", nightly, due=due)
    except CannotRun as reason:
        told.send(str(reason))
        return
    failed = " ".join(did.failed.values()) if did else ""
    told.send(failed or ("ran" if did else "done before"))


@dataclass(frozen=True)
class At:
    """Something that befalls a night just before its n-th change in the office."""

    change: int
    befalls: Callable[[], None]

    def __call__(self, office: Path) -> None:
        """Arm the process."""
        count = 0

        def seen(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if changes(office, event, args):
                count += 1
                if count == self.change:
                    self.befalls()

        sys.addaudithook(seen)


def killed() -> None:
    """The process is killed at once."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Torn:
    """The process is killed in the midst of the next thing it writes, after so many bytes."""

    after: int

    def __call__(self) -> None:
        """Befall the process."""
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.after, self.after))


def full() -> None:
    """No file can grow any more, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FULL, resource.RLIM_INFINITY))


@dataclass(frozen=True)
class Counted:
    """A night whose changes are listed in a file."""

    into: Path

    def __call__(self, office: Path) -> None:
        """Arm the process."""
        lines = os.open(self.into, os.O_WRONLY | os.O_CREAT)

        def seen(event: str, args: tuple[object, ...]) -> None:
            if changes(office, event, args):
                os.write(lines, f"{event}\n".encode())

        sys.addaudithook(seen)


@dataclass(frozen=True)
class Replaced:
    """A night in which somebody saves a file just before it is opened for the n-th time."""

    name: str
    opening: int
    content: bytes

    def __call__(self, office: Path) -> None:
        """Arm the process."""
        count = 0

        def seen(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event == "open" and args[0] == f"{office / self.name}":
                count += 1
                if count == self.opening:
                    new = office / "workbooks" / "~new"
                    new.write_bytes(self.content)
                    new.replace(office / self.name)

        sys.addaudithook(seen)


@dataclass(frozen=True)
class Locked:
    """A night in which another program lets nobody open a file, as Windows has it."""

    name: str

    def __call__(self, office: Path) -> None:
        """Arm the process."""

        def seen(event: str, args: tuple[object, ...]) -> None:
            if event == "open" and f"{args[0]}" == f"{office / self.name}":
                raise PermissionError(13, "Permission denied")

        sys.addaudithook(seen)


def nobody(office: Path) -> None:
    """The process may write nothing that others own."""
    os.setuid(65534)


def changes(office: Path, event: str, args: tuple[object, ...]) -> bool:
    """Whether an event comes before a change in the office: a file that is opened to write, a rename, a commit …"""
    if event == "open":
        _, _, flags = args
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        return bool(writes) and f"{office}" in f"{args[0]}"
    return event in _CHANGES and (event.startswith(("xlplan.", "sqlite3.")) or f"{office}" in f"{args[0]}")
