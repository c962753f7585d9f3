"""LibreOffice with our extension, without a window: functions in cells, marks in workbooks, and what an installation leaves behind."""

import shutil
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin import soffice
from tests.addin.soffice import Office
from xlplan.addin import basic_library, libreoffice
from xlplan.addin.exchange import Answer, Mark, State, profile, settings, write_answer, write_settings
from xlplan.addin.functions.wrappers import basic
from xlplan.findings import CannotRun

_WORDS = "人民币壹仟贰佰叁拾肆元伍角"


@pytest.fixture(scope="module")
def user() -> Iterator[Path]:
    with soffice.home() as folder:
        soffice.install()
        yield folder


@pytest.fixture(scope="module")
def office(user: Path) -> Iterator[Office]:
    """One LibreOffice for all of them: it takes longer to start than to do what is asked."""
    with soffice.running() as running:
        yield running


@pytest.fixture(scope="module")
def school(user: Path, spoilt_school: Path) -> Path:
    return Path(shutil.copytree(spoilt_school, user / "总务 台账&(终稿)"))


def test_the_extension_is_the_same_bytes_each_time_and_well_formed() -> None:
    from lxml import etree

    assert libreoffice.extension() == libreoffice.extension()
    with zipfile.ZipFile(BytesIO(libreoffice.extension())) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        for name in archive.namelist():
            if name.endswith((".xml", ".xcu")):
                etree.fromstring(archive.read(name))
            elif name.endswith(".py"):
                compile(archive.read(name), name, "exec")
        declared = etree.fromstring(archive.read("META-INF/manifest.xml"))
        paths = [entry.get("{http://openoffice.org/2001/manifest}full-path") for entry in declared]
        assert set(paths) <= set(archive.namelist())


_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"{}
"""


@pytest.mark.parametrize(
    "modules", ["/>", '>\n <library:element library:name="我的宏"/>\n</library:library>']
)
def test_macros_of_the_user_are_the_same_bytes_after_ours_went_in_and_out(
    tmp_path: Path, modules: str
) -> None:
    before = {"script.xlb": _LIBRARY.format(modules).encode(), "我的宏.xba": b"Sub Main"}
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    for _ in range(2):
        basic_library.write(tmp_path, basic())
    assert basic_library.holds(tmp_path, basic())
    assert (tmp_path / "script.xlb").read_text().count('"Xlplan"') == 1
    basic_library.remove(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_module_of_the_users_own_with_our_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "script.xlb").write_text(_LIBRARY.format("/>"))
    (tmp_path / "Xlplan.xba").write_text("Sub Main")
    with pytest.raises(CannotRun, match="已经有一个模块叫 Xlplan"):
        basic_library.write(tmp_path, basic())
    basic_library.remove(tmp_path)
    assert (tmp_path / "Xlplan.xba").read_text() == "Sub Main"


@soffice.needs_bridge
def test_an_installation_is_well_and_a_removed_one_leaves_the_profile_as_it_was() -> None:
    with soffice.home() as folder:
        library = folder / "config/libreoffice/4/user/basic/Standard"
        soffice.install()
        assert libreoffice.health().well
        (library / "Xlplan.xba").write_text("REM The cell functions of xlplan, an older one")
        assert libreoffice.health().said.startswith("不是这一版的。")
        libreoffice.remove()
        assert libreoffice.health().said.startswith("没有装。")
        assert sorted(path.name for path in library.iterdir()) == ["Module1.xba", "dialog.xlb", "script.xlb"]
        assert "Xlplan" not in (library / "script.xlb").read_text()


@soffice.needs_bridge
def test_nothing_is_installed_while_libreoffice_runs(office: Office) -> None:
    with pytest.raises(CannotRun, match="先关闭 LibreOffice"):
        libreoffice.install()


@soffice.needs_bridge
def test_a_formula_is_the_same_text_in_excel_and_in_calc(office: Office, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"], made.active["B1"] = 1234.5, "=XL_RMB(A1)"
    made.save(tmp_path / "别人做的.xlsx")
    document = office.open_document(tmp_path / "别人做的.xlsx")
    office.recalculate(document)
    assert office.cell(document, 0, "B1") == ["=XL_RMB(A1)", _WORDS, 0]
    office.write(document, 0, "B2", '=XL_RMB("-3")')
    assert office.cell(document, 0, "B2")[1] == "人民币负叁元整"
    office.save_copy(document, tmp_path / "Calc存的.xlsx")
    office.close(document)
    sheet = openpyxl.load_workbook(tmp_path / "Calc存的.xlsx").active
    assert [sheet[cell].value for cell in ("B1", "B2")] == ["=XL_RMB(A1)", '=XL_RMB("-3")']


@soffice.needs_bridge
def test_a_range_gives_an_answer_for_each_of_its_cells(office: Office) -> None:
    document = office.open_document()
    for row, amount in enumerate(("1", "2.5", ""), 1):
        office.write(document, 0, f"A{row}", amount)
    office.write_array(document, 0, "B1:B3", "=XL_RMB(A1:A3)")
    told = [office.cell(document, 0, f"B{row}")[1] for row in (1, 2, 3)]
    office.close(document)
    assert told == ["人民币壹元整", "人民币贰元伍角", ""]


@soffice.needs_bridge
def test_a_figure_of_the_office_is_that_of_the_folder_the_workbook_lies_in(
    office: Office, school: Path
) -> None:
    document = office.open_document(school / "workbooks" / "plan.xlsx")
    office.write(document, 0, "K40", '=XL_BALANCE("1001")')
    told = office.cell(document, 0, "K40")
    office.close(document)
    assert float(told[1].replace(",", "")) > 0


@soffice.needs_bridge
def test_marks_are_put_and_cleared_without_a_trace(office: Office, school: Path, tmp_path: Path) -> None:
    document = office.open_document(school / "workbooks" / "budget.xlsx")
    office.comment(document, 1, "F20", "我自己的批注")  # a cell that is marked
    office.condition(document, 1, "H5:I9", "H5>$B5", "Good")
    office.filter_out(document, 1, 22)  # a row that is marked
    office.save_copy(document, tmp_path / "前.xlsx")
    before = office.state(document)
    office.press(document, "Mark")
    _settled(office, document, before)
    marked = office.state(document)
    office.press(document, "Unmark")
    _settled(office, document, marked)
    after = office.state(document)
    office.save_copy(document, tmp_path / "后.xlsx")
    office.close(document)
    assert after == before
    assert _conditions(tmp_path / "后.xlsx") == _conditions(tmp_path / "前.xlsx")
    comments = [text for *_, text in marked["sheets"]["预算"][1]]
    assert "我自己的批注" in comments
    assert sum(text.startswith("【xlplan】错误 BUD-") for text in comments) == 5
    assert all(f"ROW($F${row})" in str(marked["sheets"]["预算"][0]) for row in (20, 22))
    assert marked["sheets"]["预算"][3] == before["sheets"]["预算"][3]


@pytest.fixture
def two_marks(user: Path, tmp_path: Path) -> Iterator[None]:
    """A Python that answers every press with the same two marks, at once."""
    marks = (Mark("error", "计划", "D3", "一"), Mark("note", "目标", "F600", "二"))
    write_answer("ready", Answer(State.FINDINGS, "两个。", marks))
    before, answers = settings(), profile() / "requests"
    python = user / "python"
    python.write_text(f'#!/bin/sh\nmv "{answers}/ready.answer" "{answers}/$5.answer"\n')
    python.chmod(0o755)
    write_settings({"python": str(python)})
    yield
    write_settings(before)


@soffice.needs_bridge
@pytest.mark.usefixtures("two_marks")
def test_marks_are_cleared_after_rows_were_put_in_and_the_workbook_was_saved(
    office: Office, school: Path, tmp_path: Path
) -> None:
    document = office.open_document(school / "workbooks" / "plan.xlsx")
    before = office.state(document)
    office.press(document, "Mark")
    _settled(office, document, before)
    office.insert_row(document, "计划", 3)
    office.save_copy(document, tmp_path / "plan.xlsx")
    office.close(document)
    document = office.open_document(tmp_path / "plan.xlsx")
    marked = str(office.state(document))
    assert "ROW($D$4)" in marked
    assert """['目标.F600', [[24, '"xlplan"<>""'""" in marked
    office.press(document, "Unmark")
    after = _when(lambda: office.state(document), lambda now: "xlplan" not in str(now))
    office.close(document)
    rows = after["sheets"]["计划"][0]
    assert [entry[1] for _, entries in rows for entry in entries] == ["COUNTA($A2:$D2)>0"]


@soffice.needs_bridge
@pytest.mark.usefixtures("two_marks")
def test_a_scale_of_colours_that_came_after_a_mark_stays_and_the_mark_goes(
    office: Office, school: Path
) -> None:
    document = office.open_document(school / "workbooks" / "plan.xlsx")
    before = office.state(document)
    office.press(document, "Mark")
    _settled(office, document, before)
    office.scale(document, "计划", "B2:B9")
    office.press(document, "Unmark")
    after = _when(lambda: office.state(document), lambda now: "xlplan" not in str(now))
    office.close(document)
    assert "xlplan" not in str(after)
    assert [ranges for ranges, _ in after["sheets"]["计划"][0]] == ["计划.A2:D530", "计划.B2:B9"]


@soffice.needs_bridge
@pytest.mark.usefixtures("two_marks")
def test_a_protected_sheet_stays_as_it_is_and_the_others_have_comments(office: Office, school: Path) -> None:
    document = office.open_document(school / "workbooks" / "plan.xlsx")
    office.protect(document, "计划", True)
    before = office.state(document)
    office.press(document, "Mark")
    _settled(office, document, before)
    marked = office.state(document)
    office.press(document, "Unmark")
    _settled(office, document, marked)
    after = office.state(document)
    office.close(document)
    assert marked["sheets"]["计划"] == before["sheets"]["计划"]
    assert [text for *_, text in marked["sheets"]["目标"][1]] == ["【xlplan】二"]
    assert after == before


@soffice.needs_bridge
def test_a_check_sees_what_is_on_the_screen_and_leaves_the_document_unsaved(
    office: Office, school: Path
) -> None:
    path = school / "workbooks" / "plan.xlsx"
    saved = path.read_bytes()
    document = office.open_document(path)
    office.write(document, "计划", "B2", "")
    office.press(document, "CheckWorkbook")
    shown = _when(lambda: office.shown(document), lambda now: now == ["计划", "B2"])
    modified = office.modified(document)
    office.close(document)
    assert (shown, modified, path.read_bytes()) == (["计划", "B2"], True, saved)
    assert not list((profile() / "requests").iterdir())


def _when(asked: Any, wanted: Any) -> Any:
    """What is so, as soon as it is as wanted; what it is after half a minute."""
    until = time.monotonic() + 30
    while not wanted(now := asked()) and time.monotonic() < until:
        time.sleep(0.1)
    return now


def _settled(office: Office, document: int, before: Any) -> None:
    """Wait until a document is no longer as it was, and does not change any more."""
    now = _when(lambda: office.state(document), lambda now: now != before)
    while True:
        time.sleep(0.3)
        if now == (now := office.state(document)):
            return


def _conditions(path: Path) -> dict[str, list[tuple[str, list[tuple[int, list[str]]]]]]:
    return {
        sheet.title: [
            (str(ranges.sqref), [(rule.priority, rule.formula) for rule in ranges.rules])
            for ranges in sheet.conditional_formatting
        ]
        for sheet in openpyxl.load_workbook(path)
    }
