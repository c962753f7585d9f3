"""目标完成情况: the targets of a term, and how far each is reached."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd

from xlplan.cells import Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Chart, Figure, Head, Report, Share, Value
from xlplan.reports.forms import day_in_words, form, own_term, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.goals import State, progress
from xlplan.tables.plan import Target

NAME = "目标完成情况"
NOT_DUE = "未到期"
_HEADS = (
    Head("指标", 28),
    Head("目标值", 12),
    Head("实际值", 16),
    Head("截止日", 11, Kind.DAY),
    Head("责任人", 12),
    Head("完成率", 9),
    Head("状态", 10),
)
_CHART = Chart("各项目标的完成率", "指标", ("完成率",), flat=True)


def target_progress(books: Books, term: str = "") -> Report:
    """目标完成情况

    一个学期（不写就是今天所在的，放假时是刚过去的）的每一项目标：目标值、实际值、截止日、责任人、完成率和状态，下面是完成率的图。
    达到了就是 100%；没有达到的，按实际值和目标值的比例算；没有填、看不出的，完成率空着。没有达到而截止日还没到的写“未到期”。
    """
    day, term = books.today, own_term(books, term)
    targets = whole(books, Target, lambda rows: rows[Target.term].isin([term, ""]))
    own = targets[targets[Target.term] == term]
    rows = tuple(_row(books, int(row), target, day) for row, target in own.iterrows())
    return Report(
        NAME,
        NAME,
        (
            _counted(rows),
            "完成率：达到目标是 100%；没有达到的，是实际值和目标值之比（越少越好的目标反过来）。",
        ),
        (Block(_HEADS, rows, chart=_CHART),),
        form(books, f"{term}　　截至{day_in_words(day)}", "单位负责人", "总务主任", "制表人"),
    )


def _row(books: Books, row: int, target: "pd.Series", day: date) -> tuple[Value, ...]:
    state, reached = progress(target[Target.goal], target[Target.actual])
    due = target[Target.due]
    goal, actual = (
        Source(books.ref(column, row), column, target[Target.indicator])
        for column in (Target.goal, Target.actual)
    )
    part = replace(actual, which=f"{actual.which}，实际值比目标值", report=NAME)
    return (
        target[Target.indicator],
        Figure(target[Target.goal], goal),
        Figure(target[Target.actual], actual),
        None if pd.isna(due) else due.date(),
        target[Target.owner],
        None if reached is None else Figure(Share(reached), part),
        NOT_DUE if state is not State.MET and due > pd.Timestamp(day) else state.value,
    )


def _counted(rows: tuple[tuple[Value, ...], ...]) -> str:
    """How many targets there are, and how many of each state, the most first."""
    if not rows:
        return "这个学期还没有填目标。"
    counts = Counter(str(row[-1]) for row in rows).most_common()
    return f"共 {len(rows)} 项：{'，'.join(f'{state} {count} 项' for state, count in counts)}。"


TARGET_PROGRESS = SheetPaper(NAME, Of.TERM, When.NIGHTLY, lambda books, term: [target_progress(books, term)])
