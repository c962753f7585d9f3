"""Any paper by its name: of what is asked, of now if nothing is, and what cannot be made stops no other."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report
from xlplan.findings import CannotRun, Severity
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk
from xlplan.jobs.paper import every, paper
from xlplan.jobs.papers import Made, make_each
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.shelf import SHEETS
from xlplan.screen.papers import kinds
from xlplan.tables.books import Books
from xlplan.tables.plan import Notice

from .conftest import TODAY
from .test_commands import run


def names(made: Made) -> list[str]:
    return [f"{path.parent.name}/{path.name}" for path in made.papers]


@pytest.mark.parametrize(
    ("name", "asked", "made"),
    [
        ("科目余额表", [], ["2026-11/科目余额表.xlsx"]),
        ("科目余额表", ["2026-03", "2026-03", "2026-05"], ["2026-03/科目余额表.xlsx", "2026-05/科目余额表.xlsx"]),
        ("目标完成情况", ["2026年秋季学期"], ["2026-11/目标完成情况 2026年秋季学期.xlsx"]),
        ("教材发放表", [], ["2026-11/教材发放表 2026年秋季学期.xlsx"]),
        ("收费公示", [], ["2026-11/收费公示 2026年秋季学期.docx"]),
        ("学期工作计划", [], ["2026-11/学期工作计划 2026年秋季学期.docx"]),
        ("日结单", [], ["2026-11/日结单.xlsx", "2026-11/日结单 2026-11-30.docx"]),
        ("日结单", ["2026-10-12"], ["2026-10/日结单 2026-10-12.docx"]),
        ("日结单", ["2026-10"], ["2026-10/日结单.xlsx"]),
        ("通知", ["T2026-14"], ["2026-11/通知 T2026-14.docx"]),
        (
            "银行存款余额调节表",
            ["2026-10 食堂户"],
            ["2026-10/银行存款余额调节表-食堂户.xlsx", "2026-10/银行存款余额调节表-食堂户.docx"],
        ),
    ],
)  # fmt: skip
def test_a_paper_is_made_of_what_is_asked_or_of_now(
    name: str, asked: Sequence[str], made: list[str], office: Path
) -> None:
    found = paper(Desk(office, TODAY), name, asked)
    assert names(found) == made
    assert (found.failed, found.waiting, found.stopped) == ({}, {}, [])


def test_all_letters_lie_in_a_folder_of_their_own_and_one_that_is_asked_beside_the_papers(
    office: Path,
) -> None:
    desk = Desk(office, TODAY)
    assert names(paper(desk, "安全责任书", ["T001"])) == ["2026-11/T001 周文斌.docx"]
    assert names(paper(desk, "安全责任书"))[0] == "安全责任书/T001 周文斌.docx"


@pytest.mark.parametrize(
    ("name", "of", "sentence"),
    [
        ("科目余额", "", "没有叫“科目余额”的文书，是不是“科目余额表”？能做哪些，用 xlplan paper 看。"),
        ("科目余额表", "2026-13", "科目余额表不能用“2026-13”做：月份写成 2026-11 这样。"),
        ("日结单", "昨天", "日结单不能用“昨天”做：月份写成 2026-11 这样，日期写成 2026-11-30 这样。"),
        ("科目余额表", "2026-12", "2026-12 还没有到：今天按 2026-11-30 算。"),
        ("日结单", "2026-12-01", "2026-12-01 还没有到：今天按 2026-11-30 算。"),
    ],
)
def test_what_no_paper_is_made_of_is_one_sentence(
    name: str, of: str, sentence: str, clean_school: Path
) -> None:
    with pytest.raises(CannotRun) as told:
        paper(Desk(clean_school, TODAY), name, [of] if of else [])
    assert str(told.value) == sentence


def test_a_term_that_there_is_not_fails_and_of_an_account_that_there_is_not_nothing_is_made(
    office: Path,
) -> None:
    made = paper(Desk(office, TODAY), "目标完成情况", ["2030年春季学期"])
    assert (made.papers, made.failed) == (
        [],
        {
            "目标完成情况 2030年春季学期": "“学期”表里没有“2030年春季学期”，有 2026年春季学期、2026年秋季学期。"
        },
    )
    with pytest.raises(CannotRun, match=r"^没有要做的银行存款余额调节表。$"):
        paper(Desk(office, TODAY), "银行存款余额调节表", ["2026-10 别的户"])


@pytest.mark.parametrize("name", ["日结单", "预算执行表", "收支月报"])
def test_a_month_of_a_year_that_the_ledger_does_not_hold_waits(name: str, office: Path) -> None:
    made = paper(Desk(office, TODAY), name, ["2025-10"])
    assert made.waiting == {"台账里没有 2025 年的凭证": [name]}
    assert made.papers == []


def listing(books: Books, number: str) -> list[Report]:
    row = books[Notice][books[Notice][Notice.number] == number].iloc[0]
    rows = ((row[Notice.title], "账号8210330180012600457", 1_234_567_890_123),)
    heads = Head("标题", 40), Head("账号", 30), Head("金额", 20, Kind.MONEY)
    return [Report("清单", "清单", (), (Block(heads, rows),))]


LISTING = SheetPaper(
    "清单", Notice.number, When.ASKED, listing, lambda books, of: [of] if of else books[Notice][Notice.number]
)


@pytest.mark.parametrize(("public", "shown"), [(True, "账号****0457"), (False, "账号8210330180012600457")])
def test_a_sheet_for_all_to_read_is_masked_and_no_other(
    public: bool, shown: str, books: Books, tmp_path: Path
) -> None:
    made = make_each(
        Desk(tmp_path, TODAY),
        books,
        [(replace(LISTING, public=public), number) for number in ("T2026-11", "")],
    )
    assert [path.name for path in made.papers] == [
        "清单 T2026-11.xlsx", *(f"清单 T2026-{number}.xlsx" for number in (11, 12, 13, 14))
    ]  # fmt: skip
    values = [cell for row in openpyxl.load_workbook(made.papers[0]).active.values for cell in row]
    assert shown in values
    assert 12_345_678_901.23 in values


def test_what_waits_for_a_master_says_so_and_stops_no_other(office: Path) -> None:
    (office / "workbooks" / "budget.xlsx").unlink()
    desk = Desk(office, TODAY)
    wanted = [(SHEETS[name], "2026-11") for name in ("预算执行表", "科目余额表")]
    made = make_each(desk, desk.books(), wanted)
    assert names(made) == ["2026-11/科目余额表.xlsx"]
    assert made.waiting == {"budget.xlsx 打不开": ["预算执行表"]}


def test_the_night_and_the_report_take_theirs_from_the_shelf(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlplan.jobs.nightly import of_day
    from xlplan.jobs.report import report

    own = replace(
        LISTING, of=Of.MONTH, each=lambda books, of: [of], sheets=lambda books, of: listing(books, "T2026-11")
    )
    for name, when in (("夜表", When.NIGHTLY), ("月表", When.REPORT), ("月底表", When.MONTH_END)):
        monkeypatch.setitem(SHEETS, name, replace(own, name=name, when=when))
    night = [f"{path.parent.name}/{path.name}" for path in of_day(Desk(office, date(2026, 2, 10))).papers]
    assert [name for name in night if "夜表" in name] == ["2026-01/夜表.xlsx", "2026-02/夜表.xlsx"]
    made = report(Desk(office, date(2026, 11, 29)))
    assert names(made)[0] == "2026-11/月表.xlsx"
    assert made.remarks[0] == "2026-11 还没有过完，月底表、财务收支公示表、财务收支公示到月底再做。"
    assert "2026-11/月底表.xlsx" in names(report(Desk(office, TODAY)))


def test_every_kind_is_listed_once_with_what_it_is_made_of() -> None:
    lines = list(kinds(every()))
    assert len(lines) == len(set(lines)) == len(every())
    assert "科目余额表（Excel）：月份；每天夜里做。" in lines
    assert "通知（Word）：“通知”表的编号；要的时候做。" in lines


def test_the_command_lists_without_a_name_and_makes_with_one(office: Path) -> None:
    done = run(office, "paper", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    listed = json.loads(done.stdout)["papers"]
    assert {
        "name": "通知",
        "file": ".docx",
        "of": "“通知”表的编号",
        "when": "要的时候做",
        "public": False,
    } in listed
    done = run(office, "paper", "收支月报", "2026-09")
    assert (done.returncode, done.stdout, done.stderr) == (0, "做好了：2026-09/收支月报.xlsx\n", "")
    done = run(office, "paper", "收支月表")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("没有叫“收支月表”的文书，是不是“收支月报”？")


MONTH = "注意：2026-10 的台账按 2026-10-31 查，还有 {} 个错误，改好了再公示；用 xlplan check --month 2026-10 --date 2026-10-31 看。"
ALL = "注意：台账还有 {} 个错误，改好了再公示；用 xlplan check 看。"


@pytest.mark.parametrize(
    ("name", "asked", "day", "month", "notice"),
    [
        ("食堂收支公示表", "2026-10", date(2026, 10, 31), "2026-10", MONTH),
        ("收费公示", "2026年秋季学期", TODAY, "", ALL),
    ],
)
def test_before_a_paper_is_put_up_the_errors_of_its_time_are_told(
    name: str, asked: str, day: date, month: str, notice: str, spoilt_school: Path, tmp_path: Path
) -> None:
    school = Path(shutil.copytree(spoilt_school, tmp_path / "school"))
    errors = check(Desk(school, day), month=month).judgement.counts[Severity.ERROR]
    assert errors > 0
    assert paper(Desk(school, TODAY), name, [asked]).remarks == [notice.format(errors)]


def test_of_books_without_errors_nothing_is_told(office: Path) -> None:
    assert paper(Desk(office, TODAY), "食堂收支公示表", ["2026-10"]).remarks == []
