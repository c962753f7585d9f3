"""目标责任表: the targets of a term, whose they are, and where each signs for it."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reports.forms import figure, form, own_term, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.plan import Target

NAME = "目标责任表"
_HEADS = (
    Head("序号", 6, Kind.COUNT, centred=True), Head("指标", 28), Head("目标值", 13), Head("实际值", 14), Head("截止日", 11, Kind.DAY),
    Head("责任人", 12), Head("责任人签字", 16),
)  # fmt: skip


def target_duties(books: Books, term: str = "") -> Report:
    """目标责任表

    一个学期（不写就是今天所在的，放假时是刚过去的）的每一项目标归谁负责：指标、目标值、实际值、截止日、责任人，最后一栏责任人签字。
    学期开头打出来签，实际值还空着；期末再打一次，就是考核的依据。
    """
    term = own_term(books, term)
    targets = whole(books, Target, lambda rows: rows[Target.term].isin([term, ""]))
    own = targets[targets[Target.term] == term].sort_values(Target.due, kind="stable")
    rows = tuple(_row(books, place, int(row)) for place, row in enumerate(own.index, 1))
    return Report(
        NAME,
        NAME,
        ("责任人签字，就是认领这项目标；到期没有达到的，由责任人说明原因和补救的办法。",),
        (Block(_HEADS, rows),),
        form(books, term, "单位负责人", "制表人", "日期"),
    )


def _row(books: Books, place: int, row: int) -> tuple[Value, ...]:
    own = books[Target].loc[row]
    indicator, due = own[Target.indicator], own[Target.due]
    goal, actual = (figure(books, at, row, own[at], indicator) for at in (Target.goal, Target.actual))
    return place, indicator, goal, actual, None if pd.isna(due) else due.date(), own[Target.owner], ""


TARGET_DUTIES = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [target_duties(books, term)])
