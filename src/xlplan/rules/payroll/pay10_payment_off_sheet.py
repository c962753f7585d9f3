from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.ledger.vouchers import MONEY, ledger_year, net, of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, VoucherLine
from xlplan.tables.links import sums_of, unmatched
from xlplan.tables.payroll import PAY, PayBatch, PayLine

_DIRECT = "4001"
"""财政拨款收入: what a direct payment of the treasury is booked on."""
_OF = [PayBatch.period, PayBatch.item]


@rule(
    "PAY-10",
    fix="把代发文件和工资表、凭证、回单逐笔核对，多发、漏发的追回或补发。",
    whole=(VoucherLine, BankEntry),
)
def payment_off_sheet(books: Books) -> Iterator[Hits]:
    """代发与工资表、账不符

    代发的金额、笔数要和工资表一样：写了项目的，等于工资表那一列这个月的合计和人数；没有写项目的，等于实发合计减去写了项目的各列，
    几批的加在一起比。金额对了，再看账：凭证号那张凭证付出的钱（现金、银行存款等科目和财政拨款收入的贷方），
    票据号在银行日记账那个月里的支出，都要和代发的金额一样。没有写月份的代发不查；账本年度以外的代发不和账比。

    错：
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 班主任津贴 | 养老个人 |
    | ------- | ---- | ---- | -------: | ---------: | -------: |
    | 2026-09 | 01   | 张三 |     5000 |        400 |      400 |
    | 2026-09 | 02   | 李四 |     5000 |            |      400 |
    | 2026-10 | 01   | 张三 |     5000 |        400 |      400 |
    | 2026-10 | 02   | 李四 |     5000 |            |      400 |
    代发
    | 月份    | 批次 | 项目       | 代发日     | 账户   | 笔数  |     金额 | 票据号  | 凭证号   |
    | ------- | ---- | ---------- | ---------- | ------ | ----: | -------: | ------- | -------- |
    | 2026-09 | 1    |            | 2026-09-10 |        |     2 | **9020** |         | 记-1     |
    | 2026-09 | 2    | 班主任津贴 | 2026-09-10 | 基本户 | **2** |      400 | **A02** | **记-2** |
    | 2026-10 | 1    |            | 2026-10-10 |        |     2 |     9200 |         | **记-9** |
    | 2026-10 | 2    | 班主任津贴 | 2026-10-10 | 基本户 |     1 |      400 | **A09** |          |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-10 | 记-1   | 2201     | 9200 |      |
    | 2026-09-10 | 记-1   | 4001     |      | 9200 |
    | 2026-09-10 | 记-2   | 2201     |  450 |      |
    | 2026-09-10 | 记-2   | 100201   |      |  450 |
    银行日记账
    | 账户   | 日期       | 凭证号 | 票据号 | 支出 |
    | ------ | ---------- | ------ | ------ | ---: |
    | 基本户 | 2026-09-10 | 记-2   | A02    |  450 |

    对：
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 班主任津贴 | 养老个人 |
    | ------- | ---- | ---- | -------: | ---------: | -------: |
    | 2026-09 | 01   | 张三 |     5000 |        400 |      400 |
    | 2026-09 | 02   | 李四 |     5000 |            |      400 |
    | 2026-10 | 01   | 张三 |     5000 |        400 |      400 |
    | 2025-12 | 01   | 张三 |     5000 |            |      400 |
    代发
    | 月份    | 批次 | 项目       | 代发日     | 账户   | 笔数 | 金额 | 票据号 | 凭证号 |
    | ------- | ---- | ---------- | ---------- | ------ | ---: | ---: | ------ | ------ |
    | 2026-09 | 1    |            | 2026-09-10 |        |    1 | 4600 |        | 记-001 |
    | 2026-09 | 2    |            | 2026-09-11 |        |    1 | 4600 |        | 记-1   |
    | 2026-09 | 3    | 班主任津贴 | 2026-09-10 | 基本户 |    1 |  400 | A02    | 记-2   |
    | 2025-12 | 1    |            | 2025-12-10 | 基本户 |    1 | 4600 | A05    | 记-7   |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-10 | 记-1   | 2201     | 9200 |      |
    | 2026-09-10 | 记-1   | 4001     |      | 9200 |
    | 2026-09-10 | 记-2   | 2201     |  400 |      |
    | 2026-09-10 | 记-2   | 100201   |      |  400 |
    银行日记账
    | 账户   | 日期       | 凭证号 | 票据号 | 支出 |
    | ------ | ---------- | ------ | ------ | ---: |
    | 基本户 | 2026-09-10 | 记-2   | A02    |  400 |
    | 基本户 | 2026-11-12 | 记-8   | A02    |   90 |

    对：
    代发
    | 月份 | 批次 | 代发日     | 笔数 | 金额 |
    | ---- | ---- | ---------- | ---: | ---: |
    |      | 1    | 2026-09-10 |    1 | 4600 |
    """
    pay, batches = books[PayLine], books[PayBatch]
    batches = batches[batches[PayBatch.period].notna()]
    batches = books.clear(batches, PayLine, {PayBatch.period: PayLine.period})
    batches = books.clear(batches, PayBatch, {PayBatch.period: PayBatch.period})
    if batches.empty:
        return
    sums = batches.groupby(_OF)[[PayBatch.amount, PayBatch.payments]].transform("sum")
    facts = batches.assign(发金额=sums[PayBatch.amount], 发笔数=sums[PayBatch.payments], **_due(pay, batches))
    first = facts[~batches.duplicated(_OF)]
    yield Hits(
        first[first["发金额"] != first["应金额"]],
        at=PayBatch.amount,
        message="{月份:%Y-%m} {什么}代发 {发金额:元}，工资表是 {应金额:元}。",
    )
    yield Hits(
        first[(first["发笔数"] != first["应笔数"]).fillna(True)],
        at=PayBatch.payments,
        message="{月份:%Y-%m} {什么}代发 {发笔数} 笔，工资表是 {应笔数} 人。",
    )
    lines = books[VoucherLine]
    of_year = facts[PayBatch.date].dt.year == ledger_year(lines, books.today)
    right = facts[of_year & (facts["发金额"] == facts["应金额"])]
    yield from _vouchers(right, lines)
    yield from _slips(right, books[BankEntry])


def _due(pay: pd.DataFrame, batches: pd.DataFrame) -> dict[str, "pd.Series"]:
    """What each batch's month and item come to by 工资表: fen and persons."""
    amounts, persons = pd.Series(0, index=batches.index), pd.Series(0, index=batches.index)
    named = [column for column in PAY if (batches[PayBatch.item] == column).any()]
    pay = pay[[PayLine.period, PayLine.number, PayLine.net, *named]]
    for month, own in batches.groupby(PayBatch.period):
        rows = pay[pay[PayLine.period] == month]
        items = [column for column in named if (own[PayBatch.item] == column).any()]
        parts: dict[str, pd.Series] = {column: rows[column] for column in items}
        parts[""] = rows[PayLine.net] - rows[items].sum(axis=1)
        for item, fen in parts.items():
            place = own.index[own[PayBatch.item] == item]
            each = fen.groupby(rows[PayLine.number]).sum()
            amounts[place], persons[place] = int(fen.sum()), int((each != 0).sum())
    return {
        "应金额": amounts,
        "应笔数": persons,
        "什么": batches[PayBatch.item].where(batches[PayBatch.item] != "", "工资"),
    }


def _vouchers(batches: pd.DataFrame, lines: pd.DataFrame) -> Iterator[Hits]:
    money = lines[of_accounts(lines, (*MONEY, _DIRECT))]
    rows = batches.assign(键=voucher_keys(batches[PayBatch.date], batches[PayBatch.voucher]))
    other = money.assign(键=voucher_keys(money[VoucherLine.date], money[VoucherLine.voucher]), 付=-net(money))
    yield from _against(rows, other, PayBatch.voucher, "记账凭证")


def _slips(batches: pd.DataFrame, entries: pd.DataFrame) -> Iterator[Hits]:
    rows = batches[(batches[PayBatch.account] != "") & (batches[PayBatch.slip] != "")]
    rows = rows.assign(键=_month(rows[PayBatch.date]) + rows[PayBatch.account] + " " + rows[PayBatch.slip])
    other = entries.assign(
        键=_month(entries[BankEntry.date]) + entries[BankEntry.account] + " " + entries[BankEntry.reference],
        付=entries[BankEntry.spending] - entries[BankEntry.income],
    )
    yield from _against(rows, other, PayBatch.slip, "银行日记账")


def _month(days: "pd.Series") -> "pd.Series":
    return days.dt.strftime("%Y-%m ")


def _against(rows: pd.DataFrame, other: pd.DataFrame, at: Column, sheet: str) -> Iterator[Hits]:
    """The batches of one 键 against what the books paid (付) under it."""
    on = {"键": "键"}
    lost = unmatched(rows, other, on)
    yield Hits(lost, at=at, message=f"{{月份:%Y-%m}} {{什么}}的{at} {{{at}}}，{sheet}里没有。")
    known = rows[~rows.index.isin(lost.index) & (rows["键"] != "")]
    sums = known.groupby("键")[PayBatch.amount].transform("sum")
    paid = known.assign(批=sums, 付=sums_of(known, other, on, other["付"]))[~known.duplicated("键")]
    yield Hits(
        paid[paid["批"] != paid["付"]],
        at=at,
        message=f"{{月份:%Y-%m}} {{什么}}代发 {{批:元}}，{sheet}里{at} {{{at}}} 付出 {{付:元}}。",
    )
