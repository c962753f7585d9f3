"""Linux: a timer of the user's own systemd."""

import os
from pathlib import Path

from xlplan.jobs.clock.started import MINUTES, answer, command, name, run
from xlplan.jobs.writing import write_whole

# Type=simple, since older systems restart no service that is started and ends at once (oneshot). A timer starts none that
# still runs. 1 means that a check found errors: nothing that a restart would cure.
_SERVICE = """[Unit]
Description=xlplan：{office}
StartLimitIntervalSec=10min
StartLimitBurst=3

[Service]
Type=simple
ExecStart={command}
SuccessExitStatus=1
Restart=on-failure
RestartSec=1min
RuntimeMaxSec=1h
Nice=10
"""
_TIMER = """[Unit]
Description=xlplan：{office}

[Timer]
OnCalendar=*:0/{minutes}
Persistent=true

[Install]
WantedBy=timers.target
"""


def install(office: Path) -> list[str]:
    """Write service and timer and start the timer; says what was done, raises CannotRun where it could not be."""
    run(
        "systemctl", "--user", "daemon-reload"
    )  # fails, before anything is written, where there is no systemd
    for path, content in units(office).items():
        write_whole(path, content.encode())
    run("systemctl", "--user", "daemon-reload")
    run("systemctl", "--user", "enable", "--now", f"{name(office)}.timer")
    return [
        f"装好了 systemd 定时器 {name(office)}.timer：每 {MINUTES} 分钟看一次有没有到时候的事，关机错过的开机以后补做。",
        "没有登录就不运行；要开机就运行，请管理员运行一次 loginctl enable-linger 加用户名。",
    ]


def remove(office: Path) -> list[str]:
    """Stop the timer and take away all that ``install`` put there; says what was done."""
    own = [path for path in units(office) if path.exists()]
    if not own:
        return [f"没有装过 systemd 定时器 {name(office)}.timer。"]
    run("systemctl", "--user", "disable", "--now", f"{name(office)}.timer")
    for path in (*own, _stamp(office)):
        path.unlink(missing_ok=True)
    run("systemctl", "--user", "daemon-reload")
    return [f"去掉了 systemd 定时器 {name(office)}.timer。"]


def state(office: Path) -> str | None:
    """What is installed; None where it is not, is not what ``install`` would put there, or does not run."""
    if not all(
        path.is_file() and path.read_text(encoding="utf-8") == content
        for path, content in units(office).items()
    ):
        return None
    if answer("systemctl", "--user", "is-active", f"{name(office)}.timer").returncode:
        return None
    return f"systemd 定时器 {name(office)}.timer，每 {MINUTES} 分钟看一次。"


def units(office: Path) -> dict[Path, str]:
    """The files of service and timer, and what is in them."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    told = _escaped(str(office.resolve()))
    program, *_ = words = command(office)
    # The path of the program is taken as it is; of all other words, and so of its own name (@), a $ would begin a variable.
    line = " ".join([quoted(f"@{program}"), *(quoted(word).replace("$", "$$") for word in words)])
    return {
        folder / f"{name(office)}.service": _SERVICE.format(office=told, command=line),
        folder / f"{name(office)}.timer": _TIMER.format(office=told, minutes=MINUTES),
    }


def quoted(word: str) -> str:
    """One word of ExecStart."""
    return f'"{_escaped(word.replace(chr(92), chr(92) * 2)).replace(chr(34), chr(92) + chr(34))}"'


def _escaped(text: str) -> str:
    """Without what begins a specifier, or another line."""
    return text.replace("%", "%%").replace("\n", r"\n")


def _stamp(office: Path) -> Path:
    """Where systemd keeps when a timer ran last."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "systemd" / "timers" / f"stamp-{name(office)}.timer"
