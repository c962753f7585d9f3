"""项目进度表: each project with its money and its progress, and a picture of its stages."""

import io
from dataclasses import replace
from datetime import date

import docx
import pandas as pd
import pytest
from PIL import Image

from tests.reports.school import rows, school
from xlplan.documents import gantt
from xlplan.documents.gantt import Lane, Span
from xlplan.documents.project_progress import PROJECT_PROGRESS, ProjectPaper
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context
from xlplan.excel.report import Share
from xlplan.ledger.projects import done, planned
from xlplan.reports.project_progress import project_progress
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.projects import Project, Stage

TODAY = date(2026, 11, 30)


def paper(books: Books, month: str = "2026-11") -> ProjectPaper:
    (draft,) = PROJECT_PROGRESS.drafts(books, month, ("进度图",))
    assert isinstance(draft.paper, ProjectPaper)
    return draft.paper


def test_each_project_has_a_row_with_its_money_and_its_progress() -> None:
    told = rows(project_progress(school(), "2026-11"))
    assert [row[0] for row in told] == [*school()[Project][Project.name], "合计"]
    gate = told[0]
    assert gate[1:8] == (
        18_000_000, 17_100_000, 18_000_000, 17_100_000, Share(1.0), Share(1.0), Share(1.0)
    )  # fmt: skip


def test_what_was_paid_until_a_month_is_what_the_ledger_booked_as_building_by_then() -> None:
    books = replace(school(), today=date(2026, 8, 31))
    lines = books[VoucherLine]
    booked = lines[(lines[VoucherLine.account] == "1613") & (lines[VoucherLine.date] <= "2026-08-31")]
    gate = rows(project_progress(books, "2026-08"))[0]
    assert gate[4] == int((booked[VoucherLine.debit] - booked[VoucherLine.credit]).sum())


def test_the_plan_wants_as_much_as_its_stages_by_weight_and_days() -> None:
    projects, stages = school()[Project], school()[Stage]
    green = projects[projects[Project.number] == "XM2026-03"]
    # The first stage, and one of the twelve days of the second.
    due = planned(green, stages, pd.Timestamp(2026, 11, 16)).iloc[0]
    assert due == pytest.approx(0.20 + 0.25 / 12)
    assert done(green, stages).iloc[0] == pytest.approx(0.47)


def test_a_project_finished_in_an_earlier_year_is_not_told_any_more() -> None:
    names = [row[0] for row in rows(project_progress(replace(school(), today=date(2027, 1, 31)), "2027-01"))]
    assert "厕所化粪池维修" not in names
    assert "教学楼前绿化带改造" in names


def test_the_paper_lies_and_carries_its_picture() -> None:
    content = Template(PROJECT_PROGRESS.name, shipped(PROJECT_PROGRESS.name)).fill(context(paper(school())))
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    assert section.page_width
    assert section.page_height
    assert section.page_width > section.page_height
    (picture,) = document.inline_shapes
    assert section.left_margin
    assert section.right_margin
    assert picture.width <= section.page_width - section.left_margin - section.right_margin


def test_the_picture_says_in_words_what_it_shows() -> None:
    (picture,) = paper(school()).pictures
    assert (
        "校门及门卫室改造：计划2026-06-10至2026-11-13，实际2026-06-10至2026-11-06，100% 已验收"
        in picture.words
    )
    assert "七年级优美教室建设：计划2026-11-16至2027-01-15，实际2026-11-17至今，6% 采购" in picture.words
    assert "一训三风文化墙：计划2027-03-01至2027-05-28，实际没有开工，0% 立项" in picture.words


def test_the_same_projects_give_the_same_bytes_and_as_large_a_picture_as_is_said() -> None:
    lanes = [
        Lane(f"第{place}个项目", (Span("主体", date(2024, 1, 5), date(2026, 12, 30)),), (), "0% 立项")
        for place in range(gantt.LANES)
    ]
    picture = gantt.drawn(lanes, TODAY)
    assert picture == gantt.drawn(lanes, TODAY)
    assert picture.height < 156  # what a page that lies can hold
    width, high = Image.open(io.BytesIO(picture.content)).size
    assert (width, high) == pytest.approx((picture.width * 10, picture.height * 10), abs=2)


def test_more_projects_than_a_page_holds_are_drawn_on_several() -> None:
    projects = school()[Project]
    many = projects.iloc[[0] * (gantt.LANES + 1)]
    sheet = school().sheets[Project]
    books = replace(
        school(), sheets={**school().sheets, Project: replace(sheet, rows=many.set_axis(range(2, 12)))}
    )
    assert len(paper(books).pictures) == 2
