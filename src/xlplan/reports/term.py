"""The days of a term, for what is made of one."""

from datetime import date

from xlplan.findings import CannotRun
from xlplan.reports.forms import own_term
from xlplan.tables.books import Books
from xlplan.tables.office import Term


def term_days(books: Books, term: str) -> tuple[str, date, date]:
    """A term, or "" for ``own_term``, with its first and its last day; raises CannotRun where 学期 does not say them."""
    term, blocks = own_term(books, term), books[Term]
    own = blocks[(blocks[Term.term] == term) & blocks[Term.start].notna() & blocks[Term.end].notna()]
    if own.empty:
        raise CannotRun(f"“{Term.sheet}”表里“{term}”没有填起日和止日。")
    return term, own[Term.start].min().date(), own[Term.end].max().date()
