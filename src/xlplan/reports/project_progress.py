"""项目进度表: what each project may cost, has got and paid, how far it is and how far it should be."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Share, Total, Value
from xlplan.excel.table import Column
from xlplan.ledger.projects import open_projects, planned
from xlplan.reports.forms import figure, form, month_in_words, share, source, total, whole
from xlplan.tables.books import Books
from xlplan.tables.links import sums_of
from xlplan.tables.projects import CANCELLED, Funding, Project, ProjectPayment, Stage

NAME = "项目进度表"
_SIGNED = ("单位负责人", "总务主任", "制表人")
_HEADS = (
    Head("名称", 24), Head("预算", 13, Kind.MONEY), Head("合同额", 13, Kind.MONEY), Head("已到账", 13, Kind.MONEY),
    Head("已付", 13, Kind.MONEY), Head("付款比例", 9), Head("应做", 9), Head("形象进度", 9), Head("计划完工", 12, Kind.DAY),
    Head("状态", 8),
)  # fmt: skip


def current(books: Books) -> pd.DataFrame:
    """The projects that are told of: not given up, and not finished in an earlier year."""
    projects = whole(books, Project)
    over = projects[Project.end].dt.year < books.today.year
    return projects[(projects[Project.state] != CANCELLED) & ~over]


def project_progress(books: Books, month: str) -> Report:
    """项目进度表

    没有取消的项目一个一行，以前年度完工的不再列：预算、合同额，到月末（没有过完的月到今天）为止的到账和付款，付款占合同额（没有合同的占预算）
    的比例，照工序的计划应做到百分之几和形象进度。形象进度、状态是做表时“项目”表里填的；完工、验收了的应做是 100%。
    """
    own, today = current(books), pd.Timestamp(books.today)
    payments, funding, stages = whole(books, ProjectPayment), whole(books, Funding), whole(books, Stage)
    payments = payments[payments[ProjectPayment.date] <= today]
    funding = funding[~(funding[Funding.came] > today)]
    due = planned(own, stages, today).where(own.index.isin(open_projects(own).index), 1.0)
    rows = own.assign(
        已付=sums_of(
            own, payments, {Project.number: ProjectPayment.project}, payments[ProjectPayment.amount]
        ),
        到账=sums_of(own, funding, {Project.number: Funding.project}, funding[Funding.received]),
        应做=due,
    )
    day = f"{books.today:%Y-%m-%d}"
    lines = tuple(_row(books, row, day) for _, row in rows.iterrows())
    notes = (f"到账、付款截至 {day}；形象进度、状态是做表时“项目”表里填的。",)
    heads = _HEADS, (*lines, _sum(rows, day))
    return Report(NAME, NAME, notes, (Block(*heads),), form(books, month_in_words(month), *_SIGNED))


def _row(books: Books, row: "pd.Series", day: str) -> tuple[Value, ...]:
    at, name = int(row.name), row[Project.name]
    base = row[Project.amount] or row[Project.budget]

    def made(column: Column, value: "int | Share | None") -> Value:
        return None if value is None else Figure(value, source(column, f"{name}，截至 {day}", 1, NAME))

    return (
        name,
        figure(books, Project.budget, at, int(row[Project.budget]), name),
        figure(books, Project.amount, at, int(row[Project.amount]) or None, name),
        made(Funding.received, int(row["到账"])),
        made(ProjectPayment.amount, int(row["已付"])),
        made(Project.paid, share(int(row["已付"]), int(base))),
        made(Stage.weight, None if pd.isna(row["应做"]) else Share(row["应做"])),
        figure(books, Project.progress, at, _share(row[Project.progress]), name),
        None if pd.isna(row[Project.due]) else row[Project.due].date(),
        row[Project.state],
    )


def _share(value: float) -> Share | None:
    return None if pd.isna(value) else Share(value)


def _sum(rows: pd.DataFrame, day: str) -> Total:
    which = f"合计，截至 {day}"
    sums = (
        total(rows.rename(columns=names), column, which, NAME)
        for column, names in (
            (Project.budget, {}),
            (Project.amount, {}),
            (Funding.received, {"到账": Funding.received}),
            (ProjectPayment.amount, {"已付": ProjectPayment.amount}),
        )
    )
    return Total(("合计", *sums, None, None, None, None, ""))
