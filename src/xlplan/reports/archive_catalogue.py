"""归档目录: what was filed of a year, how long it is kept, and where it lies."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reports.forms import day_in_words, figure, form, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.plan import Archive, Dispatch

NAME = "归档目录"
_HEADS = (
    Head("序号", 6, Kind.COUNT, centred=True), Head("档号", 14), Head("题名", 36), Head("类别", 20), Head("起日", 11, Kind.DAY),
    Head("止日", 11, Kind.DAY), Head("保管期限", 9), Head("保管到", 9), Head("位置", 15), Head("归档日", 11, Kind.DAY), Head("归档人", 8),
)  # fmt: skip


def archive_catalogue(books: Books, year: str) -> Report:
    """归档目录

    一个年度（止日在这一年）的档案，照档号排：题名、类别、起止日期、保管期限、保管到哪一年、位置、归档日和归档人。
    保管到的年份从止日的下一年算起。下面写明各种期限各多少件，这一年的发文还有多少份没有归档。
    """
    files = whole(books, Archive)
    own = files[files[Archive.date].dt.year == int(year)].sort_values(Archive.number, kind="stable")
    papers = whole(books, Dispatch)
    left = int(((papers[Dispatch.date].dt.year == int(year)) & (papers[Dispatch.archive] == "")).sum())
    rows = tuple(_row(books, place, int(row)) for place, row in enumerate(own.index, 1))
    return Report(
        NAME,
        NAME,
        (_counted(own), f"这一年的发文还有 {left} 份没有归档。" if left else "这一年的发文都归档了。"),
        (Block(_HEADS, rows),),
        form(books, f"{year}年度　　截至{day_in_words(books.today)}", "单位负责人", "移交人", "归档人"),
    )


def _row(books: Books, place: int, row: int) -> tuple[Value, ...]:
    own = books[Archive].loc[row]
    number, term, last = own[Archive.number], own[Archive.term], own[Archive.date]
    first, filed = (None if pd.isna(own[at]) else own[at].date() for at in (Archive.first, Archive.filed))
    until = f"{last.year + int(term.removesuffix('年'))}年底" if term.endswith("年") else term
    return (
        place, number, figure(books, Archive.title, row, own[Archive.title], number), own[Archive.kind], first, last.date(),
        figure(books, Archive.term, row, term, number), until, own[Archive.place], filed, own[Archive.filer],
    )  # fmt: skip


def _counted(own: pd.DataFrame) -> str:
    """How many there are, and of each term, the longest first."""
    if own.empty:
        return "这一年还没有归档的。"
    counts = own[Archive.term].value_counts()
    each = [f"{term} {counts[term]} 件" for term in Archive.term.choices[::-1] if term in counts]
    return f"共 {len(own)} 件：{'，'.join(each)}。"


ARCHIVE_CATALOGUE = SheetPaper(
    NAME, Of.YEAR, When.ASKED, lambda books, year: [archive_catalogue(books, year)]
)
