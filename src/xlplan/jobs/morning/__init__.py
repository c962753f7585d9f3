"""今日：昨晚运行得怎样，什么是红的，什么是新的，做成一页。"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import pandas as pd

from xlplan.documents.morning import Breach, Change, Line, Listing, Morning, PaperLink, Period, Tile, page
from xlplan.findings import Severity
from xlplan.jobs.clock.runs import Seen, State
from xlplan.jobs.desk import Desk
from xlplan.jobs.morning.figures import accounts, bars, due, owed
from xlplan.jobs.morning.known import Known, calendar_of
from xlplan.jobs.nightly import Outcome
from xlplan.jobs.writing import write_whole
from xlplan.ledger.budget import year_gone
from xlplan.reports.forms import day_in_words, office_name
from xlplan.tables.books import Books, Waiting
from xlplan.tables.calendar import unchecked
from xlplan.tables.ledger import VoucherLine

PAGE = "今日.html"
_WEEKDAYS = "一二三四五六日"
_STATES = {"open": "未结账", "held": "暂停记账", "closed": "已结账", "reopened": "已重新打开"}
_UNKNOWN = "台账没有检查，不知道。"


def morning(desk: Desk, outcome: Outcome, known: Known) -> Morning:
    """今日

    一页：昨晚运行了没有，错误、警告、提示多少，比上一次新出现和已经解决的问题，现金和银行余额，每个账户对账的情况和未达账项的
    天数，预算执行，过期和快到期的事、各人有几件，各月的账期，做好的报表。拿不到的，在它的位置写一句为什么。只读，不写文件。
    """
    books = outcome.check.books if outcome.check else None
    new, solved = known.changes(outcome.check) or (None, None)
    ages, states = accounts(books) if books else ((), Listing(said=_UNKNOWN))
    return Morning(
        office=(_office(books) if books else "") or desk.office.name,
        day=f"{day_in_words(desk.today)} 星期{_WEEKDAYS[desk.today.weekday()]}",
        made=f"做于 {desk.now():%Y-%m-%d %H:%M}",
        lines=tuple(_lines(desk, outcome, known)),
        tiles=tuple(_tiles(outcome, new, solved)),
        breaches=_breaches(outcome),
        new=_changes(new, "没有新问题。"),
        solved=_changes(solved, "没有。"),
        ages=ages,
        accounts=states,
        gone=year_gone(desk.today),
        bars=bars(books) if books else Listing(said=_UNKNOWN),
        due=due(books) if books else Listing(said=_UNKNOWN),
        owed=owed(books) if books else "",
        periods=tuple(_periods(_months(books) | dict(known.periods))),
        papers=_papers(desk, outcome.papers),
        warnings=tuple(_warnings(outcome, known.warnings)),
    )


def put_page(desk: Desk, shown: Morning) -> Path:
    """Write the page where it is always found: papers/今日.html."""
    path = desk.office / "papers" / PAGE
    write_whole(path, page(shown))
    return path


def _office(books: Books) -> str:
    try:
        with books.asked():
            return office_name(books)
    except Waiting:
        return ""


def _lines(desk: Desk, outcome: Outcome, known: Known) -> Iterator[Line]:
    night = f"{desk.today} 的夜间检查"
    if outcome.check is None:
        yield Line(f"{night}没有做成。{' '.join(outcome.failed.values())}", red=True)
    elif outcome.failed:
        steps = "、".join(outcome.failed)
        yield Line(f"{night}做完了，有 {len(outcome.failed)} 步没有做成：{steps}。", red=True)
    else:
        yield Line(f"{night}做完了，各步都做成了。")
    if known.last and known.last.state is State.INTERRUPTED:
        yield Line(f"上一次（{known.last.started:%Y-%m-%d %H:%M} 开始）没有做完就断了。", red=True)
    books = outcome.check.books if outcome.check else None
    if books and books.lost:
        yield Line(f"{'、'.join(books.lost)} 以前有，现在不在 workbooks 里，没有检查。", red=True)
    if missed := unchecked(calendar_of(books), (books.checked if books else None) or (), desk.today):
        yield Line(f"上一个工作日 {missed} 没有检查。", red=True)


def _tiles(outcome: Outcome, new: Sequence[Seen] | None, solved: Sequence[Seen] | None) -> Iterator[Tile]:
    counts = outcome.check.judgement.counts if outcome.check else {}
    for severity in Severity:
        count = counts.get(severity)
        red = bool(count) and severity is Severity.ERROR
        yield Tile(severity.word, "—" if count is None else f"{count}", red)
    for name, found in (("新出现", new), ("已解决", solved)):
        yield Tile(name, "—" if found is None else f"{len(found)}")


def _breaches(outcome: Outcome) -> Listing[Breach]:
    if outcome.check is None:
        return Listing(said=_UNKNOWN)
    rows = tuple(
        Breach(
            one.severity.word, one.rule.id, one.rule.title, one.count,
            f"{one.first.ref.workbook} {one.first.ref}", one.severity is Severity.ERROR,
        )
        for one in sorted(outcome.check.judgement.broken(), key=lambda one: (one.severity.rank, -one.count))
    )  # fmt: skip
    return Listing(rows, "" if rows else "没有发现问题。")


def _changes(found: Sequence[Seen] | None, none: str) -> Listing[Change]:
    if found is None:
        return Listing(said="没有上一次的结果可以比。")
    rows = tuple(
        Change(
            Severity(one.severity).word, one.rule, one.title,
            f"{one.workbook} {'!'.join(filter(None, (one.sheet, one.cell)))}", one.message,
            one.severity == Severity.ERROR,
        )
        for one in sorted(found, key=lambda one: Severity(one.severity).rank)
    )  # fmt: skip
    return Listing(rows, "" if rows else none)


def _months(books: Books | None) -> dict[str, str]:
    """The months of the ledger until today, as open as they are without a record."""
    try:
        if books:
            with books.asked():
                days = books[VoucherLine][VoucherLine.date]
                months = days[days <= pd.Timestamp(books.today)].dt.strftime("%Y-%m").unique()
                return dict.fromkeys(months, "open")
    except Waiting:
        pass
    return {}


def _periods(states: Mapping[str, str]) -> Iterator[Period]:
    """Months on end in the same state in one."""
    for state, months in groupby(sorted(states), key=lambda month: states[month]):
        first, *more = (f"{int(month[5:])}月" for month in months)
        yield Period(f"{first}至{more[-1]}" if more else first, _STATES[state])


def _papers(desk: Desk, papers: Sequence[Path]) -> Listing[PaperLink]:
    """The papers of this month; how many there are of those before."""
    folder = desk.office / "papers"
    own = tuple(
        PaperLink(path.name, quote(path.relative_to(folder).as_posix()))
        for path in papers
        if path.parent == folder / desk.month
    )
    more = len(papers) - len(own)
    if not papers:
        return Listing(said="这次没有做出报表。")
    return Listing(own, f"以前各月的报表另有 {more} 份，在 papers 里各月的文件夹。" if more else "")


def _warnings(outcome: Outcome, others: Sequence[str]) -> Iterator[str]:
    """What is to be looked at, the worst first."""
    if outcome.check:  # else the first line says it
        yield from (f"没有做成：{step}。{reason}" for step, reason in outcome.failed.items())
    yield from others
    yield from (f"暂时做不了：{'、'.join(papers)}。{reason}。" for reason, papers in outcome.waiting.items())
    yield from outcome.published.held
    for draft in outcome.stopped:
        yield f"没有做：{draft.name}，台账里缺要用的格。"
    if outcome.check:
        yield from (f"{name} {reason}" for name, reason in outcome.check.books.passed_over.items())
    if outcome.stale:
        yield f"有 {len(outcome.stale)} 份以前做的文书，台账后来变了或没法核对。"
    if outcome.check:
        left_out = Counter({
            sheet.table.sheet: sheet.left_out for sheet in outcome.check.books.sheets.values() if sheet.left_out
        })  # fmt: skip
        if left_out:
            sheets = "、".join(f"{sheet} {count} 行" for sheet, count in left_out.items())
            yield f"因单元格读不出来没有参加检查的：{sheets}。"
        waiting = len(outcome.check.judgement.waiting)
        if waiting:
            yield f"有 {waiting} 条规则暂时不能检查，见检查结果。"
