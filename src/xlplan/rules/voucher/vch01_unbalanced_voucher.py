from collections.abc import Iterator

from xlplan.ledger.vouchers import halves, net, of_neither_half
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-01", fix="核对这张凭证的每一行，补上漏记的分录或改正金额。", basis="会计法第十七条")
def unbalanced_voucher(books: Books) -> Iterator[Hits]:
    """凭证借贷不平

    一张凭证里，财务会计（科目 1 至 5 类）、预算会计（6 至 8 类）各自的借方合计必须等于贷方合计，一分不差。
    指向凭证里不平的那一部分的第一行。分数编号（记-2-1/2、记-2-2/2）的几张合起来算一张。

    错：
    | 日期       | 凭证号 | 科目代码 | 借方    | 贷方 |
    | ---------- | ------ | -------- | ------: | ---: |
    | 2026-10-08 | 记-1   | 5001     | **100** |      |
    | 2026-10-08 | 记-1   | 1001     |         |   90 |
    | 2026-10-09 | 记-2   | 5001     |     100 |      |
    | 2026-10-09 | 记-2   | 1001     |         |  100 |
    | 2026-10-09 | 记-2   | 7201     | **100** |      |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 1001     |      |   60 |
    | 2026-10-08 | 记-1   | 1002     |      |   40 |
    | 2026-11-08 | 记-1   | 5001     |   90 |      |
    | 2026-11-08 | 记-1   | 1001     |      |   90 |
    | 2026-11-09 | 记-2-1/2 | 5001   |   90 |      |
    | 2026-11-09 | 记-2-2/2 | 1001   |      |   90 |

    科目代码漏填了、不是 1 至 8 开头的分录不知道算哪一类，补填（TAB-07）或改正（VCH-04）之前这张凭证先不算：

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 1001     |      |  100 |
    | 2026-10-08 | 记-1   |          |  100 |      |
    | 2026-10-08 | 记-1   | 800102   |      |  100 |
    | 2026-10-08 | 记-2   | 9201     |  100 |      |
    | 2026-10-08 | 记-2   | 800102   |      |  100 |
    """
    lines = books[VoucherLine]
    half = halves(lines)
    gap = net(lines).groupby(half).transform("sum")
    # A line that is of neither half is accused itself.
    judged = ~of_neither_half(lines, half // 2)
    wrong = lines.assign(half=half, 相差=gap.abs())[(gap != 0) & judged]
    sums = wrong.groupby("half")[[VoucherLine.debit, VoucherLine.credit]].transform("sum")
    yield Hits(
        wrong.assign(借方=sums[VoucherLine.debit], 贷方=sums[VoucherLine.credit]).drop_duplicates("half"),
        at=VoucherLine.debit,
        message="凭证 {凭证号} 借方合计 {借方:元}，贷方合计 {贷方:元}，相差 {相差:元}。",
    )
