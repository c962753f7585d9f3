from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import PROXY, FeeItem, FeeReceipt, FeeSettlement
from xlplan.tables.links import beside, looked_up, sums_of, unmatched
from xlplan.tables.office import Term

_KEY = {FeeSettlement.item: FeeReceipt.item, FeeSettlement.term: FeeReceipt.term}


@rule("FEE-07", fix="多收的退给学生，少付的补付，结清后填结清日；写错的改正。", whole=True)
def unsettled_proxy(books: Books) -> Iterator[Hits]:
    """代收费期末未结清

    代收的钱不能有赚头：代收 = 支付 + 退还。填了结清日的，或者学期结束以后过了参数“代收结清天数”的，结余要正好是 0；
    付得、退得比收的多，什么时候都不对。代收要等于这个项目这个学期收费记录的合计。
    过了日子还没有这个学期的结算的，指向收费目录里的项目号。

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第四学月 | 2026-06-01 | 2026-07-10 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-22 |
    收费目录
    | 项目号  | 项目     | 类型   |
    | ------- | -------- | ------ |
    | F01     | 作业本费 | 代收费 |
    | **F02** | 校服费   | 代收费 |
    | F03     | 研学费   | 代收费 |
    收费记录
    | 收款日期   | 学期           | 项目号 | 金额 |
    | ---------- | -------------- | ------ | ---: |
    | 2026-03-05 | 2026年春季学期 | F01    | 1000 |
    | 2026-03-06 | 2026年春季学期 | F01    |  480 |
    | 2026-03-06 | 2026年春季学期 | F02    |  900 |
    | 2026-09-06 | 2026年秋季学期 | F01    | 1500 |
    | 2026-09-06 | 2026年秋季学期 | F02    |  500 |
    | 2026-09-06 | 2026年秋季学期 | F03    |  500 |
    代收结算
    | 项目号 | 学期           | 代收     | 支付 | 退还 | 结余     | 结清日     |
    | ------ | -------------- | -------: | ---: | ---: | -------: | ---------- |
    | F01    | 2026年春季学期 |     1480 | 1400 |   60 |   **20** |            |
    | F01    | 2026年秋季学期 | **1400** | 1400 |      |        0 |            |
    | F02    | 2026年秋季学期 |      500 |  400 |      |  **100** | 2026-11-02 |
    | F03    | 2026年秋季学期 |      500 |  600 |      | **-100** |            |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第四学月 | 2026-06-01 | 2026-07-10 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-22 |
    收费目录
    | 项目号 | 项目     | 类型       |
    | ------ | -------- | ---------- |
    | F01    | 作业本费 | 代收费     |
    | F04    | 伙食费   | 服务性收费 |
    收费记录
    | 收款日期   | 学期           | 项目号 | 金额 |
    | ---------- | -------------- | ------ | ---: |
    | 2026-03-05 | 2026年春季学期 | F01    | 1480 |
    | 2026-03-05 | 2026年春季学期 | F04    |  480 |
    | 2026-09-06 | 2026年秋季学期 | F01    | 1500 |
    代收结算
    | 项目号 | 学期           | 代收 | 支付    | 退还  | 结余 | 结清日     |
    | ------ | -------------- | ---: | ------: | ----: | ---: | ---------- |
    | F01    | 2026年春季学期 | 1480 | 1420.55 | 59.45 |    0 | 2026-06-30 |
    | F01    | 2026年秋季学期 | 1500 |    1400 |       |  100 |            |
    """
    receipts, items = books[FeeReceipt], books[FeeItem]
    rows = beside(books[FeeSettlement], items, {FeeSettlement.item: FeeItem.number}, "目录")
    rest = rows[FeeSettlement.collected] - rows[FeeSettlement.paid] - rows[FeeSettlement.refunded]
    rows = _with_ends(books, rows.assign(余=rest))
    over = rows[FeeSettlement.settled].notna() | (rows["期限"] < pd.Timestamp(books.today))
    yield Hits(
        rows[(over & (rest != 0)) | (rest < 0)],
        at=FeeSettlement.rest,
        message="{学期}的{目录项目}结余 {余:元}，没有结清。",
        month="期末",
    )
    taken = sums_of(rows, receipts, _KEY, receipts[FeeReceipt.amount])
    yield Hits(
        rows.assign(合计=taken)[taken != rows[FeeSettlement.collected]],
        at=FeeSettlement.collected,
        message="{学期}的{目录项目}，收费记录合计 {合计:元}，代收写的是 {代收:元}。",
        month="期末",
    )
    yield _missing(books, receipts, items, rows)


def _missing(books: Books, receipts: pd.DataFrame, items: pd.DataFrame, settled: pd.DataFrame) -> Hits:
    """What was collected in a term that is over and has no settlement, at the line of the catalogue."""
    asked = receipts[~receipts[[FeeReceipt.item, FeeReceipt.term]].duplicated()]
    asked = unmatched(asked, settled, {theirs: ours for ours, theirs in _KEY.items()})
    asked = beside(asked, items, {FeeReceipt.item: FeeItem.number}, "目录")
    asked = _with_ends(books, asked)
    asked = asked[(asked["目录类型"] == PROXY) & (asked["期限"] < pd.Timestamp(books.today))]
    return Hits(
        asked.set_axis(asked["目录行"]),
        at=FeeItem.number,
        message="{学期}收了{目录项目}，到 {期限} 还没有代收结算。",
        month="期末",
    )


def _with_ends(books: Books, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the end of their term and the day by which its money must be settled; NaT for a term without an end."""
    blocks = books[Term]
    ends = looked_up(rows[FeeSettlement.term], blocks.groupby(Term.term)[Term.end].max())
    ends = ends.astype("datetime64[s]")
    days = books.numbers("代收结清天数", ends)
    return rows.assign(期末=ends, 期限=ends + pd.to_timedelta(days, unit="D"))
