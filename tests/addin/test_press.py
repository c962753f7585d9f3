"""A press of a button always has an answer: what came of it, or one sentence why not."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.demo.figures import LOST, closing, errors
from xlplan import demo
from xlplan.addin import exchange
from xlplan.addin.buttons import BUTTONS
from xlplan.addin.exchange import Request, State, place
from xlplan.addin.press import answer, press
from xlplan.findings import Finding, Severity
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk


@pytest.fixture
def school(spoilt_school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A demo school of its own, and a profile of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (exchange.profile() / "requests").mkdir(parents=True)
    return Path(shutil.copytree(spoilt_school, tmp_path / "总务 台账&(终稿)"))


def _request(school: Path, button: str, saved: bool = True, copy: Path | None = None) -> Request:
    return Request(button, str(school / "workbooks" / "plan.xlsx"), saved, copy)


def test_each_button_has_a_name_of_its_own_in_ascii_and_a_help_in_chinese() -> None:
    assert len({button.name for button in BUTTONS}) == len(BUTTONS)
    assert all(button.name.isascii() and button.name.isidentifier() for button in BUTTONS)
    assert all(button.help.endswith("。") and not button.help.isascii() for button in BUTTONS)
    assert [button.name for button in BUTTONS if button.press is None] == ["Unmark"]


def _of_plan(school: Path) -> list[Finding]:
    """What is wrong in plan.xlsx as it is saved."""
    found = check(Desk(school, demo.TODAY)).judgement.findings
    return [finding for finding in found if finding.ref.workbook == "plan.xlsx"]


def test_a_change_that_is_not_saved_is_checked_and_its_cell_shown(school: Path, tmp_path: Path) -> None:
    given = answer(_request(school, "CheckWorkbook", False, _copy(school, tmp_path, {"B2": None})))
    assert given.goto == ("计划", "B2")  # the first of the saved workbook is D3
    assert given.state is State.FINDINGS
    saved = sum(finding.severity is Severity.ERROR for finding in _of_plan(school))
    assert given.message.startswith(f"plan.xlsx 屏幕上的内容：错误 {saved + 1} 个")


def _copy(school: Path, folder: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.load_workbook(school / "workbooks" / "plan.xlsx")
    for cell, value in cells.items():
        book["计划"][cell] = value
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def test_marks_name_each_cell_once_with_all_that_is_wrong_with_it(school: Path) -> None:
    given = answer(_request(school, "Mark", True, school / "workbooks" / "plan.xlsx"))
    cells = [(mark.sheet, mark.cell) for mark in given.marks]
    assert len(cells) == len(set(cells))
    assert {f"{sheet}!{cell}" for sheet, cell in cells} == {str(finding.ref) for finding in _of_plan(school)}
    mark = next(mark for mark in given.marks if (mark.sheet, mark.cell) == ("目标", "D6"))
    assert mark.severity == "note"
    assert mark.text.startswith("提示 TGT-01：“食堂师生满意度”")
    assert "\n怎么改：" in mark.text


def test_checking_all_writes_the_paper_that_is_opened_afterwards(school: Path) -> None:
    before = answer(_request(school, "OpenResult"))
    assert (before.state, before.message) == (State.REFUSED, "还没有检查结果；先点“检查全部”。")
    assert answer(_request(school, "CheckAll")).message.startswith(f"全部台账：{errors(school)}")
    path = answer(_request(school, "OpenResult", saved=False)).open
    assert path == school / "papers" / "2026-11" / "检查结果.xlsx"
    assert path.is_file()


def test_the_day_close_tells_each_account_and_makes_its_paper(school: Path) -> None:
    given = answer(_request(school, "DayClose"))
    assert "食堂户：收入 " in given.message
    assert f"余额 {closing('100202')}。\n合计：" in given.message
    assert (school / "papers" / "2026-11" / "日结单 2026-11-30.docx").is_file()


def test_a_day_whose_count_cannot_be_read_is_not_well(school: Path) -> None:
    (school / "xlplan.toml").write_text("today = 2026-09-21\n")
    given = answer(_request(school, "DayClose"))
    assert given.state is State.FINDINGS
    assert "现金实存：读不出来。" in given.message


def test_the_accounts_are_reconciled_and_what_does_not_agree_is_told(school: Path) -> None:
    given = answer(_request(school, "Reconcile"))
    assert given.state is State.FINDINGS
    assert f"基本户 2026-11：相符。\n食堂户 2026-11：不符：调节后相差 {LOST}" in given.message


def test_a_paper_that_lacks_a_cell_leads_to_that_cell(school: Path) -> None:
    given = answer(_request(school, "Plan"))
    assert given.state is State.FINDINGS
    assert given.goto == ("计划", "D3")
    assert given.message.startswith("没有做：学期工作计划 2026年秋季学期，先改好下面的格。")


@pytest.mark.parametrize("button", [button.name for button in BUTTONS if button.press and not button.live])
def test_a_button_that_reads_what_is_saved_says_so_of_changes_that_are_not(school: Path, button: str) -> None:
    given = answer(_request(school, button, saved=False))
    if button in ("OpenResult", "Doctor"):
        assert "没保存" not in given.message
        assert "程序出错" not in given.message
    else:
        assert given.state is State.REFUSED
        assert given.message == "plan.xlsx 有没保存的改动，这里只看保存了的。先保存（Ctrl+S），再点。"


@pytest.mark.parametrize(
    ("workbook", "said"),
    [
        ("工作簿1", "这个工作簿还没有保存过。"),
        ("", "这个工作簿还没有保存过。"),
        ("https://school.sharepoint.com/x/plan.xlsx", "这个工作簿是从网上（OneDrive、SharePoint）打开的"),
        ("/nowhere/plan.xlsx", "plan.xlsx 不在单位的文件夹里"),
    ],
)
def test_a_workbook_without_a_place_in_an_office_is_told_in_one_sentence(workbook: str, said: str) -> None:
    for button in ("CheckWorkbook", "CheckAll", "OpenResult"):
        given = answer(Request(button, workbook))
        assert given.state is State.REFUSED
        assert given.message.startswith(said)


def test_a_copy_that_is_no_workbook_of_ours_is_told_by_the_name_of_the_workbook(
    school: Path, tmp_path: Path
) -> None:
    openpyxl.Workbook().save(tmp_path / "名单.xlsx")
    given = answer(Request("Mark", str(school / "名单.xlsx"), True, tmp_path / "名单.xlsx"))
    assert given.message == "名单.xlsx 里没有认识的工作表，不知道是哪个台账的副本。"


class Panic(BaseException):
    """What a library written in another language may raise."""


@pytest.mark.parametrize("crash", [ZeroDivisionError("x"), Panic("\ud800")])
def test_a_crash_is_told_as_one_and_kept_in_a_log(
    school: Path, monkeypatch: pytest.MonkeyPatch, crash: BaseException
) -> None:
    def crashes(*given: object) -> None:
        raise crash

    monkeypatch.setattr("xlplan.jobs.desk.Desk.at", crashes)
    given = answer(_request(school, "CheckAll"))
    assert given.state is State.REFUSED
    assert given.message.startswith(f"程序出错，不是账的错：{type(crash).__name__}")
    log = (exchange.profile() / "程序出错.log").read_text(encoding="utf-8")
    assert type(crash).__name__ in log


def test_a_request_that_cannot_be_read_is_answered_too(school: Path) -> None:
    place("9", "request").write_text("")
    press("9")
    assert place("9", "answer").read_text().startswith("state=refused")


def test_a_press_leaves_its_answer_and_nothing_else(school: Path) -> None:
    folder = exchange.profile() / "requests"
    (folder / "old").mkdir()
    for old in (folder / "old" / "plan.xlsx", folder / "old.answer"):
        old.write_text("")
        os.utime(old, (time.time() - 10**6,) * 2)
    os.utime(folder / "old", (time.time() - 10**6,) * 2)
    place("9", "request").write_text(
        f"button=Mark\nworkbook={school}/workbooks/plan.xlsx\nsaved=yes\n".encode(
            "ascii", "backslashreplace"
        ).decode()
    )
    place("9", "xlsx").write_bytes((school / "workbooks" / "plan.xlsx").read_bytes())
    press("9")
    assert [path.name for path in folder.iterdir()] == ["9.answer"]


def test_a_module_beside_the_workbook_is_never_run(school: Path) -> None:
    (school / "xlplan.py").write_text("print('taken')")
    (school / "pandas.py").write_text("print('taken')")
    place("9", "request").write_text("button=OpenResult\nworkbook=x\nsaved=yes\n")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "xlplan.addin", "press", "9"], cwd=school, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert place("9", "answer").read_text().startswith("state=refused")
