"""What keeps a year from being rolled over: it is not closed, not transferred, or cannot be read whole."""

from collections.abc import Iterator

from xlplan.findings import CannotRun
from xlplan.jobs.clock import history
from xlplan.jobs.desk import Desk
from xlplan.jobs.rollover.carried import CARRIED, Manner
from xlplan.jobs.rollover.old import Old
from xlplan.jobs.trail.chain import chain
from xlplan.jobs.trail.months import State, periods
from xlplan.jobs.trail.periods import unproved
from xlplan.jobs.trail.verify import verify
from xlplan.ledger.balances import gap_sentences, totals
from xlplan.money import grouped
from xlplan.rules.judge import of_topic
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Account

TRANSFERRED = ("3301", "3302", "34", "35", "4", "5", "6", "7", "8501", "8701")
"""Accounts that hold nothing once the year's end is transferred: 本期盈余, 本年盈余分配, 无偿调拨净资产, 以前年度盈余调整, all income and
all spending, 其他结余, 非财政拨款结余分配."""
_SEAL = "VCH-09"
_NAMED = 3


def refuse_unready(desk: Desk, old: Old) -> None:
    """Raises CannotRun with all that has to be done in the old office before."""
    reasons = [*_unread(old.books)]
    if not reasons:
        reasons = [*_open_months(desk, old), *_unproved(desk, old)] or [*_untransferred(old)]
    if reasons:
        raise CannotRun(f"{old.year} 年还不能结转，没有建新的：{''.join(reasons)}")


def _unread(books: Books) -> Iterator[str]:
    """A row that cannot be read would be lost."""
    yield from books.refused.values()
    for table, how in CARRIED.items():
        counts = how.manner is not Manner.EMPTY or table.sealed
        if counts and table in books.sheets and len(books.unread(table)):
            yield f"{table.workbook} 的“{table.sheet}”有单元格读不出来，用 xlplan check 看，改好再做。"


def _open_months(desk: Desk, old: Old) -> Iterator[str]:
    """Months of the year that hold a voucher, and the last one, are closed."""
    days = old[VoucherLine][VoucherLine.date].dropna()
    months = {*days[days < old.next].dt.strftime("%Y-%m"), old.month}
    known = periods(chain(desk.office))
    left = [month for month in sorted(months) if month not in known or known[month].state is not State.CLOSED]
    if left:
        yield f"{'、'.join(left)} 还没有结账，用 xlplan close 一个月一个月结好再做。"


def _unproved(desk: Desk, old: Old) -> Iterator[str]:
    """The records hold, what they sealed is as it was, the bank proves its accounts still, and the balances balance."""
    if misfit := verify(desk.office, history.past(desk.office).heads).misfit:
        yield misfit.message
    if changed := of_topic(old.books, _SEAL):
        yield f"已经结账的月份后来改过：{changed[0].message}"
    # A statement is no sealed row; without it what is open on either side would be lost.
    yield from unproved(old.books, old.month)
    yield from gap_sentences(totals(old.balance))


def _untransferred(old: Old) -> Iterator[str]:
    """What the year took in and spent goes into the surplus by vouchers of its own, which the accounting centre makes."""
    left = old.closing[old.closing.index.str.startswith(TRANSFERRED)]
    left = left[left != 0]
    if left.empty:
        return
    names = old[Account].drop_duplicates(Account.code).set_index(Account.code)[Account.name]
    told = [
        f"{code} {names.get(code, '')} {grouped(abs(int(fen)))}" for code, fen in left.head(_NAMED).items()
    ]
    more = f" 等 {len(left)} 个科目" if len(left) > _NAMED else ""
    yield (
        f"年末还没有结转：{'、'.join(told)}{more}还有余额。照核算中心的年末结转凭证记进 {old.month}"
        f"（类型写 结账，已经结账的先用 xlplan reopen 打开），再结一次账。"
    )
