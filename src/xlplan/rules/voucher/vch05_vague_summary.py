from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule("VCH-05", fix="写清付给谁、收谁的、什么钱，如 付10月电费。", severity=Severity.WARNING)
def vague_summary(books: Books) -> Iterator[Hits]:
    """摘要为空或过短

    每一行分录的摘要都要说清是什么钱，至少写够参数“摘要最少字数”（4 个字），
    参数没有值的日子不查。只写“报销”，年底谁也想不起来是什么。

    错：
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | **报销**     | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | **（空）**   | 100201   |      |  100 |
    | 2026-10-08 | 记-1   | **付电费**   | 7201     |  100 |      |
    | 2026-10-08 | 记-1   | 付10月电费   | 800102   |      |  100 |

    对：
    | 日期       | 凭证号 | 摘要       | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ---------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 付十月电费 | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 交付电费   | 100201   |      |  100 |
    | 2025-10-09 | 记-2   | 电费       | 5001     |  100 |      |

    对：
    参数
    | 参数         | 值 |
    | ------------ | -- |
    | 摘要最少字数 | 2  |
    记账凭证
    | 日期       | 凭证号 | 摘要 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ---- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 报销 | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 报销 | 100201   |      |  100 |
    """
    lines = books[VoucherLine]
    length = lines[VoucherLine.summary].str.len()
    least = books.numbers("摘要最少字数", lines[VoucherLine.date])
    yield Hits(lines[length == 0], at=VoucherLine.summary, message="凭证 {凭证号} 这一行的摘要空着。")
    short = (length > 0) & (length < least)
    yield Hits(
        lines.assign(字数=length, 至少=least)[short],
        at=VoucherLine.summary,
        message="摘要“{摘要}”只有 {字数} 个字，至少要 {至少:.0f} 个字。",
    )
