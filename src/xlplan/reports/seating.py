"""课桌椅调配表: the desks and chairs of each classroom in a term, and where there are too few or some to spare."""

from collections.abc import Iterator
from dataclasses import replace

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
    余缺是能成套的（完好、课桌、椅三样里最少的）减人数，负数是缺的；合计只加有班级的教室。
    """
    term = own_term(books, term)
    rows = _of_term(whole(books, Seating), whole(books, Term), term)
    if rows.empty:
        raise Waiting(f"“{Seating.sheet}”表里没有 {term} 清点的课桌椅")
    return Report(
        NAME,
        NAME,
        (
            "余缺＝能成套的（完好、课桌、椅里最少的）－人数，负数是缺的；合计只加有班级的教室，没有班级的教室能成套的都可以调。",
        ),
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
    sets = rows[[Seating.usable, Seating.desks, Seating.chairs]].min(axis=1)
    spare = (sets - rows[Seating.pupils].fillna(0)).fillna(0).astype("int64")
    for row, room in rows.iterrows():
        at, which = int(str(row)), f"{term} {room[Seating.room]}"
        counts = (figure(books, column, at, room[column], which) for column in _COUNTS)
        source = Source(
            books.ref(Seating.usable, at), Seating.usable, f"{which}，能成套的减人数", report=NAME
        )
        gap = Figure(int(spare[row]), source)
        yield room[Seating.room], room[Seating.school_class], *counts, gap, room[Seating.date].date()
    own = rows[rows[Seating.school_class] != ""]
    sets_of = total(own, Seating.usable, f"{term} 有班级的教室，能成套的减人数", NAME)
    sums = (total(own, column, f"{term} 有班级的教室", NAME) for column in _COUNTS)
    yield Total(("合计", "", *sums, replace(sets_of, value=int(spare[own.index].sum())), None))


SEATING = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [seating(books, term)])
