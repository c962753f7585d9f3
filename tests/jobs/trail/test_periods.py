"""Months are closed, put on hold and opened again; what a closed month held must stay."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import chain, folder
from xlplan.jobs.trail.months import State, periods
from xlplan.jobs.trail.periods import close, every_period, reopen
from xlplan.rules import book_rules
from xlplan.rules.judge import judge
from xlplan.tables import MASTERS, OPTIONAL, starting
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Exemption, Staff
from xlplan.tables.plan import Publication
from xlplan.tables.safety import Hazard

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 9), date(2026, 11, 5)


def lines(day: date, yuan: int, state: str = "已记账") -> list[tuple[object, ...]]:
    """Cash fetched from the bank: a voucher of two lines."""
    rest = ("", "非预算", 1, "张华", "李明", day, state)
    summary = f"提取{day:%m}月备用金"
    return [
        (day, "记-1", summary, "1001", yuan * 100, 0, *rest),
        (day, "记-1", summary, "100201", 0, yuan * 100, *rest),
    ]


def ledger() -> dict[type[Table], pd.DataFrame]:
    """Two months in which cash was fetched once."""
    fetched = [(OCTOBER, 300), (NOVEMBER, 200)]
    counts = ((OCTOBER, 400_00), (NOVEMBER, 600_00))
    return {
        OpeningBalance: typed(
            OpeningBalance,
            [("1001", "", 100_00, 0), ("100201", "基本户", 900_00, 0), ("3001", "", 0, 1000_00)],
            (
                OpeningBalance.account,
                OpeningBalance.bank_account,
                OpeningBalance.debit,
                OpeningBalance.credit,
            ),
        ),
        VoucherLine: typed(VoucherLine, [line for day, yuan in fetched for line in lines(day, yuan)]),
        CashEntry: typed(
            CashEntry, [(day, "记-1", "提取备用金", "100201", yuan * 100, 0, day) for day, yuan in fetched]
        ),
        BankEntry: typed(
            BankEntry,
            [("基本户", day, "记-1", "提取备用金", "", "", 0, yuan * 100, day) for day, yuan in fetched],
        ),
        CashCount: typed(CashCount, [(day, fen, fen, "", "王芳", "李明") for day, fen in counts]),
    }


def save(desk: Desk, frames: dict[type[Table], pd.DataFrame], name: str = "ledger.xlsx") -> None:
    path = desk.office / "workbooks" / name
    path.write_bytes(workbook(MASTERS[name], frames, lists=frames))


STAFF = [
    (f"{number}", name, "总务处", "", "行政后勤", "在岗")
    for number, name in enumerate(("张华", "李明", "王芳"), 1)
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = tmp_path_factory.mktemp("periods") / "school"
    frames = starting.frames() | ledger()
    frames[BankAccount] = typed(BankAccount, [("基本户", "100201", "", "620001")], BankAccount.columns[:4])
    frames[Staff] = typed(Staff, STAFF, Staff.columns[:6])
    for part in ("workbooks", "bank"):
        (office / part).mkdir(parents=True)
    for name in MASTERS:
        save(Desk(office, NOVEMBER), frames, name)
    bank = (
        "账户交易明细\n账号：620001\n日期,摘要,收入,支出,余额,对方户名,流水号\n2026-10-09,取现,,300,600,,1\n"
    )
    (office / "bank" / "基本户.csv").write_text(bank, encoding="gb18030")
    (office / "xlplan.toml").write_text("", encoding="utf-8")
    return office


@pytest.fixture(scope="module")
def closed_office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with October closed."""
    office = tmp_path_factory.mktemp("closed") / "school"
    shutil.copytree(built, office)
    assert close(_desk(office), "2026-10", who="张华").record
    return office


def _desk(office: Path) -> Desk:
    return Desk(office, date(2026, 11, 30), now=lambda: NOW)


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    return _desk(Path(shutil.copytree(built, tmp_path / "open")))


@pytest.fixture
def closed(closed_office: Path, tmp_path: Path) -> Desk:
    return _desk(Path(shutil.copytree(closed_office, tmp_path / "school")))


def broken(desk: Desk) -> list[Finding]:
    """What VCH-09 finds."""
    rule = next(rule for rule in book_rules() if rule.id == "VCH-09")
    return [finding for finding in judge(desk.books(), rules=[rule]).findings if finding.rule is rule]


def waiting(desk: Desk) -> dict[str, str]:
    rules = [rule for rule in book_rules() if rule.id in ("VCH-09", "VCH-03")]
    return {rule.id: reason for rule, reason in judge(desk.books(), rules=rules).waiting}


def state(desk: Desk, month: str) -> State:
    return periods(chain(desk.office))[month].state


def edited(column: str, row: int, value: object) -> dict[type[Table], pd.DataFrame]:
    """The ledger with another value in one cell of 记账凭证."""
    frames = ledger()
    frames[VoucherLine].loc[row, column] = value
    return frames


def test_a_month_without_faults_is_closed_and_its_rows_are_sealed(closed: Desk) -> None:
    shot, record = chain(closed.office)
    assert (shot.kind, record.kind) == ("snapshot", "close")
    assert record.content["snapshot"] == shot.number
    assert record.content["rows"] == {"记账凭证": 2, "现金日记账": 1, "银行日记账": 1, "现金盘点": 1}
    assert [(one.month, one.state) for one in every_period(closed)] == [
        ("2026-10", State.CLOSED),
        ("2026-11", State.OPEN),
    ]
    assert every_period(closed)[0].who == "张华"
    assert broken(closed) == []


def test_what_is_against_a_close_is_told_and_nothing_is_sealed(desk: Desk) -> None:
    frames = ledger()
    frames[VoucherLine].loc[2, VoucherLine.state] = "已审核"
    frames[VoucherLine].loc[3, VoucherLine.credit] = 299_99
    frames[CashCount] = frames[CashCount].drop(2)
    save(desk, frames)
    next((desk.office / "bank").iterdir()).unlink()
    found = close(desk, "2026-10")
    assert found.record is None
    assert {"VCH-01", "CLS-01", "CLS-06"} <= {finding.rule.id for finding in found.findings}
    assert found.reasons == (
        "基本户 没有 2026-10 的对账单，放进 bank 文件夹再结。",
        "2026-10 最后一次现金收付是 2026-10-09，从那天起没有盘点。",
    )
    assert chain(desk.office) == ()


def test_an_account_that_is_not_proved_and_a_master_that_is_missing_are_against_a_close(desk: Desk) -> None:
    (path,) = (desk.office / "bank").iterdir()
    path.write_text(path.read_text(encoding="gb18030").replace("300,600", "300,650"), encoding="gb18030")
    (desk.office / "workbooks" / "budget.xlsx").unlink()
    reasons = close(desk, "2026-10").reasons
    assert "基本户 2026-10 没有对平，用 xlplan reconcile 基本户 --month 2026-10 看。" in reasons
    assert [
        reason
        for reason in reasons
        if "BUD-01、" in reason and reason.endswith("查不了：budget.xlsx 打不开。")
    ]
    assert chain(desk.office) == ()


def test_a_month_is_closed_although_the_office_does_without_all_it_may(desk: Desk) -> None:
    for name in OPTIONAL:
        (desk.office / "workbooks" / name).unlink()
    found = close(desk, "2026-10")
    assert (found.findings, found.reasons) == ((), ())
    assert broken(desk) == []


def test_what_is_wrong_beside_the_accounts_keeps_no_month_from_being_closed(desk: Desk) -> None:
    told: dict[Column, object] = {
        Hazard.number: "YH-1", Hazard.found: pd.Timestamp(OCTOBER), Hazard.inspection: "日常", Hazard.area: "教学楼",
        Hazard.part: "楼梯", Hazard.kind: "消防", Hazard.content: "灯不亮", Hazard.level: "一般", Hazard.finder: "张华",
        Hazard.owner: "张华", Hazard.due: pd.Timestamp("2026-10-20"), Hazard.state: "整改中", Hazard.before: "没有.jpg",
    }  # fmt: skip
    hazard = typed(Hazard, [tuple(told.values())], tuple(told))
    save(desk, starting.frames() | {Hazard: hazard}, Hazard.workbook)
    other = [("考勤", "2026-10", pd.Timestamp("2026-11-05"), "校门口", "张华")]
    columns = (
        Publication.item,
        Publication.period,
        Publication.start,
        Publication.place,
        Publication.handler,
    )
    save(desk, starting.frames() | {Publication: typed(Publication, other, columns)}, Publication.workbook)
    findings = judge(desk.books()).findings
    assert {"SAF-03", "PUB-01", "GEN-07"} <= {
        finding.rule.id for finding in findings if finding.month == "2026-10"
    }
    assert close(desk, "2026-10").record


def test_months_are_closed_when_they_are_over_in_their_order_and_once(closed: Desk, desk: Desk) -> None:
    with pytest.raises(CannotRun, match="2026-11 还没有过完"):
        close(replace(desk, today=date(2026, 11, 29)), "2026-11")
    with pytest.raises(CannotRun, match="2026-10 在 2026-11-29 已经结账"):
        close(closed, "2026-10")
    assert "2026-10 还没有结账，要先结 2026-10，一个月一个月往后结。" in close(desk, "2026-11").reasons


def test_a_value_that_is_changed_in_a_closed_month_is_told_with_what_it_was(closed: Desk) -> None:
    save(closed, edited(VoucherLine.debit, 2, 3000_00))
    (finding,) = broken(closed)
    assert str(finding.ref) == "记账凭证!E2"
    assert finding.severity is Severity.ERROR
    assert finding.message == "2026-10 已经结账，凭证 记-1 的借方由 300.00 改成了 3,000.00。"


def test_a_closed_month_whose_rows_are_gone_is_told_at_the_sheet(closed: Desk) -> None:
    frames = ledger()
    frames[VoucherLine] = frames[VoucherLine].drop([2, 3])
    save(closed, frames)
    (finding,) = broken(closed)
    assert (finding.ref.cell, finding.subject) == ("", "")
    assert "少了 2 行" in finding.message
    assert "借方 300.00" in finding.message
    assert "原第 3 行" in finding.message


def test_a_row_that_went_into_another_month_is_told_once(closed: Desk) -> None:
    save(closed, edited(VoucherLine.date, 3, pd.Timestamp(2026, 11, 9)))
    (finding,) = broken(closed)
    assert str(finding.ref) == "记账凭证!A3"
    assert "日期由 2026-10-09 改成了 2026-11-09" in finding.message


def test_a_date_that_was_made_impossible_is_told_by_the_seal_alone(closed: Desk) -> None:
    frames = ledger()
    frames[BankEntry].loc[2, BankEntry.date] = pd.Timestamp(2062, 10, 9)
    save(closed, frames)
    found = [f for f in check(closed).judgement.findings if str(f.ref) == "银行日记账!B2"]
    assert [finding.rule.id for finding in found] == ["VCH-09"]


def test_a_cell_of_a_closed_month_that_cannot_be_read_hides_no_change(closed: Desk) -> None:
    content = workbook(MASTERS["ledger.xlsx"], ledger(), {(VoucherLine, VoucherLine.debit, 2): "三百"})
    (closed.office / "workbooks" / "ledger.xlsx").write_bytes(content)
    (finding,) = broken(closed)
    assert finding.ref.row == 0
    assert finding.message.startswith("2026-10 已经结账，第 2 行有单元格读不出来，和那时不一样：")
    assert "300.00" in finding.message


def test_no_exemption_makes_a_closed_month_another_one(closed: Desk) -> None:
    save(closed, edited(VoucherLine.summary, 2, "提取备用金三百元"))
    assert len(broken(closed)) == 1
    reason = ("VCH-09", "ledger.xlsx", "记账凭证", "C2", "记-1", "错别字", "李明", date(2026, 12, 31))
    frames = starting.frames() | {Exemption: typed(Exemption, [reason])}
    save(closed, frames, "office.xlsx")
    assert len(broken(closed)) == 1
    (unused,) = (finding for finding in check(closed).judgement.findings if finding.rule.id == "GEN-05")
    assert "xlplan reopen" in unused.message


def test_the_ledger_of_the_next_year_is_not_held_against_the_seals_of_this_one(closed: Desk) -> None:
    frames = ledger()
    for table in (VoucherLine, CashEntry, BankEntry, CashCount):
        frames[table][table.dated()] += pd.DateOffset(years=1)
    save(closed, frames)
    assert broken(replace(closed, today=date(2027, 11, 30))) == []


def test_a_month_on_hold_is_sealed_unlooked_and_its_changes_are_warnings(desk: Desk) -> None:
    save(desk, edited(VoucherLine.credit, 3, 1_00))
    assert close(desk, "2026-10", hold=True).record
    assert state(desk, "2026-10") is State.HELD
    save(desk, ledger())
    (finding,) = broken(desk)
    assert finding.severity is Severity.WARNING
    assert finding.message == "2026-10 暂停记账，凭证 记-1 的贷方由 1.00 改成了 300.00。"
    assert close(desk, "2026-10").record
    assert broken(desk) == []


def test_a_month_with_a_cell_that_cannot_be_read_is_not_put_on_hold(desk: Desk) -> None:
    content = workbook(MASTERS["ledger.xlsx"], ledger(), {(CashEntry, CashEntry.income, 2): "三百"})
    (desk.office / "workbooks" / "ledger.xlsx").write_bytes(content)
    assert close(desk, "2026-10", hold=True).reasons == (
        "“现金日记账”有单元格读不出来，用 xlplan check 看。",
    )


def test_a_month_is_opened_again_with_a_reason_and_then_not_held_to_its_seal(closed: Desk) -> None:
    for month, reason, told in (("2026-10", " ", "写明原因"), ("2026-11", "漏记", "没有结账")):
        with pytest.raises(CannotRun, match=told):
            reopen(closed, month, reason)
    record = reopen(closed, "2026-10", "漏记一张水费单", who="李明")
    assert (record.kind, record.content["reason"]) == ("reopen", "漏记一张水费单")
    assert state(closed, "2026-10") is State.REOPENED
    save(closed, edited(VoucherLine.debit, 2, 3000_00))
    assert broken(closed) == []


def test_a_month_before_a_closed_one_is_not_opened(closed: Desk) -> None:
    later = closed.office / "bank" / "基本户11.csv"
    later.write_text(
        "账户交易明细\n账号：620001\n日期,摘要,收入,支出,余额,对方户名,流水号\n2026-11-05,取现,,200,400,,2\n",
        encoding="gb18030",
    )
    assert close(closed, "2026-11").reasons == ()
    with pytest.raises(CannotRun, match="要先重新打开 2026-11"):
        reopen(closed, "2026-10", "漏记")


def test_records_that_cannot_be_read_are_told_and_stop_no_other_rule(closed: Desk) -> None:
    (folder(closed.office) / "000002.json").write_text("{", encoding="utf-8")
    found = check(closed)
    assert "000002.json 读不懂" in found.refused["records"]
    assert "000002.json 读不懂" in waiting(closed)["VCH-09"]
    assert "VCH-03" not in waiting(closed)


def test_a_seal_that_was_altered_is_told(closed: Desk) -> None:
    seal = chain(closed.office)[1].content["seal"]
    (closed.office / "records" / "objects" / seal[:2] / seal).write_text("{}", encoding="utf-8")
    assert "的内容变了" in closed.books().unsealed


def test_a_ledger_that_is_saved_while_the_month_is_looked_at_is_not_sealed(desk: Desk) -> None:
    def save_meanwhile(step: str) -> None:
        save(desk, edited(VoucherLine.summary, 2, "提取备用金三百元"))

    with pytest.raises(CannotRun, match="刚刚被保存过"):
        close(replace(desk, progress=save_meanwhile), "2026-10")
    assert [record.kind for record in chain(desk.office)] == ["snapshot"]


def run(desk: Desk, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "xlplan", *arguments, "--office", str(desk.office)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "utf-8"}
    )


def test_close_ends_1_with_what_is_against_it_and_0_when_the_month_is_sealed(desk: Desk) -> None:
    save(desk, edited(VoucherLine.state, 2, "已审核"))
    done = run(desk, "close", "2026-10", "--date", "2026-11-30", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["record"], found["reasons"]) == (1, None, [])
    assert [(one["rule"], one["cell"]) for one in found["findings"]] == [("CLS-06", "M2")]
    save(desk, ledger())
    done = run(desk, "close", "2026-10", "--date", "2026-11-30")
    assert (done.returncode, done.stderr) == (0, "")
    rows = "记账凭证 2 行，现金日记账 1 行，银行日记账 1 行，现金盘点 1 行"
    assert done.stdout.splitlines() == [
        f"2026-10 已结账：封存了{rows}，以后改动、加行、删行都会查出来。",
        "第 3 号记录，用的是第 2 号快照。",
    ]


def test_reopen_and_the_list_of_months_say_why(closed: Desk) -> None:
    refused = run(closed, "reopen", "2026-10")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "重新打开要写明原因：--reason 后面写为什么。\n"
    done = run(closed, "reopen", "2026-10", "--reason", "漏记一张水费单", "--date", "2026-11-30")
    assert done.stdout == "2026-10 已重新打开（第 3 号记录）：漏记一张水费单\n"
    october, november = run(closed, "close", "--date", "2026-11-30").stdout.splitlines()
    assert october.startswith("2026-10  重新打开  ")
    assert october.endswith("  漏记一张水费单")
    assert november == "2026-11  没有结账"
