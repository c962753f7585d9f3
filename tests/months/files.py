"""A month as the files that ``xlplan reconcile --book F --statement G`` takes, and its document as claims.

Rows from before the month, which are presented late, stand in the day book; xlplan looks back two weeks only.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from tests.months.claims import Claims, claims
from tests.months.month import ASK, FIRST_LABEL, MATCH, OFFSET, Group, Month, Row
from xlplan.money import yuan

OPENING = 500_000_000
"""Fen, on both sides."""
Line = list[str | float]

_BOOK_HEAD: list[Line] = [
    ["清河市第一小学银行日记账"],
    ["科目：1002 银行存款"],
    ["日期", "凭证号", "摘要", "对方户名", "票据号", "收入", "支出", "余额"],
    ["", "", "上年结转", "", "", "", "", OPENING / 100],
]
_BANK_HEAD: list[Line] = [
    ["清河农村商业银行对公账户明细"],
    ["账号：6200 0112 3456 7890", "户名：清河市第一小学"],
    [f"期初余额：{yuan(OPENING)}"],
    ["记账日期", "凭证号码", "摘要", "收入金额", "支出金额", "余额", "对方户名"],
]


@dataclass(frozen=True)
class Written:
    """The two files of a month."""

    book: Path
    bank: Path

    def claims(self, month: Month, document: dict[str, Any]) -> Claims:
        """What an account of ``reconcile --json`` says, by the labels of the month."""
        return claims(month.book, month.bank, _groups(document))


def written(month: Month, folder: Path, suffix: str = ".xlsx") -> Written:
    """银行日记账 (.xlsx or .csv in UTF-8) and 对账单.csv, as a bank of GB18030 writes it with lines above the rows."""
    book, bank = folder / f"银行日记账{suffix}", folder / "对账单.csv"
    lines = [*_BOOK_HEAD, *_book_lines(month.book)]
    if suffix == ".xlsx":
        _write_xlsx(book, lines)
    else:
        _write_csv(book, lines, "utf-8-sig")
    _write_csv(bank, [*_BANK_HEAD, *_bank_lines(month.bank)], "gb18030")
    return Written(book, bank)


def _book_lines(rows: pd.DataFrame) -> Iterator[Line]:
    for place, (row, balance) in enumerate(_running(rows), 1):
        voucher = f"记-{place}"
        yield [
            f"{row.day:%Y-%m-%d}", voucher, row.summary, row.party, row.reference, *_in_and_out(row), balance / 100
        ]  # fmt: skip


def _bank_lines(rows: pd.DataFrame) -> Iterator[Line]:
    for row, balance in _running(rows):
        texts = [f"{fen:,.2f}" if fen else "" for fen in _in_and_out(row)]
        yield [f"{row.day:%Y%m%d}", row.reference, row.summary, *texts, yuan(balance), row.party]


def _running(rows: pd.DataFrame) -> Iterator[tuple[Row, int]]:
    balances = rows["金额"].cumsum() + OPENING
    for fields, balance in zip(rows.itertuples(index=False, name=None), balances, strict=True):
        yield Row(*fields), balance


def _in_and_out(row: Row) -> tuple[float, float]:
    """Yuan; 0 for the side that it is not."""
    return max(row.fen, 0) / 100, max(-row.fen, 0) / 100


def _write_csv(path: Path, lines: Sequence[Line], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)


def _write_xlsx(path: Path, lines: Sequence[Line]) -> None:
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("银行存款")
    for row, cells in enumerate(lines):
        sheet.write_row(row, 0, [cell or None for cell in cells])
    workbook.close()


def _groups(document: dict[str, Any]) -> Iterator[Group]:
    def labels(rows: Sequence[int], head: Sequence[object]) -> tuple[int, ...]:
        return tuple(row - len(head) - 1 + FIRST_LABEL for row in rows)

    for kind, name in ((MATCH, "matches"), (ASK, "asks")):
        for group in document[name]:
            yield Group(kind, labels(group["book"], _BOOK_HEAD), labels(group["bank"], _BANK_HEAD))
    for group in document["offsets"]:
        own = group["side"] == "book"
        yield Group(
            OFFSET,
            labels(group["rows"], _BOOK_HEAD) if own else (),
            () if own else labels(group["rows"], _BANK_HEAD),
        )
