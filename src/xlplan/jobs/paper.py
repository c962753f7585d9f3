"""文书：做一种文书，要做哪个月、哪一天、哪个单号的，写明就做。"""

from collections.abc import Iterable, Iterator, Sequence

from xlplan.documents.lint.fields import nearest
from xlplan.documents.monthly.problems import judged
from xlplan.documents.shelf import DOCUMENTS
from xlplan.findings import CannotRun, Severity
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make_each
from xlplan.reports.forms import at_end
from xlplan.reports.paper import Paper, When
from xlplan.reports.shelf import SHEETS
from xlplan.tables.books import Books


def every(*when: When) -> list[Paper]:
    """The kinds of paper that are made by themselves at these times, one time after the other; all if none is named.

    A workbook and a Word paper may bear one name.
    """
    kinds = (*SHEETS.values(), *DOCUMENTS.values())
    return [kind for time in when or When for kind in kinds if kind.when is time]


def paper(desk: Desk, name: str, asked: Sequence[str] = ()) -> Made:
    """做文书

    名字照 xlplan paper 列出的写；后面写月份、日期、学期、编号，可以写几个。不写，就是当月、当天、当天所在的学期，或者表里该做的全部。
    同一个名字有 Excel 的也有 Word 的，都做。用的台账没有、读不出来的，不做，说明原因。
    """
    kinds = [kind for kind in every() if kind.name == name]
    if not kinds:
        names = {kind.name for kind in every()}
        raise CannotRun(f"没有叫“{name}”的文书{nearest(name, names)}能做哪些，用 xlplan paper 看。")
    wanted = [(kind, of) for of in dict.fromkeys(asked) for kind in _fitting(desk, kinds, of)] or [
        (kind, kind.now(desk.today)) for kind in kinds
    ]
    books = desk.books()
    made = make_each(desk, books, wanted)
    if made == Made():
        raise CannotRun(f"没有要做的{name}。")
    if made.papers:
        made.remarks += unready(books, wanted)
    return made


def unready(books: Books, wanted: Iterable[tuple[Paper, str]]) -> Iterator[str]:
    """What is to be put right before papers are put up for all to read: the errors of the month, or of all sheets."""
    for month in dict.fromkeys(kind.month(of) for kind, of in wanted if kind.public):
        own = at_end(books, month) if month else books
        errors = judged(own, month).counts[Severity.ERROR]
        if errors:
            of, option = (f"{month} 的", f" --month {month}") if month else ("", "")
            day = ""
            if own.today != books.today:
                day, option = f"按 {own.today} 查，", f"{option} --date {own.today}"
            yield f"注意：{of}台账{day}还有 {errors} 个错误，改好了再公示；用 xlplan check{option} 看。"


def _fitting(desk: Desk, kinds: Sequence[Paper], of: str) -> list[Paper]:
    """The papers that can be made of it; raises CannotRun where it is none that they are made of, or is still to come."""
    fitting = [kind for kind in kinds if kind.fits(of)]
    if not fitting:
        forms = "，".join(f"{kind.made_of}写成 {kind.now(desk.today)} 这样" for kind in kinds)
        raise CannotRun(f"{kinds[0].name}不能用“{of}”做：{forms}。")
    for kind in fitting:
        now = kind.now(desk.today)
        if now and of[: len(now)] > now:
            raise CannotRun(f"{of} 还没有到：今天按 {desk.today} 算。")
    return fitting
