from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.canteen import dishes, unsampled
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Attendance, Menu, Sample

_GRAMS, _HOURS = "留样克数", "留样小时"


@rule(
    "CAN-09",
    fix="每餐每样菜照规定的重量留够时间；漏记的照留样柜里的标签补，漏留的写明原因。",
    whole=(Sample,),
)
def sample_lacking(books: Books) -> Iterator[Hits]:
    """留样不足、时间不够，或者缺餐次

    每餐每样菜都要留样：重量不少于参数“留样克数”，从留样到销毁不少于参数“留样小时”。食谱里的每样菜都要有留样。
    指向少了的重量、太早的销毁时间；没有留样的，指向食谱的菜品；学生吃了饭，那天既没有食谱也没有留样的，
    指向就餐人次里那天的第一行。

    错：
    食谱
    | 日期       | 餐次 | 菜品                       |
    | ---------- | ---- | -------------------------- |
    | 2026-10-12 | 午餐 | 炒白菜、土豆烧牛肉         |
    | 2026-10-12 | 晚餐 | **青椒肉丝、蒸南瓜、萝卜汤** |
    留样
    | 日期       | 餐次 | 品名       |    重量 | 留样时间         | 销毁时间             |
    | ---------- | ---- | ---------- | ------: | ---------------- | -------------------- |
    | 2026-10-12 | 午餐 | 炒白菜     | **100** | 2026-10-12 12:00 | 2026-10-14 12:30     |
    | 2026-10-12 | 午餐 | 土豆烧牛肉 |     130 | 2026-10-12 12:00 | **2026-10-13 12:30** |
    | 2026-10-12 | 晚餐 | 青椒肉丝   |     130 | 2026-10-12 17:40 |                      |
    就餐人次
    | 日期           | 班级      | 就餐人数 |
    | -------------- | --------- | -------: |
    | 2026-10-12     | 七（1）班 |       46 |
    | **2026-10-13** | 七（1）班 |       46 |
    | 2026-10-13     | 七（2）班 |       45 |

    对：
    食谱
    | 日期       | 餐次 | 菜品                  |
    | ---------- | ---- | --------------------- |
    | 2026-10-12 | 午餐 | 炒白菜 ，土豆烧牛肉； |
    留样
    | 日期       | 餐次 | 品名       | 重量 | 留样时间         | 销毁时间         |
    | ---------- | ---- | ---------- | ---: | ---------------- | ---------------- |
    | 2026-10-12 | 午餐 | 炒白菜     |  125 | 2026-10-12 12:00 | 2026-10-14 12:00 |
    | 2026-10-12 | 午餐 | 土豆烧牛肉 |  130 | 2026-10-12 12:00 | 2026-10-15 08:00 |
    就餐人次
    | 日期       | 班级      | 就餐人数 |
    | ---------- | --------- | -------: |
    | 2026-10-12 | 七（1）班 |       46 |
    """
    samples, menus, eaten = books[Sample], books[Menu], books[Attendance]
    yield from _poor(books, samples)
    lacking = unsampled(dishes(menus), samples)["菜"]
    told = menus.assign(缺=lacking.groupby(level=0).agg("、".join))
    yield Hits(told[told["缺"].notna()], at=Menu.dishes, message="{日期} {餐次}供应了{缺}，没有留样。")
    known = pd.concat([samples[Sample.date], menus[Menu.date]])
    first = eaten[~eaten[Attendance.date].duplicated() & eaten[Attendance.date].notna()]
    yield Hits(
        first[~first[Attendance.date].isin(known)],
        at=Attendance.date,
        message="{日期} 学生在食堂吃了饭，没有食谱，也没有留样。",
    )


def _poor(books: Books, samples: pd.DataFrame) -> Iterator[Hits]:
    """Samples that weigh too little, or were thrown away too early."""
    if samples.empty:
        return
    grams = books.numbers(_GRAMS, samples[Sample.date])
    hours = books.numbers(_HOURS, samples[Sample.date])
    kept = (samples[Sample.destroyed] - samples[Sample.taken]).dt.total_seconds() / 3600
    told = samples.assign(规定=grams, 小时=kept, 至少=hours)
    yield Hits(
        told[(samples[Sample.weight] < grams).fillna(False)],
        at=Sample.weight,
        message="{餐次}{品名}留样 {重量} 克，不足 {规定:.0f} 克。",
    )
    yield Hits(
        told[kept < hours],
        at=Sample.destroyed,
        message="{餐次}{品名}只留了 {小时:.1f} 小时，不足 {至少:.0f} 小时。",
    )
