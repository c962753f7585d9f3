from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.ledger.assets import COST, WORN, lines_of, worn
from xlplan.ledger.vouchers import ledger_year, months, net
from xlplan.rules import Hits, rule
from xlplan.tables import depreciation
from xlplan.tables.assets import AssetCard
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.periods import over


@rule(
    "AST-02",
    fix="先看这个月有没有 AST-01、AST-09 指出的凭证，再逐张核对这个月入账、处置的卡片；年初就不等的，用上年的卡片清单核对。",
    basis="会计法第十七条",
    whole=(AssetCard, OpeningBalance, VoucherLine),
)
def cards_apart_from_account(books: Books) -> Iterator[Hits]:
    """资产卡片合计与账面不等

    年初，以前年度入账的卡片原值合计要等于 1601 的期初余额，期初累计折旧合计要等于 1602 的期初余额；以后每个过完的月份，1601 增减的
    数要等于当月入账的卡片减去当月处置的卡片，1602 转出的数要等于当月处置的卡片的累计折旧（每月计提的由 AST-09 查）。哪个月差出来就指
    哪个月，后面的月份不再重复。指向期初余额表的那一行，或者那个月这个科目的第一行分录；账上没有那一行的，指向卡片。

    错：
    期初余额
    | 科目代码 |     借方 |     贷方 |
    | -------- | -------: | -------: |
    | 1601     | **9000** |          |
    | 1602     |          | **2100** |
    记账凭证
    | 日期       | 凭证号 | 科目代码 |     借方 |     贷方 |
    | ---------- | ------ | -------- | -------: | -------: |
    | 2026-03-05 | 记-3   | 1601     | **4999** |          |
    | 2026-04-05 | 记-2   | 1601     |     1200 |          |
    | 2026-05-08 | 记-7   | 1602     | **3000** |          |
    | 2026-05-08 | 记-7   | 1601     |          |     5000 |
    | 2026-05-08 | 记-7   | 5301     |     2000 |          |
    资产卡片
    | 卡片号 | 入账日期   | 凭证号 | 数量 |     原值 | 年限 | 期初累计折旧 | 状态   | 处置日期   |
    | ------ | ---------- | ------ | ---: | -------: | ---: | -----------: | ------ | ---------- |
    | ZC-001 | 2023-01-05 |        |    1 |     5000 |    5 |         2000 | 已处置 | 2026-05-08 |
    | ZC-002 | 2026-04-05 | 记-2   |    1 |     1200 |    5 |              | 在用   |            |
    | ZC-003 | 2026-06-05 | 记-9   |    1 | **1300** |    5 |              | 在用   |            |

    没有期初余额的，指向卡片：

    错：
    资产卡片
    | 卡片号 | 入账日期   | 数量 |     原值 | 年限 | 期初累计折旧 |
    | ------ | ---------- | ---: | -------: | ---: | -----------: |
    | ZC-001 | 2023-01-05 |    1 | **5000** |    5 |     **2000** |
    | ZC-002 | 2023-01-05 |    1 |     6000 |    5 |         2400 |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1601     | 9000 |      |
    | 1602     |      | 2000 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 |    借方 | 贷方 |
    | ---------- | ------ | -------- | ------: | ---: |
    | 2026-03-05 | 记-3   | 1601     |    4999 |      |
    | 2026-05-08 | 记-7   | 1602     | 2333.32 |      |
    | 2026-05-08 | 记-7   | 1601     |         | 5000 |
    | 2026-05-08 | 记-7   | 5301     | 2666.68 |      |
    | 2026-11-08 | 记-7   | 1601     |    1300 |      |
    资产卡片
    | 卡片号 | 入账日期   | 凭证号 | 数量 | 原值 | 年限 | 期初累计折旧 | 状态   | 处置日期   |
    | ------ | ---------- | ------ | ---: | ---: | ---: | -----------: | ------ | ---------- |
    | ZC-001 | 2023-01-05 |        |    1 | 5000 |    5 |         2000 | 已处置 | 2026-05-08 |
    | ZC-002 | 2020-01-05 |        |    1 | 4000 |      |              | 在用   |            |
    | ZC-003 | 2026-03-05 | 记-3   |    1 | 4999 |    5 |              | 在用   |            |
    """
    cards, lines, openings = books[AssetCard], books[VoucherLine], books[OpeningBalance]
    if cards.empty:
        return
    begin = ledger_year(lines, books.today) * 12
    entered = depreciation.months(cards[AssetCard.entered])
    disposed = depreciation.months(cards[AssetCard.disposed])
    old = cards[(entered < begin) & ((disposed == 0) | (disposed >= begin))]
    yield from _opening(openings, old, COST, OpeningBalance.debit, AssetCard.cost)
    yield from _opening(openings, old, WORN, OpeningBalance.credit, AssetCard.opening)
    cost, wear = lines_of(lines, COST), lines_of(lines, WORN)
    wear = wear[wear[VoucherLine.debit] != 0]
    for number in range(begin, begin + len(over(begin // 12, books.today))):
        come, gone = cards[entered == number], cards[disposed == number]
        moved = cost[months(cost) == number]
        carded = come[AssetCard.cost].sum() - gone[AssetCard.cost].sum()
        yield from _month(moved, number, carded, pd.concat([come, gone]), AssetCard.cost)
        moved = wear[months(wear) == number]
        yield from _month(moved, number, worn(gone, number).sum(), gone, AssetCard.worn)


def _opening(
    openings: pd.DataFrame, cards: pd.DataFrame, account: str, side: Column, column: Column
) -> Iterator[Hits]:
    """What stood on an account when the year began, against the sum of a column."""
    own = openings[openings[OpeningBalance.account].str.startswith(account)]
    sign = 1 if side == OpeningBalance.debit else -1
    stood, carded = sign * int(net(own).sum()), int(cards[column].sum())
    if stood == carded:
        return
    facts = {"账面": stood, "卡片": carded, "相差": abs(stood - carded), "科目": account, "列": str(column)}
    at, rows = (side, own) if len(own) else (column, cards[cards[column] != 0])
    yield Hits(
        rows.head(1).assign(**facts),
        at=at,
        message="资产卡片年初的{列}合计 {卡片:元}，{科目} 的期初余额 {账面:元}，相差 {相差:元}。",
    )


def _month(
    lines: pd.DataFrame, number: int, carded: int, cards: pd.DataFrame, column: Column
) -> Iterator[Hits]:
    """What moved on an account in a month, against the cards that came and went."""
    moved = int(net(lines).sum())
    if moved == carded:
        return
    month = f"{number // 12}-{number % 12 + 1:02}"
    facts = {"月": month, "账面": moved, "卡片": int(carded), "相差": abs(moved - int(carded))}
    if len(lines):
        at = VoucherLine.debit if lines[VoucherLine.debit].iloc[0] else VoucherLine.credit
        rows = lines
    else:
        at, rows = column, cards
    what = "固定资产增减" if column == AssetCard.cost else "转出累计折旧"
    yield Hits(
        rows.head(1).assign(**facts),
        at=at,
        month="月",
        message=f"{{月}} 账上{what} {{账面:元}}，资产卡片{what} {{卡片:元}}，相差 {{相差:元}}。",
    )
