"""What the scheduler of the system starts, under which name, and how its programs are spoken to."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from xlplan.findings import CannotRun

MINUTES = 15
"""It looks this often whether something is due; the schedule of the office decides what and when."""
_SECONDS = 60
"""How long a program of the system may take."""


def command(office: Path) -> list[str]:
    """What is started: one look at the schedule of an office. On Windows without a console, which would flash up."""
    python, quiet = Path(sys.executable), Path(sys.executable).with_name("pythonw.exe")
    program = quiet if python.name.lower() == "python.exe" and quiet.is_file() else python
    # -P: nothing in the folder where it is started can be taken for xlplan; what the user installed for himself can.
    return [
        str(program),
        "-P",
        "-m",
        "xlplan",
        "schedule",
        "run",
        "--once",
        "--office",
        str(office.resolve()),
    ]


def name(office: Path) -> str:
    """Of letters, digits and a hyphen; another one for another folder, and for another user of the computer."""
    both = f"{os.path.normcase(office.resolve())}\n{Path.home()}"
    return f"xlplan-{hashlib.sha256(both.encode()).hexdigest()[:8]}"


def run(*words: str) -> None:
    """Run a program of the system; raises CannotRun where it is not there, or fails."""
    done = answer(*words)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or f"退出代码 {done.returncode}").splitlines()
        raise CannotRun(
            f"{words[0]} 没有做成：{said[-1].rstrip('。')}。不用系统的，也可以一直开着 xlplan schedule run。"
        )


def answer(*words: str) -> subprocess.CompletedProcess[str]:
    """What came of a program of the system; raises CannotRun where it is not there, or does not come to an end."""
    try:
        return subprocess.run(
            words, capture_output=True, encoding=_encoding(), errors="replace", timeout=_SECONDS
        )
    except OSError:
        raise CannotRun(f"这台电脑上没有 {words[0]}，不能由系统定时运行。") from None
    except subprocess.TimeoutExpired:
        raise CannotRun(f"{words[0]} 过了 {_SECONDS} 秒还没有回答。") from None


def _encoding() -> str:
    """What the programs of the system print; those of Windows in the code page of the console."""
    return "oem" if sys.platform == "win32" else "utf-8"
