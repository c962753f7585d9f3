"""The scheduler of the system: what it is given says all it should, and nothing is left of it.

The programs of the systems are stand-ins that note how they are called and keep what they are given; what can be asked of the
real ones is.
"""

import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.clock import launchd, started, system, systemd, windows

SYSTEMS = [windows, systemd, launchd]
PROGRAM = {windows: "schtasks", systemd: "systemctl", launchd: "launchctl"}
HOSTILE = "松坪 中学 100% $HOME \"甲\" '乙' \\n%h&<丙>"
"""A folder that tries what each system reads as something else."""

_STAND_IN = """#!{python} -IS
import os, sys
from pathlib import Path
words, kept = sys.argv[1:], Path({kept!r})
with open({log!r}, "a") as log:
    log.write(" ".join([Path(sys.argv[0]).name, *words]) + "\\n")
if "/create" in words:
    kept.write_bytes(Path(words[words.index("/xml") + 1]).read_bytes())
elif {{"enable", "bootstrap"}} & set(words):
    kept.touch()
elif {{"/query", "is-active", "print"}} & set(words) and not kept.exists():
    sys.exit(3)
elif "/query" in words:
    sys.stdout.buffer.write(kept.read_bytes().decode("utf-16").encode())
elif {{"/delete", "disable", "bootout"}} & set(words):
    if not kept.exists():
        sys.exit("没有这个任务。")
    kept.unlink()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, without the programs of any system."""
    (tmp_path / "home").mkdir()
    (tmp_path / "programs").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    monkeypatch.setenv("USERDOMAIN", "PC-01")
    monkeypatch.setenv("USERNAME", "王 芳")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return tmp_path / "home"


@pytest.fixture
def calls(home: Path, tmp_path: Path) -> Path:
    """Stand-ins for the programs of all systems, and the log of their calls."""
    log = tmp_path / "calls.log"
    text = _STAND_IN.format(python=sys.executable, kept=str(tmp_path / "kept"), log=str(log))
    for name in PROGRAM.values():
        path = tmp_path / "programs" / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    return log


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def office(folder: Path, name: str = HOSTILE) -> Path:
    path = folder / name
    path.mkdir(exist_ok=True)
    return path


@pytest.mark.parametrize("own", SYSTEMS)
def test_what_is_installed_is_seen_and_nothing_of_it_is_left(
    own: ModuleType, calls: Path, home: Path, tmp_path: Path
) -> None:
    school = office(tmp_path)
    assert own.state(school) is None
    (done, *notes) = own.install(school)
    assert done.startswith("装好了")
    assert all(note.endswith("。") for note in (done, *notes))
    assert "每 15 分钟" in own.state(school)
    own.install(school)  # once more is the same
    assert "每 15 分钟" in own.state(school)
    assert own.state(office(tmp_path, "别的学校")) is None
    assert own.remove(school)[0].startswith("去掉了")
    assert (own.state(school), files(home), (tmp_path / "kept").exists()) == (None, set(), False)
    assert own.remove(school)[0].startswith("没有装过")


@pytest.mark.parametrize("own", SYSTEMS)
def test_an_installation_that_starts_another_python_is_none(
    own: ModuleType, calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = office(tmp_path)
    own.install(school)
    monkeypatch.setattr(sys, "executable", "/opt/new/python")
    assert own.state(school) is None
    own.install(school)
    assert own.state(school)


@pytest.mark.parametrize("own", [systemd, launchd])
def test_an_installation_that_does_not_run_is_none(own: ModuleType, calls: Path, tmp_path: Path) -> None:
    school = office(tmp_path)
    own.install(school)
    (tmp_path / "kept").unlink()
    assert own.state(school) is None


@pytest.mark.parametrize("own", SYSTEMS)
def test_two_offices_stand_side_by_side(own: ModuleType, calls: Path, home: Path, tmp_path: Path) -> None:
    for parent in ("甲", "乙"):
        own.install(office(office(tmp_path, parent), "中学"))
    said = calls.read_text()
    names = set(re.findall(r"xlplan-\S*[0-9a-f]{8}", said))
    assert len(names) == 2
    assert len(files(home)) == {windows: 0, systemd: 4, launchd: 2}[own]


@pytest.mark.parametrize("own", SYSTEMS)
def test_a_program_that_is_absent_is_one_sentence_and_nothing_is_written(
    own: ModuleType, home: Path, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun, match=f"^这台电脑上没有 {PROGRAM[own]}，不能由系统定时运行。$"):
        own.install(office(tmp_path))
    assert files(home) == set()


@pytest.mark.parametrize("own", SYSTEMS)
def test_a_program_that_fails_is_told_in_its_own_last_words(
    own: ModuleType, calls: Path, tmp_path: Path
) -> None:
    (tmp_path / "programs" / PROGRAM[own]).write_text(
        "#!/bin/sh\necho 警告 >&2; echo 拒绝访问。 >&2; exit 1\n"
    )
    with pytest.raises(CannotRun, match=f"^{PROGRAM[own]} 没有做成：拒绝访问。不用系统的，"):
        own.install(office(tmp_path))


def test_a_program_that_does_not_answer_is_not_waited_for(
    calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programs" / "systemctl").write_text("#!/bin/sh\nexec /bin/sleep 9\n")
    monkeypatch.setattr(started, "_SECONDS", 0.2)
    with pytest.raises(CannotRun, match=r"^systemctl 过了 0.2 秒还没有回答。$"):
        systemd.install(tmp_path)


@pytest.mark.parametrize(("platform", "own"), [("win32", windows), ("darwin", launchd), ("linux", systemd)])
def test_each_system_has_its_own_scheduler(
    platform: str, own: ModuleType, calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = office(tmp_path)
    monkeypatch.setattr(started, "_encoding", lambda: "utf-8")  # "oem" is known on Windows alone
    monkeypatch.setattr(sys, "platform", platform)
    system.install(school)
    assert {line.split()[0] for line in calls.read_text().splitlines()} == {PROGRAM[own]}
    assert system.state(school) == own.state(school) is not None
    system.remove(school)
    assert system.state(school) is None


def test_one_look_at_the_schedule_is_started_by_this_python(tmp_path: Path) -> None:
    school = office(tmp_path)
    assert started.command(school / ".." / school.name) == [
        sys.executable, "-P", "-m", "xlplan", "schedule", "run", "--once", "--office", str(school)
    ]  # fmt: skip


def test_on_windows_no_console_flashes_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert started.command(tmp_path)[0] == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert started.command(tmp_path)[0] == str(tmp_path / "pythonw.exe")


# Windows

NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
IN_ORDER = {
    "TimeTrigger": "Enabled StartBoundary EndBoundary Repetition ExecutionTimeLimit RandomDelay",
    "LogonTrigger": "Enabled StartBoundary EndBoundary Repetition ExecutionTimeLimit UserId Delay",
}
ANY_ORDER = {
    "Task": "RegistrationInfo Triggers Settings Data Principals Actions",
    "RegistrationInfo": "URI SecurityDescriptor Source Date Author Version Description Documentation",
    "Repetition": "Interval Duration StopAtDurationEnd",
    "Principal": "UserId LogonType GroupId DisplayName RunLevel ProcessTokenSidType RequiredPrivileges",
    "Settings": "AllowStartOnDemand RestartOnFailure MultipleInstancesPolicy DisallowStartIfOnBatteries "
    "StopIfGoingOnBatteries AllowHardTerminate StartWhenAvailable RunOnlyIfNetworkAvailable WakeToRun Enabled "
    "Hidden DeleteExpiredTaskAfter IdleSettings ExecutionTimeLimit Priority RunOnlyIfIdle",
    "RestartOnFailure": "Interval Count",
    "Exec": "Command Arguments WorkingDirectory",
}
"""What Microsoft documents: the children of each element, each at most once; those of a trigger in this order."""
SEVERAL = {"Triggers": "TimeTrigger LogonTrigger", "Principals": "Principal", "Actions": "Exec"}
VALUES = {
    "Interval": r"PT\d+M", "Delay": r"PT\d+M", "ExecutionTimeLimit": r"PT\d+H", "Count": r"[1-9]\d?",
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "Command": "(?s).{1,260}", "UserId": ".+",
    "Description": "(?s).*", "Arguments": "(?s).*", "LogonType": "S4U|Password|InteractiveToken",
    "RunLevel": "LeastPrivilege|HighestAvailable",
    "MultipleInstancesPolicy": "Parallel|Queue|IgnoreNew|StopExisting",
}  # fmt: skip


def documented(element: ElementTree.Element) -> None:
    """Fails where an element is not as Microsoft documents it."""
    tag = element.tag.removeprefix(NAMESPACE)
    children = [child.tag.removeprefix(NAMESPACE) for child in element]
    if tag in IN_ORDER:
        assert children == [name for name in IN_ORDER[tag].split() if name in children]
    elif tag in ANY_ORDER:
        assert set(children) <= set(ANY_ORDER[tag].split())
        assert len(children) == len(set(children))
    elif tag in SEVERAL:
        assert children
        assert set(children) <= set(SEVERAL[tag].split())
    else:
        assert not children
        assert re.fullmatch(VALUES.get(tag, "true|false"), element.text or ""), tag
    for child in element:
        documented(child)


def imported(school: Path, kept: Path) -> dict[str, str]:
    """The task as Windows is given it: path of an element -> its text."""
    windows.install(school)
    root = ElementTree.fromstring(kept.read_bytes())
    documented(root)
    texts = {}

    def walk(element: ElementTree.Element, above: str) -> None:
        path = f"{above}/{element.tag.removeprefix(NAMESPACE)}".lstrip("/")
        texts[path] = element.text or ""
        for child in element:
            walk(child, path)

    walk(root, "")
    return texts


def test_the_task_of_windows_holds_what_it_should(calls: Path, tmp_path: Path) -> None:
    school = office(tmp_path)
    found = imported(school, tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert {
        "Task/Triggers/TimeTrigger/Repetition/Interval": "PT15M",
        "Task/Triggers/LogonTrigger/UserId": r"PC-01\王 芳",
        "Task/Principals/Principal/UserId": r"PC-01\王 芳",
        "Task/Principals/Principal/LogonType": "InteractiveToken",
        "Task/Settings/StartWhenAvailable": "true",
        "Task/Settings/MultipleInstancesPolicy": "IgnoreNew",
        "Task/Settings/RestartOnFailure/Count": "3",
        "Task/Settings/ExecutionTimeLimit": "PT1H",
        "Task/Settings/DisallowStartIfOnBatteries": "false",
        "Task/Settings/StopIfGoingOnBatteries": "false",
        "Task/Settings/WakeToRun": "false",
        "Task/Actions/Exec/Command": sys.executable,
        "Task/Actions/Exec/Arguments": subprocess.list2cmdline(started.command(school)[1:]),
    }.items() <= found.items()
    assert "Task/Triggers/TimeTrigger/Repetition/Duration" not in found


def test_a_task_of_windows_is_found_by_the_name_of_the_folder(calls: Path, tmp_path: Path) -> None:
    windows.install(office(tmp_path, "松坪中学"))
    assert re.search(r"/create /tn xlplan-松坪中学-[0-9a-f]{8} /xml \S+ /f$", calls.read_text().strip())
    windows.remove(office(tmp_path, "松坪中学"))
    assert re.search(r"/delete /tn xlplan-松坪中学-[0-9a-f]{8} /f$", calls.read_text().strip())


# Linux

analyze = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(not analyze, reason="systemd-analyze is not here")


def analyzed(*words: str, folder: Path) -> str:
    """What systemd says; nothing where it has no complaint."""
    done = subprocess.run(
        [str(analyze), *words],
        capture_output=True,
        text=True,
        env=os.environ | {"XDG_RUNTIME_DIR": str(folder)},
    )
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"\nended with {done.returncode}")


@needs_systemd
def test_systemd_takes_the_service_and_the_timer(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # systemd looks whether there is such a program: this one it finds only if it reads its path as it is.
    program = office(tmp_path, "松坪 中学 100% $HOME %h&<丙>") / "python"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    folder = tmp_path / "units"
    folder.mkdir()
    for path, content in systemd.units(office(tmp_path)).items():
        (folder / path.name).write_text(content, encoding="utf-8")
    own = [str(path) for path in folder.iterdir()]
    assert analyzed("--user", "verify", *own, folder=tmp_path) == ""
    program.unlink()
    assert "is not executable" in analyzed("--user", "verify", *own, folder=tmp_path)


@needs_systemd
def test_the_timer_elapses_every_quarter_of_an_hour(home: Path, tmp_path: Path) -> None:
    (timer,) = (text for path, text in systemd.units(tmp_path).items() if path.suffix == ".timer")
    when = re.search(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
    assert when
    said = analyzed("calendar", "--iterations=3", "--base-time=2026-11-30 00:00:01", when[1], folder=tmp_path)
    assert re.findall(r"2026-11-30 (\d\d:\d\d:\d\d)", said)[:3] == ["00:15:00", "00:30:00", "00:45:00"]
    assert "Persistent=true" in timer


def test_the_words_of_the_service_come_back_as_they_were(home: Path, tmp_path: Path) -> None:
    school = office(tmp_path)
    (service,) = (text for path, text in systemd.units(school).items() if path.suffix == ".service")
    line = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)
    assert line
    # For double quotes and backslashes systemd and a shell agree; %% and $$ are systemd's.
    assert not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)|(?<!%)(?:%%)*%(?!%)", line[1])
    words = [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line[1])]
    assert words == [f"@{sys.executable}", *started.command(school)]


def test_a_line_end_in_the_name_of_a_folder_begins_no_line(home: Path, tmp_path: Path) -> None:
    for text in systemd.units(tmp_path / "甲\nExecStart=/bin/false").values():
        assert not re.search("^ExecStart=/bin/false", text, re.MULTILINE)


def test_the_stamp_that_systemd_keeps_of_a_timer_goes_with_it(
    calls: Path, home: Path, tmp_path: Path
) -> None:
    systemd.install(tmp_path)
    stamp = home / ".local/share/systemd/timers" / f"stamp-{started.name(tmp_path)}.timer"
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    systemd.remove(tmp_path)
    assert files(home) == set()


def test_systemd_is_told_of_files_before_and_after_they_are_there(calls: Path, tmp_path: Path) -> None:
    systemd.install(tmp_path)
    systemd.remove(tmp_path)
    timer = f"{started.name(tmp_path)}.timer"
    assert calls.read_text().splitlines() == [
        "systemctl --user daemon-reload",
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {timer}",
        f"systemctl --user disable --now {timer}",
        "systemctl --user daemon-reload",
    ]


# macOS


def test_the_agent_of_macos_comes_back_as_it_was_meant(calls: Path, home: Path, tmp_path: Path) -> None:
    school = office(tmp_path)
    launchd.install(school)
    (path,) = (home / "Library/LaunchAgents").iterdir()
    found = plistlib.loads(path.read_bytes())
    assert path.name == f"{found['Label']}.plist" == f"{started.name(school)}.plist"
    assert found["ProgramArguments"] == started.command(school)
    assert found["StartCalendarInterval"] == [{"Minute": minute} for minute in (0, 15, 30, 45)]
    assert found["RunAtLoad"] is True
    assert not {"KeepAlive", "StartInterval"} & set(found)
    assert calls.read_text().splitlines()[-1] == f"launchctl bootstrap gui/{os.getuid()} {path}"
