"""课桌椅调配表: the desks and chairs of each classroom in a term, and where there are too few or some to spare."""

from collections.abc import Iterator

import pandas as pd

from xlplan.cells import Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import figure, form, own_term, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Term
from xlplan.tables.stores import Seating

NAME = "课桌椅调配表"
_COUNTS = (Seating.pupils, Seating.desks, Seating.chairs, Seating.usable, Seating.broken)
_HEADS = (
    Head("教室", 22),
    Head("班级", 16),
    *(Head(str(column), 8, Kind.COUNT) for column in _COUNTS),
    Head("余缺", 8, Kind.COUNT),
    Head("清点日", 11, Kind.DAY),
)


def seating(books: Books, term: str = "") -> Report:
    """课桌椅调配表

    一个学期（不写就是今天所在的，放假时是刚过去的）每间教室的课桌椅，看这个学期最后登记的一行，开学前点的也算；
    余缺是完好的套数减人数，负数是缺的。
    """
    term = own_term(books, term)
    rows = _of_term(whole(books, Seating), whole(books, Term), term)
    if rows.empty:
        raise Waiting(f"“{Seating.sheet}”表里没有 {term} 清点的课桌椅")
    return Report(
        NAME,
        NAME,
        ("余缺＝完好－人数，负数是缺的；没有安排班级的教室，完好的都可以调。",),
        (Block(_HEADS, tuple(_rows(books, rows, term))),),
        form(books, term, "总务主任", "保管员", "制表人"),
    )


def _of_term(rows: pd.DataFrame, terms: pd.DataFrame, term: str) -> pd.DataFrame:
    """The last row of each room that was counted after the term before ended, until this one ends."""
    ends = terms.groupby(Term.term)[Term.end].max()
    before = ends[ends < ends[term]].max()
    own = (rows[Seating.date] <= ends[term]) & ~(rows[Seating.date] <= before)
    return (
        rows[own]
        .sort_values(Seating.date, kind="stable")
        .drop_duplicates(Seating.room, keep="last")
        .sort_index()
    )


def _rows(books: Books, rows: pd.DataFrame, term: str) -> Iterator[tuple[Value, ...]]:
    spare = rows[Seating.usable] - rows[Seating.pupils].fillna(0)
    for row, room in rows.iterrows():
        at, which = int(str(row)), f"{term} {room[Seating.room]}"
        counts = (figure(books, column, at, room[column], which) for column in _COUNTS)
        source = Source(books.ref(Seating.usable, at), Seating.usable, f"{which}，减人数", report=NAME)
        gap = Figure(int(spare[row]), source)
        yield room[Seating.room], room[Seating.school_class], *counts, gap, room[Seating.date].date()
    usable = total(rows, Seating.usable, f"{term} 减人数", NAME)
    sums = (total(rows, column, term, NAME) for column in _COUNTS)
    yield Total(("合计", "", *sums, Figure(int(spare.sum()), usable.source), None))


SEATING = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [seating(books, term)])
