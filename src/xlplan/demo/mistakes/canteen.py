"""Mistakes in canteen.xlsx, and those of its money in ledger.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, deleted, put, scrawl, swapped
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.canteen import (
    Accompanied,
    Attendance,
    CanteenMonth,
    Delivery,
    KitchenWorker,
    Menu,
    Sample,
    StockEntry,
    Survey,
)
from xlplan.tables.disclosure import CANTEEN
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Term
from xlplan.tables.plan import Publication


def _delivery(column: Column, day: str, food: str) -> Spot:
    return Spot(column, ((Delivery.date, day), (Delivery.food, food)))


def _stock(column: Column, day: str, food: str, summary: str) -> Spot:
    return Spot(column, ((StockEntry.date, day), (StockEntry.food, food), (StockEntry.summary, summary)))


def _eaten(column: Column, day: str, class_name: str) -> Spot:
    return Spot(column, ((Attendance.date, day), (Attendance.class_name, class_name)))


def _month(column: Column, month: str) -> Spot:
    return Spot(column, ((CanteenMonth.period, month),))


def _summary(month: str, words: str, account: str = "") -> Spot:
    """The summary of a line with this account; of all lines of the voucher without one."""
    key = ((VoucherLine.date, month), (VoucherLine.summary, words), (VoucherLine.account, account))
    return Spot(VoucherLine.summary, key, voucher=not account)


_FORGOTTEN = (Sample.date, "2026-10-14"), (Sample.meal, "晚餐")
_ALONE = (Accompanied.date, "2026-10-20"), (Accompanied.meal, "晚餐")

MISTAKES = (
    cell("独验", "鸡蛋送来，只有一个人验收签字。", "CAN-01", _delivery(Delivery.second_acceptor, "2026-05", "鸡蛋"), ""),
    Mistake(
        "看错", "白菜的单价照送货单抄颠倒了：比上次贵得多，和数量、金额也对不上。",
        {_delivery(Delivery.price, "2026-10", "白菜"): ("CAN-12",), _delivery(Delivery.amount, "2026-10", "白菜"): ("CAN-17",)},
        (put(_delivery(Delivery.price, "2026-10", "白菜"), swapped),),
    ),
    Mistake(
        "漏验", "一次送来的几样菜，有一样没有写进采购验收：付的钱比验收的多，入库的也没有验收。",
        {_delivery(Delivery.amount, "2026-09-14", "鸡腿"): ("CAN-15",), _stock(StockEntry.received, "2026-09-16", "牛肉", "验收"): ("CAN-16",)},
        (deleted(_delivery(Delivery.amount, "2026-09-16", "牛肉")),),
    ),
    scrawl("结存", "大米的结存没有让公式算，手工填了整数。", "CAN-02", _stock(StockEntry.left, "2026-06", "大米", "领用"), 100),
    cell("人次", "营养餐的金额前两位写颠倒了。", "CAN-07", _eaten(Attendance.amount, "2026-09-15", "八年级（3）班"), swapped),
    cell("请假", "请假的人没有从就餐人数里减掉。", "CAN-08", Spot(Attendance.eaters, ((Attendance.date, "2026-10-1"), (Attendance.absent, "2"))), lambda eaters: eaters + 2),
    Mistake("留样", "晚餐有一样菜忘了留样。", {Spot(Menu.dishes, ((Menu.date, "2026-10-14"), (Menu.meal, "晚餐"))): ("CAN-09",)}, (deleted(Spot(Sample.dish, _FORGOTTEN)),)),
    Mistake("陪餐", "运动会前两天的晚餐没有陪餐记录。", {Spot(Menu.meal, ((Menu.date, "2026-10-20"), (Menu.meal, "晚餐"))): ("CAN-11",)}, (deleted(Spot(Accompanied.leader, _ALONE)),)),
    cell("健康证", "一个厨师的健康证办了新的，有效期还是去年的。", "CAN-10", Spot(KitchenWorker.expires, ((KitchenWorker.post, "厨师"),)), lambda day: day - pd.DateOffset(years=1)),
    Mistake(
        "成本", "9月食堂收支的食材支出错了一位小数：成本率低得不像话，结余虚高，和账、和公示的也对不上。",
        {
            _month(CanteenMonth.cost, "2026-09"): ("CLS-05",), _month(CanteenMonth.cost_ratio, "2026-09"): ("CAN-04",),
            _month(CanteenMonth.surplus, "2026-09"): ("CAN-05",), _month(CanteenMonth.surplus, "2026-10"): ("CAN-05",),
            Spot(Publication.spending, ((Publication.item, CANTEEN), (Publication.period, "2026-09"))): ("PUB-02",),
        },
        (put(_month(CanteenMonth.food, "2026-09"), lambda fen: fen // 10),),
    ),
    cell("公示", "6月的膳食收支放假以后才贴出来。", "CAN-06", _month(CanteenMonth.published, "2026-06"), pd.Timestamp("2026-07-22")),
    Mistake("福利", "用食堂的钱买了教师节慰问品。", {_summary("2026-09", "购食堂", "7201"): ("CAN-03",)}, (put(_summary("2026-09", "购食堂"), "购教师节慰问品（岚溪县厨具商行）"),)),
    Mistake("师生", "收伙食费的摘要写成师生的，教师的饭钱混在里面。", {_summary("2026-10", "收八年级本周", "6609"): ("CAN-13",)}, (put(_summary("2026-10", "收八年级本周"), "收八年级师生本周伙食费"),)),
    Mistake(
        "问卷", "春季的家长问卷，学期填成了秋季。", {Spot(Term.block, ((Term.term, "春季"), (Term.block, "第四学月"))): ("CAN-14",)},
        (put(Spot(Survey.term, ((Survey.term, "春季"), (Survey.asked, "家长"))), lambda term: term.replace("春", "秋")),),
    ),
)  # fmt: skip
