"""What the morning page takes from the books: balances, bars and days; a sentence where one cannot be had."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from xlplan.documents.morning import AccountState, Bar, Due, Listing
from xlplan.jobs.morning.known import calendar_of
from xlplan.ledger.budget import execution_on, receipts_on, year_gone
from xlplan.ledger.daybooks import Daybook
from xlplan.money import grouped
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.centre import GROUP, compared
from xlplan.reconcile.proof import OPEN, Reconciliation
from xlplan.reports.forms import CASH, accounts_of, check_year, whole
from xlplan.reports.matters import DUE, KIND, OWNER, WHAT, WORK, by_owner, left, matters, reminded
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.centre import MONTH
from xlplan.tables.disclosure import demanded, registered
from xlplan.tables.due import DATE, deadlines
from xlplan.tables.goals import State, progress
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Reporting
from xlplan.tables.plan import Publication, Target

_AHEAD = timedelta(days=60)
"""How far the page looks ahead."""
_PEOPLE = 3
"""So many names stand in a line."""


def accounts(books: Books) -> tuple[tuple[str, ...], Listing[AccountState]]:
    """The classes of age of open items, and cash and every bank account today; those not reconciled stand first."""
    limits = _limits(books)
    try:
        with books.asked():
            check_year(books, books.today)
            rows = [_account(books, name, book, limits) for name, book in accounts_of(books).items()]
            rows += _centre(books, ("",) * (len(limits) + 1))
    except Waiting as reason:
        return (), Listing(said=f"余额现在算不出来：{reason}。")
    starts = [0, *(limit + 1 for limit in limits)]
    ages = [f"{first}-{last}" for first, last in zip(starts[1:], limits[1:], strict=False)]
    shown = (f"≤{limits[0]}", *ages, f">{limits[-1]}") if limits else ("未达",)
    return shown, Listing(tuple(sorted(rows, key=lambda row: not row.red)))


def _limits(books: Books) -> list[int]:
    """The days that part young open items from old ones, and those from serious ones; none where the office sets none."""
    today = pd.Series([pd.Timestamp(books.today)])
    try:
        with books.asked():
            remind, serious = (
                int(books.numbers(name, today).iloc[0]) for name in ("未达账项提醒天数", "未达账项严重天数")
            )
    except Waiting:
        return []
    return sorted({remind, (remind + serious) // 2, serious})


def _account(books: Books, name: str, book: Daybook, limits: Sequence[int]) -> AccountState:
    balance = grouped(book.balances_on(pd.Series([pd.Timestamp(books.today)])).iloc[0])
    none = ("",) * (len(limits) + 1)
    if name == CASH:
        return AccountState(name, balance, "", "", "", False, none)
    try:
        proofs = of_account(books, name)
    except Waiting as reason:
        return AccountState(name, balance, "", "", f"现在不能对账：{reason}", True, none)
    if not proofs:
        return AccountState(name, balance, "", "", "没有对账单", False, none)
    last = proofs[max(proofs)]
    days = [*last.book.open[OPEN], *last.bank.open[OPEN]]
    counts = np.bincount(np.searchsorted(limits, days), minlength=len(none))
    told = tuple(f"{count or ''}" for count in counts)
    adjusted, bank = ("" if fen is None else grouped(fen) for fen in (last.adjusted_book, last.bank.closing))
    said = f"{_verdict(last)}（{last.until:%m-%d}）"
    return AccountState(name, balance, bank, adjusted, said, not last.proved, told)


def _centre(books: Books, none: tuple[str, ...]) -> Iterator[AccountState]:
    """How the newest month that the accounting centre has given agrees; nothing where it has given none."""
    figures = compared(books).figures if books.centre.months else pd.DataFrame()
    if figures.empty:
        return
    last = figures[MONTH].max()
    unlike = figures.loc[(figures[MONTH] == last) & ~figures["相符"], GROUP].tolist()
    said = f"{len(unlike)} 个科目不符：{'、'.join(unlike)}" if unlike else "各科目相符"
    yield AccountState("核算中心", "", "", "", f"{last} {said}", bool(unlike), none)


def _verdict(proof: Reconciliation) -> str:
    if proof.difference:
        return f"不符，差 {grouped(abs(proof.difference))}"
    if proof.problems:
        return "对账单有问题"
    return "相符" if proof.proved else "对账单没有余额"


def bars(books: Books) -> Listing[Bar]:
    """The whole income and spending of the year, each fund, and its lines: those overspent, then those furthest off the time."""
    day = books.today
    try:
        with books.asked():
            check_year(books, day)
            lines, changes, vouchers = (
                whole(books, table) for table in (BudgetLine, BudgetChange, VoucherLine)
            )
            received = receipts_on(lines, changes, vouchers, day)
            spent = execution_on(lines, changes, vouchers, day)
    except Waiting as reason:
        return Listing(said=f"预算执行现在算不出来：{reason}。")
    if received.empty and spent.empty:
        return Listing(said=f"“{BudgetLine.sheet}”表里没有 {day.year} 年的预算。")
    whole_year = [_bar("收入合计", received, "已收"), _bar("支出合计", spent, "已支")]
    funds = [_bar(f"{fund}支出", own, "已支") for fund, own in spent.groupby(BudgetLine.fund, sort=False)]
    single = [
        _bar(" ".join(key), own, "已支")
        for key, own in spent.groupby([BudgetLine.number, BudgetLine.project])
    ]
    single.sort(key=lambda bar: (not bar.red, -abs(bar.part - year_gone(day))))
    return Listing((*whole_year, *funds, *single))


def _bar(name: str, rows: pd.DataFrame, done: str) -> Bar:
    budget, moved = int(rows["预算"].sum()), int(rows[done].sum())
    left = budget - moved
    over = done == "已支" and left < 0
    part = moved / budget if budget else 0.0
    words = "超" if over else "剩" if done == "已支" else "未收" if left >= 0 else "多收"
    return Bar(
        name, max(part, 0.0), f"{part:.1%}" if budget else "没有预算", f"{words} {grouped(abs(left))}", over
    )


def due(books: Books) -> Listing[Due]:
    """What is overdue, and what falls due from today on: reports, publications, targets that are not met, and all that somebody has to
    see to."""
    found: list[tuple[date, str]] = []
    waits = dict[str, None]()
    for part in (_reports, _publications, _targets):
        try:
            with books.asked():
                found += part(books)
        except Waiting as reason:
            if part not in (_reports, _publications):  # an office may do without the sheet
                waits[str(reason)] = None
    rows, reasons = matters(books, books.today + _AHEAD)
    found += [(row[DUE].date(), _named(row)) for row in rows.to_dict("records")]
    waits |= dict.fromkeys(reasons)
    shown = tuple(
        Due(f"{day:%m-%d}", what, left(day, books.today), day <= books.today) for day, what in sorted(found)
    )
    said = f"有的事现在看不到：{'；'.join(waits)}。" if waits else ""
    return Listing(shown, said or ("" if shown else f"{_AHEAD.days} 天里没有。"))


def owed(books: Books) -> str:
    """Who has how much that is overdue, and how much that he is to be reminded of; "" where nobody has."""
    try:
        with books.asked():
            last = reminded(books)
    except Waiting:
        last = books.today
    rows, _ = matters(books, last)
    late = rows[DUE] < pd.Timestamp(books.today)
    days = (last - books.today).days
    return " ".join(
        f"{said} {len(own)} 件：{_counted(own)}。"
        for said, own in (("过期", rows[late]), (f"{days} 天内到期", rows[~late]))
        if len(own)
    )


def _counted(rows: pd.DataFrame) -> str:
    """How many each has, the most first; of more than some people, how many people."""
    counts = by_owner(rows)[OWNER].value_counts()
    shown = "、".join(f"{name} {count}" for name, count in counts.head(_PEOPLE).items())
    return f"{shown}，共 {len(counts)} 人" if len(counts) > _PEOPLE else shown


def _publications(books: Books) -> Iterator[tuple[date, str]]:
    """What the catalogue wants published and 公示登记 does not have, also what is late."""
    if books[Publication].empty:
        return
    rows = registered(books, demanded(books, books.today + _AHEAD))
    for _, row in rows[rows["登记行"] == 0].iterrows():
        yield row["最迟"].date(), f"公示 {row['所属期']} {row['事项']}"


def _reports(books: Books) -> Iterator[tuple[date, str]]:
    rows = deadlines(books[Reporting], calendar_of(books), books.today, books.today + _AHEAD)
    yield from ((row[DATE].date(), row[Reporting.item]) for _, row in rows.iterrows())


def _targets(books: Books) -> Iterator[tuple[date, str]]:
    rows = books[Target]
    first, last = pd.Timestamp(books.today), pd.Timestamp(books.today + _AHEAD)
    for _, row in rows[rows[Target.due].between(first, last)].iterrows():
        if progress(row[Target.goal], row[Target.actual])[0] is not State.MET:
            yield (
                row[Target.due].date(),
                _owned(f"目标 {row[Target.indicator]} {row[Target.goal]}", row[Target.owner]),
            )


def _named(row: Mapping[str, Any]) -> str:
    what = row[WHAT] if row[KIND] == WORK.kind else f"{row[KIND]} {row[WHAT]}"
    return _owned(" ".join(what.split()), row[OWNER])


def _owned(what: str, owner: str) -> str:
    return f"{what}（{owner}）" if owner else what
