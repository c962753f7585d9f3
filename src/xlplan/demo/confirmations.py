"""对账确认 of the demo school: what its clerk has said about rows of the bank day book and of the statements."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.demo.banks import movements
from xlplan.demo.people import MAKER
from xlplan.demo.year import BANKS, Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, Confirmation

_GROUPS = (
    # group, which is the source of its events; when; why
    ("大米退货抵扣", "2026-11-02", "退货款在下一批货款里抵扣，银行只付了差额。"),
    ("教研差旅公务卡", "2026-11-18", "公务卡中心先扣款，回单后到。"),
)  # fmt: skip


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheet, from the day books and the statements of the year."""
    return {Confirmation: typed(Confirmation, _lines(year))}


def _lines(year: Year) -> Iterator[tuple[object, ...]]:
    seen = movements(year)
    for group, confirmed, note in _GROUPS:
        vouchers = year.of(group)
        rows = [(BOOK_SIDE, own.event.day, own.banked, own.slip) for own in vouchers]
        # The bank has the group in one row, on the day that its payment says.
        (day,) = (own.event.seen for own in vouchers if own.event.seen)
        line, fen = vouchers[0].bank_line, sum(own.banked for own in vouchers)
        account = BANKS[line.account] if line else ""
        (theirs,) = (row for row in seen[account, f"{day:%Y-%m}"] if (row.day, row.amount) == (day, fen))
        rows.append((BANK_SIDE, theirs.day, theirs.amount, theirs.slip))
        for side, on, moved, number in rows:
            yield (
                account, group, side, on, max(moved, 0), max(-moved, 0), number, MAKER, date.fromisoformat(confirmed), note
            )  # fmt: skip
