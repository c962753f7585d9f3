"""What the papers to print and sign have in common: who made them, for what time, and how figures stand in them."""

from datetime import date

from xlplan.excel.report import Form, Share
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Office


def office_name(books: Books) -> str:
    """What the office calls itself in 单位, "" where that is not known."""
    try:
        rows = books[Office]
    except Waiting:
        return ""
    return next(iter(rows.loc[rows[Office.item] == "单位名称", Office.content]), "")


def form(books: Books, period: str, *signatures: str) -> Form:
    """The form of this office."""
    return Form(office_name(books), period, signatures)


def day_in_words(day: date) -> str:
    """2026年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_in_words(month: str) -> str:
    """YYYY-MM as 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def sides(balance: int) -> tuple[int | None, int | None]:
    """A balance (fen, debit less credit) in the column of its side, 借 or 贷; nothing in both if there is none."""
    return (balance, None) if balance > 0 else (None, -balance or None)


def share(part: int, whole: int) -> Share | None:
    """How much of a whole a part is (both fen); None of nothing."""
    return Share(part / whole) if whole else None
