from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.ledger import BankEntry, CashEntry, VoucherLine
from xlplan.tables.office import SpecialDay


@rule("CSH-01", fix="业务当天登账；已经晚了的照实填写登记日期，写明原因后由审批人豁免。")
def late_entry(books: Books) -> Iterator[Hits]:
    """账过夜

    对账、做账、登账不过夜：登记日期最晚是业务日期当天，业务日期是休息日的，顺延到下一个工作日
    （国庆节的业务节后第一天登，调休上班的周六当天登）；参数“登账最迟工作日”写几，就再宽限几个工作日，一般是 0；
    参数没有值的日子不查。
    登记日期也不能早于业务日期。
    现金日记账、银行日记账逐行查，记账凭证一张只指第一个不对的行。

    错：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 登记日期       |
    | ---------- | ------ | -------- | ---: | ---: | -------------- |
    | 2026-11-23 | 记-1   | 5001     |  100 |      | **2026-11-24** |
    | 2026-11-23 | 记-1   | 1001     |      |  100 | 2026-11-24     |
    | 2026-11-24 | 记-2   | 5001     |  100 |      | 2026-11-24     |
    | 2026-11-24 | 记-2   | 1001     |      |  100 | **2026-11-23** |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 登记日期       |
    | ---------- | ---------- | ---: | ---: | -------------- |
    | 2026-11-20 | 提取备用金 |  500 |      | **2026-11-23** |
    | 2026-11-21 | 付交通费   |      |   50 | **2026-11-24** |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 | 登记日期       |
    | ------ | ---------- | -------- | ---: | ---: | -------------- |
    | 基本户 | 2026-11-23 | 收补助款 |  500 |      | **2026-11-20** |

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 登记日期   |
    | ---------- | ------ | -------- | ---: | ---: | ---------- |
    | 2026-10-01 | 记-1   | 5001     |  100 |      | 2026-10-08 |
    | 2026-10-01 | 记-1   | 1001     |      |  100 | 2026-10-08 |
    | 2025-10-09 | 记-2   | 5001     |  100 |      | 2026-10-09 |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 登记日期   |
    | ---------- | ---------- | ---: | ---: | ---------- |
    | 2026-10-10 | 提取备用金 |  500 |      | 2026-10-10 |
    | 2026-11-21 | 付交通费   |      |   50 | 2026-11-23 |
    | 2025-11-20 | 付交通费   |      |   50 | 2026-11-23 |

    对：
    参数
    | 参数           | 值 |
    | -------------- | -- |
    | 登账最迟工作日 | 1  |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 登记日期   |
    | ---------- | ---------- | ---: | ---: | ---------- |
    | 2026-11-20 | 提取备用金 |  500 |      | 2026-11-23 |
    | 2026-11-21 | 付交通费   |      |   50 | 2026-11-24 |
    """
    calendar = Calendar(books[SpecialDay])
    for table in (VoucherLine, CashEntry, BankEntry):
        rows = books[table]
        days = rows[table.date].drop_duplicates().dropna()
        more = books.numbers("登账最迟工作日", days).dropna()
        days = days[more.index]
        due = calendar.workdays_after(days, more).set_axis(days)
        rows = rows.join(due.rename("最迟"), on=table.date)
        early = rows[table.entered] < rows[table.date]
        wrong = rows.assign(早=early)[early | (rows[table.entered] > rows["最迟"])]
        if table is VoucherLine:
            wrong = wrong[~vouchers(wrong).duplicated()]
        yield from _hits(wrong, table)


def _hits(wrong: pd.DataFrame, table: type[VoucherLine | CashEntry | BankEntry]) -> Iterator[Hits]:
    yield Hits(
        wrong[~wrong["早"]],
        at=table.entered,
        message="{日期} 的业务 {登记日期} 才登账，最迟应在 {最迟} 登。",
    )
    yield Hits(
        wrong[wrong["早"]],
        at=table.entered,
        message="{日期} 的业务登记日期是 {登记日期}，早于业务日期。",
    )
