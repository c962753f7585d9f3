"""The notices of an office as Word papers: one that lacks something is stopped, the others come out."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from xlplan.jobs.desk import Desk
from xlplan.jobs.notice import notice
from xlplan.jobs.papers import Made

TODAY = date(2026, 11, 30)
OTHERS = [f"通知 T2026-{number}.docx" for number in (12, 13, 14)]


@pytest.fixture
def write(office: Path) -> Callable[[str, object], None]:
    """Type something into a cell of 通知."""

    def typed(cell: str, value: object) -> None:
        path = office / "workbooks" / "plan.xlsx"
        book = openpyxl.load_workbook(path)
        book["通知"][cell] = value
        book.save(path)

    return typed


def made(office: Path, *numbers: str) -> Made:
    return notice(Desk(office, TODAY), numbers)


def words(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]


def test_every_signed_notice_is_made_into_the_folder_of_its_month(office: Path) -> None:
    papers = made(office).papers
    assert [f"{path.parent.name}/{path.name}" for path in papers] == [
        "2026-11/通知 T2026-11.docx",
        "2026-11/通知 T2026-12.docx",
        "2026-11/通知 T2026-13.docx",
        "2026-11/通知 T2026-14.docx",
    ]
    assert words(papers[0]) == [
        "岚溪县松坪镇初级中学文件",
        "松中发〔2026〕19号",
        "岚溪县松坪镇初级中学",
        "关于做好冬季安全和防火工作的通知",
        "各处室、各年级组：",
        "为做好冬季安全和防火工作，确保师生平安，现将有关事项通知如下：",
        "一、全面排查。11月23日至27日，总务处牵头检查宿舍、食堂、实验室用电用气和消防设施，灭火器逐具登记，发现隐患当天上报。",
        "二、规范用电。宿舍内严禁使用电热毯、热得快等大功率电器，严禁私拉乱接；宿舍管理员每晚查寝时一并检查。",
        "三、落实责任。各年级组于11月20日前上好一次防火主题班会，教案和照片交政教处存档。",
        "附件：冬季安全检查表",
        "岚溪县松坪镇初级中学",
        "2026年11月12日",
        "（联系人：冉海燕，电话：0899-5550118）",
    ]


def imprint(path: Path) -> list[str]:
    (table,) = docx.Document(str(path)).tables
    return [cell.text for row in table.rows for cell in row.cells]


def test_copies_stand_in_the_imprint_where_there_are_any(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("E3", "松坪镇派出所。")
    printed = "岚溪县松坪镇初级中学办公室\t2026年11月{}日印发"
    assert [imprint(path) for path in made(office).papers] == [
        ["抄送：岚溪县教育局安全管理股，松坪镇派出所。", printed.format(12)],
        ["抄送：松坪镇派出所。", printed.format(18)],
        [printed.format(25)],
        [printed.format(27)],
    ]


def test_a_workbook_without_the_columns_that_came_later_makes_the_same_notices(office: Path) -> None:
    papers = made(office).papers
    before = [words(path) for path in papers]
    path = office / "workbooks" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    for name in ("抄送", "签发人", "签发日期"):
        (column,) = (cell.column for cell in book["通知"][1] if cell.value == name)
        book["通知"].delete_cols(column)
    del book["通知"].tables["通知"]
    book.save(path)
    again = made(office)
    assert (again.papers, again.stopped) == (papers, [])
    assert [words(path) for path in again.papers] == before
    assert [len(imprint(path)) for path in again.papers] == [1, 1, 1, 1]


def test_made_again_a_notice_is_the_same_file(office: Path) -> None:
    (path,) = made(office, "T2026-11").papers
    before = path.read_bytes(), path.stat().st_mtime_ns
    made(office, "T2026-11")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_notice_without_its_number_is_stopped_with_the_cell_to_fill_and_the_others_are_made(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("B2", None)
    found = made(office)
    assert [path.name for path in found.papers] == OTHERS
    assert [
        (draft.name, [(f"{ref.workbook} {ref}", wrong) for ref, wrong in draft.missing])
        for draft in found.stopped
    ] == [("通知 T2026-11", [("plan.xlsx 通知!B2", "“发文字号”空着。")])]


def test_a_draft_is_made_only_when_it_is_asked_for(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("L2", "草稿")
    assert [path.name for path in made(office).papers] == OTHERS
    assert [path.name for path in made(office, "T2026-11").papers] == ["通知 T2026-11.docx"]


def test_the_offices_own_template_stands_for_ours(office: Path) -> None:
    own = docx.Document()
    own.add_paragraph("内部通知：{{ 主送 }}，{{ 联系人 }}")
    own.save(str(office / "templates" / "通知.docx"))
    assert words(made(office, "T2026-11").papers[0]) == ["内部通知：各处室、各年级组，冉海燕"]


def test_what_the_offices_template_does_not_print_need_not_be_there(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("B2", None)
    own = docx.Document()
    own.add_paragraph("{{ 主送 }}")
    own.save(str(office / "templates" / "通知.docx"))
    assert len(made(office).papers) == 4


def test_a_notice_with_a_cell_that_cannot_be_read_is_stopped_with_that_cell(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("J2", "2026-11-31")
    assert [path.name for path in made(office).papers] == OTHERS
    for asked in ((), ("T2026-11",)):
        (stopped,) = made(office, *asked).stopped
        assert stopped.name == "通知 T2026-11"
        assert [str(ref) for ref, _ in stopped.missing] == ["通知!J2"]


def test_a_number_that_no_notice_has_is_one_sentence_and_the_others_are_made(office: Path) -> None:
    found = made(office, "T2026-11", "T2026-99")
    assert [path.name for path in found.papers] == ["通知 T2026-11.docx"]
    assert found.failed == {"通知 T2026-99": "“通知”表里没有编号是 T2026-99 的通知。"}


def test_the_command_ends_with_1_where_a_notice_is_stopped(
    office: Path, write: Callable[[str, object], None]
) -> None:
    write("B2", None)
    command = [sys.executable, "-m", "xlplan", "notice", "--office", str(office)]
    text = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert text.returncode == 1
    assert "没有做：通知 T2026-11，先改好下面的格。\n  plan.xlsx 通知!B2 “发文字号”空着。\n" in text.stdout
    document = json.loads(subprocess.run([*command, "--json"], capture_output=True, encoding="utf-8").stdout)
    assert document["stopped"] == [
        {
            "paper": "通知 T2026-11",
            "missing": [
                {"workbook": "plan.xlsx", "sheet": "通知", "cell": "B2", "message": "“发文字号”空着。"}
            ],
        }
    ]
    assert len(document["papers"]) == 3
