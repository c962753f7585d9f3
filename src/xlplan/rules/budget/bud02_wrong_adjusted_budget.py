from collections.abc import Iterator

from xlplan.ledger.budget import adjusted
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.links import sums_of


@rule("BUD-02", fix="按预算调整表改正这一格；原来是公式的，恢复公式。", whole=(BudgetChange,))
def wrong_adjusted_budget(books: Books) -> Iterator[Hits]:
    """调整后预算算错

    每一行的调整后必须等于年初数＋追加－追减。填了“预算调整”表的，每一行的追加、追减还必须等于那张表里
    这个预算号的追加、追减合计；没有填那张表的，只查第一条。

    错：
    预算
    | 预算号 | 年初数 | 追加 | 追减 |  调整后 |
    | ------ | -----: | ---: | ---: | ------: |
    | 支01   |    100 |   20 |    5 | **120** |
    | 支02   |    100 |      |      |     100 |

    错：
    预算
    | 预算号 | 年初数 |   追加 |   追减 |  调整后 |
    | ------ | -----: | -----: | -----: | ------: |
    | 支01   |    100 | **30** |      5 |     125 |
    | 支02   |    100 |      0 | **10** |  **95** |
    | 支03   |    100 |      0 |  **8** |      92 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支01   | 追加 |   10 |
    | 支01   | 追减 |    5 |
    | 支01   | 追加 |   10 |

    对：
    预算
    | 预算号 | 年初数 | 追加 | 追减 | 调整后 |
    | ------ | -----: | ---: | ---: | -----: |
    | 支01   |    100 |   20 |    5 |    115 |
    | 支02   |    100 |      |      |    100 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支01   | 追加 |   10 |
    | 支01   | 追减 |    5 |
    | 支01   | 追加 |   10 |
    """
    lines = books[BudgetLine]
    for column in (BudgetLine.added, BudgetLine.cut):
        if not books.has(column):
            raise Waiting(f"“预算”表缺少“{column}”列")
    due = adjusted(lines)
    gap = lines[BudgetLine.adjusted] - due
    yield Hits(
        lines.assign(应为=due, 相差=gap.abs())[gap != 0],
        at=BudgetLine.adjusted,
        message="年初数＋追加－追减是 {应为:元}，调整后填的是 {调整后:元}，相差 {相差:元}。",
    )
    changes = books[BudgetChange]
    if changes.empty:
        return
    numbered = lines[lines[BudgetLine.number] != ""]
    for column in (BudgetLine.added, BudgetLine.cut):
        own = changes[changes[BudgetChange.direction] == column]
        due = sums_of(numbered, own, {BudgetLine.number: BudgetChange.number}, own[BudgetChange.amount])
        gap = numbered[column] - due
        yield Hits(
            numbered.assign(应为=due, 相差=gap.abs())[gap != 0],
            at=column,
            message=f"预算号 {{预算号}} 的{column}填的是 {{{column}:元}}，预算调整表里合计 {{应为:元}}，相差 {{相差:元}}。",
        )
