from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.vouchers import of_accounts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("BUD-12", fix="补上这笔支出用的预算号。", severity=Severity.WARNING)
def spending_without_budget(books: Books) -> Iterator[Hits]:
    """预算支出没有填预算号

    7 开头的科目是预算支出，每一行都要写明用的是哪一个预算号，不然已支、执行进度都算少了。年末结账的分录不用填。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 预算号     | 类型 |
    | ---------- | ------ | -------- | ---: | ---: | ---------- | ---- |
    | 2026-10-08 | 记-1   | 7201     |  100 |      | **（空）** | 普通 |
    | 2026-10-08 | 记-1   | 7301     |   50 |      | 支01       | 普通 |
    | 2026-10-08 | 记-1   | 800102   |      |  150 |            | 普通 |
    | 2026-10-09 | 记-2   | 7201     | -100 |      | **（空）** | 红字 |
    | 2026-10-09 | 记-2   | 7201     |  100 |      | **（空）** |      |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 预算号 | 类型 |
    | ---------- | ------ | -------- | ---: | ---: | ------ | ---- |
    | 2026-10-08 | 记-1   | 7201     |  100 |      | 支01   | 普通 |
    | 2026-10-08 | 记-1   | 800102   |      |  100 |        | 普通 |
    | 2026-10-08 | 记-2   | 5001     |  100 |      |        | 普通 |
    | 2026-10-08 | 记-2   | 100201   |      |  100 |        | 普通 |
    | 2026-12-31 | 记-1   | 840201   |  100 |      |        | 结账 |
    | 2026-12-31 | 记-1   | 7201     |      |  100 |        | 结账 |
    """
    lines = books[VoucherLine]
    bare = (
        of_accounts(lines, ("7",)) & (lines[VoucherLine.budget] == "") & (lines[VoucherLine.kind] != "结账")
    )
    yield Hits(
        lines[bare], at=VoucherLine.budget, message="凭证 {凭证号} 科目 {科目代码} 的支出没有填预算号。"
    )
