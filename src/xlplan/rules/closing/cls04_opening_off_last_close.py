from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance
from xlplan.tables.stores import Item


@rule("CLS-04", fix="照上年末的科目余额表、物品表改正期初数；上年的账有调整的，先调上年的账。")
def opening_off_last_close(books: Books) -> Iterator[Hits]:
    """期初余额不等于上年年末余额

    期初余额表填了上年借方、上年贷方的，每个科目的期初借方减贷方要等于上年年末的借方减贷方，一分不差；指向不相等的那一边。
    物品表填了上年末数量、上年末金额的，每样物品的期初数量、期初金额要和它们相等；指向不相等的期初数。
    表里一个上年数都没有填的不查。用 xlplan new --from 换年的，上年年末的余额记在 records 里，上年借方、上年贷方和它不一样的也指出来。

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

    错：
    物品
    | 物品号 | 名称   | 期初数量 | 期初金额   | 结存数量 | 结存金额 | 上年末数量 | 上年末金额 |
    | ------ | ------ | -------: | ---------: | -------: | -------: | ---------: | ---------: |
    | W001   | 复印纸 |  **102** |       2400 |      102 |     2400 |        120 |       2400 |
    | W002   | 粉笔   |       30 | **150.01** |       30 |   150.01 |         30 |        150 |
    | W003   | 拖把   |    **8** |      **96** |        8 |       96 |            |            |

    对：
    物品
    | 物品号 | 名称   | 期初数量 | 期初金额 | 上年末数量 | 上年末金额 |
    | ------ | ------ | -------: | -------: | ---------: | ---------: |
    | W001   | 复印纸 |      120 |     2400 |        120 |       2400 |
    """
    rows = books[OpeningBalance]
    closed = rows[OpeningBalance.closed_debit] - rows[OpeningBalance.closed_credit]
    if _filled(rows, OpeningBalance.closed_debit, OpeningBalance.closed_credit):
        opened = rows[OpeningBalance.debit] - rows[OpeningBalance.credit]
        off = rows.assign(期初=opened, 上年末=closed)[opened != closed]
        on_debit = off[OpeningBalance.credit] == 0
        message = "{科目代码} 期初余额（借减贷）{期初:元}，上年年末 {上年末:元}。"
        yield Hits(off[on_debit], at=OpeningBalance.debit, message=message)
        yield Hits(off[~on_debit], at=OpeningBalance.credit, message=message)
    if books.closed:
        yield from _recorded(books, rows.assign(填=closed))
    items = books[Item]
    if _filled(items, Item.closed_quantity, Item.closed_amount):
        for opening, end, shown in _OF_ITEMS:
            yield Hits(
                items[items[opening] != items[end]],
                at=opening,
                message=f"{{名称}}的{opening}是 {{{opening}:{shown}}}，{end}是 {{{end}:{shown}}}。",
            )


_OF_ITEMS = (
    (Item.opening_quantity, Item.closed_quantity, "量"),
    (Item.opening_amount, Item.closed_amount, "元"),
)


def _recorded(books: Books, rows: pd.DataFrame) -> Iterator[Hits]:
    """What is said of the year before, against what was recorded of it."""
    keys = zip(rows[OpeningBalance.account], rows[OpeningBalance.bank_account], strict=True)
    known = pd.Series([books.closed.get(key, 0) for key in keys], rows.index, dtype="int64")
    off = rows.assign(记=known)[rows["填"] != known]
    message = "{科目代码} 上年年末余额（借减贷）写的是 {填:元}，换年时记下的是 {记:元}。"
    on_debit = off["记"] >= 0
    yield Hits(off[on_debit], at=OpeningBalance.closed_debit, message=message)
    yield Hits(off[~on_debit], at=OpeningBalance.closed_credit, message=message)


def _filled(rows: pd.DataFrame, *closed: Column) -> bool:
    return bool((rows[list(closed)] != 0).any(axis=None))
