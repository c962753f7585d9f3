"""The scheduler of the system, whichever it is: it looks at the schedule of an office every quarter of an hour."""

import sys
from pathlib import Path
from types import ModuleType

from xlplan.jobs.clock import launchd, systemd, windows


def install(office: Path) -> list[str]:
    """Have the system look at an office's schedule from now on; says what was done, raises CannotRun where it could not be."""
    done: list[str] = _own().install(office)
    return done


def remove(office: Path) -> list[str]:
    """Have it no longer do so; says what was done."""
    done: list[str] = _own().remove(office)
    return done


def state(office: Path) -> str | None:
    """What is installed; None where it is not, or has to be installed again. Raises CannotRun where the system cannot be asked."""
    found: str | None = _own().state(office)
    return found


def _own() -> ModuleType:
    return {"win32": windows, "darwin": launchd}.get(sys.platform, systemd)
