"""教代会决议：一次会议到了多少代表，每件议案怎么表决的、结果是什么。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn
from xlplan.documents.printing import cell
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.plan import Congress

NAME = "教代会决议"


@dataclass(frozen=True)
class MotionRow:
    """One motion and how it was voted on."""

    motion: Printed = named("议案")
    yes: Printed = named("赞成")
    no: Printed = named("反对")
    abstained: Printed = named("弃权")
    outcome: Printed = named("结果")


@dataclass(frozen=True)
class ResolutionPaper:
    """What the template 教代会决议 may use."""

    title: tuple[str, ...] = named("标题")
    session: Printed = named("届次")
    day: str = named("会议日期")
    delegates: Printed = named("代表数")
    present: Printed = named("实到")
    motions: tuple[MotionRow, ...] = named("议案")
    passed: tuple[MotionRow, ...] = named("通过的")
    office: str = named("单位")


def _drafts(books: Books, session: str, used: Sequence[str]) -> Iterator[Draft]:
    """The resolution of this 届次, or that of the last one."""
    rows = books[Congress]
    dated = rows[rows[Congress.date].notna() & (rows[Congress.session] != "")]
    if not session and len(dated):
        session = str(dated.sort_values(Congress.date, kind="stable")[Congress.session].iloc[-1])
    own = dated.index[dated[Congress.session] == session]
    if own.empty:
        of = f"届次是“{session}”的" if session else "写了届次和日期的"
        raise CannotRun(f"“{Congress.sheet}”表里没有{of}议案。")
    missing = (
        *torn(books, Congress, concerns=lambda torn: torn[Congress.session].isin(["", session])),
        *lacking(books, "单位名称"),
    )
    month = f"{dated.at[own[0], Congress.date]:%Y-%m}"
    paper = None if missing else _paper(books, own)
    yield Draft(f"{NAME} {file_name(session)}", session, month, missing, paper)


def _paper(books: Books, rows: "pd.Index") -> ResolutionPaper:
    first, office = int(rows[0]), office_name(books)
    motions = {int(row): _motion(books, int(row)) for row in rows}
    outcomes = books[Congress][Congress.outcome]
    return ResolutionPaper(
        title_lines(f"{office}\n教职工代表大会{books[Congress].at[first, Congress.session]}会议决议"),
        cell(books, Congress.session, first),
        day_in_words(books[Congress].at[first, Congress.date].date()),
        cell(books, Congress.delegates, first),
        cell(books, Congress.present, first),
        tuple(motions.values()),
        tuple(own for row, own in motions.items() if outcomes[row] == "通过"),
        office,
    )


def _motion(books: Books, row: int) -> MotionRow:
    columns = (Congress.motion, Congress.yes, Congress.no, Congress.abstained, Congress.outcome)
    return MotionRow(*(cell(books, column, row) for column in columns))


RESOLUTION = Document(NAME, Congress.session, When.ASKED, ResolutionPaper, _drafts)
