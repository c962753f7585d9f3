"""通知：把“通知”表里已经签发的做成 Word 公文。"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents import notice as document
from xlplan.documents.paper import Draft, context
from xlplan.documents.template import Template
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.tables.books import Waiting


@dataclass
class Made:
    """What came of the papers that were asked for."""

    papers: list[Path] = field(default_factory=list)
    stopped: list[Draft] = field(default_factory=list)
    """Those that lack a cell."""
    failed: dict[str, str] = field(default_factory=dict)
    """Paper -> one sentence why it could not be made."""


def notice(desk: Desk, numbers: Sequence[str] = ()) -> Made:
    """做通知

    不写编号，就做“通知”表里状态是已签发、已印发的；放进 papers/成文的月份/。缺了红头、版记要印的内容的，不做，列出要填的格；别的照做。
    """
    template = Template(document.TEMPLATE, desk.template(document.TEMPLATE))
    books = desk.books()
    made = Made()
    try:
        with books.asked():
            drafts = list(document.notices(books, numbers, template.names))
    except Waiting as reason:
        raise CannotRun(f"{reason}，不能做通知。") from None
    if not drafts:
        raise CannotRun("“通知”表里没有已签发的通知。")
    for draft in drafts:
        if draft.paper is None:
            made.stopped.append(draft)
            continue
        try:
            content = template.fill(context(draft.paper))
            made.papers.append(desk.write(f"{draft.name}.docx", content, draft.month))
        except CannotRun as reason:
            made.failed[draft.name] = str(reason)
    return made
