"""教材发放表: the textbooks of a term, by grade."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Total, Value
from xlplan.reports.forms import figure, form, own_term, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.stores import Textbook

NAME = "教材发放表"
_COUNTS = (Textbook.entitled, Textbook.ordered, Textbook.arrived, Textbook.issued, Textbook.left)
_HEADS = (
    Head("年级", 10),
    Head("学科", 14),
    Head("版本", 12),
    *(Head(str(column), 8, Kind.COUNT) for column in _COUNTS),
    Head("签收人", 10),
    Head("签收日", 11, Kind.DAY),
)


def textbooks(books: Books, term: str = "") -> Report:
    """教材发放表

    一个学期（不写就是今天所在的，放假时是刚过去的）的课本：每个年级一科一行，应发、订、到、发、余各多少，谁签收；年级、全校各有合计。
    """
    term = own_term(books, term)
    rows = whole(books, Textbook, lambda rows: rows[Textbook.term].isin([term, ""]))
    rows = rows[rows[Textbook.term] == term]
    return Report(
        NAME,
        NAME,
        ("应发是应领的人数；余数是发完以后点出来的本数，到数＝发数＋余数。",),
        (Block(_HEADS, tuple(_rows(books, rows))),),
        form(books, term, "教导处负责人", "保管员", "制表人"),
    )


def _rows(books: Books, rows: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    for grade, own in rows.groupby(Textbook.grade, sort=False):
        for row, book in own.iterrows():
            which = f"{book[Textbook.term]} {grade}{book[Textbook.subject_name]}"
            counts = (figure(books, column, int(str(row)), book[column], which) for column in _COUNTS)
            words = book[Textbook.subject_name], book[Textbook.edition]
            yield str(grade), *words, *counts, book[Textbook.receiver], book[Textbook.date].date()
        yield _sum(own, f"{grade}合计")
    yield _sum(rows, "合计")


def _sum(rows: pd.DataFrame, name: str) -> Total:
    terms = "、".join(rows[Textbook.term].unique())
    sums = (total(rows, column, f"{terms} {name}", NAME) for column in _COUNTS)
    return Total((name, "", "", *sums, "", None))


TEXTBOOKS = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [textbooks(books, term)])
