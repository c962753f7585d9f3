"""Mistakes in stores.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, next_number, put, scrawl, swapped
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.stores import Issue, Item, Receipt, Seating, StockTake, TermSupply, Textbook


def _item(column: Column, name: str) -> Spot:
    return Spot(column, ((Item.name, name),))


def _book(column: Column, grade: str, subject: str) -> Spot:
    """A cell of the autumn term."""
    return Spot(column, ((Textbook.term, "秋季"), (Textbook.grade, grade), (Textbook.subject_name, subject)))


def _stock_line(column: Column, month: str, summary: str) -> Spot:
    key = ((VoucherLine.date, month), (VoucherLine.summary, summary), (VoucherLine.account, "1302"))
    return Spot(column, key)


_CHALK = ((Issue.date, "2026-11-27"), (Issue.item, "W019"))
_PAPER = ((StockTake.date, "2026-10-30"), (StockTake.item, "W016"))
_KEYS = ((Receipt.date, "2026-09-17"), (Receipt.item, "W029"))
_LOCKS = tuple(Spot(Receipt.voucher, _KEYS, below=rows) for rows in range(3))
"""What came with one receipt."""
_BULBS = ((Issue.date, "2026-10-09"), (Issue.item, "W045"))
_SOAP = ((Receipt.date, "2026-09-21"), (Receipt.item, "W061"))
_MISSING = _book(Textbook.left, "七年级", "英语")

MISTAKES = (
    scrawl("扫帚", "扫帚的结存数量盖掉了公式，手工填了别的数。", "STO-02", _item(Item.left, "扫帚"), 36),
    Mistake("最低", "排球的最低库存 4 个写成了 40 个。", {_item(Item.left, "排球"): ("STO-08",)}, (put(_item(Item.minimum, "排球"), 40_000),)),
    Mistake(
        "门锁", "9月门锁、钥匙的入库单，凭证号写成了后一号。",
        {
            **dict.fromkeys(_LOCKS, ("STO-07",)),
            _stock_line(VoucherLine.debit, "2026-09", "班级门锁"): ("STO-07",),
        },
        tuple(put(spot, next_number) for spot in _LOCKS),
    ),
    Mistake("洗手液", "洗手液的单价写错了一位，和金额不合。", {Spot(Receipt.amount, _SOAP): ("STO-09",)}, (put(Spot(Receipt.price, _SOAP), lambda fen: fen + 30),)),
    Mistake(
        "出库金额", "10月领用小灯泡的金额写颠倒了：和月末的凭证不合，10月末库房和 1302 也就对不上。",
        {Spot(Issue.amount, ((Issue.date, "2026-10"),)): ("STO-07",), _stock_line(VoucherLine.account, "2026-10", "结转10月领用"): ("STO-06",)},
        (put(Spot(Issue.amount, _BULBS), swapped),),
    ),
    Mistake("早领", "领彩色粉笔的日期 27 日写成了 2 日，那天库房里还没有那么多。", {Spot(Issue.pieces, _CHALK): ("STO-01",)}, (put(Spot(Issue.date, _CHALK), pd.Timestamp("2026-11-02")),)),
    Mistake("漏点", "10月盘点复印纸少点了一包，没有写原因。", {Spot(StockTake.gap, _PAPER): ("STO-02",)}, (put(Spot(StockTake.counted, _PAPER), lambda pieces: pieces - 1_000),)),
    Mistake(
        "英语书", "七年级英语发了 224 本写成 242 本：比应发的多，余数也对不上了。",
        {_book(Textbook.issued, "七年级", "英语"): ("STO-03",), _MISSING: ("STO-04",)}, (put(_book(Textbook.issued, "七年级", "英语"), 242),),
    ),
    cell("物理书", "九年级物理余 4 本写成了 14 本。", "STO-04", _book(Textbook.left, "九年级", "物理"), 14),
    cell("椅子", "九年级（4）班的 45 把椅子写成了 35 把。", "AST-06", Spot(Seating.chairs, ((Seating.room, "九年级（4）班"), (Seating.date, "2026-08"))), 35),
    Mistake(
        "水龙头", "秋季开学要的水龙头到货以后，没有改库存，缺口还在。",
        {Spot(TermSupply.gap, ((TermSupply.term, "秋季"), (TermSupply.item, "水龙头"))): ("STO-05",)},
        (put(Spot(TermSupply.stock, ((TermSupply.term, "秋季"), (TermSupply.item, "水龙头"))), 7_000),),
    ),
)  # fmt: skip
