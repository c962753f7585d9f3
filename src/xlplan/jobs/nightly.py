"""夜间：检查台账，试算，银行对账，做出各月的报表。"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.documents.paper import Draft
from xlplan.excel.papers import paper
from xlplan.findings import CannotRun
from xlplan.jobs import publish
from xlplan.jobs.check import RESULT, Check, check
from xlplan.jobs.desk import Desk
from xlplan.jobs.paper import every
from xlplan.jobs.papers import Made, make_each, noted
from xlplan.jobs.publish import Published
from xlplan.jobs.trace import Trace, stale
from xlplan.ledger.vouchers import has_year, ledger_year
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.paper import Of, Paper, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount


@dataclass
class Outcome:
    """What a run did."""

    check: Check | None = None
    proofs: dict[str, Reconciliation | None] = field(default_factory=dict)
    """账户 -> its reconciliation in the month of the day, None without a statement."""
    papers: list[Path] = field(default_factory=list)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """Why papers cannot be made until the masters are put right -> their names, with the month."""
    failed: dict[str, str] = field(default_factory=dict)
    """Step -> one sentence why it could not be done."""
    stopped: list[Draft] = field(default_factory=list)
    """Word papers that lack a cell."""
    stale: list[Trace] = field(default_factory=list)
    """Papers whose sources have changed since they were made, or are gone."""
    published: Published = field(default_factory=Published)
    """The pages for all to read."""


def nightly(desk: Desk) -> Outcome:
    """夜间检查

    检查全部台账和银行对账单；做出 papers/月份/ 里的检查结果、目标完成情况、科目余额表、预算执行表、收支月报、日结单，
    每个银行账户的余额调节表。当月做到当天，账本里以前的月份没有结账，也重新做一遍；和上次一样的不动。
    当月的日结单和余额调节表另做 Word 的。过完的月份给大家看的文书，没有错误的做好，也做成“公示”文件夹里的网页。以前做的文书，台账后来变了的、现在做不出来所以没法核对的，列出来。
    一步做不成，不影响别的步骤。只读台账，从不改动。
    """
    outcome = of_day(desk)
    if outcome.check:
        outcome.stale = list(stale(desk, outcome.check.books, set(outcome.papers)))
        desk.progress("做报表")
        _publish(desk, outcome, outcome.check)
    return outcome


def _publish(desk: Desk, outcome: Outcome, found: Check) -> None:
    """Put up what is for all to read; sheets that it waits for the check has told already."""
    try:
        outcome.published = done = publish.of_books(desk, found.books, found.judgement)
    except CannotRun as reason:
        outcome.failed["公示网页"] = str(reason)
        return
    outcome.stopped += [draft for draft in done.made.stopped if draft not in outcome.stopped]
    outcome.failed |= {f"公示网页 {name}": reason for name, reason in done.made.failed.items()}


def of_day(desk: Desk, only: str = "") -> Outcome:
    """The check and the papers of all months until the day, or of one alone."""
    outcome = Outcome()
    try:
        outcome.check = found = check(desk, month=only)
    except CannotRun as reason:
        outcome.failed["检查台账"] = str(reason)
        return outcome
    outcome.failed |= {f"读 {name}": reason for name, reason in found.refused.items()}
    desk.progress("检查台账")
    books, made = found.books, Made()
    with noted(books, made, RESULT):
        made.papers.append(desk.write(RESULT, paper(found.result())))
    _take(outcome, made, desk.month)
    _prove(books, outcome)
    months = [month for month in _months(books) if only in ("", month)]
    for kind, of in _due(desk, months):
        _take(outcome, make_each(desk, books, [(kind, of)]), kind.month(of) or desk.month, kind.suffix)
    return outcome


def _due(desk: Desk, months: Sequence[str]) -> Iterator[tuple[Paper, str]]:
    """Sheets of each of the months; of the day what else there is, Word papers if its month is one of them."""
    for kind in every(When.NIGHTLY):
        if isinstance(kind, SheetPaper) and kind.of is Of.MONTH:
            yield from ((kind, month) for month in months)
        elif isinstance(kind, SheetPaper) or desk.month in months:
            yield kind, kind.now(desk.today)


def _take(outcome: Outcome, made: Made, month: str, suffix: str = "") -> None:
    """Take what came of the papers of a month in."""
    outcome.papers += made.papers
    outcome.stopped += made.stopped
    outcome.failed |= {f"{month} {name}": reason for name, reason in made.failed.items()}
    for lack, names in made.waiting.items():
        outcome.waiting.setdefault(lack, []).extend(f"{month} {name}{suffix}" for name in names)


def _months(books: Books) -> Iterator[str]:
    """The months (YYYY-MM) of the ledger's year that have begun."""
    year = books.today.year
    try:
        with books.asked():
            vouchers = books[VoucherLine]
            year = ledger_year(vouchers, books.today)
            if not has_year(vouchers, year):
                return
    except Waiting:
        pass
    months = (f"{year}-{number:02}" for number in range(1, 13))
    yield from (month for month in months if month <= f"{books.today:%Y-%m}")


def _prove(books: Books, outcome: Outcome) -> None:
    """Tell of every account how it is reconciled in this month."""
    complete, this = books.requiring((BankAccount, BankEntry, OpeningBalance)), f"{books.today:%Y-%m}"
    with suppress(Waiting), books.asked():
        for account in complete[BankAccount][BankAccount.name]:
            outcome.proofs[account] = of_account(complete, account).get(this)
