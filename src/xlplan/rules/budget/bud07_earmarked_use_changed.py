from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.budget import is_spending, year_starts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.lists import listed

APPROVED = "专项用途"
"""Family of 参数: the economic classes that an earmarked project may use."""


@rule("BUD-07", fix="改回批准的用途；确实要改的，先报批，再改参数“专项用途”里这个项目的一行。")
def earmarked_use_changed(books: Books) -> Iterator[Hits]:
    """专项资金改变用途

    资金来源里写有“专项”的支出行，经济科目要在批准的用途以内。批准的用途写在参数里，一个项目一行：
    参数“专项用途：校门及门卫室改造”的值是 31001，文号写下达专项的文件；有几个科目的用、隔开。
    参数里没有这个项目的，说明还没有登记用途，只提醒。都按年度 1 月 1 日的参数，年中下达的按年末的参数。

    错：
    参数
    | 参数                     | 值          | 起         | 文号       |
    | ------------------------ | ----------- | ---------- | ---------- |
    | 专项用途：校门改造       | 31001       | 2026-01-01 | 县财教1号  |
    | 专项用途：营养改善食材   | 30308、30399 | 2026-04-01 | 县财教2号  |
    预算
    | 预算号 | 年度 | 收支 | 资金来源     | 经济科目  | 项目         |
    | ------ | ---- | ---- | ------------ | --------- | ------------ |
    | 专01   | 2026 | 支出 | 专项资金     | **30217** | 校门改造     |
    | 专02   | 2026 | 支出 | 中央专项资金 | **30201** | 营养改善食材 |
    | 专03   | 2026 | 支出 | 专项资金     | **30213** | 厕所维修     |

    对：
    参数
    | 参数                     | 值          | 起         | 文号       |
    | ------------------------ | ----------- | ---------- | ---------- |
    | 专项用途：校门改造       | 31001       | 2026-01-01 | 县财教1号  |
    | 专项用途：营养改善食材   | 30308; 30399 | 2026-04-01 | 县财教2号  |
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 经济科目 | 项目         |
    | ------ | ---- | ---- | -------- | -------- | ------------ |
    | 专01   | 2026 | 支出 | 专项资金 | 31001    | 校门改造     |
    | 专02   | 2026 | 支出 | 专项资金 | 30399    | 营养改善食材 |
    | 公01   | 2026 | 支出 | 公用经费 | 30217    | 校门改造     |
    | 收01   | 2026 | 收入 | 专项资金 |          | 校门改造     |
    """
    lines = books[BudgetLine]
    earmarked = lines[BudgetLine.fund].str.contains("专项", regex=False)
    lines = lines[is_spending(lines) & earmarked & (lines[BudgetLine.economic] != "")]
    if lines.empty:
        return
    ends = year_starts(lines, books.today) + pd.offsets.YearEnd()
    approved = books.texts(APPROVED, ends, lines[BudgetLine.project])
    told = lines.assign(批准=approved)
    known = told[told["批准"] != ""]
    barred = [
        own not in listed(text) for own, text in zip(known[BudgetLine.economic], known["批准"], strict=True)
    ]
    yield Hits(
        known[barred],
        at=BudgetLine.economic,
        message="{资金来源}项目“{项目}”批准的用途是 {批准}，这一行的经济科目是 {经济科目}。",
    )
    yield Hits(
        told[told["批准"] == ""],
        at=BudgetLine.economic,
        message="{资金来源}项目“{项目}”在参数里没有写批准的用途（专项用途：{项目}）。",
        severity=Severity.NOTE,
    )
