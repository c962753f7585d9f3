"""Mistakes in fees.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, appended, cell, put, swapped_later
from xlplan.demo.fees import BOOKS, UNIFORMS
from xlplan.demo.people import SPRING
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.fees import Consent, FeeItem, FeeNotice, FeeReceipt, FeeSettlement
from xlplan.tables.ledger import VoucherLine


def _receipt(column: Column, day: str, room: str = "") -> Spot:
    return Spot(column, ((FeeReceipt.date, day), (FeeReceipt.room, room)))


def _consent(column: Column, item: str, room: str, day: str) -> Spot:
    return Spot(column, ((Consent.item, item), (Consent.room, room), (Consent.signed, day)))


def _ended(numbers: str) -> str:
    """A range of receipts that ends one number later."""
    head, last = numbers.rsplit("-", 1)
    return f"{head}-{int(last) + 1:08}"


_INSURED, _SOLD = "2026-10-26", "2026-11-03"
_AID = Spot(FeeItem.listed, ((FeeItem.number, UNIFORMS),), again=True)
_TREASURY = ((VoucherLine.date, "2026-05"), (VoucherLine.account, "2103"))
_SPRING = ((FeeSettlement.item, BOOKS), (FeeSettlement.term, SPRING))
_MOVED = {
    room: _receipt(FeeReceipt.amount, "2026-09-16", room) for room in ("七年级（2）班", "七年级（3）班")
}

MISTAKES = (
    Mistake(
        "教辅", "收费目录里加了一种教辅，没有写明在不在评议公告目录里。", {_AID: ("FEE-09",)},
        (
            appended(
                Spot(FeeItem.number, _AID.key),
                {
                    FeeItem.number: "F07", FeeItem.name: "数学同步练习", FeeItem.standard: 2_800, FeeItem.unit: "人·学期",
                    FeeItem.scope: "九年级", FeeItem.relief: "", FeeItem.course: "数学",
                },
            ),
        ),
    ),
    Mistake(
        "后公示", "校服费收了五天才公示。", {_receipt(FeeReceipt.date, "2026-09-16"): ("FEE-02",)},
        (put(Spot(FeeNotice.date, ((FeeNotice.item, UNIFORMS),)), pd.Timestamp("2026-09-21")),),
    ),
    cell("项目号", "卖废纸箱的项目号 F05 写成了 F50。", "FEE-01", _receipt(FeeReceipt.item, _SOLD), "F50"),
    Mistake(
        "串班", "七（2）班一个学生的校服费记到了七（3）班，七（3）班看着多收了一套。",
        {_MOVED["七年级（3）班"]: ("FEE-03",)},
        (put(_MOVED["七年级（2）班"], lambda fen: fen - 18_000), put(_MOVED["七年级（3）班"], lambda fen: fen + 18_000)),
    ),
    Mistake(
        "重号", "医保费的票据，八（2）班的尾号多写了一号，和下一个班的起号重了。",
        {_receipt(FeeReceipt.tickets, _INSURED, "八年级（3）班"): ("FEE-04",)},
        (put(_receipt(FeeReceipt.tickets, _INSURED, "八年级（2）班"), _ended),),
    ),
    cell("周日", "医保费有一个班的收款日期写成了星期日。", "FEE-08", _receipt(FeeReceipt.date, _INSURED, "九年级（1）班"), pd.Timestamp("2026-10-25")),
    cell("存入日", "校服费有一个班的存入日写早了一天，银行第二天才到账。", "FEE-11", _receipt(FeeReceipt.banked, "2026-09-16", "七年级（4）班"), pd.Timestamp("2026-09-15")),
    cell("未入账", "5月卖废纸箱的票据开了，凭证号空着。", "CSH-08", _receipt(FeeReceipt.voucher, "2026-05-08"), ""),
    cell("漏收", "自愿书的份数写颠倒了，看着还有学生没有收。", "FEE-05", _consent(Consent.copies, BOOKS, "九年级（3）班", "2026-09-07"), 54),
    Mistake(
        "少签", "七（5）班校服费的自愿书少收了三份。", {_receipt(FeeReceipt.payers, "2026-09-16", "七年级（5）班"): ("FEE-10",)},
        (put(_consent(Consent.copies, UNIFORMS, "七年级（5）班", "2026-09-14"), lambda copies: copies - 3),),
    ),
    Mistake(
        "结余", "春季作业本费退还的金额写颠倒了，看着没有结清。", {Spot(FeeSettlement.rest, _SPRING): ("FEE-07",)},
        (put(Spot(FeeSettlement.refunded, _SPRING), swapped_later),),
    ),
    Mistake(
        "国库", "缴废纸箱变卖款入国库，科目记成了 2307，应缴的钱看着一直没有缴。", {Spot(VoucherLine.credit, _TREASURY): ("FEE-06",)},
        (put(Spot(VoucherLine.account, ((VoucherLine.summary, "缴废旧纸箱变卖款入国库"), (VoucherLine.account, "2103"))), "2307"),),
    ),
)  # fmt: skip
