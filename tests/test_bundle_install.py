"""What 安装.cmd starts: it makes the environment, upgrades and repairs it, and says in Chinese what came of it."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from windows.build import own_files

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


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "张 三" / "AppData" / "Local"


def quick_environment(profile: Path, *, with_pip: bool) -> None:
    """An environment as there may be one before; its pip is that of the system's Python."""
    folder = profile / "xlplan" / "venv"
    venv.EnvBuilder(system_site_packages=with_pip, symlinks=os.name != "nt").create(folder)


def installed(script: Path, profile: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", script],
        env=os.environ | {"LOCALAPPDATA": str(profile)},
        capture_output=True,
        encoding="utf-8",
    )


def mark(profile: Path) -> str:
    """Which bundle is installed."""
    python = profile / "xlplan" / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    asked: list[str | Path] = [python, "-I", "-X", "utf8", "-c", "import small, xlplan; print(xlplan.MARK)"]
    return subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout.strip()


def test_run_again_it_upgrades_even_to_a_bundle_of_the_same_version(tmp_path: Path, profile: Path) -> None:
    quick_environment(profile, with_pip=True)
    first = installed(bundle(tmp_path / "一 包", "旧"), profile)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "  收到 addin install\n" in first.stdout
    assert "  收到 doctor\n" in first.stdout
    assert "xlplan 1.0 装好了。" in first.stdout
    assert mark(profile) == "旧"
    again = installed(bundle(tmp_path / "二 包", "新", addin=2), profile)
    assert mark(profile) == "新"
    assert again.returncode == 1
    assert "装好了，但 Excel 加载项没有装上" in again.stdout
    log = (profile / "xlplan" / "安装.log").read_text(encoding="utf-8-sig")
    assert log.count("1/4 准备运行环境") == 2
    assert "Successfully installed" in log
    assert "收到 doctor" in log


def test_an_environment_that_no_longer_works_is_made_anew(tmp_path: Path, profile: Path) -> None:
    script = bundle(tmp_path / "包", "好")
    quick_environment(profile, with_pip=False)
    run = installed(script, profile)
    assert (run.returncode, run.stderr) == (0, "")
    assert mark(profile) == "好"


def test_a_wheel_that_is_missing_is_one_sentence_and_the_whole_story_in_the_log(
    tmp_path: Path, profile: Path
) -> None:
    quick_environment(profile, with_pip=True)
    script = bundle(tmp_path / "包", "好")
    next((tmp_path / "包" / "wheels").glob("small-*")).unlink()
    run = installed(script, profile)
    assert run.returncode == 1
    assert "没有装成：组件没有装全。" in run.stdout
    assert "addin" not in run.stdout
    assert not run.stderr
    assert "small" in (profile / "xlplan" / "安装.log").read_text(encoding="utf-8-sig")


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
