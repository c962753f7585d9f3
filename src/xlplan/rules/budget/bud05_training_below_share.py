from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.budget import adjusted, grants, is_spending, year_starts, years
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine

TRAINING = "30216"
"""培训费."""


@rule(
    "BUD-05",
    severity=Severity.WARNING,
    fix="增加公用经费安排的培训费（30216）。",
    basis="财教〔2006〕5号第三条",
    whole=(BudgetLine,),
)
def training_below_share(books: Books) -> Iterator[Hits]:
    """公用经费里的培训费安排不足

    每个年度，公用经费支出里的培训费（经济科目 30216）不能低于公用经费支出合计乘以参数“培训费最低比例”，
    都按年初数＋追加－追减算，刚好等于不算低；参数没有值的年度不查。指向这个年度第一行培训费；一行培训费也没有的，指向公用经费的第一行支出。

    错：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 经济科目 |    年初数 |
    | ------ | ---- | ---- | -------- | -------- | --------: |
    | 支01   | 2026 | 支出 | 公用经费 | 30201    |    655800 |
    | 支02   | 2026 | 支出 | 公用经费 | 30216    | **10000** |
    | 支03   | 2026 | 支出 | 公用经费 | 30216    |     10000 |
    | 支04   | 2026 | 支出 | 专项资金 | 30216    |     50000 |
    | 支11   | 2027 | 支出 | 人员经费 | 30101    |      1000 |
    | 支12   | 2027 | 支出 | 公用经费 | 30201    | **90000** |
    | 支13   | 2027 | 支出 | 公用经费 | 30205    |     10000 |

    错：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 经济科目 |   年初数 |
    | ------ | ---- | ---- | -------- | -------- | -------: |
    | 支01   | 2026 | 支出 | 公用经费 | 30201    |    95000 |
    | 支02   | 2026 | 支出 | 公用经费 | 30216    | **5000** |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支01   | 追加 | 1000 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 经济科目 | 年初数 |
    | ------ | ---- | ---- | -------- | -------- | -----: |
    | 收01   | 2026 | 收入 | 公用经费 |          | 675800 |
    | 支01   | 2026 | 支出 | 公用经费 | 30201    | 642010 |
    | 支02   | 2026 | 支出 | 公用经费 | 30216    |  33790 |
    | 支91   | 2005 | 支出 | 公用经费 | 30201    |  90000 |
    | 支11   | 2027 | 支出 | 人员经费 | 30101    |   1000 |
    """
    lines = grants(books[BudgetLine])
    lines = lines[is_spending(lines)]
    if lines.empty:
        return
    share = books.shares("培训费最低比例", year_starts(lines, books.today)).dropna()
    lines = lines.loc[share.index]
    year, fen = years(lines), adjusted(lines)
    training = lines[BudgetLine.economic] == TRAINING
    total = fen.groupby(year).transform("sum")
    totals = lines.assign(
        年=year,
        公用经费=total,
        培训费=fen.where(training, 0).groupby(year).transform("sum"),
        比例=share,
        至少=(total * share).round().astype("int64"),
    )
    # The first row of training stands for its year, and where there is none the first row of all.
    first = totals.assign(其他=~training).sort_values("其他", kind="stable")
    first = first[~first["年"].duplicated()]
    yield Hits(
        first[first["培训费"] < first["至少"]],
        at=BudgetLine.original,
        message="{年} 年公用经费支出预算 {公用经费:元}，其中培训费 {培训费:元}，按 {比例:.2%} 至少应为 {至少:元}。",
    )
