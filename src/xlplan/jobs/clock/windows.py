"""Windows: a task of the Task Scheduler, for the user who installs it."""

import html
import os
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from xlplan.jobs.clock.started import MINUTES, answer, command, name, run

# Registered by somebody who is no administrator, a task may start at the logon of that user only, and runs without a password
# while he is logged on. The first boundary lies in the past and is a time of the PC's own clock. A repetition without an end
# never ends. A PC is not woken up: what it missed is done when it is on again. Whatever hangs is ended, or it would
# keep all later ones from starting.
_TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.3" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{description}</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Repetition><Interval>PT{minutes}M</Interval></Repetition>
    </TimeTrigger>
    <LogonTrigger>
      <UserId>{user}</UserId>
      <Delay>PT2M</Delay>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <WakeToRun>false</WakeToRun>
    <RestartOnFailure><Interval>PT5M</Interval><Count>3</Count></RestartOnFailure>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def install(office: Path) -> list[str]:
    """Register the task, in the place of one of an earlier installation; says what was done, raises CannotRun where it could not be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task.xml"
        path.write_bytes(task(office).encode("utf-16"))
        run("schtasks", "/create", "/tn", _name(office), "/xml", str(path), "/f")
    return [
        f"装好了 Windows 计划任务“{_name(office)}”：登录以后每 {MINUTES} 分钟看一次有没有到时候的事。",
        "没有登录或关着机就不运行，错过的事登录以后补做；不会为它唤醒电脑。",
    ]


def remove(office: Path) -> list[str]:
    """Take the task away; says what was done."""
    if not _registered(office):
        return [f"没有装过 Windows 计划任务“{_name(office)}”。"]
    run("schtasks", "/delete", "/tn", _name(office), "/f")
    return [f"去掉了 Windows 计划任务“{_name(office)}”。"]


def state(office: Path) -> str | None:
    """What is installed; None where it is not, or no longer starts what ``install`` would have it start."""
    registered = html.unescape(_registered(office))
    if not all(f">{part}<" in registered for part in _action(office)):
        return None
    return f"Windows 计划任务“{_name(office)}”，每 {MINUTES} 分钟看一次。"


def task(office: Path) -> str:
    """The task as the Task Scheduler imports it."""
    user = rf"{os.environ['USERDOMAIN']}\{os.environ['USERNAME']}"
    program, arguments = _action(office)
    facts = {
        "description": f"xlplan 按“定时任务”表给 {office.resolve()} 做事。",
        "user": user,
        "program": program,
        "arguments": arguments,
    }
    return _TASK.format(minutes=MINUTES, **{key: escape(text) for key, text in facts.items()})


def _action(office: Path) -> tuple[str, str]:
    program, *arguments = command(office)
    return program, subprocess.list2cmdline(arguments)


def _name(office: Path) -> str:
    """With the folder's name, by which a person finds it. In no folder of tasks: schtasks could not take that away again."""
    return name(office).replace("-", f"-{office.resolve().name}-")


def _registered(office: Path) -> str:
    """The task as it is registered, "" where it is not."""
    found = answer("schtasks", "/query", "/tn", _name(office), "/xml")
    return "" if found.returncode else found.stdout
