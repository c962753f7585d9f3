"""The folder that a school puts on its site: only what is over and without errors, whole, and nobody's number in it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from xlplan.documents import web
from xlplan.documents.printing import printed
from xlplan.documents.web import Mark, Page
from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column
from xlplan.findings import CannotRun, Finding, Rule, Severity
from xlplan.jobs import publish as job
from xlplan.jobs.check import Check
from xlplan.jobs.desk import Desk
from xlplan.jobs.morning.figures import due
from xlplan.jobs.publish import FOLDER, INDEX, Published, of_books, publish
from xlplan.jobs.writing import write_whole
from xlplan.reports.disclosure import disclosure
from xlplan.reports.forms import at_end, day_in_words
from xlplan.reports.paper import Paper
from xlplan.rules.judge import Judgement
from xlplan.screen import publish as screen
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.ledger import OpeningBalance
from xlplan.tables.office import BankAccount, Parameter
from xlplan.tables.plan import Publication

from .conftest import TODAY

_NOTHING = Judgement((), {})
"""What the rules say of the office in which nothing is wrong, as it was published the first time."""


@pytest.fixture(scope="module")
def school(clean_school: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    """An office in which nothing is wrong, published once."""
    office = Path(shutil.copytree(clean_school, tmp_path_factory.mktemp("publish") / "school"))
    return office, publish(Desk(office, TODAY))


@pytest.fixture
def copy(school: tuple[Path, Published], tmp_path: Path) -> Path:
    """The same office, to be changed."""
    return Path(shutil.copytree(school[0], tmp_path / "school"))


def _text(office: Path, name: str) -> str:
    return (office / FOLDER / name).read_text(encoding="utf-8")


def _with(books: Books, column: Column, values: "pd.Series") -> Books:
    """The same books with a column that holds other values."""
    sheet = replace(books.sheets[column.table], rows=books[column.table].assign(**{column: values}))
    return replace(books, sheets={**books.sheets, column.table: sheet})


def _listing(books: Books, names: str) -> Books:
    """The same books with these papers to be put up."""
    rows = books[Parameter]
    return _with(
        books, Parameter.value, rows[Parameter.value].mask(rows[Parameter.name] == "公示网页", names)
    )


def test_each_month_that_is_over_has_its_pages_and_the_index_leads_to_them(
    school: tuple[Path, Published],
) -> None:
    office, done = school
    months = [f"2026-{month:02}" for month in range(1, 11)]
    names = {f"{month}-{kind}.html" for month in months for kind in ("财务收支公示", "食堂收支公示表")}
    assert {path.name for path in (office / FOLDER).iterdir()} == names | {
        "2026年秋季学期-收费公示.html",
        INDEX,
    }
    assert (len(done.written), done.same, done.held, done.made.failed) == (22, 0, [], {})
    assert _text(office, INDEX).count("<li>") == 21


def _broken(books: Books, column: Column) -> Judgement:
    """A judgement that finds one error, in the first cell of a column."""
    rule = Rule("TAB-99", Severity.ERROR, "错", "改。")
    return Judgement((Finding(rule, Severity.ERROR, books.ref(column, 2), "错。"),), {})


def test_a_page_says_the_figures_of_the_paper(school: tuple[Path, Published], books: Books) -> None:
    office, _ = school
    _, income, spending, *_ = disclosure(at_end(books, "2026-10"), "2026-10").blocks[1].rows[-1]
    text = _text(office, "2026-10-财务收支公示.html")
    for value in (income, spending):
        assert str(printed(value, Kind.MONEY)) in text
    assert f"按{day_in_words(TODAY)}的台账做" in text


def test_a_page_names_the_days_on_which_the_paper_stood_on_the_board(
    school: tuple[Path, Published], books: Books
) -> None:
    rows = books[Publication]
    (own,) = rows.index[(rows[Publication.item] == "财务收支") & (rows[Publication.period] == "2026-09")]
    first, last = (day_in_words(rows.at[own, day]) for day in (Publication.start, Publication.end))
    assert f"{first}至{last}，共5个工作日。" in _text(school[0], "2026-09-财务收支公示.html")


def test_no_page_loads_anything_or_holds_the_number_of_a_person_or_an_account(
    school: tuple[Path, Published], books: Books
) -> None:
    office, _ = school
    for path in (office / FOLDER).glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not any(number in text for number in books.private)
        assert not re.search(r"<script|https?://|src=|@import|url\(", text)
        assert '<html lang="zh-CN">' in text


def test_a_later_run_writes_no_page_anew_though_pages_bear_the_day_they_were_put_up(copy: Path) -> None:
    assert f"公示日期：{day_in_words(TODAY)}" in _text(copy, "2026-10-食堂收支公示表.html")
    before = {path: path.stat().st_mtime_ns for path in (copy / FOLDER).iterdir()}
    # Nothing that is over has changed; what the day brings is no concern of the pages.
    books = Desk(copy, TODAY + timedelta(days=1)).books()
    done = of_books(Desk(copy, books.today), books, _NOTHING)
    assert ({path.name for path in done.written}, done.same) == ({"2026-11-财务收支公示.html", INDEX}, 21)
    after = {path: path.stat().st_mtime_ns for path in before}
    assert {path.name for path in before if after[path] != before[path]} == {INDEX}


def test_a_page_whose_figures_have_changed_is_put_up_anew_with_the_day_of_today(
    copy: Path, books: Books
) -> None:
    page = "2026-09-食堂收支公示表.html"
    tomorrow = TODAY + timedelta(days=1)
    later = replace(_listing(books, "食堂收支公示表"), today=tomorrow)
    fees = later[CanteenMonth][CanteenMonth.fees]
    changed = _with(
        later, CanteenMonth.fees, fees + 100 * (later[CanteenMonth][CanteenMonth.period] == "2026-10-01")
    )
    done = of_books(Desk(copy, tomorrow), changed, _NOTHING)
    assert {path.name for path in done.written} == {"2026-10-食堂收支公示表.html", INDEX}
    assert f"公示日期：{day_in_words(tomorrow)}" in _text(copy, "2026-10-食堂收支公示表.html")
    assert f"公示日期：{day_in_words(TODAY)}" in _text(copy, page)


def test_of_a_kind_that_errors_hold_back_one_paper_is_made_to_learn_what_it_is_made_of(
    copy: Path, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def made(books: Books, desk: Desk, kind: Paper, of: str, *rest: Any) -> Iterator[Page]:
        asked.append(f"{kind.name} {of}")
        return pages(books, desk, kind, of, *rest)

    pages = job._pages
    monkeypatch.setattr(job, "_pages", made)
    shutil.rmtree(copy / FOLDER)
    of_books(Desk(copy, TODAY), _listing(books, "财务收支公示"), _broken(books, OpeningBalance.debit))
    assert asked == ["财务收支公示 2026-01"]


def test_a_month_with_an_error_is_not_put_up_and_its_page_of_before_stays(
    school: tuple[Path, Published], spoilt_school: Path, spoilt: Check, tmp_path: Path
) -> None:
    office = Path(shutil.copytree(spoilt_school, tmp_path / "school"))
    stays = office / FOLDER / "2026-09-食堂收支公示表.html"
    stays.parent.mkdir()
    shutil.copy2(school[0] / FOLDER / stays.name, stays)
    before = stays.read_bytes()
    done = of_books(Desk(office, TODAY), spoilt.books, spoilt.judgement)
    assert stays.read_bytes() == before
    assert not (office / FOLDER / "2026-10-食堂收支公示表.html").exists()
    assert (office / FOLDER / "2026-01-食堂收支公示表.html").exists()
    _, canteen, fees = done.held
    assert canteen.startswith("食堂收支公示表没有放进公示网页，要用的台账还有错误：")
    assert "2026-09 " in canteen
    assert fees.startswith("收费公示没有放进公示网页")


def test_a_page_that_somebody_changed_is_left_and_told(copy: Path, books: Books) -> None:
    page = copy / FOLDER / "2026-10-财务收支公示.html"
    page.write_bytes(page.read_bytes().replace("公示".encode(), "公告".encode(), 1) + b"mine")
    before = page.read_bytes()
    done = of_books(Desk(copy, TODAY), books, _NOTHING)
    assert page.read_bytes() == before
    assert done.made.failed == {
        page.name: f"{page.name} 有人改过、读不出来，或者不是 xlplan 做的，没有动它；要重做，先把它改名或移走。"
    }


def test_what_cannot_be_read_where_a_page_should_stand_is_told_and_stops_no_other(
    copy: Path, books: Books
) -> None:
    page = copy / FOLDER / "2026-10-财务收支公示.html"
    page.unlink()
    page.mkdir()
    done = of_books(Desk(copy, TODAY), books, _NOTHING)
    assert (list(done.made.failed), done.same) == ([page.name], 20)


def test_a_page_of_a_paper_that_is_put_up_no_more_goes_if_it_is_ours(copy: Path, books: Books) -> None:
    ours, theirs = copy / FOLDER / "2026-09-旧公示.html", copy / FOLDER / "学校简介.html"
    ours.write_bytes(web.page(Page(Mark("旧公示", "2026-09", date(2026, 9, 30)), "学校", ())))
    theirs.write_text("<html>学校自己的</html>", encoding="utf-8")
    done = of_books(Desk(copy, TODAY), books, _NOTHING)
    assert done.gone == [ours.name]
    assert not ours.exists()
    assert theirs.exists()


def test_a_name_that_is_no_public_paper_is_told_and_takes_no_page_away(copy: Path, books: Books) -> None:
    desk, changed = Desk(copy, TODAY), _listing(books, "收费公示、科目余额表")
    before = {path.name for path in (copy / FOLDER).iterdir()}
    done = of_books(desk, changed, _NOTHING)
    assert list(done.made.failed) == ["公示网页"]
    assert "科目余额表不是能公示的文书" in done.made.failed["公示网页"]
    assert {path.name for path in (copy / FOLDER).iterdir()} == before


def test_each_account_has_a_page_of_its_own(copy: Path, books: Books) -> None:
    changed, judged = _listing(books, "银行存款余额调节表"), _NOTHING
    done = of_books(Desk(copy, TODAY), changed, judged)
    pages = {path.name for path in done.written} - {INDEX}
    accounts = books[BankAccount][BankAccount.name]
    assert {name for name in pages if name.startswith("2026-10")} == {
        f"2026-10-{account}-银行存款余额调节表.html" for account in accounts
    }
    assert of_books(Desk(copy, TODAY), changed, judged).same == len(pages)


def test_no_name_of_a_page_holds_the_number_of_an_account(
    copy: Path, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "_parts", lambda *_: [("2026-10 基本户 8210330180012600457", ())])
    done = of_books(Desk(copy, TODAY), _listing(books, "食堂收支公示表"), _NOTHING)
    assert {path.name for path in done.written} == {"2026-10-基本户-____0457-食堂收支公示表.html", INDEX}
    assert "8210330180012600457" not in _text(copy, INDEX) + done.written[0].read_text(encoding="utf-8")


def test_an_opening_that_is_wrong_keeps_every_month_and_a_budget_line_none(copy: Path, books: Books) -> None:
    done = of_books(Desk(copy, TODAY), books, _broken(books, OpeningBalance.debit))
    (held,) = done.held
    assert held.startswith("财务收支公示没有放进公示网页")
    assert "2026-01 1 个" in held
    assert "2026-10 1 个" in held
    assert of_books(Desk(copy, TODAY), books, _broken(books, BudgetLine.original)).held == []


def test_a_school_that_puts_nothing_up_is_told_so_by_the_command_and_not_every_night() -> None:
    (line,) = screen.text(Published())
    assert line.startswith("没有要放进公示网页的：")
    assert list(screen.pages(Published())) == []


def test_an_index_that_cannot_be_written_is_told_and_the_pages_stand(
    copy: Path, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(path: Path, content: bytes) -> None:
        if path.name == INDEX:
            raise CannotRun("index.html 正被别的程序打开。")
        write_whole(path, content)

    shutil.rmtree(copy / FOLDER)
    monkeypatch.setattr(job, "write_whole", held)
    done = of_books(Desk(copy, TODAY), books, _NOTHING)
    assert done.made.failed == {INDEX: "index.html 正被别的程序打开。"}
    assert len(done.written) == 21


def test_what_is_to_be_published_stands_among_what_is_due(books: Books) -> None:
    told = {one.what: (one.day, one.left) for one in due(books).rows}
    assert told["公示 2026-11 财务收支"] == ("12-10", "10 天后")
    assert told["公示 2026-11 食堂收支"] == ("12-15", "15 天后")
    assert "公示 2026-10 财务收支" not in told
