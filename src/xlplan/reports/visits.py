"""来访统计: how often people came to the school in a month and what for, without their names."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, month_in_words, of_month, source, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.safety import Visit

NAME = "来访统计"
_HEADS = (
    Head("", 30), Head("来访次数", 14, Kind.COUNT), Head("来访人数", 14, Kind.COUNT), Head("没有登记离校", 18, Kind.COUNT),
)  # fmt: skip


def visits(books: Books, month: str) -> Report:
    """来访统计

    一个月来访的次数、人数，按事由和按周各一张，没有登记离校时间的另数；没有来访人的姓名和证件号，取自 safety.xlsx 的来访登记。
    """
    rows = of_month(whole(books, Visit), Visit.came, month)
    days = rows[Visit.came].dt.normalize()
    monday = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    by_reason = rows.groupby(Visit.reason, sort=False)
    often = by_reason.size().sort_values(ascending=False, kind="stable").index
    reasons = [(reason, rows[rows[Visit.reason] == reason]) for reason in often]
    weeks = [(f"{day:%m-%d} 起的一周", own) for day, own in rows.groupby(monday)]
    blocks = (
        _block("事由", "一、按事由", reasons, rows, month),
        _block("周", "二、按周", weeks, rows, month),
    )
    notes = () if len(rows) else ("本月没有来访登记。",)
    return Report(NAME, NAME, notes, blocks, form(books, month_in_words(month), "填表人", "审核"))


def _block(
    head: str, title: str, parts: list[tuple[str, pd.DataFrame]], rows: pd.DataFrame, month: str
) -> Block:
    heads = (Head(head, _HEADS[0].width), *_HEADS[1:])
    lines: list[tuple[Value, ...]] = [(name, *_figures(own, f"{month}，{name}")) for name, own in parts]
    return Block(heads, (*lines, Total(("合计", *_figures(rows, f"{month}，{title}")))), title)


def _figures(rows: pd.DataFrame, which: str) -> Iterator[Figure]:
    yield Figure(len(rows), source(Visit.came, which, len(rows), NAME))
    yield total(rows, Visit.number, which, NAME)
    inside = int(rows[Visit.left].isna().sum())
    yield Figure(inside, source(Visit.left, f"{which}，没有离校时间", inside, NAME))


VISITS = SheetPaper(NAME, Of.MONTH, When.ASKED, lambda books, month: (visits(books, month),))
