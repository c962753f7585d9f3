"""The commands that make Word papers: what they print, and how they end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Change = Callable[[str, str, Callable[[Any], object]], None]


def run(office: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "xlplan", *arguments, "--office", str(office)]
    # Another order of sets than in this process, so that no paper hangs on it.
    own = {**os.environ, "PYTHONHASHSEED": "7", **environment}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=own)


def test_report_makes_the_papers_of_the_month_as_any_other_process_does(
    office: Path, every: dict[str, list[Path]]
) -> None:
    done = run(office, "report", "2026-11")
    names = ["月度工作报告 2026-11.docx", "财务收支公示表 2026-11.docx", "财务收支公示 2026-11.docx"]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"做好了：2026-11/{name}" for name in names]
    for name in names:
        (same,) = every[name.split()[0]]
        assert (office / "papers" / "2026-11" / name).read_bytes() == same.read_bytes()


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ("2026-13", "月份要写成 2026-10 这样，不能是“2026-13”。\n"),
        ("2026-12", "2026-12 还没有到：今天按 2026-11-30 算。\n"),
    ],
)
def test_a_month_that_cannot_be_is_one_sentence(month: str, sentence: str, clean_school: Path) -> None:
    done = run(clean_school, "report", month)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence)


def test_plan_makes_the_plan_of_the_term_and_without_libreoffice_says_that_there_is_no_pdf(
    office: Path, every: dict[str, list[Path]], tmp_path: Path
) -> None:
    done = run(office, "plan", "--pdf", PATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == "做好了：2026-11/学期工作计划 2026年秋季学期.docx\n"
    assert done.stderr == "电脑上没有 LibreOffice，只做了 Word 文档，没有做 PDF。\n"
    (same,) = every["学期工作计划"]
    assert (office / "papers" / "2026-11" / same.name).read_bytes() == same.read_bytes()


def test_a_term_that_has_no_plan_is_one_sentence(clean_school: Path) -> None:
    done = run(clean_school, "plan", "2030年秋季学期")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("“计划”表里没有“2030年秋季学期”的计划，表里有：")


def test_notice_with_a_paper_that_a_person_changed_ends_with_2_and_makes_the_others(
    office: Path, every: dict[str, list[Path]]
) -> None:
    place = office / "papers" / "2026-11"
    place.mkdir(parents=True)
    (place / "通知 T2026-12.docx").write_bytes(b"my own")
    done = run(office, "notice", "--json")
    assert done.returncode == 2
    sentence = "通知 T2026-12.docx 做好以后有人改过，没有覆盖；要重做，先把它改名或移走。"
    assert done.stderr == f"{sentence}\n"
    found = json.loads(done.stdout)
    assert found["failed"] == {"通知 T2026-12": sentence}
    assert [Path(path).name for path in found["papers"]] == [
        f"通知 T2026-{number}.docx" for number in (11, 13, 14)
    ]


def test_run_makes_a_letter_for_all_but_those_whose_cells_are_empty(office: Path, master: Change) -> None:
    def empty(sheet: Any) -> None:
        sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == "政教处"), 2).value = None

    master("office.xlsx", "部门", empty)
    done = run(office, "run", "安全责任书")
    assert (done.returncode, done.stderr) == (1, "")
    assert "没有做：T" in done.stdout
    assert "要填“政教处”的负责人。" in done.stdout
    assert done.stdout.count("做好了：安全责任书/T") > 50


def test_a_job_that_there_is_not_is_one_sentence_that_names_those_there_are(clean_school: Path) -> None:
    done = run(clean_school, "run", "打扫卫生")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "没有“打扫卫生”这个任务，只有 夜间检查、月度报告、安全责任书、月度档案。\n"


def test_a_master_that_cannot_be_read_ends_with_2_and_names_the_papers_that_wait(office: Path) -> None:
    (office / "workbooks" / "plan.xlsx").write_bytes(b"PK\x03\x04 torn")
    done = run(office, "plan")
    assert (done.returncode, done.stderr) == (2, "plan.xlsx 打不开。\n")
    assert done.stdout == "暂时做不了：学期工作计划。plan.xlsx 打不开。\n"
