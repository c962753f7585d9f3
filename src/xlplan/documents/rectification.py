"""整改通知书：一处隐患是什么、谁负责、什么时候以前改好，交责任人签收。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell
from xlplan.documents.rows import row_drafts
from xlplan.documents.values import named
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Hazard


@dataclass(frozen=True)
class RectificationPaper:
    """What the template 整改通知书 may use."""

    office: str = named("单位")
    number: Printed = named("编号")
    found: Printed = named("排查日期")
    inspection: Printed = named("排查类型")
    place: Printed = named("区域")
    part: Printed = named("部位")
    kind: Printed = named("隐患类别")
    level: Printed = named("等级")
    content: Printed = named("描述")
    finder: Printed = named("发现人")
    department: Printed = named("责任部门")
    owner: Printed = named("责任人")
    measure: Printed = named("整改措施")
    due: Printed = named("期限")
    protection: Printed = named("临时防护")
    date: str = named("成文日期")


_NEEDED = (Hazard.measure, Hazard.owner, Hazard.due)


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The hazard of this 编号, or those that are not closed."""
    return row_drafts(
        books,
        RECTIFICATION.name,
        Hazard.number,
        number,
        lambda rows: rows[Hazard.state] != CLOSED,
        lambda row: _paper(books, row),
        needed=_NEEDED,
    )


def _paper(books: Books, row: int) -> RectificationPaper:
    told = partial(cell, books, row=row)
    return RectificationPaper(
        office=office_name(books),
        number=told(Hazard.number),
        found=told(Hazard.found),
        inspection=told(Hazard.inspection),
        place=told(Hazard.area),
        part=told(Hazard.part),
        kind=told(Hazard.kind),
        level=told(Hazard.level),
        content=told(Hazard.content),
        finder=told(Hazard.finder),
        department=told(Hazard.department),
        owner=told(Hazard.owner),
        measure=told(Hazard.measure),
        due=told(Hazard.due),
        protection=told(Hazard.protection),
        date=day_in_words(books.today),
    )


RECTIFICATION = Document("整改通知书", Hazard.number, When.ASKED, RectificationPaper, _drafts)
