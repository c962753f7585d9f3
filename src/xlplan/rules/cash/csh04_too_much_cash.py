from collections.abc import Iterator

from xlplan.ledger.daybooks import cash_book, last_rows
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashEntry, OpeningBalance


@rule("CSH-04", fix="超过限额的现金当天送存银行。", basis="现金管理暂行条例第九条", whole=True)
def too_much_cash(books: Books) -> Iterator[Hits]:
    """库存现金超限额

    每天结束时的现金余额不能超过参数“库存现金限额”（开户银行核定）。白天一时超过、当天送存了的不算，正好等于限额也不算。
    参数没有值的日子不查。指向当天最后一行的余额。

    错：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     | 4200 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 余额         |
    | ---------- | ---------- | ---: | ---: | -----------: |
    | 2026-11-02 | 收作业本费 |  800 |      |         5000 |
    | 2026-11-03 | 收作业本费 | 9000 |      |        14000 |
    | 2026-11-03 | 送存银行   |      | 2000 |    **12000** |
    | 2026-11-04 | 送存银行   |      | 6999.99 | **5000.01** |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     | 4200 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 |
    | ---------- | ---------- | ---: | ---: |
    | 2026-11-02 | 收作业本费 |  800 |      |
    | 2026-11-03 | 收作业本费 | 9000 |      |
    | 2026-11-03 | 送存银行   |      | 9000 |
    | 2025-11-04 | 收作业本费 | 9000 |      |
    | 2025-11-05 | 送存银行   |      | 9000 |

    对：
    参数
    | 参数         | 值   | 起         | 止         |
    | ------------ | ---- | ---------- | ---------- |
    | 库存现金限额 | 5000 |            | 2026-11-02 |
    | 库存现金限额 | 8000 | 2026-11-03 |            |
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     | 4200 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 |
    | ---------- | ---------- | ---: | ---: |
    | 2026-11-03 | 收作业本费 | 3000 |      |
    """
    rows = books[CashEntry]
    last = last_rows(rows)
    days = last[CashEntry.date]
    balance = cash_book(rows, books[OpeningBalance]).balances_on(days)
    limit = books.amounts("库存现金限额", days)
    yield Hits(
        last.assign(日终=balance, 限额=limit, 超出=balance - limit)[balance > limit],
        at=CashEntry.balance,
        message="{日期} 日终库存现金 {日终:元}，限额 {限额:元}，超出 {超出:元}。",
    )
