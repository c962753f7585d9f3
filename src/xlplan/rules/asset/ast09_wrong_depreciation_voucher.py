from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.assets import WORN, lines_of, of_month
from xlplan.ledger.vouchers import ledger_year, months
from xlplan.money import grouped
from xlplan.rules import Hits, rule
from xlplan.tables import depreciation
from xlplan.tables.assets import AssetCard, DepreciationMonth
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.periods import over


@rule(
    "AST-09",
    fix="打开资产卡片，照各张卡片当月的折旧重算；凭证记错了的更正，漏了的补提，“折旧计提”表照凭证填。",
    basis="会计法第十七条",
    whole=(AssetCard, DepreciationMonth, VoucherLine),
)
def wrong_depreciation_voucher(books: Books) -> Iterator[Hits]:
    """计提的折旧不等于卡片合计

    每月 1602 贷方计提的折旧，要等于各张资产卡片当月的折旧合计；“折旧计提”表那个月的合计也一样。凭证不对，指向当月 1602 的第一行贷方；
    表不对，指向那个月第一行的业务活动费用；月份过完了账上还没有计提的，指向当月第一张要提折旧的卡片的月折旧，几个月都没有提的说在一起。
    从账上有凭证的第一个月查起。

    错：
    日期：2026-11-30
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 |      贷方 |
    | ---------- | ------ | -------- | ---: | --------: |
    | 2026-09-30 | 记-90  | 1602     |      | **96.43** |
    | 2026-11-30 | 记-90  | 1602     |      |     69.43 |
    折旧计提
    | 月份    | 业务活动费用 | 凭证号 |
    | ------- | -----------: | ------ |
    | 2026-09 |        69.43 | 记-90  |
    | 2026-11 |    **69.34** | 记-90  |
    资产卡片
    | 卡片号 | 入账日期   | 数量 | 原值 | 年限 |    月折旧 |
    | ------ | ---------- | ---: | ---: | ---: | --------: |
    | ZC-001 | 2020-01-06 |    1 | 1999 |      |         0 |
    | ZC-002 | 2026-09-06 |    1 | 4999 |    6 | **69.43** |

    错：
    日期：2026-11-30
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-09-08 | 记-1   | 5001     |   10 |      |
    资产卡片
    | 卡片号 | 入账日期   | 数量 | 原值 | 年限 |    月折旧 |
    | ------ | ---------- | ---: | ---: | ---: | --------: |
    | ZC-002 | 2026-01-06 |    1 | 4999 |    6 | **69.43** |

    对：
    日期：2026-11-30
    记账凭证
    | 日期       | 凭证号 | 科目代码 |   借方 |   贷方 |
    | ---------- | ------ | -------- | -----: | -----: |
    | 2026-09-30 | 记-90  | 1602     |        |  69.43 |
    | 2026-10-20 | 记-40  | 1602     |     50 |        |
    | 2026-10-30 | 记-91  | 1602     |        | 100.00 |
    | 2026-10-31 | 记-92  | 1602     |        | -30.57 |
    折旧计提
    | 月份    | 业务活动费用 | 单位管理费用 | 凭证号 |
    | ------- | -----------: | -----------: | ------ |
    | 2026-09 |           60 |         9.43 | 记-90  |
    | 2026-10 |        69.43 |              | 记-91  |
    资产卡片
    | 卡片号 | 入账日期   | 数量 | 原值 | 年限 |
    | ------ | ---------- | ---: | ---: | ---: |
    | ZC-001 | 2020-01-06 |    1 | 1999 |      |
    | ZC-002 | 2026-09-06 |    1 | 4999 |    6 |
    """
    cards, lines, sheet = books[AssetCard], books[VoucherLine], books[DepreciationMonth]
    if cards.empty or lines.empty:
        return
    year = ledger_year(lines, books.today)
    begun = max(int(months(lines).min()), year * 12)
    lines = lines_of(lines, WORN)
    lines = lines[(lines[VoucherLine.date] <= pd.Timestamp(books.today)) & (lines[VoucherLine.credit] != 0)]
    at, kept = months(lines), depreciation.months(sheet[DepreciationMonth.month])
    ended = over(year, books.today)
    lacking: dict[int, list[str]] = {}
    for number in range(begun, year * 12 + 12):
        fen = of_month(cards, number)
        month = f"{year}-{number % 12 + 1:02}"
        due = int(fen.sum())
        facts = {"月": month, "应提": due}
        own, rows = lines[at == number], sheet[kept == number]
        if len(own):
            yield _apart(own.head(1).assign(**facts), int(own[VoucherLine.credit].sum()) - due)
        elif month in ended and due:
            lacking.setdefault(cards.index[fen > 0][0], []).append(f"{month} {grouped(due)}")
        booked = int(rows[DepreciationMonth.total].sum())
        yield Hits(
            rows.head(1 if booked != due else 0).assign(**facts, 表=booked),
            at=DepreciationMonth.teaching,
            message="{月} “折旧计提”表合计 {表:元}，资产卡片当月的折旧合计 {应提:元}。",
        )
    told = cards.loc[list(lacking)]
    yield Hits(
        told.assign(
            月=[each[0][:7] for each in lacking.values()], 各月=["、".join(each) for each in lacking.values()]
        ),
        at=AssetCard.monthly,
        month="月",
        message="月份过完了，账上没有计提折旧；资产卡片当月的折旧合计：{各月}。",
    )


def _apart(first: pd.DataFrame, gap: int) -> Hits:
    """The first line of the month's voucher, where it is not what the cards say."""
    booked = first["应提"] + gap
    return Hits(
        first.assign(账上=booked, 相差=abs(gap)).head(1 if gap else 0),
        at=VoucherLine.credit,
        message="{月} 账上计提折旧 {账上:元}，资产卡片当月的折旧合计 {应提:元}，相差 {相差:元}。",
    )
