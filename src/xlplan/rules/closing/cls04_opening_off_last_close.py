from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance


@rule("CLS-04", fix="照上年末的科目余额表改正期初余额；上年的账有调整的，先调上年的账。")
def opening_off_last_close(books: Books) -> Iterator[Hits]:
    """期初余额不等于上年年末余额

    期初余额表填了上年借方、上年贷方的，每个科目的期初借方减贷方要等于上年年末的借方减贷方，一分不差。
    表里一个上年数都没有填的不查。指向不相等的那一边。

    错：
    期初余额
    | 科目代码 | 账户   | 借方    | 贷方    | 上年借方 | 上年贷方 |
    | -------- | ------ | ------: | ------: | -------: | -------: |
    | 1001     |        | **102** |         |      120 |          |
    | 100201   | 基本户 |     500 |         |      500 |          |
    | 3001     |        |         | **602** |          |      620 |
    | 2307     |        |         |  **9**  |          |          |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 | 上年借方 | 上年贷方 |
    | -------- | ---: | ---: | -------: | -------: |
    | 1001     |  120 |      |      120 |          |
    | 3001     |      |  120 |          |      120 |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |  120 |      |
    | 3001     |      |  120 |
    """
    rows = books[OpeningBalance]
    closed = rows[OpeningBalance.closed_debit] - rows[OpeningBalance.closed_credit]
    if not (rows[[OpeningBalance.closed_debit, OpeningBalance.closed_credit]] != 0).any(axis=None):
        return
    opened = rows[OpeningBalance.debit] - rows[OpeningBalance.credit]
    off = rows.assign(期初=opened, 上年末=closed)[opened != closed]
    on_debit = off[OpeningBalance.credit] == 0
    message = "{科目代码} 期初余额（借减贷）{期初:元}，上年年末 {上年末:元}。"
    yield Hits(off[on_debit], at=OpeningBalance.debit, message=message)
    yield Hits(off[~on_debit], at=OpeningBalance.credit, message=message)
