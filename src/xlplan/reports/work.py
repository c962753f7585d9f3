"""What 工作安排 holds of a span of days: the work that is due in it."""

from datetime import date

import pandas as pd

from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.office import Term
from xlplan.tables.plan import WorkItem

DONE = "已完成"


def with_days(books: Books) -> pd.DataFrame:
    """The rows of 工作安排, under 到期 the day on which each is due; index = Excel row.

    Due is 止日, without it the end of the 学月, without that 起日.
    """
    items = books[WorkItem]
    ends = books[Term].sort_values(Term.end, ascending=False)
    blocks = beside(items, ends, {WorkItem.term: Term.term, WorkItem.block: Term.block}, "学月")
    due = items[WorkItem.end].fillna(blocks[f"学月{Term.end}"]).fillna(items[WorkItem.start])
    return items.assign(到期=due)


def due_between(books: Books, first: date, last: date) -> pd.DataFrame:
    """Those that are due from one day to another, cancelled ones left out, by the day."""
    items = with_days(books)
    inside = items["到期"].between(pd.Timestamp(first), pd.Timestamp(last))
    return items[inside & (items[WorkItem.state] != "取消")].sort_values("到期", kind="stable")
