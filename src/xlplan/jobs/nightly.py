"""夜间：检查台账，试算，银行对账，做出各月的报表。"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from xlplan.documents.day_close import DAY_CLOSE
from xlplan.documents.paper import Draft, file_name
from xlplan.documents.reconciliation import RECONCILIATION
from xlplan.excel.papers import paper
from xlplan.excel.report import Report
from xlplan.findings import CannotRun
from xlplan.jobs.check import RESULT, Check, check
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make
from xlplan.jobs.trace import Trace, stale
from xlplan.ledger.vouchers import has_year, ledger_year
from xlplan.reconcile.accounts import of_account, with_hints
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.bank_reconciliation import bank_reconciliation
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.day_close import day_close
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.reports.matched_rows import matched_rows
from xlplan.reports.target_progress import target_progress
from xlplan.reports.trial_balance import trial_balance
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount

Paper = tuple[str, str, Callable[[], Sequence[Report]]]
"""Name, month, and what makes its sheets."""


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
    """Word papers whose sources have changed since they were made, or are gone."""


def nightly(desk: Desk) -> Outcome:
    """夜间检查

    检查全部台账和银行对账单；做出 papers/月份/ 里的检查结果、目标完成情况、科目余额表、预算执行表、收支月报、日结单，
    每个银行账户的余额调节表。当月做到当天，账本里以前的月份没有结账，也重新做一遍；和上次一样的不动。
    当月的日结单和余额调节表另做 Word 的。以前做的 Word 文书，台账后来变了的、现在做不出来所以没法核对的，列出来。
    一步做不成，不影响别的步骤。只读台账，从不改动。
    """
    outcome = of_day(desk)
    if outcome.check:
        outcome.stale = list(stale(desk, outcome.check.books, set(outcome.papers)))
        desk.progress("做报表")
    return outcome


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
    papers: list[Paper] = [
        (RESULT, desk.month, found.result),
        ("目标完成情况.xlsx", desk.month, lambda: [target_progress(found.books)]),
    ]
    days = [day for day in _days(found.books) if only in ("", f"{day:%Y-%m}")]
    for day in days:
        papers += _of_month(replace(found.books, today=day.date()))
    papers += _of_accounts(found.books, outcome, [f"{day:%Y-%m}" for day in days])
    for name, month, made in papers:
        try:
            with found.books.asked():
                content = paper(made())
            outcome.papers.append(desk.write(name, content, month))
        except Waiting as reason:
            outcome.waiting.setdefault(str(reason), []).append(f"{month} {name}")
        except CannotRun as reason:
            outcome.failed[f"{month} {name}"] = str(reason)
    if desk.today in {day.date() for day in days}:
        _word_papers(desk, found.books, outcome)
    return outcome


def _word_papers(desk: Desk, books: Books, outcome: Outcome) -> None:
    """The papers of this month to print and sign."""
    made = Made()
    for document, of in ((DAY_CLOSE, f"{desk.today}"), (RECONCILIATION, desk.month)):
        try:
            made.add(make(desk, books, document, (of,)))
        except CannotRun as reason:
            made.failed[f"{document.name}.docx"] = str(reason)
    outcome.papers += made.papers
    outcome.stopped += made.stopped
    outcome.failed |= made.failed
    for lack, names in made.waiting.items():
        outcome.waiting.setdefault(lack, []).extend(f"{desk.month} {name}.docx" for name in names)


def _days(books: Books) -> Iterator[pd.Timestamp]:
    """The last day, or today, of each month of the ledger's year that has begun."""
    year = books.today.year
    try:
        with books.asked():
            vouchers = books[VoucherLine]
            year = ledger_year(vouchers, books.today)
            if not has_year(vouchers, year):
                return
    except Waiting:
        pass
    today = pd.Timestamp(books.today)
    for end in pd.date_range(f"{year}-01-01", periods=12, freq="ME", unit="s"):
        if end.replace(day=1) <= today:
            yield min(end, today)


def _of_month(books: Books) -> list[Paper]:
    """The papers of the month in which the books stand."""
    day = books.today
    month = f"{day:%Y-%m}"
    return [
        ("科目余额表.xlsx", month, lambda: [trial_balance(books, month)]),
        ("预算执行表.xlsx", month, lambda: budget_execution(books)),
        ("收支月报.xlsx", month, lambda: [income_and_spending(books)]),
        ("日结单.xlsx", month, lambda: day_close(books, day)),
    ]


def _of_accounts(books: Books, outcome: Outcome, months: Sequence[str]) -> list[Paper]:
    """The reconciliations of every account in the months that have a statement; those of this month are told."""
    complete = books.requiring((BankAccount, BankEntry, OpeningBalance))
    papers: list[Paper] = []
    this = f"{books.today:%Y-%m}"
    try:
        with books.asked():
            found = {
                account: of_account(complete, account) for account in complete[BankAccount][BankAccount.name]
            }
            outcome.proofs.update({account: proofs.get(this) for account, proofs in found.items()})
            for month in months:
                own = {account: proofs[month] for account, proofs in found.items() if month in proofs}
                papers += [_reconciliation(books, proof) for proof in with_hints(complete, own).values()]
    except Waiting as reason:
        outcome.waiting[str(reason)] = ["银行存款余额调节表"]
    return papers


def _reconciliation(books: Books, proof: Reconciliation) -> Paper:
    account = file_name(proof.account)
    return (
        f"银行存款余额调节表-{account}.xlsx",
        proof.month,
        lambda: [
            bank_reconciliation(books, proof),
            matched_rows(books, proof),
        ],
    )
