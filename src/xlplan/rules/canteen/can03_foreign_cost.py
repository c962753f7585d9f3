from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.canteen import own_flows
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import Delivery
from xlplan.tables.ledger import VoucherLine

_WORDS = "食堂不得列支的字样"


@rule("CAN-03", fix="和学生伙食无关的，从别的经费列支，把食堂的账更正过来。")
def foreign_cost(books: Books) -> Iterator[Hits]:
    """食堂账列支与食堂无关费用

    食堂的钱只用在学生伙食上。食堂资金（预算表的资金来源里有“食堂”）的支出，摘要里有参数“食堂不得列支的字样”里的字，
    就指向这张凭证里记预算的那一行的摘要；采购验收的食材里有的，指向食材。

    错：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 支21   | 2026 | 支出 | 食堂资金 |
    | 支01   | 2026 | 支出 | 公用经费 |
    记账凭证
    | 日期       | 凭证号 | 摘要               | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ------------------ | -------- | ---: | ---: | ------ |
    | 2026-09-10 | 记-1   | 发食堂教师节福利   | 5001     |  900 |      |        |
    | 2026-09-10 | 记-1   | 发食堂教师节福利   | 100202   |      |  900 |        |
    | 2026-09-10 | 记-1   | **发食堂教师节福利** | 7201   |  900 |      | 支21   |
    | 2026-09-10 | 记-1   | 发食堂教师节福利   | 8001     |      |  900 |        |
    采购验收
    | 验收号 | 日期       | 食材           | 数量 | 金额 |
    | ------ | ---------- | -------------- | ---: | ---: |
    | SC1    | 2026-09-10 | **接待用牛肉** |   10 |  620 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 支21   | 2026 | 支出 | 食堂资金 |
    | 支01   | 2026 | 支出 | 公用经费 |
    记账凭证
    | 日期       | 凭证号 | 摘要           | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | -------------- | -------- | ---: | ---: | ------ |
    | 2026-09-10 | 记-1   | 付食堂购猪肉款 | 7201     |  900 |      | 支21   |
    | 2026-09-10 | 记-1   | 付食堂购猪肉款 | 8001     |      |  900 |        |
    | 2026-09-10 | 记-2   | 付公务接待餐费 | 7201     |  300 |      | 支01   |
    | 2026-09-10 | 记-2   | 付公务接待餐费 | 8001     |      |  300 |        |
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 |
    | ------ | ---------- | ---- | ---: | ---: |
    | SC1    | 2026-09-10 | 牛肉 |   10 |  620 |

    错：
    参数
    | 参数                 | 值             |
    | -------------------- | -------------- |
    | 食堂不得列支的字样   | 、奖金，接待； |
    采购验收
    | 验收号 | 日期       | 食材           | 数量 | 金额 |
    | ------ | ---------- | -------------- | ---: | ---: |
    | SC1    | 2026-09-10 | **接待用牛肉** |   10 |  620 |
    | SC2    | 2026-09-10 | 牛肉           |   10 |  620 |

    对：
    参数
    | 参数                 | 值 |
    | -------------------- | -- |
    | 食堂不得列支的字样   | 、 |
    采购验收
    | 验收号 | 日期       | 食材 | 数量 | 金额 |
    | ------ | ---------- | ---- | ---: | ---: |
    | SC2    | 2026-09-10 | 牛肉 |   10 |  620 |
    """
    deliveries = books[Delivery]
    paid = own_flows(books[BudgetLine], books[VoucherLine])
    paid = paid[paid["支出"] > 0]
    if deliveries.empty and paid.empty:
        return
    words = books.any_of(_WORDS)
    lines = _with_word(paid, paid[VoucherLine.summary], words)
    yield Hits(
        lines,
        at=VoucherLine.summary,
        message="食堂资金的支出 {支出:元}，摘要“{摘要}”里有“{字样}”。",
    )
    foods = _with_word(deliveries, deliveries[Delivery.food], words)
    yield Hits(foods, at=Delivery.food, message="食材“{食材}”里有“{字样}”。")


def _with_word(rows: pd.DataFrame, told: "pd.Series", words: str) -> pd.DataFrame:
    """The rows whose text has one of the words, and which: 字样."""
    found = told.str.extract(f"({words})")[0]
    return rows.assign(字样=found)[found.notna()]
