"""夜间：检查台账，试算，银行对账，做出各月的报表。"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from xlplan.excel.papers import paper
from xlplan.excel.report import Report
from xlplan.findings import CannotRun
from xlplan.jobs.check import Check, check
from xlplan.jobs.desk import Desk
from xlplan.ledger.vouchers import ledger_year
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.bank_reconciliation import bank_reconciliation
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.check_result import check_result
from xlplan.reports.day_close import day_close
from xlplan.reports.trial_balance import trial_balance
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount


@dataclass
class Outcome:
    """What a run did."""

    check: Check | None = None
    proofs: dict[str, Reconciliation | str] = field(default_factory=dict)
    """账户 -> its reconciliation in the month of the day, or one sentence why there is none."""
    papers: list[Path] = field(default_factory=list)
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """Why papers cannot be made until the masters are put right -> their names, with the month."""
    failed: dict[str, str] = field(default_factory=dict)
    """Step -> one sentence why it could not be done."""


def nightly(desk: Desk) -> Outcome:
    """夜间检查

    检查全部台账和银行对账单；做出 papers/月份/ 里的检查结果、科目余额表、预算执行表、日结单，每个银行账户的余额调节表。
    当月做到当天，账本里以前没有结账的月份也重新做一遍；和上次一样的不动。一步做不成，不影响别的步骤。只读台账，从不改动。
    """
    outcome = Outcome()
    try:
        outcome.check = found = check(desk)
    except CannotRun as reason:
        outcome.failed["检查台账"] = str(reason)
        return outcome
    outcome.failed |= {f"读 {name}": reason for name, reason in found.refused.items()}
    desk.progress("检查台账")
    outcome.proofs = dict(_proofs(found.books, desk.month))
    steps: list[tuple[str, str, Callable[[], Sequence[Report]]]] = [
        ("检查结果.xlsx", desk.month, lambda: check_result(found.judgement, found.books, "../../workbooks/"))
    ]
    for day in _days(found.books):
        steps += _papers(replace(found.books, today=day.date()))
    for name, month, made in steps:
        try:
            outcome.papers.append(desk.write(name, paper(made()), month))
        except Waiting as reason:
            outcome.waiting.setdefault(str(reason), []).append(f"{month} {name}")
        except CannotRun as reason:
            outcome.failed[f"{month} {name}"] = str(reason)
    desk.progress("做报表")
    return outcome


def _days(books: Books) -> Iterator[pd.Timestamp]:
    """The last day, or today, of each month of the ledger's year that has begun."""
    try:
        year = ledger_year(books[VoucherLine], books.today)
    except (Waiting, KeyError):
        year = books.today.year
    ends = pd.date_range(f"{year}-01-01", periods=12, freq="ME")
    today = pd.Timestamp(books.today)
    return (min(end, today) for end in ends if end.to_period("M") <= today.to_period("M"))
