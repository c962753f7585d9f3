"""What 安装.cmd starts once there is a Python: an environment, the wheels, the add-in, a look whether all is well.

It stands beside the wheels on the clerk's PC and has nothing but the standard library. Run again, it upgrades and repairs.
"""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

WHEELS = Path(__file__).absolute().parents[1] / "wheels"
DATA = Path(os.environ["LOCALAPPDATA"]) / "xlplan"
VENV = DATA / "venv"
OLD = DATA / "venv.old"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = DATA / "安装.log"
# No settings of this PC's Python or pip, and no code page, may reach in.
_SETTINGS = {name: value for name, value in os.environ.items() if not name.upper().startswith("PYTHON")}
_SETTINGS |= {"PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull}
_PIP = ("-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input", "--python", PYTHON)


def say(sentence: str) -> None:
    """Show a sentence, and keep it in the log."""
    print(sentence, flush=True)
    with LOG.open("a", encoding="utf-8-sig") as log:
        log.write(f"{sentence}\n")


def ran(python: str | Path, *arguments: str | Path, shown: bool = False) -> bool:
    """Run Python with these arguments; what it prints is kept in the log, and shown if wanted. Whether it ended well."""
    with (
        subprocess.Popen(
            [python, "-I", "-X", "utf8", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=_SETTINGS,
        ) as run,
        LOG.open("a", encoding="utf-8-sig") as log,
    ):
        for line in run.stdout or ():
            log.write(line)
            if shown:
                print("  " + line, end="", flush=True)
    return run.returncode == 0


def environment(version: str) -> bool:
    """Make the environment anew with all wheels; the old one comes back if that fails. OSError if it is in use.

    So a bundle of the same version that differs is installed too, and a file that a virus scanner took is put back.
    """
    for left in DATA.glob("venv.done-*"):
        shutil.rmtree(left, ignore_errors=True)
    if OLD.exists():  # the last run was broken off
        shutil.rmtree(VENV, ignore_errors=True)
        OLD.rename(VENV)
    if VENV.exists():
        VENV.rename(OLD)
    pip = (*_PIP, "install", "--no-index", "--no-cache-dir", "--find-links", WHEELS, f"xlplan=={version}")
    made = ran(sys.executable, "-m", "venv", "--without-pip", VENV) and ran(sys.executable, *pip)
    if not made:
        shutil.rmtree(VENV, ignore_errors=True)
        if OLD.exists():
            OLD.rename(VENV)
    elif OLD.exists():  # what of it cannot be deleted now must never be taken for an environment
        done_with = OLD.rename(DATA / f"venv.done-{datetime.now():%Y%m%d%H%M%S}")
        shutil.rmtree(done_with, ignore_errors=True)
    return made


def install() -> int:
    """All three steps; 0 if xlplan and its add-in are installed. What the last step finds is told, and no failure."""
    wheels = sorted(path.name for path in WHEELS.glob("*.whl"))
    version = next((name.split("-")[1] for name in wheels if name.startswith("xlplan-")), None)
    if version is None:
        say("没有装成：安装包不完整。把压缩包整个解压到一个新文件夹里，再运行一次。")
        return 1
    say(f"{datetime.now():%Y-%m-%d %H:%M} 安装 xlplan {version} 到 {VENV}")
    say(f"1/3 装入 {len(wheels)} 个组件，要几分钟，请不要关窗口……")
    if not environment(version):
        say(f"没有装成：组件没有装全，电脑上和安装以前一样。原因在 {LOG} 的末尾，请交给技术员。")
        return 1
    say("2/3 装 Excel 加载项……")
    addin = ran(PYTHON, "-m", "xlplan", "addin", "install", shown=True)
    say("3/3 自检……")
    if not ran(PYTHON, "-m", "xlplan", "doctor", shown=True):
        say("自检说不好的，照它写的办；还没有建单位的文件夹，是正常的。")
    say(f"xlplan {version} 装好了" + ("。" if addin else "，但 Excel 加载项没有装上，原因写在上面。"))
    say(f"安装记录：{LOG}")
    return 0 if addin else 1


def main() -> int:
    """Install; a folder or program that Windows refuses is one sentence."""
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        return install()
    except OSError as refused:
        print(
            f"没有装成：{refused}。关掉 Excel 再运行一次；还不行，可能被杀毒软件拦住了，或者磁盘满了、没有权限。"
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
