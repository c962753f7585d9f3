from collections.abc import Iterator

from xlplan.ledger.budget import adjusted, is_income, is_spending, unsure, years
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetLine


@rule("BUD-01", fix="核对这一年的收入和支出各行，使收支合计相等。", whole=(BudgetLine,))
def unbalanced_budget(books: Books) -> Iterator[Hits]:
    """收支预算不平衡

    同一年度里，收入各行的合计必须等于支出各行的合计，一分不差；每一行按年初数＋追加－追减算。
    支出比收入多就是赤字预算，收入比支出多就是有钱没有安排。指向这个年度的第一行。

    错：
    预算
    | 预算号 | 年度 | 收支 |   年初数 |
    | ------ | ---- | ---- | -------: |
    | 收01   | 2026 | 收入 | **1000** |
    | 支01   | 2026 | 支出 |     1050 |
    | 收11   | 2027 | 收入 |      500 |
    | 支11   | 2027 | 支出 |      500 |

    错：
    预算
    | 预算号 | 年度 | 收支 |      年初数 |
    | ------ | ---- | ---- | ----------: |
    | 支01   | 2026 | 支出 | **1000.01** |
    | 收01   | 2026 | 收入 |     1000.01 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支01   | 追加 | 0.01 |

    对：
    预算
    | 预算号 | 年度   | 收支 | 年初数 |
    | ------ | ------ | ---- | -----: |
    | 收01   | 2026   | 收入 |   1000 |
    | 支01   | 2026   | 支出 |    600 |
    | 支02   | 2026年 | 支出 |    420 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 收01   | 追加 |   50 |
    | 支01   | 追加 |   50 |
    | 支02   | 追减 |   20 |
    """
    lines = books[BudgetLine]
    income, spending = is_income(lines), is_spending(lines)
    year = years(lines)
    unclear = unsure(lines)
    if unclear.any():
        raise Waiting(f"“预算”表有 {unclear.sum()} 行没有写清年度或收支")
    fen = adjusted(lines)
    sums = lines.assign(
        年=year,
        收入=fen.where(income, 0).groupby(year).transform("sum"),
        支出=fen.where(spending, 0).groupby(year).transform("sum"),
    )
    gap = sums["收入"] - sums["支出"]
    yield Hits(
        sums.assign(相差=gap.abs())[~year.duplicated() & (gap != 0)],
        at=BudgetLine.original,
        message="{年} 年收入合计 {收入:元}，支出合计 {支出:元}，相差 {相差:元}。",
    )
