import re
from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.vouchers import of_accounts, voucher_keys
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import FeeItem, FeeReceipt
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, unmatched

_HELD = ("2307", "4101", "4609")
"""其他应付款, 事业收入, 其他收入: where what pupils pay is booked."""
_FEE, _PUPILS, _BACK = r"收.*费", "学生|新生|年级|班|家长", "收回|退"


@rule(
    "FEE-01",
    fix="目录里有的，把项目号改对；目录里没有的，停止收取，收了的退还。",
    basis="义务教育法第五十六条",
    whole=(FeeItem,),
)
def unlisted_fee(books: Books) -> Iterator[Hits]:
    """收费项目不在目录

    每一笔钱都要对得上收费目录里的一项，收款日期在这一项的起、止之内；空着的一头不限。目录里没有的，就是自己立的项目。
    凭证里往 2307、4101、4609 收学生的什么“费”，摘要里没有目录的任何一项，收费记录里也没有这张凭证，同样指出来；
    收回、退还的不算。

    错：
    收费目录
    | 项目号 | 项目     | 起         | 止         |
    | ------ | -------- | ---------- | ---------- |
    | F01    | 作业本费 | 2025-09-01 | 2026-08-31 |
    | F02    | 校服费   | 2026-09-01 |            |
    收费记录
    | 收款日期   | 项目号  | 凭证号 |
    | ---------- | ------- | ------ |
    | 2026-08-31 | F01     | 记-1   |
    | 2026-09-01 | **F01** | 记-1   |
    | 2026-08-31 | **F02** | 记-2   |
    | 2026-09-07 | **F12** | 记-2   |
    记账凭证
    | 日期       | 凭证号 | 摘要                 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------------------- | -------- | ---: | ---: |
    | 2026-09-08 | 记-3   | 收八年级学生饮水费   | 1001     |  120 |      |
    | 2026-09-08 | 记-3   | **收八年级学生饮水费** | 2307   |      |  120 |
    | 2026-09-08 | 记-4   | 收七年级校服费       | 2307     |      |  120 |

    对：
    收费目录
    | 项目号 | 项目     | 起         | 止 |
    | ------ | -------- | ---------- | -- |
    | F01    | 作业本费 | 2025-09-01 |    |
    | F02    | 伙食费   |            |    |
    收费记录
    | 收款日期   | 项目号 | 凭证号 |
    | ---------- | ------ | ------ |
    | 2026-09-01 | F01    | 记-1   |
    | 2026-09-01 | F02    | 记-2   |
    记账凭证
    | 日期       | 凭证号 | 摘要                   | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ---------------------- | -------- | ---: | ---: |
    | 2026-09-01 | 记-1   | 代收七年级学生本子费   | 2307     |      |  120 |
    | 2026-09-08 | 记-5   | 收七年级学生伙食费     | 4609     |      |  900 |
    | 2026-09-08 | 记-6   | 收回学生多付的体检费   | 4609     |      |   10 |
    | 2026-09-08 | 记-7   | 收镇政府电费           | 4609     |      |  300 |
    | 2026-09-08 | 记-8   | 付学生体检费           | 2307     |  300 |      |
    """
    items, receipts = books[FeeItem], books[FeeReceipt]
    rows = beside(receipts, items, {FeeReceipt.item: FeeItem.number}, "目录")
    day, known = rows[FeeReceipt.date], rows["目录行"] > 0
    outside = (day < rows["目录起"]) | (day > rows["目录止"])
    yield Hits(
        rows[~known & (rows[FeeReceipt.item] != "")],
        at=FeeReceipt.item,
        message="{收款日期} 收的项目号 {项目号} 不在收费目录里。",
    )
    yield Hits(
        rows[known & outside],
        at=FeeReceipt.item,
        message="{收款日期} 收的{目录项目}，那一天不在收费目录的起止日期之内。",
    )
    yield from _unrecorded(books[VoucherLine], items, pd.concat([receipts, books.unread(FeeReceipt)]))


def _unrecorded(lines: pd.DataFrame, items: pd.DataFrame, receipts: pd.DataFrame) -> Iterator[Hits]:
    """Vouchers that take a fee of pupils which no item is called, and no receipt tells of."""
    taken = lines[of_accounts(lines, _HELD) & (lines[VoucherLine.credit] > 0)]
    said = taken[VoucherLine.summary]
    names = items[FeeItem.name].str.removesuffix("费")
    listed = "|".join(map(re.escape, names[names != ""])) or "(?!)"
    fees = said.str.contains(_FEE) & said.str.contains(_PUPILS) & ~said.str.contains(f"{_BACK}|{listed}")
    taken = taken.assign(凭证=voucher_keys(taken[VoucherLine.date], taken[VoucherLine.voucher]))[fees]
    recorded = receipts.assign(凭证=voucher_keys(receipts[FeeReceipt.date], receipts[FeeReceipt.voucher]))
    own = unmatched(taken, recorded, {"凭证": "凭证"})
    yield Hits(
        own[~own["凭证"].duplicated()],
        at=VoucherLine.summary,
        message="{凭证号} “{摘要}”，收费目录里没有这一项，收费记录里也没有这一笔。",
    )
