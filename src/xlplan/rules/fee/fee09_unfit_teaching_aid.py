from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import FeeItem


@rule("FEE-09", fix="不在公告目录里的不得代购；一科只留一种，别的停收，收了的退还。")
def unfit_teaching_aid(books: Books) -> Iterator[Hits]:
    """教辅不在公告目录或超一科一辅

    填了学科的收费项目是教辅：公告目录要写“是”，就是在省里的评议公告目录里；同一个范围的学生，同一学科同一时间最多一种，
    多出来的指向后一种的学科。起、止空着的一头不限。

    错：
    收费目录
    | 项目号 | 项目         | 范围   | 学科     | 公告目录   | 起         | 止         |
    | ------ | ------------ | ------ | -------- | ---------- | ---------- | ---------- |
    | F01    | 数学同步练习 | 七年级 | 数学     | 是         | 2026-09-01 |            |
    | F02    | 数学周周练   | 七年级 | **数学** | **否**     | 2026-10-01 |            |
    | F03    | 语文同步练习 | 七年级 | 语文     | **（空）** |            | 2026-08-31 |
    | F04    | 语文读本     | 七年级 | **语文** | 是         | 2026-08-31 |            |

    对：
    收费目录
    | 项目号 | 项目         | 范围   | 学科 | 公告目录 | 起         | 止         |
    | ------ | ------------ | ------ | ---- | -------- | ---------- | ---------- |
    | F01    | 数学同步练习 | 七年级 | 数学 | 是       | 2026-09-01 |            |
    | F02    | 数学同步练习 | 八年级 | 数学 | 是       | 2026-09-01 |            |
    | F03    | 语文同步练习 | 七年级 | 语文 | 是       |            | 2026-08-31 |
    | F04    | 语文读本     | 七年级 | 语文 | 是       | 2026-09-01 |            |
    | F05    | 校服费       | 七年级 |      |          |            |            |
    | F06    | 作业本费     | 七年级 |      |          |            |            |
    """
    aids = books[FeeItem]
    aids = aids[aids[FeeItem.course] != ""]
    yield Hits(
        aids[aids[FeeItem.listed] != "是"],
        at=FeeItem.listed,
        message="{学科}教辅“{项目}”没有写明在评议公告目录里。",
    )
    begins = aids[FeeItem.start].fillna(pd.Timestamp("1900-01-01")).astype("int64")
    ends = aids[FeeItem.end].fillna(pd.Timestamp("2200-01-01")).astype("int64")
    aids = aids.assign(始=begins, 终=ends).sort_values("始", kind="stable")
    same = aids.groupby([FeeItem.scope, FeeItem.course])
    before = same["终"].cummax().groupby([aids[FeeItem.scope], aids[FeeItem.course]]).shift()
    yield Hits(
        aids[aids["始"] <= before],
        at=FeeItem.course,
        message="{范围}的{学科}教辅不止一种，“{项目}”是多出来的。",
    )
