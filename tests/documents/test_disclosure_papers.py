"""校务公开目录, 意见办理单 and 教代会决议 say what 公示登记, 意见办理 and 教代会 say."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan import demo
from xlplan.documents.opinion import OPINION
from xlplan.documents.resolution import RESOLUTION
from xlplan.excel.report import Figure
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import make
from xlplan.reports.disclosure_list import disclosure_list
from xlplan.tables.books import Books
from xlplan.tables.plan import Congress, Publication


def _without(item: str, period: str) -> Books:
    """The school without one row of 公示登记."""
    books = school()
    sheet = books.sheets[Publication]
    rows = sheet.rows
    rows = rows[~((rows[Publication.item] == item) & (rows[Publication.period] == period))]
    return replace(books, sheets={**books.sheets, Publication: replace(sheet, rows=rows)})


def _state(books: Books, item: str, period: str) -> object:
    (row,) = [row for row in shown(disclosure_list(books)) if (row[0], row[2]) == (item, period)]
    return row[-1]


def test_what_is_published_names_its_days_place_and_workdays() -> None:
    (row,) = [row for row in shown(disclosure_list(school())) if (row[0], row[2]) == ("财务收支", "2026-10")]
    assert row[1] == "每月"
    assert pd.Timestamp(row[3]) == pd.Timestamp("2026-11-10")
    assert (row[6], row[7], row[9]) == (5, "校门口公示栏", "已公示")


def test_what_is_late_is_not_published_and_what_comes_later_is_not_due() -> None:
    assert _state(_without("考勤", "2026-10"), "考勤", "2026-10") == "未公示"
    assert _state(school(), "考勤", "2026-11") == "还没到期"
    assert disclosure_list(_without("考勤", "2026-10")).notes == ("到2026-11-30，没有公示的 1 项。",)
    assert disclosure_list(school()).notes == ()


def test_the_days_of_a_publication_come_from_its_cells() -> None:
    figures = [
        value
        for row in disclosure_list(school()).blocks[0].rows
        for value in row
        if isinstance(value, Figure)
    ]
    assert {figure.source.at.sheet for figure in figures} == {"公示登记"}
    assert all(figure.source.at.row for figure in figures)


@pytest.fixture
def desk(clean_school: Path, tmp_path: Path) -> Desk:
    (tmp_path / "xlplan.toml").write_bytes((clean_school / "xlplan.toml").read_bytes())
    return Desk(tmp_path, demo.TODAY)


def test_an_opinion_is_made_of_its_row_and_without_a_number_those_of_the_month(desk: Desk) -> None:
    (draft,) = OPINION.drafts(school(), "YJ2026-13", ())
    assert (str(draft.paper.content), str(draft.paper.done)) == ("住宿生周末取快递不方便。", "2026-11-18")
    assert [path.stem for path in make(desk, school(), OPINION).papers] == [
        f"意见办理单 YJ2026-{number}" for number in (13, 14, 15, 16)
    ]


def test_a_resolution_lists_each_motion_and_resolves_those_that_passed(desk: Desk) -> None:
    (draft,) = RESOLUTION.drafts(school(), "", ())
    assert (draft.of, draft.month) == ("第五届第二次", "2026-03")
    assert (len(draft.paper.motions), len(draft.paper.passed)) == (6, 5)
    assert "停车棚" not in "".join(str(own.motion) for own in draft.paper.passed)
    assert draft.paper.day == "2026年3月27日"
    (path,) = make(desk, school(), RESOLUTION).papers
    assert path.name == "教代会决议 第五届第二次.docx"


def test_a_session_that_there_was_not_is_told() -> None:
    with pytest.raises(CannotRun, match="没有届次是“第九届第一次”的议案"):
        list(RESOLUTION.drafts(school(), "第九届第一次", ()))
    sheet = school().sheets[Congress]
    empty = replace(sheet, rows=sheet.rows.head(0))
    none = replace(school(), sheets={**school().sheets, Congress: empty}, kept={})
    with pytest.raises(CannotRun, match="表里没有写了届次和日期的议案"):
        list(RESOLUTION.drafts(none, "", ()))


def test_the_votes_of_the_demo_school_are_those_of_who_came() -> None:
    rows = school()[Congress]
    votes = rows[[Congress.yes, Congress.no, Congress.abstained]].sum(axis=1)
    assert (votes == rows[Congress.present]).all()
    assert (rows[Congress.date] == pd.Timestamp(date(2026, 3, 27))).all()
