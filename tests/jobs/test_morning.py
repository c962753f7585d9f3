"""The morning page says of an office what its books and its last run say, and a sentence where they say nothing."""

import re
from dataclasses import astuple, replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pandas as pd
import pdfplumber
import pytest

from tests.chromium import needs_chromium, seen
from tests.demo.figures import LOST
from xlplan.documents.morning import Listing, Morning, page
from xlplan.findings import Severity
from xlplan.jobs.check import Check
from xlplan.jobs.clock.runs import Run, Seen, State
from xlplan.jobs.desk import Desk
from xlplan.jobs.morning import morning, put_page
from xlplan.jobs.morning.figures import accounts, due
from xlplan.jobs.morning.known import Known, calendar_of
from xlplan.jobs.nightly import Outcome
from xlplan.reconcile.accounts import of_account
from xlplan.reports.matters import DUE, KINDS, OWNER, WORK, matters
from xlplan.reports.work import DONE
from xlplan.tables import MASTERS
from xlplan.tables.centre import Centre
from xlplan.tables.claims import Claim
from xlplan.tables.office import Parameter, Reporting
from xlplan.tables.plan import WorkItem

TODAY = date(2026, 11, 30)
TEN = datetime(2026, 11, 30, 22, 3)
TOLD = Seen(
    "VCH-01",
    "凭证借贷不平",
    "error",
    "ledger.xlsx",
    "记账凭证",
    "E2",
    "记-1",
    "凭证 记-1 借方合计 100.00，贷方合计 90.00。",
)


def night(day: date, state: State) -> Run:
    """A run of the nightly check."""
    began = datetime(day.year, day.month, day.day, 22).astimezone()
    return Run(1, "夜间检查", day, day, began, None, state, "", "0.1", "", "")


@pytest.fixture(scope="module")
def desk(spoilt_school: Path) -> Desk:
    return Desk(spoilt_school, TODAY, now=lambda: TEN)


@pytest.fixture(scope="module")
def outcome(desk: Desk, spoilt: Check) -> Outcome:
    """As of a night; its papers are those that it would have made."""
    names = ["检查结果.xlsx", "日结单 2026-11-30.docx", "javascript:alert(1)#.xlsx"]
    papers = [desk.office / "papers" / "2026-11" / name for name in names]
    return Outcome(spoilt, papers=[*papers, desk.office / "papers" / "2026-10" / "日结单.xlsx"])


@pytest.fixture(scope="module")
def shown(desk: Desk, outcome: Outcome) -> Morning:
    return morning(desk, outcome, Known())


@pytest.fixture(scope="module")
def blind(outcome: Outcome) -> Outcome:
    """A night whose masters are asked for nothing more."""
    return without(outcome, *MASTERS)


def without(outcome: Outcome, *workbooks: str) -> Outcome:
    """The same where these masters cannot be read."""
    assert outcome.check
    books = replace(outcome.check.books, refused=dict.fromkeys(workbooks, "打不开"))
    return replace(outcome, check=replace(outcome.check, books=books))


def test_the_page_counts_what_the_check_found_and_only_errors_are_red(
    shown: Morning, outcome: Outcome
) -> None:
    assert outcome.check
    judgement = outcome.check.judgement
    assert [(tile.name, tile.value, tile.red) for tile in shown.tiles[:3]] == [
        (severity.word, f"{judgement.counts[severity]}", severity is Severity.ERROR) for severity in Severity
    ]
    assert sum(breach.count for breach in shown.breaches.rows) == sum(judgement.counts.values())
    assert all(breach.red == (breach.severity == "错误") for breach in shown.breaches.rows)
    first = [(not breach.red, -breach.count) for breach in shown.breaches.rows if breach.severity != "提示"]
    assert first == sorted(first)


def test_every_account_shows_how_it_is_reconciled_and_its_open_items_by_age(
    shown: Morning, outcome: Outcome
) -> None:
    assert outcome.check
    assert shown.ages == ("≤30", "31-60", "61-90", ">90")
    states = {row.name: row for row in shown.accounts.rows}
    assert [*states] == ["食堂户", "核算中心", "库存现金", "基本户"]
    centre = states["核算中心"]
    assert (centre.state, centre.red) == ("2026-10 4 个科目不符：1001、1218、5001、5101", True)
    assert (states["食堂户"].state, states["食堂户"].red) == (f"不符，差 {LOST}（11-30）", True)
    assert (states["基本户"].state, states["基本户"].red) == ("相符（11-30）", False)
    for name in ("食堂户", "基本户"):
        proof = of_account(outcome.check.books, name)["2026-11"]
        days = [*proof.book.open["天数"], *proof.bank.open["天数"]]
        classes = (0, 30), (30, 60), (60, 90), (90, 9999)
        counted = [sum(first < max(day, 1) <= last for day in days) for first, last in classes]
        assert [int(count or 0) for count in states[name].open] == counted
    assert states["库存现金"].open == ("", "", "", "")


def test_the_bars_begin_with_the_whole_year_and_what_is_overspent_stands_before_the_other_lines(
    shown: Morning, outcome: Outcome
) -> None:
    assert outcome.check
    (over,) = [own.message for own in outcome.check.judgement.findings if own.rule.id == "BUD-06"]
    names = [bar.name for bar in shown.bars.rows]
    assert names[:3] == ["收入合计", "支出合计", "公用经费支出"]
    lines = shown.bars.rows[2 + len({name for name in names if name.endswith("支出")}) :]
    ((name, left),) = [(bar.name, bar.left) for bar in shown.bars.rows if bar.red]
    assert f"预算号 {name.split()[0]} " in over
    assert left == f"超 {over.removesuffix('。').split('超出 ')[1]}"
    assert lines[0].red
    off = [abs(bar.part - shown.gone) for bar in lines[1:]]
    assert off == sorted(off, reverse=True)


def test_work_targets_and_reports_that_fall_due_stand_by_day_and_what_is_done_does_not(
    shown: Morning,
) -> None:
    rows = shown.due.rows
    told = {one.what: (one.day, one.left) for one in reversed(rows)}
    assert told["固定资产清查（吴秀珍）"] == ("11-30", "今天")
    assert told["个税申报"] == ("12-15", "15 天后")
    assert told["目标 学生体质健康达标率 ≥92%（田永康）"] == ("12-04", "4 天后")
    # Reached already, though it is due today.
    assert not any("学生巩固率" in what for what in told)
    assert told["控辍保学报告"] == ("11-30", "今天")
    assert told["公示 2026-06 考勤"] == ("07-10", "过期 143 天")
    days = [
        int("".join(filter(str.isdigit, one.left)) or 0) * (-1 if "过期" in one.left else 1) for one in rows
    ]
    assert days == sorted(days)


def test_what_is_overdue_stands_first_and_red_whatever_sheet_it_stands_in(shown: Morning) -> None:
    told = {one.what: one for one in shown.due.rows}
    late = told["检查 二楼洗漱间地漏堵塞（向翠萍）"]
    assert (late.day, late.left, late.red) == ("11-18", "过期 12 天", True)
    assert told["期中质量分析会（田永康）"].left == "过期 17 天"
    assert not told["荣誉 平安校园（冉海燕）"].red
    assert all(one.red == (one.left == "今天" or "过期" in one.left) for one in shown.due.rows)


def test_who_has_what_to_see_to_is_counted(outcome: Outcome, shown: Morning) -> None:
    assert outcome.check
    books = outcome.check.books
    rows, _ = matters(books, date(2026, 12, 7))
    late = rows[rows[DUE] < pd.Timestamp(books.today)]
    said, soon = shown.owed.split("。 ")
    assert said.startswith(f"过期 {len(late)} 件：")
    assert soon.startswith(f"7 天内到期 {len(rows) - len(late)} 件：")
    assert re.findall(r"(\w+) \d+[、，。]", said)[0] in set(late[OWNER])


def test_work_that_is_done_does_not_fall_due(outcome: Outcome) -> None:
    assert outcome.check
    books = outcome.check.books
    sheet = books.sheets[WorkItem]
    rows = sheet.rows.assign(**{WorkItem.state: DONE})
    done = replace(books, sheets={**books.sheets, WorkItem: replace(sheet, rows=rows)})
    reports = set(books[Reporting][Reporting.item])
    others = ("目标 ", "公示 ", *(f"{kind.kind} " for kind in KINDS if kind is not WORK))
    assert all(one.what.startswith(others) or one.what in reports for one in due(done).rows)


@pytest.mark.parametrize(
    ("workbook", "fields"),
    [
        ("ledger.xlsx", {"accounts": "余额现在算不出来：ledger.xlsx 打不开。", "bars": "预算执行现在算不出来：ledger.xlsx 打不开。"}),
        ("budget.xlsx", {"bars": "预算执行现在算不出来：budget.xlsx 打不开。"}),
    ],
)  # fmt: skip
def test_what_a_master_keeps_from_us_is_a_sentence_in_its_place(
    desk: Desk, outcome: Outcome, shown: Morning, workbook: str, fields: dict[str, str]
) -> None:
    found = morning(desk, without(outcome, workbook), Known())
    for name in ("accounts", "bars", "due"):
        listing: Listing[object] = getattr(found, name)
        assert listing == (Listing(said=fields[name]) if name in fields else getattr(shown, name))


def test_reports_fall_due_where_the_plan_cannot_be_read(desk: Desk, outcome: Outcome) -> None:
    found = morning(desk, without(outcome, "plan.xlsx"), Known()).due
    assert found.said == "有的事现在看不到：plan.xlsx 打不开。"
    assert {"个税申报", "食堂收支公示"} <= {one.what for one in found.rows}


def test_without_any_master_or_any_check_there_is_still_a_page(desk: Desk, blind: Outcome) -> None:
    for nothing in (blind, Outcome(failed={"检查台账": "磁盘坏了。"})):
        found = morning(desk, nothing, Known())
        assert found.accounts.said
        assert found.bars.said
        assert found.due.said
        page(found)
    assert found.lines[0].text == "2026-11-30 的夜间检查没有做成。磁盘坏了。"
    assert found.lines[0].red
    assert found.warnings == ()
    assert [tile.value for tile in found.tiles] == ["—"] * 5
    assert found.office == desk.office.name


def test_without_the_parameters_open_items_are_not_parted_by_age_and_without_a_statement_there_are_none(
    outcome: Outcome,
) -> None:
    assert outcome.check
    books = outcome.check.books
    sheet = books.sheets[Parameter]
    rows = sheet.rows[~sheet.rows[Parameter.name].str.startswith("未达账项")]
    known = {**books.sheets, Parameter: replace(sheet, rows=rows)}
    bare = replace(books, statements={}, exports=Centre, sheets=known)
    ages, listing = accounts(bare)
    assert ages == ("未达",)
    assert [(row.name, row.state, row.red, row.open) for row in listing.rows] == [
        ("库存现金", "", False, ("",)), ("基本户", "没有对账单", False, ("",)), ("食堂户", "没有对账单", False, ("",)),
    ]  # fmt: skip


def test_a_night_that_went_well_says_so_and_one_with_faults_names_the_steps(
    desk: Desk, blind: Outcome
) -> None:
    (line,) = morning(desk, blind, Known()).lines
    assert (line.text, line.red) == ("2026-11-30 的夜间检查做完了，各步都做成了。", False)
    torn = replace(blind, failed={"读 bank/坏的.csv": "读不懂。"})
    found = morning(desk, torn, Known(warnings=["2027 年的放假安排还没有公布。"]))
    assert found.lines[0].text == "2026-11-30 的夜间检查做完了，有 1 步没有做成：读 bank/坏的.csv。"
    assert found.lines[0].red
    assert found.warnings[:2] == ("没有做成：读 bank/坏的.csv。读不懂。", "2027 年的放假安排还没有公布。")


def test_a_run_that_was_interrupted_and_a_workday_without_a_check_are_red(desk: Desk, blind: Outcome) -> None:
    assert blind.check
    books = replace(blind.check.books, checked=frozenset({date(2026, 11, 25), date(2026, 11, 26)}))
    silent = replace(blind, check=replace(blind.check, books=books))
    lines = morning(desk, silent, Known(night(date(2026, 11, 26), State.INTERRUPTED))).lines
    assert [line.text for line in lines if line.red] == [
        "上一次（2026-11-26 22:00 开始）没有做完就断了。",
        "上一个工作日 2026-11-27 没有检查。",
    ]
    assert len(morning(desk, blind, Known(night(date(2026, 11, 27), State.DONE))).lines) == 1


def test_without_special_days_the_calendar_is_that_of_the_country(blind: Outcome) -> None:
    assert blind.check
    for calendar in (calendar_of(None), calendar_of(blind.check.books)):
        assert not calendar.is_workday(date(2026, 10, 1))


def test_what_the_last_check_did_not_find_is_new_and_what_only_it_found_is_solved(
    desk: Desk, outcome: Outcome
) -> None:
    assert outcome.check
    now = [Seen.of(finding) for finding in outcome.check.judgement.findings]
    moved = [replace(one, cell="A1", message=re.sub(r"\d", "7", one.message)) for one in now]
    assert morning(desk, outcome, Known(found=moved)).new == Listing(said="没有新问题。")
    note = replace(TOLD, severity="note", cell="", subject="没有的", message="改好了的。")
    found = morning(desk, outcome, Known(found=[note, *moved[1:]]))
    (first,), (gone,) = found.new.rows, found.solved.rows
    assert (first.rule, first.title, first.message) == (now[0].rule, now[0].title, now[0].message)
    assert (gone.severity, gone.title, gone.where) == ("提示", "凭证借贷不平", "ledger.xlsx 记账凭证")
    assert [tile.value for tile in found.tiles[3:]] == ["1", "1"]


def test_what_was_found_in_a_workbook_that_is_no_longer_kept_is_not_solved(
    desk: Desk, outcome: Outcome
) -> None:
    assert outcome.check
    found = [replace(TOLD, workbook=Claim.workbook, sheet=Claim.sheet)]
    assert len(morning(desk, outcome, Known(found=found)).solved.rows) == 1
    sheets = outcome.check.books.sheets
    kept = {table: sheet for table, sheet in sheets.items() if table.workbook != Claim.workbook}
    without_it = replace(outcome.check, books=replace(outcome.check.books, sheets=kept))
    assert morning(desk, replace(outcome, check=without_it), Known(found=found)).solved.rows == ()


def test_of_two_alike_one_is_solved(desk: Desk, blind: Outcome) -> None:
    found = morning(desk, blind, Known(found=[TOLD, TOLD, replace(TOLD, severity="note", rule="XXX-99")]))
    assert [one.severity for one in found.solved.rows] == ["错误", "错误", "提示"]
    assert morning(desk, blind, Known()).new == Listing(said="没有上一次的结果可以比。")


def test_months_on_end_in_one_state_stand_together(desk: Desk, blind: Outcome) -> None:
    states = {
        "2026-01": "closed",
        "2026-03": "reopened",
        "2026-02": "closed",
        "2026-04": "held",
        "2026-05": "open",
    }
    periods = morning(desk, blind, Known(periods=states)).periods
    assert [(one.month, one.state) for one in periods] == [
        ("1月至2月", "已结账"), ("3月", "已重新打开"), ("4月", "暂停记账"), ("5月", "未结账"),
    ]  # fmt: skip


def test_papers_of_the_month_are_linked_from_where_the_page_lies(shown: Morning) -> None:
    assert [one.link for one in shown.papers.rows] == [
        "2026-11/%E6%A3%80%E6%9F%A5%E7%BB%93%E6%9E%9C.xlsx",
        "2026-11/%E6%97%A5%E7%BB%93%E5%8D%95%202026-11-30.docx",
        "2026-11/javascript%3Aalert%281%29%23.xlsx",
    ]
    assert shown.papers.said == "以前各月的报表另有 1 份，在 papers 里各月的文件夹。"


def test_the_page_is_always_found_in_the_same_place(shown: Morning, tmp_path: Path) -> None:
    path = put_page(Desk(tmp_path, TODAY), shown)
    assert path == tmp_path / "papers" / "今日.html"
    assert path.read_bytes() == page(shown)


def test_the_first_row_of_every_list_is_printed_whole(desk: Desk, outcome: Outcome) -> None:
    last = night(date(2026, 11, 26), State.INTERRUPTED)
    found = morning(desk, outcome, Known(last, [TOLD], {"2026-10": "held"}))
    text = unescape(page(found).decode())
    lists = (found.breaches, found.new, found.solved, found.accounts, found.bars, found.due, found.papers)
    rows = [*(listing.rows[0] for listing in lists), *found.lines, *found.tiles, *found.periods]
    told = [value for row in rows for value in astuple(row) if isinstance(value, str)]
    assert [
        value
        for value in (*told, *found.ages, found.office, found.day, found.made, *found.warnings[:3])
        if value not in text
    ] == []
    account = found.accounts.rows[0]
    cells = (account.name, account.state, account.balance, account.bank, account.adjusted, *account.open)
    assert "".join(cells).replace(" ", "") in re.sub(r"<[^>]+>|\s", "", text)


@needs_chromium
def test_the_morning_of_the_spoilt_school_prints_on_one_sheet_of_a4(
    desk: Desk, outcome: Outcome, tmp_path: Path
) -> None:
    periods = {f"2026-{month:02}": "closed" if month < 10 else "open" for month in range(1, 12)}
    known = Known(
        night(TODAY, State.INTERRUPTED), [TOLD] * 1000, periods, warnings=["2027 年的放假安排还没有公布。"]
    )
    (tmp_path / "今日.html").write_bytes(page(morning(desk, outcome, known)))
    found = seen(tmp_path / "今日.html")
    assert found.console == []
    with pdfplumber.open(found.print) as paper:
        (sheet,) = paper.pages
        text = sheet.extract_text()
    assert (round(sheet.width), round(sheet.height)) == (595, 842)
    assert LOST in text
