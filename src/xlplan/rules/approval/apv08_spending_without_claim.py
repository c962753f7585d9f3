from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.ledger.reversals import RED, cancelled
from xlplan.ledger.vouchers import spent, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import Delivery
from xlplan.tables.claims import Payment
from xlplan.tables.fees import FeeSettlement
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.payroll import PayBatch

_CLASSES, _WORDS = "支出免单子的经济科目", "支出免单子的字样"
_NAMING = (
    (Payment.date, Payment.voucher), (PayBatch.date, PayBatch.voucher), (Delivery.paid, Delivery.voucher),
    (FeeSettlement.payment_day, FeeSettlement.voucher),
)  # fmt: skip
"""Where a voucher that pays is named: the day of payment and the 凭证号."""
_DAILY = (Payment, Delivery)
"""Those that are written from day to day: an office may begin with them in the midst of a year."""


@rule(
    "APV-08",
    fix="补登这笔钱的单子和付款；不用单子的，在参数里写上它的经济科目或字样。",
    severity=Severity.WARNING,
    whole=(Payment, PayBatch, Delivery, FeeSettlement, VoucherLine),
)
def spending_without_claim(books: Books) -> Iterator[Hits]:
    """支出没有单子

    从付款表的第一笔（记采购验收的，也从它的第一笔付款）起，记了预算支出（7 类科目）的凭证，都要有人申请、有人批：在付款、代发、采购验收、代收结算里找得到它的凭证号。
    参数“支出免单子的经济科目”（人员和补助按名册发，不用单子）、“支出免单子的字样”（手续费等）写明的不用；红字、更正、结账的凭证，
    和被红字注销的凭证不查。
    指向这张凭证第一行支出的凭证号。

    错：
    参数
    | 参数                 | 值       | 起         |
    | -------------------- | -------- | ---------- |
    | 支出免单子的经济科目 | 301、303 | 2026-01-01 |
    | 支出免单子的字样     | 手续费   | 2026-01-01 |
    预算
    | 预算号 | 年度 | 收支 | 经济科目 |
    | ------ | ---- | ---- | -------- |
    | 支01   | 2026 | 支出 | 30201    |
    | 支02   | 2026 | 支出 | 30101    |
    付款
    | 付款号 | 单号 | 日期       | 金额 | 凭证号 |
    | ------ | ---- | ---------- | ---: | ------ |
    | FK1    | BX1  | 2026-10-09 |  350 | 记-2   |
    记账凭证
    | 日期       | 凭证号   | 摘要       | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | -------- | ---------- | -------- | ---: | ---: | ------ |
    | 2026-10-08 | 记-1     | 购办公用品 | 7201     |  100 |      | 支01   |
    | 2026-10-09 | 记-2     | 购办公用品 | 7201     |  350 |      | 支01   |
    | 2026-10-09 | **记-3** | 购办公用品 | 7201     |  200 |      | 支01   |
    | 2026-10-09 | 记-3     | 购办公用品 | 7201     |   60 |      | 支01   |
    | 2026-11-09 | **记-2** | 购办公用品 | 7201     |  350 |      | 支01   |

    对：
    参数
    | 参数                 | 值       | 起         |
    | -------------------- | -------- | ---------- |
    | 支出免单子的经济科目 | 301、303 | 2026-01-01 |
    | 支出免单子的字样     | 手续费   | 2026-01-01 |
    预算
    | 预算号 | 年度 | 收支 | 经济科目 |
    | ------ | ---- | ---- | -------- |
    | 支01   | 2026 | 支出 | 30201    |
    | 支02   | 2026 | 支出 | 30101    |
    付款
    | 付款号 | 单号 | 日期       | 金额 | 凭证号 |
    | ------ | ---- | ---------- | ---: | ------ |
    | FK1    | BX1  | 2026-10-09 |  350 | 记-002 |
    代发
    | 代发日     | 凭证号 |
    | ---------- | ------ |
    | 2026-10-15 | 记-3   |
    记账凭证
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 | 预算号 | 类型 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: | ------ | ---- |
    | 2026-10-08 | 记-1   | 购办公用品   | 7201     |  100 |      | 支01   | 普通 |
    | 2026-10-09 | 记-2   | 购办公用品   | 7201     |  350 |      | 支01   | 普通 |
    | 2026-10-15 | 记-3   | 发课后服务费 | 7201     |  200 |      | 支01   | 普通 |
    | 2026-10-15 | 记-4   | 发工资       | 7201     |  900 |      | 支02   | 普通 |
    | 2026-10-16 | 记-5   | 付转账手续费 | 7201     |    5 |      | 支01   | 普通 |
    | 2026-10-16 | 记-6   | 更正记-2     | 7201     |   35 |      | 支01   | 更正 |
    | 2026-10-19 | 记-7   | 购拖把       | 7201     |   90 |      | 支01   | 普通 |
    | 2026-10-19 | 记-8   | 注销10月19日记-7号凭证 | 7201 | -90 |  | 支01 | 红字 |
    """
    lines, payments = books[VoucherLine], books[Payment]
    if payments.empty:
        return
    begun = pd.Series([books[day.table][day].min() for day, _ in _kept(books) if day.table in _DAILY]).max()
    rows = lines[(spent(lines) > 0) & (lines[VoucherLine.date] >= begun)]
    if rows.empty:
        return
    free = rows[VoucherLine.kind].isin((RED, "更正"))
    free |= rows[VoucherLine.summary].str.contains(books.any_of(_WORDS))
    lines_of = books[BudgetLine][[BudgetLine.number, BudgetLine.economic]]
    classes = beside(rows, lines_of, {VoucherLine.budget: BudgetLine.number}, "预算")[
        f"预算{BudgetLine.economic}"
    ]
    free |= classes.str.startswith(books.listed(_CLASSES))
    known = _named(books) | {*cancelled(lines)}
    voucher = voucher_keys(rows[VoucherLine.date], rows[VoucherLine.voucher])
    own = rows[~free & ~voucher.isin(known)]
    yield Hits(
        own[~voucher[own.index].duplicated()],
        at=VoucherLine.voucher,
        message="{凭证号}（{摘要}）支出了预算，付款、代发、采购验收、代收结算里都没有这张凭证。",
    )


def _named(books: Books) -> set[str]:
    """The vouchers that any sheet names."""
    return {
        key
        for day, number in _kept(books)
        for key in voucher_keys(books[day.table][day], books[day.table][number])
    }


def _kept(books: Books) -> list[tuple[Column, Column]]:
    return [(day, number) for day, number in _NAMING if day.table.workbook not in books.not_kept]
