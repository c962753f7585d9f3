"""ledger.xlsx: opening balances, vouchers, day books and cash counts of one year."""

import pandas as pd

from xlplan.excel.table import Formula, Table, count, day, money, text
from xlplan.tables.budget import BudgetLine
from xlplan.tables.office import Account, BankAccount, Staff

CASH = "1001"
"""库存现金: the account of the cash day book."""


class OpeningBalance(Table, workbook="ledger.xlsx", sheet="期初余额"):
    """年初各末级科目的余额；银行存款按账户分行。"""

    account = text("科目代码", required=True, refers=Account.code, subject=True)
    bank_account = text("账户", refers=BankAccount.name, help="银行存款科目填账户名，其他科目空着。")
    debit = money("借方", blank=0)
    credit = money("贷方", blank=0)
    closed_debit = money(
        "上年借方", blank=0, optional=True, help="照上年末科目余额表的期末余额填；不填就不核对。"
    )
    closed_credit = money("上年贷方", blank=0, optional=True, help="同上。")


class VoucherLine(Table, workbook="ledger.xlsx", sheet="记账凭证", sealed=True):
    """一行分录：借方、贷方只填一边，另一边留空。财务会计和预算会计的分录写在同一张凭证里。"""

    date = day("日期", required=True, dated=True, group="day")
    voucher = text("凭证号", required=True, subject=True, group="value", help="每月从 记-1 编起。")
    summary = text("摘要", help="写清付谁、什么钱，4 个字以上。", width=42)
    account = text("科目代码", required=True, refers=Account.code, judged_by="VCH-04")
    debit = money("借方", blank=0)
    credit = money("贷方", blank=0)
    budget = text("预算号", refers=BudgetLine.number)
    kind = text("类型", required=True, choices=("普通", "非预算", "结账", "更正", "红字"), width=8)
    attachments = count("附件数")
    maker = text("制单", required=True, refers=Staff.name)
    checker = text("审核", required=True, refers=Staff.name)
    entered = day("登记日期", required=True)
    state = text("状态", required=True, choices=("未审核", "已审核", "已记账"), width=8)


def _running(opening: str, within: str) -> str:
    """The running balance of one account as a formula that survives sorting and inserted rows."""
    own = f",{{{within}:down}},{{{within}}}" if within else ""
    income, spending = (
        f"SUMIFS({{{side}:down}}{own})" if within else f"SUM({{{side}:down}})" for side in ("收入", "支出")
    )
    return f"=ROUND({opening}+{income}-{spending},2)"


def _opening(workbook: dict[str, pd.DataFrame], key: str) -> "pd.Series":
    opening = workbook["期初余额"]
    return (opening["借方"] - opening["贷方"]).groupby(opening[key]).sum()


def _cash_balance(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    return (rows["收入"] - rows["支出"]).cumsum() + _opening(workbook, "科目代码").get(CASH, 0)


def _bank_balance(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    opening = rows["账户"].map(_opening(workbook, "账户")).fillna(0).astype("int64")
    return (rows["收入"] - rows["支出"]).groupby(rows["账户"]).cumsum() + opening


class CashEntry(Table, workbook="ledger.xlsx", sheet="现金日记账", sealed=True):
    """现金日记账：逐笔登记，日清月结；年初余额取自期初余额表。"""

    date = day("日期", required=True, dated=True, group="day")
    voucher = text("凭证号", subject=True)
    summary = text("摘要", required=True, width=42)
    contra = text("对方科目", refers=Account.code)
    income = money("收入", blank=0)
    spending = money("支出", blank=0)
    balance = money(
        "余额",
        required=True,
        formula=Formula(
            _running(
                f'SUMIFS({{期初余额.借方:all}},{{期初余额.科目代码:all}},"{CASH}")'
                f'-SUMIFS({{期初余额.贷方:all}},{{期初余额.科目代码:all}},"{CASH}")',
                within="",
            ),
            _cash_balance,
        ),
        help="自动计算。",
    )
    entered = day("登记日期", required=True)


class BankEntry(Table, workbook="ledger.xlsx", sheet="银行日记账", sealed=True):
    """银行日记账：各账户记在一张表里，余额按账户各算各的；年初余额取自期初余额表。"""

    account = text("账户", required=True, refers=BankAccount.name, group="value")
    date = day("日期", required=True, dated=True, group="month")
    voucher = text("凭证号", subject=True)
    summary = text("摘要", required=True, width=42)
    party = text("对方单位", help="写全称，和银行对账单一致。", width=28)
    reference = text("票据号", help="支票、回单的号码，和银行对账靠它。", width=16)
    income = money("收入", blank=0)
    spending = money("支出", blank=0)
    balance = money(
        "余额",
        required=True,
        formula=Formula(
            _running(
                "SUMIFS({期初余额.借方:all},{期初余额.账户:all},{账户})"
                "-SUMIFS({期初余额.贷方:all},{期初余额.账户:all},{账户})",
                within="账户",
            ),
            _bank_balance,
        ),
        help="自动计算。",
    )
    entered = day("登记日期", required=True)


BOOK_SIDE, BANK_SIDE = "日记账", "对账单"


class Confirmation(Table, workbook="ledger.xlsx", sheet="对账确认", optional=True):
    """对账时自动对不上、分不清的，由人确认：属于一起的几行填同一个组，日记账、对账单的每一行各填一行。

    行按账户、日期、金额、号码去找，不看行号，排序、插行都不要紧；几行完全一样的，按先后一一对应。
    一组两边合计要相等；只有一边的，收支要正好抵销。没有要确认的，这张表空着或者不要都可以。
    """

    account = text("账户", required=True, refers=BankAccount.name)
    together = text(
        "组",
        required=True,
        subject=True,
        group="value",
        help="自己编，不重复；属于一起的填一样的。",
        width=24,
    )
    side = text("方", required=True, choices=(BOOK_SIDE, BANK_SIDE), width=8)
    date = day("日期", required=True, dated=True, help="照那一行的日期。")
    income = money("收入", blank=0, help="照那一行填。")
    spending = money("支出", blank=0, help="照那一行填。")
    number = text("号码", help="日记账的票据号或凭证号，对账单的流水号；没有就空着。", width=22)
    confirmer = text("确认人", required=True, refers=Staff.name)
    confirmed = day("确认日期", required=True, help="从这一天起算数。")
    note = text("说明", help="为什么是一起的。", width=36)


class OpenItem(Table, workbook="ledger.xlsx", sheet="年初未达", optional=True):
    """上年末的未达账项，一笔一行：上年记了账、银行还没有的，写 日记账；银行有了、上年没有记账的，写 对账单。

    换年（xlplan new --from）时自动写好，1 月对账从这里接着对；第一年没有的空着。
    """

    account = text("账户", required=True, refers=BankAccount.name, subject=True)
    side = text("方", required=True, choices=(BOOK_SIDE, BANK_SIDE), help="哪一边已经有了。", width=8)
    date = day("日期", required=True, help="上年那一行的日期。")
    voucher = text("凭证号", help="上年记账的凭证；对账单的空着。")
    summary = text("摘要", width=42)
    party = text("对方单位", width=28)
    reference = text("票据号", help="支票、回单的号码；对账单的写流水号。", width=22)
    income = money("收入", blank=0)
    spending = money("支出", blank=0)


class CashCount(Table, workbook="ledger.xlsx", sheet="现金盘点", sealed=True):
    """现金盘点：有现金收付的日子，下班前数一次。"""

    date = day("日期", required=True, dated=True, group="day")
    counted = money("实存合计", required=True)
    booked = money("账面余额", required=True, help="当天现金日记账的余额。")
    gap = money(
        "差异",
        required=True,
        formula=Formula(
            "=ROUND({实存合计}-{账面余额},2)", lambda rows, _: rows["实存合计"] - rows["账面余额"]
        ),
        help="实存－账面，自动计算。",
    )
    reason = text("原因", help="有差异时写明原因。", width=24)
    cashier = text("出纳", required=True, refers=Staff.name)
    witness = text("监盘人", required=True, refers=Staff.name)
