from collections.abc import Iterator

from xlplan.ledger.budget import is_spending
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.links import unmatched
from xlplan.tables.office import EconomicClass


@rule("BUD-03", fix="从“经济分类”表里选一个款级科目。", whole=(EconomicClass,))
def unknown_economic_class(books: Books) -> Iterator[Hits]:
    """经济科目无效

    每一行支出都要写明经济科目，而且是“经济分类”表里有的款级代码（五位）。收入行可以空着，填了就要填对。

    错：
    预算
    | 预算号 | 收支 | 经济科目   |
    | ------ | ---- | ---------- |
    | 支01   | 支出 | **30210**  |
    | 支02   | 支出 | **（空）** |
    | 支03   | 支出 | **302**    |
    | 支04   | 支出 | 30201      |
    | 收01   | 收入 | **30210**  |

    对：
    预算
    | 预算号 | 收支 | 经济科目   |
    | ------ | ---- | ---------- |
    | 支01   | 支出 | 30213      |
    | 支02   | 支出 | 数字 30216 |
    | 收01   | 收入 |            |
    """
    lines = books[BudgetLine]
    code = lines[BudgetLine.economic]
    yield Hits(
        lines[is_spending(lines) & (code == "")],
        at=BudgetLine.economic,
        message="这一行支出没有填经济科目。",
    )
    known = books[EconomicClass]
    if known.empty and code.any():
        raise Waiting("“经济分类”表是空的")
    yield Hits(
        unmatched(lines, known, {BudgetLine.economic: EconomicClass.code}),
        at=BudgetLine.economic,
        message="“经济分类”表里没有经济科目 {经济科目}。",
    )
