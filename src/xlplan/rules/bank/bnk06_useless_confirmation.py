from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.reconcile.accounts import accounts_with_statements, confirmed
from xlplan.reconcile.confirmations import NEAREST, SAME, SINGLE, across_accounts, of_office
from xlplan.reconcile.lists import AMOUNT
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BANK_SIDE, BankEntry, Confirmation

_ACCOUNT, _GROUP, _SIDE, _DAY = (
    Confirmation.account, Confirmation.together, Confirmation.side, Confirmation.date
)  # fmt: skip


@rule(
    "BNK-06",
    fix="照日记账、对账单上的那一行改这一格；这一组不用了的，把整组删掉。",
    severity=Severity.WARNING,
    whole=(BankEntry,),
)
def useless_confirmation(books: Books) -> Iterator[Hits]:
    """对账确认用不上

    对账确认里的每一行，要在日记账或者对账单里找得到：账户、日期、收入或支出一样，填了号码的，号码也一样；同样的行有几笔，
    最多确认几笔。找得到了，一组里日记账的合计还要等于对账单的合计；只有一边的，合计要是 0。一组里有一行不行，整组都不用，
    对账时当作没有确认过。
    那天没有这个数、别的日子有的，指日期；哪天都没有的，指收入或支出；有这个数、号码对不上的，指号码；合计不等的、跨了
    账户的，指这一组的第一行。确认日期还没到的，还没有放进对账单的月份，不算错。

    错：
    银行账户
    | 账户   | 科目代码 | 账号   |
    | ------ | -------- | ------ |
    | 基本户 | 100201   | 620001 |
    | 食堂户 | 100202   | 620002 |
    银行日记账
    | 账户   | 日期       | 凭证号 | 摘要     | 票据号 | 收入 | 支出 |
    | ------ | ---------- | ------ | -------- | ------ | ---: | ---: |
    | 基本户 | 2026-11-10 | 记-1   | 付手续费 |        |      |   15 |
    | 基本户 | 2026-11-10 | 记-2   | 付手续费 |        |      |   15 |
    | 基本户 | 2026-11-12 | 记-3   | 付修理费 | 7001   |      |  300 |
    | 基本户 | 2026-11-13 | 记-4   | 付水费   | 7002   |      |  120 |
    | 基本户 | 2026-11-16 | 记-5   | 付邮费   |        |      |   80 |
    | 食堂户 | 2026-11-16 | 记-6   | 付邮费   |        |      |   80 |
    对账单 基本户
    | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ---------- | ------ | ---: | ---: | ---: |
    | 2026-11-02 | 拨款   | 1000 |      | 1000 |
    | 2026-11-10 | 手续费 |      |   30 |  970 |
    | 2026-11-13 | 维修   |      |  290 |  680 |
    | 2026-11-13 | 水费   |      |  120 |  560 |
    | 2026-11-16 | 邮费   |      |  160 |  400 |
    对账确认
    | 账户   | 组       | 方     | 日期           | 收入 | 支出    | 号码     |
    | ------ | -------- | ------ | -------------- | ---: | ------: | -------- |
    | 基本户 | 手续费   | 日记账 | 2026-11-10     |      |      15 | 记-1     |
    | 基本户 | 手续费   | 日记账 | **2026-11-11** |      |      15 |          |
    | 基本户 | 手续费   | 对账单 | 2026-11-10     |      |      30 |          |
    | 基本户 | 水费     | 日记账 | 2026-11-13     |      |     120 | **7003** |
    | 基本户 | 水费     | 对账单 | 2026-11-13     |      | **102** |          |
    | 基本户 | **修理** | 日记账 | 2026-11-12     |      |     300 | 7001     |
    | 基本户 | 修理     | 对账单 | 2026-11-13     |      |     290 |          |
    | 基本户 | **邮费** | 日记账 | 2026-11-16     |      |      80 |          |
    | 食堂户 | 邮费     | 日记账 | 2026-11-16     |      |      80 |          |
    | 基本户 | 邮费     | 对账单 | 2026-11-16     |      |     160 |          |

    同样的行只有一笔，确认了两笔；只有一边的，合计不是 0：

    错：
    银行日记账
    | 账户   | 日期       | 摘要   | 票据号 | 收入 | 支出 |
    | ------ | ---------- | ------ | ------ | ---: | ---: |
    | 基本户 | 2026-11-10 | 付水费 |        |      |   15 |
    | 基本户 | 2026-11-12 | 付邮费 | 7001   |      |   80 |
    | 基本户 | 2026-11-13 | 退邮费 | 7002   |   70 |      |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2026-11-02 | 拨款 | 1000 |      | 1000 |
    | 2026-11-10 | 水费 |      |   15 |  985 |
    | 2026-11-10 | 水费 |      |   15 |  970 |
    对账确认
    | 账户   | 组       | 方     | 日期           | 收入 | 支出 |
    | ------ | -------- | ------ | -------------- | ---: | ---: |
    | 基本户 | 甲       | 日记账 | 2026-11-10     |      |   15 |
    | 基本户 | 甲       | 对账单 | 2026-11-10     |      |   15 |
    | 基本户 | 乙       | 日记账 | **2026-11-10** |      |   15 |
    | 基本户 | 乙       | 对账单 | 2026-11-10     |      |   15 |
    | 基本户 | **退回** | 日记账 | 2026-11-12     |      |   80 |
    | 基本户 | 退回     | 日记账 | 2026-11-13     |   70 |      |

    对：
    银行日记账
    | 账户   | 日期       | 凭证号 | 摘要     | 票据号 | 收入 | 支出 |
    | ------ | ---------- | ------ | -------- | ------ | ---: | ---: |
    | 基本户 | 2026-10-30 | 记-9   | 付手续费 |        |      |   15 |
    | 基本户 | 2026-11-10 | 记-1   | 付手续费 |        |      |   15 |
    | 基本户 | 2026-11-10 | 记-2   | 付手续费 |        |      |   15 |
    | 基本户 | 2026-11-12 | 记-3   | 付修理费 | 7001   |      |  300 |
    | 基本户 | 2026-11-13 | 记-4   | 修理退回 | 7002   |  300 |      |
    对账单 基本户
    | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ---------- | ------ | ---: | ---: | ---: |
    | 2026-11-02 | 拨款   | 1000 |      | 1000 |
    | 2026-11-09 | 手续费 |      |   30 |  970 |
    对账确认
    | 账户   | 组     | 方     | 日期       | 收入 | 支出 | 号码   | 确认日期   |
    | ------ | ------ | ------ | ---------- | ---: | ---: | ------ | ---------- |
    | 基本户 | 手续费 | 日记账 | 2026-11-10 |      |   15 |        | 2026-11-20 |
    | 基本户 | 手续费 | 对账单 | 2026-11-09 |      |   30 |        | 2026-11-20 |
    | 基本户 | 手续费 | 日记账 | 2026-11-10 |      |   15 |        | 2026-11-20 |
    | 基本户 | 退回   | 日记账 | 2026-11-12 |      |  300 | 007001 | 2026-11-20 |
    | 基本户 | 退回   | 日记账 | 2026-11-13 |  300 |      | 记-4   | 2026-11-20 |
    | 基本户 | 水费   | 日记账 | 2026-12-02 |      |   60 |        | 2026-12-03 |
    """
    lines = of_office(books)
    for account in accounts_with_statements(books):
        found = confirmed(books, account)
        yield from _lost(found.lost[~_still_to_come(books, account, found.lost)])
        yield from _unequal(found.unequal)
    first = lines[across_accounts(lines)].drop_duplicates(_GROUP)
    named = lines.drop_duplicates([_GROUP, _ACCOUNT]).groupby(_GROUP)[_ACCOUNT].agg("、".join)
    yield Hits(
        first.assign(几户=first[_GROUP].map(named)),
        at=_GROUP,
        message="“{组}”这一组里有{几户}的行，一组只能是一个账户的，没有用。",
    )


def _still_to_come(books: Books, account: str, lost: pd.DataFrame) -> "pd.Series":
    """Lines about a month of the book that has no statement yet: another rule says so."""
    stated = {month for name, month in books.statements if name == account}
    entries = books[BankEntry]
    months = lost[_DAY].dt.strftime("%Y-%m")
    written = entries.loc[entries[BankEntry.account] == account, BankEntry.date].dt.strftime("%Y-%m")
    due = months.isin(written) & (months <= f"{books.today:%Y-%m}")
    return (lost[_SIDE] == BANK_SIDE) & due & ~months.isin(stated)


def _lost(lines: pd.DataFrame) -> Iterator[Hits]:
    income = lines[Confirmation.income] != 0
    sign = income.map({True: "收入", False: "支出"}).astype("str")
    lines = lines.assign(收支=sign, 数=lines[AMOUNT].abs())
    taken, same_day = lines[SAME] > 0, lines[NEAREST] == lines[_DAY]
    nowhere, other_day = lines[NEAREST].isna(), lines[NEAREST].notna() & ~same_day
    row = "{账户}的{方}里{日期} {收支} {数:元} 的行"
    for mask, at, message in (
        (taken, _DAY, row + "只有 {相同} 笔，已经确认过了，这一组没有用。"),
        (same_day & ~taken, Confirmation.number, row + "没有号码是 {号码} 的，这一组没有用。"),
        (other_day, _DAY, row + "没有，最近的一笔在 {最近}，这一组没有用。"),
        (nowhere & income, Confirmation.income, row + "没有，别的日子也没有这个数，这一组没有用。"),
        (nowhere & ~income, Confirmation.spending, row + "没有，别的日子也没有这个数，这一组没有用。"),
    ):
        yield Hits(lines[mask], at=at, message=message)


def _unequal(lines: pd.DataFrame) -> Iterator[Hits]:
    both = lines[SINGLE] == ""
    yield Hits(
        lines[both],
        at=_GROUP,
        message="“{组}”这一组日记账合计 {日记账:元}，对账单合计 {对账单:元}，相差 {相差:元}，没有用。",
    )
    yield Hits(
        lines[~both],
        at=_GROUP,
        message="“{组}”这一组只有{单边}的行，收支相抵还差 {相差:元}，没有用。",
    )
