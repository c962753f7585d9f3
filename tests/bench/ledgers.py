"""Ledgers to measure on: 记账凭证 as our master lays it out, and the same transactions for the plain-text peers.

They are written once and kept in build/bench under the name of their parameters.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

from xlplan.excel.kinds import Kind
from xlplan.tables.ledger import VoucherLine

FOLDER = Path("build/bench")
MISTAKE_EVERY = 25_000
"""Vouchers between two planted mistakes; each mistake plants an imbalance, a missing number and an unknown account."""

_START = date(2026, 1, 1)
_STAFF = ("王建国", "李秀英", "张敏", "刘洋", "陈静", "杨帆", "赵磊", "周婷")
_PARTIES = (
    "新华书店",
    "供电局",
    "自来水公司",
    "永兴文具店",
    "宏达建材",
    "惠民粮油",
    "电信营业厅",
    "安康药房",
)
_GOODS = ("办公用品", "电费", "水费", "维修材料", "图书", "食材", "网络费", "防护用品")
_FINANCIAL, _BUDGETARY = ("5001", "100201"), ("7201", "800102")


class Voucher(NamedTuple):
    """One voucher: the debit stands on the first account of each pair, the credit on the second."""

    day: date
    number: int
    """Within its month."""
    summary: str
    fen: int
    gap: int
    """Fen that the first credit is short of its debit."""
    accounts: tuple[tuple[str, str], ...]
    place: int


def vouchers(count: int, pairs: int, *, mistakes: bool) -> Iterator[Voucher]:
    """So many vouchers spread over a year, each with one pair of lines per book (1: financial only, 2: both)."""
    month, number = 0, 0
    for place in range(count):
        day = _START + timedelta(days=place * 365 // count)
        number = number + 1 if day.month == month else 1
        month = day.month
        wrong = mistakes and place % MISTAKE_EVERY == MISTAKE_EVERY - 1
        number += wrong
        summary = f"付{_PARTIES[place % 8]}{day.month}月{_GOODS[place // 8 % 8]}款第{place % 1000}笔"
        accounts = (_FINANCIAL, _BUDGETARY)[:pairs]
        if wrong:
            accounts = (("599999", _FINANCIAL[1]), *accounts[1:])
        yield Voucher(
            day, number, summary, 100 + place * 7919 % 5_000_000, 100 if wrong else 0, accounts, place
        )


def workbook(lines: int, pairs: int, *, mistakes: bool) -> Path:
    """A ledger.xlsx of so many voucher lines."""
    path = FOLDER / f"ledger-{lines}-lines-{pairs}-pairs{'-mistakes' if mistakes else ''}.xlsx"
    return kept(
        path, lambda part: write_workbook(part, vouchers(lines // (2 * pairs), pairs, mistakes=mistakes))
    )


def beancount(transactions: int) -> Path:
    """The vouchers of ``workbook(2 * transactions, 1)`` in the syntax of beancount."""
    own = vouchers(transactions, 1, mistakes=False)
    return kept(FOLDER / f"{transactions}.beancount", lambda part: write_beancount(part, own))


def journal(transactions: int) -> Path:
    """The same in the journal syntax that hledger and ledger share."""
    own = vouchers(transactions, 1, mistakes=False)
    return kept(FOLDER / f"{transactions}.journal", lambda part: write_journal(part, own))


def write_beancount(path: Path, vouchers: Iterable[Voucher]) -> None:
    """Vouchers without gaps as transactions of beancount."""
    vouchers = list(vouchers)
    codes = sorted({code for voucher in vouchers for pair in voucher.accounts for code in pair})
    opened = "".join(f"{_START} open {_account(code)} CNY\n" for code in codes)
    text = (
        "\n".join((
            f'{voucher.day} * "{voucher.summary}"',
            *(f"  {_account(code)}  {fen / 100:.2f} CNY" for code, fen in _postings(voucher)),
            "",
        ))
        for voucher in vouchers
    )  # fmt: skip
    path.write_text(opened + "\n".join(text), encoding="utf-8")


def write_journal(path: Path, vouchers: Iterable[Voucher]) -> None:
    """The same in the journal syntax that hledger and ledger share."""
    text = (
        "\n".join((
            f"{voucher.day} * {voucher.summary}",
            *(f"    {_account(code)}    CNY {fen / 100:.2f}" for code, fen in _postings(voucher)),
            "",
        ))
        for voucher in vouchers
    )  # fmt: skip
    path.write_text("\n".join(text), encoding="utf-8")


def _postings(voucher: Voucher) -> Iterator[tuple[str, int]]:
    for debit, credit in voucher.accounts:
        yield debit, voucher.fen
        yield credit, -voucher.fen


def _account(code: str) -> str:
    return f"{'Expenses' if code.startswith('5') else 'Assets'}:A{code}"


def kept(path: Path, write: Callable[[Path], object]) -> Path:
    """The file, written now if it was never written."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        write(part)
        part.replace(path)
    return path


def write_workbook(path: Path, rows: Iterable[Voucher]) -> None:
    """Vouchers typed into the sheet 记账凭证 of a new workbook."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(VoucherLine.sheet)
        formats = {
            Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
            Kind.MONEY: book.add_format({"num_format": "#,##0.00"}),
        }
        for place, column in enumerate(VoucherLine.columns):
            sheet.set_column(place, place, 12, formats.get(column.kind))
        sheet.write_row(0, 0, VoucherLine.columns)
        row = 0
        for voucher in rows:
            for line in _lines(voucher):
                row += 1
                for place, column in enumerate(VoucherLine.columns):
                    value = line.get(column)
                    if isinstance(value, date):
                        sheet.write_datetime(row, place, value, formats[Kind.DAY])
                    elif isinstance(value, str):
                        sheet.write_string(row, place, value)
                    elif value is not None:
                        sheet.write_number(row, place, value, formats.get(column.kind))


def _lines(voucher: Voucher) -> Iterator[dict[str, date | str | float | None]]:
    shared: dict[str, date | str | float | None] = {
        VoucherLine.date: voucher.day,
        VoucherLine.voucher: f"记-{voucher.number}",
        VoucherLine.summary: voucher.summary,
        VoucherLine.budget: f"G{voucher.place % 40 + 1:02d}",
        VoucherLine.kind: "普通",
        VoucherLine.attachments: voucher.place % 5 + 1,
        VoucherLine.maker: _STAFF[voucher.place % 4],
        VoucherLine.checker: _STAFF[4 + voucher.place % 4],
        VoucherLine.entered: voucher.day,
        VoucherLine.state: "已记账",
    }
    for place, (debit, credit) in enumerate(voucher.accounts):
        short = voucher.gap if place == 0 else 0
        yield shared | {VoucherLine.account: debit, VoucherLine.debit: voucher.fen / 100}
        yield shared | {VoucherLine.account: credit, VoucherLine.credit: (voucher.fen - short) / 100}
