"""验收单：一次验收收到什么、多少、合不合格，两个人签字。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.cells import Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell, in_full
from xlplan.documents.rows import of_this_month, row_drafts
from xlplan.documents.values import named
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports.forms import office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.claims import Acceptance, Purchase


@dataclass(frozen=True)
class AcceptancePaper:
    """What the template 验收单 may use."""

    office: str = named("单位")
    number: Printed = named("验收单号")
    date: Printed = named("验收日")
    purchase: Printed = named("采购号")
    contract: Printed = named("合同号")
    content: Printed = named("验收内容")
    quantity: Printed = named("数量")
    amount: Printed = named("金额")
    acceptor: Printed = named("验收人")
    second_acceptor: Printed = named("验收人二")
    conclusion: Printed = named("结论")
    amount_in_words: Printed = named("大写金额")
    item: Printed = named("项目")
    supplier: Printed = named("供应商")
    buyer: Printed = named("采购经办")


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The acceptance of this 验收单号, or those of this month."""
    due = of_this_month(books, Acceptance.date)
    return row_drafts(
        books,
        ACCEPTANCE.name,
        Acceptance.number,
        number,
        due,
        lambda row: _paper(books, row),
        stopped_by="PRC-05",
    )


def _paper(books: Books, row: int) -> AcceptancePaper:
    own, bought = books[Acceptance].loc[row], books[Purchase]
    purchase = next(iter(bought.index[bought[Purchase.number] == own[Acceptance.purchase]]), 0)
    at = Source(books.ref(Acceptance.amount, row), str(Acceptance.amount), own[Acceptance.number])

    told = partial(cell, books, row=row)

    def bought_as(column: Column) -> Printed:
        return cell(books, column, int(purchase)) if purchase else ""

    return AcceptancePaper(
        office=office_name(books),
        number=told(Acceptance.number),
        date=told(Acceptance.date),
        purchase=told(Acceptance.purchase),
        contract=told(Acceptance.contract),
        item=bought_as(Purchase.item),
        supplier=bought_as(Purchase.supplier),
        buyer=bought_as(Purchase.handler),
        content=told(Acceptance.content),
        quantity=told(Acceptance.quantity),
        amount=told(Acceptance.amount),
        amount_in_words=in_full(Figure(int(own[Acceptance.amount]), at)),
        acceptor=told(Acceptance.acceptor),
        second_acceptor=told(Acceptance.second_acceptor),
        conclusion=told(Acceptance.conclusion),
    )


ACCEPTANCE = Document("验收单", Acceptance.number, When.ASKED, AcceptancePaper, _drafts)
