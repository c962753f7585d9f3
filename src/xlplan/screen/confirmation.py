"""What a question of the bank reconciliation is answered with: lines to copy into 对账确认."""

from collections.abc import Iterator

import pandas as pd

from xlplan.money import yuan
from xlplan.reconcile.lists import AMOUNT, DAY, REFERENCE, VOUCHER
from xlplan.reconcile.proof import GROUP, Reconciliation
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, Confirmation

HOW = (
    f"是一起的，把问题下面的几行复制到 {Confirmation.workbook} 的“{Confirmation.sheet}”表，填上确认人和确认日期；"
    "不是一起的行不要，要分开的改成不同的组。"
)


def answer(proof: Reconciliation, question: int) -> Iterator[str]:
    """One line for each row of a question, cells divided by tabs: 账户 to 号码."""
    sides = {
        side: rows[rows[GROUP] == question]
        for side, rows in ((BOOK_SIDE, proof.book.grouped), (BANK_SIDE, proof.bank.grouped))
    }
    first = min(rows[DAY].min() for rows in sides.values())
    group = f"{proof.account}{first:%Y%m%d}-{yuan(abs(int(proof.groups.at[question, AMOUNT])))}"
    for side, rows in sides.items():
        for day, fen, number in zip(rows[DAY], rows[AMOUNT], _numbers(rows), strict=True):
            income, spending = (yuan(abs(fen)) if own else "" for own in (fen > 0, fen < 0))
            yield "\t".join((proof.account, group, side, f"{day:%Y-%m-%d}", income, spending, number))


def _numbers(rows: pd.DataFrame) -> "pd.Series":
    return rows[REFERENCE].where(rows[REFERENCE] != "", rows[VOUCHER])
