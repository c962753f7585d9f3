"""Mistakes between the ledger and the books of the accounting centre: what the school changed after it had handed its
vouchers over, and what the centre mistyped. Of all other mistakes the centre's books are as wrong as the school's."""

from dataclasses import replace

from xlplan.demo.centre import Posting
from xlplan.demo.edits import Mistake, put, swapped
from xlplan.demo.spots import Booked, Spot
from xlplan.excel.table import Column
from xlplan.tables.ledger import VoucherLine


def _line(column: Column, month: str, summary: str, account: str) -> Spot:
    key = ((VoucherLine.date, month), (VoucherLine.summary, summary), (VoucherLine.account, account))
    return Spot(column, key)


_CLEANING = ("2026-08", "垃圾清运", "5001")
_ADVANCE = "钟国庆借"


def _mistyped(rows: list[Posting]) -> list[Posting]:
    """The first advance of the month with two figures swapped, on both its accounts."""
    number = next(row.number for row in rows if _ADVANCE in row.summary)
    return [
        replace(
            row, debit=swapped(row.debit) if row.debit else 0, credit=swapped(row.credit) if row.credit else 0
        )
        if row.number == number
        else row
        for row in rows
    ]


MISTAKES = (
    Mistake(
        "改科目", "8月垃圾清运费交给核算中心以后，自己账上又改记到单位管理费用。",
        {_line(VoucherLine.account, *_CLEANING): ("CLS-03",), Booked("2026-08", "5001", "垃圾清运"): ("CLS-03",)},
        (put(_line(VoucherLine.account, *_CLEANING), "5101"),),
    ),
    Mistake(
        "中心倒写", "4月一笔差旅借款，核算中心把金额前两位写颠倒了。",
        {
            **{_line(VoucherLine.account, "2026-04", _ADVANCE, account): ("CLS-03",) for account in ("1218", "1001")},
            **{Booked("2026-04", account, _ADVANCE): ("CLS-03",) for account in ("1218", "1001")},
        },
        exports={"2026-04": _mistyped},
    ),
)  # fmt: skip
