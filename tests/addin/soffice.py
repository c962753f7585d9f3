"""A LibreOffice with our extension, installed by the real installer into a profile of its own, and somebody who uses it.

LibreOffice refuses root an extension of his own: for him the installer runs as nobody.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from xlplan.addin import exchange, libreoffice

_PATIENCE = 200
"""Seconds until LibreOffice is taken for hung."""
BRIDGE = "/usr/bin/python3"
"""The Python that LibreOffice's own packages are for."""
PROGRAMS = Path(shutil.which("soffice") or "/").resolve().parent
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>7.4</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="LastTimeDonateShown" oor:op="fuse"><value>9999999999</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="LastTimeGetInvolvedShown" oor:op="fuse"><value>9999999999</value></prop></item>
</oor:items>
"""
_AS_NOBODY = """#!/bin/sh
chown -R 65534:65534 "{home}/config"
setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="{home}" "{program}" "$@"
ended=$?
chown -R 0:0 "{home}/config"
exit $ended
"""


def _bridge() -> bool:
    return (
        Path(BRIDGE).is_file()
        and subprocess.run([BRIDGE, "-c", "import uno"], capture_output=True).returncode == 0
    )


needs_bridge = pytest.mark.skipif(
    not (shutil.which("soffice") and _bridge()),
    reason="LibreOffice or its Python (python3-uno) is not installed",
)
needs_screen = pytest.mark.skipif(
    not all(map(shutil.which, ("Xvfb", "xdotool"))), reason="Xvfb or xdotool is not installed"
)


@contextmanager
def home() -> Iterator[Path]:
    """A user who has LibreOffice and no profile yet; the environment is his, and his Python is that of the tests."""
    with tempfile.TemporaryDirectory(prefix="xlplan-") as folder, pytest.MonkeyPatch.context() as patch:
        own = Path(folder)
        for name in ("", "config", "data", "bin"):
            (own / name).mkdir(exist_ok=True)
            (own / name).chmod(0o777)
        patch.setenv("XDG_CONFIG_HOME", str(own / "config"))
        patch.setenv("XDG_DATA_HOME", str(own / "data"))
        if os.geteuid() == 0:
            for name in ("soffice", "unopkg"):
                program = own / "bin" / name
                program.write_text(_AS_NOBODY.format(home=own, program=PROGRAMS / name))
                program.chmod(0o755)
            patch.setenv("PATH", f"{own / 'bin'}{os.pathsep}{os.environ['PATH']}")
        settings = own / "config/libreoffice/4/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS)
        yield own


def install() -> None:
    """What ``xlplan addin install`` does for LibreOffice."""
    libreoffice.install()
    exchange.write_settings({"python": sys.executable})


class Office:
    """A LibreOffice that runs, and what somebody does with it; see driver.py."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: self._asked(name, arguments)

    def _asked(self, name: str, arguments: tuple[object, ...]) -> Any:
        assert self._driver.stdin
        assert self._driver.stdout
        given = [str(one) if isinstance(one, Path) else one for one in arguments]
        self._driver.stdin.write(json.dumps([name, given]) + "\n")
        self._driver.stdin.flush()
        if not select.select([self._driver.stdout], [], [], _PATIENCE)[0]:
            raise TimeoutError(f"LibreOffice did not answer: {name}{arguments}")
        answer = json.loads(self._driver.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def focus(self, number: int) -> None:
        """There is nobody who gives windows the keyboard but us, and without it a menu does not open."""
        _xdotool("search", "--name", self.title(number), "windowfocus", "--sync")

    def click(self, at: list[int]) -> None:
        """A click of the mouse on a place of the screen."""
        _xdotool("mousemove", *map(str, at))
        _xdotool("click", "1")

    def type(self, text: str) -> None:
        """Type into what has the keyboard."""
        _xdotool("type", text)

    def click_item(self, number: int, menu: str, item: str) -> None:
        """Open a menu of the menu bar, and click on an item of it."""
        self.focus(number)
        self.click(self.place_of(number, menu))
        self.click(self.item_of(number, menu, item))

    def click_control(self, number: int, sheet: str, label: str) -> None:
        """Click on a button on a sheet."""
        self.focus(number)
        self.click(self.control_of(number, sheet, label))


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, capture_output=True)


@contextmanager
def running(screen: bool = False) -> Iterator[Office]:
    """LibreOffice of the present user, without a window, or on the screen of the environment."""
    # Tests of one module may run in several processes at once.
    pipe = f"xlplan-{os.getpid()}-{time.monotonic_ns()}"
    command = [str(PROGRAMS / "soffice"), "--norestore", "--nologo", "--nodefault"]
    command += [f"--accept=pipe,name={pipe};urp;", *([] if screen else ["--headless"])]
    nothing = subprocess.DEVNULL
    driver_py = str(Path(__file__).with_name("driver.py"))
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    own["SAL_USE_VCLPLUGIN"] = "gen" if screen else "svp"
    with subprocess.Popen(command, stdout=nothing, stderr=nothing, env=own, start_new_session=True) as office:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen([BRIDGE, "-u", driver_py, pipe], env=own, **pipes) as driver:  # type: ignore[call-overload]
            used = Office(driver)
            try:
                used.wait()
                yield used
            finally:  # one that asks whether to save, or shows a box, would never end
                driver.kill()
                os.killpg(office.pid, signal.SIGKILL)


@contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told, pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", f":{told.readline().strip()}")
            try:
                yield
            finally:
                server.terminate()
