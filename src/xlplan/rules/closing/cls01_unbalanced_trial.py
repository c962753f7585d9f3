from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.balances import unbalanced
from xlplan.ledger.vouchers import months, of_neither_half, vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import OpeningBalance, VoucherLine


@rule(
    "CLS-01",
    fix="凭证先按 VCH-01 改平，再看有没有记错月份的分录；期初余额与上年的余额表逐个科目核对。",
    basis="会计法第十七条",
    whole=True,
)
def unbalanced_trial(books: Books) -> Iterator[Hits]:
    """试算不平衡

    年初的余额、每个月的凭证，财务会计（科目 1 至 5 类）、预算会计（6 至 8 类）各自的借方合计必须等于贷方合计，一分不差；
    差了，以后每个月的科目余额表都不平。期初余额不平，指向期初余额表里这一类的第一行；某个月的凭证不平，指向那个月这一类的第一行分录。
    一张凭证不平，VCH-01 指出是哪一张，这里指出是哪个月。

    错：
    期初余额
    | 科目代码 | 借方    | 贷方 |
    | -------- | ------: | ---: |
    | 1001     | **100** |      |
    | 3001     |         |   90 |
    | 8001     |      90 |      |
    | 8101     |         |   90 |
    记账凭证
    | 日期           | 凭证号 | 科目代码 | 借方 | 贷方 |
    | -------------- | ------ | -------- | ---: | ---: |
    | 2026-09-08     | 记-1   | 5001     |   50 |      |
    | 2026-09-08     | 记-1   | 1001     |      |   50 |
    | **2026-10-08** | 记-1   | 5001     |   60 |      |
    | 2026-10-08     | 记-1   | 1001     |      |   60 |
    | 2026-10-08     | 记-1   | 7201     |   60 |      |
    | 2026-10-08     | 记-1   | 8001     |      |   60 |
    | 2026-10-31     | 记-2   | 5001     |   70 |      |
    | **2026-11-01** | 记-2   | 1001     |      |   70 |
    | **2026-11-02** | 记-3   | 7201     |   10 |      |

    两类不能互相找平：

    错：
    期初余额
    | 科目代码 | 借方    | 贷方 |
    | -------- | ------: | ---: |
    | 1001     | **100** |      |
    | 8101     |   **0** |  100 |

    对：
    期初余额
    | 科目代码 | 借方 | 贷方 |
    | -------- | ---: | ---: |
    | 1001     |   60 |      |
    | 100201   |   40 |      |
    | 3001     |      |  100 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |   60 |      |
    | 2026-10-08 | 记-1   | 1001     |      |   60 |
    | 2026-10-09 | 记-2   | 5001     |  -60 |      |
    | 2026-10-09 | 记-2   | 1001     |      |  -60 |
    | 2026-11-09 | 记-1   | 7201     |   10 |      |
    | 2026-11-09 | 记-1   | 8001     |      |   10 |

    科目代码漏填了、不是 1 至 8 开头的分录不知道算哪一类，补填（TAB-07）或改正（VCH-04）之前，它那张凭证先不算：

    对：
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |  100 |      |
    | 2026-10-08 | 记-1   |          |      |  100 |
    | 2026-10-09 | 记-2   | 7201     |   10 |      |
    | 2026-10-09 | 记-2   | 9001     |      |   10 |
    """
    openings, lines = books[OpeningBalance], books[VoucherLine]
    year = pd.Series(0, index=openings.index)
    # What is of neither half would be missed in one of them, and is accused itself.
    if not of_neither_half(openings, year).any():
        yield Hits(
            unbalanced(openings, year),
            at=OpeningBalance.debit,
            message="期初余额{会计}的借方合计 {借方:元}，贷方合计 {贷方:元}，相差 {相差:元}。",
        )
    undated = lines[VoucherLine.date].isna().sum()
    if undated:
        raise Waiting(f"“记账凭证”有 {undated} 行没有填日期")
    lines = lines[~of_neither_half(lines, vouchers(lines))]
    months_apart = unbalanced(lines, months(lines))
    yield Hits(
        months_apart.assign(月份=months_apart[VoucherLine.date].dt.strftime("%Y-%m")),
        at=VoucherLine.date,
        message="{月份} {会计}的凭证借方合计 {借方:元}，贷方合计 {贷方:元}，相差 {相差:元}。",
    )
