"""Mistakes between the bank day book and the statement files in bank/."""

from xlplan.demo.edits import Mistake, put, swapped
from xlplan.demo.spots import Row, Spot
from xlplan.excel.table import Column
from xlplan.tables.ledger import BankEntry
from xlplan.tables.office import BankAccount


def _entry(column: Column, month: str, summary: str) -> Spot:
    return Spot(column, ((BankEntry.date, month), (BankEntry.summary, summary)))


_LOST = Row("食堂户", "2026-05", "月食堂电费")


MISTAKES = (
    Mistake(
        "漏行", "5月食堂户的流水少下载了一行：余额接不上，日记账里的那一笔也一直悬着。",
        {_LOST: ("BNK-01",), _entry(BankEntry.date, "2026-05", "月食堂电费"): ("BNK-03",)},
        statements={(_LOST.account, _LOST.month): _LOST.dropped},
    ),
    Mistake(
        "倒写", "付9月水费，银行日记账的金额写颠倒了：它和银行的那一笔，谁也找不到同样的数。",
        {_entry(BankEntry.date, "2026-10", "付9月水费"): ("BNK-03",), _entry(BankEntry.spending, "2026-10", "付9月水费"): ("CLS-02",), Row("基本户", "2026-10", "付9月水费"): ("BNK-03",)},
        (put(_entry(BankEntry.spending, "2026-10", "付9月水费"), swapped),),
    ),
    Mistake("缺月", "7月基本户的对账单没有下载。", {Spot(BankAccount.name, ((BankAccount.name, "基本户"),)): ("BNK-04",)}, statements={("基本户", "2026-07"): None}),
)  # fmt: skip
