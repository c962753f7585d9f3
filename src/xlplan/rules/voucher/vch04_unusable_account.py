from collections.abc import Iterator

from xlplan.ledger.accounts import usable
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Account


@rule("VCH-04", fix="对照科目表改成末级科目；确实要用的新科目先加进科目表。", whole=(Account,))
def unusable_account(books: Books) -> Iterator[Hits]:
    """科目不存在或非末级

    分录用的科目代码要在科目表里，并且是末级：1002 下面分了 100201、100202，分录就要写到分户，不能只写 1002；
    没有下级的，本身就是末级。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | **1213** |  100 |      |
    | 2026-10-08 | 记-1   | **1002** |      |  100 |
    | 2026-10-09 | 记-2   | **1213** |   50 |      |
    | 2026-10-09 | 记-2   | 1001     |      |   50 |
    | 2026-10-09 | 记-2   | **7201A**|   50 |      |
    | 2026-10-09 | 记-2   | **8001** |      |   50 |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 1214     |  100 |      |
    | 2026-10-08 | 记-1   | 100201   |      |  100 |

    对：
    科目
    | 科目代码 | 科目名称     | 余额方向 |
    | -------- | ------------ | -------- |
    | 1001     | 库存现金     | 借       |
    | 1002     | 银行存款     | 借       |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 1001     |  100 |      |
    | 2026-10-08 | 记-1   | 1002     |      |  100 |
    """
    lines, chart = books[VoucherLine], books[Account]
    if chart.empty:
        raise Waiting("“科目”表还是空的")
    unusable = lines[~lines[VoucherLine.account].isin(["", *usable(chart)])]
    known = unusable[VoucherLine.account].isin(chart[Account.code])
    yield Hits(unusable[~known], at=VoucherLine.account, message="科目 {科目代码} 在科目表里不存在。")
    yield Hits(unusable[known], at=VoucherLine.account, message="科目 {科目代码} 非末级，下面还有明细科目。")
