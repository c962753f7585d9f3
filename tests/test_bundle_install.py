"""What 安装.cmd starts: it installs, upgrades and repairs, and says in Chinese what came of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from macros.windows.build import own_files

from tests.wheelwright import wheel

ANSWERS = """
import sys
print("收到", *sys.argv[1:])
sys.exit({addin} if sys.argv[1] == "addin" else 1)
"""


def bundle(folder: Path, mark: str, addin: int = 0) -> Path:
    """An unpacked bundle whose xlplan only prints what it was asked, and ends as told."""
    files = {"xlplan/__init__.py": f"MARK = {mark!r}\n", "xlplan/__main__.py": ANSWERS.format(addin=addin)}
    wheel(folder / "wheels", "xlplan", needs=["small"], files=files)
    wheel(folder / "wheels", "small", files={"small.py": ""})
    script = folder / "program" / "install.py"
    script.parent.mkdir()
    script.write_bytes(dict(own_files())["program/install.py"])
    return script


def folders(profile: Path) -> list[str]:
    return [path.name for path in (profile / "xlplan").iterdir() if path.is_dir()]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "张 三" / "AppData" / "Local"


def installed(script: Path, profile: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", script],
        # Settings that some PCs have, and that must not reach in.
        env=os.environ | {"LOCALAPPDATA": str(profile), "PYTHONHOME": "/nowhere", "PIP_TARGET": str(profile)},
        capture_output=True,
        encoding="utf-8",
    )


def mark(profile: Path) -> str:
    """Which bundle is installed."""
    python = profile / "xlplan" / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    asked: list[str | Path] = [python, "-I", "-X", "utf8", "-c", "import small, xlplan; print(xlplan.MARK)"]
    return subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout.strip()


def test_it_installs_and_asks_for_the_add_in_and_a_self_test(tmp_path: Path, profile: Path) -> None:
    run = installed(bundle(tmp_path / "新 包", "好"), profile)
    assert (run.returncode, run.stderr) == (0, "")
    assert "  收到 addin install\n" in run.stdout
    assert "  收到 doctor\n" in run.stdout
    assert "xlplan 1.0 装好了。" in run.stdout
    assert mark(profile) == "好"
    log = (profile / "xlplan" / "安装.log").read_text(encoding="utf-8-sig")
    assert "Successfully installed" in log
    assert "收到 doctor" in log


def test_run_again_it_upgrades_even_to_a_bundle_of_the_same_version(tmp_path: Path, profile: Path) -> None:
    installed(bundle(tmp_path / "一", "旧"), profile)
    assert installed(bundle(tmp_path / "二", "新"), profile).returncode == 0
    assert mark(profile) == "新"
    assert folders(profile) == ["venv"]


def test_a_wheel_that_is_missing_leaves_what_was_installed(tmp_path: Path, profile: Path) -> None:
    installed(bundle(tmp_path / "一", "旧"), profile)
    script = bundle(tmp_path / "二", "新")
    next((tmp_path / "二" / "wheels").glob("small-*")).unlink()
    run = installed(script, profile)
    assert (run.returncode, run.stderr) == (1, "")
    assert "没有装成：组件没有装全，电脑上和安装以前一样。" in run.stdout
    assert "addin" not in run.stdout
    assert "small" in (profile / "xlplan" / "安装.log").read_text(encoding="utf-8-sig")
    assert mark(profile) == "旧"
    assert folders(profile) == ["venv"]


def test_a_run_that_was_broken_off_is_made_good_by_the_next(tmp_path: Path, profile: Path) -> None:
    script = bundle(tmp_path / "包", "旧")
    installed(script, profile)
    (profile / "xlplan" / "venv").rename(profile / "xlplan" / "venv.old")
    (profile / "xlplan" / "venv").mkdir()
    next((tmp_path / "包" / "wheels").glob("small-*")).unlink()
    assert installed(script, profile).returncode == 1
    assert mark(profile) == "旧"
    assert folders(profile) == ["venv"]


def test_without_the_add_in_it_is_installed_and_says_so(tmp_path: Path, profile: Path) -> None:
    run = installed(bundle(tmp_path / "包", "好", addin=2), profile)
    assert run.returncode == 1
    assert "装好了，但 Excel 加载项没有装上" in run.stdout
    assert mark(profile) == "好"


def test_a_bundle_that_is_not_whole_is_one_sentence(tmp_path: Path, profile: Path) -> None:
    script = bundle(tmp_path / "包", "好")
    next((tmp_path / "包" / "wheels").glob("xlplan-*")).unlink()
    run = installed(script, profile)
    assert (run.returncode, run.stderr) == (1, "")
    assert "安装包不完整" in run.stdout


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, profile: Path) -> None:
    profile.parent.mkdir(parents=True)
    profile.write_text("a file where the folder should be")
    run = installed(bundle(tmp_path / "包", "好"), profile)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.startswith("没有装成：")
