from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.disclosure import CANTEEN, CATALOGUE, FEES, MONEY, OFTEN, YEARLY, demanded, registered
from xlplan.tables.fees import FeeNotice
from xlplan.tables.office import Parameter
from xlplan.tables.parameters import names
from xlplan.tables.plan import Publication


@rule(
    "PUB-04",
    fix="补做公示并在“公示登记”里登记；不再公开的，从参数里停用。",
    severity=Severity.WARNING,
    whole=(Publication,),
)
def catalogue_not_published(books: Books) -> Iterator[Hits]:
    """公开目录缺项

    参数“公开目录：事项”写着多久公开一次（每月、每学期、每年），每一期都要在“公示登记”里有一行。从登记开始的那个月算起，
    登记的第一天以前就到期的不追；每月的只看有学期的月份。什么时候要有，看参数“公开最迟天数：事项”，没有写的到那一段时间过完。每年的，看公示起在哪一年。
    财务收支由 PUB-01 查；食堂收支、收费，表里已经公示了的才看有没有登记，没有公示的由 CAN-06、FEE-02 查；
    没有食堂工作簿的学校，不看食堂收支。
    没有登记的，指向参数；公示晚了的，指向公示起。

    错：
    日期：2026-11-30
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | **公开目录：考勤** | 每月 | 2026-01-01 |
    | 公开目录：收费     | 每学期 | 2026-01-01 |
    | 公开目录：简报     | **每周** | 2026-01-01 |
    | 公开最迟天数：考勤 | 10   | 2026-01-01 |
    | 公开最迟天数：收费 | 10   | 2026-01-01 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    | 2026年秋季学期 | 第二学月 | 2026-10-01 | 2026-10-31 |
    公示登记
    | 事项 | 所属期         | 公示起         |
    | ---- | -------------- | -------------- |
    | 收费 | 2026年秋季学期 | **2026-09-11** |
    | 考勤 | 2026-09        | 2026-10-09     |

    对：
    日期：2026-11-30
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 公开目录：考勤     | 每月 | 2026-01-01 |
    | 公开目录：决算     | 每年 | 2026-01-01 |
    | 公开目录：财务收支 | 每月 | 2026-01-01 |
    | 公开最迟天数：考勤 | 10   | 2026-01-01 |
    | 公开最迟天数：决算 | 300  | 2026-01-01 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    公示登记
    | 事项 | 所属期  | 公示起     |
    | ---- | ------- | ---------- |
    | 决算 | 2025    | 2026-01-20 |
    | 考勤 | 2026-09 | 2026-10-09 |

    对：
    日期：2026-11-30
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 公开目录：考勤     | 每月 | 2026-01-01 |
    | 公开最迟天数：考勤 | 10   | 2026-01-01 |
    公示登记
    | 事项 | 所属期         | 公示起     |
    | ---- | -------------- | ---------- |
    | 收费 | 2026年秋季学期 | 2026-11-27 |
    """
    rows = books[Parameter]
    catalogue = names(rows).str.startswith(f"{CATALOGUE}：")
    yield Hits(
        rows[catalogue & ~rows[Parameter.value].isin(OFTEN)],
        at=Parameter.value,
        message=f"“{{参数}}”的值是“{{值}}”，只能是 {'、'.join(OFTEN)}。",
    )
    if books[Publication].empty or not catalogue.any():
        return
    wanted = demanded(books, books.today)
    found = registered(books, wanted[wanted["事项"] != MONEY])
    lacking = found[(found["登记行"] == 0) & ~_told_elsewhere(books, found)]
    yield Hits(
        lacking.assign(月=lacking["所属期"].where(lacking["频率"] != YEARLY, "")),
        at=Parameter.name,
        message="{所属期} 的{事项}，{最迟} 以前要公示，“公示登记”里没有。",
        month="月",
    )
    late = found[(found["登记公示起"] > found["最迟"]) & (found["事项"] != CANTEEN)]
    yield Hits(
        late.set_axis(late["登记行"]),
        at=Publication.start,
        message="{所属期} 的{事项}，{最迟} 以前要公示，{登记公示起} 才公示。",
    )


def _told_elsewhere(books: Books, found: pd.DataFrame) -> "pd.Series":
    """What the canteen's and the fees' own sheets do not show as published: CAN-06 and FEE-02 tell that."""
    told = pd.Series(False, index=found.index)
    if CanteenMonth.workbook not in books.not_kept:
        months = books[CanteenMonth]
        shown = months.loc[months[CanteenMonth.published].notna(), CanteenMonth.period].dt.strftime("%Y-%m")
        told |= (found["事项"] == CANTEEN) & ~found["所属期"].isin(shown)
    if FeeNotice.workbook not in books.not_kept:
        days = books[FeeNotice][FeeNotice.date]
        shown_by = [
            ((days >= first) & (days <= last)).any()
            for first, last in found[["起算", "最迟"]].itertuples(index=False)
        ]
        told |= (found["事项"] == FEES) & ~pd.Series(shown_by, index=found.index, dtype=bool)
    return told
