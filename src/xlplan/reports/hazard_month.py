"""隐患排查月报: what of each kind was found, put right and left over in a month, and each hazard of it."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, last_day, month_in_words, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Hazard

NAME, LIST = "隐患排查月报", "隐患明细"
_SIGNED = ("填表人", "分管领导", "单位负责人")
_COUNTS = ("月初未销号", "本月发现", "其中重大", "本月销号", "月末未销号", "其中逾期")
_HEADS = (Head("隐患类别", 14), *(Head(title, 12, Kind.COUNT) for title in _COUNTS))
_LISTED = (
    Head("编号", 13), Head("排查日期", 12, Kind.DAY), Head("部位", 22), Head("隐患", 30), Head("等级", 6), Head("整改措施", 22),
    Head("责任人", 9), Head("期限", 12, Kind.DAY), Head("验收日", 12, Kind.DAY), Head("月末状态", 10),
)  # fmt: skip


def hazard_month(books: Books, month: str) -> tuple[Report, Report]:
    """隐患排查月报

    一个月的隐患按类别：月初还没有销号的、本月发现的、本月销号的、月末还没有销号的，其中逾期的；第二张是这些隐患的明细。
    月初的加上发现的，减去销号的，就是月末的。照验收日算销号，取自 safety.xlsx 的隐患台账。
    """
    rows = of_month(books, month)
    counted = [
        (kind, *_figures(own, f"{month}，{kind}"))
        for kind, own in rows.groupby(Hazard.kind, sort=False)
        if own[list(_COUNTS)].any(axis=None)
    ]
    total = Total(("合计", *_figures(rows, month)))
    listed = rows[rows["月初未销号"] | rows["本月发现"]]
    paper = form(books, month_in_words(month), *_SIGNED)
    notes = () if counted else ("本月没有发现隐患，也没有以前留下的。",)
    return (
        Report(NAME, NAME, notes, (Block(_HEADS, (*counted, total)),), paper),
        Report(LIST, f"{LIST}表", (), (Block(_LISTED, tuple(_listed(listed))),), paper),
    )


def of_month(books: Books, month: str) -> pd.DataFrame:
    """All hazards, and of each what it was in a month: a truth for each count, under its title."""
    rows = whole(books, Hazard)
    first, last = pd.Timestamp(month), pd.Timestamp(min(books.today, last_day(month)))
    found = rows[Hazard.found]
    # What is closed without a day of it was closed when it was mended, or at once.
    ended = rows[Hazard.accepted].fillna(rows[Hazard.mended]).fillna(found)
    closed = ended.where(rows[Hazard.state] == CLOSED)
    begun, new = found < first, (found >= first) & (found <= last)
    left = (found <= last) & ~(closed <= last)
    truths = (
        begun & ~(closed < first), new, new & (rows[Hazard.level] == "重大"),
        (closed >= first) & (closed <= last), left, left & (rows[Hazard.due] < last),
    )  # fmt: skip
    return rows.assign(**dict(zip(_COUNTS, truths, strict=True)))


def _figures(rows: pd.DataFrame, which: str) -> Iterator[Figure]:
    for title in _COUNTS:
        yield counted(rows, title, which)


def counted(rows: pd.DataFrame, title: str, which: str, report: str = NAME) -> Figure:
    """How many of the rows ``of_month`` are what a title says."""
    own = int(rows[title].sum())
    return Figure(own, source(Hazard.number, f"{which}，{title}", own, report))


def _listed(rows: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    for _, own in rows.iterrows():
        open_ = own["月末未销号"]
        state = ("逾期" if own["其中逾期"] else "整改中") if open_ else CLOSED
        yield (
            own[Hazard.number], own[Hazard.found].date(), f"{own[Hazard.area]}{own[Hazard.part]}", own[Hazard.content],
            own[Hazard.level], own[Hazard.measure], own[Hazard.owner], _day(own[Hazard.due]),
            None if open_ else _day(own[Hazard.accepted]), state,
        )  # fmt: skip


def _day(day: pd.Timestamp) -> Value:
    return None if pd.isna(day) else day.date()


HAZARD_MONTH = SheetPaper(NAME, Of.MONTH, When.ASKED, hazard_month)
