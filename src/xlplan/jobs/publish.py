"""公示网页：给大家看的文书，没有错误的做成网页，放进“公示”文件夹。"""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from glob import escape
from pathlib import Path

from xlplan.documents import sheets, web
from xlplan.documents.paper import Document, file_name
from xlplan.documents.values import masked
from xlplan.documents.web import Mark, Page, of_sheet, of_word
from xlplan.documents.web.parts import Part
from xlplan.excel.table import Table
from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.desk import Desk
from xlplan.jobs.paper import every
from xlplan.jobs.papers import Made, filled, make_each, noted
from xlplan.jobs.writing import write_whole
from xlplan.reports.forms import office_name, own_term
from xlplan.reports.paper import Of, Paper, SheetPaper
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Parameter
from xlplan.tables.periods import over

FOLDER, INDEX = "公示", "index.html"
_LIST = "公示网页"
"""The parameter that lists the papers that are put up."""
_CURED = ("PUB-01", "PUB-04", "CAN-06", "FEE-02")
"""The rules that say that something is not put up yet: they must not keep it from being put up."""
_UNKNOWN = "“参数”表“公示网页”里的{}不是能公示的文书，照 xlplan paper 列出的写；以前做的网页都留着。"
_TOUCHED = "{} 有人改过、读不出来，或者不是 xlplan 做的，没有动它；要重做，先把它改名或移走。"


@dataclass
class Published:
    """What came of the pages."""

    written: list[Path] = field(default_factory=list)
    same: int = 0
    """How many stand there as they would be made now."""
    gone: list[str] = field(default_factory=list)
    """Pages that were taken away, as their kind of paper is put up no more."""
    held: list[str] = field(default_factory=list)
    """What is not put up because of errors: a sentence for each kind of paper."""
    made: Made = field(default_factory=Made)
    """What could not be made, and why."""


def publish(desk: Desk) -> Published:
    """公示网页

    把参数“公示网页”列出的、给大家看的文书做成网页，放进单位的“公示”文件夹，index.html 是目录；整个文件夹可以原样放到学校网站上。
    网页是新的，那一份文书也做好，放进 papers 里那个月的文件夹，好打印签字、贴在公示栏。
    只做已经过完的月份和当前的学期，证件号和账号不写全；公示日期是第一次做的那一天，内容变了才换成新的一天。一份文书用到的台账那个月还有错误的，或者用到的期初余额有错误的，不做，
    说明原因；以前做好的照旧留着。内容没有变的网页不重写；有人改过的不动。参数里去掉的文书，网页是 xlplan 做的才拿走。
    """
    books = desk.books()
    return of_books(desk, books, judge(books))


def of_books(desk: Desk, books: Books, judgement: Judgement) -> Published:
    """The same of books that have been read and judged."""
    done = Published()
    try:
        listed = books.listed(_LIST)
    except Waiting:
        return done
    kinds: dict[str, Paper] = {}
    for kind in every():
        if kind.public and kind.name in listed and kind.of in (Of.MONTH, Of.TERM):
            kinds.setdefault(kind.name, kind)
    for kind in kinds.values():
        used: set[type[Table]] = set()
        counts = {
            of: _put_up(desk, books, judgement, kind, of, used, done) for of in _asked(books, kind, done.made)
        }
        if held := [f"{of} {count} 个" for of, count in counts.items() if count]:
            done.held.append(
                f"{kind.name}没有放进公示网页，要用的台账还有错误：{'、'.join(held)}；改好了再公示，用 xlplan check 看。"
            )
    unknown = [name for name in listed if name not in kinds]
    if unknown:
        done.made.failed[_LIST] = _UNKNOWN.format("、".join(unknown))
    try:
        _tidy(desk, office_name(books), kinds.keys(), not unknown, done)
    except CannotRun as reason:
        done.made.failed[INDEX] = str(reason)
    except OSError as reason:
        done.made.failed[INDEX] = f"“{FOLDER}”文件夹里有的文件动不了（{reason.strerror}）。"
    return done


def _asked(books: Books, kind: Paper, made: Made) -> Iterator[str]:
    """What the pages of a kind are made of: each month of the ledger's years that is over, or the term of the day."""
    if kind.of is Of.TERM:
        term = ""
        with noted(books, made, kind.name):
            term = own_term(books, "")
        yield from (term,) if term else ()
        return
    try:
        with books.asked():
            days = books[VoucherLine][VoucherLine.date].dropna()
            years = sorted({books.today.year, *days[days.dt.year <= books.today.year].dt.year})
            months = set(days.dt.strftime("%Y-%m"))
    except Waiting:
        return
    yield from (month for year in years for month in over(int(year), books.today) if month in months)


def _put_up(
    desk: Desk,
    books: Books,
    judgement: Judgement,
    kind: Paper,
    of: str,
    used: set[type[Table]],
    done: Published,
) -> int:
    """Make the pages of a paper, unless the workbooks that it is made of hold errors of its month: how many.

    ``used``: the tables that papers of the kind have asked for so far; those of this one are added.
    """
    errors = _errors(judgement, kind.month(of), used)
    if errors:
        return errors
    others = set(books.asks)
    books.asks.clear()
    # A paper bears the day on which it was put up, and that day alone is no reason to put it up anew.
    for day in (*_days(desk, books, kind, of), books.today):
        made, pages = Made(), list[Page]()
        with noted(books, made, f"{of} {kind.name}"):
            pages = list(_pages(replace(books, today=day), desk, kind, of, made))
        if pages and all(_stands(desk, page) for page in pages):
            break
    done.made.add(made)
    used |= books.asks
    errors = _errors(judgement, kind.month(of), used)
    written = [page for page in pages if not errors and _write(desk, page, done)]
    if written:  # the paper to sign and to pin up says what its page says
        done.made.add(make_each(desk, books, [(kind, of)]))
    books.asks.update(others)
    return errors


def _days(desk: Desk, books: Books, kind: Paper, of: str) -> list[date]:
    """The days before this one on which the pages of a paper that stand there were put up."""
    names = f"{escape(file_name(of).replace(' ', '-'))}-*{kind.name}.html"
    marks = (_marked(_content(path)) for path in (desk.office / FOLDER).glob(names))
    own = (mark for mark in marks if mark and mark.name == kind.name)
    days = {mark.day for mark in own if mark.of == of or mark.of.startswith(f"{of} ")}
    return sorted(day for day in days if day < books.today)


def _errors(judgement: Judgement, month: str, used: Collection[type[Table]]) -> int:
    """How many errors concern what a paper of a month is made of."""
    return sum(
        finding.severity is Severity.ERROR
        and finding.rule.id not in _CURED
        and _concerns(finding, month, used, finding.rule.id in judgement.unlisted)
        for finding in judgement.findings
    )


def _concerns(finding: Finding, month: str, used: Collection[type[Table]], more: bool) -> bool:
    """Whether it speaks of what a paper of a month ("" for that of a term) is made of; ``more``: others like it are not listed.

    A balance that the year begins with is in the figures of every month; a budget line that is wrong alters no month, and a
    parameter that lacks its document no paper: those that a paper needs it asks for itself.
    """
    if finding.ref.workbook not in {table.workbook for table in used} or finding.ref.sheet == Parameter.sheet:
        return False
    opening = finding.ref.sheet == OpeningBalance.sheet and OpeningBalance in used
    return not month or more or opening or finding.month == month


def _pages(books: Books, desk: Desk, kind: Paper, of: str, made: Made) -> Iterator[Page]:
    """The pages of a paper as of the day of the books."""
    for part, parts in _parts(books, desk, kind, of, made):
        # An account may be called by its number.
        mark = Mark(kind.name, masked(part, books.private), books.today)
        yield Page(mark, office_name(books), parts)


def _parts(
    books: Books, desk: Desk, kind: Paper, of: str, made: Made
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """What each paper is made of, and what it says."""
    if isinstance(kind, SheetPaper):
        for one in kind.each(books, of):
            yield (
                one,
                tuple(part for report in sheets.shown(kind, books, one) for part in of_sheet.parts(report)),
            )
    elif isinstance(kind, Document):
        for draft, content, _ in filled(desk, books, kind, [of], made):
            yield draft.of, tuple(of_word.parts(draft.name, content))


def _path(desk: Desk, own: Page) -> Path:
    return desk.office / FOLDER / f"{file_name(f'{own.mark.of} {own.mark.name}').replace(' ', '-')}.html"


def _content(path: Path) -> bytes | None:
    """What stands in a file; None where it cannot be read, or there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _marked(content: bytes | None) -> Mark | None:
    """The mark of a page of ours that nobody has changed."""
    return None if content is None else web.marked(content)


def _stands(desk: Desk, own: Page) -> bool:
    """Whether the page stands there as it would be made now, of whatever day."""
    content = _content(_path(desk, own))
    mark = _marked(content)
    return mark is not None and web.page(replace(own, mark=mark)) == content


def _write(desk: Desk, own: Page, done: Published) -> bool:
    """Whether the page had to be written."""
    path = _path(desk, own)
    if _stands(desk, own):
        done.same += 1
    elif os.path.lexists(path) and _marked(_content(path)) is None:
        done.made.failed[path.name] = _TOUCHED.format(path.name)
    else:
        try:
            write_whole(path, web.page(own))
        except CannotRun as reason:
            done.made.failed[path.name] = str(reason)
        else:
            done.written.append(path)
            return True
    return False


def _tidy(desk: Desk, office: str, kinds: Collection[str], take: bool, done: Published) -> None:
    """Take away, if asked to, pages of ours whose kind of paper is put up no more; have the index say what stands there."""
    folder = desk.office / FOLDER
    standing: list[tuple[Mark, str]] = []
    for path in sorted(folder.glob("*.html")):
        mark = _marked(_content(path))
        if mark is None or mark.day == date.min:
            continue
        if mark.name in kinds or not take:
            standing.append((mark, path.name))
        else:
            path.unlink()
            done.gone.append(path.name)
    if not standing and not folder.is_dir():
        return
    path, content = folder / INDEX, web.index(office, standing)
    if os.path.lexists(path) and _marked(_content(path)) is None:
        done.made.failed[path.name] = _TOUCHED.format(path.name)
    elif _content(path) != content:
        write_whole(path, content)
        done.written.append(path)
