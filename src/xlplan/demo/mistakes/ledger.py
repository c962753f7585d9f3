"""Mistakes in ledger.xlsx."""

from datetime import timedelta

import pandas as pd

from xlplan.demo import fees
from xlplan.demo.edits import Mistake, cell, next_number, put, scrawl, swapped, swapped_later, with_next
from xlplan.demo.events import DEPOSIT_DAY
from xlplan.demo.people import MAKER
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.budget import BudgetLine
from xlplan.tables.disclosure import MONEY
from xlplan.tables.fees import FeeReceipt
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, Confirmation, VoucherLine
from xlplan.tables.plan import Publication


def _line(column: Column, month: str, summary: str, account: str = "", voucher: bool = False) -> Spot:
    """A cell of the first line with this account of a voucher of some month or day."""
    key = ((VoucherLine.date, month), (VoucherLine.summary, summary), (VoucherLine.account, account))
    return Spot(column, key, voucher)


_NEXT_DAY = pd.Timestamp(DEPOSIT_DAY + timedelta(days=1))


def _shown(column: Column, month: str) -> Spot:
    """What was put up of the money of a month."""
    return Spot(column, ((Publication.item, MONEY), (Publication.period, month)))


_SHORT = ((CashCount.date, "2026-11-12"),)
_DEPOSIT, _FEES = "送存七年级作业本费现金", fees.collected(fees.FRESHMEN)
_BORROWED = ((CashEntry.date, "2026-04-16"), (CashEntry.summary, "差旅费"))
_COPIED = ((CashEntry.date, "2026-07"), (CashEntry.summary, "购水龙头"))
_DRAWN = ((CashEntry.date, "2026-06"), (CashEntry.summary, "提取备用金"))
_LATE = _line(VoucherLine.date, "2026-11", "计提11月固定资产折旧", voucher=True)
_SKIPPED = _line(VoucherLine.voucher, "2026-10", "计提10月固定资产折旧", voucher=True)
_APART = {
    account: _line(column, "2026-06", "网络费", account)
    for account, column in (("7201", VoucherLine.debit), ("8001", VoucherLine.credit))
}

MISTAKES = (
    # vouchers
    Mistake(
        "颠倒", "9月电费的费用一行，金额前两位写颠倒了，10月财务会计的借贷合计也就不平。",
        {_line(VoucherLine.debit, "2026-10", "付9月电费", "5001"): ("VCH-01",), _line(VoucherLine.date, "2026-10", ""): ("CLS-01",)},
        (put(_line(VoucherLine.debit, "2026-10", "付9月电费", "5001"), swapped),),
    ),
    Mistake("断号", "10月最后一张凭证多编了一号。", {Spot(_SKIPPED.column, _SKIPPED.key): ("VCH-02",)}, (put(_SKIPPED, next_number),)),
    Mistake(
        "提前", "11月折旧写成了12月1日的第一张凭证，那天还没有到。", {Spot(_LATE.column, _LATE.key): ("VCH-03",)},
        (put(_line(VoucherLine.voucher, "2026-11", "计提11月固定资产折旧", voucher=True), "记-1"), *(put(Spot(column, _LATE.key, True), pd.Timestamp("2026-12-01")) for column in (VoucherLine.entered, VoucherLine.date))),
    ),
    cell("暂付", "差旅借款记到了没有的科目 1213。", "VCH-04", _line(VoucherLine.account, "2026-09", "差旅费", "1218"), "1213"),
    cell("报销", "摘要只写了“报销”两个字。", "VCH-05", _line(VoucherLine.summary, "2026-09", "网络费", "5101"), "报销"),
    Mistake(
        "平行", "5月网络费的预算会计分录，两行金额都写颠倒了；公示的6月支出是对的，和账也就不一样。",
        {_line(VoucherLine.debit, "2026-06", "网络费"): ("VCH-06",), _shown(Publication.spending, "2026-06"): ("PUB-02",)},
        tuple(put(spot, swapped) for spot in _APART.values()),
    ),
    Mistake("附件", "付液化气款没有附发票。", {_line(VoucherLine.attachments, "2026-09", "液化气"): ("VCH-07",)}, (put(_line(VoucherLine.attachments, "2026-09", "液化气", voucher=True), 0),)),
    cell("自审", "提取备用金的凭证，审核填成了制单的人。", "VCH-08", _line(VoucherLine.checker, "2026-10", "提取备用金", voucher=True), MAKER),
    Mistake(
        "红字", "红字冲销 6,320 元，冲成了 6,230 元，10月的固定资产也就和卡片不等，收支也和公示的不一样。",
        {
            _line(VoucherLine.debit, "2026-10", "注销"): ("VCH-10",), _line(VoucherLine.debit, "2026-10", "", "1601"): ("AST-02",),
            _shown(Publication.income, "2026-10"): ("PUB-02",), _shown(Publication.spending, "2026-10"): ("PUB-02",),
        },
        tuple(put(_line(column, "2026-10", "注销", voucher=True), swapped_later) for column in (VoucherLine.debit, VoucherLine.credit)),
    ),
    cell("制单", "制单人的名字打错了一个字。", "TAB-09", _line(VoucherLine.maker, "2026-08", "固定资产折旧"), "张丽平"),
    Mistake("串号", "班级卫生工具款记到了公务接待的预算号上，那个预算号就超支了。", {_line(VoucherLine.debit, "2026-11", "班级卫生工具", "7201"): ("BUD-06",)}, (put(_line(VoucherLine.budget, "2026-11", "班级卫生工具", "7201"), "G11"),)),
    Mistake(
        "漏号", "校门工程结算款漏填了预算号，工程的进度也就看着慢了。",
        {_line(VoucherLine.budget, "2026-11", "结算款", "7201"): ("BUD-12",), Spot(BudgetLine.adjusted, ((BudgetLine.number, "Z01"),)): ("BUD-09",)},
        (put(_line(VoucherLine.budget, "2026-11", "结算款", "7201"), ""),),
    ),
    # day books
    cell("过夜", "付水费第二天才登银行日记账。", "CSH-01", Spot(BankEntry.entered, ((BankEntry.date, "2026-05"), (BankEntry.summary, "月水费"))), lambda day: day + pd.Timedelta(days=1)),
    scrawl("余额", "现金余额手工填错了一格。", "CSH-02", Spot(CashEntry.balance, ((CashEntry.date, "2026-10"), (CashEntry.summary, "购灯管"))), 2_000),
    Mistake("先付", "先登付款后登提现，付款那一行现金成了负数。", {Spot(CashEntry.balance, _DRAWN, below=1): ("CSH-03",)}, (with_next(Spot(CashEntry.balance, _DRAWN)),)),
    Mistake(
        "未存", "新生作业本费收了现金，第二天才送存银行，当晚超过限额。",
        {
            Spot(CashEntry.balance, ((CashEntry.summary, fees.FRESHMEN.summary),)): ("CSH-04",),
            Spot(FeeReceipt.banked, ((FeeReceipt.date, str(DEPOSIT_DAY)),)): ("CSH-07",),
        },
        (
            *(put(Spot(column, ((table.summary, _DEPOSIT),), table is VoucherLine), _NEXT_DAY)
              for table in (VoucherLine, CashEntry, BankEntry) for column in (table.date, table.entered)),
            *(put(Spot(FeeReceipt.banked, ((FeeReceipt.date, str(DEPOSIT_DAY)), (FeeReceipt.room, own.room))), _NEXT_DAY) for own in fees.shares(fees.FRESHMEN)),
            *(put(Spot(column, ((CashCount.date, str(DEPOSIT_DAY)),)), lambda fen: fen + _FEES) for column in (CashCount.counted, CashCount.booked)),
        ),
    ),
    Mistake("短款", "盘点少了 50 元，没有写原因。", {Spot(CashCount.gap, _SHORT): ("CSH-05",)}, (put(Spot(CashCount.counted, _SHORT), lambda fen: fen - 5_000),)),
    cell("确认", "对账确认里还公务卡的 1,050.50 元写颠倒了，这一组用不上。", "BNK-06", Spot(Confirmation.spending, ((Confirmation.together, "公务卡"),)), swapped_later),
    scrawl("大写", "盘点的实存合计写成了汉字。", "TAB-01", Spot(CashCount.counted, ((CashCount.date, "2026-07"),)), "二千元整"),
    scrawl("厘", "盘点的账面余额多写了一位小数。", "TAB-02", Spot(CashCount.booked, ((CashCount.date, "2026-08"),)), 1000.005),
    scrawl("算式", "盘点的实存合计写成算式，从没用 Excel 算过。", "TAB-05", Spot(CashCount.counted, ((CashCount.date, "2026-09-2"),)), "=2000+400"),
    cell("个人", "修水管的钱，对方单位登记成了店主个人。", "BNK-05", Spot(BankEntry.party, ((BankEntry.date, "2026-10-14"), (BankEntry.summary, "宿舍水管"))), "田大勇"),
    Mistake("借款", "借差旅费的摘要只写了“借款”，看不出可以用现金。", {Spot(CashEntry.spending, _BORROWED): ("CSH-06",)}, (put(Spot(CashEntry.summary, _BORROWED), "钟国庆借款"),)),
    Mistake(
        "错号", "现金日记账的凭证号抄成了下一张。", {Spot(CashEntry.voucher, _COPIED): ("CLS-02",), _line(VoucherLine.account, "2026-07", "购水龙头", "1001"): ("CLS-02",)},
        (put(Spot(CashEntry.voucher, _COPIED), next_number),),
    ),
    cell("无摘要", "一笔现金支出没有写摘要。", "TAB-07", Spot(CashEntry.summary, ((CashEntry.date, "2026-07"), (CashEntry.summary, "购门卫室登记簿"))), ""),
)  # fmt: skip
