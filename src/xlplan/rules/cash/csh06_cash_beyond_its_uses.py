from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.daybooks import BANK
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashEntry

USES = "现金支付范围"
"""Parameter: words of what may be paid in cash whatever the amount."""


@rule(
    "CSH-06",
    severity=Severity.WARNING,
    fix="超过结算起点的改用转账或公务卡；属于现金范围的，把摘要写清楚。",
    basis="现金管理暂行条例第五条",
)
def cash_beyond_its_uses(books: Books) -> Iterator[Hits]:
    """现金支付超过结算起点，又不在现金范围

    一笔现金支出超过参数“现金结算起点”的，只能是工资津贴、劳务报酬、奖金、差旅费、福利、向个人收购农产品这些。
    哪些算，看摘要里有没有参数“现金支付范围”的词；对方科目是银行存款的是送存，不算支付。刚好等于起点不算超。指向支出。

    错：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 现金支付范围 | 差旅、劳务、奖金、 | 2026-01-01 | 现金条例 |
    | 现金结算起点 | 1000             | 2026-01-01 | 现金条例 |
    现金日记账
    | 日期       | 摘要         | 对方科目 | 支出        |
    | ---------- | ------------ | -------- | ----------: |
    | 2026-11-02 | 购办公桌     | 5101     | **3500**    |
    | 2026-11-03 | 购打印纸     | 5001     | **1000.01** |

    对：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 现金支付范围 | 差旅、劳务、奖金 | 2026-01-01 | 现金条例 |
    | 现金结算起点 | 1000             | 2026-01-01 | 现金条例 |
    现金日记账
    | 日期       | 摘要             | 对方科目 | 收入 | 支出 |
    | ---------- | ---------------- | -------- | ---: | ---: |
    | 2026-11-02 | 购打印纸         | 5001     |      | 1000 |
    | 2026-11-02 | 周某借教研差旅费 | 1218     |      | 2000 |
    | 2026-11-03 | 送存银行         | 100201   |      | 5000 |
    | 2026-11-03 | 收作业本费       | 2307     | 5000 |      |
    """
    rows = books[CashEntry]
    rows = rows[(rows[CashEntry.spending] > 0) & ~rows[CashEntry.contra].str.startswith(BANK)]
    if rows.empty:
        return
    limit = books.amounts("现金结算起点", rows[CashEntry.date])
    large = rows.assign(起点=limit)[rows[CashEntry.spending] > limit]
    if large.empty:
        return
    allowed = books.any_of(USES)
    yield Hits(
        large[~large[CashEntry.summary].str.contains(allowed)],
        at=CashEntry.spending,
        message="现金支付“{摘要}”{支出:元}，超过结算起点 {起点:元}，摘要里看不出属于可以用现金的范围。",
    )
