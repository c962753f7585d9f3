"""What a reconciliation says in words, on the screen and on paper."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from xlplan.money import grouped
from xlplan.reconcile.lists import AMOUNT, CARRIED, DAY, PART, ROW
from xlplan.reconcile.proof import GROUP, OF_A_BANK, Reconciliation
from xlplan.tables.statement import row_of

BOOK, BANK = OF_A_BANK.book, OF_A_BANK.bank
"""The two sides; a reconciliation may have other names for them."""
ASKED = "待确认"
STAGES: Mapping[str, str] = {
    "reference": "按号码",
    "assignment": "按金额和日期",
    "late": "按金额和日期",
    "sum": "合计",
    "offset": "抵销",
    "confirmed": "经办人确认",
}


def place(proof: Reconciliation, side: str, row: "pd.Series[Any]") -> str:
    """Where an open or settled row stands, its day and its amount: 对账单第 19 行（2026-10-19，1,816.33）."""
    return f"{where(proof, side, row[PART], row[ROW])}（{row[DAY]:%Y-%m-%d}，{grouped(abs(row[AMOUNT]))}）"


def where(proof: Reconciliation, side: str, month: str, label: int) -> str:
    """Which list, the month and the file if they are not known anyway, and the row."""
    if month == CARRIED:
        return f"“年初未达”第 {label} 行"
    own = f"{month} " if month not in ("", proof.month) else ""
    file = proof.file(month, label) if side == BANK else ""
    name = proof.names.bank if side == BANK else proof.names.book
    return f"{own}{name}{file}第 {row_of(label)} 行"


def asked(rows: pd.DataFrame) -> "pd.Series":
    """待确认 for each open row that is part of a question, else ""."""
    return rows[GROUP].gt(0).map({True: ASKED, False: ""}).astype("str")


def carried(proof: Reconciliation) -> str:
    """What was open when the window began, and how much of it is settled; "" where nothing was."""
    before, settled = (sum(counts) for counts in zip(proof.book.carried, proof.bank.carried, strict=True))
    return f"月初有未达账项 {before} 笔，到 {proof.until:%Y-%m-%d} 对上了 {settled} 笔。" if before else ""


def equation(proof: Reconciliation) -> str:
    """Both balances after adjustment in one line of figures; "" where a side states no balance."""
    if proof.difference is None:
        return ""
    sides = [
        (BOOK + "余额", proof.book.closing, ("银行已收", proof.bank_in), ("银行已付", proof.bank_out)),
        (BANK + "余额", proof.bank.closing, ("单位已收", proof.book_in), ("单位已付", proof.book_out)),
    ]
    ours, theirs = (
        f"{name} {grouped(closing or 0)} ＋ {more[0]} {_sum(more[1])} － {less[0]} {_sum(less[1])}"
        for name, closing, more, less in sides
    )
    gap = f"，相差 {grouped(proof.difference)}" if proof.difference else ""
    return f"{ours} {'≠' if proof.difference else '＝'} {theirs}{gap}"


def _sum(rows: pd.DataFrame) -> str:
    return grouped(abs(int(rows[AMOUNT].sum())))
