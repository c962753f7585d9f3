"""Real clicks of the mouse on the menu and the tool bar, in a LibreOffice on a screen that nobody sees, and what comes of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addin import soffice
from tests.addin.soffice import Office
from tests.demo.figures import closing, errors
from xlplan.addin.buttons import TITLE
from xlplan.addin.excel import demo_workbook

pytestmark = [soffice.needs_bridge, soffice.needs_screen]


@pytest.fixture(scope="module")
def user() -> Iterator[Path]:
    with soffice.home() as folder, soffice.screen():
        soffice.install()
        yield folder


@pytest.fixture(scope="module")
def office(user: Path) -> Iterator[Office]:
    with soffice.running(screen=True) as running:
        yield running


@pytest.fixture(scope="module")
def school(user: Path, spoilt_school: Path) -> Path:
    return Path(shutil.copytree(spoilt_school, user / "总务 台账&(终稿)"))


@pytest.fixture(scope="module")
def plan(office: Office, school: Path) -> int:
    """The plan of the school, open in a window."""
    return int(office.open_document(school / "workbooks" / "plan.xlsx", False))


def test_a_click_on_the_tool_bar_checks_all_and_the_paper_lies_there(
    office: Office, plan: int, school: Path
) -> None:
    office.click(office.place_of(plan, "检查全部"))
    title, told = office.answered(60)
    assert title == "总务助手 - 检查全部"
    assert told.startswith(f"全部台账：{errors(school)}")
    assert (school / "papers" / "2026-11" / "检查结果.xlsx").is_file()


def test_a_click_on_the_menu_makes_the_day_close(office: Office, plan: int, school: Path) -> None:
    office.click_item(plan, "总务助手", "日结对账")
    title, told = office.answered(60)
    assert title == "总务助手 - 日结对账"
    assert f"余额 {closing('100202')}。" in told
    assert (school / "papers" / "2026-11" / "日结单 2026-11-30.docx").is_file()


def test_a_click_on_a_button_of_the_demo_workbook_checks_all(office: Office, plan: int, school: Path) -> None:
    """Its macros, compiled and run by LibreOffice: a module that it could not compile would do nothing, without a word."""
    book = school / "workbooks" / "总务助手演示.xlsm"
    book.write_bytes(demo_workbook())
    result = school / "papers" / "2026-11" / "检查结果.xlsx"
    result.unlink(missing_ok=True)
    document = office.open_document(book, False)
    assert office.run(document, "VBAProject.XlplanHost.XlplanProcedure", ["canary"]) == "canary"
    office.click_control(document, TITLE, "检查全部")
    title, told = office.answered(60)
    assert title == "总务助手 - 检查全部"
    assert told.startswith(f"全部台账：{errors(school)}")
    assert result.is_file()
    office.close(document)
    book.unlink()


def test_a_second_press_says_that_the_first_still_runs(office: Office, plan: int) -> None:
    office.press(plan, "CheckWorkbook")
    office.press(plan, "CheckWorkbook")
    assert office.answered(60)[1] == "还在检查本工作簿，等它有了回答再点。"
    assert office.answered(60)[1].startswith("plan.xlsx 屏幕上的内容：")


def test_what_is_being_typed_into_a_cell_is_checked_too(office: Office, school: Path) -> None:
    document = office.open_document(school / "workbooks" / "budget.xlsx", False)
    office.show(document, "预算", "A2")
    office.focus(document)
    office.type("S02")
    office.click(office.place_of(document, "检查本工作簿"))
    assert "S02" in office.answered(60)[1]
    office.close(document)


def test_a_workbook_that_was_never_saved_is_told_in_one_sentence(office: Office) -> None:
    document = office.open_document(None, False)
    office.press(document, "CheckAll")
    assert office.answered(60)[1].startswith("这个工作簿还没有保存过。")
    office.close(document)


def test_a_python_that_is_gone_is_told_with_its_path(
    office: Office, plan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlplan.addin.exchange import settings, write_settings

    before = settings()
    write_settings({"python": "/没有/python"})
    office.press(plan, "CheckAll")
    told = office.answered(10)[1]
    write_settings(before)
    assert told == "找不到 Python：/没有/python。请重新运行安装，或运行 xlplan addin install。"
