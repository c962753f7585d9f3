from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.disclosure import MONEY
from xlplan.tables.office import Parameter
from xlplan.tables.periods import due, month_of
from xlplan.tables.plan import Publication

_DAY = "财务公示最迟日"


@rule(
    "PUB-01",
    fix="把这个月的财务收支贴出来，拍照存进 photos，在“公示登记”里写上日期和照片。",
    whole=(Publication,),
)
def spending_not_published(books: Books) -> Iterator[Hits]:
    """财务收支未公示

    每个月的财务收支，次月到了参数“财务公示最迟日”就要公示，贴出来要拍照。看“公示登记”里事项是财务收支的，从登记开始的那个月
    算起，登记的第一天以前就到期的不追，一个月看最早的一行。没有公示的，指向参数里的那一行；公示晚了的，指向公示起；没有照片的，指向照片。

    错：
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **财务公示最迟日** | 10 | 2026-01-01 |
    公示登记
    | 事项     | 所属期  | 公示起         | 照片               |
    | -------- | ------- | -------------- | ------------------ |
    | 考勤     | 2026-07 | 2026-08-03     |                    |
    | 财务收支 | 2026-07 | **2026-08-11** | 公示/2026-07.jpg   |
    | 财务收支 | 2026-08 | 2026-09-10     | **（空）**         |
    | 财务收支 | 2026-10 | 2026-11-03     | 公示/2026-10.jpg   |

    对：
    日期：2026-11-09
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 财务公示最迟日 | 10 | 2026-01-01 |
    公示登记
    | 事项     | 所属期     | 公示起     | 照片             |
    | -------- | ---------- | ---------- | ---------------- |
    | 财务收支 | 2026年8月  | 2026-09-10 | 公示/2026-08.jpg |
    | 财务收支 | 2026-09    | 2026-10-09 | 公示/2026-09.jpg |
    | 财务收支 | 2026-08    | 2026-10-12 |                  |

    对：
    日期：2026-11-30
    参数
    | 参数           | 值 | 起         |
    | -------------- | -- | ---------- |
    | 财务公示最迟日 | 10 | 2026-01-01 |
    公示登记
    | 事项     | 所属期         | 公示起     | 照片 |
    | -------- | -------------- | ---------- | ---- |
    | 收费     | 2026年秋季学期 | 2026-11-27 |      |
    """
    register = books[Publication]
    starts = register[Publication.start].dropna()
    if starts.empty:
        return
    money = register[register[Publication.item] == MONEY]
    rows = money.assign(月=month_of(money[Publication.period], money[Publication.start])).sort_values(
        Publication.start, kind="stable"
    )
    rows = rows[~rows["月"].duplicated()]
    rows = rows.assign(最迟=_latest(books, rows["月"]))
    yield Hits(
        rows[rows[Publication.start] > rows["最迟"]],
        at=Publication.start,
        message="{月} 的财务收支，{最迟} 以前要公示，{公示起} 才公示。",
    )
    yield Hits(
        rows[rows[Publication.photos] == ""],
        at=Publication.photos,
        message="{月} 的财务收支公示了，没有照片。",
    )
    for year in range(starts.min().year, books.today.year + 1):
        reached = due(books, _DAY, year)
        lacking = reached[(_latest(books, reached) >= starts.min()) & ~reached.isin(rows["月"])]
        yield Hits(
            books[Parameter].loc[lacking.index].assign(月=lacking.to_numpy()),
            at=Parameter.name,
            message="{月} 的财务收支到了公示的日子，“公示登记”里没有。",
            month="月",
        )


def _latest(books: Books, months: "pd.Series") -> "pd.Series":
    """The day by which each month is to be out; NaT where it is no month."""
    ends = pd.to_datetime(months, format="%Y-%m", errors="coerce") + pd.offsets.MonthEnd()
    return ends + pd.to_timedelta(books.numbers(_DAY, ends), unit="D")
