"""A figure of a paper is held against what its source says now; what was typed or edited is told."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from tests.office import convert, needs_office
from xlplan.documents.package import W
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.trace import State
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trace import Trace, trace, traced_paper
from xlplan.screen.trace import text
from xlplan.tables.books import Books

from .conftest import TODAY

Change = Callable[[str, str, Callable[[Any], object]], None]
GOAL = "plan.xlsx 目标 目标值 "


@pytest.fixture
def desk(clean_school: Path) -> Desk:
    return Desk(clean_school, TODAY)


@pytest.fixture
def plan(office: Path, every: dict[str, list[Path]]) -> Path:
    """The plan of the term, in an office of its own."""
    place = office / "papers" / "2026-11" / "计划.docx"
    place.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(every["学期工作计划"][0], place))


def traced(office: Path, paper: Path) -> Trace:
    return trace(Desk(office, TODAY), paper)


def told(found: Trace) -> dict[str, tuple[State, str, str]]:
    """Tag -> state, what stands in the paper, what the source says, of each figure that does not agree."""
    return {one.tag: (one.state, one.text, one.now) for one in found.figures if one.state is not State.SAME}


def edited(paper: Path, change: Callable[[Any], object]) -> None:
    """Save a paper as Word does, after a change to its document."""
    document = docx.Document(str(paper))
    change(document)
    document.save(str(paper))


def control_of(document: Any, which: str) -> Any:
    """The content control of the goal of a target."""
    tags = (one for one in document.element.iter(f"{W}tag") if one.get(f"{W}val") == f"{GOAL}{which}")
    return next(tags).getparent().getparent()


def row_of(sheet: Any, value: str) -> int:
    return next(int(cell.row) for row in sheet.iter_rows() for cell in row if cell.value == value)


def set_goal(sheet: Any) -> None:
    sheet[f"C{row_of(sheet, '学生巩固率')}"] = "≥98%"


WORDS = ("家访记录", "意见办理单", "整改通知书")
"""Papers that say words and days alone."""


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_figure_of_a_paper_just_made_agrees_and_none_is_loose(
    kind: str, every: dict[str, list[Path]], books: Books, desk: Desk
) -> None:
    figures = 0
    for path in every[kind]:
        found = traced_paper(desk, books, path)
        assert told(found) == {}
        assert found.loose == ()
        assert found.agrees
        assert found.origin.document == kind
        figures += len(found.figures)
    assert bool(figures) == (kind not in WORDS)


def test_a_paper_is_traced_as_of_the_day_on_which_it_was_made(
    every: dict[str, list[Path]], books: Books, desk: Desk
) -> None:
    (paper,) = every["日结单"]
    assert traced_paper(desk, replace(books, today=TODAY.replace(day=12)), paper).agrees


def test_a_changed_cell_is_told_with_the_old_and_the_new_figure_and_no_other(
    plan: Path, office: Path, master: Change
) -> None:
    master("plan.xlsx", "目标", set_goal)
    found = traced(office, plan)
    assert told(found) == {f"{GOAL}学生巩固率": (State.CHANGED, "≥99%", "≥98%")}
    assert not found.agrees
    assert [one.now for one in found.stale] == ["≥98%"]
    assert list(text(found))[1:] == [
        f"有来源的数字 {len(found.figures)} 个：一致 {len(found.figures) - 1} 个，台账变了 1 个。",
        "台账变了：文中是 ≥99%，现在应是 ≥98%。",
        f"  来源：plan.xlsx 目标!{place(found, '学生巩固率')} 目标值（学生巩固率）",
    ]


def place(found: Trace, which: str) -> str:
    return next(
        str(re.findall(r"!(\w+)", one.place)[0]) for one in found.figures if one.tag == f"{GOAL}{which}"
    )


def test_a_row_inserted_above_changes_no_figure(plan: Path, office: Path, master: Change) -> None:
    def insert(sheet: Any) -> None:
        values = [cell.value for cell in sheet[2]]
        sheet.insert_rows(2)
        for cell, value in zip(sheet[2], ["2026年春季学期", *values[1:]], strict=True):
            cell.value = value

    master("plan.xlsx", "目标", insert)
    assert traced(office, plan).agrees


def test_a_deleted_row_is_gone(plan: Path, office: Path, master: Change) -> None:
    master("plan.xlsx", "目标", lambda sheet: sheet.delete_rows(row_of(sheet, "学生巩固率")))
    found = traced(office, plan)
    assert told(found) == {f"{GOAL}学生巩固率": (State.GONE, "≥99%", "")}
    assert "来源没有了：文中是 ≥99%。" in text(found)


def test_a_figure_edited_in_its_control_is_told(plan: Path, books: Books, desk: Desk) -> None:
    def edit(document: Any) -> None:
        next(control_of(document, "学生巩固率").iter(f"{W}t")).text = "97%"

    edited(plan, edit)
    found = traced_paper(desk, books, plan)
    assert told(found) == {f"{GOAL}学生巩固率": (State.EDITED, "97%", "≥99%")}
    assert found.stale == []


def test_a_figure_typed_without_a_control_is_listed(plan: Path, books: Books, desk: Desk) -> None:
    edited(plan, lambda document: document.add_paragraph("另购灭火器12具，2026年12月到货。"))
    found = traced_paper(desk, books, plan)
    assert [(one.text, one.paragraph) for one in found.loose] == [("12", "另购灭火器12具，2026年12月到货。")]
    assert (told(found), found.agrees) == ({}, False)
    assert "没有来源：“12”，在“另购灭火器12具，2026年12月到货。”。" in text(found)


def test_a_figure_typed_into_a_header_is_listed_and_the_number_of_a_page_is_not(
    plan: Path, books: Books, desk: Desk
) -> None:
    def edit(document: Any) -> None:
        document.sections[0].header.is_linked_to_previous = False
        document.sections[0].header.add_paragraph("共拨款50000元")

    edited(plan, edit)
    assert [(one.text, one.paragraph) for one in traced_paper(desk, books, plan).loose] == [
        ("50000", "共拨款50000元")
    ]


def test_a_figure_that_somebody_deleted_from_the_paper_is_told(plan: Path, books: Books, desk: Desk) -> None:
    def cut(document: Any) -> None:
        control = control_of(document, "学生巩固率")
        control.getparent().remove(control)

    edited(plan, cut)
    found = traced_paper(desk, books, plan)
    assert told(found) == {f"{GOAL}学生巩固率": (State.CUT, "", "≥99%")}
    assert found.stale == []


def test_a_figure_that_the_paper_would_hold_now_makes_it_stale(
    plan: Path, office: Path, master: Change
) -> None:
    def add(sheet: Any) -> None:
        row = row_of(sheet, "学生巩固率")
        sheet.append([cell.value for cell in sheet[row]])
        sheet.cell(sheet.max_row, 2).value, sheet.cell(sheet.max_row, 3).value = "图书人均册数", "≥30册"

    master("plan.xlsx", "目标", add)
    found = traced(office, plan)
    assert told(found) == {f"{GOAL}图书人均册数": (State.NEW, "", "≥30")}
    assert [one.now for one in found.stale] == ["≥30"]


def test_the_cells_that_a_paper_now_lacks_are_told(plan: Path, office: Path, master: Change) -> None:
    def empty(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "单位名称"), 2).value = None

    master("office.xlsx", "单位", empty)
    found = traced(office, plan)
    assert not found.agrees
    assert list(text(found))[-2] == "现在的台账缺了要用的格，不能比："
    assert re.fullmatch(r"  office\.xlsx 单位!B\d+ 要填“单位名称”。", list(text(found))[-1])


def test_figures_of_a_section_whose_master_cannot_be_opened_are_not_called_gone(office: Path) -> None:
    from xlplan.jobs.report import report

    desk = Desk(office, TODAY)
    (paper,) = report(desk, "2026-10").papers[:1]
    master = office / "workbooks" / "plan.xlsx"
    content = master.read_bytes()
    master.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(CannotRun, match=r"^现在没有写“工作”，plan\.xlsx 打不开。.*不能追溯。$"):
        traced(office, paper)
    # Made while the section waits, the paper is what the books then say, until the master is there again.
    made = report(desk, "2026-10")
    assert made.remarks[0] == f"{paper.stem}：没有写“工作”，plan.xlsx 打不开。"
    assert not [one for one in traced(office, paper).figures if one.state is not State.SAME]
    master.write_bytes(content)
    assert State.NEW in {one.state for one in traced(office, paper).figures}


@needs_office
def test_a_paper_saved_by_libreoffice_has_lost_its_record_and_that_is_said(
    plan: Path, books: Books, desk: Desk, tmp_path: Path
) -> None:
    """LibreOffice keeps neither the tags of content controls nor parts of XML that it does not know."""
    convert([plan], "docx", tmp_path / "saved")
    with pytest.raises(CannotRun, match=r"没有数字来源的记录：.*在 LibreOffice 里另存过，记录丢了。$"):
        traced_paper(desk, books, tmp_path / "saved" / plan.name)


def foreign(kind: str, folder: Path) -> Path:
    path = folder / "文书.docx"
    if kind == "from Word":
        docx.Document().save(str(path))
    elif kind == "a workbook":
        path.write_bytes(b"PK\x03\x04 torn")
    elif kind == "a folder":
        path.mkdir()
    return path


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("from Word", "没有数字来源的记录"),
        ("a workbook", "不是 Word 文档，或者没有存完"),
        ("a folder", "打不开"),
        ("nothing", "打不开，可能不在"),
    ],
)
def test_what_is_no_paper_of_ours_is_one_sentence(
    kind: str, sentence: str, books: Books, desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun, match=rf"^文书\.docx .*{sentence}"):
        traced_paper(desk, books, foreign(kind, tmp_path))


def recorded(paper: Path, old: str, new: str) -> None:
    """Change what a paper keeps of how it was made."""
    with zipfile.ZipFile(paper) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts["customXml/xlplan.xml"]
    parts["customXml/xlplan.xml"] = parts["customXml/xlplan.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(paper, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('of="2026年秋季学期"', 'of=""', "没有数字来源的记录"),
        ('document="学期工作计划"', 'document="月度工作报告"', "现在做不出来了，不能追溯"),
        ('document="学期工作计划"', 'document="通知"', "表里没有编号是 2026年秋季学期 的通知"),
        (
            'document="学期工作计划" of="2026年秋季学期"',
            'document="财务收支公示" of="9999-12"',
            "现在做不出来了",
        ),
        (
            'document="学期工作计划" of="2026年秋季学期"',
            'document="银行存款余额调节表" of="9999-99"',
            "现在做不出来了",
        ),
        ("of=", "off=", "没有数字来源的记录"),
    ],
)
def test_a_record_that_names_no_paper_is_one_sentence(
    old: str, new: str, sentence: str, plan: Path, books: Books, desk: Desk
) -> None:
    recorded(plan, old, new)
    with pytest.raises(CannotRun, match=sentence):
        traced_paper(desk, books, plan)


def test_a_figure_in_a_header_is_traced_too(office: Path, master: Change) -> None:
    from xlplan.jobs.plan import plan as job

    own, content = docx.Document(), io.BytesIO()
    own.add_paragraph("{% for 行 in 目标 %}{{ 行.目标值 }}{% endfor %}")
    own.sections[0].header.paragraphs[0].text = "{% for 行 in 目标 %}{{ 行.目标值 }}{% endfor %}"
    own.save(content)
    (office / "templates" / "学期工作计划.docx").write_bytes(content.getvalue())
    (paper,) = job(Desk(office, TODAY)).papers
    assert etree.tostring(docx.Document(str(paper)).sections[0].header._element).count(b"sdtContent>") >= 2
    master("plan.xlsx", "目标", set_goal)
    changed = [one for one in traced(office, paper).figures if one.state is not State.SAME]
    assert [(one.state, one.text, one.now) for one in changed] == [(State.CHANGED, "≥99%", "≥98%")] * 2


def run(*arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "xlplan", "trace", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd)


def test_the_command_finds_the_office_from_the_paper_upward(plan: Path, tmp_path: Path) -> None:
    done = run(str(plan), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("计划.docx：学期工作计划（2026年秋季学期），按 2026-11-30 的台账做的。\n")


def test_the_command_ends_with_1_where_a_figure_does_not_agree_and_tells_programs_which(
    plan: Path, master: Change, tmp_path: Path
) -> None:
    master("plan.xlsx", "目标", set_goal)
    edited(plan, lambda document: document.add_paragraph("共3次"))
    done = run("计划.docx", "--json", cwd=plan.parent)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert {name: found[name] for name in ("document", "of", "date", "agrees", "loose", "stopped")} == {
        "document": "学期工作计划",
        "of": "2026年秋季学期",
        "date": "2026-11-30",
        "agrees": False,
        "loose": [{"text": "3", "paragraph": "共3次"}],
        "stopped": None,
    }
    (changed,) = [one for one in found["figures"] if one["state"] != "same"]
    assert (changed["text"], changed["now"], changed["state"]) == ("≥99%", "≥98%", "changed")
    assert changed["tag"] == f"{GOAL}学生巩固率"


def test_a_file_that_is_not_there_ends_the_command_with_2(office: Path) -> None:
    done = run("papers/没有.docx", cwd=office)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "没有.docx 打不开，可能不在，或者没有权限。\n",
    )
