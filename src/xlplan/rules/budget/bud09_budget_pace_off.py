from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.budget import execution, year_gone, years
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import VoucherLine


@rule(
    "BUD-09",
    severity=Severity.WARNING,
    fix="查明原因：慢的抓紧办理，快的控制用款，确有变化的办预算调整。",
    whole=True,
)
def budget_pace_off(books: Books) -> Iterator[Hits]:
    """预算执行进度偏离时间进度

    今年的每一行支出，已支占预算（年初数＋追加－追减）的比例，与一年过去了几成相差太多：快了怕年底不够，慢了怕钱花不完。
    允许相差多少看参数“预算执行偏差上限”，刚好等于不算。已支按记账凭证 7 类科目的预算号汇总；时间进度每月算十二分之一，
    11 月 30 日是 91.7%。预算是零的行不查。
    年度写 2026、2026年、2026年度都行。

    错：
    日期：2026-06-30
    预算
    | 预算号 | 年度 | 收支 | 年初数 |   调整后 |
    | ------ | ---- | ---- | -----: | -------: |
    | 支01   | 2026 | 支出 |    100 | **100** |
    | 支02   | 2026年 | 支出 |    100 | **100** |
    | 支03   | 2026 | 支出 |    100 |     100 |
    | 支04   | 2026年度 | 支出 |    100 | **100** |
    | 支05   | 2025 | 支出 |    100 |     100 |
    | 收01   | 2026 | 收入 |    400 |     400 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 |  借方 | 预算号 |
    | ---------- | ------ | -------- | ----: | ------ |
    | 2026-03-08 | 记-1   | 7201     |    20 | 支01   |
    | 2026-04-08 | 记-1   | 7201     | 65.01 | 支02   |
    | 2026-05-08 | 记-1   | 7201     |    48 | 支03   |

    对：
    日期：2026-06-30
    预算
    | 预算号 | 年度 | 收支 | 年初数 |
    | ------ | ---- | ---- | -----: |
    | 支01   | 2026 | 支出 |    100 |
    | 支02   | 2026 | 支出 |     80 |
    | 支03   | 2026 | 支出 |      0 |
    预算调整
    | 预算号 | 方向 | 金额 |
    | ------ | ---- | ---: |
    | 支02   | 追加 |   20 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 预算号 |
    | ---------- | ------ | -------- | ---: | ------ |
    | 2026-04-08 | 记-1   | 7201     |   35 | 支01   |
    | 2026-05-08 | 记-1   | 7201     |   65 | 支02   |
    """
    lines = books[BudgetLine]
    rows = execution(lines[years(lines) == str(books.today.year)], books[VoucherLine])
    rows = rows[rows["预算"] > 0]
    if rows.empty:
        return
    if not rows["已支"].any():
        raise Waiting("“记账凭证”里没有写着今年预算号的支出")
    gone, most = year_gone(books.today), books.share("预算执行偏差上限")
    rate = rows["已支"] / rows["预算"]
    # A share is a quotient of doubles: 0.65 - 0.5 is a little more than 0.15.
    gap = (rate - gone).abs().round(9)
    yield Hits(
        rows.assign(进度=rate, 时间=gone, 相差=gap * 100, 上限=most * 100)[gap > most],
        at=BudgetLine.adjusted,
        message="预算 {预算:元}，已支 {已支:元}，执行进度 {进度:.2%}，时间进度 {时间:.2%}，"
        "相差 {相差:.2f} 个百分点，超过 {上限:g} 个。",
    )
