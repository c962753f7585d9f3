from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.budget import adjusted, is_spending, year_starts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine


@rule("BUD-10", severity=Severity.WARNING, fix="说明增加的原因，或压减这一行预算。")
def budget_grows_fast(books: Books) -> Iterator[Hits]:
    """预算比上年增加太多

    支出行填了上年数的，年初数＋追加－追减比上年数增加的比例，不能超过参数“预算增幅上限”，刚好等于不算超。
    上年没有的项目（上年数空着）不查；预算表没有“上年数”一列的，都不查。指向这一行的调整后。

    错：
    预算
    | 预算号 | 年度 | 收支 | 年初数 | 调整后   | 上年数 |
    | ------ | ---- | ---- | -----: | -------: | -----: |
    | 支01   | 2026 | 支出 |    121 | **121**  |    100 |
    | 支02   | 2026 | 支出 |    110 | **130**  |    100 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支02   | 追加 |   20 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 年初数 | 上年数 |
    | ------ | ---- | ---- | -----: | -----: |
    | 支01   | 2026 | 支出 |    120 |    100 |
    | 支02   | 2026 | 支出 |    500 |        |
    | 支03   | 2026 | 支出 |     50 |    100 |
    | 收01   | 2026 | 收入 |    500 |    100 |

    对：
    参数
    | 参数         | 值  | 起         |
    | ------------ | --- | ---------- |
    | 预算增幅上限 | 10% | 2026-01-01 |
    预算
    | 预算号 | 年度 | 收支 | 年初数 | 上年数 |
    | ------ | ---- | ---- | -----: | -----: |
    | 支01   | 2026 | 支出 |    110 |    100 |
    """
    lines = books[BudgetLine]
    lines = lines[is_spending(lines) & (lines[BudgetLine.last_year] > 0)]
    if lines.empty:
        return
    # A share is a quotient of doubles: 1.1 - 1 is a little more than 0.1.
    growth = (adjusted(lines) / lines[BudgetLine.last_year] - 1).round(9)
    limit = books.shares("预算增幅上限", year_starts(lines, books.today))
    yield Hits(
        lines.assign(现在=adjusted(lines), 增幅=growth, 上限=limit)[growth > limit],
        at=BudgetLine.adjusted,
        message="预算号 {预算号} 上年 {上年数:元}，今年 {现在:元}，增加 {增幅:.1%}，超过 {上限:.0%}。",
    )
