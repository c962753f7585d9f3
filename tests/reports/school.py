"""The demo school without mistakes, and a statement that its bank might send."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from xlplan import demo
from xlplan.excel.report import Plain, Report, plain
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, read
from xlplan.tables.ledger import BankEntry, OpeningBalance
from xlplan.tables.statement import Statement

TODAY = date(2026, 11, 30)


@cache
def school() -> Books:
    """As the masters are read from disk; nobody changes its frames."""
    with TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in MASTERS}
        for name, content in demo.files(clean=True).items():
            files[name].write_bytes(content)
        return read(files, TODAY)


def rows(report: Report, place: int = 0) -> tuple[tuple[Plain, ...], ...]:
    """The rows of a block without where their figures come from."""
    return tuple(map(plain, report.blocks[place].rows))


def counts(row: Iterable[object]) -> list[int]:
    """The whole numbers of a row, in their order."""
    return [value for value in row if isinstance(value, int)]


def begun(books: Books, account: str) -> int:
    """Fen that a bank account had when the year began."""
    openings = books[OpeningBalance]
    own = openings[openings[OpeningBalance.bank_account] == account]
    return int((own[OpeningBalance.debit] - own[OpeningBalance.credit]).sum())


def with_statement(
    books: Books, account: str, *, missing: int, more: tuple[tuple[str, int, str], ...]
) -> Books:
    """The bank has November of an account but its last rows, and more (day, fen, words) that we do not have."""
    entries = books[BankEntry]
    own = entries[entries[BankEntry.account] == account]
    before = own[own[BankEntry.date] < "2026-11-01"]
    opening = begun(books, account) + int((before[BankEntry.income] - before[BankEntry.spending]).sum())
    ours = own[own[BankEntry.date] >= "2026-11-01"].iloc[: -missing or None]
    rows = pd.DataFrame({
        "日期": ours[BankEntry.date], "时间": "", "金额": ours[BankEntry.income] - ours[BankEntry.spending],
        "对方户名": ours[BankEntry.party], "摘要": ours[BankEntry.summary], "流水号": ours[BankEntry.reference],
    })  # fmt: skip
    theirs = pd.DataFrame(
        [(pd.Timestamp(day), "", fen, "", words, f"2026{place:016d}") for place, (day, fen, words) in enumerate(more)],
        columns=rows.columns,
    )  # fmt: skip
    rows = pd.concat([rows, theirs.astype({"日期": "datetime64[s]", "金额": "int64"})], ignore_index=True)
    rows = rows.assign(余额=(rows["金额"].cumsum() + opening).astype("Int64"))
    rows.index += 2
    statement = Statement(
        "基本户.csv", "", "信用社", "", "utf-8", 1, rows, opening, int(rows["余额"].iloc[-1])
    )
    return replace(books, statements={(account, "2026-11"): statement})
