"""The templates of an office are looked through: its own before ours, and what no paper uses is named."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import pytest

from tests import samples
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.shipped import shipped
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.templates import Templates, copy, templates
from xlplan.screen.templates import text


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office, as far as templates go."""
    (tmp_path / "xlplan.toml").write_text("", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    return tmp_path


def template(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return path


def looked(office: Path) -> Templates:
    return templates(Desk(office, date(2026, 11, 30)))


def test_without_own_templates_ours_are_looked_through(office: Path) -> None:
    found = looked(office)
    assert [(one.name, one.paper, one.source) for one in found.looked] == [
        (f"{name}.docx", name, "shipped") for name in DOCUMENTS
    ]
    assert not found.stops


def test_an_office_without_the_folder_has_ours(office: Path) -> None:
    (office / "templates").rmdir()
    assert {one.source for one in looked(office).looked} == {"shipped"}


def test_the_offices_own_template_wins_over_ours(office: Path) -> None:
    template(office / "templates" / "通知.docx", "{{ 主送机关 }}")
    found = looked(office)
    assert next(one.source for one in found.looked if one.paper == "通知") == "own"
    assert found.stops
    lines = list(text(found))
    assert "通知.docx（单位自己的）：没有用字段。" in lines
    assert "  错误 正文第 1 段“{{ 主送机关 }}”：没有字段“主送机关”，是不是“主送”？" in lines


def test_our_template_is_copied_once_and_is_the_offices_own_from_then_on(office: Path) -> None:
    desk = Desk(office, date(2026, 11, 30))
    own = copy(desk, "通知")
    assert own == office / "templates" / "通知.docx"
    assert own.read_bytes() == shipped("通知")
    template(own, "{{ 标题 }}")
    changed = own.read_bytes()
    with pytest.raises(CannotRun, match=r"^templates 里已经有 通知.docx，没有动它；"):
        copy(desk, "通知")
    assert own.read_bytes() == changed == desk.template("通知")


def test_of_a_paper_that_there_is_not_nothing_is_copied(office: Path) -> None:
    with pytest.raises(CannotRun, match=r"^没有叫“工作计划”的文书，是不是“学期工作计划”？文书有 "):
        copy(Desk(office, date(2026, 11, 30)), "工作计划")
    assert not list((office / "templates").iterdir())


def test_a_template_that_no_paper_uses_is_named_and_a_lock_file_is_passed_over(office: Path) -> None:
    for name in ("通知书.docx", "通知.doc", "~$通知.docx", "说明.txt"):
        (office / "templates" / name).write_bytes(b"")
    found = looked(office)
    assert found.unknown == {
        "通知.doc": "通知.doc 用不上：模板要用 Word 另存为 通知.docx。",
        "通知书.docx": "通知书.docx 用不上：没有叫“通知书”的文书，是不是“通知”？",
    }
    assert found.looked
    assert not found.refused
    assert not found.stops


def test_a_template_that_cannot_be_opened_is_refused_and_the_others_are_looked_through(
    tmp_path: Path,
) -> None:
    good = tmp_path / "通知.docx"
    good.write_bytes(shipped("通知"))
    empty = tmp_path / "坏.docx"
    empty.write_bytes(b"")
    found = templates(None, [empty, tmp_path / "没有.docx", good])
    assert found.refused == {
        str(empty): "坏.docx 是空文件。",
        str(tmp_path / "没有.docx"): "找不到模板 没有.docx。",
    }
    assert [(one.name, one.paper, one.source) for one in found.looked] == [(str(good), "通知", "file")]


def test_of_a_file_that_is_named_as_no_paper_the_fields_are_listed(tmp_path: Path) -> None:
    found = templates(None, [template(tmp_path / "会议纪要.docx", "{{ 会议.地点 }}")])
    assert list(text(found)) == [
        f"{tmp_path / '会议纪要.docx'}：用了 1 个字段：会议.地点。",
        "  文件名不是哪种文书的名字，字段对不对没有查。",
    ]


def test_the_same_note_at_several_places_is_one_line(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(5):
        paragraph = document.add_paragraph("{{ 主")
        paragraph.add_run("送 }}")
    document.save(str(tmp_path / "通知.docx"))
    (note,) = [line for line in text(templates(None, [tmp_path / "通知.docx"])) if "拆成" in line]
    assert note == (
        "  提示 正文第 1 段“{{ 主送 }}”、正文第 2 段“{{ 主送 }}”、正文第 3 段“{{ 主送 }}” 等 5 处："
        "标签被 Word 拆成了几截，做的时候会自动合好。"
    )


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "xlplan", "templates", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_the_command_ends_with_1_where_a_template_stops_and_2_where_one_cannot_be_opened(
    office: Path,
) -> None:
    own = template(office / "templates" / "通知.docx", "{{ 标提 }}")
    assert run("--office", office).returncode == 1
    shown = run(own, office / "没有.docx", "--json")
    assert (shown.returncode, shown.stderr) == (2, "找不到模板 没有.docx。\n")
    document = json.loads(shown.stdout)
    assert document["error"] == "找不到模板 没有.docx。"
    assert document["refused"] == [
        {"template": str(office / "没有.docx"), "reason": "找不到模板 没有.docx。"}
    ]
    (one,) = document["templates"]
    assert (one["template"], one["paper"], one["source"], one["tags"]) == (str(own), "通知", "file", 1)
    assert one["faults"] == [
        {
            "kind": "unknown",
            "severity": "error",
            "part": "正文",
            "paragraph": 1,
            "table": 0,
            "row": 0,
            "text_box": False,
            "words": "{{ 标提 }}",
            "message": "没有字段“标提”，是不是“标题”？",
        }
    ]
    assert run(own.with_name("无.docx"), own).stdout
    assert "日结单.docx" in run("--copy", "日结单", "--office", office).stdout
    assert run("--copy", "日结单", "--office", office).returncode == 2
    own.write_bytes(shipped("通知"))
    assert run(own).returncode == 0


@pytest.mark.parametrize("path", samples.files("word/poi_robust/unicode-path.docx"))
def test_no_template_of_others_crashes_the_command(path: Path) -> None:
    shown = run(*samples.found("word/*/*"))
    assert shown.returncode == 2
    assert "程序出错" not in shown.stderr
    assert shown.stderr.count("\n") == 1
    for other in samples.found("word/*/*"):
        assert str(other) in shown.stdout or other.name in shown.stderr
