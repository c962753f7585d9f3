"""The lease of an office: who works on its records, on which computer, until when.

It is a file that is created exclusively, because the folder may lie on a network, where locks of files cannot be relied on.
"""

import getpass
import json
import os
import platform
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from xlplan.findings import CannotRun
from xlplan.jobs.writing import MACHINE, write_whole

LIMIT = timedelta(hours=2)
"""Nobody works longer than that at one job; the clock ends it before."""
_BEING_WRITTEN = 2.0
"""Seconds after which a lease that says nothing is one whose writer died."""
_SETTLED = 1.0
"""Seconds after which the lease of somebody dead has gone to one of those who asked for it."""


class Busy(CannotRun):
    """Somebody else is at work; the message says who, where and until when."""


@dataclass(frozen=True)
class Lease:
    """What the file says."""

    token: str
    """Tells this lease from every other."""
    job: str
    who: str
    machine: str
    """Its name, for people."""
    hardware: str
    process: int
    began: float
    """When the process began: its number may be given to another one later."""
    until: datetime
    """With its offset from UTC."""

    def ended(self, now: datetime) -> bool:
        """Whether its holder is dead, or its time is over, or was never possible: a clock was wrong by years."""
        if now >= self.until or self.until - now > 2 * LIMIT:
            return True
        return self.hardware == MACHINE and not _lives(self.process, self.began)


Held = Callable[[], None]
"""Raises CannotRun where the lease has gone to somebody else meanwhile."""


@contextmanager
def leased(office: Path, job: str, now: Callable[[], datetime]) -> Iterator[Held]:
    """Hold the lease for a job; raises Busy where somebody else does. ``now``: the clock on the wall."""
    path = office / "records" / "lease"
    own = Lease(
        uuid.uuid4().hex, job, user(), platform.node(), MACHINE, os.getpid(),
        psutil.Process().create_time(), now() + LIMIT,
    )  # fmt: skip
    _take(path, own, now)

    def held() -> None:
        if (there := _standing(path)) != own:
            raise CannotRun(f"{job} 做得太久，已经{_told(there)}接着做，这一次不算。")

    try:
        yield held
    finally:
        if _read(path) == own:
            path.unlink(missing_ok=True)


def user() -> str:
    """Who is logged on; "" where the computer does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _take(path: Path, own: Lease, now: Callable[[], datetime]) -> None:
    """Create the file, or replace that of somebody dead; raises Busy."""
    while not _create(path, own):
        there = _standing(path)
        looked = time.monotonic()
        if there is None and not path.exists():
            continue  # it was given back meanwhile
        if there and not there.ended(now()):
            raise Busy(f"{there.job} 正{_told(there)}在做，最晚到 {there.until:%H:%M}，等它做完再做。")
        # Of several that find it ended, each puts its own in its place; after a while the last one's stands there.
        write_whole(path, _text(own))
        slow = time.monotonic() - looked > _SETTLED / 2
        time.sleep(_SETTLED)
        if slow or (there := _read(path)) != own:
            raise Busy(f"{own.job} 已经{_told(there)}在做。")
        return


def _create(path: Path, lease: Lease) -> bool:
    """Whether the file could be created: there was none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(_text(lease))
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    except OSError as reason:
        # A folder that is closed to us does not even tell whether there is a file.
        if isinstance(reason, PermissionError) and os.path.exists(path):  # noqa: PTH110
            return False  # Windows says so of a file that is just being taken away
        why = "没有权限，请管这个文件夹的人打开" if isinstance(reason, PermissionError) else reason.strerror
        raise CannotRun(f"{path.parent} 写不进去（{why}），做不了{lease.job}。") from None
    return True


def _standing(path: Path) -> Lease | None:
    """The lease that stands there, once its writer has had the time to write it."""
    asked = time.monotonic()
    while (there := _read(path)) is None and path.exists() and time.monotonic() - asked < _BEING_WRITTEN:
        time.sleep(0.05)
    return there


def _read(path: Path) -> Lease | None:
    """The lease that stands there; None where there is none that can be read."""
    try:
        found = json.loads(path.read_bytes())
        return Lease(**found | {"until": datetime.fromisoformat(found["until"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _text(lease: Lease) -> bytes:
    return json.dumps(vars(lease) | {"until": lease.until.isoformat()}, ensure_ascii=False).encode()


def _lives(process: int, began: float) -> bool:
    try:
        return bool(abs(psutil.Process(process).create_time() - began) < 1)
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:  # another user's
        return True


def _told(lease: Lease | None) -> str:
    return f"由 {lease.who}（{lease.machine}）" if lease else "有别人"
