"""收费公示：一个学期可以收哪些钱、什么标准、凭什么，贴在公示栏上，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn
from xlplan.documents.printing import cell, fact
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.reports.term import term_days
from xlplan.tables.books import Books
from xlplan.tables.fees import OTHER, FeeItem, FeeNotice
from xlplan.tables.office import Term

NAME = "收费公示"
_NEEDED = (FeeItem.unit, FeeItem.scope, FeeItem.authority, FeeItem.document)


@dataclass(frozen=True)
class ItemRow:
    """One fee."""

    name: Printed = named("项目")
    kind: str = named("类型")
    standard: Printed = named("标准")
    unit: Printed = named("计费单位")
    scope: Printed = named("范围")
    authority: Printed = named("依据机关")
    document: Printed = named("依据文号")
    voluntary: str = named("自愿")
    relief: Printed = named("减免政策")


@dataclass(frozen=True)
class FeeNoticePaper:
    """What the template 收费公示 may use."""

    title: tuple[str, ...] = named("标题")
    items: tuple[ItemRow, ...] = named("收费")
    complaints: Printed = named("投诉电话")
    telephone: Printed = named("联系电话")
    office: str = named("单位")
    period: str = named("公示期")
    date: str = named("成文日期")


def _drafts(books: Books, term: str, used: Sequence[str]) -> Iterator[Draft]:
    """The fees of a term, or of the one in which the day lies; none where the catalogue is empty."""
    term, first, last = term_days(books, term)
    items = books[FeeItem]
    if items.empty and books.unread(FeeItem).empty:
        return
    gone = (items[FeeItem.start] > pd.Timestamp(last)) | (items[FeeItem.end] < pd.Timestamp(first))
    rows = items.index[~gone & (items[FeeItem.kind] != OTHER)]
    missing = (
        *torn(books, FeeItem, FeeNotice),
        *torn(books, Term),
        *lacking(books, "单位名称", "联系电话"),
        *_unfilled(books, rows),
    )
    paper = None if missing else _paper(books, term, rows, _told(books, rows, first, last))
    yield Draft(f"{NAME} {file_name(term)}", term, "", missing, paper)


def _unfilled(books: Books, rows: "pd.Index") -> Iterator[tuple[Ref, str]]:
    items = books[FeeItem]
    for column in _NEEDED:
        for row in rows[items.loc[rows, column] == ""]:
            name = items.at[row, FeeItem.name]
            yield books.ref(column, row), f"{name}要公示，“{column}”空着。"


def _told(books: Books, rows: "pd.Index", first: date, last: date) -> pd.DataFrame:
    """The rows of 收费公示 that tell of these fees in the term and were put up last."""
    notices = books[FeeNotice]
    own = notices[notices[FeeNotice.item].isin(books[FeeItem].loc[rows, FeeItem.number])]
    own = own[(own[FeeNotice.date] <= pd.Timestamp(last)) & ~(own[FeeNotice.end] < pd.Timestamp(first))]
    return own[own[FeeNotice.date] == own[FeeNotice.date].max()]


def _paper(books: Books, term: str, rows: "pd.Index", put_up: pd.DataFrame) -> FeeNoticePaper:
    organ, notices = office_name(books), books[FeeNotice]
    told = notices.index[notices[FeeNotice.telephone] != ""]
    day = books.today if put_up.empty else put_up[FeeNotice.date].iloc[0].date()
    ends = put_up[FeeNotice.end]
    until = "起" if ends.isna().any() or ends.empty else f"至{day_in_words(ends.max().date())}"
    return FeeNoticePaper(
        title_lines(f"{organ}\n{term}收费公示"),
        tuple(_item(books, row) for row in rows),
        cell(books, FeeNotice.telephone, told[-1]) if len(told) else "",
        fact(books, "联系电话"),
        organ,
        f"{day_in_words(day)}{until}",
        day_in_words(day),
    )


def _item(books: Books, row: int) -> ItemRow:
    item = books[FeeItem].loc[row]
    return ItemRow(
        cell(books, FeeItem.name, row),
        item[FeeItem.kind],
        cell(books, FeeItem.standard, row) if item[FeeItem.standard] else "据实结算",
        cell(books, FeeItem.unit, row),
        cell(books, FeeItem.scope, row),
        cell(books, FeeItem.authority, row),
        cell(books, FeeItem.document, row),
        item[FeeItem.voluntary],
        cell(books, FeeItem.relief, row),
    )


NOTICE = Document(NAME, Of.TERM, When.ASKED, FeeNoticePaper, _drafts, public=True)
