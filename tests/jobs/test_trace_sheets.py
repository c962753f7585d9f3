"""A figure of a paper that is a workbook is held against what its source says now, wherever a person moved its cell."""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.addin.soffice import home, needs_bridge, running
from tests.office import convert, needs_office
from xlplan.cells import Ref, Source
from xlplan.documents.sheets import made, read
from xlplan.documents.trace import SHEET, State
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, reading
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.paper import paper as make
from xlplan.jobs.trace import Trace, stale, traced_paper
from xlplan.money import parse_yuan
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.shelf import SHEETS
from xlplan.screen.trace import text
from xlplan.tables.books import Books

from .conftest import TODAY
from .test_trace import Change, row_of, run, set_goal

KIND = "目标完成情况"
GOAL = "plan.xlsx 目标 目标值 学生巩固率"


@pytest.fixture
def desk(office: Path) -> Desk:
    return Desk(office, TODAY)


@pytest.fixture
def goals(desk: Desk, books: Books) -> Path:
    """The goals of the term as a workbook."""
    return desk.write(f"{KIND}.xlsx", made(SHEETS[KIND], books, ""))


def told(found: Trace) -> dict[str, tuple[State, str, str, str]]:
    """Tag -> state, cell, what stands there, what the source says, of each figure that does not agree."""
    return {
        one.tag: (one.state, str(one.at or ""), one.text, one.now)
        for one in found.figures
        if one.state is not State.SAME
    }


def edited(paper: Path, change: Callable[[Any], object]) -> None:
    """Save a paper after a change to its first sheet."""
    book = openpyxl.load_workbook(paper)
    change(book.worksheets[0])
    book.save(paper)


def cell_of(paper: Path) -> str:
    """Where the goal of 学生巩固率 stands."""
    sheet = openpyxl.load_workbook(paper)[KIND]
    return f"B{row_of(sheet, '学生巩固率')}"


def of(kind: SheetPaper, books: Books) -> str:
    """What there is one of: a month that is over, the term."""
    month = "2026-10" if kind.of is Of.MONTH else kind.now(TODAY)
    return next(iter(kind.each(books, month)))


WORDS = ("住宿名册", "待办提醒")
"""Sheets of names and days alone."""


@pytest.mark.parametrize("name", SHEETS)
def test_every_figure_of_a_sheet_just_made_agrees_and_what_it_keeps_is_hidden(
    name: str, books: Books, tmp_path: Path
) -> None:
    kind = SHEETS[name]
    content = made(kind, books, of(kind, books))
    assert content == made(kind, books, of(kind, books))
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    found = traced_paper(Desk(tmp_path, TODAY), books, path)
    assert told(found) == {}
    assert found.agrees
    assert (found.origin.document, found.origin.day) == (name, TODAY)
    book = openpyxl.load_workbook(path)
    numbers = sum(
        isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        for sheet in book.worksheets[:-1]
        for row in sheet.iter_rows()
        for cell in row
    )
    assert len(found.figures) >= numbers
    assert bool(numbers) == (name not in WORDS)
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * len(book.worksheets[:-1]) + [
        "hidden"
    ]
    shown = openpyxl.load_workbook(path, data_only=True)
    for target, seen in zip(book.worksheets[-1]["K"], shown.worksheets[-1]["K"], strict=True):
        if str(target.value).startswith("="):
            sheet, _, cell = str(target.value)[1:].rpartition("!")
            there = shown[sheet.strip("'")][cell.replace("$", "")].value
            assert seen.value == (pytest.approx(there) if isinstance(there, float) else there)


def test_the_hidden_sheet_links_to_the_cell_of_the_master_and_follows_that_of_the_paper(goals: Path) -> None:
    sheet = openpyxl.load_workbook(goals)[SHEET]
    row = next(row for row in sheet.iter_rows() if row[6].value == "学生巩固率")
    cell = cell_of(goals)
    assert [one.value for one in row[:4]] == [f"{KIND}!{cell}", "≥99%", "plan.xlsx", "目标"]
    assert row[4].hyperlink.target == r"..\..\workbooks\plan.xlsx"
    assert row[4].hyperlink.location == f"目标!{row[4].value}"
    assert row[10].value == f"={KIND}!${cell[0]}${cell[1:]}"


def test_a_changed_cell_is_told_with_the_old_and_the_new_figure_and_no_other(
    goals: Path, desk: Desk, master: Change
) -> None:
    master("plan.xlsx", "目标", set_goal)
    found = traced_paper(desk, desk.books(), goals)
    cell = f"{KIND}!{cell_of(goals)}"
    assert told(found) == {GOAL: (State.CHANGED, cell, "≥99%", "≥98%")}
    assert f"台账变了：{cell} 文中是 ≥99%，现在应是 ≥98%。" in text(found)


def test_a_number_that_a_report_made_is_told_when_the_rows_below_it_change(
    desk: Desk, books: Books, master: Change
) -> None:
    path = desk.write("科目余额表.xlsx", made(SHEETS["科目余额表"], books, "2026-11"))

    def more(sheet: Any) -> None:
        first = next(cell for cell in sheet["E"][1:] if cell.value)
        first.value += 1

    master("ledger.xlsx", "记账凭证", more)
    found = told(traced_paper(desk, desk.books(), path))
    # The balance of its account may have had nothing on that side before.
    assert {state for state, *_ in found.values()} <= {State.CHANGED, State.NEW}
    _, cell, old, new = found["科目余额表 本年累计借方 财务会计合计"]
    assert parse_yuan(new) == (parse_yuan(old) or 0) + 1
    assert re.fullmatch(r"科目余额表![A-Z]\d+", cell)


def test_an_edited_cell_is_told_and_one_that_was_emptied_too(goals: Path, desk: Desk, books: Books) -> None:
    cell = cell_of(goals)

    def edit(sheet: Any) -> None:
        sheet[cell] = "97%"

    def empty(sheet: Any) -> None:
        sheet[cell] = None

    edited(goals, edit)
    assert told(traced_paper(desk, books, goals)) == {GOAL: (State.EDITED, f"{KIND}!{cell}", "97%", "≥99%")}
    edited(goals, empty)
    found = traced_paper(desk, books, goals)
    assert told(found) == {GOAL: (State.CUT, f"{KIND}!{cell}", "", "≥99%")}
    assert f"文中删了：{KIND}!{cell} 现在应是 ≥99%。" in text(found)
    assert found.stale == []


def test_an_edited_amount_is_told_as_a_clerk_reads_it(desk: Desk, books: Books) -> None:
    kind = SHEETS["食堂收支公示表"]
    path = desk.write("公示.xlsx", made(kind, books, "2026-10"))
    at = next(one.at for one in traced_paper(desk, books, path).figures if one.at and one.text.endswith("00"))

    def edit(sheet: Any) -> None:
        sheet[at.cell] = 1234.5

    edited(path, edit)
    ((state, cell, here, now),) = told(traced_paper(desk, books, path)).values()
    assert (state, cell, here) == (State.EDITED, str(at), "1,234.50")
    assert re.fullmatch(r"[\d,]+\.\d\d", now)


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        ("1234.5", Kind.MONEY, "1,234.50"),
        ("0.30000000000000004", Kind.MONEY, "0.30"),
        ("12.345", Kind.MONEY, "12.345"),
        ("12.25", Kind.QUANTITY, "12.25"),
        ("1234", Kind.COUNT, "1234"),
        ("0.98467", Kind.RATE, "98.5%"),
        ("2026-11-30 00:00:00", Kind.DAY, "2026-11-30"),
        ("约三千", Kind.MONEY, "约三千"),
        ("1234.5", Kind.TEXT, "1234.5"),
        ("", Kind.MONEY, ""),
    ],
)
def test_a_cell_is_read_as_its_kind_is_told(cell: str, kind: Kind, said: str) -> None:
    assert reading(cell, kind) == said


@needs_office
def test_a_paper_saved_by_libreoffice_is_traced(
    goals: Path, desk: Desk, books: Books, master: Change, tmp_path: Path
) -> None:
    other = goals.with_name("公示.xlsx")
    other.write_bytes(made(SHEETS["食堂收支公示表"], books, "2026-10"))
    convert([goals, other], "xlsx", tmp_path / "saved")
    for path in (goals, other):
        saved = tmp_path / "saved" / path.name
        assert saved.read_bytes() != path.read_bytes()
        assert traced_paper(desk, books, saved).agrees
    master("plan.xlsx", "目标", set_goal)
    assert told(traced_paper(desk, desk.books(), tmp_path / "saved" / goals.name)) == {
        GOAL: (State.CHANGED, f"{KIND}!{cell_of(goals)}", "≥99%", "≥98%")
    }


@needs_office
def test_what_a_paper_keeps_is_not_printed(goals: Path, tmp_path: Path) -> None:
    convert([goals], "pdf", tmp_path)
    pdf = tmp_path / f"{KIND}.pdf"
    shown = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True, text=True).stdout
    assert "学生巩固率" in shown
    assert SHEET not in shown


@needs_bridge
def test_a_row_inserted_above_a_figure_moves_it(
    goals: Path, desk: Desk, books: Books, tmp_path: Path
) -> None:
    saved, row = tmp_path / "saved.xlsx", int(cell_of(goals)[1:])
    with home(), running() as office:
        number = office.open_document(goals)
        office.insert_row(number, KIND, row - 1)
        office.save_copy(number, saved)
    assert traced_paper(desk, books, saved).agrees
    assert cell_of(saved) == f"B{row + 1}"

    def edit(sheet: Any) -> None:
        sheet[f"B{row + 1}"] = "97%"

    edited(saved, edit)
    found = traced_paper(desk, books, saved)
    assert told(found) == {GOAL: (State.EDITED, f"{KIND}!B{row + 1}", "97%", "≥99%")}


def test_a_figure_whose_row_was_deleted_is_told(goals: Path, desk: Desk, books: Books) -> None:
    """Excel and LibreOffice write #REF! where a formula asks for a cell that is gone."""
    book = openpyxl.load_workbook(goals)
    row = next(row for row in book[SHEET].iter_rows() if row[6].value == "学生巩固率")
    row[10].value = "=#REF!"
    book.save(goals)
    assert told(traced_paper(desk, books, goals)) == {GOAL: (State.CUT, "", "", "≥99%")}


def altered(paper: Path, part: str, old: str, new: str) -> None:
    """Change a part of a paper."""
    with zipfile.ZipFile(paper) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(paper, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "old", "new", "sentence"),
    [
        ("docProps/custom.xml", "2026-11-30", "昨天", "没有数字来源的记录"),
        ("docProps/custom.xml", KIND, "没有这种表", "没有数字来源的记录"),
        ("docProps/custom.xml", KIND, "科目余额表", "现在做不出来了"),
        ("docProps/custom.xml", KIND, "银行存款余额调节表", "现在做不出来了"),
        ("xl/workbook.xml", f'name="{SHEET}"', 'name="别的"', "没有数字来源的记录"),
        ("xl/sharedStrings.xml", "<t>文中现在是</t>", "<t>改过</t>", "没有数字来源的记录"),
    ],
)
def test_a_record_that_names_no_paper_is_one_sentence(
    part: str, old: str, new: str, sentence: str, goals: Path, desk: Desk, books: Books
) -> None:
    altered(goals, part, old, new)
    with pytest.raises(CannotRun, match=sentence):
        traced_paper(desk, books, goals)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("a workbook", r"里没有数字来源的记录：不是 xlplan 做的要打印的表，或者记录被删了。"),
        ("the sources of a Word paper", "里没有数字来源的记录"),
        ("a text", "不是 Excel 工作簿"),
        ("nothing", "找不到"),
    ],
)
def test_what_is_no_paper_of_ours_is_one_sentence(
    kind: str, sentence: str, office: Path, books: Books, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsx"
    if kind == "a workbook":
        openpyxl.Workbook().save(path)
    elif kind == "the sources of a Word paper":
        made = make(desk, "日结单", ["2026-11-30"]).papers[0]
        shutil.copy(made.with_name(f"{made.stem} {SHEET}.xlsx"), path)
    elif kind == "a text":
        path.write_text("表")
    with pytest.raises(CannotRun, match=rf"表\.xlsx.*{sentence}|{sentence}.*表\.xlsx"):
        traced_paper(desk, books, path)


NUMBER = "8210330180012600457"


def account(books: Books, of: str) -> list[Report]:
    source = Source(Ref(f"bank/{NUMBER}.csv", ""), "余额", f"{NUMBER} 月末")
    rows = (f"账号{NUMBER}", Figure(f"账号{NUMBER}", source), Figure(12_345, source), 5)
    heads = Head("户"), Head("账号"), Head("余额", kind=Kind.MONEY), Head("笔数", kind=Kind.COUNT)
    return [Report("余额", "余额", (), (Block(heads, (rows,)),))]


@pytest.mark.parametrize("public", [True, False])
def test_a_public_paper_keeps_no_private_number(
    public: bool, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = SheetPaper("余额表", Of.MONTH, When.ASKED, account, public=public)
    monkeypatch.setitem(SHEETS, "余额表", kind)
    path = tmp_path / "余额表.xlsx"
    path.write_bytes(made(kind, books, "2026-11"))
    with zipfile.ZipFile(path) as package:
        held = any(NUMBER.encode() in package.read(part) for part in package.namelist())
    assert held is not public
    found = traced_paper(Desk(tmp_path, TODAY), books, path)
    assert found.agrees
    assert len(found.figures) == 3


def test_a_sheet_that_says_the_same_on_another_day_is_left_as_it_is(desk: Desk, books: Books) -> None:
    kind, later = SHEETS["收支月报"], replace(books, today=date(2026, 12, 1))
    before, again = (made(kind, of_day, "2026-10") for of_day in (books, later))
    path = desk.write("收支月报.xlsx", before)
    assert (kept := read(path, again))
    assert kept.origin.day == date(2026, 12, 1)
    desk.write("收支月报.xlsx", again)
    assert path.read_bytes() == before
    desk.write("收支月报.xlsx", made(kind, books, "2026-09"))
    assert path.read_bytes() != before


def test_the_night_tells_of_a_stale_sheet_that_it_has_not_just_made(
    goals: Path, desk: Desk, books: Books, master: Change
) -> None:
    assert list(stale(desk, books, set())) == []
    master("plan.xlsx", "目标", set_goal)
    (old,) = stale(desk, desk.books(), set())
    assert (old.paper, [(one.text, one.now) for one in old.stale]) == (goals, [("≥99%", "≥98%")])
    assert list(stale(desk, desk.books(), {goals})) == []


def test_the_command_names_the_cell_for_programs(goals: Path, master: Change, tmp_path: Path) -> None:
    master("plan.xlsx", "目标", set_goal)
    done = run(str(goals), "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    (changed,) = [one for one in json.loads(done.stdout)["figures"] if one["state"] != "same"]
    assert changed["cell"] == {"workbook": goals.name, "sheet": KIND, "cell": cell_of(goals)}
    assert (changed["text"], changed["now"]) == ("≥99%", "≥98%")
