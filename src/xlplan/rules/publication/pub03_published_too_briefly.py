from collections.abc import Iterator

import numpy as np

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import Parameter, SpecialDay, Term
from xlplan.tables.parameters import names
from xlplan.tables.plan import Publication

_DAYS = "公示工作日"


@rule("PUB-03", fix="补足公示的工作日；贴得更久的，改正公示止。", severity=Severity.WARNING)
def published_too_briefly(books: Books) -> Iterator[Hits]:
    """公示期不足

    从公示起到公示止（两天都算）的工作日，不能少于参数“公示工作日：事项”；没有写这一项的，按“公示工作日”。公示止空着的是
    长期公示，不看。公示止早于公示起的也指出来。指向公示止。

    错：
    参数
    | 参数            | 值 | 起         |
    | --------------- | -- | ---------- |
    | 公示工作日      | 5  | 2026-01-01 |
    | 公示工作日：预算 | 7  | 2026-01-01 |
    公示登记
    | 事项     | 所属期  | 公示起     | 公示止         |
    | -------- | ------- | ---------- | -------------- |
    | 财务收支 | 2026-10 | 2026-11-05 | **2026-11-10** |
    | 预算     | 2026    | 2026-03-02 | **2026-03-06** |
    | 考勤     | 2026-10 | 2026-11-05 | **2026-11-04** |

    对：
    参数
    | 参数            | 值 | 起         |
    | --------------- | -- | ---------- |
    | 公示工作日      | 5  | 2026-01-01 |
    | 公示工作日：预算 | 7  | 2026-01-01 |
    公示登记
    | 事项     | 所属期         | 公示起     | 公示止     |
    | -------- | -------------- | ---------- | ---------- |
    | 财务收支 | 2026-10        | 2026-11-05 | 2026-11-11 |
    | 预算     | 2026           | 2026-03-02 | 2026-03-10 |
    | 收费     | 2026年秋季学期 | 2026-09-01 |            |
    """
    register = books[Publication]
    rows = register[register[Publication.start].notna() & register[Publication.end].notna()]
    calendar = Calendar(books[SpecialDay], books[Term])
    days = [
        calendar.workdays(first.date(), last.date()) if last >= first else 0
        for first, last in zip(rows[Publication.start], rows[Publication.end], strict=True)
    ]
    least = books.numbers(_DAYS, rows[Publication.start])
    item = f"{_DAYS}：" + rows[Publication.item]
    if item.isin(names(books[Parameter])).any():
        own = books.numbers(_DAYS, rows[Publication.start], rows[Publication.item])
        least = own.fillna(least)
    told = rows.assign(天=np.array(days, dtype="int64"), 少=least)
    yield Hits(
        told[told["天"] < least],
        at=Publication.end,
        message="{事项}公示了 {天} 个工作日，少于 {少:.0f} 个。",
    )
