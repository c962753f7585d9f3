from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Parameter
from xlplan.tables.periods import month_of
from xlplan.tables.plan import Inspection, Reported
from xlplan.tables.safety import Hazard

_DAY = "隐患上报最迟日"
_KIND, _INSPECTION, _ITEM = "月度安全排查", "月度", "隐患"


@rule(
    "SAF-01",
    fix="补做这个月的排查，查到的写进“隐患台账”，没有查到的在 plan.xlsx 的“检查”表写一行；上报以后把上报日和回执登记在“上报登记”表。",
    whole=(Hazard, Inspection, Reported),
)
def no_monthly_inspection(books: Books) -> Iterator[Hits]:
    """没有月度排查，或者没有上报

    每个月排查一次隐患，次月到了参数“隐患上报最迟日”就要报上去、有回执，放假的月份也一样。隐患台账里有排查类型是“月度”的，或者 plan.xlsx
    的“检查”表里有类别是“月度安全排查”的，就算查过。上报看 plan.xlsx 的“上报登记”表里事项有“隐患”字样、有回执的行；这张表里还没有开始登记的月份，
    看隐患台账里月度隐患的上报日和上报回执。有没有排查，从这两张表第一行以后的那个月算起。指向参数里的那一行。

    错：
    日期：2026-11-30
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **隐患上报最迟日** | 5  | 2026-01-01 |
    隐患台账
    | 编号       | 排查日期   | 排查类型 | 部位 |
    | ---------- | ---------- | -------- | ---- |
    | YH2026-001 | 2026-08-27 | 月度     | 围墙 |
    | YH2026-002 | 2026-09-08 | 日常     | 窗户 |
    检查
    | 日期       | 类别         | 对象 | 结果 |
    | ---------- | ------------ | ---- | ---- |
    | 2026-10-13 | 月度安全排查 | 全校 | 合格 |
    上报登记
    | 事项         | 所属期  | 上报日     | 回执   |
    | ------------ | ------- | ---------- | ------ |
    | 隐患排查上报 | 2026-08 | 2026-08-31 | 岚-081 |
    | 隐患排查上报 | 2026-10 | 2026-11-02 |        |

    错：
    日期：2026-11-05
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **隐患上报最迟日** | 5  | 2026-01-01 |
    隐患台账
    | 编号       | 排查日期   | 排查类型 | 部位 | 上报日     | 上报回执 |
    | ---------- | ---------- | -------- | ---- | ---------- | -------- |
    | YH2026-001 | 2026-09-08 | 月度     | 围墙 | 2026-09-10 | 岚-091   |
    | YH2026-002 | 2026-10-13 | 月度     | 窗户 | 2026-10-15 |          |

    对：
    日期：2026-11-04
    隐患台账
    | 编号       | 排查日期   | 排查类型 | 部位 | 上报日     | 上报回执 |
    | ---------- | ---------- | -------- | ---- | ---------- | -------- |
    | YH2026-001 | 2026-08-27 | 月度     | 围墙 | 2026-08-31 | 岚-081   |
    | YH2026-002 | 2026-09-08 | 月度     | 窗户 | 2026-09-10 | 岚-091   |

    对：
    日期：2026-11-30
    检查
    | 日期       | 类别         | 对象 | 结果 |
    | ---------- | ------------ | ---- | ---- |
    | 2026-10-13 | 月度安全排查 | 全校 | 合格 |
    上报登记
    | 事项         | 所属期  | 上报日     | 回执   |
    | ------------ | ------- | ---------- | ------ |
    | 隐患排查上报 | 2026-10 | 2026-11-03 | 岚-101 |

    对：
    日期：2026-12-07
    隐患台账
    | 编号       | 排查日期   | 排查类型 | 部位 |
    | ---------- | ---------- | -------- | ---- |
    | YH2026-001 | 2026-11-28 | 日常     | 围墙 |

    对：
    日期：2026-11-30
    隐患台账
    | 编号       | 排查日期   | 排查类型 | 部位 | 上报日     | 上报回执 |
    | ---------- | ---------- | -------- | ---- | ---------- | -------- |
    | YH2026-001 | 2026-09-08 | 月度     | 围墙 | 2026-09-10 | 岚-091   |
    | YH2026-002 | 2026-10-13 | 月度     | 窗户 |            |          |
    上报登记
    | 事项         | 所属期     | 上报日     | 回执   |
    | ------------ | ---------- | ---------- | ------ |
    | 隐患排查上报 | 2026年10月 | 2026-11-03 | 岚-101 |
    """
    dangers, checks = books[Hazard], books[Inspection]
    monthly = dangers[dangers[Hazard.inspection] == _INSPECTION]
    checks = checks[checks[Inspection.kind] == _KIND]
    first = min(dangers[Hazard.found].min(), checks[Inspection.date].min(), key=_known)
    last = pd.Timestamp(books.today).replace(day=1) - pd.Timedelta(days=1)
    if pd.isna(first) or first > last:
        return
    ends = pd.Series(pd.date_range(first.replace(day=1), last, freq="ME").astype("datetime64[s]"))
    days = ends + pd.to_timedelta(books.numbers(_DAY, ends), unit="D")
    ends = ends.set_axis(books.setting(_DAY, ends))[(days <= pd.Timestamp(books.today)).to_numpy()]
    rows = books[Parameter].loc[ends.index].assign(月=ends.dt.strftime("%Y-%m").to_numpy())
    looked = rows["月"].isin([*_months(monthly[Hazard.found]), *_months(checks[Inspection.date])])
    sent = rows["月"].isin(_sent(books[Reported], monthly))
    yield Hits(
        rows[~looked & (rows["月"] > f"{first:%Y-%m}")],
        at=Parameter.name,
        message="{月} 没有月度安全排查，或者排查了没有登记。",
        month="月",
    )
    yield Hits(
        rows[looked & ~sent],
        at=Parameter.name,
        message="{月} 的隐患排查，次月 {值} 日以前要上报，没有登记上报和回执。",
        month="月",
    )


def _known(day: pd.Timestamp) -> tuple[bool, pd.Timestamp]:
    """Orders days, no day last."""
    return pd.isna(day), day


def _months(days: "pd.Series") -> "pd.Series":
    return days.dt.strftime("%Y-%m")


def _sent(reports: pd.DataFrame, monthly: pd.DataFrame) -> "pd.Series":
    """The months that were reported and have a receipt."""
    reports = reports[reports[Reported.item].str.contains(_ITEM)]
    periods = month_of(reports[Reported.period], reports[Reported.date])
    told = _months(
        monthly.loc[monthly[Hazard.reported].notna() & (monthly[Hazard.receipt] != ""), Hazard.found]
    )
    if len(periods):
        told = told[told < periods.min()]
    return pd.concat([told, periods[reports[Reported.receipt] != ""]])
