from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.office import Parameter
from xlplan.tables.periods import due

_DAY = "食堂公示最迟日"


@rule(
    "CAN-06",
    fix="填好这个月的食堂收支，贴出来，写上公示日期。",
    basis="中小学校园食品安全和膳食经费管理工作指引",
)
def not_published(books: Books) -> Iterator[Hits]:
    """膳食收支未按期公示

    每个月的膳食收支，次月到了参数“食堂公示最迟日”就要公示。从“食堂收支”表的第一个月算起。没有公示、公示晚了的，
    指向公示日期；到了日子还没有填这个月的，指向参数里的那一行。

    错：
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **食堂公示最迟日** | 15 | 2026-01-01 |
    食堂收支
    | 月份    | 伙食费收入 | 公示日期       |
    | ------- | ---------: | -------------- |
    | 2026-07 |      40000 | 2026-08-15     |
    | 2026-08 |        500 | **2026-09-16** |
    | 2026-09 |      90000 | **（空）**     |

    对：
    日期：2026-11-14
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 食堂公示最迟日 | 15 | 2026-01-01 |
    食堂收支
    | 月份    | 伙食费收入 | 公示日期   |
    | ------- | ---------: | ---------- |
    | 2026-08 |        500 | 2026-09-10 |
    | 2026-09 |      90000 | 2026-10-15 |
    """
    rows = books[CanteenMonth]
    rows = rows[rows[CanteenMonth.period].notna()]
    if rows.empty:
        return
    ends = rows[CanteenMonth.period] + pd.offsets.MonthEnd()
    days = ends + pd.to_timedelta(books.numbers(_DAY, ends), unit="D")
    told = rows.assign(最迟=days)
    published = rows[CanteenMonth.published]
    yield Hits(
        told[published.isna() & (days <= pd.Timestamp(books.today))],
        at=CanteenMonth.published,
        message="{月份:%Y-%m} 的膳食收支，{最迟} 以前要公示，还没有公示。",
    )
    yield Hits(
        told[published > days],
        at=CanteenMonth.published,
        message="{月份:%Y-%m} 的膳食收支，{最迟} 以前要公示，{公示日期} 才公示。",
    )
    filled = rows[CanteenMonth.period].dt.strftime("%Y-%m")
    for year in rows[CanteenMonth.period].dt.year.unique():
        reached = due(books, _DAY, int(year))
        lacking = reached[(reached >= filled.min()) & ~reached.isin(filled)]
        yield Hits(
            books[Parameter].loc[lacking.index].assign(月=lacking.to_numpy()),
            at=Parameter.name,
            message="{月} 的膳食收支到了公示的日子，“食堂收支”表里还没有这个月。",
            month="月",
        )
