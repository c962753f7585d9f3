from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-13", fix="一行分录只填借方或贷方一边；两边都有的拆成两行，都没有的补上金额或删掉这一行。")
def both_sides_or_none(books: Books) -> Iterator[Hits]:
    """借方贷方都填或都没填

    一行分录记一个科目的一边：借方、贷方只填一个，另一个空着（写 0 和空着一样）。两边都填了金额，或者两边都没有金额，
    指向这一行的借方。红字填负数，也是填了。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方       | 贷方 |
    | ---------- | ------ | -------- | ---------: | ---: |
    | 2026-10-08 | 记-1   | 5001     |    **100** |  100 |
    | 2026-10-08 | 记-1   | 100201   | **（空）** |      |
    | 2026-10-09 | 记-2   | 5001     |      **0** |    0 |
    | 2026-10-09 | 记-2   | 5001     |   **-100** | -100 |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |  100 |    0 |
    | 2026-10-08 | 记-1   | 100201   |      |  100 |
    | 2026-10-09 | 记-2   | 5001     | -100 |      |
    | 2026-10-09 | 记-2   | 100201   |    0 | -100 |
    """
    lines = books[VoucherLine]
    debit, credit = lines[VoucherLine.debit] != 0, lines[VoucherLine.credit] != 0
    yield Hits(
        lines[debit & credit],
        at=VoucherLine.debit,
        message="凭证 {凭证号} 这一行借方 {借方:元}、贷方 {贷方:元} 都填了。",
    )
    yield Hits(
        lines[~debit & ~credit], at=VoucherLine.debit, message="凭证 {凭证号} 这一行借方、贷方都没有金额。"
    )
