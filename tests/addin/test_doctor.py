"""The self-test says of each thing whether it is well, and where it is not, what to do."""

import os
import shutil
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from xlplan.addin.doctor import doctor
from xlplan.addin.exchange import write_settings
from xlplan.addin.health import Health, text


@pytest.fixture
def school(spoilt_school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo school of its own, and a profile of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return Path(shutil.copytree(spoilt_school, tmp_path / "school"))


def _of(name: str, office: Path | None) -> Health:
    return next(health for health in doctor(office) if health.name == name)


def test_an_office_that_stands_still_says_so(school: Path) -> None:
    health = _of("单位", school)
    assert health.well
    assert health.said == f"{school}。今天按 2026-11-30 算（xlplan.toml 里写明的）。"


def test_a_master_that_is_missing_is_named(school: Path) -> None:
    (school / "workbooks" / "plan.xlsx").unlink()
    health = _of("单位", school)
    assert not health.well
    assert "缺 plan.xlsx" in health.said


def test_without_an_office_the_rest_is_looked_at_all_the_same() -> None:
    found = list(doctor(None))
    assert [health.name for health in found if not health.well][:1] == ["单位"]
    assert {"Python", "版本", "字体"} <= {health.name for health in found}


def test_settings_that_cannot_be_read_are_told(school: Path) -> None:
    (school / "xlplan.toml").write_text("today =")
    assert _of("单位", school).said.endswith("写得不对，读不懂。")


def test_holidays_that_end_soon_are_told_with_what_to_do(school: Path) -> None:
    assert _of("节假日", school) == Health("节假日", True, "放假和调休知道到 2026-12-31。")
    (school / "xlplan.toml").write_text("today = 2026-12-15\n")
    health = _of("节假日", school)
    assert not health.well
    assert health.said.startswith("放假安排只知道到 2026-12-31")


def test_a_check_of_long_ago_is_told(school: Path) -> None:
    (school / "xlplan.toml").write_text("")
    assert _of("上次检查", school).said.startswith("还没有检查过。")
    result = school / "papers" / "2026-11" / "检查结果.xlsx"
    result.parent.mkdir(parents=True)
    result.write_bytes(b"PK")
    assert _of("上次检查", school).said.startswith(f"{date.today()}，")
    os.utime(result, (time.time() - 9 * 86400,) * 2)
    health = _of("上次检查", school)
    assert not health.well
    assert health.said.startswith(f"上次检查是 {date.today() - timedelta(days=9)}，已经 9 天了。")


def test_an_interpreter_that_is_gone_is_told_with_its_path(school: Path) -> None:
    write_settings({"python": "/gone/python"})
    health = _of("Python", school)
    assert not health.well
    assert health.said.startswith("按钮用的 /gone/python 找不到了。")
    write_settings({"python": sys.executable})
    assert _of("Python", school).well


def test_each_thing_is_one_line_that_begins_with_how_it_is() -> None:
    found = [Health("字体", True, "有。"), Health("单位", False, "没有。")]
    assert list(text(found)) == ["好　字体：有。", "不好　单位：没有。"]
