"""What is reconciled, as frames of one kind: 银行日记账 or 记账凭证, and statements of one month or several."""

import pandas as pd

from xlplan.tables import statement as bank
from xlplan.tables.ledger import BankEntry, OpenItem, VoucherLine
from xlplan.tables.statement import Statement

DAY, AMOUNT, REFERENCE, SUMMARY, PARTY = "日期", "金额", "票号", "摘要", "对方"
VOUCHER = "凭证号"
"""Of the book; "" for the bank, and where the book has none."""
ROW, PART = "行", "月"
"""Of the sheet or the file, and of which month's statement (YYYY-MM; "" for the book, ``CARRIED`` for 年初未达)."""
CARRIED = "年初"
"""Stands for the month of what was open when the year began."""


def book_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of 银行日记账 as one side; index = Excel row. What moves no money, such as 上年结转, is no row."""
    return _side(
        rows,
        rows[BankEntry.date],
        rows[BankEntry.income] - rows[BankEntry.spending],
        rows[BankEntry.reference],
        rows[BankEntry.summary],
        rows[BankEntry.party],
        rows.get(BankEntry.voucher, ""),
    )


def voucher_rows(lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of 记账凭证 as one side, debit less credit; index = Excel row."""
    return _side(
        lines,
        lines[VoucherLine.date],
        lines[VoucherLine.debit] - lines[VoucherLine.credit],
        blanks(lines),
        lines[VoucherLine.summary],
        blanks(lines),
        lines[VoucherLine.voucher],
    )


def carried_rows(items: pd.DataFrame) -> pd.DataFrame:
    """Rows of 年初未达 as rows of their side; the index is below that of any other row."""
    side = _side(
        items,
        items[OpenItem.date],
        items[OpenItem.income] - items[OpenItem.spending],
        items[OpenItem.reference],
        items[OpenItem.summary],
        items[OpenItem.party],
        items[OpenItem.voucher],
        CARRIED,
    )
    return side.set_axis(-side.index)


def blanks(rows: pd.DataFrame) -> "pd.Series":
    """A column of texts in which nothing stands."""
    return pd.Series(pd.array([""] * len(rows), dtype="str"), index=rows.index)


def statement_rows(statements: dict[str, Statement]) -> pd.DataFrame:
    """Rows of statements by month as one side; index = place in all of them."""
    used = [bank.DAY, bank.AMOUNT, bank.REFERENCE, bank.SUMMARY, bank.PARTY]
    rows = pd.concat([own.rows[used].assign(**{PART: month}) for month, own in statements.items()])
    side = _side(
        rows,
        rows[bank.DAY],
        rows[bank.AMOUNT],
        rows[bank.REFERENCE],
        rows[bank.SUMMARY],
        rows[bank.PARTY],
        part=rows[PART],
    )
    return side.reset_index(drop=True)


def _side(
    rows: pd.DataFrame,
    days: "pd.Series",
    amounts: "pd.Series",
    references: "pd.Series",
    summaries: "pd.Series",
    parties: "pd.Series",
    vouchers: "pd.Series | str" = "",
    part: "pd.Series | str" = "",
) -> pd.DataFrame:
    columns = (days, amounts, references, summaries, parties, vouchers, rows.index, part)
    names = (DAY, AMOUNT, REFERENCE, SUMMARY, PARTY, VOUCHER, ROW, PART)
    side = pd.DataFrame(dict(zip(names, columns, strict=True)), index=rows.index)
    return side[(side[AMOUNT] != 0) & side[DAY].notna()]
