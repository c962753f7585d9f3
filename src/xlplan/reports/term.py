"""The days of a term, for what is made of one."""

from datetime import date

from xlplan.findings import CannotRun
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_on
from xlplan.tables.office import Term


def term_days(books: Books, term: str) -> tuple[str, date, date]:
    """A term, or "" for the one in which the day lies, with its first and its last day.

    Raises CannotRun where 学期 does not know it, or no term has begun.
    """
    blocks = books[Term]
    term = term or term_on(blocks, books.today)
    own = blocks[(blocks[Term.term] == term) & blocks[Term.start].notna() & blocks[Term.end].notna()]
    if not term:
        raise CannotRun(f"“{Term.sheet}”表里还没有开始的学期，请写明是哪个学期。")
    if own.empty:
        known = "、".join(blocks[Term.term].unique()) or "还没有填"
        raise CannotRun(f"“{Term.sheet}”表里没有“{term}”，表里有：{known}。")
    return term, own[Term.start].min().date(), own[Term.end].max().date()
