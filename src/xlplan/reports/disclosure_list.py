"""校务公开目录: what is to be published in a term, by when, and what 公示登记 has of it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.excel.table import Column
from xlplan.reports.forms import figure, form, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.term import term_days
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.disclosure import demanded, registered
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.plan import Publication

NAME = "校务公开目录"
_HEADS = (
    Head("事项", 12), Head("多久公开", 9), Head("所属期", 15), Head("最迟", 11, Kind.DAY), Head("公示起", 11, Kind.DAY),
    Head("公示止", 11, Kind.DAY), Head("工作日", 8, Kind.COUNT), Head("地点", 18), Head("反馈", 6, Kind.COUNT), Head("情况", 11),
)  # fmt: skip


def disclosure_list(books: Books, term: str = "") -> Report:
    """校务公开目录

    一个学期（连同它前面的假期）到期要公开的每一项：多久公开一次、哪一期、最迟哪天；公示登记里的公示起止、贴了几个工作日、地点、
    收到几条反馈；没有公示的、公示晚了的写在情况里。一期登记几次的，列最早的一次。要公开什么看参数“公开目录”，从登记开始的那个月算起。
    """
    whole(books, Publication)
    term, first, last = term_days(books, term)
    ends = books[Term][Term.end].dropna()
    before = ends[ends < pd.Timestamp(first)]
    begin = date(first.year, 1, 1) if before.empty else before.max().date() + timedelta(days=1)
    wanted = demanded(books, last)
    wanted = wanted[wanted["最迟"] >= pd.Timestamp(begin)].sort_values(["最迟", "事项"], kind="stable")
    rows = tuple(_rows(books, registered(books, wanted)))
    lacking = sum(row[-1] == "未公示" for row in rows)
    told = f"到{books.today:%Y-%m-%d}，没有公示的 {lacking} 项。" if lacking else ""
    return Report(
        NAME, NAME, (told,) if told else (), (Block(_HEADS, rows),), form(books, term, "制表人", "审核")
    )


def _rows(books: Books, found: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    calendar, today = Calendar(books[SpecialDay], books[Term]), pd.Timestamp(books.today)
    for _, row in found.iterrows():
        name = f"{row['所属期']} {row['事项']}"
        latest, at = row["最迟"], int(row["登记行"])
        begun = (row["事项"], row["频率"], row["所属期"], latest.date())
        if not at:
            state = "未公示" if latest < today else "还没到期"
            yield *begun, None, None, None, "", None, state
            continue
        own = books[Publication].loc[at]
        start, end = own[Publication.start], own[Publication.end]

        def told(column: Column, value: object, at: int = at, name: str = name) -> Value:
            return figure(books, column, at, value, name)

        said = own[Publication.feedback]
        feedback = None if pd.isna(said) else told(Publication.feedback, int(said))
        days = None if pd.isna(end) else calendar.workdays(start.date(), min(end, today).date())
        yield (
            *begun, told(Publication.start, start), None if pd.isna(end) else told(Publication.end, end), days,
            own[Publication.place], feedback, "晚了" if start > latest else "已公示",
        )  # fmt: skip


DISCLOSURE_LIST = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [disclosure_list(books, term)])
