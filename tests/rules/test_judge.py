"""Asking all rules: counts are true, cells are accused once, exemptions hold while they fit."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from xlplan.excel.frames import Frames, typed
from xlplan.excel.masters import Raw, workbook
from xlplan.excel.table import Table
from xlplan.findings import Severity
from xlplan.rules.judge import LISTED, Judgement, judge
from xlplan.tables import MASTERS, books, starting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import Exemption

OCTOBER, NOVEMBER = date(2026, 10, 8), date(2026, 11, 9)


def line(
    voucher: str, debit: int, credit: int, day: date = OCTOBER, account: str = "5001"
) -> tuple[object, ...]:
    summary, attachments = "付办公用品款", 1
    return (
        day,
        voucher,
        summary,
        account,
        debit,
        credit,
        "",
        "非预算",
        attachments,
        "甲",
        "乙",
        day,
        "已记账",
    )


def judged(folder: Path, frames: Frames, raw: Raw | None = None, month: str = "") -> Judgement:
    files, every = {}, starting.frames() | dict(frames)
    for name, tables in MASTERS.items():
        files[name] = folder / name
        files[name].write_bytes(workbook(tables, every, raw, spare=1))
    return judge(books.read(files, date(2026, 11, 30)), month)


def of(judgement: Judgement, rule: str) -> list[str]:
    return [str(finding.ref) for finding in judgement.findings if finding.rule.id == rule]


def exemption(changes: dict[str, object] | None = None) -> dict[type[Table], pd.DataFrame]:
    row = {
        Exemption.rule: "VCH-01", Exemption.workbook_name: "ledger.xlsx", Exemption.sheet_name: "记账凭证",
        Exemption.cell: "E2", Exemption.object: "记-1", Exemption.reason: "上级已批复", Exemption.approver: "甲",
        Exemption.expires: date(2026, 12, 31),
    } | (changes or {})  # fmt: skip
    return {Exemption: typed(Exemption, [tuple(row[column] for column in Exemption.columns)])}


UNBALANCED: dict[type[Table], pd.DataFrame] = {
    VoucherLine: typed(VoucherLine, [line("记-1", 10000, 0), line("记-1", 0, 9000)])
}


def test_a_rule_lists_its_first_thousand_findings_and_counts_the_rest(tmp_path: Path) -> None:
    rows = [line(f"记-{number}", 100, 0) for number in range(1, LISTED + 51)]
    judgement = judged(tmp_path, {VoucherLine: typed(VoucherLine, rows)})
    assert of(judgement, "VCH-01") == [f"记账凭证!E{row}" for row in range(2, LISTED + 2)]
    assert judgement.unlisted["VCH-01"] == 50
    listed = sum(finding.severity is Severity.ERROR for finding in judgement.findings)
    hidden = sum(judgement.unlisted.values())
    assert judgement.counts[Severity.ERROR] == listed + hidden


def test_findings_come_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    judgement = judged(tmp_path, UNBALANCED)
    places = [
        (list(MASTERS).index(finding.ref.workbook), finding.ref.sheet) for finding in judgement.findings
    ]
    assert places == sorted(places, key=lambda place: (place[0], list(Table.every).index(place[1])))


def test_only_the_month_asked_for_is_judged(tmp_path: Path) -> None:
    rows = [line("记-1", 100, 0), line("记-1", 100, 0, NOVEMBER)]
    frames: dict[type[Table], pd.DataFrame] = {VoucherLine: typed(VoucherLine, rows)}
    assert of(judged(tmp_path, frames, month="2026-11"), "VCH-01") == ["记账凭证!E3"]
    assert {finding.month for finding in judged(tmp_path, frames, month="2026-11").findings} == {"2026-11"}


def test_a_lost_formula_that_shows_a_wrong_figure_is_accused_by_the_rule_alone(tmp_path: Path) -> None:
    frames: dict[type[Table], pd.DataFrame] = {
        OpeningBalance: typed(OpeningBalance, [("1001", "", 50000, 0)]),
        CashEntry: typed(CashEntry, [(OCTOBER, "", "付邮费", "", 0, 1000, OCTOBER) for _ in range(3)]),
    }
    raw: dict[tuple[type[Table], str, int], object] = {
        (CashEntry, CashEntry.balance, 3): 999.0,
        (CashEntry, CashEntry.balance, 4): 470.0,
    }
    judgement = judged(tmp_path, frames, raw)
    assert of(judgement, "CSH-02") == ["现金日记账!G3"]
    assert of(judgement, "TAB-06") == ["现金日记账!G4"]


def test_a_rule_waits_for_a_table_with_rows_that_cannot_be_read_and_the_others_judge(tmp_path: Path) -> None:
    frames: dict[type[Table], pd.DataFrame] = {
        VoucherLine: typed(VoucherLine, [line("记-1", 1, 0), line("记-2", 100, 0), line("记-2", 0, 90)]),
        BudgetLine: typed(BudgetLine, [("G01", "2026", "支出", "公用经费", "", "30201", "", 100, "")]),
    }
    judgement = judged(tmp_path, frames, {(VoucherLine, str(VoucherLine.debit), 2): "一百元"})
    assert of(judgement, "TAB-01") == ["记账凭证!E2"]
    assert of(judgement, "VCH-01") == ["记账凭证!E3"]
    waiting = {rule.id: reason for rule, reason in judgement.waiting}
    assert waiting["BUD-06"] == "“记账凭证”有 1 行因单元格读不出来没有参加检查"
    assert "VCH-01" not in waiting


def test_an_exempt_finding_is_gone_and_not_counted(tmp_path: Path) -> None:
    before, after = judged(tmp_path, UNBALANCED), judged(tmp_path, UNBALANCED | exemption())
    assert of(before, "VCH-01") == ["记账凭证!E2"]
    assert of(after, "VCH-01") == of(after, "GEN-05") == []
    # The approver of this test is not on the staff list, which is one error more.
    assert after.counts[Severity.ERROR] == before.counts[Severity.ERROR]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({Exemption.expires: date(2026, 11, 29)}, "到期"),
        ({Exemption.expires: None}, "没有写到期日"),
        ({Exemption.cell: "E9"}, "现在在 记账凭证!E2"),
        ({Exemption.object: "记-9"}, "没有找到"),
        ({Exemption.rule: "VCH-02"}, "没有找到"),
        ({Exemption.sheet_name: "现金日记账"}, "没有找到"),
    ],
)
def test_an_exemption_that_does_not_fit_keeps_the_finding_and_is_itself_a_note(
    changes: dict[str, object], told: str, tmp_path: Path
) -> None:
    judgement = judged(tmp_path, UNBALANCED | exemption(changes))
    assert of(judgement, "VCH-01") == ["记账凭证!E2"]
    (note,) = [finding for finding in judgement.findings if finding.rule.id == "GEN-05"]
    assert told in note.message
    assert (note.severity, str(note.ref)) == (Severity.NOTE, "豁免!A2")


def test_an_exemption_on_its_last_day_still_holds(tmp_path: Path) -> None:
    expiry: dict[str, object] = {Exemption.expires: date(2026, 11, 30)}
    assert of(judged(tmp_path, UNBALANCED | exemption(expiry)), "VCH-01") == []
