from collections.abc import Iterator
from datetime import timedelta

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.due import DATE, deadlines
from xlplan.tables.frequency import Form, Frequency
from xlplan.tables.links import beside, looked_up
from xlplan.tables.office import Reporting, SpecialDay, Term
from xlplan.tables.periods import month_of
from xlplan.tables.plan import Reported

_ELSEWHERE = "公示|隐患"
"""What is published stands in 公示登记, and whether hazards were reported is told by SAF-01."""
_EARLY = 20
"""A report that is due by this day of the month is about the month before."""
_HALF = pd.DateOffset(months=6)


@rule(
    "PLN-07",
    fix="还没有报的马上报；报过的，在“上报登记”里补登一行，写上报日和回执。",
    whole=(Reported, SpecialDay),
)
def not_reported(books: Books) -> Iterator[Hits]:
    """到期没有上报，或者没有回执

    “上报”表里的每一件事，截止日过了，“上报登记”里要有它的一行。每月报的看所属期：20 日以前截止的，报的是上个月的；
    20 日以后截止的，报的是当月的。每年报的，看截止日前后半年里有没有报过。从这件事第一次登记的那天算起；一次也没有登记过的，
    只看“上报登记”开始以后最近的一次。没有登记的，指向上报表的事项；
    截止日过了才报的，指向上报日，是警告；报了没有回执的，指向回执。事项里有“公示”的登在公示登记里，有“隐患”的由 SAF-01 查，这里都不看。

    错：
    日期：2026-11-30
    上报
    | 事项           | 截止                 | 遇休息日 |
    | -------------- | -------------------- | -------- |
    | **个税申报**   | 每月15日             | 顺延     |
    | **控辍报告**   | 每月最后一个工作日   | 不变     |
    | **资产年报**   | 每年10月20日         |          |
    上报登记
    | 事项     | 所属期  | 上报日         | 回执       | 经办 |
    | -------- | ------- | -------------- | ---------- | ---- |
    | 个税申报 | 2026-08 | 2026-09-10     | 回执08.pdf | 张三 |
    | 控辍报告 | 2026-09 | **2026-10-09** | 回执09.pdf | 张三 |
    | 个税申报 | 2026-09 | 2026-10-10     | **（空）** | 张三 |

    对：
    日期：2026-11-30
    上报
    | 事项         | 截止               | 遇休息日 |
    | ------------ | ------------------ | -------- |
    | 个税申报     | 每月15日           | 顺延     |
    | 控辍报告     | 每月最后一个工作日 | 不变     |
    | 资产年报     | 每年10月20日       |          |
    | 食堂收支公示 | 每月15日           | 提前     |
    | 财务月报     | 每月10日           | 顺延     |
    | 隐患排查上报 | 每月最后一个工作日 | 不变     |
    上报登记
    | 事项     | 所属期  | 上报日     | 回执       | 经办 |
    | -------- | ------- | ---------- | ---------- | ---- |
    | 资产年报 | 2026    | 2026-10-08 | 回执26.pdf | 张三 |
    | 个税申报 | 2026-09 | 2026-10-10 | 回执09.pdf | 张三 |
    | 控辍报告 | 2026-10 | 2026-10-30 | 回执10.pdf | 张三 |
    | 财务月报 | 2026-10 | 2026-11-09 | 回执10.pdf | 张三 |
    | 个税申报 | 2026年10月 | 2026-11-16 | 回执10.pdf | 张三 |

    对：
    上报
    | 事项     | 截止     | 遇休息日 |
    | -------- | -------- | -------- |
    | 个税申报 | 每月15日 | 顺延     |
    上报登记
    | 事项     | 所属期  | 上报日     | 回执       | 经办 |
    | -------- | ------- | ---------- | ---------- | ---- |
    """
    given = books[Reported]
    given = given[given[Reported.date].notna() & ~given[Reported.item].str.contains(_ELSEWHERE)]
    reports = books[Reporting]
    reports = reports[~reports[Reporting.item].str.contains(_ELSEWHERE)]
    first = books[Reported][Reported.date].min()
    if pd.isna(first):
        return
    yield Hits(
        given[given[Reported.receipt] == ""],
        at=Reported.receipt,
        message="{所属期} 的{事项}，{上报日} 报的，没有回执。",
    )
    calendar = Calendar(books[SpecialDay], books[Term])
    due = deadlines(reports, calendar, first.date(), books.today - timedelta(days=1))
    said = reports[Reporting.due].reindex(due.index)
    by_year = said.map(_yearly).to_numpy(dtype=bool)
    found = pd.concat([_of_months(due[~by_year], said[~by_year], given), _of_years(due[by_year], given)])
    due = pd.concat([due[~by_year], due[by_year]])
    told = due.assign(月=due[DATE].dt.strftime("%Y-%m"), 行=found["行"], 报=found["报"])
    yield Hits(
        told[(told["行"] == 0) & _asked(told, given)],
        at=Reporting.item,
        message="{事项} {日期} 截止，“上报登记”里没有。",
        month="月",
    )
    late = told[(told["行"] > 0) & (told["报"] > told[DATE])]
    yield Hits(
        late.set_axis(late["行"].astype(int)),
        at=Reported.date,
        message="{事项} {日期} 截止，{报} 才报。",
        severity=Severity.WARNING,
    )


def _asked(due: pd.DataFrame, given: pd.DataFrame) -> "pd.Series":
    """Whether a deadline is one since the item was first reported; of an item that never was, the last one."""
    begun = looked_up(due[Reporting.item], given.groupby(Reported.item)[Reported.date].min())
    last = due.groupby(Reporting.item)[DATE].transform("max")
    return (due[DATE] >= begun) | (begun.isna() & (due[DATE] == last))


def _of_months(due: pd.DataFrame, said: "pd.Series", given: pd.DataFrame) -> pd.DataFrame:
    """The first report of the month that each deadline is about."""
    about = [_about(Frequency.due(text), day) for text, day in zip(said, due[DATE], strict=True)]
    asked = due.assign(所属=pd.Series(about, due.index, dtype="str")).reset_index(drop=True)
    firsts = given.assign(期=month_of(given[Reported.period], given[Reported.date])).sort_values(
        Reported.date, kind="stable"
    )
    found = beside(asked, firsts, {Reporting.item: Reported.item, "所属": "期"}, "登记")
    days = found[f"登记{Reported.date}"].to_numpy()
    return pd.DataFrame({"行": found["登记行"].to_numpy(), "报": days}, due.index)


def _about(said: Frequency, day: pd.Timestamp) -> str:
    """The month (YYYY-MM) that a monthly report is about whose deadline, maybe moved off a rest day, is a day."""
    if said.form is Form.LAST_WORKDAY:
        return f"{day:%Y-%m}"
    months = [day.to_period("M") + more for more in (-1, 0, 1)]
    last = min(months, key=lambda month: abs(month.start_time + pd.Timedelta(days=said.number - 1) - day))
    return f"{last - 1 if said.number <= _EARLY else last}"


def _of_years(due: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The first report within half a year of each deadline."""
    found = []
    for item, day in due[[Reporting.item, DATE]].itertuples(index=False):
        days = given.loc[given[Reported.item] == item, Reported.date].sort_values(kind="stable")
        near = days[days.between(day - _HALF, day + _HALF)]
        found.append((near.index[0], near.iloc[0]) if len(near) else (0, pd.NaT))
    frame = pd.DataFrame(found, due.index, ["行", "报"])
    return frame.astype({"行": int, "报": "datetime64[s]"})


def _yearly(said: str) -> bool:
    try:
        return Frequency.due(said).form is Form.YEARLY
    except ValueError:  # told by GEN-06
        return False
