"""Mistakes in assets.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, deleted, put, scrawl, swapped
from xlplan.demo.people import STAFF
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.assets import AssetCard, AssetCount, Building, DepreciationMonth, HandOver, Repair
from xlplan.tables.ledger import VoucherLine

_RETIRED = next(row[1] for row in STAFF if row[5] == "退休")


_TABLES, _SCOPE, _FOUNTAIN = "ZC-0061", "ZC-0070", "ZC-0185"
"""The dining tables, an oscilloscope, a drinking fountain."""


def _card(column: Column, name: str) -> Spot:
    """A cell of the first card of this name."""
    return Spot(column, ((AssetCard.name, name),))


def _numbered(column: Column, number: str) -> Spot:
    """A cell of the row of the cards or of the count that has this 卡片号."""
    own = AssetCard.number if column.table is AssetCard else AssetCount.card
    return Spot(column, ((own, number),))


def _repair(column: Column, month: str, content: str) -> Spot:
    return Spot(column, ((Repair.asked, month), (Repair.content, content)))


_AIR = Spot(VoucherLine.debit, ((VoucherLine.summary, "购办公空调"), (VoucherLine.account, "1601")))
_LOST = {Repair.done: None, Repair.verdict: "", Repair.state: "维修中"}

MISTAKES = (
    Mistake("卡片凭证号", "办公空调的一张资产卡片抄错了凭证号，凭证就少了一张卡片。", {_AIR: ("AST-01",)}, (put(_card(AssetCard.voucher, "壁挂式空调"), "记-1"),)),
    scrawl("少提", "交互智能平板的累计折旧一格手工填了去年的数，公式没有了。", "AST-03", _card(AssetCard.worn, "交互智能平板"), 8_104.47),
    Mistake("保管", "示波器的保管人写的是退休的老师，盘点的时候也没有换人。", {_numbered(AssetCard.keeper, _SCOPE): ("AST-04",)}, (put(_numbered(AssetCard.keeper, _SCOPE), _RETIRED), put(_numbered(AssetCount.keeper, _SCOPE), _RETIRED))),
    Mistake("漏盘", "盘点表漏了一台饮水机。", {_numbered(AssetCard.number, _FOUNTAIN): ("AST-05",)}, (deleted(_numbered(AssetCount.card, _FOUNTAIN)),)),
    Mistake("少两套", "盘点餐桌椅少了两套，没有写原因。", {_numbered(AssetCount.gap, _TABLES): ("AST-05",)}, (put(_numbered(AssetCount.counted, _TABLES), 40),)),
    cell("折旧表", "8月的折旧计提表，业务活动费用写颠倒了两位。", "AST-09", Spot(DepreciationMonth.teaching, ((DepreciationMonth.month, "2026-08"),)), swapped),
    cell("年检", "食堂的年检日，年份写成了去年。", "AST-08", Spot(Building.inspected, ((Building.name, "食堂"),)), lambda day: day - pd.DateOffset(years=1)),
    Mistake("没修", "微机室的网络报修以后没有人管，一个多月还是维修中。", {_repair(Repair.state, "2026-10", "网络不通"): ("AST-07",)}, tuple(put(_repair(column, "2026-10", "网络不通"), value) for column, value in _LOST.items())),
    cell("下午", "下午修好的，完成时间写成了凌晨四点多。", "AST-10", _repair(Repair.done, "2026-07", "黑板灯不亮"), lambda moment: moment - pd.Timedelta(hours=12)),
    cell("无清册", "图书室管理员移交，没有写清册。", "GEN-03", Spot(HandOver.inventory, ((HandOver.matter, "图书室"),)), ""),
)  # fmt: skip
