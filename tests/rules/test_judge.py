"""Asking all rules: counts are true, cells are accused once, exemptions hold while they fit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from xlplan.excel.frames import Frames, empty, typed
from xlplan.excel.masters import Raw, workbook
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column, Table
from xlplan.findings import Severity
from xlplan.rules import BookRule, Hits, book_rules
from xlplan.rules.judge import LISTED, Judgement, judge
from xlplan.tables import MASTERS, REQUIRED, books, starting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.claims import Approval, Claim, Decision
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Exemption, Staff

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


def test_a_finding_on_a_sheet_without_days_is_of_the_month_it_is_about(tmp_path: Path) -> None:
    frames: dict[type[Table], pd.DataFrame] = {
        BankAccount: typed(BankAccount, [("基本户", "100201", "信用社", "620001")]),
        BankEntry: typed(BankEntry, [("基本户", date(2026, 8, 10), "", "收拨款", "", "", 100, 0, NOVEMBER)]),
    }
    every = [finding for finding in judged(tmp_path, frames).findings if finding.rule.id == "BNK-04"]
    assert [finding.month for finding in every] == ["2026-08", "2026-09", "2026-10"]
    (one,) = [
        finding
        for finding in judged(tmp_path, frames, month="2026-09").findings
        if finding.rule.id == "BNK-04"
    ]
    assert (str(one.ref), one.subject, one.month) == ("银行账户!A2", "基本户", "2026-09")
    assert one.message == "基本户没有 2026-09 的对账单，银行存款余额调节表编不出来。"


@pytest.mark.parametrize(
    ("at", "months"),
    [
        (Staff.number, ["2026-10", "", "2026-09"]),  # no sheet of days: what the rule says
        (VoucherLine.voucher, ["2026-11", "", "2026-09"]),  # a day of the row comes first
    ],
)
def test_the_month_of_a_finding_is_that_of_its_row_else_what_the_rule_says(
    at: Column, months: list[str]
) -> None:
    lines = [line("记-1", 1, 0, NOVEMBER), *([line("记-2", 1, 0)] * 2)]
    frame = typed(VoucherLine, lines).assign(**{VoucherLine.date: pd.Series([pd.Timestamp(NOVEMBER)], [2])})
    sheets = {VoucherLine: frame, Staff: typed(Staff, [("1", "甲", "", "", "", "")] * 3)}
    own = books.Books(OCTOBER, {table: Sheet(table, rows) for table, rows in sheets.items()})
    rows = pd.DataFrame({"月": ["2026-10", "", "2026-09"]}, index=[2, 3, 4])
    for said in (rows, rows.assign(月=pd.to_datetime(rows["月"], format="%Y-%m", errors="coerce"))):
        hits = Hits(said, at=at, message="", month="月")
        assert [month for _, month in hits.labels(own, said)] == months


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


def test_a_rule_about_a_workbook_that_the_office_does_without_neither_judges_nor_waits(
    tmp_path: Path,
) -> None:
    for name in REQUIRED:
        (tmp_path / name).write_bytes(workbook(MASTERS[name], starting.frames()))
    own = books.read({name: tmp_path / name for name in REQUIRED}, date(2026, 11, 30))

    def about(tables: tuple[type[Table], ...]) -> BookRule:
        def find(asked: books.Books) -> Iterator[Hits]:
            for table in tables:
                yield Hits(asked[table], table.columns[0], "这一行不对。")

        return BookRule("TST-01", Severity.ERROR, "测试", "改。", "依据", find=find, whole=True)

    for tables in ((Claim,), (VoucherLine, Claim)):
        assert judge(own, rules=[about(tables)]).waiting == ()
    refused = replace(own, refused={"claims.xlsx": "内容已损坏"})
    assert [reason for _, reason in judge(refused, rules=[about((Claim,))]).waiting] == ["claims.xlsx 打不开"]


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


@pytest.mark.parametrize(
    ("number", "shown"), [("8210330180012600457", "****0457"), ("620001", "****0001"), ("", "")]
)
def test_the_number_of_an_account_is_masked_where_a_rule_tells_it(
    number: str, shown: str, tmp_path: Path
) -> None:
    frames: Frames = {BankAccount: typed(BankAccount, [("基本户", "1002", "农商行", number)])}
    (tmp_path / "office.xlsx").write_bytes(workbook(MASTERS["office.xlsx"], frames))
    own = books.read({"office.xlsx": tmp_path / "office.xlsx"}, date(2026, 11, 30))
    known = BookRule(
        "XXX-01", Severity.ERROR, "账号不对", "改。",
        find=lambda asked: iter([Hits(asked[BankAccount], BankAccount.number, "{账户}的账号是“{账号}”。")]),
        whole=False,
    )  # fmt: skip
    (finding,) = (one for one in judge(own, rules=[known]).findings if one.rule is known)
    assert finding.message == f"基本户的账号是“{shown}”。"


def test_a_number_that_stands_twice_is_masked(tmp_path: Path) -> None:
    rows = [("基本户", "1002", "", "8210330180012600457"), ("食堂户", "1002", "", "8210330180012600457")]
    judgement = judged(tmp_path, {BankAccount: typed(BankAccount, rows)})
    assert [one.message for one in judgement.findings if one.rule.id == "TAB-10"] == [
        "“账号”****0457 与第 2 行重复。"
    ]


def test_a_quantity_a_share_and_a_month_are_told_as_they_are_read(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {
            "实存": [12_500],
            "比例": [0.61973],
            "下限": [0.625],
            "月份": [pd.Timestamp(2026, 10, 1)],
            "时间": [pd.Timestamp(2026, 10, 8, 7, 30)],
        },
        [2],
    )
    message = "{月份:%Y-%m}实存 {实存:量}，{比例:率}低于 {下限:率}，{时间:%Y-%m-%d %H:%M}盘点，{时间}登记。"
    known = BookRule(
        "XXX-02", Severity.ERROR, "数量不对", "改。",
        find=lambda asked: iter([Hits(rows, BankAccount.number, message)]), whole=False,
    )  # fmt: skip
    (tmp_path / "office.xlsx").write_bytes(workbook(MASTERS["office.xlsx"], {}))
    own = books.read({"office.xlsx": tmp_path / "office.xlsx"}, date(2026, 11, 30))
    (finding,) = (one for one in judge(own, rules=[known]).findings if one.rule is known)
    assert finding.message == "2026-10实存 12.5，61.97%低于 62.5%，2026-10-08 07:30盘点，2026-10-08登记。"


def test_what_a_row_does_not_say_is_told_as_blank(tmp_path: Path) -> None:
    rows = pd.DataFrame(
        {"月份": [pd.NaT], "比例": [float("nan")], "笔数": pd.array([pd.NA], dtype="Int64")}, [2]
    )
    known = BookRule(
        "XXX-02", Severity.ERROR, "数量不对", "改。",
        find=lambda asked: iter([Hits(rows, BankAccount.number, "{月份:%Y-%m}{月份}，{比例:.2%}，{笔数}")]), whole=False,
    )  # fmt: skip
    (tmp_path / "office.xlsx").write_bytes(workbook(MASTERS["office.xlsx"], {}))
    own = books.read({"office.xlsx": tmp_path / "office.xlsx"}, date(2026, 11, 30))
    (finding,) = (one for one in judge(own, rules=[known]).findings if one.rule is known)
    assert finding.message == "（空）（空），（空），（空）"


def test_a_rule_about_minutes_says_nothing_while_it_waits_for_them() -> None:
    read = books.read({}, date(2026, 11, 30))
    frames: Frames = starting.frames() | {
        Claim: typed(
            Claim, [("BX1", date(2026, 11, 2), 2_000_000, "已批准")],
            (Claim.number, Claim.date, Claim.amount, Claim.state),
        ),
        Approval: typed(
            Approval, [("BX1", "集体", "罗富", date(2026, 11, 3), "同意")],
            (Approval.claim, Approval.step, Approval.approver, Approval.date, Approval.opinion),
        ),
    }  # fmt: skip
    every = {
        table: Sheet(table, frames.get(table, empty(table)))
        for tables in MASTERS.values()
        for table in tables
    }
    sheets = every | {Decision: Sheet(Decision, empty(Decision), absent=Decision.columns)}
    minutes = [rule for rule in book_rules() if rule.id == "APV-05"]
    assert len(of(judge(replace(read, sheets=every), rules=minutes), "APV-05")) == 1
    judgement = judge(replace(read, sheets=sheets), rules=minutes)
    assert [reason for _, reason in judgement.waiting] == ["claims.xlsx 里没有可用的“集体决策”表"]
    assert of(judgement, "APV-05") == []
