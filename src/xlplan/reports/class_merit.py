"""班主任津贴发放表: how the leading of each class was judged in a month and what is paid for it, to be signed for."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Total, Value
from xlplan.reports.forms import figure, form, month_in_words, of_month, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.people import ClassMerit

NAME = "班主任津贴发放表"
_HEADS = (
    Head("班级", 16), Head("班主任", 12), Head("考核分", 10, Kind.QUANTITY), Head("等级", 10), Head("津贴", 14, Kind.MONEY),
    Head("签名", 14), Head("说明", 16),
)  # fmt: skip


def class_merit(books: Books, month: str) -> Report:
    """班主任津贴发放表

    一个月每个班的班主任考核多少分、什么等级、该发多少津贴，取自“考核”表，本人签名。“考核”表里没有这个月的，不做。
    """
    rows = of_month(whole(books, ClassMerit), ClassMerit.month, month)
    if rows.empty:
        raise Waiting(f"“{ClassMerit.sheet}”表里没有 {month} 的考核")
    return Report(
        NAME,
        NAME,
        (),
        (Block(_HEADS, tuple(_rows(books, rows, month))),),
        form(books, month_in_words(month), "校长", "政教主任", "制表人"),
    )


def _rows(books: Books, rows: pd.DataFrame, month: str) -> Iterator[tuple[Value, ...]]:
    for row, own in rows.iterrows():
        which = f"{month} {own[ClassMerit.room]}"
        score, pay = (
            figure(books, column, int(str(row)), own[column], which)
            for column in (ClassMerit.score, ClassMerit.pay)
        )
        yield (
            own[ClassMerit.room], own[ClassMerit.teacher], score, own[ClassMerit.rank], pay, "", own[ClassMerit.note]
        )  # fmt: skip
    yield Total(("合计", "", None, "", total(rows, ClassMerit.pay, f"{month} 全校", NAME), "", ""))


CLASS_MERIT = SheetPaper(NAME, Of.MONTH, When.ASKED, lambda books, month: [class_merit(books, month)])
