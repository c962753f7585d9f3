"""意见办理单：一条意见说了什么、谁办、怎么办的、谁复核、怎么答复。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell
from xlplan.documents.rows import of_this_month, row_drafts
from xlplan.documents.values import named
from xlplan.reports.forms import office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.plan import Opinion


@dataclass(frozen=True)
class OpinionPaper:
    """What the template 意见办理单 may use."""

    office: str = named("单位")
    number: Printed = named("意见号")
    date: Printed = named("日期")
    source: Printed = named("来源")
    content: Printed = named("内容")
    owner: Printed = named("责任人")
    due: Printed = named("期限")
    handling: Printed = named("办理情况")
    done: Printed = named("办结日")
    reviewer: Printed = named("复核人")
    reply: Printed = named("答复")
    state: Printed = named("状态")


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The opinion of this 意见号, or those of this month."""
    due = of_this_month(books, Opinion.date)
    return row_drafts(books, OPINION.name, Opinion.number, number, due, lambda row: _paper(books, row))


def _paper(books: Books, row: int) -> OpinionPaper:
    told = partial(cell, books, row=row)
    return OpinionPaper(
        office_name(books),
        told(Opinion.number),
        told(Opinion.date),
        told(Opinion.source),
        told(Opinion.content),
        told(Opinion.owner),
        told(Opinion.due),
        told(Opinion.handling),
        told(Opinion.done),
        told(Opinion.reviewer),
        told(Opinion.reply),
        told(Opinion.state),
    )


OPINION = Document("意见办理单", Opinion.number, When.ASKED, OpinionPaper, _drafts)
