"""macOS: an agent of launchd, which belongs to the user."""

import os
import plistlib
from pathlib import Path

from xlplan.jobs.clock.started import MINUTES, answer, command, name, run
from xlplan.jobs.writing import write_whole


def install(office: Path) -> list[str]:
    """Write the agent and start it, in the place of one of an earlier installation; says what was done, raises CannotRun where it could not be."""
    answer("launchctl", "bootout", f"{_domain()}/{name(office)}")  # there may be none
    write_whole(_path(office), agent(office))
    run("launchctl", "bootstrap", _domain(), str(_path(office)))
    return [
        f"装好了 launchd 任务 {name(office)}：登录以后每 {MINUTES} 分钟看一次有没有到时候的事。",
        "没有登录、睡眠或关着机就不运行，错过的事醒来或登录以后补做。",
    ]


def remove(office: Path) -> list[str]:
    """Stop the agent and take it away; says what was done."""
    if not _path(office).exists():
        return [f"没有装过 launchd 任务 {name(office)}。"]
    if _loaded(office):
        run("launchctl", "bootout", f"{_domain()}/{name(office)}")
    _path(office).unlink(missing_ok=True)
    return [f"去掉了 launchd 任务 {name(office)}。"]


def state(office: Path) -> str | None:
    """What is installed; None where it is not, is not what ``install`` would put there, or is not loaded."""
    path = _path(office)
    if not (path.is_file() and path.read_bytes() == agent(office) and _loaded(office)):
        return None
    return f"launchd 任务 {name(office)}，每 {MINUTES} 分钟看一次。"


def agent(office: Path) -> bytes:
    """The property list of the agent.

    By the calendar and not by an interval: what falls into the Mac's sleep is then done once when it wakes up, where an interval is
    passed over. launchd never starts a job that still runs. It is not told to restart one that failed: it cannot tell a check that
    found errors from one that broke, and would start both again every ten seconds; the next quarter of an hour does.
    """
    return plistlib.dumps(
        {
            "Label": name(office),
            "ProgramArguments": command(office),
            "StartCalendarInterval": [{"Minute": minute} for minute in range(0, 60, MINUTES)],
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
    )


def _path(office: Path) -> Path:
    return Path.home() / "Library" / "LaunchAgents" / f"{name(office)}.plist"


def _domain() -> str:
    return f"gui/{os.getuid()}"


def _loaded(office: Path) -> bool:
    return answer("launchctl", "print", f"{_domain()}/{name(office)}").returncode == 0
