"""What a clerk got wrong in the demo school: where, how, and which rules must find it. None before April."""

from datetime import timedelta

import pandas as pd

from xlplan.demo.edits import (
    Mistake,
    Row,
    Spot,
    next_number,
    put,
    swapped,
    swapped_later,
    typed_over,
    with_next,
)
from xlplan.demo.events import DEPOSIT_DAY
from xlplan.demo.people import MAKER
from xlplan.excel.table import Column
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, Confirmation, VoucherLine
from xlplan.tables.office import BankAccount, Office, Parameter, Staff
from xlplan.tables.plan import Notice, PlanText, Target, WorkItem


def _cell(id: str, sentence: str, rules: str, spot: Spot, value: object) -> Mistake:
    """One typed cell is wrong, and is what is found."""
    return Mistake(id, sentence, tuple(rules.split()), spot, (put(spot, value),))


def _scrawl(id: str, sentence: str, rules: str, spot: Spot, value: object) -> Mistake:
    """One cell holds what no column of its kind may hold."""
    return Mistake(id, sentence, tuple(rules.split()), spot, (typed_over(spot, value),))


def _line(column: Column, month: str, summary: str, account: str = "", voucher: bool = False) -> Spot:
    """A cell of the first line with this account of a voucher of some month or day."""
    key = ((VoucherLine.date, month), (VoucherLine.summary, summary), (VoucherLine.account, account))
    return Spot(column, key, voucher)


def _budget(column: Column, number: str) -> Spot:
    return Spot(column, ((BudgetLine.number, number),))


def _plan(column: Column, content: str) -> Spot:
    return Spot(column, ((PlanText.content, content),))


def _work(column: Column, item: str) -> Spot:
    return Spot(column, ((WorkItem.item, item),))


def _bank_entry(column: Column, month: str, summary: str) -> Spot:
    return Spot(column, ((BankEntry.date, month), (BankEntry.summary, summary)))


_LOST = Row("食堂户", "2026-05", "月食堂电费")
_NEXT_DAY = pd.Timestamp(DEPOSIT_DAY + timedelta(days=1))
_SHORT = ((CashCount.date, "2026-11-12"),)
_FIRE = ((Notice.title, "防火"),)
_DEPOSIT, _FEES = "送存七年级作业本费现金", 496_000
_LATE = _line(VoucherLine.date, "2026-11", "计提11月固定资产折旧", voucher=True)
_SKIPPED = _line(VoucherLine.voucher, "2026-10", "计提10月固定资产折旧", voucher=True)
_APART = {
    account: _line(column, "2026-06", "网络费", account)
    for account, column in (("7201", VoucherLine.debit), ("8001", VoucherLine.credit))
}

MISTAKES = (
    # office.xlsx
    _cell("文号", "库存现金限额没有填核定文件号。", "GEN-02", Spot(Parameter.document, ((Parameter.name, "库存现金限额"),)), ""),
    _cell("人数", "专职教师34人写成了43人。", "HR-01", Spot(Office.content, ((Office.item, "专职教师人数"),)), "43"),
    _cell("工号", "工号 T034 打成了上一个人的 T033。", "TAB-10", Spot(Staff.number, ((Staff.number, "T034"),)), "T033"),
    _scrawl("账号", "食堂户账号没有按文本填写，成了数字。", "TAB-11", Spot(BankAccount.number, ((BankAccount.name, "食堂户"),)), 22915601040003921),
    # budget.xlsx
    _cell("拨款", "公用经费 675,800 元写成 657,800 元：与人数标准不符，收支也不平了。", "BUD-01 BUD-08", _budget(BudgetLine.original, "S01"), 65_780_000),
    _scrawl("调整", "追加速印机款以后，调整后一格手工填了年初的数。", "BUD-02", _budget(BudgetLine.adjusted, "G16"), 52_000),
    _cell("科目", "公务接待的经济科目 30217 打成了没有的 30210。", "BUD-03", _budget(BudgetLine.economic, "G11"), "30210"),
    _cell("绩效", "临聘劳务用公用经费开支，经济科目却填成绩效工资。", "BUD-04", _budget(BudgetLine.economic, "G13"), "30107"),
    Mistake(
        "培训", "从培训费里挪 3,000 元给维修费，培训费低于公用经费的 5%。", ("BUD-05",), _budget(BudgetLine.original, "G10"),
        (put(_budget(BudgetLine.original, "G10"), 3_300_000), put(_budget(BudgetLine.original, "G09"), 10_300_000)),
    ),
    _scrawl("盖掉", "水费的追加一格用 0 盖掉了公式。", "TAB-06", _budget(BudgetLine.added, "G05"), 0),
    # ledger.xlsx, vouchers
    _cell("颠倒", "9月电费的费用一行，金额前两位写颠倒了。", "VCH-01", _line(VoucherLine.debit, "2026-10", "付9月电费", "5001"), swapped),
    Mistake("试算", "电费的费用一行写颠倒了，10月财务会计的借贷合计就不平。", ("CLS-01",), _line(VoucherLine.date, "2026-10", ""), ()),
    Mistake("断号", "10月最后一张凭证多编了一号。", ("VCH-02",), Spot(_SKIPPED.column, _SKIPPED.key), (put(_SKIPPED, next_number),)),
    Mistake(
        "提前", "11月折旧写成了12月1日的第一张凭证，那天还没有到。", ("VCH-03",), Spot(_LATE.column, _LATE.key),
        (put(_line(VoucherLine.voucher, "2026-11", "计提11月固定资产折旧", voucher=True), "记-1"), *(put(Spot(column, _LATE.key, True), pd.Timestamp("2026-12-01")) for column in (VoucherLine.entered, VoucherLine.date))),
    ),
    _cell("暂付", "差旅借款记到了没有的科目 1213。", "VCH-04", _line(VoucherLine.account, "2026-09", "差旅费", "1218"), "1213"),
    _cell("报销", "摘要只写了“报销”两个字。", "VCH-05", _line(VoucherLine.summary, "2026-09", "网络费", "5101"), "报销"),
    Mistake("平行", "5月网络费的预算会计分录，两行金额都写颠倒了。", ("VCH-06",), _line(VoucherLine.debit, "2026-06", "网络费"), tuple(put(spot, swapped) for spot in _APART.values())),
    Mistake("附件", "付液化气款没有附发票。", ("VCH-07",), _line(VoucherLine.attachments, "2026-08", "液化气"), (put(_line(VoucherLine.attachments, "2026-08", "液化气", voucher=True), 0),)),
    _cell("自审", "提取备用金的凭证，审核填成了制单的人。", "VCH-08", _line(VoucherLine.checker, "2026-10", "提取备用金", voucher=True), MAKER),
    Mistake(
        "红字", "红字冲销 6,320 元，冲成了 6,230 元。", ("VCH-10",), _line(VoucherLine.debit, "2026-10", "注销"),
        tuple(put(_line(column, "2026-10", "注销", voucher=True), swapped_later) for column in (VoucherLine.debit, VoucherLine.credit)),
    ),
    _cell("制单", "制单人的名字打错了一个字。", "TAB-09", _line(VoucherLine.maker, "2026-08", "固定资产折旧"), "张丽平"),
    Mistake("串号", "班级卫生工具款记到了公务接待的预算号上，那个预算号就超支了。", ("BUD-06",), _line(VoucherLine.debit, "2026-11", "班级卫生工具", "7201"), (put(_line(VoucherLine.budget, "2026-11", "班级卫生工具", "7201"), "G11"),)),
    _cell("漏号", "校门工程结算款漏填了预算号。", "BUD-12", _line(VoucherLine.budget, "2026-11", "结算款", "7201"), ""),
    Mistake("漏支", "结算款漏填预算号，校门工程的进度看着慢了。", ("BUD-09",), _budget(BudgetLine.adjusted, "Z01"), ()),
    # ledger.xlsx, day books
    _cell("过夜", "付水费第二天才登银行日记账。", "CSH-01", Spot(BankEntry.entered, ((BankEntry.date, "2026-05"), (BankEntry.summary, "月水费"))), lambda day: day + pd.Timedelta(days=1)),
    _scrawl("余额", "现金余额手工填错了一格。", "CSH-02", Spot(CashEntry.balance, ((CashEntry.date, "2026-10"), (CashEntry.summary, "购灯管"))), 2_000),
    Mistake("先付", "先登付款后登提现，付款那一行现金成了负数。", ("CSH-03",), Spot(CashEntry.balance, ((CashEntry.date, "2026-06"), (CashEntry.summary, "提取备用金"))), (with_next(Spot(CashEntry.balance, ((CashEntry.date, "2026-06"), (CashEntry.summary, "提取备用金")))),)),
    Mistake(
        "未存", "新生作业本费收了现金，第二天才送存银行，当晚超过限额。", ("CSH-04",), Spot(CashEntry.balance, ((CashEntry.summary, "代收七年级新生作业本费现金"),)),
        (
            *(put(Spot(column, ((table.summary, _DEPOSIT),), table is VoucherLine), _NEXT_DAY)
              for table in (VoucherLine, CashEntry, BankEntry) for column in (table.date, table.entered)),
            *(put(Spot(column, ((CashCount.date, str(DEPOSIT_DAY)),)), lambda fen: fen + _FEES) for column in (CashCount.counted, CashCount.booked)),
        ),
    ),
    Mistake("短款", "盘点少了 50 元，没有写原因。", ("CSH-05",), Spot(CashCount.gap, _SHORT), (put(Spot(CashCount.counted, _SHORT), lambda fen: fen - 5_000),)),
    _cell("确认", "对账确认里还公务卡的 1,050.50 元写颠倒了，这一组用不上。", "BNK-06", Spot(Confirmation.spending, ((Confirmation.together, "公务卡"),)), swapped_later),
    _scrawl("大写", "盘点的实存合计写成了汉字。", "TAB-01", Spot(CashCount.counted, ((CashCount.date, "2026-07"),)), "二千元整"),
    _scrawl("厘", "盘点的账面余额多写了一位小数。", "TAB-02", Spot(CashCount.booked, ((CashCount.date, "2026-08"),)), 1000.005),
    _scrawl("算式", "盘点的实存合计写成算式，从没用 Excel 算过。", "TAB-05", Spot(CashCount.counted, ((CashCount.date, "2026-09-2"),)), "=2000+400"),
    _cell("无摘要", "一笔现金支出没有写摘要。", "TAB-07", Spot(CashEntry.summary, ((CashEntry.date, "2026-07"), (CashEntry.summary, "购门卫室登记簿"))), ""),
    # bank/
    Mistake("漏行", "5月食堂户的流水少下载了一行，余额接不上。", ("BNK-01",), _LOST, (), {(_LOST.account, _LOST.month): _LOST.dropped}),
    Mistake("悬着", "少下载的那一行，日记账里有、对账单里没有，一直悬着。", ("BNK-03",), _bank_entry(BankEntry.date, "2026-05", "月食堂电费"), ()),
    Mistake("倒写", "付9月水费，银行日记账的金额写颠倒了，和银行对不上。", ("BNK-03",), _bank_entry(BankEntry.date, "2026-10", "付9月水费"), (put(_bank_entry(BankEntry.spending, "2026-10", "付9月水费"), swapped),)),
    Mistake("对方", "银行的那一笔水费，日记账里找不到同样的数。", ("BNK-03",), Row("基本户", "2026-10", "付9月水费"), ()),
    Mistake("缺月", "7月基本户的对账单没有下载。", ("BNK-04",), Spot(BankAccount.name, ((BankAccount.name, "基本户"),)), (), {("基本户", "2026-07"): None}),
    # plan.xlsx
    _cell("杯名", "计划里写“盐道杯”，工作安排里是“希望杯”。", "PLN-02", _plan(PlanText.content, "希望杯"), lambda text: text.replace("希望杯", "盐道杯")),
    _cell("某某", "指导思想从别校的计划里抄来，“某某小学”没有改掉。", "DOC-04", _plan(PlanText.content, "立德树人"), lambda text: f"某某小学{text}"),
    _cell("跳级", "“组织保障”的层级从 1 跳到 3。", "DOC-05", Spot(PlanText.level, ((PlanText.title, "组织保障"),)), "3"),
    _cell("无人", "控辍保学家访没有写责任人。", "PLN-01", _work(WorkItem.owner, "家访"), ""),
    _cell("过期", "期中质量分析会过了期，状态还是进行中。", "PLN-03", _work(WorkItem.state, "质量分析会"), "进行中"),
    _cell("周六", "冬季防火检查的止日写到了星期六。", "PLN-05", _work(WorkItem.end, "防火检查"), pd.Timestamp("2026-11-28")),
    _cell("状态", "家长会的状态没有从列表里选。", "TAB-08", _work(WorkItem.state, "家长会"), "做完了"),
    _cell("满意度", "食堂满意度只有 88.5%，没有达到 90%。", "TGT-01", Spot(Target.actual, ((Target.indicator, "食堂师生满意度"),)), "88.5%"),
    _cell("文号括号", "防火通知的发文字号没有用六角括号。", "DOC-01", Spot(Notice.document, _FIRE), "松中发[2026]19号"),
    _cell("倒签", "防火通知 12 日签发，成文日期写了起草的 10 日。", "DOC-02", Spot(Notice.date, _FIRE), pd.Timestamp("2026-11-10")),
    _scrawl("日期", "预算通知的成文日期写了不存在的11月31日。", "TAB-03", Spot(Notice.date, ((Notice.title, "预算建议"),)), "2026-11-31"),
    _scrawl("错误值", "资产清查通知的附件一格是公式错误。", "TAB-04", Spot(Notice.attachment, ((Notice.title, "固定资产清查"),)), "#N/A"),
)  # fmt: skip
"""In the order of the workbooks and sheets."""
