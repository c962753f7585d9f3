"""开学物资准备清单: what a term needs to begin, and what of it is still to come."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reports.forms import day_in_words, figure, form, own_term, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.office import Term
from xlplan.tables.stores import TermSupply

NAME = "开学物资准备清单"
_QUANTITIES = (TermSupply.needed, TermSupply.stock, TermSupply.gap)
_HEADS = (
    Head("物品", 18),
    Head("规格", 16),
    Head("需求部门", 12),
    Head("单位", 6),
    *(Head(str(column), 10, Kind.QUANTITY) for column in _QUANTITIES),
    Head("到货期", 11, Kind.DAY),
    Head("责任人", 10),
)


def term_supplies(books: Books, term: str = "") -> Report:
    """开学物资准备清单

    一个学期开学前要备齐的物品：哪个部门要多少，库房有多少，还缺多少，哪天到货，谁负责。不写学期就是今天所在的，
    放假时是刚过去的；下个学期的写明学期。
    """
    term = own_term(books, term)
    terms = whole(books, Term)
    begins = terms.loc[terms[Term.term] == term, Term.start].min()
    rows = whole(books, TermSupply, lambda rows: rows[TermSupply.term].isin([term, ""]))
    rows = rows[rows[TermSupply.term] == term]
    short = int((rows[TermSupply.gap] > 0).sum())
    state = f"还有 {short} 种没有备齐。" if short else "全部备齐。"
    return Report(
        NAME,
        NAME,
        (f"{day_in_words(begins.date())}开学，要备 {len(rows)} 种，{state}",),
        (Block(_HEADS, tuple(_row(books, int(str(row)), own) for row, own in rows.iterrows())),),
        form(books, f"{term}　　截至{day_in_words(books.today)}", "总务主任", "保管员", "制表人"),
    )


def _row(books: Books, row: int, own: "pd.Series") -> tuple[Value, ...]:
    which = f"{own[TermSupply.term]} {own[TermSupply.item]}"
    arrival = own[TermSupply.arrival]
    return (
        own[TermSupply.item],
        own[TermSupply.specification],
        own[TermSupply.department],
        own[TermSupply.unit],
        *(figure(books, column, row, own[column], which) for column in _QUANTITIES),
        None if pd.isna(arrival) else arrival.date(),
        own[TermSupply.owner],
    )


TERM_SUPPLIES = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [term_supplies(books, term)])
