"""月度：工作报告、财务收支公示表和公示，还有别的随月度报告做的文书。"""

from xlplan.jobs.desk import Desk
from xlplan.jobs.paper import every, unready
from xlplan.jobs.papers import Made, make_each
from xlplan.reports.forms import last_day
from xlplan.reports.paper import When
from xlplan.tables.books import Books


def report(desk: Desk, month: str = "") -> Made:
    """月度报告

    做一个月的月度工作报告（带预算执行、各月收支、目标完成的图）、财务收支公示表和财务收支公示，放进 papers/月份/。台账那个月还有错误的，照做，但说明白。
    月份写 YYYY-MM，不写就是当月。当月还没有过完的，只做工作报告，做到当天；公示的到月底再做。一份做不成，不影响别的。
    """
    month = desk.begun(month)
    return of_books(desk, desk.books(), month)


def of_books(desk: Desk, books: Books, month: str) -> Made:
    """The same of books that have been read."""
    made, kinds, later = Made(), every(When.REPORT), every(When.MONTH_END)
    if desk.today >= last_day(month):
        kinds += later
    else:
        made.remarks.append(f"{month} 还没有过完，{'、'.join(kind.name for kind in later)}到月底再做。")
    wanted = [(kind, month) for kind in kinds]
    made.add(make_each(desk, books, wanted))
    if made.papers:
        made.remarks += unready(books, wanted)
    return made
