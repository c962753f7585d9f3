from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.reconcile.accounts import accounts_with_statements, of_account, opening_gap
from xlplan.reconcile.proof import Reconciliation
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, OpeningBalance
from xlplan.tables.statement import Statement


@rule(
    "BNK-02",
    fix="核对期初余额表里这个账户的余额和第一张对账单的期初余额，上年末有未达账项的看“年初未达”，以及中间缺对账单的月份；查出漏记、多记的一笔。",
    basis="会计法第十七条",
    whole=(BankEntry, OpeningBalance),
)
def unequal_adjusted_balances(books: Books) -> Iterator[Hits]:
    """调节后余额不等

    单位银行日记账余额，加银行已收、单位未收，减银行已付、单位未付；银行对账单余额，加单位已收、银行未收，减单位已付、
    银行未付。两边调节后的余额必须相等。差额是从哪个月开始有、哪个月变了的，就指那个月日记账的最后一行；
    后面各月差同样的数，不再指。到那时日记账还没有一行的，指期初余额里的这个账户；那里也没有的，指对账单的第一行。
    对账单本身不衔接的，先看 BNK-01。

    错：
    期初余额
    | 科目代码 | 账户   | 借方 | 贷方 |
    | -------- | ------ | ---: | ---: |
    | 100201   | 基本户 |  500 |      |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 | 余额     |
    | ------ | ---------- | -------- | ---: | ---: | -------: |
    | 基本户 | 2026-09-08 | 收拨款   | 1000 |      |     1500 |
    | 基本户 | 2026-09-29 | 付电费   |      |  300 | **1200** |
    | 基本户 | 2026-10-13 | 付水费   |      |  100 |     1100 |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2026-09-08 | 拨款 | 1000 |      | 1800 |
    | 2026-10-02 | 电费 |      |  300 | 1500 |
    | 2026-10-13 | 水费 |      |  100 | 1400 |

    错：
    期初余额
    | 科目代码 | 账户       | 借方 | 贷方 |
    | -------- | ---------- | ---: | ---: |
    | 100201   | **基本户** |  500 |      |
    银行日记账
    | 账户   | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ------ | ---------- | ------ | ---: | ---: | ---: |
    | 基本户 | 2026-10-08 | 收拨款 |  100 |      |  600 |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2026-09-08 | 利息 |    1 |      |  801 |
    | 2026-10-08 | 拨款 |  100 |      |  901 |

    错：
    对账单 基本户
    | 日期           | 摘要 | 收入 | 支出 | 余额 |
    | -------------- | ---- | ---: | ---: | ---: |
    | **2026-09-08** | 利息 |    1 |      |  801 |

    对：
    期初余额
    | 科目代码 | 账户   | 借方 | 贷方 |
    | -------- | ------ | ---: | ---: |
    | 100201   | 基本户 |  500 |      |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 | 余额 |
    | ------ | ---------- | -------- | ---: | ---: | ---: |
    | 基本户 | 2026-09-08 | 收拨款   | 1000 |      | 1500 |
    | 基本户 | 2026-09-29 | 付电费   |      |  300 | 1200 |
    | 基本户 | 2026-10-13 | 付水费   |      |  100 | 1100 |
    对账单 基本户
    | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ---------- | ------ | ---: | ---: | ---: |
    | 2026-09-08 | 拨款   | 1000 |      | 1500 |
    | 2026-10-02 | 电费   |      |  300 | 1200 |
    | 2026-10-31 | 手续费 |      |   20 | 1180 |

    上年末的未达账项写在“年初未达”里，1 月从这里接着对：

    对：
    日期：2027-01-31
    期初余额
    | 科目代码 | 账户   | 借方 | 贷方 |
    | -------- | ------ | ---: | ---: |
    | 100201   | 基本户 |  500 |      |
    年初未达
    | 账户   | 方     | 日期       | 摘要     | 收入 | 支出 |
    | ------ | ------ | ---------- | -------- | ---: | ---: |
    | 基本户 | 日记账 | 2026-12-30 | 付电费   |      |  300 |
    | 基本户 | 对账单 | 2026-12-31 | 利息     |   15 |      |
    银行日记账
    | 账户   | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ------ | ---------- | ------ | ---: | ---: | ---: |
    | 基本户 | 2027-01-04 | 收利息 |   15 |      |  515 |
    | 基本户 | 2027-01-13 | 付水费 |      |  100 |  415 |
    对账单 基本户
    | 日期       | 摘要 | 收入 | 支出 | 余额 |
    | ---------- | ---- | ---: | ---: | ---: |
    | 2027-01-05 | 电费 |      |  300 |  515 |
    | 2027-01-13 | 水费 |      |  100 |  415 |
    """
    for account in accounts_with_statements(books):
        before = 0
        for month, proof in of_account(books, account).items():
            told_elsewhere = books.statements[account, month].problems or opening_gap(books, account, month)
            if proof.difference not in (None, 0, before) and not told_elsewhere:
                yield _hits(books, proof)
            before = proof.difference or 0


def _hits(books: Books, proof: Reconciliation) -> Hits:
    rows, at = _accused(books, proof)
    facts = {
        "账户": proof.account,
        "月": proof.month,
        "单位": proof.adjusted_book,
        "银行": proof.adjusted_bank,
        "差": proof.difference,
    }
    return Hits(
        rows.assign(**facts),
        at=at,
        message="{账户} {月} 调节后，日记账余额 {单位:元}，对账单余额 {银行:元}，相差 {差:元}。",
    )


def _accused(books: Books, proof: Reconciliation) -> tuple[pd.DataFrame, Column | Statement]:
    """The one row that stands for a month: of the day book, else of what it began with, else of the bank."""
    entries, openings = books[BankEntry], books[OpeningBalance]
    own = entries[(entries[BankEntry.account] == proof.account) & (entries[BankEntry.date] <= proof.until)]
    if len(own):
        in_month = own[own[BankEntry.date].dt.strftime("%Y-%m") == proof.month]
        return (in_month if len(in_month) else own).tail(1), BankEntry.balance
    began = openings[openings[OpeningBalance.bank_account] == proof.account]
    if len(began):
        return began.head(1), OpeningBalance.bank_account
    statement = books.statements[proof.account, proof.month]
    first = statement.rows.head(1)
    return first if len(first) else pd.DataFrame(index=[statement.header_row]), statement
