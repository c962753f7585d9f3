from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.people import Leave, MonthAttendance

_DAY = 1000
_COLUMNS = {
    "事假": MonthAttendance.private_leave,
    "病假": MonthAttendance.sick_leave,
    "公出": MonthAttendance.errand,
    "其他假": MonthAttendance.other_leave,
}
_OTHER = ("婚假", "产假", "丧假")


@rule(
    "HR-05",
    fix="对着请假条和签到表改正。",
    whole=(Term, SpecialDay),
)
def attendance_off(books: Books) -> Iterator[Hits]:
    """出勤天数不对，和请假对不上

    应出勤不能多于当月的工作日（看“特殊日”表和国家的放假安排），也不能和别人的不一样、加起来却是别人的天数。事假、病假、公出、
    其他假（婚假、产假、丧假）各要等于“请假”表里当月的天数，从“请假”表的第一个月查起；出勤加请假要等于应出勤，出勤写错的指向出勤。
    请假的天数是工作日，一天半天都算，不能多于起止日之间的工作日，也不能少一天以上（公出不查，放假安排还没有公布的年份不查）；止日不能早于起日。
    跨月又有半天的、跨到假期里的，分不清哪个月几天，不和考勤比；当月有同名的两个人也不比。

    错：
    请假
    | 姓名 | 类型 | 起日       | 止日           | 天数  |
    | ---- | ---- | ---------- | -------------- | ----: |
    | 张三 | 事假 | 2026-11-04 | 2026-11-05     |     2 |
    | 李四 | 病假 | 2026-11-12 | 2026-11-16     | **5** |
    | 王五 | 事假 | 2026-11-12 | **2026-11-10** |     1 |
    | 赵六 | 婚假 | 2026-10-29 | 2026-11-03     |     4 |
    学期
    | 学期     | 学月     | 起日       | 止日       |
    | -------- | -------- | ---------- | ---------- |
    | 秋季学期 | 第一学月 | 2026-09-01 | 2026-11-30 |
    考勤
    | 月份    | 姓名 | 应出勤 | 出勤   | 事假  | 病假  | 其他假 |
    | ------- | ---- | -----: | -----: | ----: | ----: | -----: |
    | 2026-11 | 张三 |     21 |     20 | **1** |       |        |
    | 2026-11 | 李四 |     21 |     16 |       |     5 |        |
    | 2026-11 | 赵六 |     21 |     19 |       |       |      2 |
    | 2026-11 | 周七 |     21 | **22** |       |       |        |
    | 2026-11 | 吴八 | **23** |     23 |       |       |        |
    | 2026-11 | 郑九 | **20** |     21 |       |       |        |
    | 2026-11 | 冯十 |     21 |     20 |       | **1** |        |

    对：
    学期
    | 学期     | 学月     | 起日       | 止日       |
    | -------- | -------- | ---------- | ---------- |
    | 秋季学期 | 第一学月 | 2026-09-01 | 2028-01-21 |
    请假
    | 姓名 | 类型 | 起日       | 止日       | 天数 |
    | ---- | ---- | ---------- | ---------- | ---: |
    | 张三 | 事假 | 2026-10-30 | 2026-11-02 |    2 |
    | 张三 | 病假 | 2026-11-12 | 2026-11-12 |  0.5 |
    | 李四 | 事假 | 2026-10-30 | 2026-11-03 |  2.5 |
    | 王五 | 病假 | 2027-12-30 | 2028-01-04 |    3 |
    考勤
    | 月份    | 姓名 | 应出勤 | 出勤 | 事假 | 病假 |
    | ------- | ---- | -----: | ---: | ---: | ---: |
    | 2026-09 | 张三 |     22 |   21 |    1 |      |
    | 2026-10 | 张三 |     18 |   17 |    1 |      |
    | 2026-11 | 张三 |     21 | 19.5 |    1 |  0.5 |
    | 2026-11 | 李四 |     21 |   19 |    2 |      |
    | 2026-11 | 王五 |     10 |   10 |      |      |
    """
    blocks = books[Term]
    calendar = Calendar(books[SpecialDay], blocks)
    leave = _measured(books[Leave], calendar, blocks)
    yield Hits(leave[leave["倒"]], at=Leave.end, message="{姓名}请假的止日 {止日} 早于起日 {起日}。")
    yield Hits(
        leave[leave["多"] | leave["少"]],
        at=Leave.days,
        message="{姓名} {起日} 到 {止日} 的请假写了 {天数:量} 天，这几天有 {工作日:量} 个工作日。",
    )
    rows = books[MonthAttendance]
    rows = rows[rows[MonthAttendance.month].notna()]
    if rows.empty:
        return
    off = pd.Series(False, index=rows.index)
    for kind, compared in _compared(books, rows, _pieces(leave, calendar)):
        column = _COLUMNS[kind]
        off |= rows.index.isin(compared.index)
        yield Hits(
            compared,
            at=column,
            message=f"{{姓名}} {{月份:%Y-%m}} 的{kind}写了 {{{column}:量}} 天，“请假”表里是 {{假:量}} 天。",
        )
    yield from _sums(rows, off, calendar)


def _measured(leave: pd.DataFrame, calendar: Calendar, blocks: pd.DataFrame) -> pd.DataFrame:
    """Leave with its 工作日 in thousandths, and whether its days are 倒, 多 or 少; those that are none of it are clear."""
    known = leave[leave[Leave.start].notna() & leave[Leave.end].notna()]
    days, taught = [], []
    spans = [
        (start.date(), end.date()) for start, end in blocks[[Term.start, Term.end]].dropna().to_numpy(object)
    ]
    for start, end in zip(known[Leave.start].dt.date, known[Leave.end].dt.date, strict=True):
        days.append(calendar.workdays(start, end))
        own = ((max(start, first), min(end, last)) for first, last in spans)
        taught.append(sum(calendar.workdays(first, last) for first, last in own if first <= last))
    known = known.assign(工作日=np.array(days, "int64") * _DAY, 学期内=np.array(taught, "int64") * _DAY)
    # Which days are off is not known beyond the published years.
    judged = (known[Leave.kind] != "公出") & (known[Leave.end] <= pd.Timestamp(calendar.known()[1]))
    backwards = known[Leave.end] < known[Leave.start]
    much = judged & ~backwards & (known[Leave.days] > known["工作日"])
    little = judged & ~backwards & (known[Leave.days] < known["学期内"] - _DAY + 1)
    return known.assign(倒=backwards, 多=much, 少=little)


def _pieces(leave: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """月份, 姓名, 假别 -> 天, thousandths (float64); NaN where it is not clear how many fell into the month."""
    found = []
    for own in leave.to_dict("records"):
        start, end = own[Leave.start], own[Leave.end]
        months = pd.date_range(start.replace(day=1), max(start, end), freq="MS")
        clear = not (own["倒"] or own["多"] or own["少"])
        whole = own[Leave.days] == own["工作日"] == own["学期内"]
        for month in months:
            days = float("nan")
            if clear and len(months) == 1:
                days = float(own[Leave.days])
            elif clear and whole:
                last = min(end, month + pd.offsets.MonthEnd())
                days = calendar.workdays(max(start, month).date(), last.date()) * float(_DAY)
            kind = "其他假" if own[Leave.kind] in _OTHER else own[Leave.kind]
            found.append((month, own[Leave.name], kind, days))
    pieces = pd.DataFrame(found, columns=["月份", "姓名", "假别", "天"])
    return (
        pieces.groupby(["月份", "姓名", "假别"])["天"].agg(lambda days: days.sum(skipna=False)).reset_index()
    )


def _compared(books: Books, rows: pd.DataFrame, pieces: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Kind of leave, and the rows whose days of it are not those of 请假, with 假; from the first month of 请假 on."""
    every = books[Leave]
    if every.empty:
        return
    first = every[Leave.start].min().replace(day=1)
    dateless = every.loc[every[Leave.start].isna() | every[Leave.end].isna(), Leave.name]
    key = [MonthAttendance.month, MonthAttendance.name]
    judged = (rows[MonthAttendance.month] >= first) & ~rows.duplicated(key, keep=False)
    judged &= ~rows[MonthAttendance.name].isin(dateless)
    own = books.clear(rows[judged], Leave, {MonthAttendance.name: Leave.name})
    for kind, column in _COLUMNS.items():
        told = pieces[pieces["假别"] == kind].set_index(["月份", "姓名"])["天"]
        days = told.reindex(pd.MultiIndex.from_frame(own[key]), fill_value=0.0).to_numpy()
        off = ~np.isnan(days) & (days != own[column].to_numpy("float64"))
        yield kind, own.assign(假=days)[off].astype({"假": "int64"})


def _sums(rows: pd.DataFrame, off: "pd.Series", calendar: Calendar) -> Iterator[Hits]:
    """应出勤 beyond the month, and 出勤 that with all leave is not 应出勤."""
    months = rows[MonthAttendance.month]
    most = {
        month: calendar.workdays(month.date(), (month + pd.offsets.MonthEnd()).date()) * _DAY
        for month in months.unique()
    }
    away = rows[list(_COLUMNS.values())].sum(axis=1)
    usual = rows.groupby(months)[MonthAttendance.due].transform(lambda due: due.mode().iloc[0])
    facts = rows.assign(工作日=months.map(most), 假=away, 共=rows[MonthAttendance.present] + away, 多数=usual)
    beyond = facts[MonthAttendance.due] > facts["工作日"]
    yield Hits(
        facts[beyond],
        at=MonthAttendance.due,
        message="{姓名} {月份:%Y-%m} 应出勤 {应出勤:量} 天，当月只有 {工作日:量} 个工作日。",
    )
    uneven = (facts["共"] != facts[MonthAttendance.due]) & ~beyond & ~off
    own = uneven & (facts["共"] == facts["多数"])
    yield Hits(
        facts[own],
        at=MonthAttendance.due,
        message="{姓名} {月份:%Y-%m} 应出勤写了 {应出勤:量} 天，别人是 {多数:量} 天。",
    )
    yield Hits(
        facts[uneven & ~own],
        at=MonthAttendance.present,
        message="{姓名} {月份:%Y-%m} 出勤 {出勤:量} 天，加请假 {假:量} 天，不等于应出勤 {应出勤:量} 天。",
    )
