"""检查结果 tells all that a check found, and what it could not check."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlplan.cells import Ref
from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.excel.papers import paper
from xlplan.excel.report import Report
from xlplan.excel.table import Table
from xlplan.findings import Finding, Severity
from xlplan.reports.check_result import check_result
from xlplan.rules import every_rule
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, starting
from xlplan.tables.books import Books, read
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Office

RULES = {rule.id: rule for rule in every_rule()}


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """An office with one unbalanced voucher, one unreadable amount, and without its plan.xlsx."""
    frames = starting.frames()
    frames[Office] = typed(Office, [("单位名称", "化龙县实验中学")])
    day = date(2026, 11, 3)
    frames[VoucherLine] = typed(
        VoucherLine,
        [
            (day, "记-1", "=付电费", "5001", 10000, None, "", "普通", 1, "", "", day, "已审核"),
            (day, "记-1", "=付电费", "1001", None, 9000, "", "普通", 1, "", "", day, "已审核"),
            (day, "记-2", "付水费", "5001", None, None, "", "普通", 1, "", "", day, "已审核"),
        ],
    )
    raw: dict[tuple[type[Table], str, int], object] = {(VoucherLine, "借方", 4): "一百元"}
    files = {name: tmp_path / name for name in MASTERS}
    for name in set(MASTERS) - {"plan.xlsx"}:
        files[name].write_bytes(workbook(MASTERS[name], frames, raw, spare=1))
    return read(files, date(2026, 11, 30))


def cells(report: Report, block: str = "") -> list[tuple[object, ...]]:
    found = next(candidate for candidate in report.blocks if candidate.title == block)
    return [tuple(row) for row in found.rows]


def test_every_finding_is_a_row_with_its_severity_place_message_cure_and_basis(books: Books) -> None:
    judgement = judge(books)
    _, listed = check_result(judgement, books, "../../workbooks/")
    rows = cells(listed)
    assert len(rows) == len(judgement.findings)
    unbalanced = next(row for row in rows if row[1] == "VCH-01")
    assert unbalanced[0] is Severity.ERROR
    assert unbalanced[2:4] == ("ledger.xlsx", "记账凭证")
    assert unbalanced[5:] == (
        "记-1",
        "凭证 记-1 借方合计 100.00，贷方合计 90.00，相差 10.00。",
        "核对这张凭证的每一行，补上漏记的分录或改正金额。",
        "会计法第十七条",
    )


def test_the_summary_counts_by_rule_and_by_sheet_and_says_who_and_when(books: Books) -> None:
    judgement = judge(books)
    summary, _ = check_result(judgement, books, "")
    assert summary.notes[0] == "单位：化龙县实验中学　　检查日期：2026-11-30"
    assert f"错误 {judgement.counts[Severity.ERROR]} 个" in summary.notes[1]
    assert ("VCH-01", "凭证借贷不平", Severity.ERROR, 1, None) in cells(summary, "按规则")
    vouchers = next(row for row in cells(summary, "按工作表") if row[1] == "记账凭证")
    assert vouchers[2:4] == (3, 1)
    assert vouchers[4] == sum(finding.ref.sheet == "记账凭证" for finding in judgement.findings)


def test_what_could_not_be_checked_is_said_with_its_reason(books: Books) -> None:
    waiting = ((RULES["VCH-01"], "“记账凭证”有 1 行因单元格读不出来没有参加检查"),)
    summary, _ = check_result(Judgement((), dict.fromkeys(Severity, 0), {}, waiting), books, "")
    assert cells(summary, "还没有检查的规则") == [("VCH-01", "凭证借贷不平", waiting[0][1])]
    assert cells(summary, "没有打开的工作簿") == [("plan.xlsx", "找不到工作簿 plan.xlsx。")]
    assert any("没有发现问题不等于没有问题" in note for note in summary.notes)


def test_findings_that_are_only_counted_are_said(books: Books) -> None:
    finding = Finding(RULES["VCH-01"], Severity.ERROR, Ref("ledger.xlsx", "记账凭证", 2, 4), "不平。")
    counts = dict.fromkeys(Severity, 0) | {Severity.ERROR: 235}
    summary, listed = check_result(Judgement((finding,), counts, {"VCH-01": 234}), books, "")
    assert cells(summary, "按规则") == [("VCH-01", "凭证借贷不平", Severity.ERROR, 235, 234)]
    assert any("另有 234 个只计数" in note for note in summary.notes)
    assert len(cells(listed)) == 1


def test_without_findings_the_paper_says_so_on_both_sheets(books: Books) -> None:
    summary, listed = check_result(Judgement((), dict.fromkeys(Severity, 0)), books, "")
    assert "没有发现问题。" in summary.notes
    assert listed.notes == ("没有发现问题。",)
    assert openpyxl.load_workbook(io.BytesIO(paper([summary, listed]))).sheetnames == ["汇总", "问题"]


def test_the_links_of_the_paper_open_the_masters_at_the_accused_cells(books: Books) -> None:
    judgement = judge(books)
    content = paper(check_result(judgement, books, "../../workbooks/"))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["问题"]
    links = [sheet[f"E{row}"].hyperlink for row in range(4, 4 + len(judgement.findings))]
    assert [(link.target, link.location) for link in links if link] == [
        (f"..\\..\\workbooks\\{finding.ref.workbook}", str(finding.ref))
        for finding in judgement.findings
        if finding.ref.cell
    ]
