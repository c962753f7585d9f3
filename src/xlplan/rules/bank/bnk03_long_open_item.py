from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.reconcile.accounts import accounts_with_statements, of_account, with_hints
from xlplan.reconcile.lists import AMOUNT, CARRIED, PART, ROW
from xlplan.reconcile.proof import OPEN, Reconciliation
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, OpeningBalance, OpenItem
from xlplan.tables.statement import Statement

_REMIND, _SERIOUS = "未达账项提醒天数", "未达账项严重天数"


@rule(
    "BNK-03",
    fix="查清这一笔：银行没有的，问收款单位或开户行，或者是日记账记错了金额；单位没有的，取回单补记。",
    basis="会计法第十七条",
    severity=Severity.WARNING,
    whole=(BankEntry, OpeningBalance),
)
def long_open_item(books: Books) -> Iterator[Hits]:
    """未达账项超过30天

    一边记了、另一边没有的，是未达账项，几天里就应当两边都有。到最近一张对账单的月末（当月是检查当天）还没有对上的，
    超过参数“未达账项提醒天数”（30 天）是警告，超过“未达账项严重天数”（90 天）是错误。
    日记账的指日期，银行的指对账单文件里的那一行，上年留下来的指“年初未达”。看得出是怎么回事的（数字写颠倒、小数点点错、收支记反、记重、记错账户、
    手续费利息没有记账），后面就写着，并写明另一边是哪一行。金额记错的，两边各有一笔对不上。

    错：
    银行日记账
    | 账户   | 日期           | 摘要       | 票据号 | 收入 | 支出 |
    | ------ | -------------- | ---------- | ------ | ---: | ---: |
    | 基本户 | 2026-08-03     | 收拨款     |        | 9000 |      |
    | 基本户 | **2026-08-05** | 付修理费   | 7001   |      |  300 |
    | 基本户 | **2026-10-14** | 付办公用品 |        |      |  830 |
    | 基本户 | 2026-11-02     | 付水费     | 7002   |      |  100 |
    对账单 基本户
    | 日期           | 摘要     | 收入 | 支出 | 余额 | 流水号 |
    | -------------- | -------- | ---: | ---: | ---: | ------ |
    | 2026-08-03     | 拨款     | 9000 |      | 9000 |        |
    | **2026-09-21** | 利息     |   15 |      | 9015 |        |
    | **2026-10-14** | 办公用品 |      |  380 | 8635 |        |
    | 2026-11-05     | 退款     |   40 |      | 8675 |        |

    错：
    日期：2027-01-31
    期初余额
    | 科目代码 | 账户   | 借方 |
    | -------- | ------ | ---: |
    | 100201   | 基本户 | 8685 |
    年初未达
    | 账户   | 方     | 日期           | 摘要     | 票据号 | 收入 | 支出 |
    | ------ | ------ | -------------- | -------- | ------ | ---: | ---: |
    | 基本户 | 日记账 | **2026-12-14** | 付修理费 | 7001   |      |  300 |
    | 基本户 | 日记账 | 2026-12-30     | 付水费   | 7002   |      |  100 |
    | 基本户 | 对账单 | **2026-12-21** | 利息     |        |   15 |      |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 | 流水号 |
    | ---------- | ---- | ---: | ---: | ---: | ------ |
    | 2027-01-05 | 水费 |      |  100 | 9000 | 7002   |

    对：
    银行日记账
    | 账户   | 日期       | 摘要     | 票据号 | 收入 | 支出 |
    | ------ | ---------- | -------- | ------ | ---: | ---: |
    | 基本户 | 2026-08-03 | 收拨款   |        | 9000 |      |
    | 基本户 | 2026-08-05 | 付修理费 | 7001   |      |  300 |
    | 基本户 | 2026-10-31 | 付水费   | 7002   |      |  100 |
    对账单 基本户
    | 日期       | 摘要   | 收入 | 支出 | 余额 | 流水号 |
    | ---------- | ------ | ---: | ---: | ---: | ------ |
    | 2026-08-04 | 拨款   | 9000 |      | 9000 |        |
    | 2026-09-08 | 修理费 |      |  300 | 8700 | 7001   |
    | 2026-10-31 | 手续费 |      |   15 | 8685 |        |
    | 2026-11-05 | 退款   |   40 |      | 8725 |        |
    """
    every = {account: of_account(books, account) for account in accounts_with_statements(books)}
    newest = {account: proofs[max(proofs)] for account, proofs in every.items() if proofs}
    for account, last in with_hints(books, newest).items():
        for month, rows in last.book.open.groupby(PART):
            book = OpenItem.date if month == CARRIED else BankEntry.date
            yield from _hits(books, book, last, rows, ("单位", "银行"))
        for month, rows in last.bank.open.groupby(PART):
            bank = OpenItem.date if month == CARRIED else books.statements[account, month]
            yield from _hits(books, bank, last, rows, ("银行", "单位"))


def _hits(
    books: Books, at: Column | Statement, proof: Reconciliation, rows: pd.DataFrame, sides: tuple[str, str]
) -> Iterator[Hits]:
    """``sides``: who has the rows, and who has not."""
    until = pd.Series([proof.until])
    remind, serious = (float(books.numbers(name, until).iloc[0]) for name in (_REMIND, _SERIOUS))
    income = rows[AMOUNT] > 0
    done = income.map({True: "收", False: "付"}).astype("str")
    kind = f"{sides[0]}已" + done + f"、{sides[1]}未" + done
    facts = {"账户": proof.account, "截至": proof.until, "种类": kind, "数": rows[AMOUNT].abs()}
    rows = rows.assign(**facts).set_index(ROW)
    message = "{账户} {日期} {种类} {数:元}，到 {截至} 已经 {天数} 天。{提示}"
    old = rows[OPEN] > serious
    yield Hits(rows[(rows[OPEN] > remind) & ~old], at=at, message=message)
    yield Hits(rows[old], at=at, message=message, severity=Severity.ERROR)
