from collections.abc import Iterator

from xlplan.ledger.budget import is_grant, is_spending
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine


@rule("BUD-04", fix="改用其他资金来源列支，或改正经济科目。", basis="财教〔2006〕5号第三条")
def grant_misused(books: Books) -> Iterator[Hits]:
    """公用经费列支人员、基建

    公用经费不得用于人员经费、基本建设投资和偿还债务。资金来源里写有“公用经费”的支出行，经济科目不能以参数
    “公用经费不得列支的经济科目”里的代码开头：301 工资福利支出、309 基本建设支出、31001 房屋建筑物购建。
    设备购置（如 31002）、劳务费（30226）可以列支。

    错：
    预算
    | 预算号 | 收支 | 资金来源               | 经济科目  |
    | ------ | ---- | ---------------------- | --------- |
    | 支01   | 支出 | 公用经费               | **30107** |
    | 支02   | 支出 | 城乡义务教育公用经费   | **30906** |
    | 支03   | 支出 | 公用经费（寄宿生补助） | **31001** |
    | 支04   | 支出 | 公用经费               | 31002     |

    对：
    预算
    | 预算号 | 收支 | 资金来源 | 经济科目 |
    | ------ | ---- | -------- | -------- |
    | 支01   | 支出 | 公用经费 | 30201    |
    | 支02   | 支出 | 人员经费 | 30107    |
    | 支03   | 支出 | 专项资金 | 31001    |
    | 支04   | 支出 | 公用经费 |          |
    | 收01   | 收入 | 公用经费 | 30107    |
    """
    lines = books[BudgetLine]
    lines = lines[is_spending(lines) & is_grant(lines)]
    if lines.empty:
        return
    barred = books.listed("公用经费不得列支的经济科目")
    misused = lines[BudgetLine.economic].str.startswith(barred)
    yield Hits(
        lines.assign(不得列支="、".join(barred))[misused],
        at=BudgetLine.economic,
        message="资金来源是{资金来源}，经济科目是 {经济科目}；公用经费不得列支 {不得列支} 开头的科目。",
    )
