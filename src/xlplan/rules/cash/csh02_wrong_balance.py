from collections.abc import Iterator

from xlplan.ledger.daybooks import bank_book, cash_book
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance


@rule("CSH-02", fix="恢复余额列的公式；手工算的，从这一行起重算余额。", whole=True)
def wrong_balance(books: Books) -> Iterator[Hits]:
    """余额计算错误

    日记账每一行的余额 = 上一行余额 + 收入 － 支出。从期初余额算起（现金看科目 1001，银行看账户）；期初余额表里没有，
    而账本第一行是上年结转、承前页的，从那一行算起。银行日记账按账户各算各的。
    只指错的那一格；错数一路带下去的，只指开头那一格。

    错：
    期初余额
    | 科目代码 | 账户   | 借方 | 贷方 |
    | -------- | ------ | ---: | ---: |
    | 1001     |        |  100 |      |
    | 100201   | 基本户 | 1000 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 余额    |
    | ---------- | ---------- | ---: | ---: | ------: |
    | 2026-11-02 | 提取备用金 |   50 |      |     150 |
    | 2026-11-03 | 付交通费   |      |   30 | **130** |
    | 2026-11-04 | 付邮寄费   |      |   20 |     100 |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 | 余额     |
    | ------ | ---------- | -------- | ---: | ---: | -------: |
    | 基本户 | 2026-11-02 | 提备用金 |      |   50 |  **960** |
    | 食堂户 | 2026-11-02 | 收伙食费 |  300 |      |      300 |
    | 基本户 | 2026-11-03 | 付电费   |      |  100 |      860 |
    | 基本户 | 2026-11-04 | 付水费   |      |   60 |  **810** |

    对：
    期初余额
    | 科目代码 | 账户   | 借方 | 贷方 |
    | -------- | ------ | ---: | ---: |
    | 1001     |        |  100 |      |
    | 100201   | 基本户 | 1000 |      |
    现金日记账
    | 日期       | 摘要       | 收入 | 支出 | 余额 |
    | ---------- | ---------- | ---: | ---: | ---: |
    | 2026-11-02 | 提取备用金 |   50 |      |      |
    | 2026-11-03 | 付交通费   |      |   30 |      |
    银行日记账
    | 账户   | 日期       | 摘要     | 收入 | 支出 | 余额  |
    | ------ | ---------- | -------- | ---: | ---: | ----: |
    | 基本户 | 2026-11-02 | 提备用金 |      |   50 |   950 |
    | 食堂户 | 2026-11-02 | 上年结转 |      |      |   400 |
    | 基本户 | 2026-11-03 | 付电费   |      |  100 |   850 |
    | 食堂户 | 2026-11-03 | 付大米款 |      |   60 |   340 |
    """
    openings = books[OpeningBalance]
    cash = cash_book(books[CashEntry], openings).misstated()
    yield Hits(
        cash.assign(相差=(cash[CashEntry.balance] - cash["due"]).abs()),
        at=CashEntry.balance,
        message="现金余额表列 {余额:元}，应为 {due:元}，相差 {相差:元}。",
    )
    bank = bank_book(books[BankEntry], openings).misstated()
    yield Hits(
        bank.assign(相差=(bank[BankEntry.balance] - bank["due"]).abs()),
        at=BankEntry.balance,
        message="{账户}余额表列 {余额:元}，应为 {due:元}，相差 {相差:元}。",
    )
