"""The self-test says of each thing whether it is well, and where it is not, what to do."""

import shutil
import sys
from datetime import date, datetime, time
from pathlib import Path

import pytest

from xlplan.addin.doctor import doctor
from xlplan.addin.exchange import write_settings
from xlplan.addin.health import Health, text
from xlplan.findings import Severity
from xlplan.jobs.clock import history, logbook
from xlplan.jobs.clock.runs import Result, Run, State
from xlplan.rules.judge import Judgement


@pytest.fixture
def school(spoilt_school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo school of its own, and a profile of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return Path(shutil.copytree(spoilt_school, tmp_path / "school"))


def _of(name: str, office: Path | None) -> Health:
    return next(health for health in doctor(office) if health.name == name)


def test_an_office_that_stands_still_says_so(school: Path) -> None:
    settings = school / "xlplan.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace("2026-11-30", "2026-10-30"), encoding="utf-8")
    health = _of("单位", school)
    assert health.well
    assert health.said == f"{school}。今天按 2026-10-30 算（xlplan.toml 里写明的）。"


def test_a_master_that_is_missing_is_named(school: Path) -> None:
    (school / "workbooks" / "plan.xlsx").unlink()
    health = _of("单位", school)
    assert not health.well
    assert "缺 plan.xlsx" in health.said


def test_a_master_that_an_office_may_do_without_is_not_missing(school: Path) -> None:
    (school / "workbooks" / "claims.xlsx").unlink()
    assert _of("单位", school).well


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
    assert health.said.startswith("2027 年的放假和调休还不知道，")


def _checked(school: Path, *days: date) -> None:
    """Write down that the books were checked on these days."""
    counts = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}
    with logbook.writing(school, lambda: None) as (book, _):
        for day in days:
            began = datetime.combine(day, time(22)).astimezone()
            run = Run(0, "夜间检查", day, day, began, None, State.RUNNING, "", "0.1", "", "")
            book.end(book.begin(run), began, Result(State.DONE, judgement=Judgement((), counts)))


def test_a_workday_that_was_not_checked_is_told(school: Path) -> None:
    assert _of("上次检查", school) == Health("上次检查", False, "还没有做过夜间检查。运行 xlplan nightly。")
    _checked(school, date(2026, 11, 25), date(2026, 11, 26))
    health = _of("上次检查", school)
    assert not health.well
    assert health.said.startswith("上一个工作日 2026-11-27 没有检查。上次检查是 2026-11-26 22:00，")
    _checked(school, date(2026, 11, 27))
    assert _of("上次检查", school) == Health(
        "上次检查", True, "2026-11-27 22:00，2026-11-27 的，错误 2 个，警告 1 个。"
    )


def test_a_history_that_cannot_be_read_is_told(school: Path) -> None:
    history.path(school).write_bytes(b"x" * 5000)
    health = _of("上次检查", school)
    assert not health.well
    assert "坏了，读不出来" in health.said


def test_a_computer_that_starts_nothing_by_itself_is_told_what_to_do(school: Path) -> None:
    health = _of("定时任务", school)
    assert not health.well
    assert "xlplan schedule install" in health.said


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
