from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.canteen import own_flows
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import sums_of

_SIDES = ((CanteenMonth.income, "收入"), (CanteenMonth.cost, "支出"))


@rule(
    "CLS-05",
    fix="照账核对这个月的食堂收支，改正不对的一处；年末按账上的数并表。",
    basis="财会〔2018〕20号",
    severity=Severity.WARNING,
    whole=(VoucherLine, BudgetLine),
)
def canteen_apart(books: Books) -> Iterator[Hits]:
    """食堂收支和账不一致，并不了表

    食堂单独核算，年末并到学校的表里，两边要是同一个数。“食堂收支”表每个月的收入合计、支出合计，要等于账里食堂资金
    （预算表的资金来源里有“食堂”）当月的收入、支出。指向不一样的合计。账里没有食堂资金的不查。

    错：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 收07   | 2026 | 收入 | 食堂资金 |
    | 支21   | 2026 | 支出 | 食堂资金 |
    记账凭证
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 8001     | 9000 |      |        |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 6609     |      | 9000 | 收07   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 7201     |  960 |      | 支21   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 8001     |      |  960 |        |
    食堂收支
    | 月份    | 伙食费收入 | 收入合计 | 食材支出 | 支出合计 |
    | ------- | ---------: | -------: | -------: | -------: |
    | 2026-10 |       9000 |     9000 |      690 |  **690** |
    | 2026-09 |        100 |  **100** |          |        0 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 收07   | 2026 | 收入 | 食堂资金 |
    | 支21   | 2026 | 支出 | 食堂资金 |
    记账凭证
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 6609     |      | 9000 | 收07   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 7201     | 1010 |      | 支21   |
    | 2026-10-19 | 记-3   | 收退货款     | 7201     |      |   50 | 支21   |
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 |
    | ------- | ---------: | -------: |
    | 2026-10 |       9000 |      960 |
    """
    rows = books[CanteenMonth]
    moved = own_flows(books[BudgetLine], books[VoucherLine])
    if rows.empty or moved.empty:
        return
    for column, side in _SIDES:
        booked = sums_of(rows, moved, {CanteenMonth.period: "月份"}, moved[side])
        told = rows.assign(账上=booked, 表上=rows[column])
        yield Hits(
            told[told["表上"] != booked],
            at=column,
            message=f"{{月份:%Y-%m}} 食堂收支的{column}是 {{表上:元}}，账里食堂资金的{side}是 {{账上:元}}。",
        )
