from collections.abc import Iterator

from xlplan.ledger.daybooks import cash_book
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashEntry, OpeningBalance


@rule("CSH-03", fix="查漏记的收入、提现或记错的支出；先提现后付款的，按先后登记。", whole=True)
def negative_cash(books: Books) -> Iterator[Hits]:
    """现金余额为负

    现金不会付到零以下：哪一行算出来的余额是负数，不是漏记了收入，就是支出记错了。按收入、支出重新累计，不看余额列写的数；
    连着几行都是负数，只指第一行。余额正好是 0 没有问题。

    错：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 余额    |
    | ---------- | ---------- | ---: | ---: | ------: |
    | 2026-11-02 | 付交通费   |      |  115 | **-15** |
    | 2026-11-03 | 付邮寄费   |      |    5 |     -20 |
    | 2026-11-03 | 提取备用金 |  200 |      |     180 |
    | 2026-11-04 | 付差旅费   |      |  300 | **180** |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  100 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 |
    | ---------- | ---------- | ---: | ---: |
    | 2026-11-02 | 付交通费   |      |  100 |
    | 2026-11-03 | 提取备用金 |  200 |      |
    """
    rows = books[CashEntry]
    true = cash_book(rows, books[OpeningBalance]).balances()
    negative = true < 0
    yield Hits(
        rows.assign(应有=true)[negative & ~negative.shift(fill_value=False)],
        at=CashEntry.balance,
        message="{日期} 记到这一行，现金余额是 {应有:元}，小于 0。",
    )
