"""centre/ of the demo school: what the county's accounting centre exports of its books, a file for each month until October.

The centre books the vouchers as the school hands them over, some of them days later and with numbers of its own. What a
clerk of the school changes afterwards, and what a clerk of the centre mistypes, is of ``mistakes.centre``.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import pandas as pd

from xlplan.cells import Ref
from xlplan.demo.events import TODAY, stream, workday_after, workdays
from xlplan.demo.people import SCHOOL
from xlplan.excel.frames import Frames
from xlplan.money import grouped
from xlplan.tables.centre import FOLDER
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account

LAST = f"{TODAY.year}-{TODAY.month - 1:02}"
"""The last month that the centre has closed and given."""
_LATE = 0.2
"""Share of the vouchers that the centre books on a later day."""
_HEADER = "日期 凭证字号 科目代码 科目名称 摘要 借方金额 贷方金额 方向 余额"


@dataclass(frozen=True)
class Posting:
    """One entry in the centre's books; fen."""

    day: date
    number: str
    account: str
    summary: str
    debit: int
    credit: int


Edit = Callable[[list[Posting]], list[Posting]]
Edits = Mapping[str, Edit]
"""Month -> what the centre does wrong with its postings."""
Pages = dict[str, list[tuple[list[str], Posting | None]]]
"""Month -> the lines of its file, each with what it posts."""


def postings(sheets: Frames, edits: Edits | None = None) -> dict[str, list[Posting]]:
    """The centre's books by month (YYYY-MM), by account and day."""
    booked = sorted(_booked(sheets[VoucherLine]), key=lambda one: (one[0], one[1]))
    found: dict[str, list[Posting]] = {}
    for month, own in groupby(booked, key=lambda one: f"{one[0]:%Y-%m}"):
        if month > LAST:
            break
        rows = [
            Posting(day, f"记账-{number:03}", *line)
            for number, (day, _, lines) in enumerate(own, 1)
            for line in lines
        ]
        rows = (edits or {}).get(month, list[Posting])(rows)
        found[month] = sorted(rows, key=lambda row: row.account)
    return found


_Lines = list[tuple[str, str, int, int]]


def _booked(lines: pd.DataFrame) -> Iterator[tuple[date, int, _Lines]]:
    """Day, place and lines of each voucher, on the day on which the centre books it."""
    columns = [VoucherLine.date, VoucherLine.voucher, VoucherLine.account, VoucherLine.summary]
    columns += [VoucherLine.debit, VoucherLine.credit]
    rows = lines[columns].itertuples(index=False, name=None)
    vouchers = groupby(rows, key=lambda row: (row[0].date(), row[1]))
    for place, ((day, number), own) in enumerate(vouchers):
        yield _later(day, number), place, [row[2:] for row in own]


def _later(day: date, number: str) -> date:
    """The same day, or within the month some workdays later."""
    chance = stream("核算中心", f"{day:%Y-%m}", number)
    if day > TODAY or chance.random() >= _LATE:
        return day
    end = max(own for own in workdays() if own.month == day.month)
    return max(day, min(workday_after(day, chance.randint(1, 4)), end))


def pages(sheets: Frames, edits: Edits | None = None) -> Pages:
    """The lines of every export by month: a 明细账 as the centre's software writes it."""
    balances = _openings(sheets[OpeningBalance])
    names = dict(sheets[Account][[Account.code, Account.name]].itertuples(index=False, name=None))
    sums: dict[str, tuple[int, int]] = {}
    return {
        month: list(_lines(month, rows, balances, sums, names))
        for month, rows in postings(sheets, edits).items()
    }


def files(found: Pages) -> dict[str, bytes]:
    """Name -> content of every export, .csv in GB18030."""
    contents = {}
    for month, lines in found.items():
        text = io.StringIO()
        csv.writer(text).writerows(cells for cells, _ in lines)
        contents[_name(month)] = text.getvalue().encode("gb18030")
    return contents


def place(month: str, at: int) -> Ref:
    """Where a line stands that is ``at`` in its file (from 0)."""
    return Ref(f"{FOLDER}/{_name(month)}", "", at + 1)


def _name(month: str) -> str:
    return f"核算中心明细账 {month}.csv"


def _openings(rows: pd.DataFrame) -> dict[str, int]:
    net = rows[OpeningBalance.debit] - rows[OpeningBalance.credit]
    return {str(code): int(fen) for code, fen in net.groupby(rows[OpeningBalance.account]).sum().items()}


def _lines(
    month: str,
    rows: Sequence[Posting],
    balances: dict[str, int],
    sums: dict[str, tuple[int, int]],
    names: Mapping[str, str],
) -> Iterator[tuple[list[str], Posting | None]]:
    """The lines of a file; balances and sums of the year go on with the month."""
    year, number = month.split("-")
    yield ["岚溪县教育会计核算中心 明细账"], None
    yield [f"单位名称：{SCHOOL}", "", f"会计期间：{year}年{int(number)}月"], None
    yield _HEADER.split(), None
    own = {account: list(found) for account, found in groupby(rows, key=lambda row: row.account)}
    for account in sorted({*balances, *own}):
        head = [account, names.get(account, "")]
        balance = balances.get(account, 0)
        yield ["", "", *head, "期初余额", "", "", *_side(balance)], None
        for row in own.get(account, ()):
            balance += row.debit - row.credit
            shown = [_money(row.debit), _money(row.credit), *_side(balance)]
            yield [f"{row.day:%Y-%m-%d}", row.number, *head, row.summary, *shown], row
        balances[account] = balance
        moved = [sum(getattr(row, side) for row in own.get(account, ())) for side in ("debit", "credit")]
        before = sums.get(account, (0, 0))
        sums[account] = before[0] + moved[0], before[1] + moved[1]
        for word, (debit, credit) in (("本月合计", moved), ("本年累计", sums[account])):
            yield ["", "", *head, word, grouped(debit), grouped(credit), *_side(balance)], None


def _money(fen: int) -> str:
    return grouped(fen) if fen else ""


def _side(balance: int) -> tuple[str, str]:
    return ("借" if balance > 0 else "贷" if balance else "平"), grouped(abs(balance))
