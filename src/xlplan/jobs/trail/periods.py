"""结账：一个月查清楚了就封存，以后不许改；要改，先写明原因重新打开。"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from xlplan.excel.package import file_bytes
from xlplan.excel.table import Table
from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.clock import history
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import Record, add, chain, keep, sha256
from xlplan.jobs.trail.months import Period, State, periods
from xlplan.jobs.trail.snapshot import files_of, snapshot
from xlplan.jobs.trail.verify import verify
from xlplan.ledger.vouchers import ledger_year
from xlplan.reconcile.accounts import of_account
from xlplan.reports.forms import last_day
from xlplan.rules.judge import judge
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount
from xlplan.tables.people import MonthAttendance
from xlplan.tables.plan import PlanText
from xlplan.tables.safety import Pledge
from xlplan.tables.seals import SEALED, dated, of_months, written
from xlplan.tables.students import Student

_LEDGER = VoucherLine.workbook
_UNPOSTED = "CLS-06"
"""It stands against a close though it only warns."""
_EVER = ("VCH-03", "VCH-09", "GEN-08")
"""What stands against every close: sealed rows that were changed, and rows that a wrong day has taken out of their month."""
_APART = ("SAF-", "HR-", "STU-", "PLN-", "TGT-", "DOC-", "UNI-", "PUB-", "CAN-06")
"""Rules that keep no month open, as they are not of the accounts, or of what is done after them, as putting up what was spent."""
_BESIDE = {PlanText.workbook, Pledge.workbook, MonthAttendance.workbook, Student.workbook}
_OF_CELLS = ("TAB-", "GEN-")
"""Workbooks without accounts, and the rules that would keep a month open for any of their cells."""


@dataclass(frozen=True)
class Closing:
    """What closing a month, or putting it on hold, came to."""

    month: str
    hold: bool
    findings: tuple[Finding, ...]
    """What rules have against it."""
    reasons: tuple[str, ...]
    """What else is against it, a sentence each."""
    record: Record | None
    """None where something is against it."""


def close(desk: Desk, month: str, *, hold: bool = False, who: str = "") -> Closing:
    """结账

    月份过完以后，按月结的要求查一遍：这个月有错误、有规则查不了、有凭证没有记账、有银行账户没有对账单或者没有对平、最后一次现金收付
    以后没有盘点，就不结，列出原因。都没有的，存一份快照，把这个月的记账凭证、两本日记账、现金盘点，付款、工资、收费、库房和食堂的记录
    逐行封存。安全、人员、学生、计划、文书这些不记账的台账里的问题，财务、食堂收支还没有公示，不影响结账。
    暂停记账只封存，不查对错。
    """
    _refuse_unfit(desk, month, hold)
    ledger = desk.master(_LEDGER)
    before = sha256(file_bytes(ledger, "台账"))
    books = desk.books()
    findings, reasons = ((), tuple(_unread(books, month))) if hold else _against(desk, books, month)
    if findings or reasons:
        return Closing(month, hold, findings, reasons, None)
    shot = snapshot(desk)
    if files_of(shot).get(f"workbooks/{ledger.name}") != before:
        raise CannotRun(f"{ledger.name} 刚刚被保存过，{month} 没有封存，请重做一次。")
    sheets = {table: of_months(table, books[table], [month]) for table in _sealed(books)}
    content = {
        "month": month,
        "snapshot": shot.number,
        "seal": keep(desk.office, written(sheets).encode()),
        "rows": {table.sheet: len(rows) for table, rows in sheets.items() if len(rows)},
        "who": who,
    }
    return Closing(month, hold, (), (), add(desk, "hold" if hold else "close", content))


def reopen(desk: Desk, month: str, reason: str, *, who: str = "") -> Record:
    """重新打开

    已结账、暂停记账的月份重新打开，可以再改；原因记进记录，改不掉。后面的月份结了账的，要从最后一个月倒着打开。
    """
    if not reason.strip():
        raise CannotRun("重新打开要写明原因：--reason 后面写为什么。")
    known = periods(chain(desk.office))
    if _state(known, month) not in (State.CLOSED, State.HELD):
        raise CannotRun(f"{month} 没有结账，不用重新打开。")
    later = [other for other, period in known.items() if other > month and period.state is State.CLOSED]
    if later:
        raise CannotRun(f"{'、'.join(later)} 已经结账，要先重新打开 {later[-1]}，从后往前。")
    return add(desk, "reopen", {"month": month, "reason": reason.strip(), "who": who})


def every_period(desk: Desk) -> tuple[Period, ...]:
    """Each month of the ledger until that of the day, and all that have records."""
    known = periods(chain(desk.office))
    try:
        days = desk.books()[VoucherLine][VoucherLine.date]
        months = days[days <= pd.Timestamp(desk.today)].dt.strftime("%Y-%m").unique()
    except Waiting:
        months = []
    return tuple(known.get(month, Period(month, State.OPEN)) for month in sorted({*known, *months}))


def _state(known: dict[str, Period], month: str) -> State:
    return known[month].state if month in known else State.OPEN


def _refuse_unfit(desk: Desk, month: str, hold: bool) -> None:
    """Raises CannotRun for a month that is not over, or is closed."""
    what = "暂停记账" if hold else "结账"
    if desk.today < last_day(month):
        raise CannotRun(f"{month} 还没有过完（今天按 {desk.today} 算），不能{what}。")
    found = periods(chain(desk.office)).get(month)
    if found and found.record and found.state is State.CLOSED:
        raise CannotRun(f"{month} 在 {found.record.at:%Y-%m-%d} 已经结账，不能再{what}。")


def _against(desk: Desk, books: Books, month: str) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What stands against closing a month. It is judged as one that is over, also on its last day."""
    with suppress(Waiting), books.asked():  # a sheet that cannot be had is told below
        if early := [*_before(desk, books, month)]:
            return (), tuple(early)
    over = last_day(month) + timedelta(days=1)
    books = replace(books, today=max(books.today, over))
    judged = judge(books)
    findings = tuple(finding for finding in judged.findings if _stands(finding, month))
    reasons = [*books.refused.values(), *books.centre.refused.values(), *filter(None, [books.unsealed])]
    if misfit := verify(desk.office, history.past(desk.office).heads).misfit:
        reasons.append(misfit.message)
    waiting = [(rule, reason) for rule, reason in judged.waiting if not rule.id.startswith(_APART)]
    for reason in dict.fromkeys(reason for _, reason in waiting):
        ids = "、".join(rule.id for rule, waits in waiting if waits == reason)
        reasons.append(f"{ids} 查不了：{reason}。")
    worst = {
        broken.rule.id
        for broken in judged.broken()
        if broken.severity is Severity.ERROR and not broken.rule.id.startswith(_APART)
    }
    reasons += [f"{id} 的问题太多，没有列全，先改好列出来的。" for id in judged.unlisted if id in worst]
    try:
        with books.asked():
            reasons += unproved(books, month)
            reasons += _cash(books, month)
    except Waiting as reason:
        reasons.append(f"{reason}。")
    return findings, tuple(dict.fromkeys(reasons))


def _stands(finding: Finding, month: str) -> bool:
    """Whether a finding is against closing a month; what is wrong in the ledger without a month is wrong in each."""
    beside = finding.ref.workbook in _BESIDE and finding.rule.id.startswith(_OF_CELLS)
    if beside or finding.rule.id.startswith(_APART):
        return False
    own = finding.month == month or (not finding.month and finding.ref.workbook == _LEDGER)
    if finding.severity is Severity.ERROR:
        return own or finding.rule.id in _EVER
    return own and finding.rule.id == _UNPOSTED


def _sealed(books: Books) -> list[type[Table]]:
    """The sheets of which a close keeps the rows: none of a workbook that the office does without."""
    return [table for table in SEALED if table.workbook not in books.not_kept]


def _unread(books: Books, month: str) -> Iterator[str]:
    """What keeps the rows of a month from being sealed."""
    if _LEDGER in books.refused:
        yield books.refused[_LEDGER]
        return
    for table in _sealed(books):
        try:
            days = books.unread(table).get(dated(table), pd.Series(dtype="datetime64[s]"))
            if dated(table) not in books[table]:
                yield f"“{table.sheet}”表缺少“{dated(table)}”列。"
            if (days.isna() | (days.dt.strftime("%Y-%m") == month)).any():
                yield f"“{table.sheet}”有单元格读不出来，用 xlplan check 看。"
        except Waiting as reason:
            yield f"{reason}。"


def _before(desk: Desk, books: Books, month: str) -> Iterator[str]:
    """Months are closed one after the other within the year of the ledger."""
    lines = books[VoucherLine]
    year = ledger_year(lines, books.today)
    if month[:4] != f"{year}":
        yield f"账本是 {year} 年的，不能结 {month}。"
    known = periods(chain(desk.office))
    months = lines[VoucherLine.date].dropna().dt.strftime("%Y-%m").unique()
    early = [
        before
        for before in sorted(months)
        if f"{year}-01" <= before < month and _state(known, before) is not State.CLOSED
    ]
    if early:
        yield f"{'、'.join(early)} 还没有结账，要先结 {early[0]}，一个月一个月往后结。"


def unproved(books: Books, month: str) -> Iterator[str]:
    """The bank accounts that have begun and have no statement of the month, or are not proved by it, a sentence each."""
    complete = books.requiring((BankAccount, BankEntry, OpeningBalance))
    entries, end = complete[BankEntry], pd.Timestamp(last_day(month))
    used = set(entries.loc[entries[BankEntry.date] <= end, BankEntry.account])
    used |= {account for account, stated in books.statements if stated <= month}
    for account in complete[BankAccount][BankAccount.name]:
        if account in used and (account, month) not in books.statements:
            yield f"{account} 没有 {month} 的对账单，放进 bank 文件夹再结。"
        elif account in used:
            proof = of_account(complete, account).get(month)
            if proof is None or not proof.proved:
                yield f"{account} {month} 没有对平，用 xlplan reconcile {account} --month {month} 看。"


def _cash(books: Books, month: str) -> Iterator[str]:
    """Cash is counted once more when it has moved for the last time in the month."""
    moved = of_months(CashEntry, books[CashEntry], [month])
    counts = of_months(CashCount, books[CashCount], [month])
    last = moved[CashEntry.date].max()
    if len(moved) and not (counts[CashCount.date] >= last).any():
        yield f"{month} 最后一次现金收付是 {last:%Y-%m-%d}，从那天起没有盘点。"
