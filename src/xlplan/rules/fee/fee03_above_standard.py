from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import FeeItem, FeeReceipt
from xlplan.tables.links import beside


@rule("FEE-03", fix="多收的退给学生；写错的，改正金额、人数或单位数。", basis="义务教育法第五十六条")
def above_standard(books: Books) -> Iterator[Hits]:
    """超标准收费

    一笔钱不能超过 标准 × 人数 × 单位数；人数、单位数空着都算 1。收费目录没有定标准的不查，项目号不在目录里的看 FEE-01。

    错：
    收费目录
    | 项目号 | 项目     | 标准 |
    | ------ | -------- | ---: |
    | F01    | 作业本费 |   24 |
    | F02    | 午休费   |   30 |
    收费记录
    | 项目号 | 人数 | 单位数 | 金额        |
    | ------ | ---: | -----: | ----------: |
    | F01    |   45 |      1 | **1080.01** |
    | F02    |   10 |      4 | **1500**    |
    | F01    |      |        | **25**      |

    对：
    收费目录
    | 项目号 | 项目     | 标准 |
    | ------ | -------- | ---: |
    | F01    | 作业本费 |   24 |
    | F02    | 午休费   |   30 |
    | F03    | 卖废品   |      |
    收费记录
    | 项目号 | 人数 | 单位数 | 金额 |
    | ------ | ---: | -----: | ---: |
    | F01    |   45 |        | 1080 |
    | F02    |   10 |      4 | 1200 |
    | F02    |   10 |      4 | 1000 |
    | F03    |      |        |  500 |
    | F04    |    1 |      1 | 9000 |
    """
    rows = beside(books[FeeReceipt], books[FeeItem], {FeeReceipt.item: FeeItem.number}, "目录")
    times = rows[FeeReceipt.payers].fillna(1) * rows[FeeReceipt.units].fillna(1)
    most = rows["目录标准"] * times.astype("int64")
    over = rows[FeeReceipt.amount] - most
    yield Hits(
        rows.assign(最多=most, 多收=over)[(rows["目录标准"] > 0) & (over > 0)],
        at=FeeReceipt.amount,
        message="{目录项目}收了 {金额:元}，照标准 {目录标准:元} 最多收 {最多:元}，多收 {多收:元}。",
    )
