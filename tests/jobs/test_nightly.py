"""The night makes every paper of every month it can, says what it cannot, and touches no master."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from xlplan.bank.reading import read_statement
from xlplan.documents.record import Origin
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import Outcome, nightly
from xlplan.jobs.notice import notice
from xlplan.jobs.plan import plan
from xlplan.jobs.trace import Trace, stale
from xlplan.screen.nightly import document, text

from .test_trace import recorded

MONTHLY = {
    "科目余额表.xlsx", "预算执行表.xlsx", "收支月报.xlsx", "日结单.xlsx",
    "银行存款余额调节表-基本户.xlsx", "银行存款余额调节表-食堂户.xlsx",
}  # fmt: skip
OVER = MONTHLY | {"与核算中心对账表.xlsx"}
"""Of a month that is over, and that the accounting centre has given."""
OF_THE_DAY = {"检查结果.xlsx", "目标完成情况 2026年春季学期.xlsx"}
TO_SIGN = {
    f"{paper}{end}"
    for paper in ("日结单 2026-03-16", "银行存款余额调节表-基本户", "银行存款余额调节表-食堂户")
    for end in (".docx", " 数字来源.xlsx")
}
"""The Word papers of the month of the day, each with the sheet of its figures."""
CANTEEN = {"食堂收支公示表.xlsx"}
FEES = {"收费公示 2026年春季学期.docx", "收费公示 2026年春季学期 数字来源.xlsx"}
"""What is put up of a month that is over, and of the term."""
DAY = date(2026, 3, 16)
"""A day in the middle of a month early in the year, so that few papers are made."""


@dataclass(frozen=True)
class Night:
    """What a night made of an office in which nothing is wrong."""

    office: Path
    outcome: Outcome


@pytest.fixture(scope="module")
def night(clean_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Night:
    office = Path(shutil.copytree(clean_school, tmp_path_factory.mktemp("night") / "office"))
    return Night(office, run(office))


def run(office: Path, day: date = DAY) -> Outcome:
    return nightly(Desk(office, day))


def made(office: Path) -> dict[str, set[str]]:
    """Month -> names of its papers."""
    return {folder.name: {path.name for path in folder.iterdir()} for folder in (office / "papers").iterdir()}


def test_each_month_until_the_day_has_its_papers_in_its_own_folder(night: Night) -> None:
    assert (night.outcome.waiting, night.outcome.failed) == ({}, {})
    months = made(night.office)
    assert months == {
        "2026-01": OVER | CANTEEN,
        "2026-02": OVER | CANTEEN,
        "2026-03": MONTHLY | OF_THE_DAY | TO_SIGN | FEES,
    }
    assert {path.parent.name: path.exists() for path in night.outcome.papers} == dict.fromkeys(months, True)


def test_a_month_that_is_over_stands_at_its_end_and_this_one_at_the_day(night: Night) -> None:
    for month, until in (("2026-02", "截至2026年2月28日"), ("2026-03", "截至2026年3月16日")):
        sheet = openpyxl.load_workbook(night.office / "papers" / month / "预算执行表.xlsx").worksheets[0]
        assert until in {cell.value for row in sheet.iter_rows(max_row=4) for cell in row}


def test_every_account_is_proved_on_the_day(night: Night) -> None:
    proofs = night.outcome.proofs
    assert {account: proof and proof.proved for account, proof in proofs.items()} == {
        "基本户": True,
        "食堂户": True,
    }


def test_what_is_asked_is_told_in_the_line_of_its_account(night: Night) -> None:
    proof = night.outcome.proofs["基本户"]
    assert proof
    label, asked = len(proof.groups) + 1, proof.book.left.copy()
    asked[np.flatnonzero(proof.book.within)[-2:]] = True
    book = replace(proof.book, every=proof.book.every.assign(组=label), left=asked, asked=asked)
    groups = pd.concat([proof.groups, proof.groups.tail(1).assign(种类="ask").set_axis([label])])
    outcome = Outcome(proofs={"基本户": replace(proof, book=book, groups=groups)})
    (line,) = text(outcome)
    left = asked.sum() + len(proof.bank.open)
    assert line.endswith(f"未达账项 {left} 笔，其中 {asked.sum()} 笔待确认（1 组）。")
    assert "待确认" not in next(text(Outcome(proofs={"基本户": proof})))


def test_a_paper_of_an_account_lists_its_matches_on_a_second_sheet(night: Night) -> None:
    path = night.office / "papers" / "2026-02" / "银行存款余额调节表-基本户.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["银行存款余额调节表", "对账明细", "数字来源"]


def test_a_second_run_leaves_every_paper_as_it_is(night: Night) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (night.office / "papers").rglob("*.*")}

    before = stamps()
    run(night.office)
    assert stamps() == before


def test_masters_and_statements_are_only_read(clean_school: Path, night: Night) -> None:
    def contents(office: Path) -> dict[str, bytes]:
        kept = [*(office / "workbooks").iterdir(), *(office / "bank").iterdir()]
        return {path.name: path.read_bytes() for path in kept}

    assert contents(night.office) == contents(clean_school)


def test_a_month_without_a_statement_has_all_but_that_paper(office: Path) -> None:
    (office / "bank" / "基本户 2026-02.csv").unlink()
    outcome = run(office)
    assert made(office)["2026-02"] == OVER - {"银行存款余额调节表-基本户.xlsx"}
    assert (outcome.waiting, outcome.failed) == ({}, {})


def test_a_master_that_cannot_be_read_keeps_its_papers_back_and_no_others(office: Path) -> None:
    (office / "workbooks" / "budget.xlsx").write_bytes(b"PK\x03\x04 torn")
    outcome = run(office)
    assert list(outcome.failed) == ["读 budget.xlsx"]
    assert outcome.waiting == {
        "budget.xlsx 打不开": [
            "2026-01 预算执行表.xlsx",
            "2026-02 预算执行表.xlsx",
            "2026-03 预算执行表.xlsx",
        ]
    }
    assert made(office)["2026-02"] == (OVER | CANTEEN) - {"预算执行表.xlsx"}


def test_a_statement_that_cannot_be_read_is_told_and_stops_nothing(office: Path) -> None:
    (office / "bank" / "下载失败.csv").write_text("服务器忙，请稍后再试", encoding="utf-8")
    outcome = run(office)
    assert list(outcome.failed) == ["读 bank/下载失败.csv"]
    assert made(office)["2026-03"] == MONTHLY | OF_THE_DAY | TO_SIGN | FEES


def test_a_month_in_two_files_that_overlap_makes_the_same_papers(office: Path, night: Night) -> None:
    paper = Path("papers", "2026-02", "银行存款余额调节表-基本户.xlsx")
    path = office / "bank" / "基本户 2026-02.csv"
    found = read_statement(path)
    lines = path.read_bytes().splitlines()
    head, rows = lines[found.header_row - 1], [lines[row - 1] for row in found.rows.index]
    for name, part in (("上", rows[:-3]), ("下", rows[-6:])):
        other = path.with_name(f"{name}半月 {found.account}.csv")
        other.write_bytes(b"\n".join([head, *part]))
    path.unlink()
    (office / "bank" / "readme.txt").write_text("每月一份，不要改名。", encoding="utf-8")
    outcome = run(office)
    assert outcome.failed == {}
    assert values(office / paper) == values(night.office / paper)


def values(paper: Path) -> list[list[tuple[object, ...]]]:
    """What the sheets of a reconciliation show, but for where in its files the bank has a row."""
    account, matches = (
        [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
        for sheet in openpyxl.load_workbook(paper).worksheets[:2]
    )
    return [account, [(*row[:10], *row[11:]) for row in matches]]


def test_in_january_before_the_new_year_is_entered_the_old_year_is_made_to_its_end(office: Path) -> None:
    run(office, date(2027, 1, 4))
    assert sorted(made(office)) == [*(f"2026-{month:02}" for month in range(1, 13)), "2027-01"]
    assert made(office)["2027-01"] == {"检查结果.xlsx", "目标完成情况 2026年秋季学期.xlsx"}


def test_a_year_that_the_ledger_does_not_hold_has_no_papers_of_its_own(office: Path) -> None:
    run(office, date(2025, 6, 30))
    assert made(office) == {"2025-06": {"检查结果.xlsx"}}


def test_a_statement_of_another_year_makes_no_paper(office: Path) -> None:
    old = (office / "bank" / "基本户 2026-01.csv").read_bytes().replace(b"2026", b"2025")
    (office / "bank" / "基本户 2025-01.csv").write_bytes(old)
    run(office)
    assert sorted(made(office)) == ["2026-01", "2026-02", "2026-03"]


def set_goal(office: Path, goal: str) -> None:
    path = office / "workbooks" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["目标"].iter_rows() if row[1].value == "学生巩固率")
    row[2].value = goal
    book.save(path)


def test_a_paper_whose_source_has_changed_is_told_and_one_just_made_is_not(office: Path) -> None:
    day = date(2026, 11, 30)
    desk = Desk(office, day)
    (paper,) = plan(desk).papers
    set_goal(office, "≥98%")
    shutil.copytree(paper.parent, office / "papers" / ".写到一半.part" / paper.parent.name)
    books = desk.books()
    (old,) = stale(desk, books, set())
    assert (old.paper, [(one.text, one.now) for one in old.stale]) == (paper, [("≥99%", "≥98%")])
    assert list(stale(desk, books, {paper})) == []
    told = list(text(Outcome(stale=[old])))
    assert told == [f"过时：2026-11/{paper.name}，1 个数字台账后来变了，用 xlplan trace 看。"]
    assert document(Outcome(stale=[old]))["stale"] == [{"paper": str(paper), "figures": 1, "reason": ""}]
    # Made again it agrees again.
    (paper,) = plan(desk).papers
    assert list(stale(desk, books, set())) == []


def test_a_paper_whose_source_is_gone_is_told_with_the_reason_and_a_file_without_record_is_not(
    office: Path,
) -> None:
    desk = Desk(office, date(2026, 11, 30))
    first, second, *_ = notice(desk).papers
    other = Path(shutil.copy(plan(desk).papers[0], first.with_name("改过记录的.docx")))
    recorded(other, 'document="学期工作计划"', 'document="月度工作报告"')
    (first.parent / "扫描件.docx").write_bytes(b"no paper of ours")
    path = office / "workbooks" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    for number in ("T2026-11", "T2026-12"):
        row = next(row for row in book["通知"].iter_rows() if row[0].value == number)
        book["通知"].delete_rows(row[0].row)
    book.save(path)
    found = list(stale(desk, desk.books(), set()))
    assert {one.paper.name: one.reason for one in found} == {
        "改过记录的.docx": "月度工作报告（2026年秋季学期）现在做不出来了，不能追溯。",
        first.name: "“通知”表里没有编号是 T2026-11 的通知。",
        second.name: "“通知”表里没有编号是 T2026-12 的通知。",
    }
    assert not any(one.agrees for one in found)
    assert list(text(Outcome(stale=found)))[-1] == (
        f"没法核对：2026-11/{second.name}。“通知”表里没有编号是 T2026-12 的通知。"
    )
    assert document(Outcome(stale=found))["stale"] == [
        {"paper": str(one.paper), "figures": 0, "reason": one.reason} for one in found
    ]


def test_papers_that_cannot_be_compared_for_one_reason_are_told_in_one_line() -> None:
    origin = Origin("日结单", "2026-11-30", date(2026, 11, 30))
    found = [
        Trace(Path("2026-11") / name, origin, (), (), reason="ledger.xlsx 打不开，不能追溯。")
        for name in ("甲.docx", "乙.docx")
    ]
    assert list(text(Outcome(stale=found))) == [
        "没法核对：2026-11/甲.docx、2026-11/乙.docx。ledger.xlsx 打不开，不能追溯。"
    ]


def test_the_night_tells_of_a_stale_paper_and_of_a_word_paper_that_waits(office: Path) -> None:
    (paper,) = plan(Desk(office, date(2026, 11, 30))).papers
    set_goal(office, "≥98%")
    (office / "workbooks" / "ledger.xlsx").write_bytes(b"PK\x03\x04 torn")
    outcome = run(office)
    assert [found.paper for found in outcome.stale] == [paper]
    (waiting,) = outcome.waiting.values()
    word = {"2026-03 日结单.docx", "2026-03 银行存款余额调节表.docx"}
    assert {"2026-03 日结单.xlsx"} | word <= set(waiting)
