"""对账确认 of the demo school: what its clerk has said about rows of the bank day book and of the statements."""

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from xlplan.demo.banks import movements
from xlplan.demo.people import MAKER
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, BankEntry, Confirmation

_GROUPS = (
    # group, account, when, why, words of rows of the day book on a day, and of rows of the bank
    ("大米退货抵扣", "食堂户", "2026-11-02", "退货款在下一批货款里抵扣，银行只付了差额。",
     (("2026-10-16", "退货款"), ("2026-10-16", "大米、菜油")), (("2026-10-15", "大米、菜油"),)),
    ("教研差旅公务卡", "基本户", "2026-11-18", "公务卡中心先扣款，回单后到。",
     (("2026-11-18", "县教研活动"),), (("2026-11-16", "县教研活动"),)),
)  # fmt: skip

_Row = tuple[date, int, str]
"""Day, fen (+ = into the account), number."""


def frames(school: Mapping[type[Table], pd.DataFrame]) -> dict[type[Table], pd.DataFrame]:
    """The sheet, from the day book and the statements of the school's other frames."""
    return {Confirmation: typed(Confirmation, _lines(school))}


def _lines(school: Mapping[type[Table], pd.DataFrame]) -> Iterator[tuple[object, ...]]:
    seen = movements(school)
    for group, account, confirmed, note, ours, theirs in _GROUPS:
        rows = [(BOOK_SIDE, _booked(school[BankEntry], account, *words)) for words in ours]
        for day, words in theirs:
            (row,) = (row for row in seen[account, day[:7]] if str(row.day) == day and words in row.summary)
            rows.append((BANK_SIDE, (row.day, row.amount, row.slip)))
        for side, (on, fen, number) in rows:
            yield (
                account, group, side, on, max(fen, 0), max(-fen, 0), number, MAKER, date.fromisoformat(confirmed), note
            )  # fmt: skip


def _booked(entries: pd.DataFrame, account: str, day: str, words: str) -> _Row:
    own = entries[(entries[BankEntry.account] == account) & (entries[BankEntry.date] == day)]
    (row,) = own.index[own[BankEntry.summary].str.contains(words, regex=False)]
    fen = own.at[row, BankEntry.income] - own.at[row, BankEntry.spending]
    return date.fromisoformat(day), int(fen), own.at[row, BankEntry.reference]
