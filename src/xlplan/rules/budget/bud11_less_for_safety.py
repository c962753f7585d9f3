from collections.abc import Iterator

from xlplan.ledger.budget import adjusted, is_spending, years
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine


@rule("BUD-11", fix="增加安全投入的预算，不低于上年。", whole=(BudgetLine,))
def less_for_safety(books: Books) -> Iterator[Hits]:
    """安全投入低于上年

    “安全投入”填了“是”的各支出行，同一年度的年初数＋追加－追减合计，不能低于上年数合计，刚好相等不算低。
    预算表没有这两列，或者上年数都空着的，不查。指向这个年度其中第一行的调整后。

    错：
    预算
    | 预算号 | 年度 | 收支 | 年初数 | 调整后  | 上年数 | 安全投入 |
    | ------ | ---- | ---- | -----: | ------: | -----: | -------- |
    | 支01   | 2026 | 支出 |    100 | **100** |     80 | 是       |
    | 支02   | 2026 | 支出 |     20 |      20 |     50 | 是       |
    | 支03   | 2026 | 支出 |    900 |     900 |        |          |

    对：
    预算
    | 预算号 | 年度 | 收支 | 年初数 | 上年数 | 安全投入 |
    | ------ | ---- | ---- | -----: | -----: | -------- |
    | 支01   | 2026 | 支出 |    100 |     80 | 是       |
    | 支02   | 2026 | 支出 |     30 |     50 | 是       |
    | 支03   | 2026 | 支出 |     10 |    900 |          |
    """
    lines = books[BudgetLine]
    lines = lines[is_spending(lines) & (lines[BudgetLine.safety] == "是")]
    if not (lines[BudgetLine.last_year] > 0).any():
        return
    year = years(lines)
    told = lines.assign(
        年=year,
        今年=adjusted(lines).groupby(year).transform("sum"),
        去年=lines[BudgetLine.last_year].groupby(year).transform("sum"),
    )
    first = told[~year.duplicated()]
    yield Hits(
        first[first["今年"] < first["去年"]],
        at=BudgetLine.adjusted,
        message="{年} 年安全投入预算 {今年:元}，上年 {去年:元}，低于上年。",
    )
