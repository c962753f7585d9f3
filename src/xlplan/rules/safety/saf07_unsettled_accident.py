from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import Accident

_DAYS = "事故处理天数"


@rule(
    "SAF-07", fix="查清经过，定好责任，写明处理结论和结案日；还在处理的，写上处理到哪一步，按规定报批延期。"
)
def unsettled_accident(books: Books) -> Iterator[Hits]:
    """事故没有处理结论

    事故以后过了参数“事故处理天数”，责任、处理结论、结案日都要有。指向空着的那一格。

    错：
    日期：2026-11-30
    事故
    | 事故号    | 时间             | 地点   | 责任       | 处理结论   | 结案日     |
    | --------- | ---------------- | ------ | ---------- | ---------- | ---------- |
    | SG2026-01 | 2026-10-20 15:40 | 运动场 | **（空）** | **（空）** | **（空）** |
    | SG2026-02 | 2026-10-22 15:40 | 运动场 | 学生意外   | 家校协商   | **（空）** |

    对：
    日期：2026-11-30
    事故
    | 事故号    | 时间             | 地点   | 责任     | 处理结论 | 结案日     |
    | --------- | ---------------- | ------ | -------- | -------- | ---------- |
    | SG2026-01 | 2026-10-20 15:40 | 运动场 | 学生意外 | 家校协商 | 2026-10-29 |
    | SG2026-02 | 2026-10-31 15:40 | 运动场 |          |          |            |
    """
    rows = books[Accident]
    rows = rows[rows[Accident.moment].notna()]
    if rows.empty:
        return
    today = pd.Series(pd.Timestamp(books.today), index=rows.index)
    most = books.numbers(_DAYS, today)
    days = (today - rows[Accident.moment].dt.normalize()).dt.days
    told = rows.assign(天数=days, 最迟=most)[days > most]
    for column, lacking in (
        (Accident.responsible, told[Accident.responsible] == ""),
        (Accident.outcome, told[Accident.outcome] == ""),
        (Accident.settled, told[Accident.settled].isna()),
    ):
        yield Hits(
            told[lacking],
            at=column,
            message=f"事故 {{事故号}} 已过 {{天数}} 天（最迟 {{最迟:g}} 天），没有{column}。",
        )
