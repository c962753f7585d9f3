"""项目进度表：一个月末的建设、维修项目，预算、合同、到账、付款和进度，附计划和实际对照的进度图，横向打印。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xlplan.documents import gantt
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.gantt import Lane, Span
from xlplan.documents.paper import Document, Draft, lacking, torn
from xlplan.documents.printing import noted, poured
from xlplan.documents.values import named
from xlplan.reports.forms import at_end, day_in_words, office_name, source
from xlplan.reports.paper import Of, When
from xlplan.reports.project_progress import NAME, current, project_progress
from xlplan.tables.books import Books
from xlplan.tables.projects import Funding, Project, ProjectPayment, Stage


@dataclass(frozen=True)
class ProjectRow:
    """One project, or all of them."""

    name: Printed = named("名称")
    budget: Printed = named("预算")
    contract: Printed = named("合同额")
    received: Printed = named("已到账")
    paid: Printed = named("已付")
    share: Printed = named("付款比例")
    planned: Printed = named("应做")
    progress: Printed = named("形象进度")
    due: Printed = named("计划完工")
    state: Printed = named("状态")


@dataclass(frozen=True)
class ProjectPaper:
    """What the template 项目进度表 may use."""

    office: str = named("单位")
    date: str = named("截至日")
    rows: tuple[ProjectRow, ...] = named("项目")
    total: ProjectRow = named("合计")
    notes: tuple[Printed, ...] = named("说明")
    pictures: tuple[Picture, ...] = named("进度图")


TABLES = (Project, Funding, Stage, ProjectPayment)


def _drafts(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    """The projects at the end of a month, or today if it is not over."""
    of = at_end(books, month)
    missing = (*torn(of, *TABLES), *lacking(of, "单位名称"))
    paper = None if missing else _paper(of, month, with_pictures="进度图" in used)
    yield Draft(f"{NAME} {month}", month, month, missing, paper)


def _paper(books: Books, month: str, with_pictures: bool) -> ProjectPaper:
    report = project_progress(books, month)
    rows, (total,) = poured(report.blocks[0], ProjectRow)
    notes = noted(report.notes, source(Project.progress, month, len(rows), NAME))
    lanes = _lanes(books) if with_pictures else []
    pictures = [
        gantt.drawn(lanes[at : at + gantt.LANES], books.today) for at in range(0, len(lanes), gantt.LANES)
    ]
    return ProjectPaper(office_name(books), day_in_words(books.today), rows, total, notes, tuple(pictures))


def _lanes(books: Books) -> list[Lane]:
    """The projects that have something to draw, their stages by day."""
    stages = books[Stage]
    lanes = []
    for _, project in current(books).iterrows():
        own = stages[stages[Stage.project] == project[Project.number]]
        planned = _spans(own, Stage.planned_start, Stage.planned_end) or _whole(project, Project.due)
        begun = own[own[Stage.start] <= pd.Timestamp(books.today)]
        done = _spans(begun, Stage.start, Stage.end) or _whole(project, Project.end)
        progress = project[Project.progress]
        if planned or done:
            told = "" if pd.isna(progress) else f"{progress:.0%} {project[Project.state]}"
            lanes.append(Lane(project[Project.name], planned, done, told))
    return lanes


def _spans(stages: pd.DataFrame, start: str, end: str) -> tuple[Span, ...]:
    known = stages[stages[start].notna()].sort_values(start, kind="stable")
    return tuple(
        Span(name, first.date(), None if pd.isna(last) else last.date())
        for name, first, last in known[[Stage.name, start, end]].itertuples(index=False)
    )


def _whole(project: "pd.Series", end: str) -> tuple[Span, ...]:
    """A project without stages, from 开工 on."""
    if pd.isna(project[Project.start]):
        return ()
    last = None if pd.isna(project[end]) else project[end].date()
    return (Span("", project[Project.start].date(), last),)


PROJECT_PROGRESS = Document(NAME, Of.MONTH, When.ASKED, ProjectPaper, _drafts)
