"""慰问记录: whom the union visited in a year, why, with what, and who signed."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Total, Value
from xlplan.reports.forms import day_in_words, figure, form, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.plan import Condolence

NAME = "慰问记录"
_HEADS = (
    Head("日期", 11, Kind.DAY), Head("对象", 9), Head("事由", 11), Head("慰问品", 16), Head("金额（元）", 12, Kind.MONEY),
    Head("参加人", 18), Head("签收人", 10), Head("签收日", 11, Kind.DAY), Head("票据", 26),
)  # fmt: skip


def condolences(books: Books, year: str) -> Report:
    """慰问记录

    工会一个年度的慰问，一次一行：哪天、慰问谁、为什么、慰问品、金额、谁去的、谁签收、票据存在哪里，下面是合计。
    工会有自己的账，这些不在学校的凭证里。
    """
    rows = whole(books, Condolence)
    own = rows[rows[Condolence.date].dt.year == int(year)].sort_values(Condolence.date, kind="stable")
    people = own[Condolence.person].nunique()
    lines = tuple(_row(books, int(row)) for row in own.index)
    amount = total(own, Condolence.amount, f"{year}年", NAME)
    return Report(
        NAME,
        NAME,
        (f"慰问 {len(own)} 次，{people} 人。" if len(own) else "这一年没有慰问。",),
        (Block(_HEADS, (*lines, Total(("合计", "", "", "", amount, "", "", None, "")))),),
        form(books, f"{year}年　　截至{day_in_words(books.today)}", "工会主席", "经办人", "经费审查"),
    )


def _row(books: Books, row: int) -> tuple[Value, ...]:
    own = books[Condolence].loc[row]
    day, signed = own[Condolence.date], own[Condolence.signed]
    which = f"{own[Condolence.person]} {day:%Y-%m-%d} {own[Condolence.reason]}"
    return (
        day.date(), own[Condolence.person], own[Condolence.reason], own[Condolence.gift],
        figure(books, Condolence.amount, row, int(own[Condolence.amount]), which), own[Condolence.visitors],
        own[Condolence.receiver], None if pd.isna(signed) else signed.date(), own[Condolence.receipt],
    )  # fmt: skip


CONDOLENCES = SheetPaper(NAME, Of.YEAR, When.ASKED, lambda books, year: [condolences(books, year)])
