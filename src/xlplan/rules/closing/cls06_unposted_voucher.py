from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.vouchers import vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine

_NOT_POSTED = ("未审核", "已审核")


@rule("CLS-06", fix="审核、记账以后，把这张凭证各行的状态改成“已记账”。", severity=Severity.WARNING)
def unposted_voucher(books: Books) -> Iterator[Hits]:
    """月份过完了，凭证还没有记账

    一个月过完，当月的凭证都要审核、记账，状态是“已记账”；还有没记账的，这个月结不了账（xlplan close）。当月的不查。
    指向凭证里第一行没有记账的分录的状态。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 状态       |
    | ---------- | ------ | -------- | ---: | ---: | ---------- |
    | 2026-10-30 | 记-1   | 5001     |  100 |      | 已记账     |
    | 2026-10-30 | 记-1   | 100201   |      |  100 | **已审核** |
    | 2026-10-31 | 记-2   | 5001     |   50 |      | **未审核** |
    | 2026-10-31 | 记-2   | 100201   |      |   50 | 未审核     |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 状态   |
    | ---------- | ------ | -------- | ---: | ---: | ------ |
    | 2026-10-31 | 记-1   | 5001     |  100 |      | 已记账 |
    | 2026-10-31 | 记-1   | 100201   |      |  100 | 已记账 |
    | 2026-11-02 | 记-1   | 5001     |   50 |      | 未审核 |
    | 2026-11-02 | 记-1   | 100201   |      |   50 | 未审核 |
    """
    lines = books[VoucherLine]
    over = lines[VoucherLine.date] < pd.Timestamp(books.today.replace(day=1))
    left = lines[over & lines[VoucherLine.state].isin(_NOT_POSTED)]
    first = left[~vouchers(left).duplicated()]
    yield Hits(
        first.assign(月=first[VoucherLine.date].dt.strftime("%Y-%m")),
        at=VoucherLine.state,
        message="{月} 已经过完，凭证 {凭证号} 的状态还是“{状态}”。",
    )
