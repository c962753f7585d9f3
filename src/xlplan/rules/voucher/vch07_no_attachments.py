from collections.abc import Iterator

from xlplan.ledger.vouchers import of_kinds, vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-07", fix="把原始凭证附齐，附件数填上张数；没有原始凭证的不能入账。")
def no_attachments(books: Books) -> Iterator[Hits]:
    """未附原始凭证

    除了结账、更正、红字凭证，每张凭证都要附原始凭证。附件数填在凭证的任意一行都行；整张凭证都空着或者是 0，
    指向第一行的附件数。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 类型   | 附件数     |
    | ---------- | ------ | -------- | ---: | ---: | ------ | ---------: |
    | 2026-10-08 | 记-1   | 5001     |  500 |      | 普通   | **（空）** |
    | 2026-10-08 | 记-1   | 100201   |      |  500 | 普通   |            |
    | 2026-10-09 | 记-2   | 100201   |   90 |      | 非预算 | **0**      |
    | 2026-10-09 | 记-2   | 2307     |      |   90 | 非预算 |          0 |
    | 2026-11-09 | 记-1   | 5001     |   90 |      | 普通   | **0**      |
    | 2026-11-09 | 记-1   | 100201   |      |   90 | 普通   |            |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 类型 | 附件数 |
    | ---------- | ------ | -------- | ---: | ---: | ---- | -----: |
    | 2026-10-08 | 记-1   | 5001     |  500 |      | 普通 |        |
    | 2026-10-08 | 记-1   | 100201   |      |  500 | 普通 |      1 |
    | 2026-10-09 | 记-2   | 5001     |  -90 |      | 红字 |        |
    | 2026-10-09 | 记-2   | 100201   |      |  -90 | 红字 |        |
    | 2026-10-09 | 记-3   | 5001     |    9 |      | 更正 |      0 |
    | 2026-10-09 | 记-3   | 5101     |      |    9 | 更正 |      0 |
    | 2026-10-31 | 记-4   | 3301     |  500 |      | 结账 |        |
    | 2026-10-31 | 记-4   | 5001     |      |  500 | 结账 |        |
    """
    lines = books[VoucherLine]
    voucher = vouchers(lines)
    most = lines[VoucherLine.attachments].fillna(0).astype("int64").groupby(voucher).max()
    bare = voucher.isin(most.index[most <= 0])
    bare &= ~of_kinds(lines, voucher, ("结账", "更正", "红字"))
    yield Hits(
        lines[bare & ~voucher.duplicated()],
        at=VoucherLine.attachments,
        message="凭证 {凭证号} 是{类型}凭证，附件数没有填或是 0。",
    )
