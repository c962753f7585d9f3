"""询价单：一次采购问了哪几家、各报多少、谁成交。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell
from xlplan.documents.rows import of_this_month, row_drafts
from xlplan.documents.values import named
from xlplan.findings import CannotRun
from xlplan.reports.forms import office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.claims import Purchase


@dataclass(frozen=True)
class BidRow:
    """One supplier who was asked."""

    bidder: Printed = named("供应商")
    quote: Printed = named("报价")
    chosen: str = named("成交")


@dataclass(frozen=True)
class InquiryPaper:
    """What the template 询价单 may use."""

    office: str = named("单位")
    number: Printed = named("采购号")
    date: Printed = named("日期")
    claim: Printed = named("单号")
    item: Printed = named("项目")
    category: Printed = named("类别")
    catalogue_item: Printed = named("品目")
    method: Printed = named("采购方式")
    supplier: Printed = named("成交供应商")
    amount: Printed = named("成交金额")
    handler: Printed = named("经办")
    bids: tuple[BidRow, ...] = named("报价")


_ASKED = "询价"
_BIDS = (
    (Purchase.first_bidder, Purchase.first_quote),
    (Purchase.second_bidder, Purchase.second_quote),
    (Purchase.third_bidder, Purchase.third_quote),
)


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The purchase of this 采购号, or those of this month for which quotes were asked; raises CannotRun where none were."""
    rows, month = books[Purchase], of_this_month(books, Purchase.date)
    methods = rows.loc[rows[Purchase.number] == number, Purchase.method] if number else rows.head(0)
    if len(methods) and not (methods == _ASKED).any():
        raise CannotRun(f"{number} 的采购方式是{methods.iloc[0]}，不是{_ASKED}，没有{INQUIRY.name}。")
    return row_drafts(
        books, INQUIRY.name, Purchase.number, number,
        lambda rows: month(rows) & (rows[Purchase.method] == _ASKED), lambda row: _paper(books, row),
    )  # fmt: skip


def _paper(books: Books, row: int) -> InquiryPaper:
    told = partial(cell, books, row=row)

    return InquiryPaper(
        office=office_name(books),
        number=told(Purchase.number),
        date=told(Purchase.date),
        claim=told(Purchase.claim),
        item=told(Purchase.item),
        category=told(Purchase.category),
        catalogue_item=told(Purchase.catalogue_item),
        method=told(Purchase.method),
        supplier=told(Purchase.supplier),
        amount=told(Purchase.amount),
        handler=told(Purchase.handler),
        bids=tuple(_bids(books, row)),
    )


def _bids(books: Books, row: int) -> Iterator[BidRow]:
    purchase = books[Purchase].loc[row]
    for bidder, quote in _BIDS:
        if purchase[bidder]:
            chosen = "√" if purchase[bidder] == purchase[Purchase.supplier] else ""
            yield BidRow(cell(books, bidder, row), cell(books, quote, row), chosen)


INQUIRY = Document("询价单", Purchase.number, When.ASKED, InquiryPaper, _drafts)
